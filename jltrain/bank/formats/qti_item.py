"""One QTI item, its names brought to one form, as a question of ours."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from typing import Final

from jltrain.bank.formats import build
from jltrain.bank.formats.carried import is_id, split_basis, truth
from jltrain.bank.formats.markup import text_of_element
from jltrain.bank.intake.doubts import Doubt, DoubtCode
from jltrain.bank.intake.found import FoundPicture, FoundQuestion, Span
from jltrain.bank.question import BLANK, KIND_NAMES, LETTERS, Kind, Response
from jltrain.foreign.xml import Element
from jltrain.i18n import _

Fetch = Callable[[str], tuple[str, FoundPicture | None]]
_KNOWN: Final = ("choiceinteraction", "textentryinteraction")
_UNSEEN: Final = ("feedbackinline", "feedbackblock", "rubricblock", "templateinline", "templateblock", "stylesheet",
                  "companionmaterialsinfo", "cataloginfo")  # fmt: skip
_CUT: Final = "\ue0f0"
"""Stands in a text where a choice interaction stood."""


@dataclass(slots=True)
class _Asked:
    """One thing to be answered: a choice, or all blanks of one text."""

    stem: str
    choice: Element | None = None
    blanks: list[str] = field(default_factory=list)


class ItemReader:
    """Reads one assessmentitem element."""

    def __init__(self, root: Element, span: Span, fetch: Fetch) -> None:
        self._root, self._span, self._fetch = root, span, fetch
        self._gallery = build.Gallery()
        self._declared = {d.get("identifier", ""): d for d in root.iter("responsedeclaration")}
        self._doubts: list[Doubt] = []

    def taken(self) -> FoundQuestion | str:
        """The question, or why it is none."""
        body = self._root.find("itembody")
        if body is None:
            return _("没有题目正文")
        others = {e.tag for e in body.iter() if e.tag.endswith("interaction") and e.tag not in _KNOWN}
        if others:
            return _("含有不支持的作答方式：{names}").format(names="、".join(sorted(others))[:80])
        if not any(e.tag in _KNOWN for e in body.iter()):
            return _("没有作答的地方，不是题目")
        feedback = self._feedback()
        parts = [e for e in body.iter("div") if e.get("class") == "jltrain-part"]
        if parts:
            question = self._own_case(body, parts, feedback)
        else:
            question = self._plain(body, feedback)
        if self._root.get("toolname") == "jltrain" and is_id(self._root.get("label", "")):
            question = replace(question, id=self._root.get("label", ""))
        return self._gallery.hang(build.doubtful(question, *self._doubts))

    def _own_case(self, body: Element, parts: list[Element], feedback: dict[str, str]) -> FoundQuestion:
        story = next((e for e in body.iter("div") if e.get("class") == "jltrain-story"), None)
        text = self._text(story)[0] if story is not None else ""
        read = [
            self._one(self._asked(part)[0], feedback.get(f"EXPLANATION_{n}", "")) for n, part in enumerate(parts, 1)
        ]
        return build.case(self._story(text, feedback.get("EXPLANATION", "")), read)

    def _story(self, text: str, feedback: str) -> FoundQuestion:
        explanation, basis = split_basis(feedback)
        return build.found(Kind.CASE, text, self._span, explanation=explanation, basis=basis)

    def _plain(self, body: Element, feedback: dict[str, str]) -> FoundQuestion:
        asked = self._asked(body)
        explanation = "\n".join(dict.fromkeys(feedback.values()))
        if len(asked) == 1:
            return self._one(asked[0], explanation)
        story = ""
        if asked[0].choice is not None and asked[0].choice.find("prompt") is not None and "\n" in asked[0].stem:
            story, _newline, stem = asked[0].stem.rpartition("\n")
            asked[0].stem = stem
        title = self._root.get("title", "").strip()
        return build.case(self._story(story or title, explanation), [self._one(a, "") for a in asked])

    def _text(self, element: Element) -> tuple[str, list[Element], list[str]]:
        """(text, choice interactions whose places it marks, response identifiers of its blanks)."""
        choices: list[Element] = []
        blanks: list[str] = []

        def special(child: Element) -> str | None:
            if child.tag == "textentryinteraction":
                blanks.append(child.get("responseidentifier", ""))
                return BLANK
            if child.tag == "choiceinteraction":
                choices.append(child)
                prompt = child.find("prompt")
                asked = text_of_element(prompt, self._picture, special) if prompt is not None else ""
                return f"\n{asked}{_CUT}" if asked else _CUT
            return "" if child.tag in _UNSEEN else None

        return text_of_element(element, self._picture, special), choices, blanks

    def _asked(self, element: Element) -> list[_Asked]:
        text, choices, blanks = self._text(element)
        if not choices:
            return [_Asked(text, None, blanks)]
        pieces = [piece.strip() for piece in text.split(_CUT)]
        found = [_Asked(piece, choice) for piece, choice in zip(pieces, choices, strict=False)]
        left = iter(blanks)
        out: list[_Asked] = []
        for one in found:
            count = one.stem.count(BLANK)
            mine = [name for _n, name in zip(range(count), left, strict=False)] if blanks else []
            if mine:
                out.append(_Asked(one.stem, None, mine))
                one.stem = ""
            out.append(one)
        rest = list(left)
        if rest:
            out.append(_Asked(pieces[-1], None, rest))
        elif pieces[-1] and len(out) == 1:
            out[0].stem = f"{out[0].stem}\n{pieces[-1]}".strip()
        return out

    def _picture(self, source: str, alternative: str) -> str:
        key, picture = self._fetch(source)
        return self._gallery.add(key, picture, alternative)

    def _one(self, asked: _Asked, feedback: str) -> FoundQuestion:
        explanation, basis = split_basis(feedback)
        if asked.choice is None:
            accept = [self._accepted(name) for name in asked.blanks]
            return build.found(Kind.BLANK, asked.stem, self._span, accept=accept if accept and all(accept) else [],
                               explanation=explanation, basis=basis)  # fmt: skip
        return self._choice(asked.choice, asked.stem, explanation, basis)

    def _choice(self, choice: Element, stem: str, explanation: str, basis: tuple[str, ...]) -> FoundQuestion:
        simple = list(choice.iter("simplechoice"))
        names = [c.get("identifier", "") for c in simple]
        options = [self._text(c)[0] for c in simple]
        declaration = self._declared.get(choice.get("responseidentifier", ""))
        values = self._correct(declaration)
        doubts = []
        if unknown := [value for value in values if value not in names]:
            doubts.append(Doubt(DoubtCode.ANSWER_OUTSIDE, "、".join(unknown)[:40]))
        right: Response = tuple(LETTERS[n] for n, name in enumerate(names[: len(LETTERS)]) if name in values)
        several = (
            declaration is not None and declaration.get("cardinality") == "multiple" and choice.get("maxchoices") != "1"
        )
        sides = truth(options)
        if sides and len(right) < 2:
            answer = tuple(sides["AB".index(letter)] for letter in right)
            return build.found(
                Kind.JUDGE, stem, self._span, answer=answer, explanation=explanation, basis=basis, doubts=doubts
            )
        kind = Kind.MULTIPLE if several else Kind.SINGLE
        if kind is Kind.MULTIPLE and len(right) == 1:
            doubts.append(Doubt(DoubtCode.KIND_DIFFERS, _("多选题只有一个答案")))
        if kind is Kind.SINGLE and len(right) > 1:
            kind = Kind.MULTIPLE
            doubts.append(Doubt(DoubtCode.KIND_GUESSED, KIND_NAMES[kind]))
        if len(options) > len(LETTERS):
            doubts.append(Doubt(DoubtCode.FORMAT_LOST, _("第 {n} 个以后的选项").format(n=len(LETTERS))))
        return build.found(kind, stem, self._span, options=options[: len(LETTERS)], answer=right, explanation=explanation,
                           basis=basis, doubts=doubts)  # fmt: skip

    def _correct(self, declaration: Element | None) -> list[str]:
        """The values declared right, or those that are mapped to something above nothing."""
        if declaration is None:
            return []
        values = [("".join(v.itertext())).strip() for v in declaration.iterfind("correctresponse/value")]
        return values or [key for key, worth in _mapped(declaration) if worth > 0]

    def _accepted(self, name: str) -> list[str]:
        declaration = self._declared.get(name)
        if declaration is None:
            return []
        right = self._correct(declaration)
        mapped = [(key, worth) for key, worth in _mapped(declaration) if worth > 0]
        best = max((worth for _key, worth in mapped), default=0.0)
        if any(worth < best for _key, worth in mapped):
            self._doubts.append(Doubt(DoubtCode.FORMAT_LOST, _("部分得分的答案")))
        texts = [*right[:1], *(key for key, worth in mapped if worth == best)]
        return list(dict.fromkeys(text.strip() for text in texts if text.strip()))

    def _feedback(self) -> dict[str, str]:
        found = {}
        for feedback in self._root.iter("modalfeedback"):
            found[feedback.get("identifier", "")] = self._text(feedback)[0]
        return {name: text for name, text in found.items() if text}


def _mapped(declaration: Element) -> Iterator[tuple[str, float]]:
    for entry in declaration.iterfind("mapping/mapentry"):
        try:
            yield entry.get("mapkey", ""), float(entry.get("mappedvalue", "0"))
        except ValueError:
            continue
