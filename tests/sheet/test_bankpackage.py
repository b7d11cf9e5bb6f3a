"""A bank package: what is believed, and that nothing else is."""

from __future__ import annotations

import hashlib
import io
import zipfile
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st

from jltrain.bank.digest import canonical
from jltrain.bank.pictures import content_name
from jltrain.bank.question import as_record
from jltrain.sheet import certificates
from jltrain.sheet.bankpackage import Content, PackageRefused, held, is_package, pack, read
from jltrain.sheet.cms import Envelope
from jltrain.sheet.keys import SigningKey
from jltrain.sheet.plainzip import written
from jltrain.sheet.sign import KeyNotInForce
from jltrain.sheet.trust import Trust
from tests.bank.entries import case, judge, single
from tests.sheet.chain import chain
from tests.sheet.conftest import NOW

SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><rect width="4" height="4"/></svg>'
NAME = content_name(SVG)
QUESTIONS = (single("a"), replace(judge("b"), pictures=(NAME,)), case("c"))
CONTENT = Content(QUESTIONS, held(QUESTIONS), {NAME: SVG}, NOW)
CHAIN = chain()
FILE, DIGEST = pack(CONTENT, CHAIN.signer, NOW)


def _refused(data: bytes, trust: Trust | None = None) -> str:
    with pytest.raises(PackageRefused) as told:
        read(data, "包.jlbank", trust or CHAIN.trust(), NOW)
    assert "包.jlbank" in told.value.sentence()
    return str(told.value.facts["reason"])


def _parts(data: bytes = FILE) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as opened:
        return {name: opened.read(name) for name in opened.namelist()}


def _signed(change: Callable[[dict[str, object]], object], parts: dict[str, bytes] | None = None) -> bytes:
    """A package whose manifest a trusted unit has signed after `change`."""
    given_ = parts or {name: data for name, data in _parts().items() if name not in ("manifest.json", "signature.p7s")}
    manifest = orjson.loads(_parts()["manifest.json"])
    manifest["parts"] = {name: hashlib.sha256(data).hexdigest() for name, data in given_.items()}
    change(manifest)
    said = canonical(manifest)
    digest = hashlib.new(CHAIN.signer.digest_algorithm, said).digest()
    return written({"manifest.json": said, "signature.p7s": CHAIN.signer.cms(digest)} | dict(sorted(given_.items())))


@pytest.mark.parametrize("algorithm", ["ecdsa-p256", "rsa-3072", "ed25519"])
def test_what_was_packed_is_read(algorithm: str) -> None:
    made = chain(unit=algorithm)
    data, digest = pack(CONTENT, made.signer, NOW)
    package = read(data, "包", made.trust(), NOW)
    assert package.content == CONTENT and package.digest == digest and is_package(data)
    assert (package.signer.unit, package.signer.code) == (made.signer.unit, made.signer.unit_code)
    with zipfile.ZipFile(io.BytesIO(data)) as opened:  # anybody's zip program reads it, too
        assert opened.testzip() is None and len(opened.namelist()) == 5


def test_an_update_has_its_base_and_what_was_withdrawn() -> None:
    content = Content(QUESTIONS[:1], held(QUESTIONS[:2]), {}, NOW, DIGEST, ("c", "z"))
    data, _digest = pack(content, CHAIN.signer, NOW)
    assert read(data, "包", CHAIN.trust(), NOW).content == content


def test_every_byte_counts() -> None:
    """Each byte of what surrounds the parts, and some of each part, in several ways."""
    ends = [at for name in _parts() for at in [FILE.find(name.encode())]]
    places = set(range(0, len(FILE), 13)) | {at + d for at in ends for d in range(-30, 40)}
    places |= set(range(FILE.rfind(b"PK\x01\x02") - 300, len(FILE)))
    for at in sorted(p for p in places if 0 <= p < len(FILE)):
        for flip in (0x01, 0x80):
            _refused(FILE[:at] + bytes((FILE[at] ^ flip,)) + FILE[at + 1 :])


@given(st.binary(max_size=20), st.integers(0, len(FILE)), st.integers(0, 20))
def test_cut_added_and_inserted_bytes_are_refused(some: bytes, at: int, gone: int) -> None:
    changed = FILE[:at] + some + FILE[at + gone :]
    if changed != FILE:
        _refused(changed)


@given(st.binary(max_size=300))
def test_a_strangers_file_is_refused(data: bytes) -> None:
    _refused(data)
    _refused(b"PK\x03\x04" + data)


def test_parts_added_removed_swapped_or_packed_are_refused() -> None:
    parts = _parts()
    _refused(written(parts | {"pictures/x.svg": SVG}))
    _refused(written(parts | {"run.exe": b"MZ"}))
    for name in parts:
        _refused(written({n: d for n, d in parts.items() if n != name}))
    _refused(written(dict(reversed(parts.items()))))
    swapped = parts | {"questions.jsonl": parts["holds.json"], "holds.json": parts["questions.jsonl"]}
    _refused(written(swapped))
    for method in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        again = io.BytesIO()
        with zipfile.ZipFile(again, "w", method) as opened:
            for name, data in parts.items():
                opened.writestr(name, data)
        _refused(again.getvalue())
    _refused(b"MZ" + FILE)
    _refused(FILE[:-2] + b"\x03\x00abc")


def test_an_unsigned_one_and_another_ones_signature_are_refused() -> None:
    parts = _parts()
    assert "签名" in _refused(written({n: d for n, d in parts.items() if n != "signature.p7s"}))
    for signature in (b"", b"0" * 100, parts["signature.p7s"] + b"\0", parts["signature.p7s"][:-1], b"\x30" * 40_000):
        _refused(written(parts | {"signature.p7s": signature}))
    other = Content((single("a", answer="C"),), held((single("a", answer="C"),)), {}, NOW)
    theirs = _parts(pack(other, CHAIN.signer, NOW)[0])
    assert "改动" in _refused(written(parts | {"signature.p7s": theirs["signature.p7s"]}))
    assert "改动" in _refused(written(parts | {"questions.jsonl": theirs["questions.jsonl"]}))


def test_who_signed_is_judged_as_of_sheets() -> None:
    stranger = chain(name="别的单位", code="JL22-09")
    assert stranger.signer.unit in _refused(pack(CONTENT, stranger.signer, NOW)[0], Trust())
    revoked = CHAIN.trust(CHAIN.crl([CHAIN.signer.certificate.serial_number]))
    assert "吊销" in _refused(FILE, revoked)
    assert "吊销列表" in _refused(FILE, Trust.of((CHAIN.root, None)))
    with pytest.raises(PackageRefused):
        read(FILE, "包", CHAIN.trust(CHAIN.crl(until=NOW + timedelta(days=9000))), NOW + timedelta(days=3000))
    assert read(FILE, "包", CHAIN.trust(), NOW + timedelta(days=50)).digest == DIGEST


def test_a_certificate_of_another_use_is_refused() -> None:
    """A root may vouch for units, and signs no package itself."""
    root = SigningKey("吉林省交通运输厅", CHAIN.root, Envelope(certificates.der(CHAIN.root)), CHAIN.root_key)
    _refused(pack(CONTENT, root, NOW)[0])


def test_a_key_out_of_force_packs_nothing() -> None:
    with pytest.raises(KeyNotInForce):
        pack(CONTENT, CHAIN.signer, NOW + timedelta(days=9000))


@pytest.mark.parametrize(
    "change",
    [
        lambda m: m.update(schema="jltrain.bank/2"),
        lambda m: m.update(schema="jltrain.sheet/1"),
        lambda m: m.update(unit="别的单位"),
        lambda m: m.update(unit_code="JL22-02"),
        lambda m: m.update(created="2027-01-01T00:00:00.000Z"),
        lambda m: m.update(created="昨天"),
        lambda m: m.update(questions=2),
        lambda m: m.update(questions=True),
        lambda m: m.update(base=7),
        lambda m: m.update(base="ab"),
        lambda m: m.update(withdrawn=["a"]),
        lambda m: m.update(withdrawn=["x", "x"]),
        lambda m: m.update(withdrawn=["x#1"]),
        lambda m: m.update(extra=1),
        lambda m: m.pop("base"),
        lambda m: m["parts"].update({"more.txt": "0" * 64}),
        lambda m: m["parts"].pop("holds.json"),
    ],
)
def test_what_a_trusted_unit_signed_is_still_checked(change: Callable[[dict[str, object]], object]) -> None:
    _refused(_signed(change))


def _with(**parts: bytes) -> dict[str, bytes]:
    kept = {name: data for name, data in _parts().items() if name not in ("manifest.json", "signature.p7s")}
    return kept | {name.replace("__", "/").replace("_", "."): data for name, data in parts.items()}


def test_records_and_pictures_of_a_trusted_unit_are_checked() -> None:
    assert read(_signed(lambda m: None), "包", CHAIN.trust(), NOW).content == CONTENT

    def nothing(_manifest: dict[str, object]) -> None:
        return None

    lines = [canonical(as_record(q)) for q in QUESTIONS]
    bad = orjson.loads(lines[0])
    for record in (bad | {"difficulty": "2"}, bad | {"id": "a#1"}, bad | {"answer": ["Z"]}, bad | {"stem": 5}, [1]):
        _refused(_signed(nothing, _with(questions_jsonl=b"\n".join([orjson.dumps(record), *lines[1:]]) + b"\n")))
    _refused(_signed(nothing, _with(questions_jsonl=b"\n".join([lines[0], *lines]) + b"\n")))
    _refused(_signed(nothing, _with(questions_jsonl=b"\n".join(lines))))
    _refused(_signed(nothing, _with(holds_json=canonical(held(QUESTIONS[:2])))))
    _refused(_signed(nothing, _with(holds_json=b"[]")))
    active = b'<svg xmlns="http://www.w3.org/2000/svg"><script>x</script></svg>'
    kept = {name: data for name, data in _with().items() if not name.startswith("pictures/")}
    _refused(_signed(nothing, kept))  # a picture that a question means is missing
    _refused(_signed(nothing, kept | {"pictures/" + NAME: active}))
    _refused(_signed(nothing, kept | {"pictures/" + NAME: SVG, "pictures/../x.svg": SVG}))
    _refused(_signed(nothing, kept | {"pictures/" + NAME: SVG, "pictures/" + "0" * 32 + ".png": SVG}))
    _refused(_signed(nothing, kept | {"pictures/" + NAME: SVG, "readme.txt": b"x"}))
