"""A unit with its key, made once for all tests of the room."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from jltrain.sheet import keys
from jltrain.sheet.certificates import Certificate
from jltrain.sheet.keys import SigningKey
from jltrain.sheet.sign import sign
from tests.sheet.samples import UNIT, sample

NOW = datetime(2026, 11, 22, 3, tzinfo=UTC)


@pytest.fixture(scope="session")
def key_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Keys of the sample's issuer."""
    folder = tmp_path_factory.mktemp("keys")
    keys.create_local(folder, UNIT, NOW, None)
    return folder


@pytest.fixture(scope="session")
def key(key_folder: Path) -> SigningKey:
    return keys.load_signer(key_folder, None)


@pytest.fixture(scope="session")
def roots(key_folder: Path) -> tuple[Certificate, ...]:
    return keys.trusted_roots(key_folder)


@pytest.fixture(scope="session")
def signed(key: SigningKey) -> bytes:
    """The sample, signed."""
    return sign(sample(), key, NOW)
