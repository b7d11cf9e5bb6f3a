"""The bank's own files: read whole, or refused with file, line and field of every fault."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from jltrain import bundled
from jltrain.bank import source
from jltrain.bank.areas import Area
from jltrain.bank.faults import BankFaulty, Fault
from jltrain.bank.question import Kind

GOOD = """\
- id: law-test-001
  kind: single
  topic: 处罚
  difficulty: 2
  stem: 甲公司超限运输，应由谁处理？
  options: [甲机关, 乙机关, 丙机关, 丁机关]
  answer: B
  basis: [《行政处罚法》第五十一条]
  explanation: 由乙机关处理，因为法律这样规定。
- id: law-test-002
  kind: blank
  topic: 处罚
  difficulty: 1
  stem: 期限为____。
  answer: [[六十日, 两个月]]
  basis: [《行政处罚法》第五十一条]
  explanation: 法律规定了这个期限，计算时注意。
- id: law-test-003
  kind: case
  topic: 处罚
  difficulty: 5
  stem: 某日，张某驾车被查。
  basis: [《行政处罚法》第五十一条]
  explanation: 本案考查程序。
  parts:
    - kind: judge
      stem: 张某应受处罚。
      answer: false
      explanation: 证据不足，不应处罚。
    - kind: multiple
      stem: 应当告知哪些？
      options: [事实, 理由, 依据, 天气]
      answer: ABC
      basis: [《行政处罚法》第四十四条]
      explanation: 事实、理由、依据都要告知。
"""


def _file(folder: Path, text: str) -> Path:
    file = folder / "law" / "test.yaml"
    file.parent.mkdir(exist_ok=True)
    file.write_text(text, "utf-8")
    return file


def test_good_file(tmp_path: Path) -> None:
    single, blank, case = source.read_file(_file(tmp_path, GOOD), Area.LAW)
    assert (single.kind, single.items[0].answer, single.discipline) == (Kind.SINGLE, ("B",), Area.LAW)
    assert blank.items[0].accept == (("六十日", "两个月"),)
    assert [key for key, _item in case.keyed_items()] == ["law-test-003#1", "law-test-003#2"]
    assert case.items[0].answer == ("N",)
    assert case.items[0].basis == case.basis, "a part without a basis of its own rests on the case's"


@pytest.mark.parametrize(
    ("old", "new", "line", "field"),
    [
        ("answer: B", "answer: E", 7, "[1].answer"),
        ("answer: B", "answer: BC", 7, "[1].answer"),
        ("answer: B", "answer: true", 7, "[1].answer"),
        ("kind: single", "kind: choice", 2, "[1].kind"),
        ("difficulty: 2", "difficulty: 6", 4, "[1].difficulty"),
        ("difficulty: 2", "difficulty: '2'", 4, "[1].difficulty"),
        ("[甲机关, 乙机关, 丙机关, 丁机关]", "[甲机关, 甲 机关, 丙机关]", 6, "[1].options"),
        ("[甲机关, 乙机关, 丙机关, 丁机关]", "[1, 2, 3, 4]", 6, "[1].options"),
        ("basis: [《行政处罚法》第五十一条]\n  explanation: 由", "basis: [行政处罚法51条]\n  explanation: 由", 8, "[1].basis[1]"),
        ("  basis: [《行政处罚法》第五十一条]\n  explanation: 由", "  explanation: 由", 1, "[1].basis"),
        ("期限为____。", "期限为____和____。", 14, "[2].stem"),
        ("  topic: 处罚\n  difficulty: 2", "  topics: 处罚\n  difficulty: 2", 3, "[1].topics"),
        ("      answer: false", "      answer: maybe", 28, "[3].parts[1].answer"),
        ("      answer: ABC", "      answer: CBA", 33, "[3].parts[2].answer"),
        ("id: law-test-001", "id: 第一题", 1, "[1].id"),
        ("  stem: 甲公司超限运输，应由谁处理？", "  stem: 甲公司超限运输，应由谁处理？\n  picture: none.svg", 6, "[1].picture"),
        ("  stem: 甲公司超限运输，应由谁处理？", "  stem: 甲公司超限运输，应由谁处理？\n  picture: ../x.svg", 6, "[1].picture"),
    ],
)  # fmt: skip
def test_each_fault_names_line_and_field(tmp_path: Path, old: str, new: str, line: int, field: str) -> None:
    assert GOOD.count(old) >= 1
    with pytest.raises(BankFaulty) as caught:
        source.read_file(_file(tmp_path, GOOD.replace(old, new, 1)), Area.LAW)
    assert (line, field) in {(f.line, f.field) for f in caught.value.faults}
    assert "test.yaml" in caught.value.sentence()


def test_a_picture_outside_the_folder_is_refused_although_it_is_there(tmp_path: Path) -> None:
    (tmp_path / "x.svg").write_text('<svg xmlns="http://www.w3.org/2000/svg"/>', "utf-8")
    file = _file(tmp_path, GOOD.replace("  topic: 处罚", "  picture: ../x.svg\n  topic: 处罚", 1))
    with pytest.raises(BankFaulty, match="只写文件名"):
        source.read_file(file, Area.LAW)


@pytest.mark.parametrize("kept", [0, 1])
def test_a_case_has_two_parts_at_least(tmp_path: Path, kept: int) -> None:
    first, *others = GOOD.partition("  parts:\n")[2].split("    - kind: multiple")
    parts = "  parts:\n" + first if kept else "  parts: []\n"
    assert others
    with pytest.raises(BankFaulty) as caught:
        source.read_file(_file(tmp_path, GOOD.partition("  parts:\n")[0] + parts), Area.LAW)
    assert [f.field for f in caught.value.faults] == ["[3].parts"]


def test_broken_yaml_names_its_line(tmp_path: Path) -> None:
    with pytest.raises(BankFaulty) as caught:
        source.read_file(
            _file(tmp_path, GOOD.replace("[甲机关,", "[甲机关", 1).replace("丁机关]", "丁机关", 1)), Area.LAW
        )
    assert 6 <= caught.value.faults[0].line <= 9


@pytest.mark.parametrize("text", ["a: &x [1]\nb: *x\n", "- &a [x, x]\n- &b [*a, *a]\n- [*b, *b]\n"])
def test_anchors_are_refused(tmp_path: Path, text: str) -> None:
    with pytest.raises(BankFaulty):
        source.read_file(_file(tmp_path, text), Area.LAW)


def test_same_id_in_two_files_is_a_fault(tmp_path: Path) -> None:
    _file(tmp_path, GOOD)
    (tmp_path / "law" / "zz.yaml").write_text(GOOD.replace("law-test-002", "law-test-009"), "utf-8")
    with pytest.raises(BankFaulty) as caught:
        source.read_bank(tmp_path)
    assert {f.field for f in caught.value.faults} == {"[1].id", "[3].id"}


def test_folder_without_bank(tmp_path: Path) -> None:
    with pytest.raises(source.NoBank):
        source.read_bank(tmp_path)


def test_digest_changes_with_any_byte(tmp_path: Path) -> None:
    _file(tmp_path, GOOD)
    before = source.digest(tmp_path)
    _file(tmp_path, GOOD + "\n")
    assert source.digest(tmp_path) != before


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    data=st.one_of(
        st.binary(max_size=400), st.text(max_size=400).map(str.encode), st.just(b"[" * 5000), st.just(b"- " * 3000)
    )
)
def test_no_bytes_crash_the_reader(tmp_path: Path, data: bytes) -> None:
    file = _file(tmp_path, "")
    file.write_bytes(data)
    with pytest.raises(BankFaulty):
        assert source.read_file(file, Area.LAW) == ()
        raise BankFaulty([Fault(file, 0, "", "an empty list is a file without questions")])


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(at=st.integers(0, len(GOOD) - 1), new=st.sampled_from([":", "[", "\n", '"', "x", "", "- ", "\t", "é"]))
def test_a_slip_of_the_pen_is_a_question_or_a_fault(tmp_path: Path, at: int, new: str) -> None:
    try:
        source.read_file(_file(tmp_path, GOOD[:at] + new + GOOD[at + 1 :]), Area.LAW)
    except BankFaulty as error:
        assert error.faults


def test_shipped_bank_is_whole() -> None:
    questions = source.read_bank(bundled.question_bank())
    assert len(questions) >= 240
    assert {q.discipline for q in questions} == set(Area)
    assert {q.kind for q in questions} == set(Kind)
    letters = [q.items[0].answer[0] for q in questions if q.kind is Kind.SINGLE]
    assert all(0.18 <= letters.count(c) / len(letters) <= 0.32 for c in "ABCD")


def test_options_that_differ_in_a_sign_are_two(tmp_path: Path) -> None:
    file = _file(tmp_path, GOOD.replace("[甲机关, 乙机关, 丙机关, 丁机关]", '["＜5米", "＞5米", "+5", "-5"]'))
    assert source.read_file(file, Area.LAW)[0].items[0].options == ("＜5米", "＞5米", "+5", "-5")
