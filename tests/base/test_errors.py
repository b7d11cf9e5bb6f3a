from __future__ import annotations

import copy
import gettext
import json
import pickle
from pathlib import Path

import pytest

from jltrain import i18n
from jltrain.errors import BadInput, JltrainError, NotFound, Refused, Trouble
from jltrain.i18n import N_


class DiskFull(Trouble):
    template = N_("磁盘“{disk}”已满，还差 {need} MB。")


def test_sentence_is_filled_and_code_is_stable() -> None:
    error = DiskFull(disk=Path("/data"), need=3)
    assert str(error) == error.sentence() == "磁盘“/data”已满，还差 3 MB。"
    assert error.code == "disk-full"
    assert BadInput().code == "bad-input"
    assert BadInput().sentence() == "操作没有完成。"


def test_text_from_a_user_is_never_read_as_a_template() -> None:
    assert DiskFull(disk="{need.__class__} {0}", need="䶮").sentence() == "磁盘“{need.__class__} {0}”已满，还差 䶮 MB。"


def test_as_dict_can_be_written_as_json() -> None:
    facts = {"disk": Path("/data"), "need": 3, "flag": True, "share": 0.5}
    written = json.loads(json.dumps(DiskFull(**facts).as_dict()))
    assert written["error"] == "disk-full"
    assert written["facts"] == {"disk": "/data", "need": 3, "flag": True, "share": 0.5}


@pytest.mark.parametrize("kind", [BadInput, NotFound, Refused, Trouble])
def test_every_branch_is_a_users_trouble(kind: type[JltrainError]) -> None:
    with pytest.raises(JltrainError):
        raise kind


def test_an_error_survives_the_way_from_a_worker_process() -> None:
    for made in (pickle.loads(pickle.dumps(DiskFull(disk="D:", need=3))), copy.copy(DiskFull(disk="D:", need=3))):
        assert type(made) is DiskFull
        assert made.facts == {"disk": "D:", "need": 3}
        assert made.sentence() == "磁盘“D:”已满，还差 3 MB。"


def test_sentence_follows_the_language_in_use_when_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    error = DiskFull(disk="D:", need=3)

    class English(gettext.NullTranslations):
        def gettext(self, message: str) -> str:
            return "Disk {disk} is full" if message == DiskFull.template else message

    monkeypatch.setattr(i18n, "_translations", English())
    assert error.sentence() == "Disk D: is full"
