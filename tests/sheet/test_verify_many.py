"""Thousands of files: in order, in several processes, whatever state the files and the processes are in."""

from __future__ import annotations

import errno
import multiprocessing
import os
import signal
import sys
from collections.abc import Iterator, Sequence
from multiprocessing.context import SpawnProcess
from pathlib import Path

import pytest

from jltrain import i18n
from jltrain.progress import Cancelled, Step
from jltrain.sheet import crew, parallel, readfile
from jltrain.sheet.parallel import MANY, ReadFault, Seen, verify_many
from jltrain.sheet.readfile import SIZE_LIMIT
from jltrain.sheet.reasons import Code
from jltrain.sheet.verify import Verdict, verify
from tests.sheet.attacks.stage import NOW, made, scene


@pytest.fixture(autouse=True)
def _nobody_left() -> Iterator[None]:
    yield
    assert multiprocessing.active_children() == []


@pytest.fixture
def folder(tmp_path: Path) -> list[Path]:
    """MANY + 40 files: good ones, a forged one here and there, and every kind of trouble."""
    s = scene()
    files = []
    for n in range(MANY + 40):
        file = tmp_path / f"{n:03d}.pdf"
        file.write_bytes(s.good if n % 3 else s.failed)
        files.append(file)
    files[5].write_bytes(made("page-white_text"))
    files[6].unlink()
    files[7].unlink()
    files[7].mkdir()
    files[8].write_bytes(b"")
    with files[9].open("wb") as opened:
        opened.truncate(500_000_000)
    return files


def outcome(found: object) -> str:
    if isinstance(found, Verdict):
        return "accepted" if found.accepted else found.reasons[0].code.value
    return found.code if isinstance(found, ReadFault) else "seen"


def expected(files: Sequence[Path]) -> list[str]:
    odd = {5: "not-as-data", 6: "file-unreadable", 7: "file-unreadable", 8: "not-pdf", 9: "too-large"}
    return [odd.get(n, "accepted") for n in range(len(files))]


@pytest.mark.parametrize("workers", [1, 2])
def test_every_file_gets_its_verdict_in_order(folder: list[Path], workers: int) -> None:
    s, steps = scene(), list[Step]()
    found = list(verify_many(folder, s.trust, NOW, steps.append, workers))
    assert [file for file, _ in found] == folder
    assert [outcome(f) for _, f in found] == expected(folder)
    named = [(step.done, step.total) for step in steps if step.text]
    assert named == [(n, len(folder)) for n in range(len(folder))]
    assert (steps[-1].done, steps[-1].total) == (len(folder), len(folder))
    good = next(f for file, f in found if file == folder[10])
    assert good == verify(folder[10].read_bytes(), s.trust, NOW), "a verdict from a worker is whole"


@pytest.mark.parametrize("workers", [1, 2])
def test_known_files_are_not_verified_again(folder: list[Path], workers: int) -> None:
    s, asked = scene(), list[int]()
    old = {verify(s.failed, s.trust, NOW).file_digest}

    def known(digests: Sequence[str]) -> set[str]:
        asked.append(len(digests))
        return old & set(digests)

    found = list(verify_many(folder, s.trust, NOW, workers=workers, known=known))
    assert [file for file, _ in found] == folder
    want = expected(folder)
    for n in range(0, len(folder), 3):
        if want[n] == "accepted":
            want[n] = "seen"
    assert [outcome(f) for _, f in found] == want
    assert {f for _, f in found if isinstance(f, Seen)} == {Seen(*old)}
    assert sum(asked) == len(folder) - 3
    assert max(asked) <= parallel.CHUNK


def test_no_more_than_a_few_chunks_are_under_way(folder: list[Path]) -> None:
    s, asked = scene(), list[int]()

    def known(digests: Sequence[str]) -> set[str]:
        asked.append(len(digests))
        return set()

    several = verify_many(folder, s.trust, NOW, workers=2, known=known)
    for given, _found in enumerate(several, 1):
        assert sum(asked) - given <= 8 * parallel.CHUNK


@pytest.mark.parametrize(("workers", "at"), [(1, 0), (1, 37), (2, 37)])
def test_a_cancel_ends_all_workers(folder: list[Path], workers: int, at: int) -> None:
    def report(step: Step) -> None:
        if step.done == at:
            raise Cancelled

    given = []
    with pytest.raises(Cancelled):
        for file, _ in verify_many(folder, scene().trust, NOW, report, workers):
            given.append(file)
    assert given == folder[:at]


def test_an_iterator_left_half_way_ends_all_workers(folder: list[Path]) -> None:
    several = verify_many(folder, scene().trust, NOW, workers=2)
    next(several)
    assert len(multiprocessing.active_children()) >= 1
    several.close()


def test_a_trouble_of_whoever_knows_ends_all_workers(folder: list[Path]) -> None:
    def known(digests: Sequence[str]) -> set[str]:
        raise RuntimeError("database gone")

    with pytest.raises(RuntimeError, match="database gone"):
        list(verify_many(folder, scene().trust, NOW, workers=2, known=known))


def test_dead_workers_are_done_without(folder: list[Path]) -> None:
    """The system, or a virus scanner, ends them in the middle."""
    found = []
    for n, (_file, result) in enumerate(verify_many(folder, scene().trust, NOW, workers=2)):
        if n == 3:
            for worker in multiprocessing.active_children():
                worker.kill()
        found.append(outcome(result))
    assert found == expected(folder)


def test_no_worker_can_be_started(folder: list[Path], monkeypatch: pytest.MonkeyPatch) -> None:
    def none(*_: object, **__: object) -> None:
        raise OSError(errno.EAGAIN, "no more processes")

    monkeypatch.setattr(SpawnProcess, "start", none)
    assert [outcome(f) for _, f in verify_many(folder, scene().trust, NOW, workers=2)] == expected(folder)


def test_few_files_start_no_worker(folder: list[Path], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(SpawnProcess, "start", None)
    assert len(list(verify_many(folder[:MANY], scene().trust, NOW, workers=8))) == MANY
    assert list(verify_many([], scene().trust, NOW)) == []


@pytest.mark.skipif(sys.platform == "win32", reason="a named pipe in a folder")
def test_a_pipe_does_not_block(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.pdf")
    ((_file, found),) = verify_many([tmp_path / "pipe.pdf"], scene().trust, NOW)
    assert isinstance(found, ReadFault)
    assert "不是普通文件" in found.text


def test_a_name_that_no_file_can_have() -> None:
    ((_file, found),) = verify_many([Path("a\0b.pdf")], scene().trust, NOW)
    assert isinstance(found, ReadFault)
    assert "不能使用的字符" in found.text


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (PermissionError(errno.EACCES, "denied"), "没有权限"),
        (OSError(errno.EIO, "I/O error"), "可能损坏或已拔出"),
        (OSError(errno.ENODEV, "no device"), "可能损坏或已拔出"),
        (OSError(errno.ESTALE, "stale"), "可能损坏或已拔出"),
        (FileNotFoundError(errno.ENOENT, "gone"), "找不到"),
        (OSError(), "可能损坏或已拔出"),
    ],
)  # fmt: skip
def test_troubles_in_words(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, error: OSError, words: str) -> None:
    def fails(*_: object, **__: object) -> int:
        raise error

    monkeypatch.setattr(os, "open", fails)
    found = readfile.read(tmp_path / "a.pdf")
    assert isinstance(found, ReadFault)
    assert words in found.text
    assert "请" in found.text


@pytest.mark.parametrize(
    ("number", "words"), [(32, "正被其他程序使用"), (33, "正被其他程序使用"), (21, "可能损坏或已拔出")]
)
def test_troubles_of_windows_in_words(number: int, words: str) -> None:
    error = PermissionError(errno.EACCES, "denied")
    error.winerror = number  # type: ignore[attr-defined]  # exists on Windows alone
    assert words in ReadFault(readfile._number(error)).text


def test_windows_says_denied_and_means_in_use(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def denied(*_: object) -> int:
        raise PermissionError(errno.EACCES, "denied")

    (tmp_path / "a.pdf").write_bytes(b"%PDF-")
    with monkeypatch.context() as patch:
        patch.setattr(readfile, "_WINDOWS", True)
        patch.setattr(os, "open", denied)
        found = [readfile.read(tmp_path / name) for name in ("a.pdf", "", "gone.pdf")]
    assert found == [ReadFault(errno.EBUSY), ReadFault(errno.EISDIR), ReadFault(errno.ENOENT)]


def test_a_stick_pulled_out_while_reading(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a.pdf").write_bytes(scene().good)

    def fails(descriptor: int) -> object:
        raise OSError(errno.EIO, "I/O error")

    monkeypatch.setattr(os, "fstat", fails)
    found = readfile.read(tmp_path / "a.pdf")
    monkeypatch.undo()
    assert found == ReadFault(errno.EIO)


def test_a_file_just_within_and_just_over_the_limit(tmp_path: Path) -> None:
    file = tmp_path / "a.pdf"
    file.write_bytes(bytes(SIZE_LIMIT))
    assert readfile.read(file) == bytes(SIZE_LIMIT)
    file.write_bytes(bytes(SIZE_LIMIT + 1))
    found = readfile.read(file)
    assert isinstance(found, ReadFault)
    assert (found.code, found.size) == (Code.TOO_LARGE.value, SIZE_LIMIT + 1)
    assert "5.0 MB" in found.text


def test_faults_are_put_into_words_where_they_are_shown() -> None:
    fault = ReadFault(errno.ENOENT)
    chinese = fault.text
    i18n.use(i18n.ENGLISH)
    assert chinese != "" and fault.code == "file-unreadable"
    assert "找不到" not in fault.reason


def _hang(value: int, seconds: float) -> int:
    import time

    time.sleep(seconds)
    return value


def test_a_worker_that_hangs_is_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    """The user cancels while it hangs."""
    monkeypatch.setattr(crew, "_PATIENCE", 0.1)
    waited = list[int]()

    def waiting() -> None:
        waited.append(1)
        if started:
            raise Cancelled

    started = False
    with pytest.raises(Cancelled), crew.Crew(2, 1, waiting) as workers:
        assert workers.start(_hang, 0.0)() == 1
        hanging = workers.start(_hang, 60.0)
        started = True
        hanging()
    assert waited


@pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX")
def test_ctrl_c_is_for_the_main_process(folder: list[Path]) -> None:
    """The terminal sends it to the workers, too."""
    found = []
    for n, (_file, result) in enumerate(verify_many(folder, scene().trust, NOW, workers=2)):
        if n == 3:
            for worker in multiprocessing.active_children():
                assert worker.pid
                os.kill(worker.pid, signal.SIGINT)
        found.append(outcome(result))
    assert found == expected(folder)
