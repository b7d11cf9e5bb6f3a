"""Score sheets per second, on the same 1,000 results, in one process, writing of files included.

Signing: ours draws, signs and writes; the peer, a plain loop of pyHanko's high-level API, gets the sheets drawn already
and loads the key file for each, signs and writes. Peers take turns with ours and do a sample of the same results, since
they would need minutes for all. Verification: ours with and without rebuilding the page, against pyHanko with one
shared context and against `pdfsig`, which has no rebuilding to do. Then where the time of a sheet goes.
"""

from __future__ import annotations

import contextlib
import gc
import hashlib
import random
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from io import BytesIO
from pathlib import Path
from typing import Any
from unittest.mock import patch

from asn1crypto import x509
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign import signers
from pyhanko.sign.fields import MDPPerm, SigSeedSubFilter
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko_certvalidator import ValidationContext

from jltrain.clock import iso, parse_iso
from jltrain.sheet import certificates, keys, qr
from jltrain.sheet import frame as frame_module
from jltrain.sheet import sign as sign_module
from jltrain.sheet.frame import Frame, draw
from jltrain.sheet.parallel import verify_many
from jltrain.sheet.payload import Incident, Payload
from jltrain.sheet.sign import sign
from jltrain.sheet.template2 import document
from jltrain.sheet.trust import Trust, load_trust
from jltrain.sheet.verify import verify
from tests.sheet.samples import UNIT, sample

COUNT = 1000
TURNS = 5
PEERS = 100
"""Sheets that pyHanko's loops do of the thousand."""
GUARDED = 20
"""Sheets for which a key file with a passphrase is opened."""
COMMANDS = 5
REPEATED = 12
"""How often the thousand files are read to compare two processes with one."""
PASSPHRASE = "运输-2026-Jilin"
NOW = datetime(2026, 11, 22, 3, tzinfo=UTC)
FAMILY, GIVEN = "王李张刘陈杨赵黄周吴徐孙马胡朱郭何罗高林欧㛃", "伟芳娜敏静丽强磊军洋艳勇杰娟涛明超秀霞平刚桂英䶮𬭎𫍣𠀀"
UNITS = ("长春市", "吉林市", "四平市", "延边州", "白城市")
PYHANKO = Path(sys.executable).parent / "pyhanko"


def payloads(count: int = COUNT) -> list[Payload]:
    """Results of one exam day: five units, a thousand names, marks, times, and every third with incidents."""
    dice = random.Random(20261122)
    return [_result(sample(), n, dice) for n in range(count)]


def _result(base: Payload, n: int, dice: random.Random) -> Payload:
    """One result; the marks are those that add up."""
    sections = tuple(
        replace(s, right=dice.randint(s.items // 2, s.items), halves=dice.randint(s.full_halves // 2, s.full_halves))
        for s in base.sections
    )
    halves, used = sum(s.halves for s in sections), dice.randint(2400, 5400)
    started = parse_iso(base.started) + timedelta(milliseconds=dice.randint(0, 60_000))
    incidents = tuple(
        Incident(iso(started + timedelta(seconds=dice.randint(60, 2000))), "focus_lost", f"离开考试窗口 {each} 秒")
        for each in dice.sample(range(2, 60), dice.choice((0, 0, 0, 0, 1, 2)))
    )
    return replace(
        base,
        number=f"JT2026-{dice.randbytes(2).hex().upper()}-{dice.randbytes(2).hex().upper()}-{n:04d}",
        officer=replace(
            base.officer,
            name=dice.choice(FAMILY) + "".join(dice.sample(GIVEN, 2)),
            certificate=f"JL2201{n:06d}",
            unit=f"{UNITS[n * len(UNITS) // COUNT]}交通运输综合行政执法支队",
        ),
        sitting_id=dice.randbytes(8).hex(),
        started=iso(started),
        submitted=iso(started + timedelta(seconds=used)),
        used_seconds=used,
        sections=sections,
        areas=tuple(replace(a, halves=dice.randint(0, a.full_halves)) for a in base.areas),
        halves=halves,
        passed=halves >= base.pass_halves,
        incidents=incidents,
        log_digest=hashlib.sha256(str(n).encode()).hexdigest(),
    )


class _Lot:
    """Seconds of work and sheets done, summed over the turns."""

    def __init__(self) -> None:
        self.seconds, self.done = 0.0, 0

    def add(self, work: Callable[[], int]) -> None:
        start = time.perf_counter()
        self.done += work()
        self.seconds += time.perf_counter() - start

    @property
    def rate(self) -> float:
        return self.done / self.seconds


def rows() -> list[dict[str, Any]]:
    with tempfile.TemporaryDirectory() as folder:
        here = Path(folder)
        for name, passphrase in (("keys", None), ("guarded", PASSPHRASE)):
            keys.create_local(here / name, UNIT, NOW, passphrase)
        sheets = payloads()
        for payload in payloads(20):
            draw(replace(payload, paper_title="热身"))  # imports and tables; nothing of the sheets below
        gc.collect()
        found = _signing(here, sheets)
        files = sorted((here / "ours").glob("*.pdf"))
        trust = load_trust(here / "keys")
        found += _verifying(here, files, trust)
        largest = max(f.stat().st_size for f in files) / 1000
        found.append({**_plain("largest signed sheet", largest, "kB", "<= 60 kB"), "holds": largest <= 60})
        return found + _breakdown(here, sheets)


def _signing(here: Path, sheets: list[Payload]) -> list[dict[str, Any]]:
    drawn = {n: draw(sheets[n]) for n in range(0, COUNT, COUNT // PEERS)}
    ours, peer, guarded, command = _Lot(), _Lot(), _Lot(), _Lot()
    for name in ("ours", "peer"):
        (here / name).mkdir()
    _pyhanko(here, "keys", None, [(0, drawn[0])])  # imports
    step, places = COUNT // TURNS, sorted(drawn)
    for turn in range(TURNS):
        mine = sheets[turn * step : turn * step + step]
        some = [(n, drawn[n]) for n in places[turn * PEERS // TURNS : (turn + 1) * PEERS // TURNS]]
        ours.add(lambda mine=mine: _ours(here, mine))  # type: ignore[misc]
        peer.add(lambda some=some: _pyhanko(here, "keys", None, some))  # type: ignore[misc]
        few = some[: GUARDED // TURNS]
        guarded.add(lambda few=few: _pyhanko(here, "guarded", PASSPHRASE, few))  # type: ignore[misc]
        one = some[: COMMANDS // TURNS]
        command.add(lambda one=one: _command(here, one))  # type: ignore[misc]
    what = "sheets drawn, signed, written"
    return [
        _row(what, ours.rate, "pyHanko loop: load PKCS#12, sign_pdf, write", peer.rate, 25),
        _row(what, ours.rate, "pyHanko loop, PKCS#12 with passphrase as we keep it", guarded.rate, 25),
        _row(what, ours.rate, "pyhanko sign addsig pkcs12, per file", command.rate, 200),
    ]


def _ours(here: Path, sheets: list[Payload]) -> int:
    key = keys.load_signer(here / "keys", None)
    for payload in sheets:
        (here / "ours" / f"{payload.number}.pdf").write_bytes(sign(payload, key, NOW))
    return len(sheets)


def _pyhanko(here: Path, folder: str, passphrase: str | None, drawn: Sequence[tuple[int, bytes]]) -> int:
    simple: Any = signers.SimpleSigner
    about = signers.PdfSignatureMetadata(
        field_name="issuer",
        subfilter=SigSeedSubFilter.PADES,
        md_algorithm="sha256",
        certify=True,
        docmdp_permissions=MDPPerm.NO_CHANGES,
    )
    for n, data in drawn:
        signer = simple.load_pkcs12(
            str(here / folder / "unit.p12"), passphrase=passphrase.encode() if passphrase else None
        )
        writer: Any = IncrementalPdfFileWriter(BytesIO(data))
        out = signers.sign_pdf(writer, about, signer=signer)
        (here / "peer" / f"{folder}-{n}.pdf").write_bytes(out.getvalue())
    return len(drawn)


def _command(here: Path, drawn: Sequence[tuple[int, bytes]]) -> int:
    for n, data in drawn:
        (here / "peer" / f"{n}.in").write_bytes(data)
        subprocess.run(
            [
                PYHANKO, "sign", "addsig", "--field", "issuer", "--use-pades", "--certify", "pkcs12", "--no-pass",
                here / "peer" / f"{n}.in", here / "peer" / f"{n}.out", here / "keys" / "unit.p12",
            ],
            check=True, capture_output=True,
        )  # fmt: skip
    return len(drawn)


def _verifying(here: Path, files: list[Path], trust: Trust) -> list[dict[str, Any]]:
    ours, bare, peer, pdfsig = _Lot(), _Lot(), _Lot(), _Lot()
    context = ValidationContext(
        trust_roots=[x509.Certificate.load(certificates.der(root)) for root in trust.roots],
        moment=NOW,
        allow_fetching=False,
    )
    _validate(files[:1], context)
    step = COUNT // TURNS
    for turn in range(TURNS):
        mine = files[turn * step : turn * step + step]
        ours.add(lambda mine=mine: _verify(mine, trust, rebuild=True))  # type: ignore[misc]
        bare.add(lambda mine=mine: _verify(mine, trust, rebuild=False))  # type: ignore[misc]
        peer.add(lambda some=mine[:: COUNT // PEERS]: _validate(some, context))  # type: ignore[misc]
        if shutil.which("pdfsig"):
            pdfsig.add(lambda some=mine[:: step // 8]: _pdfsig(some))  # type: ignore[misc]
    what = "sheets read, verified, page rebuilt"
    found = [
        _row(what, ours.rate, "pyHanko loop: validate_pdf_signature, shared context", peer.rate, 2.5),
        _row(
            "sheets read, verified, not rebuilt", bare.rate,
            "pyHanko loop: validate_pdf_signature, shared context", peer.rate, 15,
        ),
    ]  # fmt: skip
    if pdfsig.done:
        found.insert(1, _row(what, ours.rate, "pdfsig, per file", pdfsig.rate, 4))
    one, two = _Lot(), _Lot()
    many = files * REPEATED
    for _turn in range(2):  # by turns, since a shared machine is not as fast at one time as at another
        one.add(lambda: _verify_many(many, trust, 1))
        two.add(lambda: _verify_many(many, trust, 2))
    return [*found, _row(f"{what}, two processes", two.rate, "one process", one.rate, 1.7)]


def _verify(files: list[Path], trust: Trust, rebuild: bool) -> int:
    if not all(verify(file.read_bytes(), trust, NOW, rebuild=rebuild).accepted for file in files):
        raise AssertionError("a good sheet was refused")
    return len(files)


def _verify_many(files: list[Path], trust: Trust, workers: int) -> int:
    if not all(getattr(found, "accepted", False) for _, found in verify_many(files, trust, NOW, workers=workers)):
        raise AssertionError("a good sheet was refused")
    return len(files)


def _validate(files: list[Path], context: ValidationContext) -> int:
    for file in files:
        reader = PdfFileReader(BytesIO(file.read_bytes()))
        if not validate_pdf_signature(reader.embedded_signatures[0], context).bottom_line:
            raise AssertionError("pyHanko refused a good sheet")
    return len(files)


def _pdfsig(files: list[Path]) -> int:
    for file in files:
        run = subprocess.run(["pdfsig", file], capture_output=True, text=True, check=False)
        if "Signature is Valid." not in run.stdout:
            raise AssertionError(run.stdout + run.stderr)
    return len(files)


def _breakdown(here: Path, sheets: list[Payload]) -> list[dict[str, Any]]:
    """Microseconds of the median sheet, by part, all taken while the thousand are signed and written."""
    key = keys.load_signer(here / "keys", None)
    spot = here / "spot"
    spot.mkdir()
    parts: dict[str, list[float]] = {}

    def timed(name: str, work: Callable[..., Any]) -> Callable[..., Any]:
        def run(*given: Any) -> Any:
            start = time.perf_counter()
            result = work(*given)
            parts.setdefault(name, []).append(time.perf_counter() - start)
            return result

        return run

    with contextlib.ExitStack() as stack:
        for name, owner, attribute in (
            ("check of the payload", sign_module, "check"), ("JSON", frame_module, "to_json"),
            ("layout", document, "pages"), ("QR code", qr, "rows"), ("fonts", document, "_own_fonts"),
            ("packing, joining", sign_module, "frame"), ("hash", Frame, "digest"),
            ("signature (CMS)", type(key), "cms"), ("filling in", Frame, "filled"),
        ):  # fmt: skip
            stack.enter_context(patch.object(owner, attribute, timed(name, getattr(owner, attribute))))
        write = timed("writing", lambda n, data: (spot / f"{n}.pdf").write_bytes(data))
        for n, payload in enumerate(sheets):
            write(n, sign(payload, key, NOW))
    median = {name: statistics.median(times) * 1e6 for name, times in parts.items()}
    median["packing, joining"] -= sum(median[name] for name in ("JSON", "layout", "fonts"))
    median["layout"] -= median["QR code"]
    whole = sum(median.values())
    shares = [_share(f"  {name}", value, whole) for name, value in sorted(median.items(), key=lambda m: -m[1])]
    return [_plain("one sheet: where the time goes", whole, "us"), *shares]


def _row(name: str, value: float, peer: str, peer_value: float, least: float) -> dict[str, Any]:
    ratio = value / peer_value
    return {
        "name": name,
        "value": value,
        "unit": "sheets/s",
        "peer": peer,
        "peer_value": peer_value,
        "ratio": ratio,
        "goal": f">= {least} x",
        "holds": ratio >= least,
    }


def _plain(name: str, value: float, unit: str, goal: str = "") -> dict[str, Any]:
    empty = dict.fromkeys(("peer", "peer_value", "ratio"))
    return {"name": name, "value": value, "unit": unit, **empty, "goal": goal, "holds": True}


def _share(name: str, value: float, whole: float) -> dict[str, Any]:
    return {**_plain(name, value, "us"), "peer": "of one sheet", "peer_value": whole, "ratio": value / whole}


if __name__ == "__main__":
    from tests.bench.__main__ import show

    show(rows())
