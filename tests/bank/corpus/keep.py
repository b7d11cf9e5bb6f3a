"""Writing one file of the corpus with what the judge expects of it beside it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, Final

HERE: Final = Path(__file__).parent
Said = dict[str, Any]


def expect(name: str, questions: list[Said], *, ignored: tuple[str, ...] = (), notes: str = "", **more: Any) -> None:
    """Writes <stem of name>.expected.json; `shared_lines=True` where one line of the file holds several questions."""
    rows = ",\n".join("  " + json.dumps(question, ensure_ascii=False) for question in questions)
    rest = json.dumps({"ignored_has": list(ignored), "notes": notes} | more, ensure_ascii=False)
    text = f'{{"questions": [\n{rows}\n ],\n {rest[1:]}\n'
    (HERE / f"{Path(name).stem}.expected.json").write_text(text, encoding="utf-8")


def keep(name: str, text: str, questions: list[Said], *, code: str = "utf-8", ends: str = "\n", ignored: tuple[str, ...] = (),
         notes: str = "", **more: Any) -> None:  # fmt: skip
    """Writes a text file and its expectation."""
    (HERE / name).write_bytes(text.replace("\n", ends).encode(code))
    expect(name, questions, ignored=ignored, notes=notes, **more)
