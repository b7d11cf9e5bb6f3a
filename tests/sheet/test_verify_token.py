"""A sheet whose key is on a hardware token (SoftHSM stands for one) is accepted like any other.

The token signs in a process of its own: a PKCS#11 module is initialized once per process, and other tests have theirs.
"""

from __future__ import annotations

import os
import pickle
import shutil
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from cryptography.hazmat.primitives import serialization

from jltrain.sheet import certificates
from jltrain.sheet.verify import verify
from tests.sheet.attacks.stage import NOW, scene
from tests.sheet.attacks.test_attacks import codes

MODULE = Path("/usr/lib/softhsm/libsofthsm2.so")

SIGNS = """
import pickle, sys
from pathlib import Path
from cryptography.hazmat.primitives import serialization
from jltrain.sheet import certificates, token
from jltrain.sheet.keys import SigningKey
from jltrain.sheet.sign import sign
here, module, algorithm = Path(sys.argv[1]), sys.argv[2], sys.argv[3]
payload, now = pickle.loads((here / "order").read_bytes())
root = certificates.load((here / "root.crt").read_bytes())
root_key = serialization.load_pem_private_key((here / "root.pem").read_bytes(), None)
place, key = token.make_key(module, "jltrain-test", "1234", algorithm)
certificate = certificates.issue(root, root_key, key.public_key(), payload.issuer, now, payload.issuer_code)
(here / "sheet.pdf").write_bytes(sign(payload, SigningKey.of(certificate, key), now))
"""


@pytest.mark.skipif(not MODULE.exists() or not shutil.which("softhsm2-util"), reason="softhsm2 is not installed")
@pytest.mark.parametrize("algorithm", ["ecdsa-p256", "rsa-2048"])
def test_signed_by_a_token(tmp_path: Path, algorithm: str) -> None:
    s = scene()
    (tmp_path / "tokens").mkdir()
    (tmp_path / "softhsm2.conf").write_text(f"directories.tokendir = {tmp_path / 'tokens'}\nlog.level = ERROR\n")
    environment = {**os.environ, "SOFTHSM2_CONF": str(tmp_path / "softhsm2.conf")}
    words = ["--init-token", "--free", "--label", "jltrain-test", "--pin", "1234", "--so-pin", "5678"]
    subprocess.run(["softhsm2-util", *words], env=environment, check=True, capture_output=True)
    payload = replace(s.payload, number="JL2026-220100-000777")
    (tmp_path / "order").write_bytes(pickle.dumps((payload, NOW)))
    (tmp_path / "root.crt").write_bytes(certificates.pem(s.pki.root.certificate))
    (tmp_path / "root.pem").write_bytes(
        s.pki.root.private.private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )
    )
    run = subprocess.run(
        [sys.executable, "-c", SIGNS, str(tmp_path), str(MODULE), algorithm], env=environment, capture_output=True, text=True, check=False
    )  # fmt: skip
    assert run.returncode == 0, run.stderr
    verdict = verify((tmp_path / "sheet.pdf").read_bytes(), s.trust, NOW)
    assert codes(verdict) == set()
    assert verdict.payload == payload
