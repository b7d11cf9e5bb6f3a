"""`jltrain ledger transcript | report | export`"""

from __future__ import annotations

import argparse
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Final

from jltrain.app.context import Context
from jltrain.cli.ledger_words import Actions, cycle_from, with_cycle
from jltrain.cli.output import as_json, progress, say, table
from jltrain.i18n import _

if TYPE_CHECKING:
    from jltrain.ledger.report import ReportTable

_KEYS: Final = {
    "half-year": "half-yearly",
    "year": "yearly",
    "final": "final",
    "commend": "commendation",
    "follow-up": "follow-up",
}


def declare(actions: Actions) -> None:
    """The actions and their options."""
    one = actions.add("transcript", _("一名执法人员的轮训档案"), _transcript)
    one.add_argument("certificate", help=_("执法证号（现在的或原来的）"))
    made = actions.add("report", _("报表：半年、年度、周期总结、表扬名单、跟进名单"), _report)
    made.add_argument(
        "key", choices=_KEYS, help=_("half-year 半年，year 年度，final 总结，commend 表扬，follow-up 跟进")
    )
    made.add_argument("--year", type=_year, default=0, metavar="YYYY", help=_("年度报表的年份"))
    out = actions.add("export", _("导出覆盖情况、未完成名单和登记表（xlsx）"), _export)
    out.add_argument("file", type=Path, help=_("写到的文件"))
    for parser in (one, made):
        parser.add_argument("--xlsx", type=Path, metavar="FILE", help=_("写成 Excel 工作簿"))
        parser.add_argument("--pdf", type=Path, metavar="FILE", help=_("写成 PDF"))
    with_cycle(made, out)


def _year(text: str) -> int:
    if not 2021 <= int(text) < 2100:
        raise ValueError(text)
    return int(text)


def _transcript(context: Context, args: argparse.Namespace) -> None:
    from jltrain.app import reports
    from jltrain.ledger.transcripttables import identity, transcript_tables

    told = reports.transcript(context, args.certificate)
    if args.xlsx:
        reports.save_transcript_xlsx(context, told, args.xlsx)
    if args.pdf:
        reports.save_transcript_pdf(context, told, args.pdf)
    tables = transcript_tables(told)
    if args.json:
        as_json(
            {
                "officer": dict(identity(told)),
                "tables": [_table_record(made) for made in tables],
                "files": _files(args),
            }
        )
        return
    for label, value in identity(told):
        say(f"{label}：{value}")
    _say_tables(tables)
    _say_files(args)


def _report(context: Context, args: argparse.Namespace) -> None:
    from jltrain.app import reports

    key, cycle = _KEYS[args.key], cycle_from(args.cycle)
    with progress(_("生成报表")) as report:
        if args.xlsx:  # rows can be walked once, so each file has a report of its own
            reports.save_xlsx(context, reports.make(context, key, cycle, args.year, report), args.xlsx, report)
        if args.pdf:
            reports.save_pdf(context, reports.make(context, key, cycle, args.year, report), args.pdf, report)
        made = reports.make(context, key, cycle, args.year, report)
    if args.json:
        as_json(
            {
                "key": made.key,
                "title": made.title,
                "subtitle": made.subtitle,
                "notes": list(made.notes),
                "tables": [_table_record(one) for one in made.tables],
                "files": _files(args),
            }
        )
        return
    if not args.xlsx and not args.pdf:
        say(f"{made.title}  {made.subtitle}")
        for note in made.notes:
            say(note)
        if not _say_tables(made.tables):
            say(_("没有符合条件的人员。"))
    _say_files(args)


def _table_record(made: ReportTable) -> dict[str, object]:
    return {
        "title": made.title,
        "columns": [{"title": column.title, "kind": column.kind.value} for column in made.columns],
        "rows": [[_to_minute(cell) for cell in row] for row in made.rows],
        "total": list(made.total) if made.total else None,
        "notes": list(made.notes),
    }


def _to_minute(cell: object) -> object:
    """A moment as it is shown; anything else as it is."""
    return f"{cell:%Y-%m-%d %H:%M}" if isinstance(cell, datetime) else cell


def _say_tables(tables: tuple[ReportTable, ...]) -> bool:
    """Those with rows; False when none has any."""
    some = False
    for made in tables:
        rows = [*made.rows, *([made.total] if made.total else [])]
        if not rows:
            continue
        say("")
        say(made.title)
        shown = replace(made, rows=rows)
        table([column.title for column in shown.columns], [_cells(shown, row) for row in rows])
        for note in made.notes:
            say(note)
        some = True
    return some


def _cells(made: ReportTable, row: tuple[object, ...]) -> list[object]:
    from jltrain.ledger.report import Kind

    cells: list[object] = []
    for column, value in zip(made.columns, row, strict=True):
        if value is None:
            cells.append("")
        elif column.kind is Kind.PERCENT and isinstance(value, int | float):
            cells.append(f"{value:.1%}")
        elif isinstance(value, float):
            cells.append(f"{value:g}")
        else:
            cells.append(_to_minute(value))
    return cells


def _files(args: argparse.Namespace) -> list[str]:
    return [str(file) for file in (args.xlsx, args.pdf) if file]


def _say_files(args: argparse.Namespace) -> None:
    for file in _files(args):
        say(_("已写到 {file}").format(file=file))


def _export(context: Context, args: argparse.Namespace) -> None:
    from jltrain.app import ledgerbook
    from jltrain.cli import ledger_records as records

    with progress(_("导出")) as report:
        found = ledgerbook.export(context, args.file, cycle_from(args.cycle), report)
    if args.json:
        as_json(records.figures_record(found) | {"file": str(args.file)})
    else:
        say(_("已导出{cycle}的覆盖情况到 {file}。").format(cycle=found.cycle.label, file=args.file))
