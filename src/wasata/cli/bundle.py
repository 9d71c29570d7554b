"""`wasata keep bundle`: all that a server without a network needs, in one folder.

Danger: a part that was changed on the way, installed on the one machine that may hold no such part; a folder that lacks what the
server lacks, found out in a building without a line to anybody.
Duty: gathers the pinned parts by their hashes, the house itself, what installs them, on request the system's own packages; lists
every file with its digest; checks such a folder, and names what is not as it was.
Shape: the only connections are those of pip and, with `--debian`, of apt, each as this machine has it set up: nothing here names
an address. The digest of the list is told, to be read aloud: whoever holds it needs trust neither medium nor messenger. What is
made stands beside its place until it is whole.
"""

import hashlib
import json
import os
import platform
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path
from typing import Annotated

import typer

from wasata import words
from wasata.cli import bill
from wasata.cli.at_desk import Lang
from wasata.cli.tongue import help_of, tongue
from wasata.errors import AskedWrongly
from wasata.errors.command import CommandError
from wasata.words import Key

HERE = Path(__file__).resolve().parent
PARTS = ("room", "intake", "postgres")
"""The extras of a server. Nothing of `exchange` is built yet, so none of its parts is carried."""
SYSTEM = ("python3", "python3-venv", "postgresql")
LIST, TARGET, BILL = "MANIFEST", "TARGET", "parts.cdx.json"
_PIECE = 1024 * 1024


class BundleWrong(CommandError):
    """A folder for a server cannot be made or is not as it was made. Values: why (a key under `bundle.why`), value."""

    code = "bundle.wrong"


def _say(key: str, **values: object) -> None:
    print(words.say(key, tongue(), **values), flush=True)


def bundle(
    to: Annotated[Path | None, typer.Option("--to", metavar="FOLDER", help=help_of("bundle.cli.to"))] = None,
    check: Annotated[Path | None, typer.Option("--check", metavar="FOLDER", help=help_of("bundle.cli.check"))] = None,
    debian: Annotated[bool, typer.Option("--debian", help=help_of("bundle.cli.debian"))] = False,
    wheel: Annotated[Path | None, typer.Option("--wheel", help=help_of("bundle.cli.wheel"))] = None,
    lang: Lang = "",  # noqa: ARG001 (`tongue` has taken it)
) -> None:
    if (to is None) is (check is None):
        raise AskedWrongly(why=Key("bundle.why.one"), command="wasata keep bundle")
    if check is not None:
        folder = check.absolute()
        checked(folder)
        _say("bundle.whole")
    elif to is not None:
        folder = to.absolute()
        make(folder, wheel.absolute() if wheel else None, debian=debian)
        _say("bundle.made", path=str(folder))
    _say("bundle.digest")
    print(f"\n  {aloud(folder)}\n", flush=True)  # on a line of its own: it is read aloud


# making


def make(folder: Path, wheel: Path | None, *, debian: bool) -> None:
    """Makes the folder, whole or not at all.

    Raises:
        BundleWrong: there is something there, pip or apt refused, or the house cannot be packed here.
    """
    if folder.exists():
        raise BundleWrong(why=Key("bundle.why.stands"), value=str(folder))
    if debian and not all(shutil.which(tool) for tool in ("apt-get", "dpkg-deb")):
        raise BundleWrong(why=Key("bundle.why.no_apt"), value="apt-get")
    making = folder.with_name(f".{folder.name}.making")
    shutil.rmtree(making, ignore_errors=True)
    try:
        for name in ("wheels", "pins"):
            (making / name).mkdir(parents=True)
        for part in PARTS:
            shutil.copy(pins() / f"{part}.txt", making / "pins")
        _fetch_parts(making)
        _add_house(making, wheel)
        for file in HERE.joinpath("install").iterdir():
            if file.is_file():  # beside them, in a house that was installed, what Python made of one of them
                shutil.copy(file, making)
        if debian:
            _fetch_system(making / "debian")
        _lay_pages(making)
        making.joinpath(TARGET).write_text(f"{version('wasata')} {_python()} {platform.machine()}\n", "utf-8")
        making.joinpath(LIST).write_text("".join(f"{digest(making / n)}  {n}\n" for n in _files(making)), "utf-8")
        making.rename(folder)
    except BaseException:
        shutil.rmtree(making, ignore_errors=True)
        raise


def pins() -> Path:
    """Where the pins lie: in the tree of the sources, or in the house as it was packed."""
    tree = HERE.parents[2] / "pins"
    return tree if tree.is_dir() else HERE.parent / "pins"


def _lay_pages(folder: Path) -> None:
    """What is read beside the server: the handbook and the pages it names, and the list of the parts that lie here."""
    for pages in ("handbook", "how-to"):
        if (HERE.parents[2] / "docs" / pages).is_dir():  # a house that was packed has none
            shutil.copytree(HERE.parents[2] / "docs" / pages, folder / "docs" / pages)
    there = bill.bill(sorted(folder.rglob("*.whl")), bill.pins_in(folder / "pins"))
    told = json.dumps(bill.as_cyclonedx(there, version("wasata")), ensure_ascii=False, indent=1)
    folder.joinpath(BILL).write_text(told + "\n", "utf-8")


def _python() -> str:
    return f"{sys.version_info.major}.{sys.version_info.minor}"


def _fetch_parts(folder: Path) -> None:
    _say("bundle.asks_pip")
    _run(
        sys.executable, "-m", "pip", "download", "--disable-pip-version-check", "--no-color", "--progress-bar", "off", "--quiet",
        "--require-hashes", "--only-binary", ":all:", "--dest", str(folder / "wheels"),
        *(word for part in PARTS for word in ("-r", str(folder / "pins" / f"{part}.txt"))),
    )  # fmt: skip
    _say("bundle.parts", n=len(list(folder.glob("wheels/*"))))


def _add_house(folder: Path, wheel: Path | None) -> None:
    """The house's own wheel: the one given, or packed from the tree this runs from."""
    if wheel is None:
        if not (HERE.parents[2] / "hatch_build.py").is_file() or find_spec("hatchling") is None:
            raise BundleWrong(why=Key("bundle.why.no_tree"), value=str(HERE))
        _say("bundle.packs")
        with tempfile.TemporaryDirectory() as made:
            _run(
                sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", made, at=HERE.parents[2]
            )
            shutil.copy(next(Path(made).glob("*.whl")), folder)
        return
    if not wheel.is_file() or not re.fullmatch(r"wasata-[^-]+-.*\.whl", wheel.name):
        raise BundleWrong(why=Key("bundle.why.no_wheel"), value=str(wheel))
    shutil.copy(wheel, folder)


def _fetch_system(folder: Path) -> None:
    """The packages of the system that the server needs and all that those need, as a place apt can install from."""
    _say("bundle.asks_apt")
    (folder / "partial").mkdir(parents=True)
    with tempfile.NamedTemporaryFile() as nothing_installed:  # so that also what this machine has is fetched
        _run(
            "apt-get", "--assume-yes", "--quiet=2", "--download-only", "--no-install-recommends",
            "-o", f"Dir::State::status={nothing_installed.name}", "-o", f"Dir::Cache::archives={folder}/",
            "-o", "Debug::NoLocking=1", "-o", "APT::Sandbox::User=", "install", *SYSTEM,
        )  # fmt: skip
    shutil.rmtree(folder / "partial")
    (folder / "lock").unlink(missing_ok=True)
    told = []
    for package in sorted(folder.glob("*.deb")):
        package = package.rename(folder / re.sub(r"_\d+%3a", "_", package.name))  # apt would look for a colon
        told.append(
            f"{_run('dpkg-deb', '-f', str(package)).strip()}\nFilename: ./{package.name}\nSize: {package.stat().st_size}\n"
            f"SHA256: {digest(package)}\n"
        )
    (folder / "Packages").write_text("\n".join(told), "utf-8")
    _say("bundle.packages", n=len(told))


def _run(*command: str, at: Path | None = None) -> str:
    done = subprocess.run(command, capture_output=True, text=True, errors="replace", cwd=at)  # noqa: S603 (words of ours)
    if done.returncode:
        last = (done.stderr.strip() or done.stdout.strip() or "?").splitlines()[-1][:300]
        raise BundleWrong(why=Key(f"bundle.why.{'apt' if 'apt-get' in command else 'pip'}"), value=last)
    return done.stdout


# checking


def checked(folder: Path) -> None:
    """Nothing if the folder is as it was made.

    Raises:
        BundleWrong: the list is missing or spoilt, a file is missing, is not as it was, or is not on the list.
    """
    listed = dict(_listed(folder))
    found = set(_files(folder))
    for name in sorted(listed.keys() | found):
        if name not in found:
            raise BundleWrong(why=Key("bundle.why.missing"), value=name)
        if name not in listed:
            raise BundleWrong(why=Key("bundle.why.added"), value=name)
        if digest(folder / name) != listed[name]:
            raise BundleWrong(why=Key("bundle.why.changed"), value=name)


def _listed(folder: Path) -> Iterator[tuple[str, str]]:
    try:
        told = (folder / LIST).read_text("utf-8").splitlines()
    except (OSError, ValueError):
        raise BundleWrong(why=Key("bundle.why.no_list"), value=str(folder)) from None
    for line in told:
        if not (found := re.fullmatch(r"([0-9a-f]{64})  (\S.*)", line)):
            raise BundleWrong(why=Key("bundle.why.spoilt"), value=line[:100])
        yield found[2], found[1]


def _files(folder: Path) -> list[str]:
    """Every file below, links too, but the list itself."""
    found = [
        os.path.relpath(Path(at) / name, folder)
        for at, folders, names in os.walk(folder)
        for name in (*names, *(f for f in folders if (Path(at) / f).is_symlink()))
    ]
    return sorted(name for name in found if name != LIST)


def digest(path: Path) -> str:
    if path.is_symlink() or not path.is_file():  # a link may lead to what is not carried
        return ""
    told = hashlib.sha256()
    with path.open("rb") as file:
        while piece := file.read(_PIECE):
            told.update(piece)
    return told.hexdigest()


def aloud(folder: Path) -> str:
    """The digest of the list, in groups of four."""
    told = digest(folder / LIST).upper()
    return " ".join(told[n : n + 4] for n in range(0, len(told), 4))
