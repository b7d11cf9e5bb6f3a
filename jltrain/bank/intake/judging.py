"""A question that is right or wrong: what its answer says."""

from __future__ import annotations

import re
from typing import Final

from jltrain.bank.intake import answers
from jltrain.bank.intake.assembly import Assembly
from jltrain.bank.intake.brackets import judge_bracket
from jltrain.bank.intake.doubts import DoubtCode
from jltrain.bank.question import LETTERS, Kind, Response

_PAIR_BELOW: Final = re.compile(
    r"[\s○●□☐◯]*(?:^|(?<=[\s.。)）○●□☐◯]))(?:(?:[Tt]rue|T|[Aa])[.、．:：]\s*)?(?:正确|对|√)[\s/、，;；○●□☐◯]+"
    r"(?:(?:[Ff]alse|F|[Bb])[.、．:：]\s*)?(?:错误|错|×)\s*$"
)
"""Right and wrong as what can be chosen, below a stem: nothing of it."""


def judge(made: Assembly) -> Kind:
    given: list[Response] = []
    pair = {letter: answers.judge_word(option) for letter, option in zip(LETTERS, made.options, strict=False)}
    for raw in made.draft.answers:
        _one_judge(made, raw, pair, given)
    for letter in made.draft.chosen or ():
        if pair.get(letter) is not None:
            given.append(_said(bool(pair[letter])))
    if not made.options and (below := _PAIR_BELOW.search(made.stem)) and below.start() > 5:
        made.stem = made.stem[: below.start()]
    made.stem, value = judge_bracket(made.stem)
    if value is not None and isinstance(value, bool):
        given.append(_said(value))
    elif isinstance(value, str):
        if pair.get(value) is not None:
            given.append(_said(bool(pair[value])))
        else:
            _one_judge(made, value, pair, given)
    if not given and len(made.draft.set_off) == 1 and pair.get(made.draft.set_off[0]) is not None:
        given.append(_said(bool(pair[made.draft.set_off[0]])))
        made.doubt(DoubtCode.ANSWER_SET_OFF, made.draft.set_off[0])
    different = list(dict.fromkeys(given))
    if len(different) > 1:
        made.doubt(DoubtCode.ANSWERS_DIFFER, "√ / ×")
    elif different and re.search(r"[（(][ ]*[√×✓✗✔✘]", made.stem):
        made.doubt(DoubtCode.STEM_JOINED, made.stem)
    if different:
        made.answer = different[0]
    elif not any(d.code is DoubtCode.ANSWER_NOT_READ for d in made.doubts):
        made.doubt(DoubtCode.NO_ANSWER)
    made.options = []
    return Kind.JUDGE


def _one_judge(made: Assembly, raw: str, pair: dict[str, bool | None], given: list[Response]) -> None:
    raw = raw.strip()
    letters = answers.read_letters(raw)
    if letters and len(letters[0]) == 1 and letters[0][0] in pair and pair[letters[0][0]] is not None:
        rest = letters[1]
        word = answers.read_judge(rest)
        if word and word[0] == pair[letters[0][0]]:
            rest = word[1]
        given.append(_said(bool(pair[letters[0][0]])))
        made.behind(rest)
        return
    read = answers.read_judge(raw)
    if read is not None:
        given.append(_said(read[0]))
        made.behind(read[1])
        return
    if letters and letters[0] in (("A",), ("B",)) and not pair:
        given.append(_said(letters[0] == ("A",)))
        if not made.draft.letters_judge:
            made.doubt(DoubtCode.ANSWER_NOT_READ, raw)
        made.behind(letters[1])
    elif raw:
        made.doubt(DoubtCode.ANSWER_NOT_READ, raw)


def _said(right: bool) -> Response:
    return ("Y",) if right else ("N",)
