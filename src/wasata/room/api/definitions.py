"""Definitions as JSON: texts, and where each side stands that the reader holds; their maps.

Danger: a second door with rules of its own.
Duty: the same questions to the same desk as the pages; who does not hold the bureau finds none here either.
"""

from typing import Any

from django.http import HttpRequest

from wasata.desk import definition_sides as desk_definition
from wasata.desk.access import Desk
from wasata.desk.definition_sides import DefinitionLine
from wasata.desk.line_stands import require_talks
from wasata.errors import DefinitionWrong
from wasata.room import wiring
from wasata.room.api.a_file import A_FILE, map_to_keep
from wasata.room.api.entry import desk_for
from wasata.room.api.reading import Asked, api


def _team(request: HttpRequest, case: str) -> Desk:
    desk = desk_for(request, case)
    require_talks(desk)
    return desk


@api.get("/cases/{case}/definitions", response=list[DefinitionLine])
def definitions(request: HttpRequest, case: str, lang: Asked = "en") -> Any:
    """The words of the deal, in the order of their names."""
    return desk_definition.definitions(_team(request, case), lang)


@api.get("/cases/{case}/definitions/{term}", response=DefinitionLine)
def definition(request: HttpRequest, case: str, term: str, lang: Asked = "en") -> Any:
    """One word, with its versions."""
    try:
        return desk_definition.definition(_team(request, case), term, lang)
    except DefinitionWrong:
        raise wiring.NotHere from None


@api.get("/cases/{case}/definitions/{term}/map", response=bytes, openapi_extra=A_FILE)
def definition_map(request: HttpRequest, case: str, term: str) -> Any:
    """The map of the newest text, as the team has it, bare of what it told of its making."""
    return map_to_keep(_team(request, case), "bureau", term)
