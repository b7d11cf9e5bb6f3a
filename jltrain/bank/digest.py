"""Digests of values as one agreed JSON: sorted keys, UTF-8, no spaces."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping

import orjson


def canonical(value: Mapping[str, object]) -> bytes:
    """The bytes that are hashed and stored."""
    return orjson.dumps(value, option=orjson.OPT_SORT_KEYS)


def of(value: Mapping[str, object]) -> str:
    """SHA-256 of `canonical`, in hexadecimal."""
    return hashlib.sha256(canonical(value)).hexdigest()


def ranked(seed: str, *names: str) -> bytes:
    """A number for `names` that looks drawn at random but follows from the seed alone.

    Sorting by it is a shuffle that any program in any language can repeat; Python's own `random` makes
    no such promise across versions.
    """
    return hashlib.sha256("\x1f".join((seed, *names)).encode()).digest()
