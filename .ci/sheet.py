"""Make `resources/sheet/template-2.bin`, the constant beginning of every sheet of template 2.

    .venv/bin/python .ci/sheet.py

For the developer of a template, before the first sheet of it is issued: afterwards the file is frozen, since a sheet
must be rebuilt byte for byte for as long as anybody keeps one. So it refuses to write over a file that differs, unless
told --new. What is packed here is compared raw ever after, so it does not matter what packed it: zopfli, which makes
the file a twentieth smaller than zlib can, where it is installed (`pip install zopfli`).
"""

from __future__ import annotations

import hashlib
import importlib
import sys
import zlib
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from jltrain.sheet.template2.prologue import FILE, make


def pack(_offset: int, data: bytes) -> bytes:
    """As small as can be had."""
    try:
        compress = importlib.import_module("zopfli.zlib").compress
    except ImportError:
        return zlib.compress(data, 9)
    packed: bytes = compress(data, numiterations=200)
    return packed


def main() -> int:
    file, data = ROOT.joinpath("resources", *FILE), make(pack)
    if file.exists() and file.read_bytes() != data and "--new" not in sys.argv:
        print(f"{file} is another; it is frozen once a sheet was issued. --new writes over it.", file=sys.stderr)
        return 1
    file.parent.mkdir(exist_ok=True)
    file.write_bytes(data)
    print(f"{file}: {len(data)} bytes, SHA-256 {hashlib.sha256(data).hexdigest()}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
