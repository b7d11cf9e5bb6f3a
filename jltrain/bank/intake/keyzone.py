"""Where in a file the keys stand."""

from __future__ import annotations

import re
from typing import Final

from jltrain.bank.intake.headings import key_heading
from jltrain.bank.intake.key import key_line, keyish, led
from jltrain.bank.intake.layout import Role, Row

_ASKS: Final = re.compile(r"^\s*[（(\[【]?[AB][）)\]】.．、:：]|[（(]\s*[）)]|_{3,}")
_FILLED: Final = re.compile(
    r"[\u3400-\u9fff]{4}.{0,200}[（(]\s*[A-Z]{1,6}\s*[）)]|^\s*A[\u3400-\u9fff].*\sB[\u3400-\u9fff]"
)
"""A question with its answer in its bracket, or options whose letters have no sign."""
_FIELD_ALONE: Final = re.compile(r"^\s*[【\[]?(?:正确|参考|标准)?答案[】\]]?\s*[:：]?\s*$")
_NUMBERED: Final = re.compile(r"^\s*[（(]?(?:第\s*)?\d{1,4}\s*[)）.．、:：题]")
_LONE: Final = re.compile(r"^\s*(?:[A-Z]{1,8}|[√×]|对|错|正确|错误|[A-Z](?:[、, ][A-Z])+)\s*$")
_AHEAD: Final = 8


def mark_keys(rows: list[Row]) -> None:
    """Gives the rows of each key the role KEY."""
    at = 0
    while at < len(rows):
        row = rows[at]
        if row.role in (Role.TEXT, Role.HEADING) and _begins(rows, at):
            end = _end(rows, at)
            for inner in rows[at:end]:
                if inner.role in (Role.TEXT, Role.HEADING):
                    inner.role = Role.KEY
            at = max(end, at + 1)
        else:
            at += 1


def _next(rows: list[Row], at: int, count: int = 3) -> list[Row]:
    out = []
    for row in rows[at + 1 : at + 40]:
        if row.role in (Role.TEXT, Role.HEADING):
            out.append(row)
            if len(out) == count:
                break
    return out


def _key_title(rows: list[Row], at: int) -> bool:
    row = rows[at]
    return (row.heading is not None and row.heading.key) or (row.role is Role.TEXT and key_heading(row.text))


def _begins(rows: list[Row], at: int) -> bool:
    row = rows[at]
    following = _next(rows, at)
    if _key_title(rows, at):
        if _FIELD_ALONE.match(row.text):
            return bool(following) and _key_below(row.text, following)
        if not following:
            return False
        first = following[1] if following[0].role is Role.HEADING and len(following) > 1 else following[0]
        return bool(keyish(first.text) or led(first.text) or _LONE.match(first.text) or first.cells) or (
            at > 3 and not _asks_ahead(rows, at)
        )
    if row.role is Role.HEADING:
        if _inline_key(row.text):
            return True
        return bool(following) and _multi(following[0].text) and not _asks_ahead(rows, at, 2)
    if key_line(row.text) >= 2:
        return True
    if keyish(row.text):
        return len(following) >= 2 and all(keyish(r.text) for r in following[:2]) and not _asks_ahead(rows, at, 3)
    return False


def _key_below(title: str, following: list[Row]) -> bool:
    """Whether 参考答案 alone on its line stands above a key, and is not the field of one question."""
    texts = [row.text for row in following]
    if ("参考" in title or "标准" in title) and keyish(texts[0]):
        return True
    if any(map(_multi, texts[:2])) or (len(texts) > 2 and all(map(keyish, texts))):
        return True
    if following[0].role is Role.HEADING and len(texts) > 1 and (keyish(texts[1]) or _LONE.match(texts[1])):
        return True
    return len(texts) > 1 and all(map(_LONE.match, texts))


def _inline_key(text: str) -> bool:
    match = re.search(r"题(?:答案)?\s*(?:[（(][^（()）]*[）)])?\s*[:：]?\s*(?=[（(]?\d+\s*[-—.．、)）:：~])", text)
    return bool(match) and key_line(text[match.end() :]) > 1 if match else False


def _multi(text: str) -> bool:
    return key_line(text) >= 2 or led(text)


def _asks_ahead(rows: list[Row], at: int, count: int = 200) -> bool:
    return any(_ASKS.search(row.text) for row in _next(rows, at, count) if row.role is Role.TEXT)


def _end(rows: list[Row], at: int) -> int:
    """The first row behind the key that begins at `at`."""
    titled = _key_title(rows, at)
    here = at + 1
    explained = False
    while here < len(rows):
        row = rows[here]
        if row.role in (Role.BLANK, Role.PAGE):
            here += 1
            continue
        if _key_title(rows, here) or keyish(row.text) or led(row.text) or _LONE.match(row.text) or row.cells:
            explained = explained or "解析" in row.text
            here += 1
            continue
        if row.role is Role.HEADING:
            following = _next(rows, here)
            if (
                following
                and not _question_ahead(rows, here)
                and (titled or keyish(following[0].text) or _LONE.match(following[0].text))
            ):
                here += 1
                continue
            if not following and _inline_key(row.text):
                here += 1
                continue
            if _inline_key(row.text):
                here += 1
                continue
            break
        if re.match(r"^[\s|:\-]+$", row.text) or re.match(r"^\s*\|?\s*(?:题号|序号|答案)", row.text):
            here += 1
            continue
        if _NUMBERED.match(row.text) and (_question_ahead(rows, here - 1) or not titled):
            break
        if not titled and not explained:
            break
        here += 1
    while rows[here - 1].role in (Role.BLANK, Role.PAGE):
        here -= 1
    return here


def _question_ahead(rows: list[Row], at: int) -> bool:
    """Whether a question stands right behind a row: options or an empty bracket come before the next key entry."""
    for row in _next(rows, at, _AHEAD):
        if row.role is Role.HEADING or keyish(row.text):
            return False
        if _ASKS.search(row.text) or (_FILLED.search(row.text) and "解析" not in row.text):
            return True
    return False
