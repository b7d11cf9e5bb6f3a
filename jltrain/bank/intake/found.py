"""What an import found in somebody's file: questions with their doubts, and every line that is none.

A found question is not yet one of the bank: it may lack an answer, a basis, an explanation. Nothing about it
was guessed without a doubt being told.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from jltrain.bank.intake.doubts import Doubt
from jltrain.bank.question import Kind, Response


@dataclass(frozen=True, slots=True)
class Span:
    """Source lines `first` to `last`, counted from 1, both included."""

    first: int
    last: int


@dataclass(frozen=True, slots=True)
class FoundPicture:
    """A picture that came with the file; texts mean it by its place: 〔图1〕. `suffix` is .png .jpg .svg .gif …"""

    data: bytes
    suffix: str


@dataclass(frozen=True, slots=True)
class FoundQuestion:
    """One question. `stem` marks blanks by BLANK (____) and has no number, kind or answer in it.

    `answer` is () when the file says none; else as Question has it. `accept`: for blank alone, the accepted texts
    of each blank. `basis`: citations as the file has them, tidied where they parse. `difficulty` 0: not said.
    `topic` "": not said. `section`: the heading it stands under. `number`: as the file counts it. `parts`: the
    sub-questions of a case, whose `stem` is the story. `confidence` 0..1 follows from the doubts.
    `id` "": the file gives none.
    """

    kind: Kind
    stem: str
    options: tuple[str, ...] = ()
    answer: Response = ()
    explanation: str = ""
    basis: tuple[str, ...] = ()
    lines: Span = field(default=Span(0, 0))
    doubts: tuple[Doubt, ...] = ()
    confidence: float = 1.0
    accept: tuple[tuple[str, ...], ...] = ()
    difficulty: int = 0
    topic: str = ""
    section: str = ""
    number: str = ""
    id: str = ""
    discipline: str = ""
    pictures: tuple[FoundPicture, ...] = ()
    parts: tuple[FoundQuestion, ...] = ()
    derived: tuple[str, ...] = ()
    """Figures of the answer that follow from story and article, as Item has them."""

    @property
    def doubtful(self) -> bool:
        """Whether somebody must look before it is taken."""
        return bool(self.doubts) or any(part.doubtful for part in self.parts)

    def as_record(self) -> dict[str, Any]:
        """For `bank import --dry-run --json`; kinds and answers as the JSONL export has them (null: none said)."""
        record: dict[str, Any] = {
            "kind": self.kind.value,
            "stem": self.stem,
            "options": list(self.options),
            "answer": _answer(self),
            "explanation": self.explanation,
            "basis": list(self.basis),
            "lines": [self.lines.first, self.lines.last],
            "confidence": round(self.confidence, 3),
            "doubts": [{"code": doubt.code.value, "text": doubt.text} for doubt in self.doubts],
        }
        optional = {"difficulty": self.difficulty, "topic": self.topic, "section": self.section, "number": self.number,
                    "id": self.id, "discipline": self.discipline, "pictures": len(self.pictures)}  # fmt: skip
        record |= {name: value for name, value in optional.items() if value}
        if any(len(texts) > 1 for texts in self.accept):
            record["accept"] = [list(texts) for texts in self.accept]
        if self.derived:
            record["derived"] = list(self.derived)
        if self.parts:
            record["parts"] = [part.as_record() for part in self.parts]
        return record


def _answer(found: FoundQuestion) -> bool | list[str] | None:
    if found.kind is Kind.JUDGE:
        return found.answer == ("Y",) if found.answer else None
    return list(found.answer) if found.answer else None


@dataclass(frozen=True, slots=True)
class Ignored:
    """Lines that are no question, and why, in the language in use."""

    lines: Span
    reason: str

    def as_record(self) -> dict[str, Any]:
        return {"lines": [self.lines.first, self.lines.last], "reason": self.reason}


@dataclass(frozen=True, slots=True)
class Findings:
    """All of a file. `source[n]` is line n+1 as a person would read it; each line that is not blank belongs to a
    question or is ignored, none to both and none to nothing: `unaccounted` is empty, a test holds every reader to it.
    `format` names what the file was taken for ("text", "table", "docx", "gift", "moodle", "aiken", "qti", "jsonl", …).
    """

    source: tuple[str, ...]
    questions: tuple[FoundQuestion, ...]
    ignored: tuple[Ignored, ...]
    format: str = "text"

    def unaccounted(self) -> tuple[int, ...]:
        """Lines with something on them that neither a question nor an Ignored claims."""
        claimed: set[int] = set()
        for span in (*(q.lines for q in self.questions), *(i.lines for i in self.ignored)):
            claimed.update(range(span.first, span.last + 1))
        return tuple(n for n, line in enumerate(self.source, 1) if line.strip() and n not in claimed)

    def as_record(self) -> dict[str, Any]:
        """What `--dry-run --json` prints."""
        return {
            "format": self.format,
            "lines": len(self.source),
            "questions": [question.as_record() for question in self.questions],
            "ignored": [ignored.as_record() for ignored in self.ignored],
        }
