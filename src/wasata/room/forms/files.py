"""Files handed in with a message: a few places for them in a form, each with what may be done with it.

Danger: a file cleared by the choice that was made for another; one that is left out and nobody is told.
Duty: takes the places of a form apart. What is too large is named; what is judged otherwise, the desk judges.
Shape: `file`, `file-2` … and beside each `file-clear`, `file-clear-2` …; a place left empty is no file. When a form is shown
again its places are empty, and so is what was chosen beside them: a browser keeps no file.
"""

import hashlib
from collections.abc import Sequence

from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest

from wasata.desk.handed_in import MOST_FILES, HandedIn, plain_name
from wasata.errors import MessageWrong
from wasata.room.forms.message import clearance_typed
from wasata.words import Key

PLACES: tuple[str, ...] = ("", *(f"-{n}" for n in range(2, MOST_FILES + 1)))
"""What the names of the places end in."""


def handed_in(request: HttpRequest) -> tuple[HandedIn, ...]:
    """The files of a form.

    Raises:
        MessageWrong: one is larger than is taken, or came with so much that it was not read to its end.
    """
    return tuple(
        _read(sent, request.POST.get(f"file-clear{place}", ""))
        for place in PLACES
        for sent in request.FILES.getlist(f"file{place}")
    )


def told_of(files: Sequence[HandedIn]) -> tuple[str, ...]:
    """What tells these files from others: for the id of an act."""
    return tuple(x for f in files for x in (f.name, hashlib.sha256(f.content).hexdigest(), f.clearance))


def _read(sent: "UploadedFile[bytes]", chosen: str) -> HandedIn:
    name, content = plain_name(str(sent.name)), sent.read()
    if len(content) != sent.size:  # what is too large was left out while it came: `forms/upload`
        raise MessageWrong(why=Key("message.why.file_large"), value=name)
    return HandedIn(name, content, clearance_typed(chosen))
