"""A draft on its way to a question: what is known of it so far, and what every kind of question does with it."""

from __future__ import annotations

import re
from typing import Final

from jltrain.bank.intake.doubts import Doubt, DoubtCode
from jltrain.bank.intake.draft import Draft
from jltrain.bank.intake.kinds import kind_of, open_ended
from jltrain.bank.intake.lines import clean
from jltrain.bank.question import Response

_BASIS_WITH_ANSWER: Final = re.compile(
    r"[（(【\[]\s*(?:依据|出处|法律依据|见|根据)?\s*[:：]?\s*((?:《|[^（()）]{0,30}第[0-9一二三四五六七八九十百零]+条).*?)[）)】\]]\s*$",
    re.DOTALL,
)


class Assembly:
    """One draft on its way; its kind decides what is done with it (choice, judging, blanks)."""

    def __init__(self, draft: Draft) -> None:
        self.draft = draft
        self.stem = draft.stem.strip()
        self.options = [clean(option.replace("\n", "")) for option in draft.options]
        self.explanation = draft.explanation.strip()
        self.basis = draft.basis.strip()
        self.doubts = list(draft.doubts)
        self.declared = kind_of(draft.kind) or draft.heading_kind
        self.open_ended = open_ended(draft.kind)
        self.answer: Response = ()

    def doubt(self, code: DoubtCode, fact: str = "") -> None:
        fact = clean(fact.replace("\n", " "))
        self.doubts.append(Doubt(code, fact if len(fact) < 60 else fact[:57] + "…"))

    def behind(self, rest: str) -> None:
        """What follows an answer in its field: the basis in brackets, or an explanation."""
        rest = rest.strip()
        if not rest:
            return
        match = _BASIS_WITH_ANSWER.match(rest)
        if match:
            self.basis = self.basis or match[1].strip()
            return
        if self.explanation:
            if squeezed(rest) not in squeezed(self.explanation):
                self.explanation = f"{rest}\n{self.explanation}"
            return
        if rest[0] in "（(" and rest[-1] in "）)" and not re.search(r"[（()）]", rest[1:-1]):
            rest = rest[1:-1].strip()
            rest = re.sub(r"^(?:注|说明|解析|理由)[:：]\s*", "", rest)
        self.explanation = rest


def squeezed(text: str) -> str:
    """`text` without what says nothing: white space, brackets, stops that are in no number."""
    return re.sub(r"[\s。（）()“”\"]|(?<!\d)[，,.；;、：:]|[，,.；;、：:](?!\d)", "", text)  # 3.5 is not 35


_LATIN: Final = re.compile(r"(?<=[A-Za-z,.;:!?)])[ \t]*\n[ \t]*(?=[A-Za-z(])")
_BREAK: Final = re.compile(r"[ \t]*\n[ \t\n]*")


def joined(text: str) -> str:
    """Wrapped lines as one: Chinese without a space between, Latin words with one."""
    return clean(_BREAK.sub("", _LATIN.sub(" ", text)))
