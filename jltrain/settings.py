"""Each setting declared once, with its type, default, allowed values and what the screen calls it."""

from __future__ import annotations

import json
import os
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from jltrain.errors import BadInput, Trouble, reason_of
from jltrain.i18n import N_

Value = str | int | bool


class BadSetting(BadInput):
    template = N_("设置项“{name}”的值“{value}”不可用，可用的值是：{choices}。")


class SettingsNotSaved(Trouble):
    template = N_("设置没有保存（{reason}），请检查文件夹“{folder}”能否写入、磁盘是否已满。")


@dataclass(frozen=True, slots=True)
class Declared:
    """One setting: `choices` empty means any value of the default's type."""

    name: str
    default: Value
    text: str
    choices: tuple[Value, ...] = ()


DECLARED: Final = {
    d.name: d
    for d in (
        Declared("language", "zh", N_("界面语言"), ("zh", "en")),
        Declared("theme", "light", N_("界面主题"), ("light", "dark")),
        Declared("scale", 100, N_("字体大小（%）"), (100, 110, 125, 150)),
        Declared("role", "study", N_("上次打开的角色"), ("study", "exams", "hr")),
        Declared("guide_seen", False, N_("已看过首次使用引导"), (False, True)),
        Declared("unit", "本单位", N_("本单位名称")),
        Declared("learner", "", N_("最近学习者执法证号")),
        Declared(
            "database.url", "", N_("数据库地址（空：本机文件；全省共用：postgresql+psycopg://用户名:口令@服务器/库名）")
        ),
        Declared("operator", "", N_("经办人姓名（空：电脑登录名）")),
        Declared("reader_scale", 100, N_("课件字号（%）"), (80, 90, 100, 110, 125, 150, 175, 200)),
    )
}


class Settings:
    """The values in one JSON file. A broken file or value is put aside for its default."""

    def __init__(self, file: Path) -> None:
        self._file = file
        self._values: dict[str, Value] = {}
        try:
            read = json.loads(file.read_text("utf-8"))
        except (OSError, ValueError, RecursionError):  # the last: "[[[[…" in a file somebody made
            read = {}
        if isinstance(read, dict):
            self._values = {k: v for k, v in read.items() if k in DECLARED and _fits(DECLARED[k], v)}

    def text(self, name: str) -> str:
        """A setting that is text."""
        return str(self._get(name))

    def number(self, name: str) -> int:
        """A setting that is a whole number."""
        return int(self._get(name))

    def flag(self, name: str) -> bool:
        """A setting that is yes or no."""
        return bool(self._get(name))

    def values(self) -> dict[str, Value]:
        """Every setting in its own type, in the order declared."""
        return {name: self._get(name) for name in DECLARED}

    def put(self, name: str, value: Value) -> None:
        """Set and save at once, through a temporary file. Raises BadSetting, SettingsNotSaved."""
        declared = DECLARED[name]
        if not _fits(declared, value):
            raise BadSetting(name=name, value=shown(value), choices="、".join(map(written, declared.choices)))
        if self._get(name) == value and name in self._values:
            return
        values = self._values | {name: value}
        part = self._file.with_suffix(".part")
        try:
            part.unlink(missing_ok=True)
            part.touch(0o600)  # a database's URL may hold a password
            part.write_text(json.dumps(values, ensure_ascii=False, indent=1), "utf-8")
            os.replace(part, self._file)
        except OSError as error:
            raise SettingsNotSaved(folder=self._file.parent, reason=reason_of(error)) from error
        self._values = values

    def _get(self, name: str) -> Value:
        return self._values.get(name, DECLARED[name].default)


def written(value: Value) -> str:
    """A value as people type it: true and false as the file has them."""
    return str(value).lower() if isinstance(value, bool) else str(value)


def shown(value: Value) -> str:
    """`written`, without the password of a URL: for screens and logs."""
    return _PASSWORD.sub(r"\1:***@", written(value))


_PASSWORD: Final = re.compile(r"(://[^:/?#]*):.*@")


def _fits(declared: Declared, value: object) -> bool:
    if type(value) is not type(declared.default) or (declared.choices and value not in declared.choices):
        return False
    return not isinstance(value, str) or _is_text(value)


def _is_text(value: str) -> bool:
    """No lone surrogates, which JSON can hold and neither a file nor a screen can."""
    try:
        value.encode()
    except UnicodeEncodeError:
        return False
    return True
