"""A root's register: what it issued, took back and published, for good.

`keys/register/<root's sha256>/000001.json, 000002.json, …`: one file for each entry, written once. Each holds the
SHA-256 of the file before it (the first: the root's fingerprint), so that none can be changed or left out unnoticed;
that the last ones were not cut off, the number of the published list shows.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Final

from jltrain.clock import iso, parse_iso
from jltrain.errors import Trouble
from jltrain.i18n import N_
from jltrain.sheet import keyfile
from jltrain.sheet.unitname import NAME_LIMIT

ISSUED: Final = "issued"
REVOKED: Final = "revoked"
PUBLISHED: Final = "published"
_TEXT_LIMIT: Final = max(NAME_LIMIT, 20_000)


class RegisterDamaged(Trouble):
    template = N_("签发登记“{file}”缺失或被改动过，不能继续签发；请用备份恢复整个密钥文件夹。")


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry; `facts` are texts whose names depend on `kind` (see `authority`)."""

    kind: str
    at: datetime
    facts: Mapping[str, str]


class Register:
    """The register of the root with this fingerprint (64 small hexadecimal digits)."""

    def __init__(self, keys: Path, root: str) -> None:
        self.folder = keys / "register" / root
        self._first = root

    def entries(self) -> tuple[Entry, ...]:
        """All of them, in order. Raises RegisterDamaged when the chain is broken."""
        return tuple(entry for entry, _digest in self._chain())

    def append(self, kind: str, at: datetime, facts: Mapping[str, str]) -> None:
        """One more, on the disk when this returns. Raises RegisterDamaged, KeysNotSaved."""
        chain = self._chain()
        before = chain[-1][1] if chain else self._first
        body = {"before": before, "kind": kind, "at": iso(at), "facts": dict(facts)}
        data = json.dumps(body, ensure_ascii=False, indent=1, sort_keys=True).encode()
        keyfile.keep(self._file(len(chain) + 1), data, new=True)

    def _file(self, number: int) -> Path:
        return self.folder / f"{number:06d}.json"

    def _chain(self) -> list[tuple[Entry, str]]:
        """Each entry with the SHA-256 of its file."""
        chain: list[tuple[Entry, str]] = []
        before = self._first
        for number in range(1, len(list(self.folder.glob("[0-9]*.json"))) + 1):
            file = self._file(number)
            try:
                data = keyfile.read(file)
                body = json.loads(data)
                if body["before"] != before:
                    raise RegisterDamaged(file=file)
                facts = {str(k): str(v)[:_TEXT_LIMIT] for k, v in body["facts"].items()}
                entry = Entry(str(body["kind"]), parse_iso(body["at"]), facts)
            except (keyfile.KeyMissing, keyfile.KeyDamaged) as error:
                raise RegisterDamaged(file=file) from error
            except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
                raise RegisterDamaged(file=file) from error
            before = hashlib.sha256(data).hexdigest()
            chain.append((entry, before))
        return chain
