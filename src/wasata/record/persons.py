"""The table of persons' keys: apart from the record, because it must be able to forget.

Danger: the key of one who left, opened years later with a password found on a slip; a table in which somebody's public half was
changed for another's; half a key after a power cut.
Duty: make a person's key, open it with his password, seal it by another, hold his part of a recovery key until he has written
it down, forget him. The record never forgets; what is sealed for a person goes with this table.
Shape: `keys/persons/<person>.key`, mode 0600, canonical JSON:

    {"format":"wasata.person.1","made_at":"…Z","person":"officer-1","public":"<hex>","sealed":{…},
     "shares":{"<random name of a case>":{"number":1,"sealed":"<hex>"}}}

`sealed` is what `person_key.seal_by_password` makes. Copies of this folder are kept apart from copies of the record and no
longer than `COPIES_LAST`: what was forgotten here is forgotten everywhere after it.
"""

import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from wasata.errors import (
    KeyRefused,
    NameRefused,
    NotCanonical,
    PersonKeyClosed,
    PersonKeyStands,
    PersonUnknown,
)
from wasata.record import canon, files, keyring, seal
from wasata.record.kinds.base import IDENT
from wasata.record.person_key import Cost, Pair, PublicKey, open_by_password, seal_by_password
from wasata.record.recovery import Share
from wasata.words import Key

FORMAT = "wasata.person.1"
COPIES_LAST = timedelta(days=30)
"""How long a copy of this table may be kept, whatever else is kept longer."""
_SHARE = "share"


@dataclass(frozen=True, slots=True)
class PersonKey:
    """One person in the table. `shares`: the random names of the cases whose recovery words he has not yet written down."""

    person: str
    public: PublicKey
    made_at: datetime
    shares: tuple[str, ...]


class Persons:
    """The table in a folder, for this machine's processes. What it answers is asked of the disk each time.

    Args:
        folder: made when the first key is.
        cost: what one try of a password is to cost from now on; a key sealed at another cost is sealed anew when it is opened.
    """

    def __init__(self, folder: Path, *, cost: Cost | None = None) -> None:
        self.folder = folder
        self._cost = cost or Cost()

    def __repr__(self) -> str:
        return f"Persons({self.folder})"

    def names(self) -> tuple[str, ...]:
        """Who has a key, in the order of their names."""
        return tuple(sorted(path.stem for path in self.folder.glob("[!.]*.key")))

    def of(self, person: str) -> PersonKey:
        """What may be known of a person's key without opening it.

        Raises:
            PersonUnknown: he has none.
            KeyRefused: his file is damaged or open to others.
        """
        kept = self._read(person)
        public, made_at = PublicKey(bytes.fromhex(kept["public"])), canon.read_instant(kept["made_at"])
        return PersonKey(person, public, made_at, tuple(sorted(kept["shares"])))

    def make(self, person: str, password: str, *, at: datetime) -> Pair:
        """A new key for a person who has none, sealed by his password.

        Raises:
            PersonKeyStands: he has one: with it would go all that is sealed for it.
            NameRefused: nobody may be called so.
        """
        pair, kept = self.drawn(person, password, at=at)
        self.bring(person, kept)
        return pair

    def drawn(self, person: str, password: str, *, at: datetime) -> tuple[Pair, dict[str, Any]]:
        """A pair that stands in no table: what would stand there, sealed by his password. For a laptop's own table."""
        pair = Pair.new()
        kept: dict[str, Any] = {
            "format": FORMAT, "made_at": canon.instant(at), "person": person, "public": pair.public.raw.hex(),
            "sealed": seal_by_password(pair, password, person, cost=self._cost), "shares": {},
        }  # fmt: skip
        return pair, kept

    def bring(self, person: str, kept: dict[str, Any]) -> None:
        """Puts what `drawn` made into this table.

        Raises:
            PersonKeyStands, NameRefused: as `make`.
        """
        path = self._path(person)
        files.make_folder(self.folder)
        with self._alone():
            if path.exists():
                raise PersonKeyStands(person=person)
            self._keep(person, kept)

    def open(self, person: str, password: str) -> Pair:
        """His key, opened with his password.

        Raises:
            PersonUnknown: he has none.
            PersonKeyClosed: another password, or the public half beside it is not its own.
        """
        kept = self._read(person)
        pair = self._opened(kept, password, person)
        if any(kept["sealed"].get(name) != value for name, value in asdict(self._cost).items()):
            self._seal_anew(pair, person, password)
        return pair

    def change_password(self, person: str, old: str, new: str) -> Pair:
        """Seals his key by another password: the same key, so nothing that is sealed for it must be touched.

        Raises:
            PersonUnknown, PersonKeyClosed: as `open`.
        """
        pair = self._opened(self._read(person), old, person)
        self._seal_anew(pair, person, new)
        return pair

    def forget(self, person: str) -> None:
        """His key is gone, for him too: what was sealed for it alone nobody reads any more. Once is enough.

        The bytes are written over before the name goes. A disk that writes elsewhere (most do) may still hold them: that is
        why the disk under a home is to be encrypted itself.
        """
        path = self._path(person)
        if not path.exists():
            return
        with self._alone():
            try:
                with path.open("r+b") as f:
                    f.write(bytes(path.stat().st_size))
                    f.flush()
                    os.fsync(f.fileno())
                path.unlink()
            except FileNotFoundError:
                return
            except OSError as error:
                raise files.told(error, path) from None

    # his part of a recovery key

    def hand_share(self, person: str, case: str, share: Share) -> None:
        """Keeps an officer's recovery words, sealed for him, until he has written them down.

        Args:
            case: the random name of the case whose recovery key it is a part of.

        Raises:
            PersonUnknown: he has no key yet.
        """
        with self._alone():
            kept = self._read(person)
            public = PublicKey(bytes.fromhex(kept["public"]))
            sealed = public.wrap(share.words.encode(), _place(person, case, share.number))
            kept["shares"][case] = {"number": share.number, "sealed": sealed.hex()}
            self._keep(person, kept)

    def share_for(self, person: str, case: str, pair: Pair) -> Share | None:
        """His recovery words; None once they are written down, or if he never had any.

        Raises:
            PersonUnknown: he has no key.
            PersonKeyClosed: the pair is not his.
        """
        kept = self._read(person)["shares"].get(case)
        if kept is None:
            return None
        try:
            words = pair.unwrap(bytes.fromhex(kept["sealed"]), _place(person, case, kept["number"])).decode()
        except (seal.Unopened, ValueError):
            raise PersonKeyClosed(person=person) from None
        return Share(kept["number"], words)

    def share_written(self, person: str, case: str) -> None:
        """He has them on paper: from now on they stand nowhere else. Once is enough."""
        with self._alone():
            kept = self._read(person)
            if kept["shares"].pop(case, None) is not None:
                self._keep(person, kept)

    # the files

    def _path(self, person: str) -> Path:
        if not re.fullmatch(IDENT, person):
            raise NameRefused(what="person", name=person)
        return self.folder / f"{person}.key"

    @contextmanager
    def _alone(self) -> Iterator[None]:
        with files.locked(self.folder / ".lock"):
            yield

    def _read(self, person: str) -> dict[str, Any]:
        path = self._path(person)
        if not path.exists():
            raise PersonUnknown(person=person)
        keyring.require_private(path)
        try:
            kept = canon.decode(path.read_bytes())
            PublicKey(bytes.fromhex(kept["public"]))
            canon.read_instant(kept["made_at"])
            whole = kept["format"] == FORMAT and kept["person"] == person
            whole = whole and isinstance(kept["sealed"], dict) and all(map(_is_share, kept["shares"].values()))
        except OSError as error:
            raise files.told(error, path) from None
        except (NotCanonical, KeyError, TypeError, ValueError, AttributeError):
            whole = False
        if not whole:
            raise KeyRefused(path=str(path), why=Key("record.why.damaged"))
        return dict(kept)

    def _keep(self, person: str, kept: dict[str, Any]) -> None:
        files.write_whole(self._path(person), canon.encode(kept))

    def _opened(self, kept: dict[str, Any], password: str, person: str) -> Pair:
        try:
            pair = open_by_password(kept["sealed"], password, person)
        except seal.Unopened:
            raise PersonKeyClosed(person=person) from None
        if pair.public.raw.hex() != kept["public"]:
            raise PersonKeyClosed(person=person)
        return pair

    def _seal_anew(self, pair: Pair, person: str, password: str) -> None:
        with self._alone():
            kept = self._read(person)
            if kept["public"] != pair.public.raw.hex():  # he was forgotten meanwhile, and made another
                raise PersonKeyClosed(person=person)
            kept["sealed"] = seal_by_password(pair, password, person, cost=self._cost)
            self._keep(person, kept)


def _is_share(kept: Any) -> bool:
    return isinstance(kept, dict) and type(kept.get("number")) is int and isinstance(kept.get("sealed"), str)


def _place(person: str, case: str, number: int) -> bytes:
    return canon.encode({"case": case, "number": number, "person": person, "sealed": _SHARE})
