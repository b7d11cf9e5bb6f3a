"""What an officer has still to do, in words, from his standing alone."""

from __future__ import annotations

from datetime import date

from jltrain.i18n import _
from jltrain.ledger.requirement import Per, part_of
from jltrain.ledger.rotation import RotationPlan
from jltrain.ledger.standing import Standing


def missing_labels(standing: Standing, plan: RotationPlan, today: date) -> tuple[str, ...]:
    """What is missing as of `today`, in the order of the plan: all that counts, and of the rest what is over. The years
    of one requirement are told together: "模拟执法演练（每年） 2024、2025年"."""
    labels: list[str] = []
    years: dict[str, list[int]] = {}
    for part_id in standing.missing:
        part = part_of(part_id, plan.requirements)
        if part is None:
            labels.append(part_id)  # the plan was changed, and the standings are about to be made anew
        elif part.requirement.per is Per.QUARTER and not part.quarter:
            if gaps := overdue_quarters(standing, today):
                labels.append(_("{title}（缺 {n} 个季度）").format(title=part.label, n=gaps))
        elif part.requirement.counts or (part.year and part.span(plan.cycle)[1] < today):
            known = years.setdefault(part.requirement.id, []) if part.year and not part.quarter else []
            known.append(part.year)
            if len(known) == 1:
                labels.append(part.label)
            else:
                title, told = _(part.requirement.title), "、".join(map(str, known))
                labels[-1] = _("{title} {year}年").format(title=title, year=told)
    return tuple(labels)


def overdue_quarters(standing: Standing, today: date) -> int:
    """Quarters that are over without his law study."""
    over = 4 * (today.year - standing.cycle) + (today.month - 1) // 3
    return standing.quarters[: max(0, over)].count("0")
