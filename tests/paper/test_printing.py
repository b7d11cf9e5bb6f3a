"""The printed paper as its reader gets it: text taken from the PDF again, page by page."""

from __future__ import annotations

import dataclasses
import re
import unicodedata
import zlib
from functools import cache
from io import BytesIO
from pathlib import Path

import pypdfium2
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from jltrain import bundled
from jltrain.app.context import Context
from jltrain.app.printing import NotNamedPdf, print_paper
from jltrain.bank.areas import Area
from jltrain.bank.question import LETTERS, Kind, Question
from jltrain.bank.source import read_bank
from jltrain.cli.main import main
from jltrain.paper.assemble import assemble
from jltrain.paper.blueprint import read_blueprint
from jltrain.paper.marks import MultipleRule
from jltrain.paper.paper import Paper, Section, make_question
from jltrain.paper.print_fonts import MARK, Chain, printable, width
from jltrain.paper.print_pictures import Pictures
from jltrain.paper.print_text import BODY, break_lines
from jltrain.paper.printing import draw
from jltrain.progress import Cancelled, Step
from jltrain.savefile import FileNotWritten
from jltrain.store.papers import NoSuchPaper
from tests import samples

RARE = "䶮㛃𬭎𫍣"


def _of(file: Path) -> Pictures:
    """Every picture is this file, if it is there."""
    return lambda _question, _name: file.read_bytes() if file.is_file() else None


def NONE(_question: Question, _name: str) -> bytes | None:
    return None


@cache
def shipped() -> Paper:
    questions = list(read_bank(bundled.question_bank()))
    blueprint = read_blueprint(bundled.resource("blueprints", "highway-city.yaml"))
    return assemble(questions, "0" * 64, blueprint, "s", "2026年公路路政轮训考试试卷")


def paper(*questions: Question, title: str = "样卷", marks: int = 4) -> Paper:
    sections = tuple(
        Section(kind, tuple(make_question(q, marks) for q in questions if q.kind is kind))
        for kind in Kind
        if any(q.kind is kind for q in questions)
    )
    return Paper(title, "样例", "0" * 64, "1" * 64, "s", 60, 10, MultipleRule.SUBSET, True, sections)


def texts(data: bytes) -> list[str]:
    """The text of each page without spaces and line ends, with compatibility forms made one."""
    document = pypdfium2.PdfDocument(data)
    try:
        pages = [document[n].get_textpage().get_text_bounded() for n in range(len(document))]
    finally:
        document.close()
    return [_bare(page) for page in pages]


def _bare(text: str) -> str:
    return re.sub(r"[\s_￾]+", "", unicodedata.normalize("NFKC", text))


def text(made: Paper, *, answers: bool = False) -> str:
    return "".join(texts(draw(made, NONE, answers=answers).data))


def with_item(question: Question, **changes: object) -> Question:
    (item,) = question.items
    item = dataclasses.replace(item, **changes)  # type: ignore[arg-type]  # changes are the item's own fields
    return dataclasses.replace(question, stem=item.stem, items=(item,))


def test_a_paper_of_the_shipped_blueprint() -> None:
    made = draw(shipped(), NONE, answers=False)
    pages = texts(made.data)
    assert made.pages == len(pages)
    assert 6 <= len(pages) <= 12
    assert len(made.data) < 1_000_000
    for n, page in enumerate(pages, 1):
        assert f"第{n}页共{len(pages)}页" in page
        assert f"试卷编号{shipped().digest[:12]}" in page
    first = pages[0]
    for word in ("考试时间120分钟", "满分100分", "合格线60分", _bare(shipped().rule.label), "姓名", "执法证号", "单位"):
        assert word in first
    assert "门类" in first
    for section in ("一、单选题(共40题,每题1分,共40分", "二、多选题(共15题,每题2分", "五、案例分析题(共2题,共15分"):
        assert section in "".join(pages)


def test_no_question_is_missing_and_none_breaks_between_stem_and_options() -> None:
    pages = texts(draw(shipped(), NONE, answers=False).data)
    items = list(shipped().keyed_items())
    assert len(items) > 70
    for _key, item, _halves in items:
        stem = _bare(item.stem)
        (place,) = {n for n, page in enumerate(pages) if stem in page}
        for letter, option in zip(LETTERS, item.options, strict=False):
            assert f"{letter}.{_bare(option)}" in pages[place]
    whole = "".join(pages)
    last = 0
    for number, entry in enumerate(shipped().questions(), 1):
        stem = _bare(entry.question.stem)
        at = whole.index(stem, last)
        assert f"{number}." in whole[last : at + 1]
        last = at


def test_the_key_comes_only_with_answers() -> None:
    plain = text(shipped())
    pages = texts(draw(shipped(), NONE, answers=True).data)
    key = "".join(page for page in pages if "参考答案(保密)" in page)
    assert "参考答案" not in plain
    assert plain == "".join(page for page in pages if "参考答案" not in page), "the paper itself stays the same"
    for _key, item, _halves in shipped().keyed_items():
        assert _bare(item.explanation) not in plain
        assert _bare(item.explanation) in key
        assert all(_bare(basis) in key for basis in item.basis)
    assert "".join(q.question.items[0].answer[0] for q in shipped().sections[0].questions[:5]) in key
    assert "参考答案(保密)第1页共" in key


def test_every_kind_in_the_key() -> None:
    questions = [samples.question(f"q-{kind}", kind) for kind in Kind]
    key = "".join(page for page in texts(draw(paper(*questions), NONE, answers=True).data) if "参考答案" in page)
    blank = samples.item(Kind.BLANK, ("六十日",), accept=(("六十日", "60日"),))
    blank_key = text(paper(dataclasses.replace(samples.question("q-1", Kind.BLANK), items=(blank,))), answers=True)
    assert "也算对:60日" in blank_key
    assert "也算对" not in key
    for answer in ("1.B(2分)", "2.AC(2分)", "3.✓(2分)", "4.六十日(2分)", "5.案例(2分)", "(1)B(1分)", "(2)×(0.5分)"):
        assert answer in key


def test_marks_stand_at_the_question_where_they_differ() -> None:
    first, second = samples.question("q-1"), with_item(samples.question("q-2"), stem="另一题")
    made = paper(first, second)
    (section,) = made.sections
    uneven = dataclasses.replace(section, questions=(make_question(first, 3), make_question(second, 5)))
    said = text(dataclasses.replace(made, sections=(uneven,)))
    assert "题干(1.5分)" in said
    assert "另一题(2.5分)" in said
    assert "每题1.5分" not in said
    assert "每题" not in said.split("单选题")[1].split("。")[0]


def test_a_bracket_is_added_once() -> None:
    bare, with_one = samples.question("q-1"), with_item(samples.question("q-2"), stem="应当由（　　）决定")
    said = text(paper(bare, with_one))
    assert "题干()" in said
    assert "应当由()决定" in said
    assert said.count("()") == 2


def test_rare_characters_survive() -> None:
    question = with_item(samples.question("q-1"), stem=f"当事人{RARE}提出申辩", options=("甲", RARE, "丙"))
    said = text(paper(question, title=f"{RARE}试卷"), answers=True)
    assert said.count(RARE) >= 3
    assert width(Chain.HEAD, RARE, 10) == pytest.approx(40, abs=2)


def test_a_rare_character_is_a_surrogate_pair_in_the_map_to_unicode() -> None:
    """As ISO 32000-1, 9.10.3 says; pdfium would also take ReportLab's five digits, other readers do not."""
    data = draw(paper(with_item(samples.question("q-1"), stem=RARE)), NONE, answers=False).data
    streams = [zlib.decompress(stream) for stream in re.findall(rb"stream\n(\x78.*?)endstream", data, re.DOTALL)]
    maps = b"".join(stream for stream in streams if b"beginbfchar" in stream)
    assert b"<%s>" % "𬭎".encode("utf-16-be").hex().upper().encode() in maps
    assert not re.search(rb"<[0-9A-F]{5}>", maps)


def test_the_same_paper_gives_the_same_bytes(tmp_path: Path) -> None:
    question = dataclasses.replace(samples.question("q-1"), pictures=("a.png",))
    file = _png(tmp_path / "a.png")
    made = paper(question, samples.question("q-2", Kind.CASE))
    once, again = (draw(made, _of(file), answers=True).data for _ in range(2))
    assert once == again


def _png(file: Path, size: tuple[int, int] = (300, 200), form: str = "PNG") -> Path:
    out = BytesIO()
    Image.new("RGB", size, (200, 30, 30)).save(out, form)
    file.write_bytes(out.getvalue())
    return file


@pytest.mark.parametrize("form", ["PNG", "JPEG"])
def test_pictures_are_embedded(tmp_path: Path, form: str) -> None:
    question = dataclasses.replace(samples.question("q-1"), pictures=("a.img",))
    made = draw(paper(question), _of(_png(tmp_path / "a.img", (3000, 2500), form)), answers=False)
    assert made.left_out == ()
    document = pypdfium2.PdfDocument(made.data)
    try:
        (picture,) = document[0].get_objects(filter=[pypdfium2.raw.FPDF_PAGEOBJ_IMAGE])
        left, bottom, right, top = picture.get_bounds()
    finally:
        document.close()
    assert 0 < right - left <= 341
    assert 0 < top - bottom <= 221


def test_several_pictures_are_numbered_as_the_text_means_them(tmp_path: Path) -> None:
    question = dataclasses.replace(samples.question("q-1"), pictures=("a.png", "b.png", "none.png"))
    file = _png(tmp_path / "a.png")
    made = draw(paper(question), lambda _q, name: None if name == "none.png" else file.read_bytes(), answers=False)
    said = "".join(texts(made.data))
    assert said.index("图1") < said.index("图2") < said.index("none.png") < said.index("图3")
    assert [t.facts["picture"] for t in made.left_out] == ["none.png"]


@pytest.mark.parametrize(
    "content",
    [None, b"", b"<svg xmlns='http://www.w3.org/2000/svg'/>", b"\x89PNG\r\n\x1a\n broken", b"cut", b"GIF89a", b"huge"],
)
def test_a_picture_that_cannot_be_printed_leaves_a_note(tmp_path: Path, content: bytes | None) -> None:
    file = tmp_path / "图.png"
    if content == b"cut":
        _png(file)
        content = file.read_bytes()[:-60]
    if content == b"huge":
        out = BytesIO()
        Image.new("1", (10_000, 10_000)).save(out, "PNG")
        content = out.getvalue()
    if content is not None:
        file.write_bytes(content)
    question = dataclasses.replace(samples.question("q-1"), pictures=("图.png",))
    made = draw(paper(question), _of(file), answers=False)
    (trouble,) = made.left_out
    assert "q-1" in trouble.sentence()
    assert "附图“图.png”未能印出" in "".join(texts(made.data))


def test_texts_longer_than_a_page_and_strange_characters_are_laid_out() -> None:
    long = "某公司违法超限运输，" * 500
    wild = "\x00\x07\u200b\ufffe☃<b>&amp;</b>\t" + "，" * 300 + "x" * 900 + "（" * 200
    case = dataclasses.replace(samples.question("q-1", Kind.CASE), stem=long + "\n\n" + wild)
    single = with_item(samples.question("q-2"), stem=long, options=(long, wild, "丙"))
    made = draw(paper(case, single, title="很长的标题" * 30), NONE, answers=True)
    said = "".join(texts(made.data))
    assert said.count("违") == 1500, "no sentence is lost at the foot of a page"
    assert "<b>&amp;</b>" in said


def test_progress_counts_questions_and_can_stop() -> None:
    steps: list[Step] = []
    draw(shipped(), NONE, answers=False, report=steps.append)
    total = len(list(shipped().questions()))
    assert [(s.done, s.total) for s in steps] == [(n, total) for n in range(1, total + 1)]

    def stop(step: Step) -> None:
        if step.done == 3:
            raise Cancelled

    with pytest.raises(Cancelled):
        draw(shipped(), NONE, answers=False, report=stop)


@settings(max_examples=60, deadline=None)
@given(
    st.text(alphabet=st.sampled_from("甲乙丙2026，。（）《》“” ab%____\n" + RARE), max_size=200), st.integers(60, 400)
)
def test_lines_keep_every_character_and_fit(raw: str, room: int) -> None:
    made = printable(raw)
    lines = break_lines(made, BODY, room)
    joined = "".join(line.text + ("\n" if line.last else "") for line in lines)
    assert joined.removesuffix("\n") == made
    for line in lines:
        assert width(BODY.chain, line.text.rstrip(" "), BODY.size) <= max(room, 6 * BODY.size) + 0.01


def test_lines_part_no_number_and_begin_with_no_closing_mark() -> None:
    lines = [
        line.text
        for line in break_lines(printable("处二千元以上20000元以下罚款，并____处分（　　）。" * 20), BODY, 200)
    ]
    assert "".join(lines).count("20000") == sum(line.count("20000") for line in lines)
    assert all("（　　）" in line for line in lines if "（" in line)
    assert not any(line[0] in "，。）" for line in lines)
    assert any(MARK in line for line in lines)


def test_printing_to_a_file(context: Context, tmp_path: Path) -> None:
    made = paper(samples.question("q-1"), samples.question("q-2", Kind.JUDGE))
    context.papers.add(made, context.now())
    file = tmp_path / "卷.pdf"
    file.write_bytes(b"old")
    printed = print_paper(context, made.digest[:8], file, answers=False)
    assert (printed.file, printed.pages, printed.left_out) == (file, 1, ())
    assert file.read_bytes().startswith(b"%PDF-")
    assert [f.name for f in tmp_path.glob("*.p*")] == ["卷.pdf"]
    with pytest.raises(NoSuchPaper):
        print_paper(context, "feed", file, answers=False)
    with pytest.raises(NotNamedPdf):
        print_paper(context, made.digest, tmp_path / "卷.docx", answers=False)
    with pytest.raises(FileNotWritten):
        print_paper(context, made.digest, tmp_path / "none" / "卷.pdf", answers=False)

    def stop(_step: Step) -> None:
        raise Cancelled

    before = file.read_bytes()
    with pytest.raises(Cancelled):
        print_paper(context, made.digest, file, answers=True, report=stop)
    assert file.read_bytes() == before


def test_a_picture_of_the_users_own_bank(context: Context, tmp_path: Path) -> None:
    folder = context.places.home / "question_bank" / Area.LAW.value
    folder.mkdir(parents=True)
    _png(folder / "a.png")
    (folder / "own.yaml").write_text("[]", "utf-8")
    made = paper(dataclasses.replace(samples.question("q-1"), pictures=("a.png",)))
    context.papers.add(made, context.now())
    printed = print_paper(context, made.digest, tmp_path / "a.pdf", answers=False)
    assert printed.left_out == ()


def test_the_command(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setenv("JLTRAIN_HOME", str(tmp_path / "home"))
    made = paper(dataclasses.replace(samples.question("q-1"), pictures=("a.png",)))
    with_paper = Context()
    with_paper.papers.add(made, with_paper.now())
    with_paper.close()
    file = tmp_path / "a.pdf"
    assert main(["paper", "print", made.digest[:12], str(file), "--answers"]) == 0
    said = capsys.readouterr().out
    assert "共 2 页" in said
    assert "a.png" in said
    assert main(["paper", "print", made.digest[:12], str(file), "--json"]) == 0
    assert '"pages": 1' in capsys.readouterr().out
    assert main(["paper", "print", made.digest[:12], str(tmp_path / "a.txt")]) == 1
    assert "a.txt" in capsys.readouterr().err
