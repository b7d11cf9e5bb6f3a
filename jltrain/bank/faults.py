"""What is wrong with a bank file, told with file, line and field."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from jltrain.errors import BadInput
from jltrain.i18n import N_, _


@dataclass(frozen=True, slots=True)
class Fault:
    """One fault. `line` counts from 1 (0: the whole file); `field` is like `[3].parts[1].answer`."""

    file: Path
    line: int
    field: str
    text: str

    def sentence(self) -> str:
        """In the language in use: file, line, field, what is wrong."""
        return _("{file} 第 {line} 行，字段 {field}：{text}").format(
            file=self.file.name, line=self.line, field=self.field or "—", text=self.text
        )


class BankFaulty(BadInput):
    """`faults` lists every fault found; nothing of the file was taken."""

    template = N_("题库文件有 {count} 处错误，没有导入任何内容；请先改正：{first}")

    def __init__(self, faults: Sequence[Fault]) -> None:
        self.faults = tuple(faults)
        super().__init__(count=len(faults), first=faults[0].sentence())

    def as_dict(self) -> dict[str, object]:
        listed = [{"file": str(f.file), "line": f.line, "field": f.field, "message": f.text} for f in self.faults]
        return super().as_dict() | {"faults": listed}
