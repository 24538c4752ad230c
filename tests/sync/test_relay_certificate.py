"""A relay proves the key of its workstation, for some weeks, by a signature that serves for nothing else."""

import ssl
from datetime import timedelta

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, load_pem_private_key

from app.core.keys import SigningKey
from app.sync.relay_certificate import CLOCKS_DIFFER, EXPIRED, FALSE, LASTS, NotARelay, judged, make

KEY, OTHER = SigningKey(bytes(range(32))), SigningKey(bytes(32))
NOW = 1_790_000_000_000


def der(key: SigningKey = KEY) -> bytes:
    return ssl.PEM_cert_to_DER_cert(make(key, b"secret", NOW)[0].decode())


def test_the_workstation_that_signed_is_named() -> None:
    assert judged(der(), NOW).device == KEY.public
    assert judged(der(OTHER), NOW).device == OTHER.public


def test_the_key_under_it_is_locked_and_never_twice_the_same() -> None:
    _, locked = make(KEY, b"secret", NOW)
    assert b"ENCRYPTED" in locked
    with pytest.raises(ValueError, match=r"."):
        load_pem_private_key(locked, b"autre")
    assert judged(der(), NOW).fingerprint != judged(der(), NOW).fingerprint


@pytest.mark.parametrize("away", [-CLOCKS_DIFFER - timedelta(minutes=1), LASTS + timedelta(minutes=1)])
def test_it_holds_neither_before_nor_after_its_time(away: timedelta) -> None:
    with pytest.raises(NotARelay, match=EXPIRED):
        judged(der(), NOW + int(away.total_seconds() * 1000))


def test_a_changed_byte_or_no_certificate_at_all_is_refused() -> None:
    whole = der()
    changed = [whole[:place] + bytes([whole[place] ^ 1]) + whole[place + 1 :] for place in (200, len(whole) - 1)]
    for false in (b"", b"x" * 100, *changed):
        with pytest.raises(NotARelay, match=FALSE):
            judged(false, NOW)


def test_a_certificate_that_names_a_workstation_without_its_signature_is_refused() -> None:
    real = x509.load_der_x509_certificate(der())
    false = ec.generate_private_key(ec.SECP256R1())
    forged = (
        x509.CertificateBuilder()
        .subject_name(real.subject)
        .issuer_name(real.issuer)
        .public_key(false.public_key())
        .serial_number(1)
        .not_valid_before(real.not_valid_before_utc)
        .not_valid_after(real.not_valid_after_utc)
        .add_extension(real.extensions[1].value, critical=True)
        .sign(false, SHA256())
    )
    with pytest.raises(NotARelay, match=FALSE):
        judged(forged.public_bytes(Encoding.DER), NOW)
