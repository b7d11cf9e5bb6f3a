"""What a trainer sees of one question: escaped, with links, colours and its own pictures alone."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QUrl
from PySide6.QtGui import QImage, QTextDocument
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from jltrain.app.bank import Hit
from jltrain.bank.question import Question
from jltrain.bank.state import State
from jltrain.gui.bank.changes import changes_html, merged_html
from jltrain.gui.bank.hits import excerpt
from jltrain.gui.bank.preview import QuestionPreview
from jltrain.gui.bank.question_html import Marks, cited, question_html
from jltrain.gui.shell import theme
from tests.gui import exam_sample

IMAGE = QTextDocument.ResourceType.ImageResource.value


def _question(stem: str, **changes: object) -> Question:
    one = next(q for q in exam_sample.questions() if len(q.items) == 1)
    item = replace(one.items[0], stem=stem, **changes)  # type: ignore[arg-type]  # a test's short way
    return replace(one, stem=stem, items=(item,))


def _plain(html: str) -> str:
    document = QTextDocument()
    document.setHtml(html)
    return document.toPlainText()


def test_text_of_a_question_is_never_markup() -> None:
    html = question_html(exam_sample.questions()[0])
    assert "<第1问>" not in html
    assert "&lt;第1问&gt;" in html
    assert "<img" not in question_html(_question('<img src="http://x/y.png">'), Marks(words=("img",), linked=True))


def test_formulas_links_and_search_words(qtbot: QtBot) -> None:
    preview = QuestionPreview()
    qtbot.addWidget(preview)
    said: list[str] = []
    preview.cited.connect(said.append)
    explanation = "见《公路法》第五十条第二款、第五十一条。"
    preview.show_question(_question("面积是 $x^2$ 平方米", explanation=explanation), (), ("第五",))
    assert "x²" in preview.toPlainText()
    html = preview.toHtml()
    assert theme.tokens().warn_soft.lower() in html.lower()
    links = [cited(part.split('"')[0]) for part in html.split('href="')[1:]]
    assert "《公路法》第五十条第二款" in links
    assert "《公路法》第五十一条" in links, "what follows 、 is of the same law"
    preview.anchorClicked.emit(QUrl(next(p.split('"')[0] for p in html.split('href="')[1:])))
    preview.anchorClicked.emit(QUrl("http://example.org/"))
    assert len(said) == 1


def test_only_the_question_s_own_pictures_are_loaded(qtbot: QtBot, tmp_path: Path) -> None:
    files = []
    for n in (1, 2):
        image = QImage(3000 * n, 40, QImage.Format.Format_RGB32)
        image.fill(n)
        files.append(tmp_path / f"{n}.png")
        assert image.save(str(files[-1]))
    preview = QuestionPreview()
    qtbot.addWidget(preview)
    preview.resize(500, 400)
    one = replace(_question("如图〔图2〕所示"), pictures=("1.png", "2.png"))
    preview.show_question(one, files)
    assert preview.toHtml().count("picture:") == 2
    shown = preview.loadResource(IMAGE, QUrl("picture:2"))
    assert isinstance(shown, QImage)
    assert shown.width() <= 1600, "read smaller"
    for address in ("picture:3", "picture:0", "picture:x", f"file://{files[0]}", "http://example.org/a.png"):
        assert preview.loadResource(IMAGE, QUrl(address)) is None
    preview.show_question(one, ())
    assert "2.png" in preview.toPlainText() or "1.png" in preview.toPlainText(), "named where it is missing"


def test_a_draft_says_what_it_lacks() -> None:
    text = _plain(question_html(_question("草稿", answer=(), accept=(), basis=(), explanation="")))
    assert all(words in text for words in ("还没有答案", "还没有依据", "还没有解析"))


def test_colours_follow_the_theme(qtbot: QtBot, themed: QApplication) -> None:
    preview = QuestionPreview()
    qtbot.addWidget(preview)
    preview.show_question(_question("公路"), (), ("公路",))
    theme.apply(themed, dark=True, scale=100)
    assert theme.tokens(True).warn_soft.lower() in preview.toHtml().lower()


def test_the_list_shows_where_the_word_is() -> None:
    one = _question("题干没有它", explanation="很长的一段解析" * 6 + "要找的词在这里")
    hit = Hit(one, State.READY, 1, "desk")
    assert excerpt(hit, ()) == "题干没有它"
    assert excerpt(hit, ("题干",)) == "题干没有它"
    found = excerpt(hit, ("要找的词",))
    assert found.startswith("解析：…")
    assert "要找的词在这里" in found


TEXT = st.text("执法人员应当在十五日内作出决定，。<&>", max_size=30)


@given(TEXT, TEXT)
def test_both_texts_can_be_read_out_of_their_difference(old: str, new: str) -> None:
    html = merged_html(old, new)
    document = QTextDocument()
    document.setHtml(f"<p>{html}</p>")
    kept, came = "", ""
    block = document.firstBlock()
    at = block.begin()
    while not at.atEnd():
        fragment = at.fragment()
        form = fragment.charFormat()
        if not form.fontUnderline():
            kept += fragment.text()
        if not form.fontStrikeOut():
            came += fragment.text()
        at += 1
    assert (kept, came) == (old, new)


def test_only_fields_that_changed_are_told() -> None:
    before = _question("原来的题干")
    after = replace(_question("现在的题干"), difficulty=5 if before.difficulty != 5 else 4)
    text = _plain(changes_html(before, after))
    assert "题干" in text
    assert "难度" in text
    assert "依据" not in text
    assert "最早" in _plain(changes_html(None, after))
    assert "只改了状态" in _plain(changes_html(after, after))
