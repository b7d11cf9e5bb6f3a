"""Score sheets per second: ours, drawn, signed and written, against a plain loop of pyHanko's own high-level API.

The peer gets the sheets drawn already and only loads the key for each file, signs and writes; ours does everything.
"""

from __future__ import annotations

import hashlib
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from typing import Any

from asn1crypto import x509
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign import signers
from pyhanko.sign.fields import MDPPerm, SigSeedSubFilter
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko_certvalidator import ValidationContext

from jltrain.sheet import certificates, ink, keys
from jltrain.sheet.frame import draw
from jltrain.sheet.payload import Payload
from jltrain.sheet.sign import sign
from jltrain.sheet.verify import verify
from tests.sheet.samples import UNIT, sample

COUNT = 40
NOW = datetime(2026, 11, 22, 3, tzinfo=UTC)
NAMES = ("王伟", "李娜", "欧阳䶮", "张㛃", "刘𬭎", "陈𫍣", "杨洋", "赵敏", "黄磊", "周𠀀")


def payloads(first: int) -> list[Payload]:
    """As many different sheets, numbered from `first`."""
    base = sample()
    return [
        replace(
            base,
            number=f"JL2026-220100-{n:06d}",
            officer=replace(base.officer, name=NAMES[n % len(NAMES)], certificate=f"JL2201{n:06d}"),
            log_digest=hashlib.sha256(str(n).encode()).hexdigest(),
        )
        for n in range(first, first + COUNT)
    ]


def rows() -> list[dict[str, Any]]:
    with tempfile.TemporaryDirectory() as folder:
        here = Path(folder)
        keys.create_local(here / "keys", UNIT, NOW, None)
        key, roots = keys.load_signer(here / "keys", None), keys.trusted_roots(here / "keys")
        sheets = [payloads(0), payloads(COUNT)]
        drawn = [[draw(p) for p in some] for some in sheets]
        signed = [[sign(p, key, NOW) for p in some] for some in sheets]
        for cache in (ink.wrap, ink.width):
            cache.cache_clear()  # what the sheets above have left
        ours = _rate(lambda n: _ours(here, sheets[n]))
        peer = _rate(lambda n: _pyhanko(here, drawn[n]))
        for cache in (ink.wrap, ink.width):
            cache.cache_clear()
        checked = _rate(lambda n: _verify(signed[n], roots))
        validated = _rate(lambda n: _validate(signed[n], roots))
        largest = max(map(len, signed[1])) / 1000
    return [
        _row("sheets drawn, signed, written", ours, "pyHanko: load PKCS#12, sign_pdf, write", peer, 3.0),
        _row("sheets verified, page rebuilt", checked, "pyHanko: validate_pdf_signature", validated, 1.0),
        {
            "name": "largest signed sheet",
            "value": largest,
            "unit": "kB",
            "peer": None,
            "peer_value": None,
            "ratio": None,
            "goal": "<= 60 kB",
            "holds": largest <= 60,
        },
    ]


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


def _rate(work: Callable[[int], None]) -> float:
    """Sheets per second of wall time for the second lot; the first, of other sheets, only warms up."""
    work(0)
    start = time.perf_counter()
    work(1)
    return COUNT / (time.perf_counter() - start)


def _ours(here: Path, sheets: list[Payload]) -> None:
    key = keys.load_signer(here / "keys", None)
    for n, payload in enumerate(sheets):
        (here / f"ours-{n}.pdf").write_bytes(sign(payload, key, NOW))


def _pyhanko(here: Path, drawn: list[bytes]) -> None:
    simple: Any = signers.SimpleSigner
    about = signers.PdfSignatureMetadata(
        field_name="issuer",
        subfilter=SigSeedSubFilter.PADES,
        md_algorithm="sha256",
        certify=True,
        docmdp_permissions=MDPPerm.NO_CHANGES,
    )
    for n, data in enumerate(drawn):
        signer = simple.load_pkcs12(str(here / "keys" / "unit.p12"))
        writer: Any = IncrementalPdfFileWriter(BytesIO(data))
        out = signers.sign_pdf(writer, about, signer=signer)
        (here / f"peer-{n}.pdf").write_bytes(out.getvalue())


def _verify(signed: list[bytes], roots: tuple[certificates.Certificate, ...]) -> None:
    if not all(verify(file, roots, NOW).accepted for file in signed):
        raise AssertionError("a good sheet was refused")


def _validate(signed: list[bytes], roots: tuple[certificates.Certificate, ...]) -> None:
    trusted = [x509.Certificate.load(certificates.der(root)) for root in roots]
    for file in signed:
        context = ValidationContext(trust_roots=trusted, moment=NOW, allow_fetching=False)
        if not validate_pdf_signature(PdfFileReader(BytesIO(file)).embedded_signatures[0], context).bottom_line:
            raise AssertionError("pyHanko refused a good sheet")


if __name__ == "__main__":
    from tests.bench.__main__ import show

    show(rows())
