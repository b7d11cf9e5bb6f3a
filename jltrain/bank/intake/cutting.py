"""The text of a section cut into questions, by numbers or by how lines follow each other, and each of them read."""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import Final

from jltrain.bank.intake import unnumbered
from jltrain.bank.intake.attach import Item
from jltrain.bank.intake.block import read_block
from jltrain.bank.intake.doubts import Doubt, DoubtCode
from jltrain.bank.intake.numbering import Candidate, Evidence, candidates, choose
from jltrain.bank.intake.section import Section
from jltrain.bank.question import Kind
from jltrain.i18n import N_, _
from jltrain.progress import Report, Step

NOTE: Final = N_("说明文字，不是题目")
_LAW: Final = N_("法条或资料，不是题目")
FOREIGN: Final = N_("{kind}，本程序没有这种题型")
UNCLEAR: Final = N_("没有选项、空和答案，看不出是题目")
_A_IS_RIGHT: Final = re.compile(
    r"(?:A.{0,6}(?:正确|对|√)|(?:正确|对)的?.{0,4}A).{0,12}(?:B.{0,6}(?:错|×)|错误?的?.{0,4}B)"
)
_LABEL: Final = re.compile(
    r"^[ ]*(?:[【\[](?:题干|题目|试题|题目内容|试题内容)[】\]]|(?:题干|题目|试题|题目内容|试题内容)[ ]*[:：])",
    re.MULTILINE,
)
_SHARED: Final = re.compile(
    r"(?P<a>\d{1,4})\s*[-—~～至到、]\s*(?P<b>\d{1,4})\s*(?:小?题)?[^\n]{0,4}共用|共用(?:题干|备选答案|材料)"
    r"|(?:根据|阅读|依据)[^\n。]{0,20}(?:回答|完成|作答)[^\n]{0,6}?(?P<c>\d{1,4})\s*[-—~～至到、]\s*(?P<d>\d{1,4})"
)
_FIRST: Final = re.compile(r"^[ ]*[（(\[【]?A[）)\]】.．、:：]", re.MULTILINE)


class Cutter:
    """Cuts sections; `reasons` says of each line that is in no question why. `total`: lines of the file."""

    def __init__(self, total: int, struck: bool, report: Report) -> None:
        self.total = total
        self.struck = struck
        self.report = report
        self.reasons: dict[int, str] = {}

    def cut(self, section: Section, text: str, starts: list[int], low: int, high: int) -> list[Item]:
        """The questions of text[low:high]; what is none gets its reason."""
        piece = text[low:high]
        evidence = Evidence(piece)
        expected = section.heading is not None
        chosen = [] if len(_LABEL.findall(piece)) > 1 else choose(piece, evidence, candidates(piece), expected)
        out: list[Item] = []
        head = chosen[0].start if chosen else len(piece)
        if piece[:head].strip():
            if evidence.closed(0, head) or (not chosen and evidence.asked(0, head) and expected):
                out.extend(self.loose(section, text, starts, low, low + head, evidence, low))
            elif not chosen and section.heading is not None and section.heading.foreign:
                self.note(section, starts, low, low + head, _(FOREIGN).format(kind=section.heading.foreign))
            else:
                self.note(section, starts, low, low + head, _(NOTE))
        for at, c in enumerate(chosen):
            if at % 500 == 499:
                self.report(Step(section.rows[bisect_right(starts, low + c.start) - 1].line, self.total))
            end = chosen[at + 1].start if at + 1 < len(chosen) else len(piece)
            out.extend(self.numbered(section, text, starts, low, c, end, evidence, chosen[at - 1] if at else None))
        for match in _SHARED.finditer(piece):
            _doubt_sharing(out, match)
        return out

    def numbered(
        self,
        section: Section,
        text: str,
        starts: list[int],
        low: int,
        c: Candidate,
        end: int,
        evidence: Evidence,
        last: Candidate | None,
    ) -> list[Item]:
        bounds = [(c.end, end)]
        if evidence.answered(c.end, end) > 1 or _first_options(text[low + c.end : low + end]) > 1:
            parts = unnumbered.split(text[low + c.end : low + end])
            if len(parts) > 1 and all(_askable(text[low + c.end + a : low + c.end + b]) for a, b in parts):
                bounds = [(c.end + a, c.end + b) for a, b in parts]
        out = []
        for at, (a, b) in enumerate(bounds):
            item = self.item(
                section, text, starts, low + a, low + b, c.tag if not at else "", low + c.start if not at else low + a
            )
            if item is None:
                continue
            item.number, item.label = (c.number, c.label) if not at else (0, "")
            if at:
                item.draft.doubts.append(Doubt(DoubtCode.NUMBER_JUMPS, c.label))
            elif last is not None and c.number not in (last.number + 1, 1):
                item.draft.doubts.append(Doubt(DoubtCode.NUMBER_JUMPS, f"{last.label} → {c.label}"))
            item.draft.number = item.label
            out.append(item)
        return out

    def loose(
        self, section: Section, text: str, starts: list[int], low: int, high: int, evidence: Evidence, base: int
    ) -> list[Item]:
        out = []
        for a, b in unnumbered.split(text[low:high]):
            if not _askable(text[low + a : low + b]) and not (section.heading and section.heading.kind is Kind.JUDGE):
                self.note(section, starts, low + a, low + b, _(NOTE))
                continue
            start = low + a + self.title_lines(section, text, starts, low + a, low + b)
            item = self.item(section, text, starts, start, low + b, "", start)
            if item is not None:
                out.append(item)
        return out

    def title_lines(self, section: Section, text: str, starts: list[int], low: int, high: int) -> int:
        """How much of an unnumbered question is a title above it, set apart by an empty line."""
        piece = text[low:high]
        gap = piece.find("\n\n")
        if (
            gap > 0
            and not _askable(piece[:gap])
            and _askable(piece[gap:])
            and len(piece[:gap]) < 80
            and not re.search(r"[?？:：。]\s*$", piece[:gap])
        ):
            self.note(section, starts, low, low + gap, _(NOTE))
            return gap + (len(piece[gap:]) - len(piece[gap:].lstrip()))
        return 0

    def item(
        self, section: Section, text: str, starts: list[int], low: int, high: int, tag: str, begin: int
    ) -> Item | None:
        body = text[low:high]
        if not body.strip() and not tag.strip():
            self.note(section, starts, begin, high, _(UNCLEAR))
            return None
        read = read_block(body.rstrip(), tag, section.marks(starts, low, high))
        end = high
        if read.tail is not None:
            end = low + read.tail
            self.note(section, starts, end, high, _(_LAW))
        end = low + len(text[low:end].rstrip())
        first = section.rows[bisect_right(starts, begin) - 1].line
        final = section.rows[bisect_right(starts, max(end - 1, begin)) - 1].line
        heading = section.heading
        draft = read.draft
        draft.heading_kind = heading.kind if heading else None
        if heading is not None and heading.open_ended and not draft.kind:
            draft.kind = "不定项"
        draft.section = section.title
        draft.letters_judge = heading is not None and bool(_A_IS_RIGHT.search(heading.title))
        struck = (
            "".join(row.struck for row in section.rows if row.struck and first <= row.line <= final)
            if self.struck
            else ""
        )
        if struck:
            draft.doubts.append(Doubt(DoubtCode.FORMAT_LOST, struck[:40]))
        return Item(read, first, final, 0, "", heading, section.index)

    def note(self, section: Section, starts: list[int], low: int, high: int, reason: str) -> None:
        for row in section.rows[max(bisect_right(starts, low) - 1, 0) : bisect_right(starts, max(high - 1, low))]:
            self.reasons.setdefault(row.line, reason)


def _doubt_sharing(items: list[Item], match: re.Match[str]) -> None:
    """Questions that share a story or options with others lack them when each stands by itself."""
    numbers = [int(number) for number in match.groups() if number]
    for item in items:
        named = len(numbers) > 1 and numbers[0] <= item.number <= numbers[1]
        if named or len(numbers) < 2 or _SHARED.search(item.draft.stem):
            item.draft.doubts.append(Doubt(DoubtCode.LEFTOVER, match[0].strip()[:40]))


def _first_options(text: str) -> int:
    return len(_FIRST.findall(text))


def _askable(text: str) -> bool:
    """Whether a piece of text can be a question: it has options, an answer, or a place for one."""
    return Evidence(text).asked(0, len(text) + 1)
