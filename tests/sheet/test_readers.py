"""What people bring on a stick: requests, certificates, lists, bundles, cut, flipped, nonsense or far too large.

No reader raises anything but a JltrainError, and none says yes to a file that was changed.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from cryptography.hazmat.primitives import serialization
from hypothesis import given, settings
from hypothesis import strategies as st

from jltrain.errors import JltrainError
from jltrain.sheet import answer, certificates, keyfile, request, revocation, tokenplace, trusted
from jltrain.sheet.register import Register, RegisterDamaged
from tests.sheet.chain import CODE, chain, key_of
from tests.sheet.conftest import NOW
from tests.sheet.samples import UNIT

MADE = chain()
CSR = request._signed(key_of("ecdsa-p256", 1), UNIT, CODE)
REQUEST = CSR.public_bytes(serialization.Encoding.PEM)
REQUEST_DER = CSR.public_bytes(serialization.Encoding.DER)
LIST = MADE.crl([5, 6])
BUNDLE = answer.compose((MADE.signer.certificate, MADE.root), LIST)
ROOT = certificates.der(MADE.root)

Reader = Callable[[bytes], object]
READERS: dict[str, tuple[Reader, bytes]] = {
    "request": (lambda data: request.read(data, "f"), REQUEST),
    "request in DER": (lambda data: request.read(data, "f"), REQUEST_DER),
    "list": (lambda data: revocation.read(data, "f"), LIST.der),
    "list in PEM": (lambda data: revocation.read(data, "f"), revocation.pem(LIST)),
    "bundle": (lambda data: answer.read(data, "f"), BUNDLE),
    "certificate": (lambda data: answer.read(data, "f"), ROOT),
    "root": (lambda data: trusted.read_root(data, "f"), ROOT),
}


@pytest.mark.parametrize("kind", READERS)
@settings(max_examples=60)
@given(data=st.data())
def test_damaged_files(kind: str, data: st.DataObject) -> None:
    reader, good = READERS[kind]
    assert reader(good)
    change = data.draw(st.sampled_from(("flip", "cut", "insert", "noise")))
    at = data.draw(st.integers(0, len(good) - 1))
    junk = data.draw(st.binary(min_size=1, max_size=40))
    bad = {
        "flip": good[:at] + bytes((good[at] ^ (junk[0] or 1),)) + good[at + 1 :],
        "cut": good[:at],
        "insert": good[:at] + junk + good[at:],
        "noise": junk,
    }[change]
    try:
        reader(bad)
    except JltrainError as error:
        assert error.sentence()


@pytest.mark.parametrize("kind", READERS)
def test_files_far_too_large(kind: str) -> None:
    reader, good = READERS[kind]
    for huge in (good + bytes(20_000_000), b"\n" * 20_000_000 + good, good * 20_000):
        with pytest.raises(JltrainError):
            reader(huge)


def test_every_bit_of_a_request_counts() -> None:
    for at in range(0, len(REQUEST_DER), 3):
        bad = bytearray(REQUEST_DER)
        bad[at] ^= 0x10
        with pytest.raises((request.BadRequest, request.WeakKey)):
            request.read(bytes(bad), "f")


def test_what_a_request_must_hold() -> None:
    for unit, code in ((UNIT, ""), (UNIT, "长春"), (" " + UNIT, CODE), ("一\n二", CODE), (UNIT, "jl22")):
        made = request._signed(key_of("ecdsa-p256", 1), unit, code)
        with pytest.raises(request.BadRequest):
            request.read(made.public_bytes(serialization.Encoding.PEM), "f")


def test_bundles_of_too_much() -> None:
    for data in (
        answer.compose((MADE.root,) * 9, None),
        answer.compose((MADE.root,), LIST) + revocation.pem(LIST),
        BUNDLE + b"-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n",
    ):
        with pytest.raises(answer.BadAnswer):
            answer.read(data, "f")
    assert answer.read(b"words before\n" + BUNDLE, "f").unit == MADE.signer.certificate
    assert answer.read(answer.compose((MADE.root, MADE.root), None), "f").root is None


@settings(max_examples=60)
@given(
    st.binary(max_size=300)
    | st.sampled_from([b"[]", b"{}", b"[" * 9999, b'{"module":1,"token":2,"key_id":3}', b'{"key_id":"zz"}'])
)
def test_damaged_notes(tmp_path_factory: pytest.TempPathFactory, data: bytes) -> None:
    folder = tmp_path_factory.mktemp("notes")
    (folder / "token.json").write_bytes(data)
    (folder / "unit.p12").write_bytes(data)
    register = Register(folder, "ab")
    register.folder.mkdir(parents=True)
    (register.folder / "000001.json").write_bytes(data)
    for read in (
        lambda: tokenplace.read_place(folder / "token.json"),
        lambda: keyfile.open_key(folder / "unit.p12", "口令口令"),
        register.entries,
    ):
        with pytest.raises(JltrainError):
            read()


@settings(max_examples=40)
@given(data=st.data())
def test_damaged_key_files(tmp_path_factory: pytest.TempPathFactory, data: st.DataObject) -> None:
    good = _packed()
    at = data.draw(st.integers(0, len(good) - 1))
    file = tmp_path_factory.mktemp("key") / "unit.p12"
    file.write_bytes(good[:at] + bytes((good[at] ^ data.draw(st.integers(1, 255)),)) + good[at + 1 :])
    try:
        keyfile.open_key(file, "口令口令口令口令")
    except JltrainError as error:
        assert error.sentence()


_made: list[bytes] = []


def _packed() -> bytes:
    if not _made:
        _made.append(keyfile.pack("unit", key_of("ecdsa-p256", 1), MADE.signer.certificate, None))
    return _made[0]


def test_a_register_shows_what_was_done_to_it(tmp_path: Path) -> None:
    register = Register(tmp_path, "ab" * 32)
    for number in range(4):
        register.append("issued", NOW, {"serial": str(number)})
    assert [e.facts["serial"] for e in register.entries()] == ["0", "1", "2", "3"]
    second = register.folder / "000002.json"
    text = second.read_bytes()
    for tampered in (text.replace(b'"1"', b'"9"'), b"{}", b""):
        second.write_bytes(tampered)
        with pytest.raises(RegisterDamaged):
            register.entries()
    second.unlink()
    with pytest.raises(RegisterDamaged):
        register.append("issued", NOW, {})
    second.write_bytes(text)
    assert len(register.entries()) == 4
