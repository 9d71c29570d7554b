"""A copy of a log that can be read, for one recipient: with what a layer blacks out, a mark on every page, and a day by which
it is to be destroyed.

Danger: a word that was to stay stands in the copy after all, in a file name, a sentence about an entry or a field nobody looked
at; a copy that nobody remembers, or that nobody can tell from another.
Duty: make the copy from what the layer shows (`redaction.under`) and from nothing else; show it before it leaves, and hand out
what was shown; record for whom.
Shape: `copy_of(desk, log, layer, lang)` is what a person looks at; `hand_out(…, signed=…)` gives the bytes of exactly that, as
a page for print or as JSON. Numbers and hashes are those of the log, so that whoever holds the bundle can hold the copy against
the chain. No name of ours stands in it: who wrote an entry is the team or their side.
"""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from html import escape
from typing import Any, Literal
from zoneinfo import ZoneInfo

from wasata import words
from wasata.desk.access import Desk
from wasata.desk.case import case_head, opened
from wasata.desk.export import ForWhom
from wasata.desk.reading import shows
from wasata.desk.record import act_of, log_name, mark_by, summary
from wasata.desk.redaction import BAR, Layer, home_of, layer_at, layer_of, under
from wasata.desk.texts import number_of, texts_at, texts_in
from wasata.desk.told_beside import mark_of
from wasata.desk.voice import to_the_second
from wasata.errors import ExportWrong, LogNotYours
from wasata.record.entry import Entry
from wasata.record.kinds.access import CopyHanded
from wasata.record.kinds.base import Fact
from wasata.values import Lang
from wasata.words import Key

Form = Literal["page", "json"]
FORMS: tuple[Form, ...] = ("page", "json")
OF_LAYERS = "redaction."
"""Entries that say what is blacked out, and why: they leave with no copy."""


@dataclass(frozen=True, slots=True)
class CopyText:
    """One text of an entry as it leaves. `original`: what stands under the bars, for who looks at the copy here; it leaves with
    none."""

    number: int | None
    words: str
    original: str | None = None


@dataclass(frozen=True, slots=True)
class CopyEntry:
    """One entry as it leaves: its number and hash in the log, its hour to the second, whether their side wrote it."""

    seq: int
    at: datetime
    hash: str
    theirs: bool
    told: str
    texts: tuple[CopyText, ...]


@dataclass(frozen=True, slots=True)
class Copy:
    """A copy as it would leave. `signed`: what whoever hands it out has looked at; `bars`: in how many texts something is blacked
    out; `left_out`: entries of layers, which leave with no copy."""

    case: str
    log: str
    name: str
    lang: Lang
    length: int
    head: str
    layer: str | None
    entries: tuple[CopyEntry, ...]
    bars: int
    left_out: int
    signed: str


def copied_logs(desk: Desk) -> tuple[str, ...]:
    """The logs of which this reader may make a readable copy, or black out words in one: a line, its channel, the cell."""
    return tuple(
        log for log in desk.sight if (beside := home_of(log)) is not None and desk.holds(beside) and _may(desk, log)
    )


def _may(desk: Desk, log: str) -> bool:
    act, line = ("black_out_in_cell", "") if log == "cell" else ("black_out", log.partition("/")[2])
    return desk.may(act, line=line) or desk.may("hand_out_copy")


def copy_of(desk: Desk, log: str, layer: str | None, lang: Lang) -> Copy:
    """A copy of a log as it would leave now.

    Raises:
        LogNotYours: he does not hold the log and what its layers stand in.
        ExportWrong: no readable copy is made of such a log.
        RedactionWrong: there is no such layer.
    """
    with desk.hold():
        _require(desk, log)
        over = layer_of(desk, log, layer) if layer else None
        return _copy(desk, log, over, lang, desk.ledger.head(log).seq)


def _require(desk: Desk, log: str) -> None:
    beside = home_of(log)
    if not desk.holds(log):
        raise LogNotYours(log=log)
    if beside is None:
        raise ExportWrong(why=Key("export.why.no_copy"), value=log)
    if not desk.holds(beside):
        raise LogNotYours(log=beside)


def _copy(desk: Desk, log: str, over: Layer | None, lang: Lang, length: int) -> Copy:
    zone = ZoneInfo(opened(desk).get("zone", "UTC"))
    shows(thing for text in desk.fold(texts_in(log)) if text.seq <= length for thing in text.things)
    all_of_it = list(desk.ledger.entries(log, 0, length))
    shown = [e for e in all_of_it if not e.kind.startswith(OF_LAYERS)]
    entries = tuple(_entry(desk, e, over, lang, zone) for e in shown)
    return Copy(
        case_head(desk, lang).name, log, log_name(log, lang), lang, length, all_of_it[-1].hash if all_of_it else "",
        over.layer if over else None, entries, sum(t.original is not None for e in entries for t in e.texts),
        len(all_of_it) - len(shown), _signed(entries),
    )  # fmt: skip


def _entry(desk: Desk, entry: Entry, over: Layer | None, lang: Lang, zone: ZoneInfo) -> CopyEntry:
    before = entry.data
    data = under(over, entry.kind, entry.seq, before)
    original = dict(texts_at(entry.kind, before))
    texts = []
    for part, text in texts_at(entry.kind, data):
        texts.append(CopyText(number_of(part), text, original[part] if original[part] != text else None))
    theirs = data.get("way") == "door" or (entry.kind.startswith("definition.") and "person" in data)
    return CopyEntry(
        entry.seq, to_the_second(entry.recorded_at), entry.hash, theirs, summary(desk, entry.kind, data, lang, zone),
        tuple(texts),
    )  # fmt: skip


def _signed(entries: Sequence[CopyEntry]) -> str:
    return hashlib.sha256(json.dumps([_plain(e) for e in entries], ensure_ascii=False).encode()).hexdigest()


def _plain(entry: CopyEntry) -> dict[str, Any]:
    """An entry as it leaves, and nothing that stays."""
    texts = [{"number": t.number, "words": t.words} for t in entry.texts]
    return {
        "seq": entry.seq, "at": entry.at.isoformat(), "hash": entry.hash, "by": "their_side" if entry.theirs else "team",
        "told": entry.told, "texts": texts,
    }  # fmt: skip


def hand_out(
    desk: Desk, log: str, layer: str | None, form: Form, lang: Lang, to: ForWhom, *, signed: str, act_id: str | None = None
) -> tuple[bytes, str]:  # fmt: skip
    """Hands out the copy that was looked at. Gives its bytes and its mark. The same request again gives the same bytes.

    Args:
        signed: of the copy as it was shown: if anything came or was blacked out since, it is to be looked at again.

    Raises:
        ExportWrong: it is not what was shown.
        LogNotYours, NotAllowed, RedactionWrong: as `copy_of`; or he may hand out none.
    """
    desk.require("hand_out_copy")
    with desk.hold():
        _require(desk, log)
    act = act_of((log, layer, form, lang, *to, signed), act_id)
    mark = mark_by(act)

    def decide() -> dict[str, tuple[Fact, ...]]:
        made = copy_of(desk, log, layer, lang)
        if made.signed != signed:
            raise ExportWrong(why=Key("export.why.changed"), value=log)
        content = written(desk, made, form, to, mark)
        return {"access": (_handed(desk, made, form, content, to, mark),)}

    done = desk.do("hand_out_copy", decide, act_id=act, same=lambda _: True)
    entry = desk.ledger.entry("access", done.first["access"])
    with desk.hold():
        over = layer_at(desk, log, layer, entry.recorded_at) if layer else None
        made = _copy(desk, log, over, lang, entry.data["length"])
    content = written(desk, made, form, to, mark)
    if hashlib.sha256(content).hexdigest() != entry.data["digest"]:
        raise ExportWrong(why=Key("export.why.changed"), value=log)
    return content, mark


def _handed(desk: Desk, made: Copy, form: Form, content: bytes, to: ForWhom, mark: str) -> CopyHanded:
    return CopyHanded(
        log=made.log, length=made.length, head=made.head, layer=made.layer, form=form,
        digest=hashlib.sha256(content).hexdigest(), by=desk.reader, recipient=to.recipient, purpose=to.purpose, mark=mark,
        destroy_by=to.destroy_by,
    )  # fmt: skip


# what leaves


def written(desk: Desk, made: Copy, form: Form, to: ForWhom, mark: str) -> bytes:
    """The bytes of a copy."""
    invented = mark_of(desk)
    return _as_page(made, to, mark, invented) if form == "page" else _as_json(made, to, mark, invented)


def _as_json(made: Copy, to: ForWhom, mark: str, invented: str) -> bytes:
    told: dict[str, Any] = {"invented": True, "note": invented} if invented else {}
    told |= {
        "case": made.case, "log": made.name, "length": made.length, "head": made.head, "mark": mark, "recipient": to.recipient,
        "purpose": to.purpose, "destroy_by": to.destroy_by.isoformat(), "bar": BAR, "blacked_out": made.bars,
        "entries": [_plain(e) for e in made.entries],
    }  # fmt: skip
    return json.dumps(told, ensure_ascii=False, indent=1).encode()


_STYLE = """
*{box-sizing:border-box}
body{font:16px/1.6 "IBM Plex Sans","IBM Plex Sans Arabic","Noto Sans Arabic",sans-serif;color:#111;background:#fff;
margin:0 auto;max-width:52rem;padding:1rem}
h1{font-size:1.4rem;margin:0 0 .4rem}
dl{display:grid;grid-template-columns:max-content 1fr;gap:.1rem 1rem;margin:0 0 1rem}
dt{color:#555}
dd{margin:0;overflow-wrap:anywhere}
ol{list-style:none;margin:0;padding:0}
li{border-block-start:1px solid #999;padding:.6rem 0;break-inside:avoid}
li p{margin:.2rem 0;display:flex;gap:.5rem}
li p span{flex:1;white-space:pre-wrap;overflow-wrap:anywhere}
.k{color:#555;font-size:.85rem}
.m{font:600 .8rem/1 monospace}
.h{font:.7rem/1.2 monospace;color:#777;overflow-wrap:anywhere}
table{inline-size:100%;border-collapse:collapse}
th,td{padding:0;text-align:start;font-weight:400}
.e,.f{text-align:center;padding:.4rem;font-size:.8rem}
.e{border-block-end:1px solid #111}
.f{border-block-start:1px solid #111}
"""


def _as_page(made: Copy, to: ForWhom, mark: str, invented: str) -> bytes:
    """A page for print, whole in itself (the head and the foot of a table are repeated by a browser on each sheet): the mark
    and the recipient stand at the head and the foot of each printed page, and the mark beside each entry."""
    lang = made.lang
    day = words.day(to.destroy_by, lang)
    head = "".join(
        f"<dt>{escape(words.say(f'export.page.{key}', lang))}</dt><dd>{value}</dd>"
        for key, value in (
            ("for", f"<bdi>{escape(to.recipient)}</bdi>"), ("purpose", f"<bdi>{escape(to.purpose)}</bdi>"),
            ("until", escape(day)), ("mark", f'<bdi class="m" dir="ltr">{mark}</bdi>'),
            ("upto", f'{made.length} · <bdi class="h" dir="ltr">{made.head}</bdi>'),
        )
    )  # fmt: skip
    entries = "".join(_li(e, lang, mark) for e in made.entries)
    blacked = words.count("export.page.blacked", made.bars, lang, bar=BAR)
    until = escape(words.say("export.page.destroy", lang, day=day))
    band = f'<bdi class="m" dir="ltr">{mark}</bdi> · <bdi>{escape(to.recipient)}</bdi> · {until}'
    band = f"{escape(invented)} · {band}" if invented else band
    return (
        f'<!doctype html><html lang="{lang}" dir="{words.direction(lang)}"><head><meta charset="utf-8">'
        f"<title>{escape(made.name)} · {mark}</title><style>{_STYLE}</style></head><body>"
        f'<table><thead><tr><th class="e">{band}</th></tr></thead><tbody><tr><td>'
        f"<h1>{escape(made.case)}: {escape(made.name)}</h1><dl>{head}</dl>"
        f'<p class="k">{escape(blacked)}</p><ol>{entries}</ol></td></tr></tbody>'
        f'<tfoot><tr><td class="f">{band}</td></tr></tfoot></table></body></html>'
    ).encode()


def _li(entry: CopyEntry, lang: Lang, mark: str) -> str:
    at = entry.at.strftime("%Y-%m-%d %H:%M:%SZ")
    by = words.say("export.page.theirs" if entry.theirs else "export.page.team", lang)
    texts = "".join(
        f'<p>{f"<b>{t.number}.</b>" if t.number else ""}<span dir="auto">{escape(t.words)}</span></p>'
        for t in entry.texts
    )
    return (
        f'<li><div class="k"><b>{entry.seq}</b> · <bdi dir="ltr">{at}</bdi> · {escape(by)} · {escape(entry.told)} · '
        f'<bdi class="m" dir="ltr">{mark}</bdi></div>{texts}<div class="h" dir="ltr">{entry.hash}</div></li>'
    )
