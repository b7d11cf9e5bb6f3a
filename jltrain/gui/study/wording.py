"""How answers and shares are written on the study pages."""

from __future__ import annotations

from jltrain.bank.question import BLANK, Item, Kind, Response
from jltrain.i18n import _


def percent(share: float | None) -> str:
    """0.8 as "80 %"; a dash where nothing was answered."""
    return "—" if share is None else f"{share * 100:.0f} %"


def response_text(item: Item, response: Response) -> str:
    """A response as people write it: "A、C", "对", "二万元；十万元"."""
    if not any(text.strip() for text in response):
        return _("未作答")
    if item.kind is Kind.JUDGE:
        return _("对") if response == ("Y",) else _("错")
    if item.kind is Kind.BLANK:
        return "；".join(text or _("（空）") for text in response)
    return "、".join(response)


def answer_text(item: Item) -> str:
    """The right answer; of a blank also what else is accepted."""
    if item.kind is not Kind.BLANK:
        return response_text(item, item.answer)
    texts = []
    for accepted in item.accept:
        others = "、".join(accepted[1:])
        texts.append(_("{text}（也可填：{others}）").format(text=accepted[0], others=others) if others else accepted[0])
    return "；".join(texts)


def numbered_blanks(stem: str) -> str:
    """Each blank with its number, as the fields below are numbered."""
    first, *rest = stem.split(BLANK)
    if len(rest) < 2:
        return stem
    return first + "".join(f"__（{n}）__{text}" for n, text in enumerate(rest, 1))
