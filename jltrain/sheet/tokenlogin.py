"""Being logged in to a hardware token, and what a token answers, in words.

A process is logged in to a token or not as a whole, so keys of one token share one login, which ends with the last.
"""

from __future__ import annotations

import contextlib
import hashlib
import hmac
import secrets
import threading
import weakref
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

import pkcs11
from pkcs11.types import Session, Token

from jltrain.errors import NotFound, Refused, Trouble
from jltrain.i18n import N_


class ModuleMissing(NotFound):
    template = N_("PKCS#11 模块“{module}”找不到或不能加载，请安装密码硬件的驱动程序，并核对模块文件的路径。")


class TokenMissing(NotFound):
    template = N_("没有找到名为“{token}”的密码硬件，请插好后重试。")


class WrongPin(Refused):
    template = N_("密码硬件“{token}”的 PIN 不对；连续输错会被锁定，请核对后再试。")


class PinLocked(Refused):
    template = N_("密码硬件“{token}”的 PIN 已被锁定，请用管理员 PIN（SO PIN）解锁。")


class TokenKeyMissing(NotFound):
    template = N_("密码硬件“{token}”里没有这把密钥，请核对插的是不是申请证书时的那一个。")


class TokenTrouble(Trouble):
    template = N_("密码硬件“{token}”没有完成操作（{reason}），请重新插拔后再试。")


class Login:
    """An open session, and by what PIN; closed when nothing uses it any longer."""

    def __init__(self, session: Session, pin: str) -> None:
        self.session = session
        self.lock = threading.Lock()
        self._salt = secrets.token_bytes(16)
        self._digest = self._of(pin)
        weakref.finalize(self, _close, session).atexit = False

    def _of(self, pin: str) -> bytes:
        return hashlib.sha256(self._salt + pin.encode()).digest()

    def knows(self, pin: str) -> bool:
        """Whether it was this PIN: a token that is logged in does not check another."""
        return hmac.compare_digest(self._of(pin), self._digest)


_logins: weakref.WeakValueDictionary[tuple[str, str], Login] = weakref.WeakValueDictionary()
opening: Final = threading.RLock()


def _close(session: Session) -> None:
    with contextlib.suppress(pkcs11.PKCS11Error):  # the token may be gone, and the session with it
        session.close()


def login(module: str, label: str, pin: str) -> Login:
    """The login that is open, or a new one; call it under `opening`. Raises WrongPin, TokenMissing, ModuleMissing."""
    held = _logins.get((module, label))
    if held is not None and _alive(held):
        if not held.knows(pin):
            raise WrongPin(token=label)
        return held
    _logins.pop((module, label), None)
    found = [t for t in plugged_in(module) if t.label.strip() == label.strip()]
    if len(found) != 1:
        raise TokenMissing(token=label)
    made = Login(found[0].open(user_pin=pin, rw=True), pin)
    _logins[(module, label)] = made
    return made


def _alive(held: Login) -> bool:
    """A token that was pulled out and put back has forgotten the login."""
    try:
        with held.lock:
            held.session.generate_random(64)
    except pkcs11.PKCS11Error:
        return False
    return True


def plugged_in(module: str) -> list[Token]:
    """The tokens there are now. Raises ModuleMissing."""
    if not Path(module).is_file():
        raise ModuleMissing(module=module)
    try:
        library = pkcs11.lib(module)
        if not _logins:
            library.reinitialize()  # else some modules do not see what was plugged in since
        return list(library.get_tokens())
    except (RuntimeError, OSError) as error:
        if isinstance(error, pkcs11.PKCS11Error) and type(error) is not pkcs11.PKCS11Error:
            raise
        raise ModuleMissing(module=module) from error


_KINDS: Final = (
    ((pkcs11.PinIncorrect, pkcs11.PinInvalid, pkcs11.PinLenRange), WrongPin),
    ((pkcs11.PinLocked,), PinLocked),
    ((pkcs11.TokenNotPresent, pkcs11.DeviceRemoved, pkcs11.NoSuchToken, pkcs11.SlotIDInvalid), TokenMissing),
    ((pkcs11.KeyHandleInvalid, pkcs11.ObjectHandleInvalid), TokenKeyMissing),
)


@contextmanager
def told(label: str) -> Iterator[None]:
    """What a token answers, in words."""
    try:
        yield
    except pkcs11.PKCS11Error as error:
        for kinds, trouble in _KINDS:
            if isinstance(error, kinds):
                raise trouble(token=label) from error
        raise TokenTrouble(token=label, reason=type(error).__name__) from error
