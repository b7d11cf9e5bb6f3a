"""`jltrain key …`: the whole chain by commands, as a script would do it, and as a person at a terminal."""

from __future__ import annotations

import getpass
import io
import json
import sys
from pathlib import Path
from typing import Any

import pytest

from jltrain.app import keys
from jltrain.cli import key_options, key_words
from jltrain.cli.main import main
from jltrain.sheet import keyfile

ROOT_SECRET, UNIT_SECRET = "省级根证书的口令", "长春支队签名口令"


class Machines:
    """Homes by name, the environment of a script, and what was said."""

    def __init__(self, folder: Path, patch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
        self.folder, self.patch, self.capsys = folder, patch, capsys
        self.stick = folder / "stick"
        self.stick.mkdir()

    def run(self, home: str, *words: object, secret: str = "", code: int = 0) -> str:
        self.patch.setenv("JLTRAIN_PASSPHRASE", secret)
        assert main(["--home", str(self.folder / home), "key", *map(str, words)]) == code
        said = self.capsys.readouterr()
        return said.out + said.err

    def json(self, home: str, *words: object, secret: str = "", code: int = 0) -> Any:
        return json.loads(self.run(home, *words, "--json", secret=secret, code=code))


@pytest.fixture
def machines(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Machines:
    monkeypatch.setattr(keyfile, "ROUNDS", 1000)
    monkeypatch.delenv("JLTRAIN_NEW_PASSPHRASE", raising=False)
    return Machines(tmp_path, monkeypatch, capsys)


def test_the_whole_chain(machines: Machines) -> None:
    run, stick = machines.json, machines.stick
    made = run("province", "make-root", "--name", "吉林省交通运输厅", "--code", "jl22", secret=ROOT_SECRET)
    fingerprint = made["root"]["fingerprint"]
    asked = run("unit", "request", "--unit", "长春支队", "--code", "JL2201", stick, secret=UNIT_SECRET)
    looked = run("province", "show-request", asked["file"])
    assert looked == asked["request"]
    refused = run("province", "issue", asked["file"], stick, secret=ROOT_SECRET, code=1)
    assert refused["issued"] is False
    wrong = ("--fingerprint", fingerprint)
    assert run("province", "issue", asked["file"], stick, *wrong, code=1)["error"] == "fingerprint-differs"
    right = ("--fingerprint", looked["fingerprint"].replace(" ", "").lower())
    issued = run("province", "issue", asked["file"], stick, *right, secret=ROOT_SECRET)
    serial = issued["entry"]["serial"]
    assert run("province", "answer", serial, stick / "again.pem")["again"]
    run("province", "export-root", stick / "root.crt")
    written = Path(run("province", "export-root", stick)["file"])
    assert written.is_file()
    assert written.parent == stick
    assert run("unit", "install", issued["file"], secret=UNIT_SECRET, code=1)["error"] == "root-not-trusted"
    assert run("unit", "trust", stick / "root.crt")["trusted"] is False
    for home in ("unit", "hr"):
        assert run(home, "trust", stick / "root.crt", "--fingerprint", fingerprint)["trusted"]
    assert run("unit", "install", issued["file"], secret=UNIT_SECRET)["key"]["unit"] == "长春支队"
    assert run("unit", "install", issued["file"], secret=UNIT_SECRET, code=1)["error"] == "already-installed"
    status = run("unit", "status")
    assert (status["unit"]["code"], status["pending"], status["trusted"][0]["list"]["fresh"]) == ("JL2201", None, True)
    assert len(run("province", "issued")) == 1
    revoking = ("revoke", serial[:10], "--reason", "superseded")
    run_text = machines.run
    assert "没有吊销" in run_text("province", *revoking, secret=ROOT_SECRET, code=1)
    run("province", *revoking, "--yes", secret=ROOT_SECRET)
    published = run("province", "publish", stick, "--days", 30, secret=ROOT_SECRET)
    assert published["list"]["revoked"] == 1
    assert run("hr", "import-list", published["file"])["changed"]
    assert run("hr", "import-list", issued["file"], code=1)["error"] == "older-list"
    run("unit", "renew", stick, secret=UNIT_SECRET)
    run("unit", "export-request", stick)
    assert "没有放弃" in run_text("unit", "cancel-request", code=1)
    run("unit", "cancel-request", "--yes")
    assert "没有改动" in run_text("hr", "untrust", fingerprint, code=1)
    run("hr", "untrust", fingerprint, "--yes")
    assert run("hr", "status")["trusted"] == []


def test_for_people(machines: Machines) -> None:
    run, stick = machines.run, machines.stick
    assert "还没有签名密钥" in run("province", "status")
    run("province", "make-root", "--name", "省厅", "--code", "JL22", secret=ROOT_SECRET)
    said = run("unit", "request", "--unit", "长春支队", "--code", "JL2201", stick, secret=UNIT_SECRET)
    assert "带给根证书的保管单位" in said
    (file,) = stick.glob("证书申请-*")
    assert "没有签发" in run("province", "issue", file, stick, secret=ROOT_SECRET, code=1)
    assert "申请指纹" in run("province", "show-request", file)
    assert "7 至 370" in run("province", "publish", stick, "--days", 3, secret=ROOT_SECRET, code=1)
    assert "口令不对" in run("province", "publish", stick, secret="不对的口令口令", code=1)
    run("province", "publish", stick, secret=ROOT_SECRET)
    run("province", "export-root", stick)
    assert "没有信任" in run("unit", "trust", next(stick.glob("根证书-*")))
    for home, shown in (("province", "本机保管的根证书"), ("unit", "正在等答复的申请")):
        assert shown in run(home, "status")
    assert "序列号" in run("province", "issued")
    assert "PKCS#11" in run("unit", "tokens", "/nowhere.so", code=1)


def test_somebody_at_the_terminal(machines: Machines) -> None:
    run, stick = machines.run, machines.stick
    run("province", "make-root", "--name", "省厅", "--code", "JL22", secret=ROOT_SECRET)
    run("province", "export-root", stick / "root.crt")

    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    machines.patch.setattr(sys, "stdin", Terminal("不\n是\n"))
    assert "没有信任" in run("hr", "trust", stick / "root.crt")
    assert "已信任" in run("hr", "trust", stick / "root.crt")
    machines.patch.setattr(sys, "stdin", Terminal(""))
    assert run("hr", "untrust", "00000000", code=1)


def typed(machines: Machines, *answers: str) -> None:
    left = list(answers)

    def answer(prompt: str) -> str:
        assert prompt.strip()
        if not left:
            raise EOFError
        return left.pop(0)

    machines.patch.setattr(getpass, "getpass", answer)


def test_passphrases_typed(machines: Machines) -> None:
    run = machines.run
    words = ("make-root", "--name", "省厅", "--code", "JL22")
    typed(machines)
    assert "JLTRAIN_PASSPHRASE" in run("province", *words, code=1)
    typed(machines, ROOT_SECRET, ROOT_SECRET + "x")
    assert "不一致" in run("province", *words, code=1)
    typed(machines, "short", "short")
    assert "至少 8 个字" in run("province", *words, code=1)
    typed(machines, ROOT_SECRET, ROOT_SECRET)
    run("province", *words)
    typed(machines, ROOT_SECRET, "第二个长长的口令", "第二个长长的口令")
    assert "口令已更换" in run("province", "passphrase", "--root")
    typed(machines, "第二个长长的口令")
    run("province", "publish", machines.stick)
    typed(machines, "", "")
    assert "口令已取消" in run("unit", "passphrase")
    typed(machines, UNIT_SECRET, UNIT_SECRET)
    assert "口令已更换" in run("unit", "passphrase")


def test_the_words_for_help_are_those_that_are_taken() -> None:
    assert tuple(reason.name for reason in keys.revocation_reasons()) == key_words.REASONS
    choices = [choice.name for choice in keys.algorithms() if choice.offered or choice.name == "sm2-sm3"]
    assert tuple(choices) == key_options.ALGORITHMS


def test_half_a_token_makes_no_key_in_a_file(machines: Machines) -> None:
    words = ("request", "--unit", "长春支队", "--code", "JL2201", machines.stick)
    for half in (("--module", "/usr/lib/softhsm/libsofthsm2.so"), ("--token", "长春支队")):
        assert machines.json("unit", *words, *half, secret=UNIT_SECRET, code=1)["error"] == "half-a-token"
    assert list(machines.stick.iterdir()) == []
    assert machines.json("unit", "status")["pending"] is None
