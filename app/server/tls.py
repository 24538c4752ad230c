"""The server's own certificate authority and certificate, made once: workstations trust that authority alone."""

import ipaddress
import os
import ssl
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from app.core.errors import Refused

FOLDER = "tls"
AUTHORITY, AUTHORITY_KEY = "authority.pem", "authority.key"
CERTIFICATE, CERTIFICATE_KEY = "server.pem", "server.key"
LIFETIME = timedelta(days=3650)
CLOCKS_DIFFER = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Signer:
    """Who signs a certificate."""

    name: x509.Name
    key: ec.EllipticCurvePrivateKey


def make_certificates(data: Path, names: Sequence[str], now: datetime | None = None) -> None:
    """A new authority and a certificate it signs for these host names and addresses, in a private folder."""
    begins = (now or datetime.now(UTC)) - CLOCKS_DIFFER
    authority = Signer(_name("Autorité Diapason"), ec.generate_private_key(ec.SECP256R1()))
    server = Signer(_name(names[0]), ec.generate_private_key(ec.SECP256R1()))
    folder = data / FOLDER
    folder.mkdir(mode=0o700)
    write_private(folder / AUTHORITY_KEY, _key_pem(authority.key))
    write_private(folder / AUTHORITY, _authority(authority, begins).public_bytes(Encoding.PEM))
    write_private(folder / CERTIFICATE_KEY, _key_pem(server.key))
    certificate = _certificate(server, authority, names, begins)
    write_private(folder / CERTIFICATE, certificate.public_bytes(Encoding.PEM))


def authority_pem(data: Path) -> bytes:
    return (data / FOLDER / AUTHORITY).read_bytes()


def authority_print(pem: bytes) -> str:
    """What an invitation code holds of the authority: SHA-256 of its certificate (DER), as every tool shows it."""
    return sha256(ssl.PEM_cert_to_DER_cert(pem.decode())).hexdigest()


def server_context(data: Path) -> ssl.SSLContext:
    """TLS 1.3 and nothing older, under our certificate."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.minimum_version = ssl.TLSVersion.TLSv1_3
    context.load_cert_chain(data / FOLDER / CERTIFICATE, data / FOLDER / CERTIFICATE_KEY)
    return context


def write_private(path: Path, content: bytes) -> None:
    """A new file that only its owner reads, on the disk before we go on."""
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def _name(common: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, common[:64])])


def _key_pem(key: ec.EllipticCurvePrivateKey) -> bytes:
    return key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())


def _builder(subject: Signer, issuer: Signer, begins: datetime) -> x509.CertificateBuilder:
    return (
        x509.CertificateBuilder()
        .subject_name(subject.name)
        .issuer_name(issuer.name)
        .public_key(subject.key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(begins)
        .not_valid_after(begins + LIFETIME)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(subject.key.public_key()), critical=False)
        .add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(issuer.key.public_key()), critical=False)
    )


def _authority(authority: Signer, begins: datetime) -> x509.Certificate:
    return (
        _builder(authority, authority, begins)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .add_extension(_usage(signs_certificates=True), critical=True)
        .sign(authority.key, SHA256())
    )


def _certificate(server: Signer, authority: Signer, names: Sequence[str], begins: datetime) -> x509.Certificate:
    return (
        _builder(server, authority, begins)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(_usage(signs_certificates=False), critical=True)
        .add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH]), critical=False)
        .add_extension(x509.SubjectAlternativeName([_general_name(name) for name in names]), critical=False)
        .sign(authority.key, SHA256())
    )


def _usage(signs_certificates: bool) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=not signs_certificates,
        key_cert_sign=signs_certificates,
        crl_sign=signs_certificates,
        content_commitment=False,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        encipher_only=False,
        decipher_only=False,
    )


def _general_name(name: str) -> x509.GeneralName:
    try:
        return x509.IPAddress(ipaddress.ip_address(name))
    except ValueError:
        pass
    try:
        return x509.DNSName(name.encode("idna").decode())
    except UnicodeError as error:
        raise Refused(f"« {name} » n'est ni un nom de machine ni une adresse.") from error
