"""Verifies a bundle of a Wasata record without Wasata: Python's standard library and `cryptography`, nothing else.

    python verify_bundle.py BUNDLE [--head HEAD] [--key HEX]

Written from docs/reference/bundle-format.md alone, to show that the room need not be believed. Exit code 0 when the bundle
is whole and signed, and anchored if a head was given; 1 otherwise, with what is wrong on each line.
"""

import argparse
import base64
import hashlib
import json
import re
import sys
from datetime import datetime
from pathlib import Path

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

HEX = {n: re.compile(f"[0-9a-f]{{{n}}}") for n in (32, 64, 128)}


def canonical(value):
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def parse(line):
    """A line as a JSON object, refused if it is not written in the one canonical way."""
    value = json.loads(line.decode())
    if not isinstance(value, dict) or canonical(value) + b"\n" != line:
        raise ValueError("not canonical")
    return value


def fields(value, **kinds):
    """The values of exactly these keys; a number stands for so many hex letters, `bytes` for base64 in its one form."""
    if value.keys() != kinds.keys():
        raise ValueError("other keys than expected")
    out = []
    for name, kind in kinds.items():
        item = value[name]
        if kind is bytes:
            decoded = base64.b64decode(item, validate=True)
            if base64.b64encode(decoded).decode() != item:
                raise ValueError(name)
            item = decoded
        elif isinstance(kind, int):
            if not (isinstance(item, str) and HEX[kind].fullmatch(item)):
                raise ValueError(name)
        elif type(item) is not kind:
            raise ValueError(name)
        out.append(item)
    return out


def noted(value):
    """An object that may carry a note, without it, and the note as an object of its own (empty, if there is none)."""
    note = {k: v for k, v in value.items() if k == "note"}
    if note and not (isinstance(note["note"], str) and note["note"]):
        raise ValueError("no words in a note")
    return {k: v for k, v in value.items() if k != "note"}, note


def is_time(text):
    """Whether a time is written in its one form, 2023-11-24T05:00:00.000000Z."""
    try:
        known = datetime.fromisoformat(text).isoformat(timespec="microseconds")
        return known.endswith("+00:00") and known[:-6] + "Z" == text
    except (TypeError, ValueError):
        return False


def signed(key, message, signature):
    try:
        Ed25519PublicKey.from_public_bytes(bytes.fromhex(key)).verify(bytes.fromhex(signature), message)
    except (InvalidSignature, ValueError):
        return False
    return True


def verify(lines, head=None, trusted=None):
    """What is wrong with a bundle, as (entry or None, words); an empty list means whole and signed (and anchored)."""
    wrong, prev, seq, names, ended = [], "0" * 64, 0, [], False
    met = head is not None and (head["seq"], head["hash"]) == (0, prev)
    opening, note = noted(parse(next(lines, b"")))
    case, form, key, log = fields(opening, case=32, format=str, key=64, log=32)
    if form != "wasata.bundle.1":
        raise ValueError(form)
    if any(k not in (None, key) for k in (trusted, head and head["key"])):
        wrong.append((None, "signed with another key than the one trusted"))
    for line in lines:
        if ended:
            wrong.append((None, "something after the manifest"))
            break
        try:
            value = parse(line)
            if "manifest" in value:
                manifest, signature = fields(value, manifest=dict, signature=128)
                expected = {"case": case, "exported_at": manifest.get("exported_at"), "format": form, "head": prev,
                            "key": key, "length": seq, "log": log, "pieces": sorted(set(names)), **note}  # fmt: skip
                # as bytes: Python holds 12.0 and 12 for equal, and True and 1
                if canonical(manifest) != canonical(expected) or names != manifest["pieces"]:
                    wrong.append((seq, "the manifest names another length, end, log or attachments"))
                if not is_time(manifest["exported_at"]):
                    wrong.append((None, "the time of the export is not written as it must be"))
                if not signed(key, b"wasata.manifest.1\n" + canonical(manifest), signature):
                    wrong.append((None, "manifest not signed"))
                ended = True
            elif "piece" in value:
                name, sealed = fields(value, piece=64, sealed=bytes)
                if hashlib.sha256(sealed).hexdigest() != name:
                    wrong.append((None, f"attachment {name} changed"))
                names.append(name)
            else:
                digest, sealed, number, signature = fields(value, hash=64, sealed=bytes, seq=int, signature=128)
                if number != seq + 1 or names:
                    wrong.append((seq + 1, "an entry is missing, doubled or out of its place"))
                header = canonical({"case": case, "log": log, "prev": prev, "seq": number})
                if hashlib.sha256(b"wasata.entry.1\n" + header + b"\n" + sealed).hexdigest() != digest:
                    wrong.append((number, "the hash does not fit"))
                if not signed(key, b"wasata.hash.1\n" + digest.encode(), signature):
                    wrong.append((number, "not signed"))
                prev, seq = digest, number
                met = met or (head is not None and (head["seq"], head["hash"]) == (seq, prev))
        except (ValueError, KeyError, TypeError, RecursionError):
            wrong.append((seq + 1, "not a line of a bundle"))
            seq += 1
    if not ended:
        wrong.append((seq + 1, "the end is missing: no manifest"))
    if head is not None and (not met or (head["case"], head["log"]) != (case, log)):
        wrong.append((head["seq"], "does not contain the head that was given"))
    return wrong


def read_head(data):
    """The head in a file of one, after checking its signature."""
    form, head, signature = fields(parse(data), format=str, head=dict, signature=128)
    fields(noted(head)[0], case=32, hash=64, key=64, log=32, noted_at=str, seq=int)
    if (
        form != "wasata.head.1"
        or not is_time(head["noted_at"])
        or not signed(head["key"], b"wasata.head.1\n" + canonical(head), signature)
    ):
        raise ValueError("not a signed head")
    return head


if __name__ == "__main__":
    ask = argparse.ArgumentParser()
    ask.add_argument("bundle")
    ask.add_argument("--head")
    ask.add_argument("--key", help="the room's public key, 64 hex letters")
    given = ask.parse_args()
    try:
        anchor = read_head(Path(given.head).read_bytes()) if given.head else None
        with open(given.bundle, "rb") as f:
            found = verify(iter(f), anchor, given.key and given.key.lower())
    except (ValueError, KeyError, TypeError, OSError) as error:
        sys.exit(f"not a bundle, or not a head: {error}")
    with open(given.bundle, "rb") as f:
        for note in noted(parse(f.readline()))[1].values():
            print(note.encode("unicode_escape").decode() if not note.isprintable() else note)
    for number, words in found:
        print(f"entry {number}: {words}" if number else words)
    if found:
        sys.exit(1)
    print("whole, signed and anchored" if anchor else "whole and signed, not anchored")
