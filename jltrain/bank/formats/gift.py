"""GIFT, Moodle's text format, read: https://docs.moodle.org/en/GIFT_format, and Moodle's importer where that is silent.

Several answer sections in one question, which Moodle does not know, are taken as several blanks; but where a line ends
with its sentence or its answers, what stands on the next line is the next question.
"""

from __future__ import annotations

import base64
import binascii
import re
from dataclasses import dataclass, field, replace
from typing import Final

from jltrain.bank.formats import build
from jltrain.bank.formats.carried import Tags, is_citation, read_category, split_basis
from jltrain.bank.formats.gift_syntax import Answer, Block, answers_of, blocks_of, comment_of, format_of, hidden, shown
from jltrain.bank.formats.grouping import grouped
from jltrain.bank.formats.markup import text_of
from jltrain.bank.formats.pictures import suffix_of
from jltrain.bank.intake.doubts import Doubt, DoubtCode
from jltrain.bank.intake.found import Findings, FoundPicture, FoundQuestion, Ignored, Span
from jltrain.bank.question import BLANK, KIND_NAMES, LETTERS, Kind
from jltrain.foreign.text import decoded
from jltrain.i18n import _

_DATA: Final = re.compile(r"data:image/[a-z+.-]+;base64,", re.IGNORECASE)
_MARKUP: Final = re.compile(r"</?[A-Za-z][^<>]*>|&(?:[a-zA-Z]{2,8}|#[0-9]{1,6});")
_TRUTH: Final = {"t": "Y", "true": "Y", "f": "N", "false": "N"}


def read(data: bytes, name: str) -> Findings:
    """All of a GIFT file. Raises FileNotText."""
    source = tuple(decoded(data, name).text.split("\n"))
    questions: list[FoundQuestion] = []
    ignored: list[Ignored] = []
    category = ""
    for block in blocks_of(list(source)):
        span = Span(block.first, block.last)
        text = "\n".join(" " if line.lstrip().startswith("//") else line for line in block.lines).strip()
        if text.startswith("$CATEGORY:"):
            category = text.removeprefix("$CATEGORY:").strip()
            ignored.append(Ignored(span, _("分类：{name}").format(name=category)))
            continue
        taken = _taken(block, text, category) if text else _("注释")
        if isinstance(taken, str):
            ignored.append(Ignored(span, taken))
        else:
            questions.append(taken)
    kept, left = grouped(questions)
    return Findings(source, kept, tuple(sorted((*ignored, *left), key=lambda i: i.lines.first)), "gift")


def inline_picture(source: str) -> FoundPicture | None:
    """The picture that a data: address holds."""
    match = _DATA.match(source)
    if match is None:
        return None
    try:
        body = base64.b64decode(source[match.end() :])
    except (binascii.Error, ValueError):
        return None
    suffix = suffix_of(body)
    return FoundPicture(body, suffix) if suffix else None


@dataclass(slots=True)
class _Reading:
    """What is known while one question is read."""

    format: str
    gallery: build.Gallery = field(default_factory=build.Gallery)
    doubts: list[Doubt] = field(default_factory=list)

    def text(self, raw: str) -> str:
        """A text of the file (its escapes hidden) as ours."""
        form, raw = format_of(raw, self.format)
        text = shown(raw).strip()
        if form == "html" or (form == "moodle" and _MARKUP.search(text)):
            if form == "moodle":
                text = text.replace("\n", "<br>")
            text, lost = text_of(text, lambda s, alt: self.gallery.add(s[:200] + str(hash(s)), inline_picture(s), alt))
            self.doubts += [Doubt(DoubtCode.FORMAT_LOST, name) for name in lost]
        return text


def _taken(block: Block, text: str, category: str) -> FoundQuestion | str:
    """The question of a block, or why it is none."""
    said = comment_of([line for line in block.lines if line.lstrip().startswith("//")])
    tags, span = Tags.read(said.tags), Span(block.first, block.last)
    body = hidden(text)
    if body.startswith("::") and "::" in body[2:]:
        body = body[2:].partition("::")[2].strip()
    first, last = body.find("{"), body.rfind("}")
    if (first < 0) != (last < 0) or last < first:
        return _("大括号不成对，读不出题目")
    reading = _Reading(format_of(body, "moodle")[0])
    if first < 0:
        general_text = said.notes.get("explanation", "").strip()
        question = build.found(Kind.CASE, reading.text(body), span)
    else:
        outside, sections = _divided(body)
        if sections is None:
            return _("大括号不成对，读不出题目")
        general = ""
        if "####" in sections[-1]:
            sections[-1], _marks, general = sections[-1].rpartition("####")
        read_question = _question(reading, outside, [s.strip() for s in sections], tags, span)
        if isinstance(read_question, str):
            return read_question
        question = read_question
        general_text = reading.text(general)
    explanation, found_basis = split_basis(general_text)
    notes = question.explanation if first >= 0 else ""
    bad = [Doubt(DoubtCode.BASIS_NOT_READ, b[:40]) for b in found_basis if not is_citation(b)]
    discipline, topic = read_category(category)
    question = replace(
        question,
        explanation="\n".join(text for text in (explanation, notes) if text),
        basis=found_basis,
        id=said.id,
        discipline=discipline,
        topic=tags.topic or topic,
        section=category,
        difficulty=tags.difficulty,
        derived=tuple(tags.derived),
    )
    return reading.gallery.hang(build.doubtful(question, *reading.doubts, *bad))


def _divided(body: str) -> tuple[list[str], list[str] | None]:
    """(texts around the answer sections, the sections' texts); None when braces lie within braces."""
    parts = re.split(r"\{([^{}]*)\}", body)
    outside, sections = parts[::2], parts[1::2]
    return (outside, None) if any("{" in text or "}" in text for text in outside) else (outside, sections)


def _question(r: _Reading, outside: list[str], sections: list[str], tags: Tags, span: Span) -> FoundQuestion | str:
    middle = outside[1].strip() if len(outside) == 2 else "more"
    stem_raw = BLANK.join(outside) if middle else outside[0]
    if len(sections) > 1:
        if any("~" in s or s.startswith("#") or "->" in s or not s.strip("= ") for s in sections):
            return _("一道题里有几组选项，不支持")
        return _short(r, r.text(stem_raw), sections, span)
    section = sections[0]
    if not section:
        return _unanswered(r, stem_raw, tags, span)
    if section.startswith("#"):
        return _("数值题，不支持")
    if "~" in section:
        return _choice(r, r.text(stem_raw), answers_of(section), tags, span)
    if "=" in section and "->" in section and tags.kind is not Kind.BLANK:
        return _("匹配题，不支持")
    word, _hash, feedback = section.partition("#")
    if (truth := _TRUTH.get(word.strip().casefold())) is not None:
        notes = [r.text(text) for text in feedback.split("#") if text.strip()]
        stem = r.text("".join(outside))
        return build.found(Kind.JUDGE, stem, span, answer=(truth,), explanation="\n".join(notes), doubts=())
    stem = r.text(stem_raw)
    return _short(r, stem, sections, span, tags.blanks)


def _unanswered(r: _Reading, raw: str, tags: Tags, span: Span) -> FoundQuestion | str:
    """An essay for Moodle; ours without answers say what they are."""
    if tags.kind in (Kind.JUDGE, Kind.BLANK):
        return build.found(tags.kind, r.text(raw), span)
    return _("问答题，不支持")


def _short(r: _Reading, stem: str, sections: list[str], span: Span, joint: str = "") -> FoundQuestion:
    accept: list[list[str]] = []
    notes: list[str] = []
    for section in sections:
        answers = answers_of(section)
        if any(a.weight is not None and a.weight < 100 for a in answers):
            r.doubts.append(Doubt(DoubtCode.FORMAT_LOST, _("部分得分的答案")))
        whole = [a for a in answers if a.weight is None or a.weight >= 100]
        texts = [_unstarred(r, format_of(a.text, r.format)[1]) for a in whole]
        accept.append(list(dict.fromkeys(t for t in texts if t)))
        notes += [f"{_unstarred(r, a.text)}：{r.text(a.feedback)}" for a in answers if a.feedback]
    if joint and len(accept) == 1:
        split = [text.split(joint) for text in accept[0]]
        if split and len({len(texts) for texts in split}) == 1:
            accept = [list(dict.fromkeys(column)) for column in zip(*split, strict=True)]
    if not all(accept):
        accept = []
    return build.found(Kind.BLANK, stem, span, accept=accept, explanation="\n".join(notes))


def _unstarred(r: _Reading, text: str) -> str:
    """A short answer: a star stands for anything unless escaped."""
    text = shown(text).strip()
    if re.search(r"(?<!\\)\*", text):
        r.doubts.append(Doubt(DoubtCode.FORMAT_LOST, _("通配符 *")))
    return text.replace("\\*", "*")


def _choice(r: _Reading, stem: str, answers: list[Answer], tags: Tags, span: Span) -> FoundQuestion | str:
    if len(answers) > len(LETTERS):
        return _("选项超过 {n} 个，不支持").format(n=len(LETTERS))
    options = [r.text(a.text) for a in answers]
    equal = [LETTERS[n] for n, a in enumerate(answers) if a.mark == "="]
    weighed = [LETTERS[n] for n, a in enumerate(answers) if a.mark != "=" and (a.weight or 0) > 0]
    doubts: list[Doubt] = []
    if equal and weighed:
        doubts.append(Doubt(DoubtCode.FORMAT_LOST, _("部分得分的选项")))
    right = equal or weighed
    kind = Kind.MULTIPLE if len(right) > 1 else Kind.SINGLE
    if len(equal) > 1 or (not equal and len(weighed) == 1):
        doubts.append(Doubt(DoubtCode.KIND_GUESSED, KIND_NAMES[kind]))
    if not right and tags.kind in (Kind.SINGLE, Kind.MULTIPLE):
        kind = tags.kind
    notes = [f"{LETTERS[n]}：{r.text(a.feedback)}" for n, a in enumerate(answers) if a.feedback]
    return build.found(
        kind, stem, span, options=options, answer=tuple(right), explanation="\n".join(notes), doubts=doubts
    )
