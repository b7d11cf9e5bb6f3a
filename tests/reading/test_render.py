from __future__ import annotations

from html.parser import HTMLParser

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jltrain.reading.citations import parse_href
from jltrain.reading.limits import BodyRefused
from jltrain.reading.render import Heading, render
from tests.reading.chapters import picture

BARE = ("h1", "h2", "h3", "h4", "h5", "h6", "p", "br", "hr", "ul", "li", "blockquote", "strong", "em", "code", "pre")
ALLOWED = {
    "a": {"href", "name"},
    "img": {"src", "alt"},
    "ol": {"start"},
    "td": {"align"},
    "th": {"align"},
    "table": {"border", "cellspacing", "cellpadding", "width"},
} | {tag: set[str]() for tag in (*BARE, "thead", "tbody", "tr")}


class Check(HTMLParser):
    """Fails on any tag, attribute or address that a page may not have, and on tags that do not nest."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {k: v or "" for k, v in attrs}
        assert set(values) <= ALLOWED[tag]
        if tag == "img":
            assert values["src"].startswith("picture:")
        if "href" in values:
            assert values["href"].startswith("#") or parse_href(values["href"])
        if tag not in ("br", "hr", "img"):
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text += data

    def handle_comment(self, data: str) -> None:
        raise AssertionError("comment")

    def handle_decl(self, decl: str) -> None:
        raise AssertionError("declaration")

    def unknown_decl(self, data: str) -> None:
        raise AssertionError("declaration")

    def handle_pi(self, data: str) -> None:
        raise AssertionError("instruction")


def checked(html: str) -> str:
    """The text of a page that is proven safe."""
    check = Check()
    check.feed(html)
    check.close()
    assert not check.open
    return check.text


def test_page_has_headings_table_quote_and_picture() -> None:
    body = (
        "## 一、认定 *要点*\n\n> 引文\n\n### 标准\n\n### 标准\n\n| 轴数 | 吨 |\n| :-- | --: |\n| 二轴 | 18 |\n\n"
        "3. 甲\n4. 乙\n\n![流程图](img/flow.svg)\n"
    )
    page = render(body, picture)
    assert page.headings == (
        Heading(2, "一、认定 要点", "一认定-要点"),
        Heading(3, "标准", "标准"),
        Heading(3, "标准", "标准-1"),
    )
    assert '<h2><a name="一认定-要点"></a>一、认定 <em>要点</em></h2>' in page.html
    assert '<table border="1" cellspacing="0" cellpadding="6" width="100%">' in page.html
    assert '<td align="right">18</td>' in page.html
    assert "<blockquote>" in page.html
    assert '<ol start="3">' in page.html
    assert '<img src="picture:img/flow.svg" alt="流程图">' in page.html
    assert page.characters == len("一、认定要点引文标准标准轴数吨二轴18甲乙")
    checked(page.html)


def test_headings_alike_and_headings_that_look_like_their_anchors_stay_apart() -> None:
    page = render("# a\n\n# a-1\n\n# a\n\n# a\n\n# ！\n\n# ？\n", picture)
    anchors = [h.anchor for h in page.headings]
    assert anchors == ["a", "a-1", "a-2", "a-3", "section", "section-1"]


def test_statutes_become_links_in_running_text_alone() -> None:
    page = render(
        "# 《公路法》第五十条\n\n甲《公路法》第五十条<乙>。`《公路法》第五十条` [《公路法》第五十条](#x)\n", picture
    )
    assert '甲<a href="statute:%E5%85%AC%E8%B7%AF%E6%B3%95/50">《公路法》第五十条</a>&lt;乙&gt;。' in page.html
    assert page.html.count("statute:") == 1
    assert '<a href="#x">《公路法》第五十条</a>' in page.html


@pytest.mark.parametrize(
    "body",
    [
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "<table style='position:fixed'><tr><td onclick=x>1</table>",
        "[点](javascript:alert(1)) [点](JaVaScRiPt&colon;alert(1)) [点](data:text/html,x)",
        "[点](http://evil.cn) [点](//evil.cn) [点](file:///etc/passwd) <http://evil.cn> <a@b.cn>",
        "[点](statute:x/1)",
        "![x](http://evil.cn/a.svg) ![x](//evil.cn/a.svg) ![x](../../a.svg) ![x](/etc/a.svg) ![x](data:image/svg+xml,a)",
        '![x"><script>](img/a.svg "on\\"load=x")',
        '[x](# "onclick") [x](#"onmouseover="alert(1))',
        "&lt;script&gt; &#60;script&#62; &amp;lt;script",
        "<!-- x --> <![CDATA[x]]> <?php ?> <!DOCTYPE x>",
        "```\n<script>\n```\n\n    <b onclick=x>\n",
        '《公路法"><script>》第五十条',
        "[a]: javascript:x\n\n[a] ![a]",
        "| <b> |\n|--|\n| <i onclick=x> |",
        "<svg/onload=x><math><mtext></p><style><img src=x onerror=x>",
    ],
)
def test_nothing_of_an_authors_html_gets_through(body: str) -> None:
    html = render(body, picture).html
    checked(html)
    for word in ("javascript:", "http:", "file:", "data:"):
        assert f'"{word}' not in html


def test_raw_html_shows_as_text_and_links_as_their_words() -> None:
    text = checked(render("<b>粗</b> [外部](http://x.cn) 和 ![图](../x.svg)\n", picture).html)
    assert text == "<b>粗</b> 外部 和 （图片：图）"
    assert checked(render("<div>块</div>\n\n<!-- 注 -->\n", picture).html).split("\n") == [
        "<div>块</div>",
        "<!-- 注 -->",
    ]


def test_picture_that_the_caller_refuses_shows_its_description() -> None:
    html = render("![甲<乙](img/a.svg) ![](b.png)\n", lambda name: None).html
    assert html == "<p><em>（图片：甲&lt;乙）</em> <em>（图片：b.png）</em></p>"


def test_picture_address_is_escaped() -> None:
    assert 'src="x&quot;&gt;&lt;b"' in render("![a](a.svg)", lambda name: 'x"><b').html


def test_rare_characters_survive() -> None:
    assert "䶮㛃𬭎𫍣" in render("䶮㛃𬭎𫍣", picture).html


MARKS = ("\n\n", "    ", "> ", "1. ", "- ", "[a]: x\n", "|-|-|\n", "img/a.svg", "《公路法》", "第五十条", "\u202e")
HTML = ("<script>", "</p>", "<a href=", "javascript:", "onerror=x", "&lt;", "&#x3c;", "]]>", "<!--", "klzzwxh:0")
PIECES = st.sampled_from((*"[]()!*_`<>&#|-\\\n\t\"'=:字", *MARKS, *HTML))


@settings(max_examples=300, deadline=None)
@given(st.lists(PIECES, max_size=30).map("".join))
def test_any_text_gives_a_safe_page(body: str) -> None:
    try:
        page = render(body, picture)
    except BodyRefused:
        return
    text = checked(page.html)
    assert len({h.anchor for h in page.headings}) == len(page.headings)
    assert page.characters == len("".join(text.split()))
    assert render(body, picture) == page
