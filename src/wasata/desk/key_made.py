"""Keys for programs as `access` knows them: made, taken back, used.

Danger: a key that is thought to have ended.
Duty: the fold. What may be done with keys is in `desk/key.py`.
"""

from dataclasses import dataclass
from datetime import date, datetime

from wasata.errors import KindUnknown
from wasata.record.entry import Entry
from wasata.record.fold import View


@dataclass(slots=True)
class Kept:
    """One key as `access` knows it."""

    key: str
    reader: str
    name: str
    logs: tuple[str, ...]
    made_at: datetime
    until: datetime
    digest: str
    public: str | None = None
    """The public half of the pair that is made of its secret: for it are wrapped the logs that persons keep."""
    revoked_at: datetime | None = None
    revoked_by: str | None = None
    last_used: date | None = None

    def opens(self, now: datetime) -> bool:
        """Whether it was not taken back and has not ended."""
        return self.revoked_at is None and now < self.until


Keys = dict[str, Kept]


def _step(keys: Keys, entry: Entry) -> Keys:
    data = entry.data
    match entry.kind:
        case "access.key_made":
            keys[data["key"]] = Kept(
                data["key"], data["reader"], data["name"], tuple(data["logs"]), entry.recorded_at,
                datetime.fromisoformat(data["until"]), data["digest"], data["public"],
            )  # fmt: skip
        case "access.key_revoked":
            if data["key"] in keys:
                keys[data["key"]].revoked_at, keys[data["key"]].revoked_by = entry.recorded_at, data["by"]
        case "access.key_used":
            if data["key"] in keys:
                keys[data["key"]].last_used = date.fromisoformat(data["day"])
        case kind if not kind.startswith(("access.", "audit.", "closing.", "hold.", "travel.")):
            raise KindUnknown(kind=entry.kind, version=entry.version)
    return keys


KEYS: View[Keys] = View("access.keys", 2, ("access",), dict, _step)
