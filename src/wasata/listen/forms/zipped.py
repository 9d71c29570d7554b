"""Zip archives: the reports of the files in them.

Danger: a small archive that unpacks to a disk full, a million files, or an archive in an archive without end.
Duty: each file in it goes through the intake by its own name; bounds on how many, how large each, how large all.
Shape: a file is unpacked into memory only, one after the other, and never to a path; what kind it is, its name or its
bytes tell. An archive in an archive is refused.
"""

import stat
import zipfile
import zlib
from collections.abc import Callable, Iterator
from typing import BinaryIO

from wasata.errors import FormBroken, FormLocked, FormRefused, LeftOut, ListenError
from wasata.listen.forms import incoming as bounds
from wasata.listen.forms.incoming import Incoming, Refusal
from wasata.words import Key

MAX_FILES = 20_000
MAX_ALL = 2 * 1024 * 1024 * 1024
MAX_RATIO = 400
"""How far a file may unpack: the plainest text packs to a hundredth."""
_CHUNK = 1 << 18

Door = Callable[[bytes, str, str | None], Iterator[Incoming | Refusal]]


def zipped(stream: BinaryIO, name: str, door: Door, is_readable: Callable[[str], bool]) -> Iterator[Incoming | Refusal]:
    """The reports of the files in an archive, in its own order."""
    try:
        with zipfile.ZipFile(stream) as files:
            members = [m for m in files.infolist() if _is_wanted(m)]
            if len(members) > MAX_FILES:
                raise FormRefused(path=name, form="ZIP", why=Key("listen.refused_why.many"))
            left, size = 0, 0
            for member in members:
                called = member.filename.rpartition("\\")[2]
                if not is_readable(called):
                    left += 1
                    continue
                where = f"{name}/{called}"
                try:
                    data = _unpacked(files, member, where)
                    size += len(data)
                    if size > MAX_ALL:
                        raise FormRefused(path=name, form="ZIP", why=Key("listen.refused_why.unpacks"))
                    yield from door(data, where, None)
                except ListenError as error:
                    yield Refusal(where, error)
                    if size > MAX_ALL:
                        return
            if left:
                yield Refusal(name, LeftOut(path=name, n=left, what=Key("listen.left.other_kinds")), note=True)
            if not members or left == len(members):
                raise FormBroken(path=name, form="ZIP", why=Key("listen.broken_why.nothing_readable"))
    except (zipfile.BadZipFile, NotImplementedError, OSError, EOFError, ValueError, RuntimeError):
        raise FormBroken(path=name, form="ZIP", why=Key("listen.broken_why.structure")) from None


def _is_wanted(member: zipfile.ZipInfo) -> bool:
    parts = member.filename.replace("\\", "/").split("/")
    link = stat.S_ISLNK(member.external_attr >> 16)
    return bool(member.filename) and not (  # one without a name breaks `is_dir`, and would hide all the others
        member.is_dir() or link or "__MACOSX" in parts or any(p.startswith(".") and p not in (".", "..") for p in parts)
    )


def _unpacked(files: zipfile.ZipFile, member: zipfile.ZipInfo, where: str) -> bytes:
    if member.flag_bits & 1:
        raise FormLocked(path=where, form="ZIP")
    limit = min(bounds.MAX_BYTES, max(1 << 20, member.compress_size * MAX_RATIO))
    made: list[bytes] = []
    size = 0
    try:
        with files.open(member) as f:
            while chunk := f.read(_CHUNK):
                size += len(chunk)
                if size > limit:
                    raise FormRefused(path=where, form="ZIP", why=Key("listen.refused_why.unpacks"))
                made.append(chunk)
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, EOFError, OSError, RuntimeError):
        raise FormBroken(path=where, form="ZIP", why=Key("listen.broken_why.structure")) from None
    return b"".join(made)
