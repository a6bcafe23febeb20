"""Whose certificate made a digital signature. Nothing is verified here: neither the signature nor the certificate."""

import warnings
from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from planparse.text.unicode import tidy

if TYPE_CHECKING:
    from cryptography.x509 import Certificate

_SEQUENCE, _INTEGER = 0x30, 0x02


class Signer(NamedTuple):
    """The holder of a certificate as it names itself; None where it does not.

    Attributes:
        organisation: the unit and the bodies above it, the nearest first, as far as the certificate names them.
    """

    name: str | None
    organisation: str | None


def read_signer(message: bytes) -> Signer | None:
    """The holder of the certificate that made a signature; None where it cannot be told.

    Args:
        message: a CMS (PKCS #7) message in DER, with any number of zero bytes behind it, as a PDF holds it.
    """
    try:
        certificate = _find_signing(_cut_padding(message))
        return _read_holder(certificate) if certificate else None
    except Exception:  # a damaged or odd message fails in ways that no list holds; the caller notes it
        return None


def _cut_padding(message: bytes) -> bytes:
    """The message without what follows it; one of unknown length (BER) as it is."""
    if message[:1] != bytes([_SEQUENCE]) or len(message) < 2 or message[1] == 0x80:
        return message
    if message[1] < 0x80:
        return message[: 2 + message[1]]
    octets = message[1] & 0x7F
    return message[: 2 + octets + int.from_bytes(message[2 : 2 + octets], "big")]


def _find_signing(message: bytes) -> "Certificate | None":
    """The certificate whose issuer and number the signature names, else the one that issued no other."""
    from cryptography.hazmat.primitives.serialization import pkcs7  # only signed files pay for loading it

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # signing programs write BER that is no DER
        certificates = pkcs7.load_der_pkcs7_certificates(message)
    named = (one for one in certificates if one.issuer.public_bytes() + _encode(one.serial_number) in message)
    issuers = {one.issuer.public_bytes() for one in certificates if one.issuer != one.subject}
    last = (one for one in certificates if one.subject.public_bytes() not in issuers)
    return next(named, None) or next(last, None)


def _encode(number: int) -> bytes:
    """A whole number in DER."""
    octets = number.to_bytes(number.bit_length() // 8 + 1, "big", signed=True)
    return bytes([_INTEGER, len(octets)]) + octets


def _read_holder(certificate: "Certificate") -> Signer:
    from cryptography.x509.oid import NameOID

    parts = [(attribute.oid, tidy(str(attribute.value))) for attribute in certificate.subject]
    names = [text for oid, text in parts if oid == NameOID.COMMON_NAME and text]
    bodies = [text for oid, text in parts if oid in (NameOID.ORGANIZATIONAL_UNIT_NAME, NameOID.ORGANIZATION_NAME)]
    kinds = [oid for oid, _ in parts if oid in (NameOID.COMMON_NAME, NameOID.ORGANIZATION_NAME)]
    if kinds and kinds[-1] == NameOID.COMMON_NAME:
        bodies.reverse()  # most certificates go from the country down to the person
    return Signer(names[-1] if names else None, ", ".join(_without_repeats(bodies)) or None)


def _without_repeats(texts: list[str]) -> Iterator[str]:
    yield from dict.fromkeys(text for text in texts if text)
