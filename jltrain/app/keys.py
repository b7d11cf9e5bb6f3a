"""The chain of trust, one function for each thing a person can do with keys.

    province (offline)      make_root ─► export_root ───────────────► HR: read_root, trust_root
                            read_request ─► issue_certificate ┐
    unit      make_request ─► (file) ─────────┘               └► (file) read_answer, install
    province  revoke ─► publish_list ─► (file) ───────────────► HR and units: import_list

Each step leaves one file that fits a USB stick, and its result has a `next_step`: a sentence in the language in use
that says what to carry where. Where a `target` is asked for, a folder will do: the file is then named for what it is
(`result.file` says how). Nothing secret is ever in such a file. What the province does is in `keyroot`, what HR does in `keytrust`.
"""

from __future__ import annotations

from pathlib import Path
from typing import Final
from unicodedata import normalize

from jltrain.app.context import Context
from jltrain.app.incoming import FileUnreadable, read_incoming
from jltrain.app.keyfacts import (
    AlgorithmChoice,
    AnswerFacts,
    CertificateIssued,
    Installed,
    IssuedEntry,
    KeyStatus,
    ListFacts,
    ListImported,
    ListPublished,
    OwnRoot,
    Pending,
    RequestFacts,
    RequestMade,
    RevocationReason,
    Revoked,
    RootExported,
    RootMade,
    TokenChoice,
    TokenFacts,
    TrustedRoot,
    UnitKey,
)
from jltrain.app.keyrequest import NoCodeYet, cancel_request, export_request, make_request, renew
from jltrain.app.keyroot import (
    CERTIFICATE_DAYS,
    DEFAULT_ALGORITHM,
    LIST_DAYS,
    export_certificate,
    issue_certificate,
    issued,
    make_root,
    publish_list,
    read_request,
    revocation_reasons,
    revoke,
)
from jltrain.app.keyshow import (
    FingerprintDiffers,
    list_facts,
    own_root_facts,
    pending_facts,
    placed,
    root_facts,
    suggested_name,
    trusted_facts,
    unit_facts,
    vouching,
)
from jltrain.app.keytrust import counting, import_list, read_list, read_root, trust_root, trusted, untrust_root
from jltrain.app.keywarnings import warnings_of
from jltrain.clock import beijing
from jltrain.errors import Refused
from jltrain.i18n import N_, _
from jltrain.savefile import save
from jltrain.sheet import algorithms as _algorithms
from jltrain.sheet import answer, authority, certificates, keyfile, request
from jltrain.sheet import keys as _keys
from jltrain.sheet import trusted as _trusted
from jltrain.sheet.keys import SigningKey
from jltrain.sheet.tokenplace import TokenPlace

__all__ = [
    "CERTIFICATE_DAYS", "DEFAULT_ALGORITHM", "LIST_DAYS", "LIST_DAYS_LEAST", "LIST_DAYS_MOST", "PASSPHRASE_LEAST",
    "AlgorithmChoice", "AnswerFacts", "CertificateIssued", "FileUnreadable", "FingerprintDiffers", "Installed", "IssuedEntry",
    "KeyStatus", "ListFacts", "ListImported", "ListPublished", "NoCodeYet", "OwnRoot", "PassphraseNeeded", "Pending",
    "RequestFacts", "RequestMade", "RevocationReason", "Revoked", "RootExported", "RootMade", "TokenChoice", "TokenFacts", "TokenPlace",
    "TrustedRoot", "UnitKey", "algorithms", "cancel_request", "change_passphrase", "counting", "ensure_keys", "export_certificate",
    "export_request", "export_root", "import_list", "install", "issue_certificate", "issued", "load_signer", "make_request",
    "make_root", "publish_list", "read_answer", "read_list", "read_request", "read_root", "renew", "revocation_reasons",
    "revoke", "secret_needed", "status", "suggested_name", "tokens", "trust_root", "trusted", "untrust_root",
    "write_root",
]  # fmt: skip

LIST_DAYS_LEAST: Final = authority.LIST_DAYS_LEAST
LIST_DAYS_MOST: Final = authority.LIST_DAYS_MOST
PASSPHRASE_LEAST: Final = keyfile.PASSPHRASE_LEAST


class PassphraseNeeded(Refused):
    template = N_("只有本机试用密钥可以不设口令；这把密钥必须设口令，请输入新口令。")


def algorithms() -> tuple[AlgorithmChoice, ...]:
    """What a new key can be; the first is the default. Those not `offered` are known, but cannot be chosen."""
    return tuple(AlgorithmChoice(a.name, a.text, a.offered) for a in _algorithms.ALL.values())


def status(context: Context) -> KeyStatus:
    """Everything about this PC's keys, without any passphrase. Raises KeyDamaged, BadRoot, RegisterDamaged."""
    unit, pending, believed = unit_facts(context), pending_facts(context), trusted_facts(context)
    roots = [own_root_facts(context, root) for root in authority.roots(context.places.keys)]
    root = roots[0] if roots and not roots[0].former else None
    former = tuple(r for r in roots if r.former)
    step = ""
    if pending is not None:
        step = _("请把申请文件带给根证书的保管单位，并当面或电话逐组核对申请指纹；拿到答复文件后在本机安装。")
    elif unit is not None and unit.trial and (root is None or root.trial):
        step = _(
            "现在用的是本机试用密钥，别处不认。正式使用前，请填写单位名称和代码生成申请文件，带给根证书的保管单位。"
        )
    return KeyStatus(unit, pending, root, former, believed, warnings_of(unit, root, former, believed), step)


def export_root(context: Context, target: Path) -> TrustedRoot:
    """What `write_root` says of the root."""
    return write_root(context, target).root


def write_root(context: Context, target: Path) -> RootExported:
    """Write the root that others need to believe this PC's sheets, with its newest list, to a file or into a folder.

    That is this PC's own provincial root, or else the one that issued its certificate. No secret is in it. Makes trial
    keys where there are none. Raises KeyMissing, FileNotWritten.
    """
    folder = context.places.keys
    held = authority.roots(folder)
    if not held or held[0].former or held[0].trial:
        ensure_keys(context)
        own = _keys.key_facts(folder).certificate
        root = vouching(folder, own) if own else None
        if root is None:
            raise _keys.KeyMissing(file=folder / "unit.crt")
        crl = _trusted.usable_list(folder, root)
    else:
        root, crl = held[0].certificate, authority.newest_list(held[0])
    file = placed(context, target, "root", certificates.unit_of(root))
    save(file, answer.compose((root,), crl))
    return RootExported(file, root_facts(root))


def read_answer(context: Context, file: Path) -> AnswerFacts:
    """Look at an answer of the province. Raises FileUnreadable, BadAnswer, KeyDamaged, BadRoot."""
    bundle = answer.read(read_incoming(file, answer.SIZE_LIMIT), file.name)
    own = bundle.unit
    if own is None:
        raise answer.BadAnswer(file=file.name)
    waiting = request.pending(context.places.keys)
    believed = vouching(context.places.keys, own)
    root = believed or bundle.root
    crl = bundle.crl if root is not None and bundle.crl is not None and bundle.crl.signed_by(root) else None
    return AnswerFacts(
        certificates.unit_of(own),
        certificates.unit_code_of(own),
        _algorithms.of_key(own.public_key()).text,
        certificates.serial_of(own),
        certificates.fingerprint(own),
        own.not_valid_before_utc,
        own.not_valid_after_utc,
        waiting is not None and answer.fits(waiting, own),
        root_facts(root) if root else None,
        believed is not None,
        list_facts(crl, root, context.clock.now()) if crl and root else None,
    )


def install(context: Context, file: Path, secret: str | None = None) -> Installed:
    """Take the answer to the pending request into use. `secret`: the pending key's passphrase, or the token's PIN.

    Its root must be trusted here before. An interrupted call is finished by the same call. The settings' unit becomes
    the certificate's. Raises NoRequestPending, BadAnswer, AnswerDiffers, RootNotTrusted, NotInForce, WrongPassphrase,
    ListAhead, KeysNotSaved, and for a token what `jltrain.sheet.token` raises.
    """
    bundle = answer.read(read_incoming(file, answer.SIZE_LIMIT), file.name)
    own = answer.install(context.places.keys, bundle, secret, context.clock.now(), file.name)
    unit = certificates.unit_of(own)
    if context.settings.text("unit").strip() != unit:
        context.settings.put("unit", unit)
    step = _("“{unit}”的签名密钥已经启用，有效期至 {until}；请把密钥文件夹另存一份备份。").format(
        unit=unit, until=beijing(own.not_valid_after_utc, "%Y-%m-%d")
    )
    made = unit_facts(context)
    assert made is not None
    return Installed(made, step)


def tokens(module: Path) -> tuple[TokenFacts, ...]:
    """The tokens that a PKCS#11 module sees. Raises ModuleMissing, TokenTrouble."""
    from jltrain.sheet import token  # only who has one needs what drives it

    return tuple(TokenFacts(t.label, t.serial, t.maker, t.ready) for t in token.tokens(str(module)))


def change_passphrase(context: Context, old: str | None, new: str | None, which: str = "unit") -> None:
    """Give a key another passphrase. `which`: "unit" (with its trial root, if it has one) or "root".

    None: none; allowed for trial keys only. Raises KeyMissing, WrongPassphrase, PassphraseTooShort, PassphraseNeeded,
    KeyOnToken, KeysNotSaved.
    """
    folder = context.places.keys
    trial = _keys.is_local(folder)
    if not new and (which == "root" or not trial):
        raise PassphraseNeeded
    if new:
        keyfile.fit_passphrase(new)
    if which == "root":
        authority.root_in_use(folder)
        _keys.change_root_passphrase(folder, old or "", new or "")
    else:
        _keys.change_passphrase(folder, old, new)


def secret_needed(context: Context) -> str:
    """What `load_signer` must be given: "" (nothing), "passphrase" or "pin". Raises KeyDamaged."""
    facts = _keys.key_facts(context.places.keys)
    if facts.token is not None:
        return "pin"
    return "passphrase" if facts.protected else ""


def load_signer(context: Context, secret: str | None = None) -> SigningKey:
    """The unit's key, ready to sign; `secret`: passphrase or PIN. Makes trial keys where there are none.

    Raises WrongPassphrase, KeyMissing, KeyDamaged, KeysNotSaved, and for a token what `jltrain.sheet.token` raises.
    """
    ensure_keys(context, secret)
    return _keys.load_signer(context.places.keys, secret)


def ensure_keys(context: Context, passphrase: str | None = None) -> bool:
    """Make trial keys if there are none; whether they were made now.

    When the unit's name was changed in the settings, a trial root issues it a new certificate; of a key under
    a passphrase only when that is given. A trial root without a list publishes it. Raises BadUnitName,
    WrongPassphrase, KeyMissing (on a PC with a provincial root), KeysNotSaved.
    """
    context.places.prepare()
    folder, now = context.places.keys, context.clock.now()
    unit = normalize("NFC", context.settings.text("unit").strip())  # as a certificate has it
    facts = _keys.key_facts(folder)
    if not facts.exists:
        _keys.create_local(folder, unit, now, passphrase)
        return True
    _keys.publish_local(folder, passphrase)
    if facts.unit != unit and _keys.is_local(folder) and (passphrase or not facts.protected):
        _keys.renew_local(folder, unit, now, passphrase)
        return True
    return False
