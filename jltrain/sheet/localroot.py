"""Trial keys, made automatically: a root of this PC's own, which vouches for this PC's unit and is believed here alone.

Such a root has no unit code, by which it is told from a provincial one, and its (empty) revocation list holds for as
long as itself, because there is nobody to renew it.
"""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from jltrain.sheet import algorithms, certificates, keyfile, revocation, trusted
from jltrain.sheet.certificates import Certificate
from jltrain.sheet.unitname import fit_name


def create_local(keys: Path, unit: str, now: datetime, passphrase: str | None) -> None:
    """Make a root of this PC's own, trust it, and have it issue the unit's certificate.

    What an interrupted call left is taken up, never replaced. Raises BadUnitName, KeyExists, KeysNotSaved, and
    WrongPassphrase when a root is there already and has another passphrase.
    """
    unit = fit_name(unit)
    for file in (keys / "unit.p12", keys / "token.json"):
        if file.exists():
            raise keyfile.KeyExists(file=file)
    if (keys / "root.p12").exists():
        root_key, root = keyfile.open_pair(keys / "root.p12", passphrase)
        if not is_trial_root(root):  # what a provincial root issues, it registers
            raise keyfile.KeyMissing(file=keys / "unit.p12")
    else:
        root_key = algorithms.DEFAULT.new_key()
        root = certificates.make_root(root_key, unit, now)
        keyfile.keep(keys / "root.p12", keyfile.pack("root", root_key, root, passphrase), new=True)
    key = algorithms.DEFAULT.new_key()
    certificate = certificates.issue(root, root_key, key.public_key(), unit, now)
    keyfile.keep(keys / "root.crt", certificates.pem(root))
    trusted.trust(keys, certificates.pem(root))
    publish_local(keys, passphrase)
    keyfile.keep(keys / "unit.crt", certificates.pem(certificate))
    keyfile.keep(keys / "unit.p12", keyfile.pack("unit", key, certificate, passphrase), new=True)


def renew_local(keys: Path, unit: str, now: datetime, passphrase: str | None) -> None:
    """Have this PC's own root issue a certificate to the unit under a new name; the former key is kept in `former/`.

    Raises like `create_local`, and KeyMissing where the key comes from another root; then nothing has changed.
    """
    fit_name(unit)
    keyfile.open_pair(keys / "root.p12", passphrase)
    own = certificates.load(keyfile.read(keys / "unit.crt"))
    keyfile.keep_former(keys / "unit.p12", f"{certificates.hex_of(own)[:16].upper()}.p12")
    create_local(keys, unit, now, passphrase)


def is_trial_root(root: Certificate) -> bool:
    """Whether some PC made this root for itself."""
    return not certificates.unit_code_of(root)


def local_root(keys: Path) -> Certificate | None:
    """This PC's own trial root, if it has one. Raises KeyDamaged."""
    if not (keys / "root.p12").is_file():
        return None
    try:
        root = certificates.load(keyfile.read(keys / "root.crt"))
    except (ValueError, keyfile.KeyMissing) as error:
        raise keyfile.KeyDamaged(file=keys / "root.crt") from error
    return root if is_trial_root(root) else None


def is_local(keys: Path) -> bool:
    """Whether the unit's certificate is of this PC's own trial root."""
    try:
        root = local_root(keys)
        own = certificates.load(keyfile.read(keys / "unit.crt"))
    except (ValueError, keyfile.KeyMissing, keyfile.KeyDamaged):
        return False
    return root is not None and certificates.issued_by(own, root)


def publish_local(keys: Path, passphrase: str | None = None) -> None:
    """Have the trial root publish its list, where that is missing and the key can be opened.

    Homes made by version 0.1 have none. The list is dated as the root is, so that no clock is needed.
    Raises KeysNotSaved.
    """
    try:
        root = local_root(keys)
        if root is None or not (keys / "trusted" / f"{certificates.hex_of(root)}.crt").is_file():
            return
        if trusted.usable_list(keys, root) is not None:
            return
        key, _root = keyfile.open_pair(keys / "root.p12", passphrase)
    except (keyfile.WrongPassphrase, keyfile.KeyDamaged, keyfile.KeyMissing):
        return  # verifying then says that there is no list, and what to do
    crl = revocation.build(root, key, 1, root.not_valid_before_utc, root.not_valid_after_utc, ())
    trusted.keep_list(keys, root, crl)
