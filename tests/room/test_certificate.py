"""The certificate of the room, and the line that is sealed with it."""

import asyncio
import os
import shutil
import socket
import ssl
import stat
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from wasata.cli.main import main
from wasata.room import certificate, gate
from wasata.room.certificate import CertificateWrong

NOW = datetime.now(UTC).replace(microsecond=0)  # what seals a line is held against the machine's clock by others
NAME = "room.mission.local"


@pytest.fixture
def tls(tmp_path: Path) -> Path:
    certificate.make(tmp_path / "tls", (NAME, "10.0.0.5"), NOW)
    return tmp_path / "tls"


def browser(authority: Path) -> ssl.SSLContext:
    """A browser that was given the authority and trusts no other."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.load_verify_locations(authority)
    return context


def shake(server: ssl.SSLContext, client: ssl.SSLContext, name: str) -> str:
    """A handshake in memory: the version that was agreed on."""
    to_server, to_client = ssl.MemoryBIO(), ssl.MemoryBIO()
    here = client.wrap_bio(to_client, to_server, server_hostname=name)
    there = server.wrap_bio(to_server, to_client, server_side=True)
    done = [False, False]
    while not all(done):
        for n, end in enumerate((here, there)):
            try:
                end.do_handshake()
                done[n] = True
            except ssl.SSLWantReadError:
                pass
    return str(here.version())


def test_a_browser_that_was_given_the_authority_knows_the_room_by_its_name_and_address(tls):
    server = certificate.sealing(tls / "server.pem", tls / "server.key")
    for name in (NAME, "10.0.0.5"):
        assert shake(server, browser(tls / "authority.pem"), name) == "TLSv1.3"


def test_the_authority_speaks_for_no_other_name(tls):
    """Whoever steals its key deceives nobody about another address: browsers refuse what it signs."""
    authority = x509.load_pem_x509_certificate((tls / "authority.pem").read_bytes())
    key = serialization.load_pem_private_key((tls / "authority.key").read_bytes(), None)
    stolen = ec.generate_private_key(ec.SECP256R1())
    forged = (
        x509.CertificateBuilder().subject_name(x509.Name([])).issuer_name(authority.subject)
        .public_key(stolen.public_key()).serial_number(7).not_valid_before(NOW - timedelta(days=1))
        .not_valid_after(NOW + timedelta(days=9))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("bank.example")]), critical=True).sign(key, hashes.SHA256())
    )  # fmt: skip
    (tls / "forged.pem").write_bytes(forged.public_bytes(serialization.Encoding.PEM))
    (tls / "forged.key").write_bytes(certificate._private(stolen))
    server = certificate.sealing(tls / "forged.pem", tls / "forged.key")
    with pytest.raises(ssl.SSLCertVerificationError, match="permitted subtree"):
        shake(server, browser(tls / "authority.pem"), "bank.example")


def test_keys_are_for_their_owner_alone_and_certificates_for_everybody(tls):
    modes = {file.name: stat.S_IMODE(file.stat().st_mode) for file in tls.iterdir()}
    assert modes == {"authority.key": 0o600, "server.key": 0o600, "authority.pem": 0o644, "server.pem": 0o644}


def test_renewed_it_has_a_new_key_and_browsers_need_be_given_nothing(tls):
    before, key = certificate.look(tls), (tls / "server.key").read_bytes()
    after = certificate.renew(tls, NOW + timedelta(minutes=30))
    assert after.fingerprint == before.fingerprint
    assert after.names == before.names == (NAME, "10.0.0.5")
    assert after.ends == before.ends + timedelta(minutes=30)
    assert (tls / "server.key").read_bytes() != key
    shake(certificate.sealing(tls / "server.pem", tls / "server.key"), browser(tls / "authority.pem"), NAME)


def test_it_is_due_before_it_ends_and_no_certificate_outlives_its_authority(tls):
    standing = certificate.look(tls)
    assert not standing.is_due(NOW)
    assert standing.is_due(standing.ends - timedelta(days=certificate.DUE_DAYS))
    late = NOW + timedelta(days=certificate.AUTHORITY_DAYS - 10)
    assert certificate.renew(tls, late).ends <= NOW + timedelta(days=certificate.AUTHORITY_DAYS)
    with pytest.raises(CertificateWrong):
        certificate.renew(tls, NOW + timedelta(days=certificate.AUTHORITY_DAYS))


def test_an_authority_is_made_once(tls):
    kept = (tls / "authority.key").read_bytes()
    with pytest.raises(CertificateWrong):
        certificate.make(tls, (NAME,), NOW)
    assert (tls / "authority.key").read_bytes() == kept


@pytest.mark.parametrize("name", ["", "*.mission.local", "two words", "Room.Local", ".local", "غرفة"])
def test_a_name_that_is_none_is_refused(tmp_path, name):
    with pytest.raises(CertificateWrong):
        certificate.make(tmp_path / "tls", (name,), NOW)
    assert not (tmp_path / "tls" / "server.key").exists()


def test_a_certificate_of_the_ministrys_is_taken_in_with_its_own_key_and_no_other(tls, tmp_path):
    certificate.make(tmp_path / "theirs", (NAME,), NOW)
    given, key = tmp_path / "theirs" / "server.pem", tmp_path / "theirs" / "server.key"
    with pytest.raises(CertificateWrong) as refused:
        certificate.take(tls, given, tls / "server.key", NOW)
    assert refused.value.values["why"] == "certificate.why.other_key"
    assert certificate.look(tls).own, "what stood stands"
    assert not certificate.take(tls, given, key, NOW).own
    with pytest.raises(CertificateWrong):
        certificate.renew(tls, NOW)  # not by us
    with pytest.raises(CertificateWrong):
        certificate.take(tls, given, key, NOW + timedelta(days=500))


def test_the_terminal_makes_tells_and_renews_it(tmp_path, capsys):
    folder = str(tmp_path / "tls")

    def told(*words: str) -> tuple[int, str]:
        with pytest.raises(SystemExit) as ended:
            main(["keep", "certificate", "--in", folder, "--lang", "en", *words])
        return int(ended.value.code or 0), capsys.readouterr().out

    code, made = told("--name", NAME)
    assert code == 0
    mark = certificate.look(tmp_path / "tls").fingerprint
    assert mark in made
    assert mark in told()[1]
    key = (tmp_path / "tls" / "server.key").read_bytes()
    assert told("--renew", "--if-due")[0] == 0
    assert (tmp_path / "tls" / "server.key").read_bytes() == key
    assert "Another certificate was made" in told("--renew")[1]
    assert told("--renew", "--name", NAME)[0] == 2


@pytest.mark.parametrize(("origin", "names"), [
    ("https://room.mission.local", ["__Host-wasata_sign_in", "__Host-wasata_form", "__Host-wasata_lang", "__Host-wasata_key"]),
    ("http://localhost:8111", ["wasata_sign_in", "wasata_form", "wasata_lang", "wasata_key"]),
])  # fmt: skip
def test_where_the_line_is_sealed_a_cookie_of_another_address_is_not_taken(tmp_path, origin, names):
    """Browsers take `__Host-` from the address itself alone, for all of it and over a sealed line."""
    (tmp_path / "room").mkdir()
    (tmp_path / "room" / "sign-in.key").write_text("a key of a test")
    asked = (
        "import django; from django.conf import settings as s; django.setup()\n"
        "from wasata.room import person_key\n"
        "print(s.SESSION_COOKIE_NAME, s.CSRF_COOKIE_NAME, s.LANGUAGE_COOKIE_NAME, person_key.cookie())\n"
        "print({s.SESSION_COOKIE_SECURE, s.CSRF_COOKIE_SECURE, s.LANGUAGE_COOKIE_SECURE}, s.SECURE_HSTS_SECONDS)"
    )
    told = subprocess.run(
        [sys.executable, "-c", asked], capture_output=True, text=True, check=True,
        env={**os.environ, "DJANGO_SETTINGS_MODULE": "wasata.room.settings.room", "WASATA_HOME": str(tmp_path),
             "WASATA_ORIGIN": origin},
    ).stdout.splitlines()  # fmt: skip
    assert told[0].split() == names
    assert told[1] == ("{True} 31536000" if origin.startswith("https") else "{False} 0")


class Heard(list[bytes]):
    """What the room behind the gate was asked."""


async def _room(place: Path, heard: Heard) -> asyncio.Server:
    async def answer(asked: asyncio.StreamReader, out: asyncio.StreamWriter) -> None:
        if request := await asked.read(4096):
            heard.append(request)
            out.write(b"HTTP/1.1 200 OK\r\nContent-Length: 4\r\nConnection: close\r\n\r\nwell")
        out.close()

    return await asyncio.start_unix_server(answer, str(place))


def test_over_a_sealed_line_the_gate_lets_in_and_tells_the_room_that_it_was_sealed(tls):
    folder, heard = Path(tempfile.mkdtemp(prefix="wg-")), Heard()  # the name of a socket must be short

    async def ask() -> bytes:
        room = await _room(folder / "room", heard)
        bound = gate.bind("127.0.0.1", 0)
        gate.keep_gate(bound, folder / "room", 0.05, "abc", certificate.sealing(tls / "server.pem", tls / "server.key"))
        port, known = bound.getsockname()[1], browser(tls / "authority.pem")
        answer = b""
        for _ in range(200):
            try:
                reader, writer = await asyncio.open_connection("127.0.0.1", port, ssl=known, server_hostname=NAME)
            except OSError:
                await asyncio.sleep(0.02)
                continue
            writer.write(b"GET / HTTP/1.1\r\nHost: room\r\nX-Forwarded-Proto: http\r\n\r\n")
            answer = await reader.read()
            writer.close()
            break
        with socket.create_connection(("127.0.0.1", port)) as plain:  # not sealed: nothing of it reaches the room
            plain.sendall(b"GET /plain HTTP/1.1\r\nHost: room\r\n\r\n")
            plain.settimeout(5)
            assert b"200" not in await asyncio.to_thread(plain.recv, 100)
        room.close()
        return answer

    try:
        with ThreadPoolExecutor(1) as apart:  # a browser test before this one leaves a loop running in its thread
            answered = apart.submit(asyncio.run, ask()).result()
        assert answered.endswith(b"well")
    finally:
        shutil.rmtree(folder)
    asked = [one for one in heard if one]
    assert len(asked) == 1
    lines = asked[0].split(b"\r\n")
    assert lines[1] == b"X-Forwarded-Proto: https", "before what he says of himself"
    assert b"\r\nStrict-Transport-Security: max-age=31536000\r\n" in answered
