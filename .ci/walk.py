"""Walk through the real window, from empty data folders: a trainer, the province, a unit, its officers and HR, each step
photographed.

    .venv/bin/python .ci/walk.py --out shots --size 1366x768 --scale 150 --theme dark --lang en
    .venv/bin/python .ci/walk.py --readme          # the pictures of the READMEs (make screenshots)

`--keep` leaves the data folders (trainer, province, unit, hr) in the given folder, for shots.py. Steps that go wrong end the walk.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / ".ci")]

import walk_bank
import walk_chain
import walk_exam
import walk_hr
from walk_pc import Look, Shots

from jltrain import i18n

README = ("reader", "sitting", "import-doubtful", "review", "keys-waiting", "coverage")


def main() -> int:
    """Take the pictures; the exit code."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--readme", action="store_true", help="the pictures of the READMEs, in both languages")
    parser.add_argument("--out", type=Path, default=ROOT / "shots")
    parser.add_argument("--keep", type=Path, help="leave the data folders here")
    parser.add_argument("--size", default="1366x768")
    parser.add_argument("--scale", type=int, default=100, choices=(100, 110, 125, 150))
    parser.add_argument("--theme", default="light", choices=("light", "dark"))
    parser.add_argument("--lang", default="zh", choices=i18n.LANGUAGES)
    given = parser.parse_args()
    out = ROOT / "resources" / "screenshots" if given.readme else given.out
    out.mkdir(parents=True, exist_ok=True)
    width, height = (int(n) for n in given.size.split("x"))
    for language in i18n.LANGUAGES if given.readme else (given.lang,):
        look = Look(width, height, given.scale, given.theme == "dark", language)
        with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
            for number, (name, picture) in enumerate(walk(given.keep or Path(folder), look), 1):
                if given.readme and name not in README:
                    continue
                file = out / (f"{language}-{name}.png" if given.readme else f"{number:03d}-{name}.png")
                picture.save(str(file))
                print(file, flush=True)
    return 0


def walk(folder: Path, look: Look) -> Shots:
    """Each step's name and picture."""
    province, unit, hr = folder / "province", folder / "unit", folder / "hr"
    stick = walk_chain.Stick(folder / "stick")
    yield from walk_bank.trainer(folder / "trainer", look, folder)
    yield from walk_bank.learner(folder / "trainer", look)
    yield from walk_chain.make_root(province, look, stick)
    yield from walk_chain.ask(unit, look, stick)
    yield from walk_chain.issue(province, look, stick)
    yield from walk_chain.install(unit, look, stick)
    yield from walk_exam.prepare(unit, look, folder)
    yield from walk_exam.study(unit, look)
    yield from walk_exam.sit(unit, look)
    yield from walk_exam.hand_out(unit, look)
    sheets = walk_hr.gather(unit, folder)
    yield from walk_hr.too_early(hr, look, sheets)
    yield from walk_chain.trust(hr, look, stick)
    yield from walk_hr.enrol(hr, look, folder)
    yield from walk_hr.collect(hr, look, sheets)
    yield from walk_hr.train(hr, look, folder)
    yield from walk_hr.count(hr, look, folder)
    yield from walk_chain.revoke(province, hr, look, stick)


if __name__ == "__main__":
    sys.exit(main())
