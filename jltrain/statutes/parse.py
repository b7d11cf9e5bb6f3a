"""A statute's lines, as published, taken apart into articles.

What is above the first article is the head (order, name, history, table of contents); what is below the last
one the foot (annexes, orders, a web page's own lines). In between each article begins with its number, and the
numbers must follow one upon the other: one that is missing, doubled or out of turn is a fault that is told.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from jltrain.i18n import _
from jltrain.statutes import dates, head
from jltrain.statutes.faults import NotAStatute, NoVersion, StatuteTooLarge, faulty
from jltrain.statutes.lines import Line, Wrapping, clean, tight, wrapping
from jltrain.statutes.names import short_name
from jltrain.statutes.numerals import NUMERAL, to_number
from jltrain.statutes.statute import ITEM, SUBITEM, Article, Statute, article_key, article_label

LINES: Final = 60_000
CHARACTERS: Final = 4_000_000
ARTICLES: Final = 3_000

_N: Final = rf"[0-9{NUMERAL}]{{1,7}}"
_ARTICLE: Final = re.compile(rf"第\s*({_N})\s*条(?:\s*之\s*({_N})(?![{NUMERAL}]))?")
_HEADING: Final = re.compile(rf"第\s*({_N})\s*(分编|编|章|节)(\s*)(.*)")
_REFERENCE: Final = re.compile(
    r"规定|所[列称述指定]|的|、|，|之规定|[（(“”\"]|[至到和与及或]第|以[及外上下内]|以前|以后|前款|或者第|第[^条]{1,4}[款项条]|中的|中规定|修改|改为"
)
"""What follows 第五条 where an article is only spoken of."""
_INSIDE: Final = "规所的、，之（和与及或至第前款项"
_CONTENTS: Final = re.compile(r"目\s*[录次]")
_ANNEX: Final = re.compile(r"附\s*[件录表图](?:\s*[0-9一二三四五六七八九十]*)?(?:[：:\s].{0,60})?|附[：:].{0,60}|附")
_FOOT: Final = re.compile(
    r"中华人民共和国(?:主席|国务院)?令$|[^，。；：、（）第]{2,40}令$|第?[0-9〇零一二三四五六七八九十百]+号$|责任编辑|[（(]?(?:来源|责任编辑|编辑|记者)[：:]|"
    r"【?打印|【?关闭|扫一扫|相关(?:链接|稿件|阅读|解读)|上一篇|下一篇|分享到|版权所有|主办单位|网站标识码|.{0,12}备\s*[0-9]{5,}"
)
_LEVELS: Final = {"编": 0, "分编": 1, "章": 2, "节": 3}


@dataclass(slots=True)
class _Open:
    """The article being read: its lines so far."""

    key: str
    heading: tuple[str, ...]
    line: int
    lines: list[str] = field(default_factory=list)


def parse(raw: Iterable[str], file: str = "", version: date | None = None, *, anyway: bool = False) -> Statute:
    """The statute in these lines. `file` is its file's name without suffix; `version` is said by the one who imports.

    With `anyway` missing numbers are a remark and no refusal. Raises NotAStatute, StatuteFaulty, NoVersion,
    StatuteTooLarge.
    """
    lines = clean(_limited(raw, file))
    body, reader = _body_of(lines), _Reader()
    if body is None:
        raise NotAStatute(file=file)
    reader.read(lines, body)
    if reader.gaps and not anyway:
        reader.faults = [*reader.gaps, *reader.faults]
    if reader.faults:
        raise faulty(file, reader.faults)
    remarks = [*(reader.gaps if anyway else ()), *reader.remarks]
    return _statute(lines[: _head_end(lines, body)], reader.articles, file, version, remarks)


def _limited(raw: Iterable[str], file: str) -> list[str]:
    lines, size = list[str](), 0
    for line in raw:
        size += len(line)
        if size > CHARACTERS or len(lines) >= LINES:
            raise StatuteTooLarge(file=file, limit=_("{n} 字").format(n=CHARACTERS))
        lines.append(line)
    return lines


def _body_of(lines: list[Line]) -> int | None:
    """The place of the line with which article 1 begins."""
    for place, line in enumerate(lines):
        found = _ARTICLE.match(line.text)
        if not found or found[2]:
            continue
        number, rest = _number(found[1]), line.text[found.end() :]
        if number == 1 and not _REFERENCE.match(rest):
            return place
    return None


def _head_end(lines: list[Line], body: int) -> int:
    """Where the head ends: at the table of contents, the first chapter, or the first article."""
    for place in range(body):
        line = lines[place]
        if _CONTENTS.fullmatch(line.text) or (_heading(line) and line.mark != 1) or re.match(r"序\s*言$", line.text):
            return place
    return body


def _heading(line: Line) -> tuple[int, str] | None:
    """Level and words of a line that names a part, a chapter or a section."""
    found = _HEADING.fullmatch(line.text) if len(line.text) <= 120 else None
    if not found:
        if line.mark > 1 and len(line.text) <= 30 and not line.closed and not _ARTICLE.match(line.text):
            return 2, tight(line.text)
        return None
    title = tight(re.sub(r"[.…·．\s]*[0-9]*$", "", found[4]))
    if len(title) > 40 or (line.closed and not title.endswith("）")) or (not found[3] and _REFERENCE.match(title)):
        return None
    level = _LEVELS[found[2]]
    return level, f"第{found[1]}{found[2]}" + (f" {title}" if title else "")


def _number(text: str) -> int:
    number = to_number(text)
    return number if 0 < number < 10_000 else 0


class _Reader:
    """Goes through the body once; what it found is in `articles`, `faults`, `gaps` (numbers missing), `remarks`."""

    def __init__(self) -> None:
        self.articles: list[Article] = []
        self.faults: list[str] = []
        self.gaps: list[str] = []
        self.remarks: list[str] = []
        self._path: dict[int, str] = {}
        self._open: _Open | None = None
        self._last = (0, 0)
        self._seen: dict[str, int] = {}
        self._spaced = True
        self._wrapping = Wrapping(0, indents=False, empty_lines=False)

    def read(self, lines: list[Line], body: int) -> None:
        """Read from the first article's line on; headings above it say where it stands."""
        for line in lines[:body]:
            self._enter(line)
        rest = lines[body:]
        labels = [found for line in rest if (found := _ARTICLE.match(line.text))]
        self._spaced = 2 * sum(
            f.end() == len(f.string) or f.string[f.end()] in " \t\u3000\xa0【" for f in labels
        ) > len(labels)
        self._wrapping = wrapping(rest, [_begins(line) for line in rest])
        if self._wrapping.columns and not (self._wrapping.indents or self._wrapping.empty_lines):
            self.remarks.append(_("文件按固定宽度折行且段首没有空格，款的划分可能有误，请核对"))
        before: Line | None = None
        for place, line in enumerate(rest):
            if self._ends(line, before):
                self._left_out(rest, place)
                break
            self._take(line, before)
            before = line
            if len(self.articles) > ARTICLES:
                raise StatuteTooLarge(file="", limit=_("{n} 条").format(n=ARTICLES))
        self._close()
        self._look_inside()

    def _take(self, line: Line, before: Line | None) -> None:
        closed = before is None or before.closed or before.mark > 0 or _stands_alone(before)
        if not closed and self._open and self._wrapping.goes_on(before or line, line) and not self._surely(line):
            self._append(line)
            return
        if self._begin(line, closed=closed):
            return
        if (closed or line.apart or line.mark) and self._enter(line, before):
            return
        if (
            before is not None
            and not _begins(line)
            and self._open
            and self._open.lines
            and (self._wrapping.goes_on(before, line))
        ):
            self._append(line)
        elif self._open:
            self._open.lines.append(_words(line.text))

    def _surely(self, line: Line) -> bool:
        """Whether a line behind one that ends in the middle of a sentence begins something all the same."""
        found = _ARTICLE.match(line.text)
        if found:
            return self._follows(found) and self._gap(found) and not _REFERENCE.match(line.text[found.end() :].lstrip())
        if item := ITEM.match(line.text):
            return not re.match(r"\s*[项款目]", line.text[item.end() :])
        if SUBITEM.match(line.text):
            return True
        return bool(_heading(line)) and line.apart

    def _gap(self, found: re.Match[str]) -> bool:
        rest = found.string[found.end() :]
        return not rest or rest[0] in " \t\u3000\xa0【"

    def _follows(self, found: re.Match[str]) -> bool:
        number, sub = _number(found[1]), _number(found[2]) if found[2] else 0
        last, last_sub = self._last
        return (number, sub) in ((last + 1, 0), (last, last_sub + 1))

    def _begin(self, line: Line, *, closed: bool) -> bool:
        """Open a new article, if that is what the line begins."""
        found = _ARTICLE.match(line.text)
        if not found:
            return False
        rest = line.text[found.end() :]
        if not self._gap(found) and (_REFERENCE.match(rest) or (self._spaced and not self._follows(found))):
            return False
        if not closed and not self._follows(found):
            return False
        number, sub = _number(found[1]), _number(found[2]) if found[2] else 0
        if not number or (found[2] and not sub):
            return False
        key = article_key(number, sub)
        self._judge(number, sub, key, line.number)
        self._close()
        self._open = _Open(key, tuple(self._path[level] for level in sorted(self._path)), line.number)
        self._last = (number, sub)
        self._seen.setdefault(key, line.number)
        if words := _words(rest):
            self._open.lines.append(words)
        return True

    def _judge(self, number: int, sub: int, key: str, line: int) -> None:
        last = self._last[0]
        label = article_label(key)
        if key in self._seen:
            self.faults.append(_("{label}出现了两次（第 {first} 行和第 {line} 行）").format(
                label=label, first=self._seen[key], line=line))  # fmt: skip
        elif (number, sub) < self._last:
            self.faults.append(_("{label}（第 {line} 行）的次序不对").format(label=label, line=line))
        elif (sub > 1 and (number, sub - 1) != self._last) or (sub == 1 and last != number):
            self.gaps.append(_("{label}（第 {line} 行）前面缺条文").format(label=label, line=line))
        elif not sub and number > last + 1:
            missing = article_label(str(last + 1)) if number == last + 2 else _("{first}至{last}").format(
                first=article_label(str(last + 1)), last=article_label(str(number - 1)))  # fmt: skip
            self.gaps.append(_("缺{missing}（第 {line} 行之前）").format(missing=missing, line=line))

    def _enter(self, line: Line, before: Line | None = None) -> bool:
        """Step into a part, chapter or section; its title may be on the line below."""
        found = _heading(line)
        if not found:
            name = self._path.get(max(self._path, default=0), "")
            if (
                before
                and _heading(before)
                and " " not in name
                and self._path
                and len(line.text) <= 40
                and not line.closed
            ):
                self._path[max(self._path)] = f"{name} {tight(line.text)}"
                return True
            return False
        self._close()
        level, words = found
        self._path = {at: name for at, name in self._path.items() if at < level} | {level: words}
        return True

    def _append(self, line: Line) -> None:
        assert self._open
        if self._open.lines:
            before = self._open.lines[-1]
            between = " " if before[-1:].isascii() and line.text[:1].isascii() and before[-1:].isalpha() else ""
            self._open.lines[-1] = before + between + _words(line.text)
        else:
            self._open.lines.append(_words(line.text))

    def _close(self) -> None:
        if self._open is None:
            return
        article, self._open = self._open, None
        text = "\n".join(words for words in article.lines if words)
        if not text:
            self.faults.append(_("{label}（第 {line} 行）没有内容").format(
                label=article_label(article.key), line=article.line))  # fmt: skip
        self.articles.append(Article(article.key, article_label(article.key), article.heading, text))

    def _look_inside(self) -> None:
        """Several articles on one line look like one: the number that would come next may stand in the last."""
        last, text = self.articles[-1], self.articles[-1].text
        following = article_label(article_key(self._last[0] + 1))
        if re.search(rf"[。；]\s*{following}(?:\s|[^{_INSIDE}])", text):
            self.faults.append(_("{label}的文字里还有{following}，每一条要另起一行").format(
                label=last.label, following=following))  # fmt: skip

    def _ends(self, line: Line, before: Line | None) -> bool:
        """Whether the statute's own text is over: an annex, an order, a web page's foot."""
        if self._open is None or before is None or not before.closed:
            return False
        return bool(len(line.text) <= 70 and (_ANNEX.fullmatch(line.text) or _FOOT.match(line.text)))

    def _left_out(self, rest: list[Line], place: int) -> None:
        more = [line for line in rest[place:] if _ARTICLE.match(line.text) and self._follows(_match(line))]
        if more:
            self.faults.append(_("第 {line} 行“{text}”之后还有条文").format(
                line=rest[place].number, text=rest[place].text[:20]))  # fmt: skip
        self.remarks.append(_("第 {line} 行“{text}”起的 {n} 行不是条文，没有读入").format(
            line=rest[place].number, text=rest[place].text[:20], n=len(rest) - place))  # fmt: skip


def _match(line: Line) -> re.Match[str]:
    found = _ARTICLE.match(line.text)
    assert found
    return found


def _stands_alone(line: Line) -> bool:
    """A heading, or an article's number on a line of its own."""
    return _heading(line) is not None or _ARTICLE.fullmatch(line.text) is not None


def _begins(line: Line) -> bool:
    return bool(_ARTICLE.match(line.text) or ITEM.match(line.text) or SUBITEM.match(line.text) or _heading(line))


def _words(text: str) -> str:
    """A line's words; what stands in 【】 right behind an article's number is a title that others have given it."""
    return tight(text)


def _statute(above: list[Line], articles: list[Article], file: str, said: date | None, remarks: list[str]) -> Statute:
    name = head.title(above, file)
    if not name:
        raise faulty(file, [_("没有找到法规名称")])
    history = dates.events(head.history_text(above))
    told = dates.version_of(history)
    effective = dates.effective_of(history, "\n".join(a.text for a in articles[-3:]), said or told)
    version = said or told or _of_file(file)
    if version is None and effective is not None:
        version = effective
        remarks.append(_("正文前没有通过或修订的日期，版本日期取施行日期 {day}").format(day=effective))
    if version is None:
        raise NoVersion(file=file)
    if said and told and said != told:
        remarks.append(_("正文前的沿革到 {told} 为止，版本日期按指定的 {said}").format(told=told, said=said))
    return Statute(
        full_name=name,
        law=short_name(name),
        version=version,
        effective=effective,
        history=tuple(e.text for e in history),
        articles=tuple(articles),
        remarks=tuple(remarks),
    )


def _of_file(name: str) -> date | None:
    """The day at the end of a file's name, as the national database of laws writes it: 公路法_20171104."""
    found = re.search(r"(?:^|[^0-9])((?:19|20)[0-9]{2}-?[0-9]{2}-?[0-9]{2})$", name)
    return dates.iso_day(found[1]) if found else None
