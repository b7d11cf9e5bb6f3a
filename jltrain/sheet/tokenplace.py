"""Where a key on a hardware token is, as the keys folder notes it."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

from jltrain.sheet import keyfile
from jltrain.sheet.certificates import Certificate, load, pem


@dataclass(frozen=True, slots=True)
class TokenPlace:
    """Path of the PKCS#11 module, the token's label, the key's id in hex."""

    module: str
    token: str
    key_id: str


def keep_place(file: Path, place: TokenPlace, certificate: Certificate | None = None) -> None:
    """Note it, with the certificate once there is one: both change in one step. Raises KeysNotSaved."""
    body = {"module": place.module, "token": place.token, "key_id": place.key_id}
    if certificate is not None:
        body["certificate"] = pem(certificate).decode()
    keyfile.keep(file, json.dumps(body, ensure_ascii=False, indent=1).encode())


def read_place(file: Path) -> tuple[TokenPlace, Certificate | None]:
    """What was noted. Raises KeyMissing, KeyDamaged."""
    data = keyfile.read(file)
    try:
        body = json.loads(data)
        texts = [body[name] for name in ("module", "token", "key_id")]
        bytes.fromhex(texts[2])
        certificate = load(body["certificate"].encode()) if "certificate" in body else None
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
        raise keyfile.KeyDamaged(file=file) from error
    if not all(isinstance(text, str) for text in texts):
        raise keyfile.KeyDamaged(file=file)
    return TokenPlace(*texts), certificate
