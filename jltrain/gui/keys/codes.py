"""Which errors a field of a form is to blame for, where several forms have such a field."""

from __future__ import annotations

from typing import Final

SECRET_CODES: Final = ("passphrase-too-short", "passphrase-needed")
PIN_CODES: Final = ("wrong-pin", "pin-locked")
TOKEN_CODES: Final = ("token-missing", "token-trouble", "token-key-missing", "module-missing")
