"""What learning leaves behind: answers once, chapters as they now stand on the disk, reading never undone."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from jltrain import bundled
from jltrain.app import study
from jltrain.app.context import Context
from jltrain.practice.scope import Scope, ScopeKind
from tests.conftest import FakeClock
from tests.reading.chapters import write_chapter

ALL = Scope(ScopeKind.ALL)


def test_only_the_first_answer_to_a_question_counts(context: Context) -> None:
    begun = study.practise(context, "JL1", ALL, 1, "s")
    assert begun.question
    right = {key: item.answer for key, item in begun.question.keyed_items()}
    first = begun.answer({})
    again = begun.answer(right)
    assert not any(a.right for a in first)
    assert all(a.right for a in again), "the verdict shown is that of what was answered now"
    assert study.attempts(context, "JL1") == first, "what was answered with the explanation in view is not kept"
    assert (begun.summary().wrong, begun.summary().right) == (1, 0)


def test_a_question_passed_over_can_be_answered_later(context: Context) -> None:
    begun = study.practise(context, "JL1", ALL, 2, "s")
    begun.skip()
    begun.back()
    assert begun.question
    begun.answer({key: item.answer for key, item in begun.question.keyed_items()})
    assert (begun.summary().right, begun.summary().skipped) == (1, 0)
    assert study.attempts(context, "JL1")
    assert study.attempts(context, "somebody else") == ()


@pytest.fixture
def courseware(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "courseware"
    monkeypatch.setattr(bundled, "courseware", lambda: folder)
    return folder


def test_a_chapter_that_was_changed_is_read_again(context: Context, courseware: Path) -> None:
    file = write_chapter(courseware, body="## 一\n\n旧的。\n")
    assert "旧的" in study.open_chapter(context, "highway/01-overload").html
    assert study.library(context) is study.library(context)
    write_chapter(courseware, body="## 一\n\n新的。\n")
    os.utime(file, ns=(1, file.stat().st_mtime_ns + 1))
    assert "新的" in study.open_chapter(context, "highway/01-overload").html
    shutil.copy(file, courseware / "highway" / "02-more.md")
    assert len(study.library(context).chapters) == 2
    file.unlink()
    with pytest.raises(study.NoSuchChapter):
        study.chapter(context, "highway/01-overload")


def test_a_picture_that_is_missing_leaves_the_page_readable(context: Context, courseware: Path) -> None:
    write_chapter(courseware, body="## 一\n\n![流程](flow.svg)\n\n正文。\n")
    page = study.open_chapter(context, "highway/01-overload")
    assert "（图片：流程）" in page.html
    assert "正文" in page.html


def test_reading_goes_forward_only(context: Context, courseware: Path, clock: FakeClock) -> None:
    write_chapter(courseware)
    study.read_on(context, "JL1", "highway/01-overload", 1.0, 100)
    clock.advance(60)
    after = study.read_on(context, "JL1", "highway/01-overload", 0.2, 60)
    assert (after.furthest, after.seconds, after.finished) == (1.0, 160, False)
    (row,) = study.chapters(context, "JL1")
    assert row.progress == after
    assert study.chapters(context, "JL2")[0].progress.furthest == 0
