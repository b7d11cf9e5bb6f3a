"""Moodle XML read: https://docs.moodle.org/en/Moodle_XML_format, and Moodle's importer where that is silent."""

from __future__ import annotations

import base64
import binascii
import html
import re
from dataclasses import dataclass, field, replace
from typing import Final
from urllib.parse import unquote
from xml.parsers import expat

from jltrain.bank.formats import build
from jltrain.bank.formats.carried import Tags, is_citation, read_category, split_basis, truth
from jltrain.bank.formats.gift import inline_picture
from jltrain.bank.formats.grouping import grouped
from jltrain.bank.formats.markup import text_of
from jltrain.bank.formats.pictures import suffix_of
from jltrain.bank.intake.doubts import Doubt, DoubtCode
from jltrain.bank.intake.found import Findings, FoundPicture, FoundQuestion, Ignored, Span
from jltrain.bank.question import BLANK, KIND_NAMES, LETTERS, Kind
from jltrain.foreign.text import decoded
from jltrain.foreign.xml import Element, parsed
from jltrain.i18n import N_, _

_FILE: Final = "@@PLUGINFILE@@"
_LONGEST: Final = 4_000_000
_SHOWN: Final = 400
"""Characters of a line that the preview shows: pictures stand in them as base64."""
_STRANGE: Final = {
    "matching": N_("匹配题"), "match": N_("匹配题"), "essay": N_("问答题"), "numerical": N_("数值题"),
    "calculated": N_("计算题"), "calculatedsimple": N_("计算题"), "calculatedmulti": N_("计算题"),
    "ddwtos": N_("拖放题"), "ddimageortext": N_("拖放题"), "ddmarker": N_("拖放题"), "ordering": N_("排序题"),
    "gapselect": N_("选词填空题"), "randomsamatch": N_("匹配题"),
}  # fmt: skip
_CLOZE: Final = re.compile(r"\{\d{0,4}:([A-Z_]{2,14}):((?:\\[{}~#]|[^{}]){1,20000}?)(?<!\\)\}")
_ALTERNATIVE: Final = re.compile(r"(=|%-?[0-9.,]{1,9}%)?(.*)", re.DOTALL)


def read(data: bytes, name: str) -> Findings:
    """All questions of a Moodle XML file. Raises BadFile."""
    root = parsed(data, name, plain=True)
    source = tuple(line[:_SHOWN] + "…" if len(line) > _SHOWN else line for line in decoded(data, name).text.split("\n"))
    questions: list[FoundQuestion] = []
    ignored: list[Ignored] = []
    category = ""
    spans = _spans(data, len(source))
    for element, span in zip((e for e in root if e.tag == "question"), spans, strict=False):
        kind = element.get("type", "")
        if kind == "category":
            category = _text(element.find("category"))
            ignored.append(Ignored(span, _("分类：{name}").format(name=category)))
            continue
        taken = _Question(element, span).taken(kind, category)
        if isinstance(taken, str):
            ignored.append(Ignored(span, taken))
        else:
            questions.append(taken)
    kept, left = grouped(questions)
    claimed = [*(q.lines for q in kept), *(i.lines for i in (*left, *ignored))]
    rest = build.rest_ignored(source, claimed, _("文件的开头、结尾或注释"))
    return Findings(source, kept, tuple(sorted((*ignored, *left, *rest), key=lambda i: i.lines.first)), "moodle")


def _spans(data: bytes, last: int) -> list[Span]:
    """Lines of each question. The data was read before, so that nothing in it can do harm any more."""
    spans: list[Span] = []
    open_: list[int] = []
    parser = expat.ParserCreate()

    def start(_name: str, _attributes: dict[str, str]) -> None:
        open_.append(parser.CurrentLineNumber)

    def end(name: str) -> None:
        first = open_.pop()
        if len(open_) == 1 and name.rpartition(":")[2] == "question":
            spans.append(Span(min(first, last), max(1, min(parser.CurrentLineNumber, last))))

    parser.StartElementHandler, parser.EndElementHandler = start, end
    parser.Parse(data, True)
    return spans


def _text(element: Element | None) -> str:
    """The text child of a field, or the field's own text."""
    if element is None:
        return ""
    inner = element.find("text")
    return ("".join((inner if inner is not None else element).itertext()))[:_LONGEST].strip()


@dataclass(slots=True)
class _Question:
    element: Element
    span: Span
    gallery: build.Gallery = field(default_factory=build.Gallery)
    doubts: list[Doubt] = field(default_factory=list)

    def taken(self, kind: str, category: str) -> FoundQuestion | str:
        """The question, or why it is none."""
        tags = Tags.read(_text(tag) for tag in self.element.iterfind("tags/tag"))
        read = self._read(kind, tags)
        if isinstance(read, str):
            return read
        explanation, basis = split_basis(self.plain(self.element.find("generalfeedback")))
        bad = [Doubt(DoubtCode.BASIS_NOT_READ, b[:40]) for b in basis if not is_citation(b)]
        discipline, topic = read_category(category)
        read = replace(
            read,
            explanation="\n".join(text for text in (explanation, read.explanation) if text),
            basis=basis,
            id=_text(self.element.find("idnumber")),
            discipline=discipline,
            topic=tags.topic or topic,
            section=category,
            difficulty=tags.difficulty,
            derived=tuple(tags.derived),
        )
        return self.gallery.hang(build.doubtful(read, *self.doubts, *bad))

    def _read(self, kind: str, tags: Tags) -> FoundQuestion | str:
        stem = self.element.find("questiontext")
        match kind:
            case "description":
                return build.found(Kind.CASE, self.plain(stem), self.span)
            case "multichoice" | "multichoiceset":
                return self._choice(self.plain(stem), tags)
            case "truefalse":
                return self._judge(self.plain(stem))
            case "shortanswer":
                return self._short(self.plain(stem))
            case "cloze" | "multianswer":
                return self._cloze(stem)
        name = _STRANGE.get(kind)
        return _("{name}，不支持").format(name=_(name) if name else _("题型 {kind}").format(kind=kind[:30]))

    def plain(self, element: Element | None, raw: str | None = None) -> str:
        """A field as a text of ours, its pictures taken along. `raw` stands in place of what the field says."""
        if element is None:
            return ""
        text = _text(element) if raw is None else raw
        form = element.get("format", "html")
        if form in ("plain_text", "markdown"):
            return text
        if form == "moodle_auto_format":
            text = text.replace("\n", "<br>") if "<" in text or "&" in text else html.escape(text).replace("\n", "<br>")
        files = {f.get("name", ""): f for f in element.iterfind("file")}

        def picture(source: str, alternative: str) -> str:
            return self.gallery.add(*_picture(source, files), alternative)

        plain, lost = text_of(text, picture)
        self.doubts += [Doubt(DoubtCode.FORMAT_LOST, name) for name in lost]
        return plain

    def _answers(self) -> list[tuple[float, Element]]:
        found = []
        for answer in self.element.iterfind("answer"):
            try:
                fraction = float(answer.get("fraction", "0").replace(",", "."))
            except ValueError:
                fraction = 0.0
            found.append((fraction, answer))
        return found

    def _notes(self, named: list[tuple[str, Element]]) -> str:
        """Feedback to single answers, which an explanation of ours takes in."""
        notes = ((name, self.plain(answer.find("feedback"))) for name, answer in named)
        return "\n".join(f"{name}：{text}" for name, text in notes if text)

    def _choice(self, stem: str, tags: Tags) -> FoundQuestion | str:
        answers = self._answers()
        if len(answers) > len(LETTERS):
            return _("选项超过 {n} 个，不支持").format(n=len(LETTERS))
        options = [self.plain(answer) for _fraction, answer in answers]
        single = _text(self.element.find("single")).lower() in ("true", "1", "")
        right = [LETTERS[n] for n, (fraction, _a) in enumerate(answers) if fraction > 0]
        doubts = []
        if single and len(right) > 1:
            best = [LETTERS[n] for n, (fraction, _a) in enumerate(answers) if fraction >= 99.9]
            doubts.append(Doubt(DoubtCode.FORMAT_LOST, _("部分得分的选项")))
            right = best or right
        kind = Kind.MULTIPLE if not single or len(right) > 1 else Kind.SINGLE
        if kind is Kind.MULTIPLE and len(right) == 1:
            doubts.append(Doubt(DoubtCode.KIND_DIFFERS, _("多选题只有一个答案")))
        if not right and tags.kind in (Kind.SINGLE, Kind.MULTIPLE):
            kind = tags.kind
        notes = self._notes([(LETTERS[n], answer) for n, (_f, answer) in enumerate(answers)])
        return build.found(
            kind, stem, self.span, options=options, answer=tuple(right), explanation=notes, doubts=doubts
        )

    def _judge(self, stem: str) -> FoundQuestion:
        right = [_text(a).lower() for fraction, a in self._answers() if fraction > 50]
        sides = {"true": "Y", "false": "N"} | ({"正确": "Y", "错误": "N", "对": "Y", "错": "N"})
        answer = (sides[right[0]],) if len(right) == 1 and right[0] in sides else ()
        notes = self._notes(
            [({"true": _("对"), "false": _("错")}.get(_text(a).lower(), ""), a) for _f, a in self._answers()]
        )
        return build.found(Kind.JUDGE, stem, self.span, answer=answer, explanation=notes)

    def _short(self, stem: str) -> FoundQuestion:
        answers = self._answers()
        if any(0 < fraction < 99.9 for fraction, _a in answers):
            self.doubts.append(Doubt(DoubtCode.FORMAT_LOST, _("部分得分的答案")))
        whole = [self._unstarred(_text(a)) for fraction, a in answers if fraction >= 99.9]
        accept = [list(dict.fromkeys(text for text in whole if text))]
        notes = self._notes([(_text(a), a) for _f, a in answers])
        return build.found(Kind.BLANK, stem, self.span, accept=accept if accept[0] else [], explanation=notes)

    def _unstarred(self, text: str) -> str:
        if re.search(r"(?<!\\)\*", text):
            self.doubts.append(Doubt(DoubtCode.FORMAT_LOST, _("通配符 *")))
        return text.replace("\\*", "*")

    def _cloze(self, element: Element | None) -> FoundQuestion | str:
        raw = _text(element)
        slots = [(m[1], _alternatives(m[2])) for m in _CLOZE.finditer(raw)]
        if not slots:
            return _("完形填空里没有可读的空")
        stem = self.plain(element, _CLOZE.sub(BLANK, raw))
        names = {kind for kind, _alternatives in slots}
        if names <= {"SHORTANSWER", "SA", "MW", "SHORTANSWER_C", "SAC", "MWC"}:
            if any(0 < fraction < 100 for _kind, found in slots for fraction, _text in found):
                self.doubts.append(Doubt(DoubtCode.FORMAT_LOST, _("部分得分的答案")))
            accept = [[self._unstarred(text) for fraction, text in found if fraction >= 100] for _kind, found in slots]
            return build.found(Kind.BLANK, stem, self.span, accept=accept if all(accept) else [])
        if len(slots) == 1 and slots[0][0].startswith(("MULTICHOICE", "MC")) and len(slots[0][1]) <= len(LETTERS):
            options = [text for _fraction, text in slots[0][1]]
            right = tuple(LETTERS[n] for n, (fraction, _t) in enumerate(slots[0][1]) if fraction >= 100)
            if sides := truth(options):
                return build.found(Kind.JUDGE, stem, self.span, answer=tuple(sides["AB".index(a)] for a in right))
            kind = Kind.SINGLE if len(right) < 2 else Kind.MULTIPLE
            doubt = Doubt(DoubtCode.KIND_GUESSED, KIND_NAMES[kind])
            return build.found(kind, stem, self.span, options=options, answer=right, doubts=[doubt])
        return _("完形填空里有几种题型，不支持")


def _alternatives(body: str) -> list[tuple[float, str]]:
    """(per cent, text) of each alternative of a cloze slot."""
    found = []
    for part in re.split(r"(?<!\\)~", body):
        if not part:
            continue
        match = _ALTERNATIVE.match(part)
        mark, text = (match[1], match[2]) if match else (None, part)
        text = re.split(r"(?<![\\&])#", text, maxsplit=1)[0]
        text = html.unescape(re.sub(r"\\([}~#\"/])", r"\1", text)).strip()
        if mark and mark != "=":
            fraction = float(re.sub(r"[^0-9.-]", "", mark.replace(",", ".")) or 0) if mark.count(".") < 2 else 0.0
        else:
            fraction = 100.0 if mark else 0.0
        found.append((fraction, text))
    return found


def _picture(source: str, files: dict[str, Element]) -> tuple[str, FoundPicture | None]:
    """(key, picture) of an address in a field with `files`."""
    if not source.startswith(_FILE):
        found = inline_picture(source)
        return (f"{len(source)} {hash(source)}" if found else source[:80]), found
    name = unquote(source.removeprefix(_FILE).partition("?")[0]).strip("/").rpartition("/")[2]
    file = files.get(name)
    if file is None:
        return name, None
    try:
        body = base64.b64decode("".join((file.text or "").split()))
    except (binascii.Error, ValueError):
        return name, None
    suffix = suffix_of(body)
    return f"{name} {len(body)} {hash(body)}", FoundPicture(body, suffix) if suffix else None
