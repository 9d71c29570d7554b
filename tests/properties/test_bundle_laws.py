"""Laws of a bundle: whatever is done to its bytes is found, by our verifier and by an outsider's alike.

Each law is asked of `wasata.record.bundle` and of examples/verify_bundle.py, which imports nothing of ours.
"""

import base64
import contextlib
import hashlib
import importlib.util
import json
import random
import sys
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from wasata.errors import BundleRefused, NotCanonical
from wasata.record import bundle, canon, chain
from wasata.record.chain import EMPTY, Head, Signer
from wasata.record.home import Home
from wasata.record.kinds.case import NoteWritten
from wasata.record.stores.memory import MemoryStore

HOUSE = Path(__file__).resolve().parents[2]
LENGTH = 12


def outsider() -> ModuleType:
    spec = importlib.util.spec_from_file_location("verify_bundle", HOUSE / "examples" / "verify_bundle.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


OUTSIDER = outsider()


@dataclass(frozen=True)
class Taken:
    """One exported log, the key of its room, heads kept elsewhere at its end and in its middle."""

    folder: Path
    data: bytes
    older: bytes
    key: bytes
    signer: Signer
    head: Path
    early_head: Path
    sheet: Path

    @property
    def lines(self) -> list[bytes]:
        return self.data.splitlines(keepends=True)


@pytest.fixture(scope="module")
def taken(tmp_path_factory: pytest.TempPathFactory) -> Taken:
    folder = tmp_path_factory.mktemp("bundles")
    with Home.create(folder / "home", store=MemoryStore()) as home:
        home.open_case("doha")
        ledger = home.ledger("doha", ("bureau",))
        pieces = dict(
            enumerate(ledger.keep_piece("bureau", what) for what in (b"one attachment", b"another attachment"))
        )
        for n in range(LENGTH):
            note = NoteWritten(note=f"n-{n}", text=pieces.get(n, f"ملاحظة {n} " + "x" * n), lang="ar")
            ledger.append({"bureau": (n, [note])}, author="lead", act=f"a-{n}")
            if n == 6:
                older = b"".join(ledger.export("bureau"))
                (folder / "early.head").write_bytes(ledger.head_file("bureau"))
        (folder / "head").write_bytes(ledger.head_file("bureau"))
        (folder / "sheet").write_bytes(home.note_heads("doha")[1])
        data = b"".join(ledger.export("bureau"))
        return Taken(
            folder, data, older, home.public_key, home._signer, folder / "head", folder / "early.head", folder / "sheet"
        )


def ours(taken: Taken, data: bytes, *, key: bytes | None = None, head: Path | None = None) -> bundle.BundleVerdict:
    path = taken.folder / "asked.bundle"
    path.write_bytes(data)
    return bundle.verify(path, key=key, anchor=bundle.read_anchor(head) if head else None)


def theirs(taken: Taken, data: bytes, *, key: bytes | None = None, head: Path | None = None) -> list[tuple[Any, str]]:
    anchor = OUTSIDER.read_head(head.read_bytes()) if head else None
    found: list[tuple[Any, str]] = OUTSIDER.verify(
        iter(data.splitlines(keepends=True)), anchor, key.hex() if key else None
    )
    return found


def refused_by_both(taken: Taken, data: bytes, **how: Any) -> bundle.BundleVerdict | None:
    """Asserts that neither lets it pass; gives our verdict, or None when the file is no bundle at all."""
    with_key = {"key": taken.key} | how
    with contextlib.suppress(ValueError, KeyError, TypeError):  # no bundle at all
        assert theirs(taken, data, **with_key)
    try:
        verdict = ours(taken, data, **with_key)
    except BundleRefused:
        return None
    assert not verdict.good
    assert verdict.faults
    return verdict


def test_an_untouched_bundle_is_whole_and_signed_and_said_so(taken: Taken):
    verdict = ours(taken, taken.data)
    assert (verdict.whole, verdict.signed, verdict.anchored, verdict.key_known) == (True, True, None, False)
    assert (verdict.length, verdict.faults, verdict.key) == (LENGTH, (), taken.key.hex())
    assert theirs(taken, taken.data) == []


@pytest.mark.parametrize("which", ["head", "early_head"])
def test_a_bundle_that_contains_a_kept_head_is_anchored(taken: Taken, which: str):
    head = getattr(taken, which)
    verdict = ours(taken, taken.data, head=head)
    assert (verdict.good, verdict.anchored, verdict.key_known) == (True, True, True)
    assert theirs(taken, taken.data, head=head) == []


def test_a_sheet_of_heads_anchors_and_gives_the_printed_root(taken: Taken):
    verdict = ours(taken, taken.data, head=taken.sheet)
    assert verdict.anchored
    assert verdict.root == json.loads(taken.sheet.read_bytes())["sheet"]["root"]


@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.data())
def test_any_changed_byte_is_found_and_its_entry_named(taken: Taken, data: st.DataObject):
    where = data.draw(st.integers(0, len(taken.data) - 1))
    to = data.draw(st.integers(0, 255).filter(lambda b: b != taken.data[where]))
    verdict = refused_by_both(taken, taken.data[:where] + bytes([to]) + taken.data[where + 1 :])
    line = taken.data[:where].count(b"\n")
    if verdict is not None and 1 <= line <= LENGTH:
        assert verdict.faults[0].seq in (line, line + 1)  # the next one when the line's own end was changed
        assert any(f.seq == line for f in verdict.faults)


@pytest.mark.long
@pytest.mark.timeout(1800)
def test_every_single_changed_byte_is_found(taken: Taken):
    for where in range(len(taken.data)):
        spoilt = bytearray(taken.data)
        spoilt[where] ^= 1 << where % 8
        refused_by_both(taken, bytes(spoilt))


@settings(max_examples=100, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.data())
def test_any_dropped_or_inserted_byte_is_found(taken: Taken, data: st.DataObject):
    where = data.draw(st.integers(0, len(taken.data) - 1))
    if data.draw(st.booleans()):
        spoilt = taken.data[:where] + taken.data[where + 1 :]
    else:
        spoilt = taken.data[:where] + bytes([data.draw(st.integers(0, 255))]) + taken.data[where:]
    refused_by_both(taken, spoilt)


@pytest.mark.parametrize("n", range(1, LENGTH + 1))
def test_a_dropped_entry_is_named(taken: Taken, n: int):
    verdict = refused_by_both(taken, b"".join(x for i, x in enumerate(taken.lines) if i != n))
    assert verdict is not None
    assert verdict.faults[0].seq == n
    assert not verdict.whole


@pytest.mark.parametrize("n", range(1, LENGTH + 1))
def test_a_doubled_entry_is_named(taken: Taken, n: int):
    verdict = refused_by_both(taken, b"".join(taken.lines[: n + 1] + taken.lines[n:]))
    assert verdict is not None
    assert verdict.faults[0].what == "order"
    assert verdict.faults[0].seq == n


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.integers(0, LENGTH + 3), st.integers(0, LENGTH + 3))
def test_swapped_lines_are_found(taken: Taken, one: int, other: int):
    lines = taken.lines
    lines[one], lines[other] = lines[other], lines[one]
    if one != other:
        verdict = refused_by_both(taken, b"".join(lines))
        first, last = sorted((one, other))
        if verdict is not None and first >= 1 and last <= LENGTH:
            assert verdict.faults[0].seq == first


@pytest.mark.parametrize("left", range(LENGTH + 4))
def test_a_cut_off_tail_fails_against_the_manifest(taken: Taken, left: int):
    verdict = refused_by_both(taken, b"".join(taken.lines[:left]))
    assert left == 0 or (verdict is not None and not verdict.whole)


@pytest.mark.parametrize("cut", range(1, LENGTH))
def test_entries_cut_off_before_the_manifest_are_found(taken: Taken, cut: int):
    lines = taken.lines
    verdict = refused_by_both(taken, b"".join(lines[: LENGTH + 1 - cut] + lines[LENGTH + 1 :]))
    assert verdict is not None
    assert ("length", LENGTH + 1 - cut) in [(f.what, f.seq) for f in verdict.faults]


def test_an_attachment_changed_dropped_or_added_is_found(taken: Taken):
    lines = taken.lines
    one, other = lines[LENGTH + 1 : LENGTH + 3]
    sealed = base64.b64encode(b"foreign").decode()
    name = hashlib.sha256(b"foreign").hexdigest()
    foreign = canon.encode({"piece": name, "sealed": sealed}) + b"\n"
    wrong_name = canon.encode({"piece": name, "sealed": json.loads(one)["sealed"]}) + b"\n"
    before, after = lines[: LENGTH + 1], lines[LENGTH + 3 :]
    for pieces in ([one], [], [one, other, foreign], [one, one, other], [other, one], [wrong_name, other]):
        verdict = refused_by_both(taken, b"".join(before + pieces + after))
        assert verdict is not None
        assert not verdict.whole


def rewritten(taken: Taken, signer: Signer | None, change: Callable[[int, bytes], bytes], upto: int = LENGTH) -> bytes:
    """The bundle with sealed bytes changed and every hash computed anew; signed by `signer`, or with the old signatures."""
    lines = [json.loads(x) for x in taken.lines]
    first, entries, pieces, last = lines[0], lines[1 : LENGTH + 1][:upto], lines[LENGTH + 1 : -1], lines[-1]
    if signer:
        first["key"] = last["manifest"]["key"] = signer.public.hex()
    prev = chain.NOTHING
    for entry in entries:
        sealed = change(entry["seq"], base64.b64decode(entry["sealed"]))
        entry["sealed"] = base64.b64encode(sealed).decode()
        prev = entry["hash"] = chain.entry_hash(chain.header(first["case"], first["log"], prev, entry["seq"]), sealed)
        if signer:
            entry["signature"] = signer.sign(chain.hash_message(prev)).hex()
    last["manifest"] |= {"head": prev, "length": len(entries)}
    if signer:
        last["signature"] = signer.sign(b"wasata.manifest.1\n" + canon.encode(last["manifest"])).hex()
    return b"".join(canon.encode(x) + b"\n" for x in (first, *entries, *pieces, last))


def spoil_third(seq: int, sealed: bytes) -> bytes:
    return sealed[:-1] + bytes([sealed[-1] ^ 1]) if seq == 3 else sealed


def test_a_chain_computed_anew_fails_for_want_of_the_signature(taken: Taken):
    verdict = refused_by_both(taken, rewritten(taken, None, spoil_third))
    assert verdict is not None
    assert verdict.whole
    assert not verdict.signed
    assert [(f.what, f.seq) for f in verdict.faults] == [
        *(("signature", n) for n in range(3, LENGTH + 1)), ("manifest_signature", None),
    ]  # fmt: skip
    without_key = ours(taken, rewritten(taken, None, spoil_third))
    assert not without_key.good


def test_a_chain_signed_with_a_foreign_key_fails_against_the_rooms_key(taken: Taken):
    foreign = Signer(Ed25519PrivateKey.generate())
    data = rewritten(taken, foreign, spoil_third)
    verdict = refused_by_both(taken, data)
    assert verdict is not None
    assert not verdict.signed
    assert [f.what for f in verdict.faults] == ["key"]
    alone = ours(taken, data)  # nobody to compare with: the verdict says that the key is not known
    assert not alone.key_known
    assert alone.key == foreign.public.hex()


def test_a_log_rewritten_with_the_rooms_own_key_fails_against_a_kept_head(taken: Taken):
    data = rewritten(taken, taken.signer, spoil_third)
    unanchored = ours(taken, data, key=taken.key)
    assert (unanchored.whole, unanchored.signed, unanchored.anchored) == (True, True, None)
    for head in (taken.head, taken.early_head):
        verdict = refused_by_both(taken, data, head=head)
        assert verdict is not None
        assert (verdict.whole, verdict.signed, verdict.anchored) == (True, True, False)
        assert [f.what for f in verdict.faults] == ["anchor"]
    assert ours(taken, data, key=taken.key, head=taken.sheet).anchored is False


def test_an_older_whole_bundle_fails_against_a_newer_head(taken: Taken):
    assert ours(taken, taken.older, key=taken.key).good
    assert ours(taken, taken.older, head=taken.early_head).anchored
    verdict = refused_by_both(taken, taken.older, head=taken.head)
    assert verdict is not None
    assert (verdict.whole, verdict.signed, verdict.anchored) == (True, True, False)
    shortened = rewritten(taken, taken.signer, lambda _, sealed: sealed, upto=5)
    assert ours(taken, shortened, key=taken.key).good
    refused_by_both(taken, shortened, head=taken.early_head)


def test_a_head_of_another_log_or_case_anchors_nothing(taken: Taken):
    where = taken.folder / "foreign.head"
    first = json.loads(taken.lines[0])
    head = Head(LENGTH, json.loads(taken.lines[LENGTH])["hash"])
    for case, log in ((first["case"], "0" * 32), ("0" * 32, first["log"])):
        where.write_bytes(bundle.head_file(case, log, head, datetime.now(UTC), taken.signer))
        verdict = refused_by_both(taken, taken.data, head=where)
        assert verdict is not None
        assert verdict.anchored is False


def test_a_head_nobody_signed_is_refused(taken: Taken):
    where = taken.folder / "forged.head"
    for spoil in (
        lambda d: d.replace(b'"seq":12', b'"seq":11'),
        lambda d: d[:-2],
        lambda d: b"{}\n",
        lambda d: b"\xff",
    ):
        for kept in (taken.head, taken.sheet):
            data = spoil(kept.read_bytes())
            if data != kept.read_bytes():
                where.write_bytes(data)
                with pytest.raises(BundleRefused):
                    bundle.read_anchor(where)


def test_an_empty_log_leaves_as_a_bundle_too(taken: Taken):
    data = b"".join(bundle.lines("a" * 32, "b" * 32, (), (), datetime.now(UTC), taken.signer))
    assert ours(taken, data, key=taken.key).good
    assert theirs(taken, data, key=taken.key) == []
    where = taken.folder / "empty.head"
    where.write_bytes(bundle.head_file("a" * 32, "b" * 32, EMPTY, datetime.now(UTC), taken.signer))
    assert ours(taken, data, head=where).anchored
    assert theirs(taken, data, head=where) == []


@pytest.mark.parametrize(
    "data", [b"", b"\n", b"{}\n", b"PK\x03\x04", b"\xff\xfe", b'{"format":"wasata.bundle.2"}\n', b"[1]\n"]
)
def test_a_file_that_is_no_bundle_is_refused_as_such(taken: Taken, data: bytes):
    with pytest.raises(BundleRefused):
        ours(taken, data)


def test_a_missing_file_is_told(taken: Taken):
    with pytest.raises(BundleRefused):
        bundle.verify(taken.folder / "nowhere")


def test_random_rubbish_inside_a_bundle_never_breaks_the_verifier(taken: Taken):
    rng = random.Random(7)
    for _ in range(60):
        lines = taken.lines
        lines.insert(rng.randrange(1, len(lines)), rng.randbytes(rng.randrange(200)).replace(b"\n", b"") + b"\n")
        refused_by_both(taken, b"".join(lines))
    for line in (
        '{"manifest":1,"signature":"x"}',
        '{"piece":[],"sealed":1}',
        '{"seq":"1"}',
        "[]",
        "1",
        '{"manifest":{}}',
    ):
        refused_by_both(taken, b"".join([*taken.lines[:3], line.encode() + b"\n", *taken.lines[3:]]))


def test_the_outsiders_verifier_imports_nothing_of_ours():
    source = (HOUSE / "examples" / "verify_bundle.py").read_text("utf-8")
    imports = {line.split()[1].split(".")[0] for line in source.splitlines() if line.startswith(("import ", "from "))}
    assert imports <= set(sys.stdlib_module_names) | {"cryptography"}
    assert len(source.splitlines()) < 175


# the two verifiers, asked of the same broken bundles


def agreed(taken: Taken, data: bytes, *, key: bytes | None = None, head: Path | None = None) -> bool:
    """What both say of a file: whether it is good. They must not differ, whatever the file holds."""
    try:
        found = theirs(taken, data, key=key, head=head)
        outside = not found
    except (ValueError, KeyError, TypeError):  # no bundle, or no head: the program ends with 1
        outside = False
    try:
        inside = ours(taken, data, key=key, head=head).good
    except BundleRefused:
        inside = False
    assert inside == outside, f"ours says {inside}, the outsider's {outside}"
    return inside


def signed_anew(taken: Taken, lines: list[Any], *, chained: bool, signer: Signer) -> None:
    """Signs whatever stands in the lines, in place, as a room would that is itself the forger."""
    prev = chain.NOTHING
    for line in lines:
        if not isinstance(line, dict):
            continue
        with contextlib.suppress(KeyError, TypeError, ValueError, AttributeError, NotCanonical):
            if "manifest" in line:
                line["signature"] = signer.sign(b"wasata.manifest.1\n" + loosely(line["manifest"])).hex()
            elif "seq" in line:
                if chained:
                    header = loosely(
                        {"case": lines[0]["case"], "log": lines[0]["log"], "prev": prev, "seq": line["seq"]}
                    )
                    line["hash"] = chain.entry_hash(header, base64.b64decode(line["sealed"]))
                line["signature"] = signer.sign(chain.hash_message(line["hash"])).hex()
                prev = line["hash"]


def loosely(value: Any) -> bytes:
    """JSON as a careless program would write it: floats, any number, any key."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


ODD: list[Any] = [
    None, True, False, 0, 1, -1, 5, LENGTH, float(LENGTH), 1.5, 2**53, "", "0", "0" * 64, "A" * 64, "f" * 63, "g" * 64, [], {},
    ["x"], "2023-11-24T05:00:00.000000Z", "2023-11-24T05:00:00Z", "2023-02-30T05:00:00.000000Z", "٢٠٢٣-11-24T05:00:00.000000Z",
    "0001-01-01T00:00:00.000000+14:00", "9999-12-31T23:59:59.999999Z", "QQ==", "QR==", "QUI=", "\u00e9", "wasata.bundle.1",
]  # fmt: skip


def places(value: Any, here: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """Every place of a value in JSON, as the keys that lead to it."""
    found = [here]
    if isinstance(value, dict | list):
        for key, inner in value.items() if isinstance(value, dict) else enumerate(value):
            found += places(inner, (*here, key))
    return found


def put(value: Any, place: tuple[Any, ...], what: Any) -> Any:
    if not place:
        return what
    copied: Any = dict(value) if isinstance(value, dict) else list(value)
    copied[place[0]] = put(value[place[0]], place[1:], what)
    return copied


@settings(max_examples=400, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.data())
def test_both_verifiers_say_the_same_of_whatever_a_room_could_sign(taken: Taken, data: st.DataObject):
    """Values replaced, keys added or taken away, lines dropped, doubled, moved; then chained and signed anew or not, by the
    room itself or by a stranger; written canonically or carelessly; with the key, with a head, with neither."""
    lines: list[Any] = [json.loads(x) for x in taken.lines]
    for _ in range(data.draw(st.integers(0, 2))):
        n = data.draw(st.integers(0, len(lines) - 1))
        how = data.draw(st.sampled_from(["replace", "replace", "replace", "drop", "double", "move", "more", "less"]))
        if how == "replace":
            lines[n] = put(lines[n], data.draw(st.sampled_from(places(lines[n]))), data.draw(st.sampled_from(ODD)))
        elif how == "drop" and len(lines) > 1:
            del lines[n]
        elif how == "double":
            lines.insert(n, lines[n])
        elif how == "move":
            lines.insert(data.draw(st.integers(0, len(lines) - 1)), lines.pop(n))
        elif isinstance(lines[n], dict) and lines[n]:
            inner = data.draw(st.booleans()) and isinstance(lines[n].get("manifest"), dict)
            target = dict(lines[n]["manifest"]) if inner else dict(lines[n])
            if how == "more":
                target[data.draw(st.sampled_from(["z", "é", "piece", "seq"]))] = data.draw(st.sampled_from(ODD))
            elif target:
                del target[data.draw(st.sampled_from(sorted(target)))]
            lines[n] = put(lines[n], ("manifest",), target) if inner else target
    if isinstance(lines[-1], dict) and isinstance(lines[-1].get("manifest"), dict) and data.draw(st.booleans()):
        entries = [x for x in lines if isinstance(x, dict) and "seq" in x]
        names = [x["piece"] for x in lines if isinstance(x, dict) and "piece" in x]
        lines[-1] = put(lines[-1], ("manifest",), lines[-1]["manifest"] | {"length": len(entries), "pieces": names})
    signer = data.draw(st.sampled_from([None, taken.signer, Signer(Ed25519PrivateKey.from_private_bytes(bytes(32)))]))
    if signer is not None:
        signed_anew(taken, lines, chained=data.draw(st.booleans()), signer=signer)
    careless = data.draw(st.sampled_from([{}, {}, {}, {"indent": 1}, {"sort_keys": False, "separators": (", ", ": ")}]))
    spoilt = b"".join((json.dumps(x, **careless).encode() if careless else loosely(x)) + b"\n" for x in lines)
    agreed(
        taken, spoilt, key=data.draw(st.sampled_from([None, taken.key])),
        head=data.draw(st.sampled_from([None, taken.head, taken.early_head])),
    )  # fmt: skip


def manifest_with(taken: Taken, **other: Any) -> bytes:
    """The bundle with another manifest, signed by the room itself."""
    *lines, last = (json.loads(x) for x in taken.lines)
    last["manifest"] |= other
    last["signature"] = taken.signer.sign(b"wasata.manifest.1\n" + loosely(last["manifest"])).hex()
    return b"".join(loosely(x) + b"\n" for x in (*lines, last))


@pytest.mark.parametrize(
    "other",
    [
        {"head": "0" * 64}, {"head": None}, {"length": LENGTH - 1}, {"length": float(LENGTH)}, {"length": str(LENGTH)},
        {"case": "0" * 32}, {"log": "0" * 32}, {"key": "0" * 64}, {"format": "wasata.bundle.2"}, {"pieces": []}, {"pieces": None},
        {"exported_at": "now"}, {"exported_at": 5}, {"exported_at": "2023-11-24T05:00:00Z"}, {"more": 1},
        {"exported_at": "0001-01-01T00:00:00.000000+14:00"},
    ],
    ids=str,
)  # fmt: skip
def test_a_manifest_that_says_otherwise_fails_though_the_room_signed_it(taken: Taken, other: dict[str, Any]):
    assert agreed(taken, manifest_with(taken), key=taken.key), "as it was, it is good"
    verdict = refused_by_both(taken, manifest_with(taken, **other))
    assert verdict is not None
    assert not verdict.whole


def test_a_manifest_that_fits_and_is_not_signed_by_the_room_fails(taken: Taken):
    *lines, last = (json.loads(x) for x in taken.lines)
    later = last | {"manifest": last["manifest"] | {"exported_at": "2033-11-24T05:00:00.000000Z"}}
    stranger = Signer(Ed25519PrivateKey.generate())
    message = b"wasata.manifest.1\n" + loosely(last["manifest"])
    for manifest in (later, last | {"signature": "0" * 128}, last | {"signature": stranger.sign(message).hex()}):
        verdict = refused_by_both(taken, b"".join(loosely(x) + b"\n" for x in (*lines, manifest)))
        assert verdict is not None
        assert (verdict.whole, verdict.signed) == (True, False)
        assert [f.what for f in verdict.faults] == ["manifest_signature"]


def test_what_the_manifest_cannot_see_is_found_line_by_line(taken: Taken):
    """Each is signed by the room, and named in a manifest that fits: only the line itself is wrong."""
    lines = taken.lines
    one, other = (json.loads(x) for x in lines[LENGTH + 1 : LENGTH + 3])
    head, entries, pieces, manifest = lines[:1], lines[1 : LENGTH + 1], lines[LENGTH + 1 : -1], lines[-1:]
    changed = loosely(one | {"sealed": base64.b64encode(base64.b64decode(one["sealed"]) + b"x").decode()}) + b"\n"
    loose = loosely(one | {"sealed": one["sealed"][:-3] + "B=="}) + b"\n" if one["sealed"].endswith("A==") else changed
    spaced = json.dumps(json.loads(entries[4])).encode() + b"\n"
    turned = manifest_with(taken, pieces=[other["piece"], one["piece"]]).splitlines(keepends=True)[-1:]
    for spoilt in (
        [*head, *entries, changed, *pieces[1:], *manifest],  # an attachment changed under its name
        [*head, *entries, loose, *pieces[1:], *manifest],
        [*head, *entries, *pieces[::-1], *turned],  # attachments out of order, and the manifest says so too
        [*head, *entries[:4], spaced, *entries[5:], *pieces, *manifest],  # the same entry, written with spaces
        [*head, *entries[:-1], *pieces, entries[-1], *manifest],  # an entry after the attachments
        [*head, *entries, *pieces, *manifest, *manifest],
        [*head, *entries, *pieces, *manifest, b"\n"],
        [*head, *entries, *pieces, manifest[0][:-1]],  # no end of line
        [*head, *pieces, *entries, *manifest],
    ):
        verdict = refused_by_both(taken, b"".join(spoilt))
        assert verdict is not None
        assert not verdict.whole


def test_base64_has_one_form(taken: Taken):
    """`QQ==` and `QR==` decode alike: a second spelling of the same bytes is another file, and is refused."""
    *lines, last = (json.loads(x) for x in taken.lines)
    name, digest = hashlib.sha256(b"A").hexdigest(), "QR=="
    lines = [*lines[: LENGTH + 1], {"piece": name, "sealed": "QQ=="}]
    last["manifest"]["pieces"] = [name]
    last["signature"] = taken.signer.sign(b"wasata.manifest.1\n" + loosely(last["manifest"])).hex()
    written = b"".join(loosely(x) + b"\n" for x in (*lines, last))
    assert agreed(taken, written, key=taken.key)
    refused_by_both(taken, written.replace(b'"QQ=="', f'"{digest}"'.encode()))


@pytest.mark.parametrize(
    "other", [{"seq": 0}, {"seq": -1}, {"seq": float(LENGTH)}, {"seq": True}, {"hash": "x"}, {"noted_at": "now"}, {"more": 1},
              {"log": "x"}, {"case": "x"}, {"key": "x"}, {"hash": None}]
)  # fmt: skip
def test_a_head_that_is_none_anchors_nothing_though_the_room_signed_it(taken: Taken, other: dict[str, Any]):
    where = taken.folder / "odd.head"
    said = json.loads(taken.head.read_bytes())["head"] | other
    signature = taken.signer.sign(b"wasata.head.1\n" + loosely(said)).hex()
    where.write_bytes(loosely({"format": "wasata.head.1", "head": said, "signature": signature}) + b"\n")
    with contextlib.suppress(BundleRefused):
        assert not ours(taken, taken.data, head=where).good
    assert not agreed(taken, taken.data, head=where)


def test_a_sheet_whose_root_is_another_is_refused_though_the_room_signed_it(taken: Taken):
    where = taken.folder / "odd.sheet"
    said = json.loads(taken.sheet.read_bytes())["sheet"]
    for other in ({"root": "0" * 64}, {"salt": "0" * 32}, {"heads": {}}, {"more": 1}, {"noted_at": "now"}):
        signature = taken.signer.sign(b"wasata.sheet.1\n" + loosely(said | other)).hex()
        where.write_bytes(loosely({"format": "wasata.sheet.1", "sheet": said | other, "signature": signature}) + b"\n")
        with pytest.raises(BundleRefused):
            bundle.read_anchor(where)
