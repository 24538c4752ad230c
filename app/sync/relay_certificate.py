"""How a relay proves who it is: a certificate of one start, signed by the key of its workstation. Made and judged here.

The key under the certificate lives as long as the relay serves. What the workstation's own key signs says only: "this
one speaks for me"; who that workstation is, and whether it is enrolled, each caller knows from the accounts it holds.
"""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from hashlib import sha256

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import BestAvailableEncryption, Encoding, PrivateFormat
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID, SignatureAlgorithmOID

from app.core.errors import Unavailable
from app.core.keys import SigningKey, verify

CLOCKS_DIFFER = timedelta(days=1)
LASTS = timedelta(days=30)
FALSE = "Ce qui répond à cette adresse n'est pas un relais de votre service : rien ne lui a été envoyé."
EXPIRED = (
    "Le certificat de ce relais n'est pas valable à l'heure de ce poste : arrêtez puis relancez le relais, et vérifiez "
    "l'heure des deux postes. Rien ne lui a été envoyé."
)


class NotARelay(Unavailable):
    """What answers there does not prove that it is a workstation of the service. Nothing was sent to it."""


@dataclass(frozen=True, slots=True)
class Certified:
    """A certificate that holds: the workstation (`device`) that vouches for it, and its SHA-256, to pin."""

    device: str
    fingerprint: str


def make(key: SigningKey, password: bytes, now: int) -> tuple[bytes, bytes]:
    """(certificate, its key locked by `password`) in PEM, for a relay that starts at that hour (ms)."""
    own = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, key.public)])
    begins = datetime.fromtimestamp(now / 1000, UTC)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(own.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(begins - CLOCKS_DIFFER)
        .not_valid_after(begins + LASTS)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH]), critical=True)
        .sign(Ed25519PrivateKey.from_private_bytes(key.seed), None)
    )
    locked = own.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, BestAvailableEncryption(password))
    return certificate.public_bytes(Encoding.PEM), locked


def judged(der: bytes, now: int) -> Certified:
    """Who vouches for that certificate at that hour (ms). Raises NotARelay."""
    try:
        certificate = x509.load_der_x509_certificate(der)
        names = [str(one.value) for one in certificate.subject.get_attributes_for_oid(NameOID.COMMON_NAME)]
        uses = certificate.extensions.get_extension_for_class(x509.ExtendedKeyUsage).value
        begins, ends = certificate.not_valid_before_utc, certificate.not_valid_after_utc
    except (ValueError, x509.ExtensionNotFound, x509.DuplicateExtension) as error:
        raise NotARelay(FALSE) from error
    signed = (
        len(names) == 1
        and certificate.signature_algorithm_oid == SignatureAlgorithmOID.ED25519
        and ExtendedKeyUsageOID.SERVER_AUTH in uses
        and verify(names[0], certificate.signature, certificate.tbs_certificate_bytes)
    )
    if not signed:
        raise NotARelay(FALSE)
    if not begins <= datetime.fromtimestamp(now / 1000, UTC) <= ends:
        raise NotARelay(EXPIRED)
    return Certified(names[0], sha256(der).hexdigest())
