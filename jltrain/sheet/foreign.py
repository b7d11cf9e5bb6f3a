"""Names for what is wrong with a refused file, so that the reason is exact. Decides nothing: the file is refused already.

Only names in plain sight are found, in the dictionaries outside streams; one that is hidden (an escaped name, an
object stream) is refused all the same, with the general reason.
"""

from __future__ import annotations

import re
from typing import Final

from jltrain.i18n import N_

_STREAM: Final = re.compile(rb"stream\r?\n.*?endstream", re.DOTALL)
_NAMES: Final = (
    (rb"/(?:JavaScript|JS)\b", N_("脚本程序")),
    (rb"/(?:OpenAction|AA|Launch|URI|SubmitForm|ImportData|GoTo[RE])\b", N_("自动动作或链接")),
    (rb"/(?:OCProperties|OCGs?|OCMD)\b", N_("可隐藏的图层")),
    (rb"/(?:XFA|NeedAppearances|Tx|Btn|Ch)\b", N_("可填写的表单")),
    (rb"/(?:RichMedia|Movie|Sound|Screen|3D)\b", N_("音像")),
    (rb"/(?:FreeText|Link|Text|Stamp|Square|Ink|Popup|Highlight|FileAttachment)\b", N_("批注或链接")),
    (rb"/Encrypt\b", N_("加密")),
    (rb"/Metadata\b", N_("另附的说明信息")),
)
_ATTACHED: Final = N_("另外的附件")
_NAMED: Final = re.compile(rb"/EmbeddedFiles << /Names \[([^\]]*)\]")


def foreign_content(file: bytes, gap: tuple[int, int]) -> str:
    """What the file has that no sheet has, in words to be translated; "" when nothing is in plain sight."""
    skeleton = _STREAM.sub(b"", file[: gap[0]] + file[gap[1] :])
    for pattern, words in _NAMES:
        if re.search(pattern, skeleton):
            return words
    named = _NAMED.search(skeleton)
    more = skeleton.count(b"/EmbeddedFile ") > 1 or skeleton.count(b"/Filespec") > 1 or b"/Collection" in skeleton
    return _ATTACHED if more or (named and named[1].count(b" R") > 1) else ""


_WEAK: Final = (
    ("06052b0e03021a", "SHA-1"),
    ("06072a8648ce3d0401", "ECDSA/SHA-1"),
    ("06092a864886f70d010105", "RSA/SHA-1"),
    ("06082a864886f70d0205", "MD5"),
    ("06092a864886f70d010104", "RSA/MD5"),
)


def weak_algorithm(cms: bytes) -> str:
    """The weak algorithm that a refused signature names; "" when it names none."""
    return next((name for oid, name in _WEAK if bytes.fromhex(oid) in cms), "")
