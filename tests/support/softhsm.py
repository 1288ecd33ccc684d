"""A token of software: SoftHSM2 in a folder of its own plays the official's USB key."""

import os
import subprocess
from dataclasses import dataclass
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from support.signers import Holder

DRIVERS = ("/usr/lib/softhsm/libsofthsm2.so", "/usr/lib/x86_64-linux-gnu/softhsm/libsofthsm2.so")
PIN, SO_PIN = "Ma-Pin-123", "So-Pin-5678"
"""PINs of the tests' own token."""


@dataclass(frozen=True, slots=True)
class SoftToken:
    """Initialised tokens in a folder."""

    folder: Path

    @property
    def driver(self) -> Path:
        found = [path for path in map(Path, DRIVERS) if path.exists()]
        assert found, "softhsm2 is not installed: packaging/linux/setup.sh does that"
        return found[0]

    def plug_in(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """Let this process and its children see the tokens of the folder."""
        (self.folder / "tokens").mkdir(parents=True, exist_ok=True)
        settings = self.folder / "softhsm2.conf"
        settings.write_text(f"directories.tokendir = {self.folder / 'tokens'}\nlog.level = ERROR\n")
        monkeypatch.setenv("SOFTHSM2_CONF", str(settings))

    def initialise(self, label: str) -> None:
        """Add an empty token."""
        self._run("softhsm2-util", "--init-token", "--free", "--label", label, "--pin", PIN, "--so-pin", SO_PIN)

    def put(self, holder: Holder, *, token: str, label: str, identifier: str = "a1") -> None:
        """Put a key and its certificate on a token."""
        key, certificate = self.folder / "key.pem", self.folder / "cert.der"
        key.write_bytes(holder.key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
        certificate.write_bytes(holder.der)
        common = ("--label", label, "--id", identifier)
        self._run("softhsm2-util", "--import", str(key), "--token", token, *common, "--pin", PIN)
        tool = ("pkcs11-tool", "--module", str(self.driver), "--token-label", token, "--login", "--pin", PIN)
        self._run(*tool, "--write-object", str(certificate), "--type", "cert", *common)
        key.unlink()

    def _run(self, *line: str) -> None:
        done = subprocess.run(line, capture_output=True, env=os.environ, text=True, timeout=60, check=False)
        assert done.returncode == 0, done.stdout + done.stderr
