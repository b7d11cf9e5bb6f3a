"""A bank package (.jlbank): questions on their way to other PCs, under a unit's signature.

    manifest.json     schema, unit, when, which package it builds on, what was withdrawn, and the SHA-256 of each part
    signature.p7s     CMS over the manifest (see `cms`), the very form and trust of score sheets
    holds.json        id -> digest of every question of the bank as it then was: an update's receiver compares
    questions.jsonl   the questions; in an update those alone that are new or changed since its base
    pictures/…        named by their content

As strict as `verify`: the signature says whose manifest this is, the manifest whose parts; then the whole file is
written again from the parts (`plainzip`) and must be equal, so that nothing can hide between them. What a trusted unit
signed is still read as a stranger's file: every record is checked.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

import orjson

from jltrain.bank.digest import canonical
from jltrain.bank.ids import fits
from jltrain.bank.pictures import PictureUnfit, content_name, is_content_name
from jltrain.bank.question import Question, as_record
from jltrain.bank.records import BadRecord, strict
from jltrain.clock import beijing, iso, parse_iso
from jltrain.errors import Refused
from jltrain.foreign.archive import Archive, Limits, opened
from jltrain.foreign.faults import BadFile
from jltrain.i18n import N_, _
from jltrain.sheet import certificates
from jltrain.sheet.algorithms import NotAllowed, public_key
from jltrain.sheet.certificates import Certificate
from jltrain.sheet.cms import Malformed, take_apart
from jltrain.sheet.keys import SigningKey
from jltrain.sheet.plainzip import written
from jltrain.sheet.sign import KeyNotInForce
from jltrain.sheet.trust import Trust

SUFFIX: Final = ".jlbank"
SCHEMA: Final = "jltrain.bank/1"
LARGEST: Final = 400 * 1024 * 1024
_LIMITS: Final = Limits(parts=20_000, unpacked=LARGEST, part=LARGEST)
_AHEAD: Final = timedelta(days=1)
"""How far a package may be dated ahead of this PC's clock: a zone set wrongly, not a year."""
_SIGNATURE_LARGEST: Final = 32_768
_MOST: Final = 500_000
"""Questions."""
_FIELDS: Final = {"schema", "unit", "unit_code", "created", "base", "questions", "withdrawn", "parts"}
_MANIFEST, _SIGNATURE, _HOLDS, _QUESTIONS = "manifest.json", "signature.p7s", "holds.json", "questions.jsonl"
_PICTURES: Final = "pictures/"


class PackageRefused(Refused):
    template = N_("题库包“{file}”没有采用：{reason}")


@dataclass(frozen=True, slots=True)
class Signer:
    """Who signed: unit and its code as in the certificate, fingerprint in groups, serial in hexadecimal, and the
    fingerprint (64 digits) of the root that vouches for it."""

    unit: str
    code: str
    fingerprint: str
    serial: str
    not_after: datetime
    root: str


@dataclass(frozen=True, slots=True)
class Content:
    """What goes into a package. `holds`: id -> digest of the whole bank, whatever of it is in `questions`; `base`: the
    digest of the package that must be there before, "" for a whole bank; `created` UTC."""

    questions: tuple[Question, ...]
    holds: Mapping[str, str]
    pictures: Mapping[str, bytes]
    created: datetime
    base: str = ""
    withdrawn: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class BankPackage:
    """A package that was believed. `digest`: of its manifest, by which updates name it (64 hexadecimal digits)."""

    digest: str
    signer: Signer
    content: Content


class _Refusal(Exception):
    """`reason` in the language in use."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def pack(content: Content, key: SigningKey, now: datetime) -> tuple[bytes, str]:
    """The file and the digest of its manifest. Raises KeyNotInForce, and for a key on a token its troubles."""
    start, end = key.certificate.not_valid_before_utc, key.certificate.not_valid_after_utc
    if not start <= now <= end:
        raise KeyNotInForce(start=beijing(start), end=beijing(end))
    parts = {
        _HOLDS: canonical(dict(content.holds)),
        _QUESTIONS: b"".join(canonical(as_record(question)) + b"\n" for question in content.questions),
    } | {_PICTURES + name: data for name, data in content.pictures.items()}
    parts = dict(sorted(parts.items()))
    manifest = canonical({
        "schema": SCHEMA,
        "unit": key.unit,
        "unit_code": key.unit_code,
        "created": iso(content.created),
        "base": content.base,
        "questions": len(content.questions),
        "withdrawn": sorted(content.withdrawn),
        "parts": {name: hashlib.sha256(data).hexdigest() for name, data in parts.items()},
    })  # fmt: skip
    signature = key.cms(hashlib.new(key.digest_algorithm, manifest).digest())
    return written({_MANIFEST: manifest, _SIGNATURE: signature} | parts), hashlib.sha256(manifest).hexdigest()


def read(data: bytes, file: str, trust: Trust, now: datetime) -> BankPackage:
    """What a file brings, if a unit that this PC believes signed exactly this. `file`: its name, for the message.

    Raises PackageRefused with the reason; then nothing of it is to be used.
    """
    try:
        return _read(data, trust, now)
    except _Refusal as refusal:
        raise PackageRefused(file=file, reason=refusal.reason) from refusal
    except BadFile as error:
        raise PackageRefused(file=file, reason=_("文件不完整，或不是题库包，请重新复制。")) from error


def is_package(data: bytes) -> bool:
    """Whether a file looks like one, by its first part."""
    return data.startswith(b"PK\x03\x04") and data[30 : 30 + len(_MANIFEST)] == _MANIFEST.encode()


def _read(data: bytes, trust: Trust, now: datetime) -> BankPackage:
    archive = opened(data, "", _LIMITS)
    if _MANIFEST not in archive:
        raise _Refusal(_("不是题库包，请核对是否选错了文件。"))
    if _SIGNATURE not in archive:
        raise _Refusal(_("没有电子签名，请向出具单位索取原文件。"))
    if archive.size(_SIGNATURE) > _SIGNATURE_LARGEST:
        raise _odd()
    manifest = archive.read(_MANIFEST)
    certificate = _signed(manifest, archive.read(_SIGNATURE))
    judgement = trust.judge(certificate, now)
    if judgement.reasons:
        raise _Refusal(judgement.reasons[0].text)
    said = _said(manifest, certificate, now)
    parts = _parts(archive, said["parts"], data)
    content = _content(said, parts)
    signer = Signer(
        certificates.unit_of(certificate),
        certificates.unit_code_of(certificate),
        certificates.fingerprint(certificate),
        certificates.serial_of(certificate),
        certificate.not_valid_after_utc,
        judgement.root,
    )
    return BankPackage(hashlib.sha256(manifest).hexdigest(), signer, content)


def _odd() -> _Refusal:
    return _Refusal(_("签名的格式不是本程序签发的样子，不能采信，请向出具单位核实。"))


def _changed() -> _Refusal:
    return _Refusal(_("内容与签名不符，签名之后被改动过或已损坏，请向出具单位索取原文件。"))


def _signed(manifest: bytes, cms: bytes) -> Certificate:
    """Whose key signed this manifest; nothing is said yet about who may."""
    try:
        envelope, value, whole = take_apart(cms)
        certificate = certificates.from_der(envelope.certificate)
        digest = hashlib.new(envelope.digest_algorithm, manifest).digest()
        expected = envelope.build(digest, value)
        key = public_key(certificate)
    except NotAllowed as error:
        reason = _("签名使用的算法（{fact}）不够安全，不被接受，请出具单位换领新证书后重新签发。")
        raise _Refusal(reason.format(fact=error.fact)) from error
    except (Malformed, ValueError) as error:
        raise _odd() from error
    if whole != cms:
        raise _odd()
    if expected != cms or not envelope.algorithm.verifies(key, value, envelope.attributes(digest)):
        raise _changed()
    return certificate


def _said(manifest: bytes, certificate: Certificate, now: datetime) -> dict[str, Any]:
    """The manifest, every field of it checked."""
    try:
        said = orjson.loads(manifest)
        if not isinstance(said, dict) or canonical(said) != manifest:
            raise ValueError("not canonical")
        schema = said["schema"]
        if isinstance(schema, str) and schema.startswith("jltrain.bank/") and schema != SCHEMA:
            raise _Refusal(_("由更新版本的程序制作，请升级本机的程序。"))
        created = parse_iso(said["created"])
        hexes = [*said["parts"].values(), *([said["base"]] if said["base"] else [])]
        right = (
            schema == SCHEMA
            and said.keys() == _FIELDS
            and all(len(one) == 64 and bytes.fromhex(one).hex() == one for one in hexes)
            and isinstance(said["base"], str)
            and type(said["questions"]) is int
            and isinstance(said["withdrawn"], list)
            and all(isinstance(ident, str) and fits(ident) for ident in said["withdrawn"])
            and said["withdrawn"] == sorted(set(said["withdrawn"]))
        )
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        raise _Refusal(_("清单的格式不对，请向出具单位索取原文件。")) from error
    if not right:
        raise _Refusal(_("清单的格式不对，请向出具单位索取原文件。"))
    unit, code = certificates.unit_of(certificate), certificates.unit_code_of(certificate)
    if (said["unit"], said["unit_code"]) != (unit, code):
        reason = _("清单写明的单位与签名证书的单位（{fact}）不一致，请向该单位核实。")
        raise _Refusal(reason.format(fact=f"{unit} {code}".strip()))
    if created > now + _AHEAD:
        raise _Refusal(_("制作时间（{fact}）晚于本机时间，请核对电脑时间。").format(fact=beijing(created)))
    return said


def _parts(archive: Archive, expected: Mapping[str, str], data: bytes) -> dict[str, bytes]:
    """The parts by name, proven: those named and no others, each as its digest says, and no byte besides."""
    if list(archive) != [_MANIFEST, _SIGNATURE, *sorted(expected)]:
        raise _changed()
    parts = {name: archive.read(name) for name in sorted(expected)}
    if any(hashlib.sha256(part).hexdigest() != expected[name] for name, part in parts.items()):
        raise _changed()
    head = {name: archive.read(name) for name in (_MANIFEST, _SIGNATURE)}
    if written(head | parts) != data:
        raise _changed()
    return parts


def _content(said: Mapping[str, Any], parts: Mapping[str, bytes]) -> Content:
    wrong = _Refusal(_("试题数据的格式不对，请向出具单位索取原文件。"))
    if not {_HOLDS, _QUESTIONS} <= parts.keys():
        raise wrong
    try:
        holds = orjson.loads(parts[_HOLDS])
        questions = tuple(strict(orjson.loads(line)) for line in parts[_QUESTIONS].splitlines())
    except BadRecord as error:
        raise wrong from error
    except ValueError as error:
        raise wrong from error
    ids = {question.id for question in questions}
    if not isinstance(holds, dict) or not all(isinstance(digest, str) for digest in holds.values()):
        raise wrong
    if (
        len(questions) > _MOST
        or not len(ids) == len(questions) == said["questions"]
        or b"".join(canonical(as_record(question)) + b"\n" for question in questions) != parts[_QUESTIONS]
        or any(holds.get(question.id) != question.digest for question in questions)
        or (not said["base"] and holds.keys() != ids)
        or not holds.keys().isdisjoint(said["withdrawn"])
    ):
        raise wrong
    pictures = _pictures(parts)
    if not said["base"] and any(name not in pictures for question in questions for name in question.pictures):
        raise wrong
    return Content(questions, holds, pictures, parse_iso(said["created"]), said["base"], tuple(said["withdrawn"]))


def _pictures(parts: Mapping[str, bytes]) -> dict[str, bytes]:
    found = {}
    for place, data in parts.items():
        if place in (_HOLDS, _QUESTIONS):
            continue
        name = place.removeprefix(_PICTURES)
        try:
            right = place.startswith(_PICTURES) and is_content_name(name) and content_name(data, name) == name
        except PictureUnfit as error:
            raise _Refusal(error.sentence()) from error
        if not right:
            raise _Refusal(_("有不允许的部分（{name}），不能采信。").format(name=place[:80]))
        found[name] = data
    return found


def held(questions: Sequence[Question]) -> dict[str, str]:
    """What `holds` says of these."""
    return {question.id: question.digest for question in questions}
