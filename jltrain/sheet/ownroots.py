"""The roots whose keys are on this PC: the one in use, and the former ones.

root.p12 root.crt                  the root in use (or a PC's own trial root, see `localroot`)
former/root-<16 digits>.p12/.crt   roots before it; they issue no more, but publish lists for what they issued
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from jltrain.errors import NotFound
from jltrain.i18n import N_
from jltrain.sheet import certificates, keyfile, localroot
from jltrain.sheet.certificates import Certificate
from jltrain.sheet.register import Register


class NoRoot(NotFound):
    template = N_("本机没有省级根证书的密钥，这一步要在保管根证书的电脑上做。")


@dataclass(frozen=True, slots=True)
class Root:
    """One root on this PC: its certificate, where its key is, and whether a newer one took its place."""

    keys: Path
    certificate: Certificate
    file: Path
    former: bool = False

    @property
    def register(self) -> Register:
        """What it did."""
        return Register(self.keys, certificates.hex_of(self.certificate))

    @property
    def trial(self) -> bool:
        """Made automatically for this PC alone."""
        return localroot.is_trial_root(self.certificate)


def roots(keys: Path) -> tuple[Root, ...]:
    """The root in use first, if there is one, then the former ones. Raises KeyDamaged."""
    current = current_root(keys) if (keys / "root.crt").exists() else None  # trial keys being made
    found = [current] if current else []
    for file in sorted((keys / "former").glob("root-*.crt")):
        if file.with_suffix(".p12").is_file():
            found.append(Root(keys, _certificate(file), file.with_suffix(".p12"), former=True))
    return tuple(found)


def root_in_use(keys: Path) -> Root:
    """The provincial root of this PC. Raises NoRoot, KeyDamaged."""
    current = current_root(keys)
    if current is None or current.trial:
        raise NoRoot
    return current


def root_named(keys: Path, fingerprint: str) -> Root:
    """A root of this PC, former or not, by the first digits of its fingerprint. Raises NoRoot."""
    digits = "".join(fingerprint.split()).lower()
    found = [r for r in roots(keys) if certificates.hex_of(r.certificate).startswith(digits)]
    if len(digits) < 8 or len(found) != 1:
        raise NoRoot
    return found[0]


def current_root(keys: Path) -> Root | None:
    """The root in use, provincial or trial. Raises KeyDamaged."""
    if not (keys / "root.p12").is_file():
        return None
    return Root(keys, _certificate(keys / "root.crt"), keys / "root.p12")


def _certificate(file: Path) -> Certificate:
    try:
        return certificates.load(keyfile.read(file))
    except (ValueError, keyfile.KeyMissing) as error:
        raise keyfile.KeyDamaged(file=file) from error
