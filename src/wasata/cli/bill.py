"""The parts this room is made of: what is installed, what was pinned, what was changed since, which advisories name them.

Danger: a changed file that runs for a year; a list that says "nothing found" because it could not read what it was given.
Duty: `bill` reads what is installed and the pins; `changed` holds every installed file against the list its wheel laid beside it,
or against the wheel itself where the folder it was installed from is at hand; `audit` reads what the person brought, and refuses
what it cannot read. Nothing here goes out.
Shape: pure but for reading files. Who can change an installed file can change the list beside it, too; a wheel cannot be changed
so, for its digest stands in the pins. What Python compiled (`*.pyc`) is not held against anything.
"""

import csv
import hashlib
import json
import re
import zipfile
from base64 import urlsafe_b64encode
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from importlib.metadata import Distribution, distributions
from pathlib import Path
from typing import Any

from wasata.errors.command import CommandError
from wasata.words import Key

HOUSE = "wasata"
BY_PYTHON = frozenset({"pip", "setuptools"})
"""What comes with Python's own environments and is named by no pin."""
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")
_EXTRA = re.compile(r"""extra\s*==\s*["']([^"']+)["']""")


class AdvisoriesWrong(CommandError):
    """What was brought holds no advisories that can be read. Values: why (a key under `parts.why`), value."""

    code = "parts.wrong"


@dataclass(frozen=True, slots=True)
class Part:
    """One part. `pinned`: the versions the pins let stand (which of them, depends on the Python). `direct`: for which extras of
    the house it is asked for ("" is the house itself). `needed_by`: other parts that ask for it."""

    name: str
    version: str
    licence: str
    pinned: tuple[str, ...]
    digests: tuple[str, ...]
    """SHA-256 of each file the pins let stand for this version."""
    direct: tuple[str, ...]
    needed_by: tuple[str, ...]

    @property
    def is_strange(self) -> bool:
        """Nobody pinned it, or another version."""
        return self.name not in (*BY_PYTHON, HOUSE) and not any(_same(pin, self.version) for pin in self.pinned)


@dataclass(frozen=True, slots=True)
class Pin:
    version: str
    digests: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Hit:
    """An advisory that names an installed version."""

    part: str
    version: str
    name: str
    also: tuple[str, ...]
    told: str
    fixed_in: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Audit:
    """`looked_at`: advisories for parts of Python's kind. `newest`: the day of the newest of them, as it says."""

    looked_at: int
    newest: str
    hits: tuple[Hit, ...]


def one_name(name: str) -> str:
    """A name as all spellings of it have it."""
    return re.sub(r"[-_.]+", "-", name).lower()


# what there is


def pins_in(folder: Path) -> dict[str, tuple[Pin, ...]]:
    """Every pin of a folder of pin files: a part may have one for older Pythons and one for newer."""
    found: dict[str, tuple[Pin, ...]] = {}
    for file in sorted(folder.glob("*.txt")):
        for block in re.split(r"\n(?=\S)", file.read_text("utf-8")):
            if at := re.match(r"([A-Za-z0-9._-]+)==([^\s;\\]+)", block):
                digests = tuple(re.findall(r"--hash=sha256:([0-9a-f]{64})", block))
                pin, name = Pin(at[2], digests), one_name(at[1])
                found[name] = tuple(dict.fromkeys((*found.get(name, ()), pin)))
    return found


def bill(site: Iterable[Path] | None, pins: dict[str, tuple[Pin, ...]]) -> tuple[Part, ...]:
    """What is installed in these folders (by default: where this Python finds it), by name."""
    installed = {one_name(one.metadata["Name"]): one for one in _there(site)}
    asked: dict[str, list[tuple[str, str]]] = {}
    for name, one in installed.items():
        for line in one.requires or ():
            if (at := _NAME.match(line)) and (of := one_name(at[0])) in installed and of != name:
                extra = _EXTRA.search(line)
                asked.setdefault(of, []).append((name, extra[1] if extra else ""))
    rows = []
    for name, one in sorted(installed.items()):
        by = asked.get(name, [])
        plain = sorted({who for who, extra in by if who != HOUSE and not extra})
        may = pins.get(name, ())
        rows.append(Part(
            name, one.version, _licence(one), tuple(pin.version for pin in may),
            tuple(digest for pin in may if _same(pin.version, one.version) for digest in pin.digests),
            tuple(sorted({extra for who, extra in by if who == HOUSE and not (extra == "test" and plain)})),
            tuple(plain or sorted({who for who, _ in by if who != HOUSE})),
        ))  # fmt: skip
    return tuple(rows)


def changed(
    site: Iterable[Path] | None, pins: dict[str, tuple[Pin, ...]], wheels: Path | None = None
) -> tuple[tuple[str, str], ...]:
    """Every file that is not as it was installed: what became of it ("changed", "missing", "strange", "wheel") and its path.

    "strange": it lies among the parts and none of them brought it. "wheel": a wheel that no pin names, or none for a part.
    """
    found: list[tuple[str, str]] = []
    known: set[Path] = set()
    roots: set[Path] = set()
    packed = _wheels(wheels) if wheels is not None else None
    for one in _there(site):
        name, root = one_name(one.metadata["Name"]), Path(str(one.locate_file(""))).resolve()
        roots.add(root)
        told = dict(_record(one.read_text("RECORD") or ""))
        known |= {_at(root, path) for path in told}
        if packed is not None and name not in BY_PYTHON:
            wheel = packed.get(name)
            if wheel is None or (name != HOUSE and _digest(wheel) not in _digests(pins.get(name, ()))):
                found.append(("wheel", wheel.name if wheel else name))
            if wheel is not None:  # what was made at the installation stands in the list of the installed alone
                told |= dict(_record_of(wheel))
        for path, digest in told.items():
            file = _at(root, path)
            if path.endswith("RECORD") or (not digest and file.suffix == ".pyc"):
                continue
            if not file.exists():
                found.append(("missing", path))
            elif digest and _as_record(file) != digest:
                found.append(("changed", path))
    for root in roots:
        for file in root.rglob("*"):
            if file.suffix == ".pyc" or file in known or (file.is_dir() and not file.is_symlink()):
                continue
            if not _installers_own(file):
                found.append(("strange", str(file.relative_to(root))))
    return tuple(sorted(set(found)))


def as_cyclonedx(parts: Iterable[Part], version: str) -> dict[str, Any]:
    """The list as CycloneDX 1.6. It bears neither hour nor number of its own: alike for alike parts."""
    parts = [part for part in parts if part.name != HOUSE]
    needs: dict[str, list[str]] = {_ref(p.name, p.version): [] for p in parts}
    by_name = {p.name: _ref(p.name, p.version) for p in parts}
    for p in parts:
        for who in p.needed_by:
            if who in by_name:
                needs[by_name[who]].append(by_name[p.name])
    own = _ref(HOUSE, version)
    return {
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "version": 1,
        "metadata": {"component": {"type": "application", "bom-ref": own, "name": HOUSE, "version": version}},
        "components": [
            {
                "type": "library", "bom-ref": _ref(p.name, p.version), "name": p.name, "version": p.version,
                "purl": _ref(p.name, p.version),
                **({"licenses": [{"license": {"name": p.licence}}]} if p.licence else {}),
                "properties": [
                    *({"name": "wasata:pinned-sha256", "value": digest} for digest in p.digests),
                    *({"name": "wasata:asked-for-by", "value": extra or HOUSE} for extra in p.direct),
                ],
            }
            for p in parts
        ],
        "dependencies": [
            {"ref": own, "dependsOn": sorted(by_name[p.name] for p in parts if p.direct)},
            *({"ref": ref, "dependsOn": sorted(on)} for ref, on in sorted(needs.items())),
        ],
    }  # fmt: skip


# advisories


def audit(parts: Iterable[Part], brought: Path) -> Audit:
    """Which advisories name an installed version. `brought`: OSV as one JSON file, a folder of them, or a zip of them.

    Raises:
        AdvisoriesWrong: a file cannot be read as one, or none of them is about parts of Python's kind.
    """
    installed = {part.name: part.version for part in parts}
    looked, newest, hits = 0, "", []
    for where, advisory in _advisories(brought):
        rows = [row for row in advisory.get("affected", ()) if row.get("package", {}).get("ecosystem") == "PyPI"]
        if not rows:
            continue
        looked += 1
        newest = max(newest, str(advisory.get("modified", "")))
        if advisory.get("withdrawn"):
            continue
        for name in sorted({one_name(str(row["package"].get("name", ""))) for row in rows} & set(installed)):
            of = [row for row in rows if one_name(str(row["package"]["name"])) == name]
            if any(_names(row, installed[name], where) for row in of):
                hits.append(Hit(
                    name, installed[name], str(advisory["id"]), tuple(map(str, advisory.get("aliases", ()))),
                    str(advisory.get("summary") or advisory.get("details") or "").strip().split("\n")[0][:200],
                    tuple(dict.fromkeys(str(e["fixed"]) for row in of for e in _events(row) if "fixed" in e)),
                ))  # fmt: skip
    if not looked:
        raise AdvisoriesWrong(why=Key("parts.why.none"), value=str(brought))
    return Audit(looked, newest[:10], tuple(sorted(hits, key=lambda hit: (hit.part, hit.name))))


def _advisories(brought: Path) -> Iterator[tuple[str, dict[str, Any]]]:
    for where, data in _brought(brought):
        try:
            told = json.loads(data)
            for one in told if isinstance(told, list) else [told]:
                one["id"]
                yield where, dict(one)
        except (ValueError, KeyError, TypeError, RecursionError):
            raise AdvisoriesWrong(why=Key("parts.why.unreadable"), value=where) from None


def _brought(brought: Path) -> Iterator[tuple[str, bytes]]:
    try:
        if brought.is_dir():
            for file in sorted(brought.rglob("*.json")):
                yield str(file), file.read_bytes()
        elif zipfile.is_zipfile(brought):
            with zipfile.ZipFile(brought) as packed:
                for name in sorted(n for n in packed.namelist() if n.endswith(".json")):
                    yield f"{brought}: {name}", packed.read(name)
        else:
            yield str(brought), brought.read_bytes()
    except (OSError, zipfile.BadZipFile, RuntimeError, NotImplementedError):
        raise AdvisoriesWrong(why=Key("parts.why.unreadable"), value=str(brought)) from None


def _events(row: dict[str, Any]) -> Iterator[dict[str, Any]]:
    for span in row.get("ranges", ()):
        if span.get("type") == "ECOSYSTEM":
            yield from span.get("events", ())


def _names(row: dict[str, Any], version: str, where: str) -> bool:
    """Whether what is affected holds this version: it is listed, or lies in a span from an `introduced` to its end."""
    from packaging.version import InvalidVersion, Version  # the room's part alone has it

    try:
        have = Version(version)
        for told in row.get("versions", ()):
            if told == version or _same(str(told), version):
                return True
        for span in row.get("ranges", ()):
            if span.get("type") != "ECOSYSTEM":
                continue
            inside = False
            for event in sorted(span.get("events", ()), key=_place):
                at = _place(event)[0]
                if "introduced" in event:
                    inside = inside or have >= at
                elif "fixed" in event:
                    inside = inside and have < at
                elif "last_affected" in event:
                    inside = inside and have <= at
            if inside:
                return True
    except (InvalidVersion, AttributeError, TypeError, KeyError):
        raise AdvisoriesWrong(why=Key("parts.why.unreadable"), value=where) from None
    return False


def _same(told: str, have: str) -> bool:
    """Whether two ways of writing a version mean one: 1.002 and 1.2 do. What is none by today's rules is nobody's."""
    from packaging.version import InvalidVersion, Version

    try:
        return Version(told) == Version(have)
    except InvalidVersion:
        return False


def _digests(pins: tuple[Pin, ...]) -> set[str]:
    return {digest for pin in pins for digest in pin.digests}


def _place(event: dict[str, Any]) -> tuple[Any, int]:
    from packaging.version import Version

    for n, kind in enumerate(("introduced", "last_affected", "fixed")):
        if kind in event:
            return Version("0.dev0" if event[kind] == "0" else str(event[kind])), n
    return Version("0.dev0"), -1  # `limit`: it bounds nothing that is installed


# pieces


def _there(site: Iterable[Path] | None) -> Iterator[Distribution]:
    seen = set()
    for one in distributions() if site is None else distributions(path=[str(path) for path in site]):
        name = one_name(one.metadata["Name"] or "")
        if name and name not in seen:  # the first is the one that is imported
            seen.add(name)
            yield one


def _licence(one: Distribution) -> str:
    told = one.metadata
    named = str((told.get_all("License-Expression") or [""])[0])
    if not named:
        named = " / ".join(
            row.rsplit(" :: ", 1)[-1]
            for row in told.get_all("Classifier") or ()
            if row.startswith("License :: ") and not row.endswith("OSI Approved")
        )
    return (named or str((told.get_all("License") or [""])[0]).strip().split("\n")[0])[:120]


def _record(text: str) -> Iterator[tuple[str, str]]:
    for row in csv.reader(text.splitlines()):
        if len(row) >= 2:
            yield row[0], row[1]


def _record_of(wheel: Path) -> Iterator[tuple[str, str]]:
    with zipfile.ZipFile(wheel) as packed:
        for name in packed.namelist():
            if name.endswith(".dist-info/RECORD") and name.count("/") == 1:
                rows = _record(packed.read(name).decode("utf-8"))
                yield from (
                    (path, digest) for path, digest in rows if ".data/" not in path
                )  # laid elsewhere, listed there


def _wheels(folder: Path) -> dict[str, Path]:
    return {one_name(wheel.name.split("-")[0]): wheel for wheel in sorted(folder.rglob("*.whl"))}


def _at(root: Path, path: str) -> Path:
    """Where a row of a list lies; the last step is not followed where it is a link."""
    file = root / path
    return file.parent.resolve() / file.name


def _installers_own(file: Path) -> bool:
    """What Python's own environment lays there with pip."""
    return file.name in ("distutils-precedence.pth",) and file.parent.name == "site-packages"


def _digest(path: Path) -> str:
    with path.open("rb") as f:
        return hashlib.file_digest(f, "sha256").hexdigest()


def _as_record(path: Path) -> str:
    if path.is_dir():
        return ""
    with path.open("rb") as f:
        return "sha256=" + urlsafe_b64encode(hashlib.file_digest(f, "sha256").digest()).decode().rstrip("=")


def _ref(name: str, version: str) -> str:
    return f"pkg:pypi/{name}@{version}"
