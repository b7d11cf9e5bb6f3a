"""`jltrain settings …`"""

from __future__ import annotations

import argparse

from jltrain.app.context import Context
from jltrain.cli.output import as_json, say, table
from jltrain.i18n import _
from jltrain.settings import DECLARED, Value, shown, written


def declare(parser: argparse.ArgumentParser) -> None:
    """The actions and their options."""
    actions = parser.add_subparsers(required=True, metavar=_("操作"))
    listed = actions.add_parser("list", help=_("列出全部设置"))
    listed.set_defaults(act=_list)
    change = actions.add_parser("set", help=_("修改一项设置"))
    change.add_argument("name", choices=sorted(DECLARED), help=_("设置项"))
    change.add_argument("value", help=_("值"))
    change.set_defaults(act=_set)
    for action in (listed, change):
        action.add_argument("--json", action="store_true", help=_("输出 JSON"))


def _list(context: Context, args: argparse.Namespace) -> None:
    values = context.settings.values()
    if args.json:
        as_json({name: shown(value) if isinstance(value, str) else value for name, value in values.items()})
        return
    rows = [(d.name, shown(values[d.name]), _(d.text), " ".join(map(written, d.choices))) for d in DECLARED.values()]
    table([_("设置项"), _("值"), _("说明"), _("可用的值")], rows)


def _set(context: Context, args: argparse.Namespace) -> None:
    context.places.prepare()
    value = _typed(args.name, args.value)
    context.settings.put(args.name, value)
    if args.json:
        as_json({args.name: shown(value) if isinstance(value, str) else value})
    else:
        say(_("已设置 {name} = {value}").format(name=args.name, value=shown(value)))


def _typed(name: str, text: str) -> Value:
    """`text` in the type of the setting; left as text when it is none, so that the setting refuses it."""
    default = DECLARED[name].default
    if isinstance(default, bool):
        return {"true": True, "false": False}.get(text.lower(), text)
    if isinstance(default, int) and text.isascii() and text.isdigit():
        return int(text)
    return text
