"""The keys of a project: a secret that two agencies share and that never travels.

Each side makes an X25519 pair and an Ed25519 pair on its own machine and sends only the public halves. The
project's secret is HKDF-SHA256 of the X25519 agreement, bound to everything the two agreed on: another day of
expiry or another party is another secret.
"""

from __future__ import annotations

import hashlib
import hmac
from dataclasses import dataclass
from typing import Self

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

_PURPOSE = b"madadkar private linkage 1"
_BYTES = 32
_GROUPS = 6
_GROUP_DIGITS = 5


@dataclass(frozen=True)
class OwnKeys:
    """One side's private halves; who holds them and the other's public halves has the project's secret."""

    exchange: X25519PrivateKey
    signing: Ed25519PrivateKey

    @classmethod
    def new(cls) -> Self:
        """Two new pairs."""
        return cls(X25519PrivateKey.generate(), Ed25519PrivateKey.generate())

    @classmethod
    def from_hex(cls, exchange: str, signing: str) -> Self:
        """The pairs as they were kept. Raises ValueError for what is no key."""
        return cls(
            X25519PrivateKey.from_private_bytes(bytes.fromhex(exchange)),
            Ed25519PrivateKey.from_private_bytes(bytes.fromhex(signing)),
        )

    def to_hex(self) -> tuple[str, str]:
        """The private halves, to be kept by their owner only."""
        return self.exchange.private_bytes_raw().hex(), self.signing.private_bytes_raw().hex()

    def public_hex(self) -> tuple[str, str]:
        """The public halves, to be sent to the other side."""
        return (
            self.exchange.public_key().public_bytes_raw().hex(),
            self.signing.public_key().public_bytes_raw().hex(),
        )

    def sign(self, message: bytes) -> str:
        """A signature that anybody with the public half can check."""
        return self.signing.sign(message).hex()


def shared_secret(own: OwnKeys, *, their_exchange: str, agreed: bytes) -> bytes:
    """The project's secret: the same for both sides and nobody else. Raises ValueError for what is no key."""
    shared = own.exchange.exchange(X25519PublicKey.from_public_bytes(bytes.fromhex(their_exchange)))
    salt = hashlib.sha256(agreed).digest()
    return HKDF(algorithm=SHA256(), length=_BYTES, salt=salt, info=_PURPOSE).derive(shared)


def subkey(secret: bytes, purpose: str) -> bytes:
    """A key for one purpose only."""
    return hmac.digest(secret, purpose.encode(), "sha256")


def is_signed(message: bytes, *, signature: str, signing: str) -> bool:
    """Whether the owner of the public signing key signed exactly this."""
    try:
        Ed25519PublicKey.from_public_bytes(bytes.fromhex(signing)).verify(bytes.fromhex(signature), message)
    except (InvalidSignature, ValueError):
        return False
    return True


def fingerprint(agreed: bytes) -> str:
    """Thirty digits to be read aloud over the telephone: equal only if both hold the same agreement."""
    number = int.from_bytes(hashlib.sha256(_PURPOSE + agreed).digest()) % 10 ** (_GROUPS * _GROUP_DIGITS)
    digits = f"{number:0{_GROUPS * _GROUP_DIGITS}}"
    return " ".join(digits[at : at + _GROUP_DIGITS] for at in range(0, len(digits), _GROUP_DIGITS))
