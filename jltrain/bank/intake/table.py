"""A row of a table of questions, its columns known: the question in it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from jltrain.bank.areas import area_from
from jltrain.bank.intake import table_answer, table_options
from jltrain.bank.intake.assemble import Draft, assemble
from jltrain.bank.intake.columns import Column, Layout
from jltrain.bank.intake.doubts import Doubt, DoubtCode, confidence
from jltrain.bank.intake.found import FoundPicture, FoundQuestion, Span
from jltrain.bank.intake.kinds import kind_of
from jltrain.bank.intake.options import run
from jltrain.bank.intake.table_answer import squeezed
from jltrain.bank.question import LETTERS, Kind

_ID: Final = re.compile(r"(?=.*[a-z])[a-z0-9][a-z0-9._-]{2,79}")
_NUMBERED: Final = re.compile(r"(\d{1,4})(?:、|[.．])(?!\d)\s*(?=\S{4}|[（(_])")
_COUNTED: Final = re.compile(r"(\d{1,4})(?:、|[.．]|\s)\s*(?=\S)")
_PICTURE: Final = re.compile(r"〔图(\d{1,4})〕")
_NAMED_LAW: Final = re.compile(
    r"([^《》，。；、\s]{2,40}?(?:法|条例|规定|办法|规则|细则|决定|规范|标准|通则|解释|意见|公约))(?:（[^）]*）)?\s*(第.{1,8}条.*)",
    re.DOTALL,
)


@dataclass(frozen=True, slots=True)
class About:
    """What is known of a row from where it stands: the kind its sheet or heading names, the heading itself, whether
    numbers in the answers count options from 0. `after`: the number that the row above has before its stem, 0: none.
    """

    kind: Kind | None = None
    section: str = ""
    from_zero: bool = False
    after: int = 0
    pictures: Sequence[FoundPicture] = ()


def cell(cells: Sequence[str], place: int | None) -> str:
    """The text at a place, "" where the row has none."""
    return cells[place] if place is not None and 0 <= place < len(cells) else ""


def question(cells: Sequence[str], layout: Layout, lines: Span, about: About, changed: frozenset[int]) -> FoundQuestion:
    """The question in a row. `changed`: places of cells that a spreadsheet may have changed."""
    at = layout.at
    doubts: list[Doubt] = []
    if about.pictures:
        cells = _pictures_to_stem(cells, layout)
    stem, counted = cell(cells, at.get(Column.STEM)), ""
    numbered = _NUMBERED.match(stem) if Column.NUMBER not in at and Column.ID not in at else None
    if numbered is None and about.after and Column.NUMBER not in at and Column.ID not in at:
        counting = _COUNTED.match(stem)  # 67.1MΩ= below 66.
        numbered = counting if counting and int(counting[1]) == about.after + 1 else None
    if numbered:
        stem, counted = stem[numbered.end() :], numbered[1]
    kind_text = cell(cells, at.get(Column.KIND))
    kind_text = layout.legend[kind_text].label if kind_text in layout.legend else kind_text
    stated = kind_of(kind_text) if kind_text else None
    kind = stated or (about.kind if not kind_text else None)
    options = _options(cells, layout)
    if not options.texts and kind not in (Kind.JUDGE, Kind.BLANK, Kind.CASE):
        stem, options = table_options.stem_and_options(stem)
    doubts += options.doubts
    if options.texts and (own := run(stem)):
        head, again = table_options.stem_and_options(stem)
        if again.texts and [*map(squeezed, again.texts)] == [*map(squeezed, options.texts)]:
            stem = head  # the options a second time
        elif own[0].start == 0 and own[0].form not in ("bare", "glued"):
            doubts.append(Doubt(DoubtCode.STEM_JOINED, stem[:40]))  # options where the stem should be
    if layout.titles.get(at[Column.STEM]) in layout.unread:  # a second table beside the first
        doubts += [
            Doubt(DoubtCode.LEFTOVER, text[:40]) for n, text in enumerate(cells) if text and n not in layout.titles
        ][:1]
    answers = [text for text in (cell(cells, place) for place in layout.answers) if text]
    options, answers = _read(kind, options, answers, about, doubts)
    doubts += _changed(cells, layout, changed)
    if any("DISPIMG" in text for text in cells):
        doubts.append(Doubt(DoubtCode.PICTURE_LOST, next(text for text in cells if "DISPIMG" in text)[:30]))
    ident, number = _numbers(cells, at)
    draft = Draft(
        stem=stem,
        options=options.texts,
        letters=LETTERS[: len(options.texts)],
        answers=answers,
        explanation=cell(cells, at.get(Column.EXPLANATION)),
        basis=basis_text([cell(cells, place) for place in layout.basis]),
        kind=kind_text,
        heading_kind=about.kind,
        difficulty=cell(cells, at.get(Column.DIFFICULTY)),
        topic=cell(cells, at.get(Column.TOPIC)),
        section=cell(cells, at.get(Column.SECTION)) or about.section,
        number=number or counted,
        id=ident,
        discipline=_area(cell(cells, at.get(Column.AREA))),
        doubts=doubts,
    )
    if about.pictures:
        draft = _with_pictures(draft, about.pictures)
    return assemble(draft, lines)


def _options(cells: Sequence[str], layout: Layout) -> table_options.Options:
    options = table_options.of_columns([cell(cells, place) for place in layout.options]) if layout.options else None
    if options is not None and options.texts:
        return options
    joined = [cell(cells, place) for place in layout.joined]
    filled = [text for text in joined if text]
    if len(filled) == 1:
        return table_options.divided(filled[0])
    return table_options.of_columns(joined) if filled else table_options.NONE


def _read(
    kind: Kind | None, options: table_options.Options, answers: list[str], about: About, doubts: list[Doubt]
) -> tuple[table_options.Options, list[str]]:
    """Options and answers as `assemble` understands them: letters by the options that there are, 对 or 错."""
    judged = table_answer.judge_options(options.texts)
    if judged is not None and kind in (None, Kind.JUDGE):
        read = [_judged(text, judged, options.texts) for text in answers]
        if all(word is not None for word in read):
            return table_options.NONE, [word for word in read if word is not None]
        if kind is Kind.JUDGE:
            return table_options.NONE, answers
    if kind is Kind.JUDGE:
        return options, [table_answer.read_judge(text) or text for text in answers]
    if len(options.texts) < 2 or kind in (Kind.BLANK, Kind.CASE):
        return options, ["；".join(answers)] if len(answers) > 1 else answers
    out = []
    for text in answers:
        reading = table_answer.read_choice(text, _spread(options), from_zero=about.from_zero)
        doubts += reading.doubts
        out.append(text if reading.answer is None else _moved(reading.answer, options, doubts))
    if len(out) > 1 and all(re.fullmatch(r"[A-Z]+", text) for text in out):  # several answer columns: one letter each
        out = ["".join(sorted({c for text in out for c in text}))]
    return options, out


def _judged(text: str, judged: Sequence[str], options: Sequence[str]) -> str | None:
    reading = table_answer.read_choice(text, options)
    if reading.answer in ("A", "B") and not reading.doubts:
        return judged["AB".index(reading.answer)]
    return table_answer.read_judge(text)


def _spread(options: table_options.Options) -> tuple[str, ...]:
    """The options at the places of their letters in the file."""
    if not options.places:
        return options.texts
    out = [""] * (options.places[-1] + 1)
    for place, text in zip(options.places, options.texts, strict=True):
        out[place] = text
    return tuple(out)


def _moved(letters: str, options: table_options.Options, doubts: list[Doubt]) -> str:
    """The letters once the empty options are gone."""
    if not options.places:
        return letters
    places = [LETTERS.index(letter) for letter in letters]
    if any(place not in options.places for place in places):
        doubts.append(Doubt(DoubtCode.ANSWER_OUTSIDE, letters))
        return ""
    return "".join(LETTERS[options.places.index(place)] for place in places)


def _changed(cells: Sequence[str], layout: Layout, changed: frozenset[int]) -> list[Doubt]:
    """A date among the options or in the answer may have been 3-5, and 0.5 may have been shown as 50%."""
    asked = {*layout.options, *layout.joined, *layout.answers, layout.at.get(Column.STEM, -1)} & changed
    return [Doubt(DoubtCode.CELL_CHANGED, cell(cells, place)) for place in sorted(asked)]


def _numbers(cells: Sequence[str], at: dict[Column, int]) -> tuple[str, str]:
    """Our own id and the number, each "" if the row has none."""
    ident, number = cell(cells, at.get(Column.ID)), cell(cells, at.get(Column.NUMBER))
    return (ident, number) if _ID.fullmatch(ident) else ("", number or ident)


def basis_text(texts: Sequence[str]) -> str:
    """One basis out of one or two columns: 行政处罚法 and 第五十一条 become 《行政处罚法》第五十一条."""
    whole = "".join(text for text in texts if text)
    if "《" not in whole:
        match = _NAMED_LAW.fullmatch(whole.strip())
        if match:
            return f"《{match[1]}》{match[2]}"
    return whole


def _area(text: str) -> str:
    area = area_from(text) if text else None
    return area.value if area else ""


def _pictures_to_stem(cells: Sequence[str], layout: Layout) -> Sequence[str]:
    """Pictures that lie over a number, an answer or a column of their own belong to the stem."""
    stem = layout.at[Column.STEM]
    kept = {stem, layout.at.get(Column.EXPLANATION, -1), *layout.options, *layout.joined}
    out, moved = list(cells), ""
    for place, text in enumerate(cells):
        if place not in kept and "〔图" in text:
            moved += "".join(match[0] for match in _PICTURE.finditer(text))
            out[place] = _PICTURE.sub("", text).strip()
    if moved:
        out[stem] += moved
    return out


def _with_pictures(draft: Draft, pictures: Sequence[FoundPicture]) -> Draft:
    """The draft with its own pictures alone, counted anew from 1; `pictures` are those of the whole file."""
    used: dict[int, int] = {}

    def renumbered(text: str) -> str:
        def one(match: re.Match[str]) -> str:
            old = int(match[1])
            if not 0 < old <= len(pictures):
                return match[0]
            return f"〔图{used.setdefault(old, len(used) + 1)}〕"

        return _PICTURE.sub(one, text)

    stem = renumbered(draft.stem)
    options = tuple(map(renumbered, draft.options))
    explanation = renumbered(draft.explanation)
    if not used:
        return draft
    kept = tuple(pictures[old - 1] for old in used)
    lost = [Doubt(DoubtCode.PICTURE_LOST, f"〔图{n}〕") for n, p in enumerate(kept, 1) if not p.data]
    return replace(
        draft, stem=stem, options=options, explanation=explanation, pictures=kept, doubts=[*draft.doubts, *lost]
    )


def doubted(found: FoundQuestion, *more: Doubt) -> FoundQuestion:
    """The question with more doubts."""
    doubts = tuple(dict.fromkeys((*found.doubts, *more)))
    return replace(found, doubts=doubts, confidence=confidence(doubts))
