"""The main job, end to end, with the commands a person would type: keys, bank, paper, exam, sheets, ledger.

Three PCs, each with a data folder of its own, and a USB stick between them: the province keeps the root and certifies
the unit; the unit examines twelve officers of three units, one of whom is killed with SIGKILL in mid-exam and goes on;
HR collects the sheets, among them one that was changed and one that was corrected, and writes its reports. All that is
left lies in demo-out/. Before that the trainer brings in old questions and a law that changes: demo_bank.py.
"""

from __future__ import annotations

import contextlib
import io
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

from demo_bank import keep_bank, receive

from jltrain.app import papers, sessions
from jltrain.app.context import Context
from jltrain.bank import digest
from jltrain.bank.question import LETTERS, Item, Kind, Response
from jltrain.cli.main import main as jltrain
from jltrain.cli.main import use_utf8
from jltrain.exam.session import ExamSession
from jltrain.paper.paper import Paper

ROOT = Path(__file__).resolve().parent.parent
OUT = ROOT / "demo-out"
HOME, PROVINCE, HR, STICK = OUT / "home", OUT / "province", OUT / "hr", OUT / "stick"
"""The data folders of the unit's PC, the province's and HR's, and what is carried between them."""
ISSUER = "吉林省交通运输综合行政执法局"
UNITS = ("吉林市交通运输综合行政执法支队", "通化市交通运输综合行政执法支队", "前郭县交通运输综合行政执法大队")
NAMES = ("王秀兰", "李志强", "张伟", "刘𬭎", "陈静", "杨㛃", "赵国庆", "黄海燕", "周𫍣", "吴䶮", "徐明", "孙丽")
KILLED = 3  # whose machine loses power; it is the one with the rarest name


def main() -> int:
    use_utf8()
    os.environ["JLTRAIN_PASSPHRASE"] = "演示用的口令，不要照用"
    shutil.rmtree(OUT, ignore_errors=True)
    for folder in (HOME, PROVINCE, HR, STICK):
        folder.mkdir(parents=True)
    certify()
    at(HOME)
    package = keep_bank(OUT / "bank", command, read, step)
    session_id = examine()
    tampered, sheets = gather(session_id)
    corrected = correct(session_id)
    at(HR, "收题库包")
    receive(package, command)
    step("人事")
    command("ledger", "import", str(OUT / "roster.xlsx"))
    good, bad = verdicts([*sheets, corrected]), verdicts([tampered])
    print(f"核验：{good.count('accepted')} 份真实有效；改动过的 1 份{'被拒收' if bad == ['refused'] else '没有被拒收'}")
    if good != ["accepted"] * (len(NAMES) + 1) or bad != ["refused"]:
        return 1
    command("sheet", "verify", str(tampered), expect=1)
    command("ledger", "collect", str(OUT / "sheets"), expect=None)
    drill = ("--kind", "drill", "--day", "2026-09-15", "--hours", "8", "--title", "超限检查模拟执法演练")
    command("ledger", "activity", "add", *drill, "--signed-by", "赵主任", "--result", "passed", "22010001", "22010004")
    command("ledger", "coverage")
    command("ledger", "coverage", "--by", "level")
    command("ledger", "export", str(OUT / "coverage.xlsx"))
    command("ledger", "report", "half-year", "--pdf", str(OUT / "half-year.pdf"), "--xlsx", str(OUT / "half-year.xlsx"))
    command("ledger", "transcript", "22010004", "--pdf", str(OUT / "22010004.pdf"))
    command("ledger", "audit")
    for sheet in (sheets[0], sheets[KILLED], sheets[-1], corrected):
        command("sheet", "picture", str(sheet), str(OUT / "previews"))
    covered = read("ledger", "coverage")["total"]["done"]
    at(HOME)
    passed = sum(row["passed"] for row in read("session", "results", session_id))
    print(
        f"\n完成。结果在 {OUT.relative_to(ROOT)}/：sheets/、previews/、stick/、报表和档案；数据文件夹 home/、province/、hr/"
    )
    return 0 if covered == passed > 0 else 1


def at(home: Path, title: str = "") -> None:
    """Sit down at the PC with that data folder."""
    os.environ["JLTRAIN_HOME"] = str(home)
    if title:
        step(title)


def certify() -> None:
    """The chain of trust: root, request, certificate, and HR's trust, all by files on the stick."""
    at(PROVINCE, "省级根证书")
    command("key", "make-root", "--name", "吉林省交通运输厅", "--code", "11220000013544605G")
    command("key", "export-root", str(STICK))
    (root,) = STICK.glob("*.crt")
    told = read("key", "status")["root"]["fingerprint"]  # which people compare aloud
    at(HOME, "单位申请证书")
    command("key", "request", "--unit", ISSUER, "--code", "JL2200", str(STICK))
    (request,) = STICK.glob("*.csr.pem")
    asked = read("key", "status")["pending"]["fingerprint"]
    at(PROVINCE, "省级签发证书")
    command("key", "issue", str(request), str(STICK), "--fingerprint", asked)
    answer = read("key", "issue", str(request), str(STICK), "--fingerprint", asked)["file"]
    at(HOME, "单位安装证书")
    command("key", "trust", str(root), "--fingerprint", told)
    command("key", "install", answer)
    at(HR, "人事信任根证书")
    command("key", "trust", str(root), "--fingerprint", told)


def examine() -> str:
    """Roster, paper, exam and score sheets at the unit; the session's id."""
    at(HOME, "花名册")
    roster = write_roster()
    command("ledger", "import", str(roster))
    step("组卷")
    command("paper", "make", "highway-city", "--title", "2026年公路路政轮训考试", "--seed", "demo-2026")
    paper_digest = read("paper", "list")[0]["digest"]
    command("paper", "prove", paper_digest[:12], "highway-city")
    step("考试")
    command("session", "create", paper_digest[:12], "--roster", str(roster), "--title", "2026年第二批公路路政轮训考试")
    session_id: str = read("session", "list")[0]["id"]
    command("session", "open", session_id)
    sit_all(session_id)
    command("session", "close", session_id)
    command("session", "results", session_id)
    step("成绩单")
    command("sheet", "issue", session_id)
    return session_id


def correct(session_id: str) -> Path:
    """One officer's unit was misspelt: a second version of the sheet, which replaces the first; its file."""
    step("更正成绩单")
    unit = "吉林市交通运输综合行政执法支队船营大队"
    command("sheet", "correct", session_id, "22010001", "--unit", unit, "--reason", "单位名称登记有误")
    (made,) = (HOME / "sheets" / session_id).glob("22010001-*-2.pdf")
    return Path(shutil.copy(made, OUT / "sheets"))


def step(title: str) -> None:
    print(f"\n━━ {title} ━━", flush=True)


def command(*words: str, expect: int | None = 0) -> None:
    """Run one command as typed; anything but the expected exit code ends the demo."""
    print(f"$ jltrain {' '.join(w.replace(str(ROOT) + os.sep, '') for w in words)}", flush=True)
    code = jltrain(words)
    if expect is not None and code != expect:
        sys.exit(f"jltrain {words[0]} {words[1]} ended with {code}")


def read(*words: str) -> Any:
    """What a command says to a program."""
    with contextlib.redirect_stdout(io.StringIO()) as out:
        code = jltrain([*words, "--json"])
    if code:
        sys.exit(f"jltrain {' '.join(words)} ended with {code}: {out.getvalue()}")
    return json.loads(out.getvalue())


def write_roster() -> Path:
    import xlsxwriter

    file = OUT / "roster.xlsx"
    with xlsxwriter.Workbook(str(file)) as book:
        sheet = book.add_worksheet("花名册")
        sheet.write_row(0, 0, ["2026年第二批轮训人员花名册"])
        sheet.write_row(1, 0, ["序号", "姓名", "执法证号", "单位", "层级", "执法门类"])
        for n, name in enumerate(NAMES):
            level = "县" if n % 3 == 2 else "市"
            sheet.write_row(2 + n, 0, [n + 1, name, f"2201{n + 1:04d}", UNITS[n % 3], level, "公路路政"])
    return file


def sit_all(session_id: str) -> None:
    context = Context()
    session = context.sessions.get(session_id)
    paper = papers.get(context, session.paper_digest)
    for number, officer in enumerate(session.roster):
        script = answers(paper, number)
        if number == KILLED:
            sit_with_power_cut(session, number, script)
            continue
        signed = sessions.sign_in(context, session_id, officer.certificate, officer.name)
        delivery = sessions.deliver(context, signed)
        delivery.start()
        for key, response in script.items():
            delivery.answer(key, response)
        delivery.submit()
        sessions.learn_from(context, signed, delivery.state)
        print(f"  {officer.name}：{len(delivery.state.answers)}/{len(delivery.items)} 题已保存，已交卷")
    context.close()


def answers(paper: Paper, number: int) -> dict[str, Response]:
    """What officer `number` answers: rightly by a share of his own, which follows from seed and name."""
    share = 95 - 5 * number
    out: dict[str, Response] = {}
    for key, item, _halves in paper.keyed_items():
        right = digest.ranked("demo", str(number), key)[0] * 100 // 256 < share
        if right or digest.ranked("skip", str(number), key)[0] > 20:
            out[key] = item.answer if right else wrong(item)
    return out


def wrong(item: Item) -> Response:
    match item.kind:
        case Kind.JUDGE:
            return ("N",) if item.answer == ("Y",) else ("Y",)
        case Kind.BLANK:
            return ("不知道",) * len(item.answer)
        case _:
            return (next(c for c in LETTERS[: len(item.options)] if c not in item.answer or len(item.answer) > 1),)


def sit_with_power_cut(session: ExamSession, number: int, script: dict[str, Response]) -> None:
    """The officer's own process, killed with SIGKILL in mid-exam, then started again."""
    officer = session.roster[number]
    file = OUT / "answers.json"
    file.write_text(json.dumps(script, ensure_ascii=False), "utf-8")
    line = [sys.executable, "-m", "jltrain", "exam", "sit", session.id, "--certificate", officer.certificate]
    line += ["--name", officer.name, "--answers", str(file)]
    process = subprocess.Popen([*line, "--pace", "0.02"], stderr=subprocess.PIPE, stdout=subprocess.DEVNULL)
    shown = []
    assert process.stderr
    for raw in process.stderr:
        if not raw.startswith(b"saved "):
            sys.exit(raw.decode())
        shown.append(raw.decode().split()[1])
        if len(shown) == 30:
            process.kill()  # SIGKILL; on Windows TerminateProcess
            break
    process.wait()
    process.stderr.close()
    context = Context()
    signed = sessions.sign_in(context, session.id, officer.certificate, officer.name)
    kept = signed.state.answers
    lost = [key for key in shown if kept.get(key) != tuple(script[key])]
    context.close()
    print(
        f"  {officer.name}：已显示“已保存”{len(shown)} 题时断电（SIGKILL），重新登录后找回 {len(kept)} 题，丢失 {len(lost)} 题"
    )
    if lost:
        sys.exit(f"answers were lost: {lost}")
    done = subprocess.run(line, stderr=subprocess.DEVNULL, stdout=subprocess.DEVNULL).returncode
    if done:
        sys.exit(done)
    print(f"  {officer.name}：继续作答并交卷")
    file.unlink()


def gather(session_id: str) -> tuple[Path, list[Path]]:
    """Copy the sheets onto the "USB stick", with one that somebody changed."""
    shutil.copytree(HOME / "sheets" / session_id, OUT / "sheets")
    sheets = sorted((OUT / "sheets").glob("*.pdf"))
    data = bytearray(sheets[-1].read_bytes())
    data[len(data) // 3] ^= 0x01
    tampered = OUT / "sheets" / f"改动过的-{sheets[-1].name}"
    tampered.write_bytes(data)
    return tampered, sheets


def verdicts(files: list[Path]) -> list[str]:
    with contextlib.redirect_stdout(io.StringIO()) as out:
        jltrain(["sheet", "verify", *map(str, files), "--json"])
    return [entry["verdict"] for entry in json.loads(out.getvalue())]


if __name__ == "__main__":
    sys.exit(main())
