"""The certificate by which browsers know the room: made on its own server, or the ministry's own.

Danger: an authority that browsers trust and that can speak for any address in the world; a key others can read; a certificate
that ends on the day it is needed most.
Duty: an authority that is good for one name and nothing else, and a certificate by it; a certificate of somebody else's taken in,
if it fits; what stands and until when; what the gate seals the line with.
Shape: a folder with `authority.pem` (given to the browsers), `authority.key`, `server.pem` (the certificate and what it was
signed by), `server.key`; keys are 0600. Elliptic curve P-256: a handshake costs the gate a tenth of a thousandth of a second, so
that those of one side hardly hold up an answer to the other; an RSA key costs ten times that.
"""

import ipaddress
import secrets
import ssl
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import NamedTuple

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from wasata.errors import RoomError
from wasata.record import files
from wasata.words import Key

AUTHORITY_DAYS = 3650
DAYS = 397
"""Longer ones are refused by browsers."""
DUE_DAYS = 45
"""So long before its end another is due."""
_BEFORE = timedelta(hours=1)
"""It begins a little earlier than now: clocks of the ministry's machines differ."""
AUTHORITY, AUTHORITY_KEY, SERVER, SERVER_KEY = "authority.pem", "authority.key", "server.pem", "server.key"


class CertificateWrong(RoomError):
    """A certificate cannot be made, taken or used. Values: why (a key under `certificate.why`), value."""

    code = "certificate.wrong"


@dataclass(frozen=True, slots=True)
class Standing:
    """The certificate that stands. `own`: its authority was made here, and can make another."""

    names: tuple[str, ...]
    ends: datetime
    own: bool
    fingerprint: str
    """Of the authority, or of the certificate itself where it is somebody else's: SHA-256, to be read aloud."""

    def is_due(self, now: datetime) -> bool:
        return now >= self.ends - timedelta(days=DUE_DAYS)


def read_aloud(digest: bytes) -> str:
    """A digest in groups of four."""
    told = digest.hex().upper()
    return " ".join(told[n : n + 4] for n in range(0, len(told), 4))


def make(folder: Path, names: tuple[str, ...], now: datetime) -> Standing:
    """An authority for these names alone, and a certificate by it. One that stands there is not made again.

    Raises:
        CertificateWrong: an authority stands there already, or a name is none.
    """
    if not names:
        raise CertificateWrong(why=Key("certificate.why.no_name"), value=str(folder))
    if (folder / AUTHORITY_KEY).exists():
        raise CertificateWrong(why=Key("certificate.why.stands"), value=str(folder))
    alone = [_alone(name) for name in names]
    files.make_folder(folder)
    key = ec.generate_private_key(ec.SECP256R1())
    called = x509.Name([
        x509.NameAttribute(NameOID.ORGANIZATION_NAME, "Wasata"), x509.NameAttribute(NameOID.COMMON_NAME, names[0][:64]),
    ])  # fmt: skip
    made = (
        _begun(called, called, key.public_key(), now, AUTHORITY_DAYS)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .add_extension(_usage(signs=True), critical=True)
        .add_extension(x509.NameConstraints(alone, None), critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
        .sign(key, hashes.SHA256())
    )
    files.write_whole(folder / AUTHORITY_KEY, _private(key))
    _open(folder / AUTHORITY, made.public_bytes(serialization.Encoding.PEM))
    return renew(folder, now)


def renew(folder: Path, now: datetime) -> Standing:
    """Another certificate by the authority that stands there, with a new key.

    Raises:
        CertificateWrong: none stands there that was made here, or it ends before.
    """
    authority = _read(folder / AUTHORITY)
    try:
        key = serialization.load_pem_private_key((folder / AUTHORITY_KEY).read_bytes(), None)
    except FileNotFoundError:
        raise CertificateWrong(why=Key("certificate.why.not_own"), value=str(folder)) from None
    except (OSError, ValueError):
        raise CertificateWrong(why=Key("certificate.why.unreadable"), value=str(folder / AUTHORITY_KEY)) from None
    assert isinstance(key, ec.EllipticCurvePrivateKey)
    if authority.not_valid_after_utc <= now:
        raise CertificateWrong(why=Key("certificate.why.authority_ended"), value=str(folder / AUTHORITY))
    names = _names_of_authority(authority)
    own = ec.generate_private_key(ec.SECP256R1())
    days = min(DAYS, (authority.not_valid_after_utc - now).days)
    made = (
        _begun(x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, str(names[0].value)[:64])]), authority.subject,
               own.public_key(), now, days)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(_usage(signs=False), critical=True)
        .add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH]), critical=False)
        .add_extension(x509.SubjectAlternativeName(names), critical=False)
        .add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(key.public_key()), critical=False)
        .sign(key, hashes.SHA256())
    )  # fmt: skip
    pem = serialization.Encoding.PEM
    files.write_whole(folder / SERVER_KEY, _private(own))
    _open(folder / SERVER, made.public_bytes(pem) + authority.public_bytes(pem))
    return look(folder)


def take(folder: Path, certificate: Path, key: Path, now: datetime) -> Standing:
    """Takes in a certificate that the ministry's own authority made, with its key.

    Raises:
        CertificateWrong: they do not belong together, it has ended, or names nothing.
    """
    made = _read(certificate)
    try:
        private = serialization.load_pem_private_key(key.read_bytes(), None)
    except (OSError, ValueError, TypeError):
        raise CertificateWrong(why=Key("certificate.why.unreadable"), value=str(key)) from None
    public = serialization.PublicFormat.SubjectPublicKeyInfo
    der = serialization.Encoding.DER
    if private.public_key().public_bytes(der, public) != made.public_key().public_bytes(der, public):
        raise CertificateWrong(why=Key("certificate.why.other_key"), value=str(key))
    if made.not_valid_after_utc <= now:
        raise CertificateWrong(why=Key("certificate.why.ended"), value=str(certificate))
    if not _names(made):
        raise CertificateWrong(why=Key("certificate.why.no_name"), value=str(certificate))
    files.make_folder(folder)
    for left in (AUTHORITY, AUTHORITY_KEY):  # that one would be told as standing
        (folder / left).unlink(missing_ok=True)
    files.write_whole(folder / SERVER_KEY, key.read_bytes())
    _open(folder / SERVER, certificate.read_bytes())
    return look(folder)


def look(folder: Path) -> Standing:
    """What stands there.

    Raises:
        CertificateWrong: nothing that can be read.
    """
    return look_at(folder / SERVER)


def look_at(certificate: Path) -> Standing:
    """What stands in one file.

    Raises:
        CertificateWrong: nothing that can be read.
    """
    made, authority = _read(certificate), certificate.with_name(AUTHORITY)
    own = authority.exists()
    told = _read(authority) if own else made
    return Standing(_names(made), made.not_valid_after_utc, own, read_aloud(told.fingerprint(hashes.SHA256())))


def sealing(certificate: Path, key: Path) -> ssl.SSLContext:
    """What the gate seals the line with: TLS 1.3 and nothing older.

    Raises:
        CertificateWrong: the two cannot be used.
    """
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.minimum_version = ssl.TLSVersion.TLSv1_3
    try:
        context.load_cert_chain(certificate, key)
    except OSError as error:  # `ssl.SSLError` is one
        why = "unreadable" if not isinstance(error, ssl.SSLError) else "not_used"
        raise CertificateWrong(why=Key(f"certificate.why.{why}"), value=str(certificate)) from None
    return context


def trusting(certificate: Path) -> ssl.SSLContext:
    """By which the room knows itself when it looks whether it answers: this certificate and no other, whatever its name."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.check_hostname = False
    context.verify_flags |= ssl.VERIFY_X509_PARTIAL_CHAIN
    context.load_verify_locations(certificate)
    return context


class Sealing(NamedTuple):
    """By what the line to browsers is sealed, by what the room knows itself there, and the certificate that stands."""

    by: ssl.SSLContext
    known_by: ssl.SSLContext
    standing: Standing


def line(certificate: Path, key: Path) -> Sealing:
    """All that a room needs that seals its line itself.

    Raises:
        CertificateWrong: the two cannot be used.
    """
    standing = look_at(certificate)
    return Sealing(sealing(certificate, key), trusting(certificate), standing)


# pieces


def _begun(
    subject: x509.Name, issuer: x509.Name, public: ec.EllipticCurvePublicKey, now: datetime, days: int
) -> x509.CertificateBuilder:
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(public)
        .serial_number(secrets.randbits(159))
        .not_valid_before(now - _BEFORE)
        .not_valid_after(now + timedelta(days=days))
    )


def _usage(*, signs: bool) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=not signs, key_cert_sign=signs, crl_sign=signs, content_commitment=False, key_encipherment=False,
        data_encipherment=False, key_agreement=False, encipher_only=False, decipher_only=False,
    )  # fmt: skip


def _alone(name: str) -> x509.GeneralName:
    """One name, or one address, and no other."""
    try:
        return x509.IPAddress(ipaddress.ip_network(name))
    except ValueError:
        pass
    try:
        if not name or name != name.lower() or name.startswith((".", "*")) or " " in name:
            raise ValueError
        return x509.DNSName(name)
    except ValueError:
        raise CertificateWrong(why=Key("certificate.why.name"), value=name) from None


def _names_of_authority(authority: x509.Certificate) -> list[x509.GeneralName]:
    alone = authority.extensions.get_extension_for_class(x509.NameConstraints).value.permitted_subtrees or []
    return [
        x509.IPAddress(one.value.network_address)
        if isinstance(one, x509.IPAddress) and isinstance(one.value, ipaddress.IPv4Network | ipaddress.IPv6Network)
        else one
        for one in alone
    ]


def _names(made: x509.Certificate) -> tuple[str, ...]:
    try:
        told = made.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    except x509.ExtensionNotFound:
        return ()
    return (
        *told.get_values_for_type(x509.DNSName),
        *(str(address) for address in told.get_values_for_type(x509.IPAddress)),
    )


def _private(key: ec.EllipticCurvePrivateKey) -> bytes:
    form = serialization.PrivateFormat.PKCS8
    return key.private_bytes(serialization.Encoding.PEM, form, serialization.NoEncryption())


def _read(path: Path) -> x509.Certificate:
    try:
        return x509.load_pem_x509_certificate(path.read_bytes())
    except (OSError, ValueError):
        raise CertificateWrong(why=Key("certificate.why.unreadable"), value=str(path)) from None


def _open(path: Path, data: bytes) -> None:
    """A file that anybody may read."""
    files.write_whole(path, data)
    path.chmod(0o644)
