"""Why a score sheet is refused: a stable code for scripts and a sentence for people."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from jltrain.i18n import N_, _


class Code(StrEnum):
    """Why a file is refused."""

    TOO_LARGE = "too-large"
    NOT_PDF = "not-pdf"
    TRUNCATED = "truncated"
    UNSIGNED = "unsigned"
    SEVERAL_SIGNATURES = "several-signatures"
    ADDED_TO = "added-to"
    STRANGE_SIGNATURE = "strange-signature"
    CHANGED = "changed"
    WEAK_ALGORITHM = "weak-algorithm"
    UNTRUSTED = "untrusted"
    NOT_YET_VALID = "not-yet-valid"
    EXPIRED = "expired"
    REVOKED = "revoked"
    NO_LIST = "no-list"
    STALE_LIST = "stale-list"
    DATED_AHEAD = "dated-ahead"
    WRONG_UNIT = "wrong-unit"
    BAD_DATA = "bad-data"
    NOT_AS_DATA = "not-as-data"
    UNREADABLE = "unreadable"


_SENTENCES: Final = {
    Code.TOO_LARGE: N_("文件过大（{fact}），不可能是成绩单。"),
    Code.NOT_PDF: N_("不是 PDF 文件。"),
    Code.TRUNCATED: N_("文件不完整，可能没有复制完，请重新复制或向出具单位索取。"),
    Code.UNSIGNED: N_("文件没有电子签名。"),
    Code.SEVERAL_SIGNATURES: N_("文件里不止一个签名。"),
    Code.ADDED_TO: N_("文件在签名之后又添加了内容。"),
    Code.STRANGE_SIGNATURE: N_("签名的格式不符合要求。"),
    Code.CHANGED: N_("文件内容与签名不符，签名之后被改动过或已损坏。"),
    Code.WEAK_ALGORITHM: N_("签名使用的算法（{fact}）不被接受。"),
    Code.UNTRUSTED: N_("签名证书（{fact}）不是由本机信任的根证书签发的。"),
    Code.NOT_YET_VALID: N_("签名证书（{fact}）尚未生效，请核对电脑时间。"),
    Code.EXPIRED: N_("签名证书（{fact}）已经过期。"),
    Code.REVOKED: N_("签名证书（{fact}）已被吊销。"),
    Code.NO_LIST: N_("本机还没有签发机构（{fact}）的吊销列表，请导入最新的吊销列表后重新收取。"),
    Code.STALE_LIST: N_("本机的吊销列表（{fact}）已经过期，请导入最新的吊销列表后重新收取。"),
    Code.DATED_AHEAD: N_("成绩单的时间（{fact}）晚于本机时间，请核对电脑时间后重新收取。"),
    Code.WRONG_UNIT: N_("成绩单写明的签发单位与签名证书的单位（{fact}）不一致。"),
    Code.BAD_DATA: N_("所附数据不完整或格式不对。"),
    Code.NOT_AS_DATA: N_("页面或文件结构与所附数据重建的结果不一致。"),
    Code.UNREADABLE: N_("文件无法识别。"),
}


@dataclass(frozen=True, slots=True)
class Reason:
    """One cause of refusal; `fact` is what it is about."""

    code: Code
    fact: str = ""

    @property
    def text(self) -> str:
        """For people, in the language in use."""
        return _(_SENTENCES[self.code]).format(fact=self.fact)
