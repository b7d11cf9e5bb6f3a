"""How error reports are grouped and spoken of."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from jltrain.app.objections import Listed, Verdict
from jltrain.clock import beijing, parse_iso
from jltrain.i18n import _


@dataclass(frozen=True, slots=True)
class Reported:
    """A question and the reports about it, the oldest first."""

    ident: str
    rows: tuple[Listed, ...]

    @property
    def waiting(self) -> tuple[Listed, ...]:
        """Those without a verdict."""
        return tuple(row for row in self.rows if row.open)

    @property
    def stem(self) -> str:
        """The question in one line."""
        question = self.rows[-1].question
        return " ".join(question.stem.split()) if question else _("本机题库没有这道题")


def grouped(rows: Sequence[Listed]) -> list[Reported]:
    """By question: most reported first, then the newest."""
    found: dict[str, list[Listed]] = {}
    for row in rows:
        found.setdefault(row.objection.question_id, []).append(row)
    made = [Reported(ident, tuple(group)) for ident, group in found.items()]
    made.sort(key=lambda one: one.rows[-1].objection.at, reverse=True)
    return sorted(made, key=lambda one: -len(one.waiting))


def count_of(group: Reported) -> str:
    """How many reports; where some are settled, how many wait."""
    waiting, total = len(group.waiting), len(group.rows)
    return str(total) if waiting == total else _("{waiting}/{total}").format(waiting=waiting, total=total)


def who(row: Listed) -> str:
    """Who reported, as far as it was told."""
    one = row.objection
    return " ".join(part for part in (one.learner, one.unit) if part) or _("没有署名")


def signed(row: Listed) -> str:
    """When and who."""
    return _("{day} {who}").format(day=beijing(parse_iso(row.objection.at), "%m-%d"), who=who(row))


def version_of(row: Listed) -> str:
    """The version that was seen, and the one there is now if it is another."""
    seen = _("第 {n} 版").format(n=row.seen) if row.seen else _("别的版本")
    return _("{seen} → 第 {now} 版").format(seen=seen, now=row.version) if row.changed else seen


def tone(row: Listed) -> str:
    """The colour of what was decided."""
    if row.open:
        return "warn"
    return "good" if row.acts[-1].verdict == Verdict.ACCEPTED else ""


def history_of(row: Listed) -> str:
    """A report and all that was decided of it, line by line."""
    one = row.objection
    source = _("来自文件 {file}").format(file=one.origin) if one.origin else _("在本机提交")
    lines = [_("{at}　{who} 报错（{source}）：{text}").format(
        at=beijing(parse_iso(one.at)), who=who(row), source=source, text=one.text)]  # fmt: skip
    for act in row.acts:
        verdict = Verdict(act.verdict).label
        version = _("（试题第 {n} 版）").format(n=act.version) if act.version else ""
        lines.append(_("{at}　{who}：{verdict}{version} {note}").format(
            at=beijing(parse_iso(act.at)), who=act.by, verdict=verdict, version=version, note=act.note).rstrip())  # fmt: skip
    if row.open:
        lines.append(_("还没有处理。"))
    return "\n\n".join(lines)
