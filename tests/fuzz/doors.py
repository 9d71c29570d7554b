"""All doors by which bytes from outside come in, by name. What must hold at each stands in `law.py`."""

from tests.fuzz import intake_doors, record_doors
from tests.fuzz.law import Door

DOORS: dict[str, Door] = {door.name: door for door in (*intake_doors.DOORS, *record_doors.DOORS)}
