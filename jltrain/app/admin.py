"""Is this machine fit for an exam? `doctor` looks at fonts, database, keys, disk, clock and shipped files."""

from __future__ import annotations

import shutil
import struct
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Final

from jltrain import bundled
from jltrain.app import bank, study
from jltrain.app.context import Context
from jltrain.app.keyshow import trusted_facts
from jltrain.clock import beijing, parse_iso
from jltrain.errors import JltrainError, reason_of
from jltrain.i18n import _
from jltrain.sheet import keys, truetype
from jltrain.sheet.template2.prologue import prologue

_LEAST_FREE: Final = 200 * 1024 * 1024
_SOON: Final = timedelta(days=60)
_BUILT: Final = datetime(2026, 11, 1, tzinfo=UTC)
"""No clock that is right shows an earlier day."""
_RARE: Final = "䶮㛃𬭎𫍣"


@dataclass(frozen=True, slots=True)
class Check:
    """One finding: `name` for scripts, `label` and `text` for people."""

    name: str
    label: str
    ok: bool
    text: str


def doctor(context: Context) -> tuple[Check, ...]:
    """All checks, whatever fails."""
    checks: tuple[tuple[str, str, Callable[[Context], tuple[bool, str]]], ...] = (
        ("folder", _("数据文件夹"), _folder),
        ("database", _("数据库"), _database),
        ("bank", _("题库"), _bank),
        ("courses", _("课件"), _courses),
        ("fonts", _("字体"), _fonts),
        ("template", _("成绩单模板"), _template),
        ("keys", _("签名密钥"), _keys),
        ("disk", _("磁盘空间"), _disk),
        ("clock", _("系统时钟"), _clock),
    )
    return tuple(_checked(context, *check) for check in checks)


def _checked(context: Context, name: str, label: str, look: Callable[[Context], tuple[bool, str]]) -> Check:
    try:
        ok, text = look(context)
    except JltrainError as error:
        ok, text = False, error.sentence()
    except OSError as error:  # a folder that is no folder, a font that somebody deleted
        ok, text = False, f"{error.filename}：{reason_of(error)}" if error.filename else reason_of(error)
    return Check(name, label, ok, text)


def _folder(context: Context) -> tuple[bool, str]:
    context.places.prepare()
    return True, str(context.places.home)


def _database(context: Context) -> tuple[bool, str]:
    said, about = context.database.check(), context.database.about()
    return said == "ok", _("完好，{about}").format(about=about) if said == "ok" else said


def _bank(context: Context) -> tuple[bool, str]:
    done = bank.compile_bank(context)
    return done.questions > 0, _("{n} 题").format(n=done.questions)


def _courses(context: Context) -> tuple[bool, str]:
    found = study.library(context)
    if found.problems:
        return False, found.problems[0].sentence()
    return bool(found.chapters), _("{n} 章").format(n=len(found.chapters))


def _fonts(_context: Context) -> tuple[bool, str]:
    try:
        faces = [truetype.face(file) for file in (truetype.SERIF, truetype.RARE)]
    except (OSError, ValueError, KeyError, struct.error):
        return False, _("随程序字体缺失或已损坏，请重新安装。")
    missing = [c for c in "执法考试" + _RARE if not any(face.glyph(c) for face in faces)]
    if missing:
        return False, _("随程序字体缺少“{chars}”，请重新安装。").format(chars="".join(missing))
    size = sum(f.stat().st_size for f in bundled.resource("fonts").glob("*.ttf"))
    return True, _("随程序字体完好（{mb} MB），含生僻字 {rare}").format(mb=size // 1_000_000, rare=_RARE)


def _template(_context: Context) -> tuple[bool, str]:
    return True, _("随程序的成绩单模板完好（{kb} KB）").format(kb=len(prologue().data) // 1000)


def _keys(context: Context) -> tuple[bool, str]:
    facts = keys.key_facts(context.places.keys)
    if not facts.exists:
        return True, _("尚未生成，首次签发成绩单时自动生成本机试用密钥")
    until = facts.valid_until
    valid = until is not None and until > context.clock.now()
    when = beijing(until, "%Y-%m-%d") if until else "—"
    guarded = _("无口令（本机试用）")
    if facts.protected:
        guarded = _("在密码硬件中") if facts.token else _("有口令保护")
    text = _("单位“{unit}”，有效期至 {when}，{guarded}").format(unit=facts.unit, when=when, guarded=guarded)
    if valid and until is not None and until - context.clock.now() <= _SOON:
        text = _("{text}，60 天内到期，请申请换领").format(text=text)
    if not valid:
        return False, _("{text}：证书不在有效期内，请检查时钟或换发证书。").format(text=text)
    keys.check(context.places.keys)
    faults, notes = _lists(context)
    return not faults, _("；").join((text, *faults, *notes))


def _lists(context: Context) -> tuple[list[str], list[str]]:
    """What bars verifying, and what will within 60 days."""
    now, faults, notes = context.clock.now(), [], []
    for root in trusted_facts(context):
        if root.list_fault or root.list is None:
            faults.append(root.list_fault)
            continue
        until = beijing(root.list.valid_until, "%Y-%m-%d")
        if root.list.valid_until - now <= _SOON:
            notes.append(_("“{name}”的吊销列表将于 {until} 到期").format(name=root.name, until=until))
        else:
            notes.append(_("“{name}”的吊销列表有效期至 {until}").format(name=root.name, until=until))
    return faults, notes


def _disk(context: Context) -> tuple[bool, str]:
    free = shutil.disk_usage(context.places.home).free
    text = _("剩余 {mb} MB").format(mb=free // 1_000_000)
    return free >= _LEAST_FREE, text if free >= _LEAST_FREE else _("{text}，请先清理磁盘。").format(text=text)


def _clock(context: Context) -> tuple[bool, str]:
    now = context.clock.now()
    try:
        latest = max(_recorded(context))
    except JltrainError:  # `_database` tells of it
        latest = _BUILT
    shown = beijing(now, "%Y-%m-%d %H:%M:%S")
    if now < latest:
        last = beijing(latest)
        return False, _("{now}，早于已有记录的 {last}，请校准系统时间。").format(now=shown, last=last)
    return True, _("{now}（北京时间）").format(now=shown)


def _recorded(context: Context) -> Iterator[datetime]:
    yield _BUILT
    for session in context.sessions.list():
        yield parse_iso(session.created)
    for paper in context.papers.list():
        yield parse_iso(paper.created)
