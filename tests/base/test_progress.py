from __future__ import annotations

import pytest

from jltrain.errors import JltrainError
from jltrain.progress import Cancelled, Report, Step, silent


def work(report: Report) -> int:
    done = 0
    for done in range(1, 4):
        report(Step(done, 3, f"第 {done} 个"))
    return done


def test_work_tells_its_steps() -> None:
    seen: list[Step] = []
    assert work(seen.append) == 3
    assert seen == [Step(1, 3, "第 1 个"), Step(2, 3, "第 2 个"), Step(3, 3, "第 3 个")]
    assert work(silent) == 3


def test_face_stops_the_work_and_that_is_nobodys_trouble() -> None:
    def stop(step: Step) -> None:
        if step.done == 2:
            raise Cancelled

    with pytest.raises(Cancelled):
        work(stop)
    assert not issubclass(Cancelled, JltrainError)
