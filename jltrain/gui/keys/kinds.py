"""The kinds of files that go between unit, province and HR, as choosers name them."""

from __future__ import annotations

from typing import Final

from jltrain.i18n import _

REQUEST: Final = "request"
ANSWER: Final = "certificate"
LIST: Final = "list"
ROOT: Final = "root"


def pattern(kind: str) -> str:
    """The chooser's filter for files of one kind, and one for all files, since people rename them."""
    names = {
        REQUEST: (_("证书申请"), "*.csr.pem *.csr *.pem"),
        ANSWER: (_("证书文件"), "*.pem *.crt"),
        LIST: (_("吊销列表"), "*.crl.pem *.crl *.pem"),
        ROOT: (_("根证书"), "*.crt *.cer *.pem"),
    }
    name, endings = names[kind]
    return f"{name} ({endings});;{every()}"


def every() -> str:
    """Any file."""
    return _("所有文件") + " (*)"


def modules() -> str:
    """Drivers of tokens."""
    return _("驱动模块") + " (*.so *.so.* *.dll *.dylib);;" + every()
