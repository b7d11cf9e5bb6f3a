"""`make locale`: take every sentence out of the code into the English catalogue and compile it.

A sentence without its English is listed; `--check` only looks, for the tests.
"""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "resources" / "locale" / "en" / "LC_MESSAGES"
PO, MO = FOLDER / "jltrain.po", FOLDER / "jltrain.mo"


def sentences() -> dict[str, list[tuple[str, int]]]:
    """Chinese literal -> where it stands, for every _() and N_() in the package."""
    found: dict[str, list[tuple[str, int]]] = {}
    for file in sorted((ROOT / "jltrain").rglob("*.py")):
        for text, line in _marked(ast.parse(file.read_text("utf-8"))):
            found.setdefault(text, []).append((file.relative_to(ROOT).as_posix(), line))
    return found


def _marked(tree: ast.AST) -> Iterator[tuple[str, int]]:
    for node in ast.walk(tree):
        if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in ("_", "N_")):
            continue
        argument = node.args[0] if node.args else None
        if isinstance(argument, ast.Constant) and isinstance(argument.value, str):
            yield argument.value, node.lineno


def catalogue() -> Catalog:
    if not PO.is_file():
        return Catalog(locale="en", project="jltrain", version="", fuzzy=False)
    with PO.open("rb") as file:
        return read_po(file, locale="en")


def main() -> int:
    wanted, known = sentences(), catalogue()
    missing = [text for text in wanted if text and not (known[text].string if text in known else "")]
    if "--check" not in sys.argv:
        fresh = Catalog(
            locale="en", project="jltrain", version="", fuzzy=False, header_comment="# English for jltrain."
        )
        for text in sorted(wanted):
            if text:
                english = known[text].string if text in known else ""
                files = sorted({(place, 0) for place, _line in wanted[text]})
                fresh.add(text, english, locations=files)
        FOLDER.mkdir(parents=True, exist_ok=True)
        with PO.open("wb") as out:
            write_po(out, fresh, width=120, include_lineno=False, omit_header=False, sort_output=True)
        with MO.open("wb") as out:
            write_mo(out, fresh)
    print(f"{len(wanted)} sentences, {len(missing)} without English")
    for text in missing[:20]:
        print(f"  {text}")
    return 1 if missing else 0


if __name__ == "__main__":
    sys.exit(main())
