"""A server of time stamps (RFC 3161) for tests: openssl behind http, with a certificate of the tests' own authority."""

import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from enum import Enum
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Event, Thread

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID
from support.signers import Holder

NAME = "Máy chủ dấu thời gian thử nghiệm"
_CONFIG = """
[tsa]
default_tsa = own
[own]
serial = {folder}/serial
signer_cert = {folder}/tsa.pem
signer_key = {folder}/tsa.key
certs = {folder}/root.pem
signer_digest = sha256
default_policy = 1.2.3.4.1
digests = sha256, sha384, sha512
accuracy = secs:1
"""


class Mood(Enum):
    """How the server behaves."""

    ANSWERS = "answers"
    SILENT = "silent"
    BROKEN = "broken"
    NONSENSE = "nonsense"
    OF_SOMETHING_ELSE = "of something else"
    DRIPS = "drips"


class TimeStampAuthority:
    """Stamps with openssl; ``served`` counts the questions."""

    def __init__(self, folder: Path, root: Holder) -> None:
        folder.mkdir()
        self.folder, self.served, self.mood, self.over = folder, 0, Mood.ANSWERS, Event()
        key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
        private = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
        (folder / "tsa.key").write_bytes(private)
        (folder / "tsa.pem").write_bytes(_certificate(key, root).public_bytes(Encoding.PEM))
        (folder / "root.pem").write_bytes(root.certificate.public_bytes(Encoding.PEM))
        (folder / "serial").write_text("01\n", encoding="ascii")
        (folder / "tsa.cnf").write_text(_CONFIG.format(folder=folder), encoding="utf-8")

    def stamp(self, query: bytes) -> bytes:
        """The reply of openssl."""
        question, reply = self.folder / "query.tsq", self.folder / "reply.tsr"
        question.write_bytes(query)
        command = ["openssl", "ts", "-reply", "-config", self.folder / "tsa.cnf", "-queryfile", question, "-out", reply]
        subprocess.run(command, check=True, capture_output=True, timeout=30)
        return reply.read_bytes()

    @contextmanager
    def listening(self) -> Iterator[str]:
        """The address while it is served."""
        server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(self))
        thread = Thread(target=server.serve_forever, daemon=True)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_address[1]}/tsa"
        finally:
            self.over.set()
            server.shutdown()
            server.server_close()
            thread.join()


def _handler(authority: TimeStampAuthority) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            authority.served += 1
            query = self.rfile.read(int(self.headers["Content-Length"]))
            deeds: dict[Mood, Callable[[], object]] = {
                Mood.SILENT: lambda: authority.over.wait(30),
                Mood.DRIPS: self._drip,
                Mood.BROKEN: lambda: self.send_error(500),
                Mood.NONSENSE: lambda: self._reply(b"\x30\x03\x02\x01\x00"),
                Mood.OF_SOMETHING_ELSE: lambda: self._reply(authority.stamp(query.replace(query[30:46], bytes(16), 1))),
                Mood.ANSWERS: lambda: self._reply(authority.stamp(query)),
            }
            deeds[authority.mood]()

        def _reply(self, content: bytes) -> None:
            self.send_response(200)
            self.send_header("Content-Type", "application/timestamp-reply")
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        def _drip(self) -> None:
            self.send_response(200)
            self.send_header("Content-Length", "100000")
            self.end_headers()
            end = time.monotonic() + 30
            while time.monotonic() < end and not authority.over.wait(0.2):
                try:
                    self.wfile.write(b"\x30")
                except OSError:
                    return

        def log_message(self, *_words: object) -> None:
            return

    return Handler


def _certificate(key: rsa.RSAPrivateKey, root: Holder) -> x509.Certificate:
    now = datetime.now().astimezone()
    builder = (
        x509.CertificateBuilder()
        .subject_name(x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, NAME)]))
        .issuer_name(root.certificate.subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=10))
        .not_valid_after(now + timedelta(days=100))
    )
    usage = x509.ExtendedKeyUsage([ExtendedKeyUsageOID.TIME_STAMPING])
    return builder.add_extension(usage, critical=True).sign(root.key, hashes.SHA256())
