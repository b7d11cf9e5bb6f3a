"""A payload in, a signed sheet out: one revision, one certifying signature over all of it."""

from __future__ import annotations

from datetime import datetime

from jltrain.clock import beijing
from jltrain.errors import Refused
from jltrain.i18n import N_
from jltrain.sheet.frame import frame
from jltrain.sheet.keys import SigningKey
from jltrain.sheet.payload import Payload, check


class NotOurSheet(Refused):
    template = N_("这份成绩单的签发单位是“{issuer}”，本机的签名密钥属于“{unit}”，不能代签。")


class KeyNotInForce(Refused):
    template = N_("签名证书的有效期是 {start} 至 {end}，现在不能签名；请先核对电脑时间，证书过期的请换领新证书。")


def sign(payload: Payload, key: SigningKey, now: datetime) -> bytes:
    """The signed PDF (PAdES baseline B, DocMDP: no changes), with the algorithms of the key.

    The time it states is the payload's `issued`; `now` only has to lie within the certificate's validity.
    Raises NotOurSheet, KeyNotInForce, and BadPayload for what `verify` would not read back.
    """
    if (payload.issuer, payload.issuer_code) != (key.unit, key.unit_code):
        raise NotOurSheet(issuer=payload.issuer, unit=key.unit)
    start, end = key.certificate.not_valid_before_utc, key.certificate.not_valid_after_utc
    if not start <= now <= end:
        raise KeyNotInForce(start=beijing(start), end=beijing(end))
    check(payload)
    unsigned = frame(payload)
    return unsigned.filled(key.cms(unsigned.digest(key.digest_algorithm)))
