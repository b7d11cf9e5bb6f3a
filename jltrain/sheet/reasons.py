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
    LIST_AHEAD = "list-ahead"
    DATED_AHEAD = "dated-ahead"
    WRONG_UNIT = "wrong-unit"
    BAD_DATA = "bad-data"
    NEWER = "newer"
    NOT_AS_DATA = "not-as-data"
    FOREIGN_CONTENT = "foreign-content"
    UNREADABLE = "unreadable"
    DAMAGED_PROGRAM = "damaged-program"


_SENTENCES: Final = {
    Code.TOO_LARGE: N_("文件过大（{fact}），不可能是成绩单，请核对是否选错了文件。"),
    Code.NOT_PDF: N_("不是 PDF 文件，请核对是否选错了文件；成绩单须是签发时的原文件，不能转换格式。"),
    Code.TRUNCATED: N_("文件不完整，可能没有复制完，请重新复制或向出具单位索取。"),
    Code.UNSIGNED: N_("文件没有电子签名，可能是扫描件或另存、打印出的文件，请向出具单位索取签发时的原文件。"),
    Code.SEVERAL_SIGNATURES: N_("文件里不止一个签名，成绩单只能有签发单位的一个签名，请向出具单位索取原文件。"),
    Code.ADDED_TO: N_("文件在签名之后又添加了内容（例如批注或另存），请向出具单位索取没有动过的原文件。"),
    Code.STRANGE_SIGNATURE: N_("签名的格式不是本程序签发的样子，不能采信，请向出具单位核实并索取原文件。"),
    Code.CHANGED: N_("文件内容与签名不符，签名之后被改动过或已损坏，请向出具单位索取原文件。"),
    Code.WEAK_ALGORITHM: N_("签名使用的算法（{fact}）不够安全，不被接受，请出具单位换领新证书后重新签发。"),
    Code.UNTRUSTED: N_(
        "签名证书（{fact}）不是由本机信任的根证书签发的，请先核实来源；不要仅因这份文件就信任新的根证书。"
    ),
    Code.NOT_YET_VALID: N_("签名证书（{fact}）尚未生效，请核对电脑时间。"),
    Code.EXPIRED: N_("签名证书（{fact}）已经过期，请核对电脑时间；时间无误的，请出具单位用新证书重新签发。"),
    Code.REVOKED: N_("签名证书（{fact}）已被吊销，请向签发机构核实，并请出具单位用新证书重新签发。"),
    Code.NO_LIST: N_("本机还没有签发机构（{fact}）的吊销列表，请导入最新的吊销列表后重新收取。"),
    Code.STALE_LIST: N_("本机的吊销列表（{fact}）已经过期，请导入最新的吊销列表后重新收取。"),
    Code.LIST_AHEAD: N_("本机的吊销列表（{fact}）的发布时间晚于本机时间，请先校准电脑时间。"),
    Code.DATED_AHEAD: N_("成绩单的时间（{fact}）晚于本机时间，请核对电脑时间后重新收取。"),
    Code.WRONG_UNIT: N_("成绩单写明的签发单位与签名证书的单位（{fact}）不一致，请向该单位核实。"),
    Code.BAD_DATA: N_("所附数据不完整或格式不对，请向出具单位索取原文件。"),
    Code.NEWER: N_("成绩单由更新版本的程序签发（{fact}），请升级本机的程序后重新收取。"),
    Code.NOT_AS_DATA: N_("页面或文件结构与所附数据重建的结果不一致，不能采信，请向出具单位核实。"),
    Code.FOREIGN_CONTENT: N_("文件里有成绩单不会有的内容（{fact}），不能采信，请向出具单位核实。"),
    Code.UNREADABLE: N_("文件无法识别，请向出具单位索取原文件。"),
    Code.DAMAGED_PROGRAM: N_("本机的程序不完整，不能核验成绩单，请重新安装程序后再核验；文件本身不一定有问题。"),
}


@dataclass(frozen=True, slots=True)
class Reason:
    """One cause of refusal; `fact` is what it is about: a name, a date, or words of ours to be translated."""

    code: Code
    fact: str = ""

    @property
    def text(self) -> str:
        """For people, in the language in use."""
        return _(_SENTENCES[self.code]).format(fact=_(self.fact))
