"""A root, a unit's key and a fresh list, of any algorithm, without files."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache

from jltrain.sheet import algorithms, certificates, revocation
from jltrain.sheet.algorithms import PrivateKey
from jltrain.sheet.certificates import Certificate
from jltrain.sheet.keys import SigningKey
from jltrain.sheet.revocation import Revocation, RevocationList
from jltrain.sheet.trust import Trust
from tests.sheet.conftest import NOW
from tests.sheet.samples import UNIT

CODE = "JL22-01"


@cache
def key_of(algorithm: str, number: int = 0) -> PrivateKey:
    """One key for each number; RSA keys take a while to make."""
    return algorithms.of_name(algorithm).new_key()


@dataclass(frozen=True)
class Chain:
    """A root and a unit below it."""

    root: Certificate
    root_key: PrivateKey
    signer: SigningKey

    def crl(
        self,
        serials: Iterable[int] = (),
        number: int = 1,
        issued: datetime = NOW,
        until: datetime = NOW + timedelta(days=100),
    ) -> RevocationList:
        revoked = [Revocation(serial, NOW, "key-compromise") for serial in serials]
        return revocation.build(self.root, self.root_key, number, issued, until, revoked)

    def trust(self, crl: RevocationList | None = None) -> Trust:
        return Trust.of((self.root, crl or self.crl()))


def chain(root: str = "ecdsa-p256", unit: str = "ecdsa-p256", name: str = UNIT, code: str = CODE) -> Chain:
    root_key, key = key_of(root), key_of(unit, 1)
    certificate = certificates.make_root(root_key, "吉林省交通运输厅", NOW, "JL22")
    own = certificates.issue(certificate, root_key, key.public_key(), name, NOW, code)
    return Chain(certificate, root_key, SigningKey.of(own, key))
