"""Why a text is no statute that can be taken in."""

from __future__ import annotations

from jltrain.errors import BadInput
from jltrain.i18n import N_, _

__all__ = ["NoVersion", "NotAStatute", "StatuteFaulty", "StatuteTooLarge", "faulty"]

_SHOWN = 5


class NotAStatute(BadInput):
    template = N_("“{file}”里没有找到“第一条”这样的条文，不能作为法规导入；请确认它是法规全文。")


class StatuteTooLarge(BadInput):
    template = N_("“{file}”超过了法规文件的限度（{limit}），没有读入；请只保留法规正文后重试。")


class StatuteFaulty(BadInput):
    """`faults` holds all of them, as sentences."""

    template = N_("“{file}”的条文有问题：{faults}。请对照公布的文本改正后重新导入。")


class NoVersion(BadInput):
    template = N_("“{file}”里找不到通过、公布或修订的日期，分不清是哪一个版本；请在导入时指定版本日期。")


def faulty(file: str, faults: list[str]) -> StatuteFaulty:
    """All faults of a file as one refusal; the first few are shown."""
    shown = "；".join(faults[:_SHOWN])
    if len(faults) > _SHOWN:
        shown = _("{shown}；等 {n} 处").format(shown=shown, n=len(faults))
    return StatuteFaulty(file=file, faults=shown)
