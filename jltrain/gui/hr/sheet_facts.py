"""What is said of one collected file: what it attests, who signed it, and how the ledger holds it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jltrain.bank.areas import area_from, level_from
from jltrain.clock import beijing, parse_iso
from jltrain.i18n import _
from jltrain.ledger.member import Member
from jltrain.ledger.result import Signer
from jltrain.paper.marks import marks_text
from jltrain.sheet.payload import Payload

if TYPE_CHECKING:
    from jltrain.app.collecting import CollectedLine
    from jltrain.app.register import RulingLine, SheetDetail

Facts = list[tuple[str, str]]


def attested(paid: Payload) -> Facts:
    """What the sheet itself says."""
    who, area, level = paid.officer, area_from(paid.officer.discipline), level_from(paid.officer.level)
    verdict = _("合格") if paid.passed else _("不合格")
    marks = _("{marks} 分（满分 {full}，合格线 {line}），{verdict}").format(
        marks=marks_text(paid.halves),
        full=marks_text(paid.full_halves),
        line=marks_text(paid.pass_halves),
        verdict=verdict,
    )
    parts = [
        _("{title}：{marks} / {full} 分，全对 {right} / {items} 小题").format(
            title=s.title, marks=marks_text(s.halves), full=marks_text(s.full_halves), right=s.right, items=s.items
        )
        for s in paid.sections
    ]
    incidents = [f"{moment(i.at)}　{i.text}" for i in paid.incidents]
    corrected = [
        (_("更正"), _("第 {n} 版，更正成绩单 {number}。原因：{reason}").format(
            n=paid.version, number=paid.replaces, reason=paid.correction))
    ]  # fmt: skip
    return [
        (_("成绩单编号"), paid.number),
        *(corrected if paid.version > 1 else []),
        (_("姓名"), who.name),
        (_("执法证号"), who.certificate),
        (_("单位"), who.unit),
        (_("层级"), level.label if level else who.level),
        (_("执法门类"), area.label if area else who.discipline),
        (_("考试场次"), paid.session_title),
        (_("试卷"), paid.paper_title),
        (_("成绩"), marks),
        (_("各部分"), "\n".join(parts)),
        (_("开始时间"), moment(paid.started)),
        (_("交卷时间"), moment(paid.submitted)),
        (_("考试中的情况"), "\n".join(incidents) or _("无")),
        (_("签发单位"), paid.issuer),
        (_("签发时间"), moment(paid.issued)),
    ]


def signed(signer: Signer) -> Facts:
    """Who signed, as verified on the day; nothing for a refused file."""
    rows = [
        (_("签名单位"), signer.unit),
        (_("单位代码"), signer.code),
        (_("证书指纹"), _grouped(signer.fingerprint, 4)),
        (_("证书编号"), signer.serial.upper()),
        (_("证书有效期至"), moment(signer.not_after) if signer.not_after else ""),
        (_("根证书指纹"), _grouped(signer.root, 4)),
    ]
    return [(what, value) for what, value in rows if value]


def held(seen: SheetDetail) -> Facts:
    """How the ledger holds the file."""
    line = seen.line
    return [
        (_("文件"), line.file),
        (_("收取时间"), beijing(line.first_seen)),
        (_("收取人"), seen.by),
        (_("当时的结果"), line.outcome.label),
        (_("台账编号"), str(line.entry)),
        (_("文件摘要"), _grouped(line.digest, 8)),
        (_("链校验值"), _grouped(seen.chain, 8)),
    ]


def whose(seen: SheetDetail) -> str:
    """For whom it counts, in a sentence; else who has its number."""
    person, line = seen.officer, seen.line
    if line.state is None:
        return ""
    if line.counts_for and person:
        return _("计入：{who}。").format(who=person_text(person))
    if person:
        return _("没有计入任何人。花名册中这个证号是{who}。").format(who=person_text(person))
    return _("没有计入任何人。花名册中没有这个证号；补进花名册后自动计入，不必重新收取。")


def hint(seen: SheetDetail) -> str:
    """Who of the roster bears the name on the sheet, when it does not count."""
    others = [m for m in seen.namesakes if seen.officer is None or m.certificate != seen.officer.certificate]
    if not others:
        return ""
    who = _("；").join(person_text(member) for member in others[:5])
    return _("花名册中名叫“{name}”的有：{who}。可能是证号填错了人。").format(name=seen.line.name, who=who)


def person_text(member: Member) -> str:
    """An officer in a sentence."""
    return _("{name}（{certificate}，{unit}）").format(
        name=member.name, certificate=member.certificate, unit=member.unit
    )


def ruling_text(line: RulingLine) -> str:
    """A ruling with its reason, and how it was taken back."""
    one = line.ruling
    text = _("{at}　{by}：{what}。理由：{reason}").format(
        at=moment(one.at), by=one.by, what=one.kind.label, reason=one.reason
    )
    if one.certificate:
        text += "　" + _("记到 {certificate} 名下").format(certificate=one.certificate)
    if line.undone:
        text += "\n" + _("{at}　{by} 已撤销。理由：{reason}").format(
            at=moment(line.undone_at), by=line.undone_by, reason=line.undo_reason
        )
    return text


def version_text(line: CollectedLine) -> str:
    """Another sheet of the same sitting, in a line."""
    return _("第 {n} 版　{number}　{name}　{marks} 分　{state}").format(
        n=line.version,
        number=line.number,
        name=line.name,
        marks=marks_text(line.halves),
        state=line.state.label if line.state else line.outcome.label,
    )


def moment(text: str) -> str:
    """A moment in Beijing time."""
    try:
        return beijing(parse_iso(text))
    except (ValueError, OverflowError):  # a signed sheet of another program may write it otherwise
        return text


def _grouped(digest: str, size: int) -> str:
    """With places to break the line at."""
    digest = digest.replace(" ", "").upper()
    return " ".join(digest[at : at + size] for at in range(0, len(digest), size))
