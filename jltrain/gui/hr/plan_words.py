"""A rotation plan in words: who has to do what, how often, by when."""

from __future__ import annotations

from fractions import Fraction

from jltrain.bank.areas import DISCIPLINES, Level
from jltrain.i18n import _
from jltrain.ledger.plan import Batch
from jltrain.ledger.post import PostKind
from jltrain.ledger.requirement import ActivityNeed, ExamNeed, Per, Requirement


def requirement_text(requirement: Requirement) -> str:
    """What has to be done for it to be met."""
    need = requirement.need
    return _exam(need) if isinstance(need, ExamNeed) else _activity(need)


def posts_of(requirement: Requirement) -> str:
    """Whom it concerns."""
    everybody = len(requirement.posts) == len(PostKind)
    return _("所有岗位") if everybody else _("、").join(post.label for post in requirement.posts)


def _exam(need: ExamNeed) -> str:
    if need.own:
        return _("本人执法门类的考试合格")
    areas = _("、").join(area.label for area in need.areas)
    text = _("考试合格，并且试卷考到：{areas}").format(areas=areas)
    if need.share:
        text += _("，这些部分得分率不低于 {share}").format(share=share_text(need.share))
    return text


def _activity(need: ActivityNeed) -> str:
    facts = {"kind": need.kind.label, "n": need.times}
    text = {
        Per.CYCLE: _("周期内参加{kind} {n} 次"),
        Per.YEAR: _("每年参加{kind} {n} 次"),
        Per.QUARTER: _("每季度参加{kind} {n} 次"),
    }[need.per].format(**facts)
    if need.hours:
        text += _("，合计不少于 {hours} 学时").format(hours=f"{need.hours:g}")
    if need.passed:
        text += _("，须考核合格")
    if need.within:
        text += _("，任职后 {n} 天内完成").format(n=need.within)
    return text


def batch_text(batch: Batch) -> str:
    """Whom a batch takes: levels and disciplines."""
    levels = _("各级") if len(batch.levels) == len(Level) else _("、").join(level.label for level in batch.levels)
    every = len(batch.disciplines) == len(DISCIPLINES)
    areas = _("所有门类") if every else _("、").join(area.label for area in batch.disciplines)
    return _("{levels}：{disciplines}").format(levels=levels, disciplines=areas)


def share_text(share: Fraction) -> str:
    """66.7%, or 100% without a point."""
    return f"{float(share) * 100:.1f}".removesuffix(".0") + "%"
