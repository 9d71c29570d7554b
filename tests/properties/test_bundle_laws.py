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

from wasata.errors import BundleRefused
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
        ledger.keep_piece("bureau", b"one attachment")
        ledger.keep_piece("bureau", b"another attachment")
        for n in range(LENGTH):
            note = NoteWritten(note=f"n-{n}", text=f"ملاحظة {n} " + "x" * n, lang="ar")
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
    assert len(source.splitlines()) < 160
