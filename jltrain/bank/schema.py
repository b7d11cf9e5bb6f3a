"""The strict schema of a question as our YAML files write it.

Every fault of an entry is collected, with the path of keys that leads to it; nothing is coerced: an
answer written `B` is text, `true` a truth value, and a number where text belongs is a fault.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any, Final

from jltrain.bank.areas import Area
from jltrain.bank.question import BLANK, LETTERS, Item, Kind, Question, Response
from jltrain.i18n import _
from jltrain.statutes.citation import BadCitation, parse

Path = tuple[str | int, ...]
Complain = Callable[[Path, str], None]

_ID: Final = re.compile(r"[a-z0-9][a-z0-9._-]{2,79}")
_OWN: Final = {"id", "kind", "topic", "difficulty", "stem", "options", "answer", "basis", "explanation", "derived",
               "parts", "picture", "pictures"}  # fmt: skip
_PART: Final = {"kind", "stem", "options", "answer", "basis", "explanation", "derived"}
_LONGEST: Final = 6000
MOST_OPTIONS: Final = 8
"""Options of a question in our own files; more are hard to hold in mind at once."""


def question(entry: object, area: Area, complain: Complain) -> Question | None:
    """The question that `entry` is, or None after telling `complain` each fault of it."""
    faults = 0

    def count(path: Path, text: str) -> None:
        nonlocal faults
        faults += 1
        complain(path, text)

    if not isinstance(entry, dict):
        count((), _("每道题应是一组“字段: 值”"))
        return None
    _fields(entry, _OWN, (), count)
    kind = _kind(entry, (), count)
    if kind is None:
        return None
    ident = _text(entry, "id", (), count)
    if ident and not _ID.fullmatch(ident):
        count(("id",), _("编号只能用小写字母、数字和 - . _，3 到 80 个字符"))
    difficulty = entry.get("difficulty")
    if type(difficulty) is not int or not 1 <= difficulty <= 5:
        count(("difficulty",), _("难度应是 1 到 5 的整数"))
        difficulty = 1
    pictures = _pictures(entry, count)
    items = _case_items(entry, count) if kind is Kind.CASE else (_item(entry, kind, (), count, own_basis=True),)
    if kind is not Kind.CASE and "parts" in entry:
        count(("parts",), _("只有案例分析题有小题"))
    built = Question(
        id=ident,
        kind=kind,
        discipline=area,
        topic=_text(entry, "topic", (), count),
        difficulty=difficulty,
        stem=_text(entry, "stem", (), count),
        items=items,
        basis=_basis(entry, (), count, needed=True),
        explanation=_text(entry, "explanation", (), count),
        pictures=pictures,
    )
    return None if faults else built


def _pictures(entry: dict[Any, Any], complain: Complain) -> tuple[str, ...]:
    if "pictures" in entry:
        names = _texts(entry, "pictures", (), complain)
        if "picture" in entry:
            complain(("picture",), _("picture 和 pictures 只能写一个"))
    else:
        one = _text(entry, "picture", (), complain, needed=False)
        names = (one,) if one else ()
    for name in names:
        if "/" in name or "\\" in name or name.startswith("."):
            complain(("picture",), _("图片应与题目文件放在同一文件夹，只写文件名"))
    return names


def _case_items(entry: dict[Any, Any], complain: Complain) -> tuple[Item, ...]:
    for field in ("options", "answer"):
        if field in entry:
            complain((field,), _("案例分析题的选项和答案写在各小题里"))
    parts = entry.get("parts")
    if not isinstance(parts, list) or not 2 <= len(parts) <= 20:
        complain(("parts",), _("案例分析题应有 2 到 20 个小题"))
        return ()
    items = []
    for index, part in enumerate(parts):
        path: Path = ("parts", index)
        if not isinstance(part, dict):
            complain(path, _("每个小题应是一组“字段: 值”"))
            continue
        _fields(part, _PART, path, complain)
        kind = _kind(part, path, complain)
        if kind is Kind.CASE:
            complain((*path, "kind"), _("小题不能又是案例分析题"))
        elif kind:
            inherited = {k: entry[k] for k in ("basis", "explanation") if k in entry}
            items.append(_item(inherited | part, kind, path, complain, own_basis="basis" in part))
    return tuple(items)


def _item(entry: dict[Any, Any], kind: Kind, path: Path, complain: Complain, *, own_basis: bool) -> Item:
    options = _texts(entry, "options", path, complain) if "options" in entry else ()
    if kind in (Kind.SINGLE, Kind.MULTIPLE):
        if not 3 <= len(options) <= MOST_OPTIONS:
            complain((*path, "options"), _("选项应有 3 到 8 个"))
        elif len({"".join(o.split()) for o in options}) != len(options):  # ＜5 and ＞5 are two
            complain((*path, "options"), _("选项有重复"))
    elif options:
        complain((*path, "options"), _("只有单选题和多选题有选项"))
    answer, accept = _answer(entry, kind, len(options), path, complain)
    if kind is Kind.BLANK and str(entry.get("stem", "")).count(BLANK) != len(accept):
        complain((*path, "stem"), _("题干里的空（____）应与答案一样多"))
    return Item(
        kind=kind,
        stem=_text(entry, "stem", path, complain),
        options=options,
        answer=answer,
        basis=_basis(entry, path, complain, needed=True) if own_basis else tuple(entry.get("basis") or ()),
        explanation=_text(entry, "explanation", path, complain),
        accept=accept,
        derived=_texts(entry, "derived", path, complain) if "derived" in entry else (),
    )


def _answer(
    entry: dict[Any, Any], kind: Kind, options: int, path: Path, complain: Complain
) -> tuple[Response, tuple[tuple[str, ...], ...]]:
    raw, where = entry.get("answer"), (*path, "answer")
    if kind is Kind.JUDGE:
        if not isinstance(raw, bool):
            complain(where, _("判断题的答案应是 true 或 false"))
        return (("Y",) if raw is True else ("N",)), ()
    if kind is Kind.BLANK:
        accept = tuple(
            tuple(t for t in (texts if isinstance(texts, list) else [texts]) if isinstance(t, str) and t.strip())
            for texts in (raw if isinstance(raw, list) else [])
        )
        if not accept or not all(accept):
            complain(where, _("填空题的答案应是列表，每空一个文本或一组可接受的文本"))
        return tuple(texts[0] for texts in accept if texts), accept
    letters = tuple(raw) if isinstance(raw, str) else ()
    if not letters or any(c not in LETTERS[:options] for c in letters) or list(letters) != sorted(set(letters)):
        complain(where, _("答案应是选项字母，按顺序、不重复，例如 B 或 ACD"))
    elif kind is Kind.SINGLE and len(letters) != 1:
        complain(where, _("单选题只有一个答案"))
    elif kind is Kind.MULTIPLE and len(letters) < 2:
        complain(where, _("多选题至少有两个答案"))
    return letters, ()


def _fields(entry: dict[Any, Any], allowed: set[str], path: Path, complain: Complain) -> None:
    for name in entry:
        if name not in allowed:
            complain(
                (*path, str(name)), _("没有这个字段，可用的字段是：{names}").format(names="、".join(sorted(allowed)))
            )


def _kind(entry: dict[Any, Any], path: Path, complain: Complain) -> Kind | None:
    try:
        return Kind(entry.get("kind", ""))
    except ValueError:
        complain((*path, "kind"), _("题型应是 {kinds} 之一").format(kinds="、".join(Kind)))
        return None


def _text(entry: dict[Any, Any], field: str, path: Path, complain: Complain, *, needed: bool = True) -> str:
    value = entry.get(field)
    if value is None and not needed:
        return ""
    if not isinstance(value, str) or not value.strip():
        complain((*path, field), _("应填写文字") if value is None else _("应是文字（数字请加引号）"))
        return ""
    if len(value) > _LONGEST:
        complain((*path, field), _("文字过长，最多 {n} 字").format(n=_LONGEST))
    return value.strip()


def _texts(entry: dict[Any, Any], field: str, path: Path, complain: Complain) -> tuple[str, ...]:
    value = entry.get(field)
    if not isinstance(value, list) or not all(isinstance(v, str) and v.strip() for v in value):
        complain((*path, field), _("应是文字的列表（数字请加引号）"))
        return ()
    return tuple(v.strip() for v in value)


def _basis(entry: dict[Any, Any], path: Path, complain: Complain, *, needed: bool) -> tuple[str, ...]:
    texts = _texts(entry, "basis", path, complain) if "basis" in entry else ()
    if needed and not texts:
        complain((*path, "basis"), _("每道题都要有法条依据，例如《行政处罚法》第五十一条"))
    for index, text in enumerate(texts):
        try:
            parse(text)
        except BadCitation as error:
            complain((*path, "basis", index), error.sentence())
    return texts
