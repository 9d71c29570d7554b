"""The whole family of errors, drawn as a tree.

Danger: an error that says what broke but not what to do leaves a person stranded at 4 a.m.; one that quotes
confidential words carries them across a seal.
Duty: every refusal of the house is a class here, with a code. The sentence for the reader, in his language, is the
key `code`; what he can do next is the key `code + ".next"`. Both stand in the catalogue named by the code's first
word (`record.broken` → locale/<lang>/LC_MESSAGES/record.po).
Shape:

    WasataError
    ├── RecordError        the record cannot be trusted, opened or written
    ├── ListenError        a report cannot be taken in or read
    ├── ProposeError       issues, packages or answers do not fit together
    ├── DeskError          an act is refused
    ├── RoomError          the room cannot start or serve
    └── CommandError       a command could not be understood or started

`family` holds these heads; `record`, `listen`, `outgoing`, `propose`, `command` and `desk` their descendants, each by name here.
"""

from wasata.errors.command import *  # noqa: F403
from wasata.errors.desk import *  # noqa: F403
from wasata.errors.family import *  # noqa: F403
from wasata.errors.listen import *  # noqa: F403
from wasata.errors.outgoing import *  # noqa: F403
from wasata.errors.propose import *  # noqa: F403
from wasata.errors.record import *  # noqa: F403
