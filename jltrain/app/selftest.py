"""The self-test of an installation: the whole way of a question, on shipped files, in an empty data folder."""

from __future__ import annotations

from collections.abc import Iterator

from jltrain.app import admin, collecting, papers, sessions, sheets
from jltrain.app.context import Context
from jltrain.bank.areas import Area, Level
from jltrain.errors import Trouble
from jltrain.exam.session import Candidate
from jltrain.i18n import N_, _


class SelfTestFailed(Trouble):
    template = N_("自检没有通过：{what}。请重新安装程序，或把这句话告诉维护人员。")


def steps(context: Context) -> Iterator[str]:
    """Do one step after the other and say what it found. Raises SelfTestFailed or the step's own error."""
    for check in admin.doctor(context):
        if not check.ok:
            raise SelfTestFailed(what=f"{check.label}：{check.text}")
        yield f"{check.label}：{check.text}"
    usable = [entry.blueprint for entry in papers.blueprints(context) if entry.blueprint]
    if not usable:
        raise SelfTestFailed(what=_("没有可用的组卷方案"))
    paper = papers.make(context, usable[0], _("自检试卷"), "self-test")
    officer = Candidate("𬭎㛃䶮", "JL-0000", "自检单位", Level.CITY, Area.HIGHWAY)
    session = sessions.create(context, _("自检"), paper.digest, [officer])
    sessions.open_session(context, session.id)
    delivery = sessions.deliver(context, sessions.sign_in(context, session.id, officer.certificate, officer.name))
    delivery.start()
    for key, item, _halves in paper.keyed_items():
        delivery.answer(key, item.answer)
    delivery.submit()
    yield _("考试：{n} 题作答并交卷").format(n=len(delivery.items))
    issued = sheets.issue(context, session.id)
    good = sheets.verify_files(context, [issued[0].file])[0]
    if not good.accepted or good.payload is None or good.payload.halves != paper.full_halves:
        raise SelfTestFailed(what=_("签发的成绩单没有通过核验"))
    data = bytearray(issued[0].file.read_bytes())
    data[len(data) // 2] ^= 1
    tampered = context.places.home / "tampered.pdf"
    tampered.write_bytes(data)
    if sheets.verify_files(context, [tampered])[0].accepted:
        raise SelfTestFailed(what=_("改动过的成绩单没有被拒收"))
    yield _("成绩单：签发、核验通过，改动过的被拒收")
    collected = collecting.collect(context, [issued[0].file.parent])
    yield _("人事：收取 {n} 份成绩单").format(n=len(collected.lines))
