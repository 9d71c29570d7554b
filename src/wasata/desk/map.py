"""Maps of definitions: pictures of where a word's meaning runs, bare of what they told of their making.

Danger: a map that tells in its own data who drew it, when, and on which machine; a picture of one side's in the other's hands.
Duty: take a picture in for a definition, and give the one that stands in a log its reader holds.
Shape: a map is a sealed piece beside each log that tells of it: `bureau` for ours, a channel or the table for what went there.
"""

import hashlib
from collections.abc import Mapping, Sequence
from functools import cache

from wasata.carry.bare import bare
from wasata.desk.access import Desk
from wasata.desk.defined import AGREED, OURS, Text, definitions_in
from wasata.errors import BareRefused, DefinitionWrong, RecordError
from wasata.record.kinds.base import Fact
from wasata.record.kinds.definition import Map, MapKept
from wasata.words import Key

LARGEST = 4 * 1024 * 1024


def keep_map(desk: Desk, content: bytes) -> Map:
    """Takes a picture in, bare. No text names it yet: that does no harm.

    Raises:
        DefinitionWrong: it is too large, no PNG or JPEG, or damaged.
        NotAllowed: he may not write definitions.
    """
    desk.require("write_definition")
    drawn, looked = _bare(content)
    return looked.model_copy(update={"piece": desk.ledger.keep_piece("bureau", drawn)})


def _bare(content: bytes) -> tuple[bytes, Map]:
    """A picture bare, and what is told of it but for the name it will be sealed under."""
    refused = DefinitionWrong(why=Key("definition.why.map"), value=len(content))
    if len(content) > LARGEST:
        raise refused
    try:
        drawn = bare(content).content
    except BareRefused:
        raise refused from None
    return drawn, _map("0" * 64, drawn)


def take_in_map(desk: Desk, content: bytes, *, act_id: str) -> Map:
    """Takes a picture in, bare, as an act of its own: the same act sent again is given the picture that was kept first.

    Raises:
        DefinitionWrong: it is too large, no PNG or JPEG, or damaged.
        NotAllowed: he may not write definitions.
        ActReused: the act took in another picture, or was another act.
    """
    desk.require("write_definition")
    drawn, looked = _bare(content)
    kept = cache(lambda: desk.ledger.keep_piece("bureau", drawn))  # once, however often it is decided

    def same(was: Mapping[str, Sequence[Fact]]) -> bool:
        match tuple(was.get("bureau", ())):
            case (MapKept() as before,):
                return before.map.digest == looked.digest
            case _:
                return False

    def decide() -> dict[str, tuple[Fact, ...]]:
        return {"bureau": (MapKept(map=looked.model_copy(update={"piece": kept()})),)}

    written = desk.do("write_definition", decide, act_id=act_id, same=same)
    fact = desk.ledger.entry("bureau", written.first["bureau"]).fact
    assert isinstance(fact, MapKept), "it was written by this act"
    return fact.map


def _map(piece: str, content: bytes) -> Map:
    digest = hashlib.sha256(content).hexdigest()
    if content.startswith(b"\x89PNG"):
        return Map(piece=piece, digest=digest, media_type="image/png")
    if content.startswith(b"\xff\xd8\xff"):
        return Map(piece=piece, digest=digest, media_type="image/jpeg")
    raise DefinitionWrong(why=Key("definition.why.map"), value=len(content))


def kept_map(desk: Desk, piece: str) -> Map:
    """A picture that was taken in before, to be named by a text.

    Raises:
        DefinitionWrong: there is none.
    """
    desk.require("write_definition")
    try:
        return _map(piece, desk.ledger.piece("bureau", piece))
    except RecordError:
        raise DefinitionWrong(why=Key("definition.why.map"), value=piece[:12]) from None


def map_in(desk: Desk, log: str, term: str) -> tuple[Map, bytes]:
    """The map of the newest text of a term in one log: `bureau`, the table, or a channel.

    Raises:
        DefinitionWrong: it has none there.
        LogNotYours: he does not hold that log.
    """
    with desk.hold():
        text = _newest(desk, log, term)
    if text is None or text.map is None:
        raise DefinitionWrong(why=Key("definition.why.unknown"), value=term)
    return text.map, desk.ledger.piece(log, text.map.piece)


def _newest(desk: Desk, log: str, term: str) -> Text | None:
    if log == "bureau":
        ours = desk.fold(OURS).get(term)
        return ours.versions[-1].text if ours else None
    if log == "table":
        stands = desk.fold(AGREED).get(term)
        return stands[-1].text if stands else None
    theirs = desk.fold(definitions_in(log.partition("/")[2])).get(term)
    return theirs.versions[-1].text if theirs else None
