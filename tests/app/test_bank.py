"""The user's own question folder beside the shipped bank: whatever is in it, the bank compiled before stays of use."""

from __future__ import annotations

from pathlib import Path

import pytest

from jltrain import bundled
from jltrain.app import bank, study
from jltrain.app.context import Context
from jltrain.bank.faults import BankFaulty

_QUESTION = (
    "- id: {ident}\n  kind: judge\n  stem: 题干{ident}\n  answer: true\n  basis: [《行政处罚法》第五十一条]\n"
    + ("  explanation: 解析说明解析说明\n  topic: 甲\n  difficulty: 1\n")
)


def _write(folder: Path, *idents: str, text: str = "") -> Path:
    file = folder / "law" / "own.yaml"
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text or "".join(_QUESTION.format(ident=i) for i in idents), "utf-8")
    return file


@pytest.fixture
def shipped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "shipped"
    _write(folder, "s-1", "s-2")
    monkeypatch.setattr(bundled, "question_bank", lambda: folder)
    return folder


def _ids(context: Context) -> list[str]:
    return sorted(q.id for q in bank.whole(context))


def test_a_broken_own_folder_leaves_the_old_bank_in_use(context: Context, shipped: Path) -> None:
    own = context.places.home / "question_bank"
    _write(own, "o-1")
    assert bank.compile_bank(context).questions == 3
    _write(own, text="- id: [")
    _write(shipped, "s-1", "s-3")
    for _start in range(2):
        assert isinstance(bank.keep_up(context), BankFaulty)
        assert _ids(context) == ["o-1", "s-1", "s-3"]
    assert study.practise(context, "", study.Scope(study.ScopeKind.ALL)).question
    _write(own, "o-2")
    assert bank.keep_up(context) is None
    assert _ids(context) == ["o-2", "s-1", "s-3"]


def test_where_nothing_was_compiled_yet_a_fault_is_raised(context: Context, shipped: Path) -> None:
    _write(shipped, text="- id: [")
    with pytest.raises(BankFaulty):
        bank.keep_up(context)


def test_a_newer_shipped_bank_with_an_id_of_ours_is_told(context: Context, shipped: Path) -> None:
    own = context.places.home / "question_bank"
    _write(own, "o-1", "o-2")
    bank.compile_bank(context)
    _write(shipped, "s-1", "o-1")
    for _start in range(2):
        with pytest.raises(BankFaulty) as caught:
            bank.compile_bank(context)
        assert [f.field for f in caught.value.faults] == ["o-1"]
        assert _ids(context) == ["o-1", "s-1"]
    _write(own, "o-2")
    bank.compile_bank(context)
    assert _ids(context) == ["o-1", "o-2", "s-1"]


def test_a_file_that_cannot_be_read_is_told(context: Context, shipped: Path) -> None:
    bank.compile_bank(context)
    (shipped / "law" / "folder.yaml").mkdir()
    with pytest.raises(bank.BankUnreadable) as caught:
        bank.compile_bank(context)
    assert "folder.yaml" in caught.value.sentence()
    assert _ids(context) == ["s-1", "s-2"]
