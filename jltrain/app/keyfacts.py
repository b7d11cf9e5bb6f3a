"""What the functions of `keys` and `keyroot` say: plain values for the window and the command line.

Fingerprints are in 16 groups to be read aloud, serials in hexadecimal capitals, moments aware and in UTC.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from jltrain.sheet.tokenplace import TokenPlace


@dataclass(frozen=True, slots=True)
class AlgorithmChoice:
    """One entry for a chooser: `name` for scripts ("ecdsa-p256"), `text` for people; not `offered`: shown, but grey."""

    name: str
    text: str
    offered: bool = True


@dataclass(frozen=True, slots=True)
class ListFacts:
    """A revocation list. `fresh`: in force now. `days_left` until `valid_until`, negative when past."""

    root: str
    root_fingerprint: str
    number: int
    issued: datetime
    valid_until: datetime
    revoked: int
    fresh: bool
    days_left: int


@dataclass(frozen=True, slots=True)
class TrustedRoot:
    """A root by its name and its fingerprint in groups to be read aloud ("3FA1 09C2 …", 16 groups).

    `trial`: made automatically on some PC, its key may lie there without a passphrase. `list`: the newest revocation
    list of it on this PC; without a fresh one no sheet under this root is accepted. Two are equal when name and
    fingerprint are.
    """

    name: str
    fingerprint: str
    code: str = field(default="", compare=False)
    algorithm: str = field(default="", compare=False)
    valid_until: datetime | None = field(default=None, compare=False)
    trial: bool = field(default=False, compare=False)
    own: bool = field(default=False, compare=False)
    list: ListFacts | None = field(default=None, compare=False)
    list_fault: str = field(default="", compare=False)
    """A sentence when there is no usable list."""


@dataclass(frozen=True, slots=True)
class TokenFacts:
    """A token that is plugged in. `ready`: it has been initialized and has a user PIN."""

    label: str
    serial: str
    maker: str
    ready: bool


@dataclass(frozen=True, slots=True)
class TokenChoice:
    """A token to make a key on: path of the PKCS#11 module and the token's label."""

    module: str
    label: str


@dataclass(frozen=True, slots=True)
class UnitKey:
    """The unit's key in use. `days_left` of its certificate, negative when past. `algorithm` in words.

    `trial`: the certificate is of a root made automatically on this PC, which nobody else trusts. `protected`: by a
    passphrase (on a token always). `root`: name of the issuing root. `serial`: of the certificate, hex.
    `revoked`: by the newest list on this PC.
    """

    unit: str
    code: str
    algorithm: str
    serial: str
    fingerprint: str
    valid_from: datetime
    valid_until: datetime
    days_left: int
    protected: bool
    trial: bool
    root: str
    token: TokenPlace | None = None
    revoked: bool = False


@dataclass(frozen=True, slots=True)
class RequestFacts:
    """A certificate request: `fingerprint` (16 groups) is compared aloud between the unit and the root."""

    unit: str
    code: str
    algorithm: str
    fingerprint: str


@dataclass(frozen=True, slots=True)
class Pending:
    """A request whose answer has not been installed yet."""

    unit: str
    code: str
    algorithm: str
    fingerprint: str
    protected: bool
    token: TokenPlace | None = None


@dataclass(frozen=True, slots=True)
class OwnRoot:
    """A root whose key is on this PC. `former`: replaced by a newer one, kept to publish lists for what it issued."""

    unit: str
    code: str
    algorithm: str
    fingerprint: str
    valid_from: datetime
    valid_until: datetime
    days_left: int
    protected: bool
    trial: bool
    issued: int
    revoked: int
    list: ListFacts | None
    former: bool = False


@dataclass(frozen=True, slots=True)
class KeyStatus:
    """All that the key page shows. `warnings` are sentences: what runs out or is missing; `next_step` is one, or ""."""

    unit: UnitKey | None
    pending: Pending | None
    root: OwnRoot | None
    former_roots: tuple[OwnRoot, ...]
    trusted: tuple[TrustedRoot, ...]
    warnings: tuple[str, ...]
    next_step: str


@dataclass(frozen=True, slots=True)
class RootMade:
    """A new root of this PC."""

    root: OwnRoot
    next_step: str


@dataclass(frozen=True, slots=True)
class RootExported:
    """The file with the root that others are to trust."""

    file: Path
    root: TrustedRoot


@dataclass(frozen=True, slots=True)
class RequestMade:
    """The request file to carry to the province."""

    file: Path
    request: RequestFacts
    next_step: str


@dataclass(frozen=True, slots=True)
class IssuedEntry:
    """One certificate in a root's register, in the order of issue. `revoked` and `reason` when it is.

    `root`: fingerprint of the former root that issued it, "" for the root in use.
    """

    serial: str
    unit: str
    code: str
    algorithm: str
    fingerprint: str
    issued: datetime
    valid_until: datetime
    revoked: datetime | None = None
    reason: str = ""
    root: str = ""


@dataclass(frozen=True, slots=True)
class CertificateIssued:
    """The answer file (certificate, root certificate, newest list) to carry back to the unit. `again`: the same
    request had been answered before, and this is that very certificate."""

    file: Path
    entry: IssuedEntry
    again: bool
    next_step: str


@dataclass(frozen=True, slots=True)
class AnswerFacts:
    """What an answer file holds. `fits`: it answers the request pending here. `root_trusted`: its root is trusted
    here already; otherwise compare `root.fingerprint` aloud and call `trust_root` with the same file."""

    unit: str
    code: str
    algorithm: str
    serial: str
    fingerprint: str
    valid_from: datetime
    valid_until: datetime
    fits: bool
    root: TrustedRoot | None
    root_trusted: bool
    list: ListFacts | None


@dataclass(frozen=True, slots=True)
class Installed:
    """The unit's new key; the former one lies in keys/former."""

    key: UnitKey
    next_step: str


@dataclass(frozen=True, slots=True)
class Revoked:
    """The register's entry after revoking. It counts for others once a list is published and carried to them."""

    entry: IssuedEntry
    next_step: str


@dataclass(frozen=True, slots=True)
class ListPublished:
    """The list file to carry to HR and the units."""

    file: Path
    list: ListFacts
    next_step: str


@dataclass(frozen=True, slots=True)
class ListImported:
    """`before`: the list that was held so far. `changed`: False when the file held that very list."""

    list: ListFacts
    before: ListFacts | None
    changed: bool
    next_step: str


@dataclass(frozen=True, slots=True)
class RevocationReason:
    """One entry for a chooser: `name` for scripts and `revoke`, `text` for people."""

    name: str
    text: str
