"""Digital signatures: who, when, where. The certificates are made here, for people who do not exist."""

import datetime as dt
import functools

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, pkcs7
from cryptography.x509.oid import NameOID
from hypothesis import given
from hypothesis import strategies as st
from raw_pdf import one_page, stream, text_at

from planparse.model.base import Outcome
from planparse.model.source import DigitalSignature, Source
from planparse.pipeline import parse_bytes
from planparse.read.pdf import read_pdf
from planparse.read.pdf.certificates import Signer, read_signer
from planparse.read.pdf.signatures import read_time
from planparse.report.outline import format_outline
from planparse.rulebook.book import load_rules

ISSUER = ("C", "VN"), ("O", "Ban Cấp chứng thư"), ("CN", "CA phục vụ cơ quan")
PERSON = (
    ("C", "VN"), ("O", "ỦY BAN NHÂN DÂN TỈNH HƯNG AN"), ("OU", "ỦY BAN NHÂN DÂN XÃ MỸ LÂM"), ("CN", "Trần Thị Lụa")
)  # fmt: skip
SEAL = ("C", "VN"), ("O", "Tỉnh Hưng An"), ("CN", "Ủy ban nhân dân xã Mỹ Lâm")
OIDS = {
    "C": NameOID.COUNTRY_NAME,
    "O": NameOID.ORGANIZATION_NAME,
    "OU": NameOID.ORGANIZATIONAL_UNIT_NAME,
    "CN": NameOID.COMMON_NAME,
}

Parts = tuple[tuple[str, str], ...]


def name(parts: Parts) -> x509.Name:
    return x509.Name([x509.NameAttribute(OIDS[kind], text) for kind, text in parts])


@functools.cache
def certificate(subject: Parts, issuer: Parts, serial: int) -> tuple[x509.Certificate, ec.EllipticCurvePrivateKey]:
    key = ec.generate_private_key(ec.SECP256R1())
    builder = x509.CertificateBuilder().subject_name(name(subject)).issuer_name(name(issuer)).serial_number(serial)
    builder = builder.public_key(key.public_key()).not_valid_before(dt.datetime(2026, 1, 1))
    return builder.not_valid_after(dt.datetime(2027, 1, 1)).sign(key, hashes.SHA256()), key


@functools.cache
def message(subject: Parts = PERSON, others: tuple[Parts, ...] = ()) -> bytes:
    """A signature in CMS, with the certificates of others beside the signer's."""
    own, key = certificate(subject, ISSUER, 200)
    builder = pkcs7.PKCS7SignatureBuilder().set_data(b"anything").add_signer(own, key, hashes.SHA256())
    for number, other in enumerate(others, 1):
        builder = builder.add_certificate(certificate(other, ISSUER, number)[0])
    return builder.sign(Encoding.DER, [pkcs7.PKCS7Options.DetachedSignature])


def signed(
    contents: bytes, *, rect: bytes = b"[300 100 420 160]", time: bytes = b"/M (D:20260115081500+07'00')",
    field: bytes = b"/T (Signature1)", page: bytes = b"/MediaBox [0 0 595 842]",
) -> bytes:  # fmt: skip
    """A page with one signature whose appearance shows the number 27."""
    widget = b"<< /Type /Annot /Subtype /Widget /FT /Sig %s /Rect %s /V 7 0 R /AP << /N 8 0 R >> >>" % (field, rect)
    value = b"<< /Type /Sig /Filter /Adobe.PPKLite /SubFilter /adbe.pkcs7.detached /ByteRange [0 1 2 3] %s" % time
    return one_page(
        text_at(80, 700, "So:      /KH-UBND"),
        page=page + b" /Annots [6 0 R]",
        catalog=b"/AcroForm << /Fields [6 0 R] /SigFlags 3 >>",
        more=[
            widget,
            value + b" /Reason (Phe duyet) /Contents <%s> >>" % (contents + bytes(64)).hex().encode(),
            stream(
                b"BT /F1 12 Tf 2 2 Td (27) Tj ET",
                b"/Type /XObject /Subtype /Form /BBox [0 0 120 60] /Resources << /Font << /F1 5 0 R >> >>",
            ),
        ],
    )


def signatures(outcome: Outcome[Source]) -> tuple[DigitalSignature, ...]:
    return outcome.value.signatures


def test_signer_body_time_reason_and_place_of_a_signature_are_read() -> None:
    outcome = read_pdf(signed(message()))
    (found,) = signatures(outcome)
    assert ("Trần Thị Lụa", "ỦY BAN NHÂN DÂN XÃ MỸ LÂM, ỦY BAN NHÂN DÂN TỈNH HƯNG AN") == (
        found.signer_name,
        found.organisation,
    )
    assert (dt.datetime(2026, 1, 15, 1, 15), "Phe duyet") == (found.signed_at, found.reason)
    assert ("page 1/signature[Signature1]", 1, (300, 682, 420, 742)) == (
        found.locus.path,
        found.locus.page,
        found.locus.bbox,
    )
    assert () == outcome.notes


def test_the_place_of_a_signature_is_as_seen_on_a_turned_page() -> None:
    (found,) = signatures(read_pdf(signed(message(), page=b"/MediaBox [0 0 595 842] /Rotate 90")))
    assert (1, (300, 100, 420, 160)) != (found.locus.page, found.locus.bbox)
    assert found.locus.bbox is not None


def test_an_invisible_signature_has_no_place() -> None:
    (found,) = signatures(read_pdf(signed(message(), rect=b"[0 0 0 0]")))
    assert ("signature[Signature1]", None, None) == (found.locus.path, found.locus.page, found.locus.bbox)


@pytest.mark.parametrize("others", [(SEAL,), (ISSUER, SEAL)])
def test_the_signer_is_found_among_other_certificates(others: tuple[Parts, ...]) -> None:
    assert Signer("Trần Thị Lụa", "ỦY BAN NHÂN DÂN XÃ MỸ LÂM, ỦY BAN NHÂN DÂN TỈNH HƯNG AN") == read_signer(
        message(PERSON, others)
    )


def test_a_body_that_seals_is_a_signer_like_a_person() -> None:
    assert Signer("Ủy ban nhân dân xã Mỹ Lâm", "Tỉnh Hưng An") == read_signer(message(SEAL) + bytes(100))


@pytest.mark.parametrize("contents", [b"", b"\x30", b"\x30\x80\x00\x00", b"no signature", bytes(50)])
def test_a_signature_that_cannot_be_read_is_a_finding_and_the_page_is_read(contents: bytes) -> None:
    outcome = read_pdf(signed(contents))
    assert [None] == [found.signer_name for found in signatures(outcome)]
    assert [("signature.unread", "signer not known")] == [(note.code, note.text) for note in outcome.notes]


@pytest.mark.parametrize("time", [b"", b"/M (D:20260115081500)", b"/M (D:20261315081500+07'00')", b"/M (yesterday)"])
def test_a_time_that_is_not_told_in_full_is_a_finding(time: bytes) -> None:
    outcome = read_pdf(signed(message(), time=time))
    assert [None] == [found.signed_at for found in signatures(outcome)]
    assert ["time not known"] == [note.text for note in outcome.notes]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("D:20260115081500+07'00'", dt.datetime(2026, 1, 15, 1, 15)),
        ("D:20260115081500+0700", dt.datetime(2026, 1, 15, 1, 15)),
        ("D:20260114231500-03'30", dt.datetime(2026, 1, 15, 2, 45)),
        ("D:202601150815Z", dt.datetime(2026, 1, 15, 8, 15)),
        ("D:00010101000000+07'00'", None),
        ("", None),
    ],
)
def test_times_are_told_in_utc(text: str, expected: dt.datetime | None) -> None:
    assert expected == read_time(text)


@given(st.binary(max_size=200))
def test_any_bytes_are_no_signature_or_one(data: bytes) -> None:
    for content in (data, message()[: len(data)] + data, data + message()):
        found = read_signer(content)
        assert found is None or isinstance(found, Signer)


def test_a_file_without_signatures_has_none() -> None:
    assert () == signatures(read_pdf(one_page(text_at(80, 700, "A page"))))


def test_signatures_reach_the_records_and_the_outline() -> None:
    records = parse_bytes(signed(message()), "plan.pdf", load_rules())
    (row,) = records.digital_signatures
    assert (records.plan.plan_id, 1, "Trần Thị Lụa", 1) == (row.plan_id, row.ordinal, row.signer_name, row.page)
    outline = format_outline(records)
    assert "## Digital signatures (chữ ký số), not checked: 1" in outline
    assert "| 1 | Trần Thị Lụa |" in outline
