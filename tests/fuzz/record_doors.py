"""The doors of the record: canonical bytes, rings, persons' files, copies, bundles, heads, recovery words, keys of programs."""

import contextlib
import hashlib
import io
import json
import random
import re
import tempfile
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from shamir_mnemonic import Share
from tests.fuzz import changes
from tests.fuzz.law import Door, Wrong, folder_of_its_own, letters, memory, refused

from wasata.desk.key import holder_of
from wasata.errors import WasataError
from wasata.record import backup, bundle, canon, keyring, persons, recovery, seal, sealed_file
from wasata.record.chain import Signer
from wasata.record.home import Home
from wasata.record.kinds import KINDS
from wasata.record.kinds.case import NoteWritten
from wasata.record.person_key import Cost, Pair, seal_by_password
from wasata.record.stores.memory import MemoryStore

HOUSE = Path(__file__).resolve().parents[2]
NOW = datetime(2023, 11, 27, 9, tzinfo=UTC)


def _canon(data: bytes) -> str:
    value = canon.decode(data)
    if canon.encode(value) != data:
        raise Wrong("other bytes were read as these")
    return type(value).__name__


def _facts() -> list[bytes]:
    return [path.read_bytes().rstrip(b"\n") for path in sorted((HOUSE / "tests" / "old").glob("*.json"))]


@cache
def _kinds() -> list[tuple[str, int]]:
    return sorted(KINDS)


@cache
def _kind_of(keys: frozenset[str]) -> list[tuple[str, int]]:
    """The kinds whose facts have most of these keys."""
    return sorted(_kinds(), key=lambda k: (-len(keys & set(KINDS[k].model_fields)), k))[:4]


def _fact(data: bytes) -> str:
    try:
        keys = frozenset(json.loads(data))
    except Exception:
        keys = frozenset()
    became = ""
    for kind in _kind_of(keys):
        try:
            fact = canon.read_fact(KINDS[kind], data)
        except WasataError as error:
            became = became or error.code
            continue
        if canon.fact_bytes(fact) != data:
            raise Wrong(f"{kind} is written otherwise than it was read")
        became = f"read {kind}"
    return became


_CHEAP = Cost(passes=1, memory=8, lanes=1)
_HIS = Pair(bytes(range(32)))
_SIGNER = Signer(Ed25519PrivateKey.from_private_bytes(bytes(32)))


@dataclass(frozen=True)
class _Made:
    """What a home writes, for doors that take it in again."""

    index: bytes
    part: bytes
    table: bytes
    bundle: bytes
    head: bytes
    sheet: bytes
    shares: tuple[str, ...]
    public: Any


@cache
def _made() -> _Made:
    with folder_of_its_own() as folder, Home.create(folder / "home", store=MemoryStore()) as home:
        home.open_case("quiet", recovery=_HIS.public)
        home.open_log("quiet", "line/a", persons=(_HIS.public,))
        ledger = home.ledger("quiet", ("bureau",))
        ledger.keep_piece("bureau", b"an attachment")
        for n in range(4):
            ledger.append(
                {"bureau": (n, [NoteWritten(note=f"n-{n}", text=f"ملاحظة {n}", lang="ar")])},
                author="lead",
                act=f"a-{n}",
            )
        home.persons._cost = _CHEAP
        home.persons.make("lead", "right", at=NOW)
        backup.add(home, folder / "copies", _HIS.public, at=NOW)
        return _Made(
            (folder / "copies" / backup.INDEX).read_bytes(),
            _unsealed(folder / "copies" / "000001.part"),
            _unsealed(folder / "copies" / "persons" / "000001.part"),
            b"".join(ledger.export("bureau")),
            ledger.head_file("bureau"),
            home.note_heads("quiet")[1],
            tuple(s.words for s in recovery.split(_HIS)),
            home.public_key,
        )


def _unsealed(path: Path) -> bytes:
    with path.open("rb") as f:
        return b"".join(sealed_file.open_file(f, _HIS))


def _private(path: Path, data: bytes) -> Path:
    path.write_bytes(data)
    path.chmod(0o600)
    return path


def _ring(data: bytes) -> str:
    """A ring that was spoilt: whatever is asked of it, by the room or by a person."""
    room, became = keyring.MasterKey(bytes(32)), ""
    named = re.search(rb'"case":"([0-9a-f]{32})"', data)
    with folder_of_its_own() as folder:
        ring = keyring.Keyring.load(_private(folder / f"{named[1].decode() if named else 'no'}.ring", data))
        for ask in (
            lambda: ring.names(room),
            lambda: ring.case(room),
            lambda: ring.logs(room, _HIS),
            lambda: ring.recovery,
            lambda: ring.log_names,
            lambda: ring.give(("bureau",), room),
            lambda: ring.turn("bureau", room),
            lambda: ring.hand("line/a", room, _HIS, _HIS.public),
            lambda: ring.open_log("line/b", room, (_HIS.public,)),
            lambda: ring.holders("bureau", room),
            lambda: ring.renew_names(room),
        ):
            try:
                ask()
                became += "+"
            except WasataError as error:
                became += error.code[7:12]
    return became


def _ring_start() -> list[bytes]:
    """A ring whose room has a key we know, and whose names open."""
    with folder_of_its_own() as folder:
        room = keyring.MasterKey(bytes(32))
        out = []
        for kept in (None, _HIS.public):
            ring = keyring.Keyring.new(folder, "quiet", room, recovery=kept)
            for log in ("bureau", "line/a"):
                ring.open_log(log, room, (_HIS.public,))
            ring.turn("bureau", room)
            out.append(canon.encode(ring._ring))
        return out + [path.read_bytes() for path in (HOUSE / "tests" / "old" / "keyring.1").glob("*.ring")]


def _person(data: bytes) -> str:
    became = ""
    with folder_of_its_own() as folder:
        table = persons.Persons(folder, cost=_CHEAP)
        _private(folder / "lead.key", _no_dearer(data))
        for ask in (
            lambda: table.of("lead"),
            lambda: table.open("lead", "right"),
            lambda: table.share_for("lead", "0" * 32, _HIS),
            lambda: table.hand_share("lead", "0" * 32, recovery.Share(1, "w")),
            lambda: table.share_written("lead", "0" * 32),
            lambda: table.change_password("lead", "right", "new"),
        ):
            try:
                ask()
                became += "+"
            except WasataError as error:
                became += error.code[7:16]
    return became


def _person_starts() -> list[bytes]:
    sealed = seal_by_password(_HIS, "right", "lead", cost=_CHEAP)
    wrapped = _HIS.wrap(b"w", canon.encode({"case": "0" * 32, "number": 1, "person": "lead", "sealed": "share"})).hex()
    return [
        canon.encode(
            {
                "format": persons.FORMAT,
                "made_at": canon.instant(NOW),
                "person": "lead",
                "public": _HIS.public.raw.hex(),
                "sealed": sealed,
                "shares": shares,
            }
        )
        for shares in ({}, {"0" * 32: {"number": 1, "sealed": wrapped}})
    ]


def _no_dearer(data: bytes) -> bytes:
    """A cost that is allowed is paid when it is asked: half a minute at most, by design. Here it is asked for in small."""
    try:
        told = json.loads(data)
        sealed = told["sealed"]
        Cost(sealed["passes"], sealed["memory"], sealed["lanes"])
        if sealed["memory"] * sealed["passes"] > 4096:
            sealed["memory"], sealed["passes"] = 8 * sealed["lanes"], 1
            return canon.encode(told)
    except Exception:
        return data
    return data


def _sealed(*plain: bytes) -> bytes:
    out = io.BytesIO()
    sealed_file.seal_file(plain, _HIS.public, out)
    return out.getvalue()


def _opened(data: bytes) -> str:
    return str(len(b"".join(sealed_file.open_file(io.BytesIO(data), _HIS))))


def _index(data: bytes) -> str:
    """The list of a folder of copies, signed by whoever changed it."""
    try:
        said = json.loads(data)
        said["room"] = _SIGNER.public.hex()
        signed = {k: v for k, v in said.items() if k != "signature"}
        data = canon.encode(signed | {"signature": _SIGNER.sign(backup._SIGNED + canon.encode(signed)).hex()})
    except Exception:  # then it comes as it is
        pass
    with folder_of_its_own() as folder:
        (folder / backup.INDEX).write_bytes(data)
        (folder / "000001.part").write_bytes(b"x")
        (folder / "000001.index").write_bytes(data)
        became = ""
        for ask in (
            lambda: backup.copies_in(folder),
            lambda: backup.check(folder),
            lambda: backup.sealed_for(folder),
            lambda: backup.whole_until(folder),
            lambda: backup.oldest_persons(folder),
            lambda: backup.forget_persons(folder, NOW),
        ):
            try:
                ask()
                became += "+"
            except WasataError as error:
                became += refused(error)[7:26]
    return became


def _copied(part: bytes, table: bytes) -> bytes:
    """Two files of a copy as one input: what stands in it, and the table of persons' keys beside it."""
    return len(part).to_bytes(4, "big") + part + table


def _restored(data: bytes) -> str:
    """A copy with this in it, sealed and signed as its makers would: whoever has the public half can make one."""
    size = int.from_bytes(data[:4], "big")
    part, table = _sealed(data[4 : 4 + size]), _sealed(data[4 + size :])
    with folder_of_its_own() as folder:
        copies, to = folder / "copies", folder / "home"
        (copies / "persons").mkdir(parents=True)
        (copies / "000001.part").write_bytes(part)
        (copies / "persons" / "000001.part").write_bytes(table)
        said = json.loads(_made().index)
        one = said["parts"][0] | {"size": len(part), "sha256": _sha(part), "persons": _sha(table)}
        signed = {k: v for k, v in said.items() if k != "signature"} | {"parts": [one], "room": _SIGNER.public.hex()}
        index = canon.encode(signed | {"signature": _SIGNER.sign(backup._SIGNED + canon.encode(signed)).hex()})
        (copies / backup.INDEX).write_bytes(index)
        try:
            made = backup.restore(copies, to, _HIS)
        except WasataError:
            if to.exists() and any(to.iterdir()):
                raise Wrong("half a home was left") from None
            raise
        finally:
            here = {p.name for p in folder.iterdir()} - {"copies", "home"}
            if here:
                raise Wrong(f"something was written beside the home: {here}")
        return f"{made.entries > 0} {made.persons} {made.pieces} {_as_home(to)}"


def _as_home(path: Path) -> str:
    """What becomes of a home that was made of such a copy when somebody opens it."""
    try:
        with Home.open(path) as home:
            for case in home.cases():
                home.logs(case)
                if "bureau" in home.logs(case):
                    list(home.ledger(case, ("bureau",)).entries("bureau"))
            return "open"
    except WasataError as error:
        return refused(error)


def _sha(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def _in_copy(data: bytes, lot: random.Random) -> bytes:
    """The lines of a copy with other values in them, and their sizes true or not."""
    size = int.from_bytes(data[:4], "big")
    part, table = data[4 : 4 + size], data[4 + size :]
    if lot.randrange(4) == 0:
        table = _lines_changed(table, lot)
    else:
        part = _lines_changed(part, lot)
    return _copied(part, table)


def _lines_changed(plain: bytes, lot: random.Random) -> bytes:
    lines, at = [], 0
    with contextlib.suppress(Exception):
        while (end := plain.find(b"\n", at)) >= 0:
            line = json.loads(plain[at:end])
            lines.append((line, plain[end + 1 : end + 1 + line["size"]]))
            at = end + 1 + line["size"]
    if not lines:
        return changes.spoilt(plain, lot)
    n = lot.randrange(len(lines))
    line, content = lines[n]
    match lot.randrange(5):
        case 0:
            del lines[n]
        case 1:
            lines.insert(lot.randrange(len(lines)), lines[n])
        case 2:
            content = changes.in_json(content, lot) if content.startswith(b"{") else changes.spoilt(content, lot)
            lines[n] = (line | {"size": len(content)}, content)
        case 3 if isinstance(line, dict):
            key = lot.choice(("file", "piece", "row", "act"))
            name = lot.choice(
                ("../x", "/tmp/x", "home.json", ".", "", "keys", "a\0b", "keys/../../x", "pieces/a", "x" * 300, 7, None)
            )
            lines[n] = ({key: name, "size": line.get("size")}, content)
        case _:
            lines[n] = (changes.other_value(line, lot), content)
    return b"".join(_written(line) + b"\n" + content for line, content in lines)


def _written(line: Any) -> bytes:
    with contextlib.suppress(Exception):
        return canon.encode(line)
    return json.dumps(line).encode("utf-8", "surrogatepass")


def _bundle(data: bytes) -> str:
    with folder_of_its_own() as folder:
        (folder / "a.bundle").write_bytes(data)
        found = bundle.verify(folder / "a.bundle", key=_made().public)
        if found.good and data != _made().bundle:
            raise Wrong("another bundle than ours is good")
        return f"{found.whole} {found.signed} {sorted({f.what for f in found.faults})}"


def _anchor(data: bytes) -> str:
    """A head or a sheet, signed by whoever changed it."""
    with contextlib.suppress(Exception):
        said = json.loads(data)
        inner = "head" if "head" in said else "sheet"
        said[inner]["key"] = _SIGNER.public.hex()
        said["signature"] = _SIGNER.sign(said["format"].encode() + b"\n" + canon.encode(said[inner])).hex()
        data = canon.encode(said)
    with folder_of_its_own() as folder:
        (folder / "head").write_bytes(data)
        found = bundle.read_anchor(folder / "head")
        return f"{len(found.heads)} {found.root is not None}"


def _shares(data: bytes) -> str:
    recovery.put_together(letters(data).split("\n"), _HIS.public)
    return "opened"


def _in_words(data: bytes, lot: random.Random) -> bytes:
    """Shares that are true to their checksums and tell something else: another number, group, threshold, a longer key."""
    shares = [Share.from_mnemonic(words) for words in _made().shares]
    for _ in range(20):
        with contextlib.suppress(Exception):
            what = lot.choice(
                (
                    "identifier",
                    "extendable",
                    "iteration_exponent",
                    "group_index",
                    "group_threshold",
                    "group_count",
                    "index",
                    "member_threshold",
                    "value",
                )
            )
            told = bytes(lot.choice((16, 18, 32, 32, 64))) if what == "value" else lot.randrange(17)
            n = lot.randrange(3)
            shares[n] = replace(shares[n], **{what: told})
            return "\n".join(s.mnemonic() for s in lot.sample(shares, lot.choice((1, 2, 2, 3)))).encode()
    return changes.spoilt(data, lot)


def _wrapped(data: bytes) -> str:
    return str(len(_HIS.unwrap(data, b"place")))


def _entry(data: bytes) -> str:
    """What a seal is made of, opened by somebody who has the key."""
    return str(len(seal.unseal({1: bytes(32)}, b"purpose", data, b"place")))


@cache
def _home_of_keys() -> Home:
    home = Home.create(Path(tempfile.mkdtemp(prefix="wasata-fuzz-", dir=memory())) / "home", store=MemoryStore())
    home.open_case("quiet")
    return home


def _key(data: bytes) -> str:
    holder_of(_home_of_keys(), data.decode("latin-1"), NOW)
    raise Wrong("somebody was let in")


DOORS = (
    Door(
        "canon",
        lambda: [canon.encode({"count": 2, "share": "0.85", "text": 'قال: "نعم"', "of": [1, None, True, {"a": []}]})],
        _canon,
        changes.in_json,
    ),
    Door("fact", _facts, _fact, changes.in_canon),
    Door("ring", _ring_start, _ring, changes.in_canon),
    Door("person", _person_starts, _person, changes.in_canon),
    Door(
        "sealed-file",
        lambda: [_sealed(b"some words"), _sealed(b"x" * 3)],
        _opened,
        others=(sealed_file.Cut, sealed_file.Changed, sealed_file.OfAnother),
    ),
    Door("copies-list", lambda: [_made().index], _index, changes.in_canon),
    Door("copy", lambda: [_copied(_made().part, _made().table)], _restored, _in_copy),
    Door("bundle", lambda: [_made().bundle], _bundle, changes.in_lines_of_json),
    Door("head", lambda: [_made().head, _made().sheet], _anchor, changes.in_canon),
    Door(
        "recovery-words",
        lambda: ["\n".join(_made().shares[:2]).encode(), "\n".join(_made().shares).encode()],
        _shares,
        _in_words,
    ),
    Door("wrapped-key", lambda: [_HIS.wrap(bytes(32), b"place")], _wrapped, others=(seal.Unopened,)),
    Door("seal", lambda: [seal.seal({1: bytes(32)}, b"purpose", b"words", b"place")], _entry, others=(seal.Unopened,)),
    Door("program-key", lambda: [b"wasata-0123456789ab-" + b"a" * 64], _key),
)
