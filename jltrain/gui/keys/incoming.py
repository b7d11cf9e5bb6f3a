"""A file that somebody dropped: what is it, and which step is it for?"""

from __future__ import annotations

from collections.abc import Callable
from enum import Enum
from pathlib import Path

from jltrain.app import keys
from jltrain.app.context import Context
from jltrain.errors import BadInput, JltrainError, NotFound
from jltrain.i18n import N_


class Incoming(Enum):
    """The four kinds of files that go between unit, province and HR."""

    REQUEST = "request"
    ANSWER = "answer"
    ROOT = "root"
    LIST = "list"


class NotOfTheChain(BadInput):
    template = N_("认不出“{file}”：它不是证书申请、证书文件、根证书，也不是吊销列表，请核对是不是拿错了文件。")


class NothingPending(NotFound):
    template = N_("“{file}”是省级单位发回的证书文件，但本机没有等待证书的申请；请拿到提出申请的那台电脑上安装。")


class NoAuthorityHere(NotFound):
    template = N_("“{file}”是单位的证书申请，本机没有省级根证书，不能签发；请拿到省级单位保管根证书的电脑上签发。")


ENDINGS = (".csr", ".pem", ".crt", ".cer", ".der", ".crl", ".p10", ".req")
"""What such files are called; others are looked at as well, when they are small."""

_SMALL = 256 * 1024


def likely(path: Path) -> bool:
    """Whether it may be looked at: such files are small, and a folder is none."""
    try:
        return path.is_file() and (path.suffix.lower() in ENDINGS or path.stat().st_size <= _SMALL)
    except OSError:
        return False


def recognise(context: Context, file: Path) -> Incoming:
    """By what is in it, never by its name. Raises NotOfTheChain, FileUnreadable, ListOfStranger."""
    looks: tuple[tuple[Incoming, Callable[[], object]], ...] = (
        (Incoming.REQUEST, lambda: keys.read_request(file)),
        (Incoming.ANSWER, lambda: keys.read_answer(context, file)),
        (Incoming.ROOT, lambda: keys.read_root(file)),
        (Incoming.LIST, lambda: keys.read_list(context, file)),
    )
    for kind, look in looks:
        try:
            look()
        except JltrainError as error:
            if error.code in ("file-unreadable", "list-of-stranger", "weak-key"):
                raise
            continue
        return kind
    raise NotOfTheChain(file=file.name)
