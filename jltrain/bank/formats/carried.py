"""What our questions say that a format has no field for, and how it is carried in those that it has.

The basis is the last line of the explanation, so that learners elsewhere read it too; difficulty and derived figures
are tags; discipline and topic are a category. What cannot be carried at all is told by `Losses`.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from jltrain.bank.areas import AREA_NAMES, area_from
from jltrain.bank.formats.html_text import MARK
from jltrain.bank.question import KIND_NAMES, Item, Kind, Question
from jltrain.i18n import _
from jltrain.statutes.citation import BadCitation, parse

Pictures = Callable[[Question, str], bytes | None]
"""The body of a question's picture by its name, None where it is missing."""
Written = tuple[bytes, tuple[str, ...]]
"""A finished file and the sentences that say what it could not hold."""

_BASIS: Final = "依据："
_PARTS: Final = re.compile(r"(?:《[^》]*》|[^；《])+")
_ID: Final = re.compile(r"[a-z0-9][a-z0-9._-]{2,79}")
MEDIA: Final = {
    ".png": "image/png", ".jpg": "image/jpeg", ".jpeg": "image/jpeg", ".gif": "image/gif", ".svg": "image/svg+xml",
    ".webp": "image/webp", ".bmp": "image/bmp",
}  # fmt: skip
TRUE, FALSE = "正确", "错误"
_TRUE: Final = frozenset(["正确", "对", "√", "✓", "✔", "是", "true", "t", "yes", "y", "对的", "正确的"])
_FALSE: Final = frozenset(
    ["错误", "错", "×", "✗", "✘", "否", "false", "f", "no", "n", "错的", "错误的", "不正确", "不对"]
)


def is_id(text: str) -> bool:
    """Whether `text` can be the id of a question of ours."""
    return _ID.fullmatch(text) is not None


def truth(options: Sequence[str]) -> tuple[str, str] | None:
    """("Y", "N") or ("N", "Y"), what two options stand for that make a question of true and false."""
    words = [option.strip().strip("。.").casefold() for option in options]
    if len(words) == 2 and words[0] in _TRUE and words[1] in _FALSE:
        return "Y", "N"
    if len(words) == 2 and words[0] in _FALSE and words[1] in _TRUE:
        return "N", "Y"
    return None


def with_basis(explanation: str, basis: Sequence[str]) -> str:
    """The explanation with its basis as the last line."""
    last = explanation.rpartition("\n")[2].lstrip()
    if not basis and not last.startswith(_BASIS):
        return explanation
    line = _BASIS + "；".join(" ".join(text.split()) for text in basis)
    return f"{explanation}\n{line}" if explanation else line


def split_basis(text: str) -> tuple[str, tuple[str, ...]]:
    """What `with_basis` joined."""
    before, _newline, last = text.strip().rpartition("\n")
    last = last.lstrip()
    if not last.startswith(_BASIS):
        return text.strip(), ()
    parts = (part.strip() for part in _PARTS.findall(last.removeprefix(_BASIS)))
    return before.rstrip(), tuple(part for part in parts if part)


def is_citation(text: str) -> bool:
    try:
        parse(text)
    except BadCitation:
        return False
    return True


@dataclass(slots=True)
class Tags:
    """What stands in the tags of one question. `kind` is told where the format would not show it."""

    difficulty: int = 0
    derived: list[str] = field(default_factory=list)
    topic: str = ""
    kind: Kind | None = None
    blanks: str = ""
    """What stands between the texts of several blanks that had to become one answer."""

    @classmethod
    def read(cls, texts: Iterable[str]) -> Tags:
        """Of tags as they stand; those that are nobody's of ours are left out."""
        tags = cls()
        kinds = {name: kind for kind, name in KIND_NAMES.items()}
        for text in texts:
            name, colon, value = text.partition("：")
            if match := re.fullmatch(r"难度([1-5])", text):
                tags.difficulty = int(match[1])
            elif colon and name == "推算":
                tags.derived.append(value)
            elif colon and name == "知识点":
                tags.topic = value
            elif colon and name == "多空":
                tags.blanks = value
            elif text in kinds:
                tags.kind = kinds[text]
        return tags


def tags_of(question: Question, item: Item | None, *, told_kind: bool = False, blanks: str = "") -> list[str]:
    """The tags of a question, or of one item of a case (which has no difficulty of its own)."""
    of_case = item is not None and question.kind is Kind.CASE
    tags = [] if of_case else [f"难度{question.difficulty}"]
    tags += [f"推算：{text}" for text in (item.derived if item else ())]
    if not of_case and not _survives(question.topic):
        tags.append(f"知识点：{question.topic}")
    if told_kind and item:
        tags.append(KIND_NAMES[item.kind])
    return [*tags, f"多空：{blanks}"] if blanks else tags


def _survives(topic: str) -> bool:
    return " ".join(topic.split()) == topic and not topic.startswith("/") and not topic.endswith("/")


def category_of(question: Question) -> str:
    """The path of a Moodle category: a slash within a name is doubled there."""
    topic = " ".join(question.topic.split()).strip("/").replace("/", "//")
    return f"$course$/top/{AREA_NAMES[question.discipline]}" + (f"/{topic}" if topic else "")


def read_category(path: str) -> tuple[str, str]:
    """(discipline or "", topic or "") that a category path means."""
    names = [name.replace("//", "/").strip() for name in re.split(r"(?<!/)/(?!/)", path.strip())]
    if names and re.fullmatch(r"\$[a-z]+\$", names[0]):
        del names[0]
    if names and names[0].lower() == "top":
        del names[0]
    names = [name for name in names if name]
    for at, name in enumerate(names):
        area = area_from(name)
        if area is not None:
            return area.value, names[-1] if at < len(names) - 1 else ""
    return "", names[-1] if names else ""


class Losses:
    """Counts what was lost, question by question, and says so in whole sentences."""

    def __init__(self) -> None:
        self._counts: Counter[str] = Counter()

    def add(self, text: str, count: int = 1) -> None:
        """`text` has {n} in it, already in the language in use."""
        self._counts[text] += count

    def sentences(self) -> tuple[str, ...]:
        return tuple(text.format(n=count) for text, count in self._counts.items())


def missing_picture(losses: Losses) -> None:
    losses.add(_("有 {n} 张图片找不到，没有写进文件。"))


def unwritable(losses: Losses) -> None:
    losses.add(_("有 {n} 题含有这种格式不能写的控制字符，已去掉。"))


def texts_of(question: Question) -> Iterable[str]:
    """Every text that an officer reads."""
    yield from (question.stem, question.explanation, question.topic, *question.basis)
    for item in question.items:
        yield from (item.stem, item.explanation, *item.options, *item.basis, *item.derived)
        for variants in item.accept:
            yield from variants


def meant_pictures(question: Question) -> frozenset[int]:
    """Numbers of the pictures that a text of the question means."""
    return frozenset(int(n) for text in texts_of(question) for n in MARK.findall(text))


def answerless(question: Question) -> Question:
    """The question as it is given out: nothing in it that tells the answer."""
    items = tuple(replace(item, answer=(), accept=(), derived=(), explanation="", basis=()) for item in question.items)
    return replace(question, items=items, explanation="", basis=())
