"""The names of a case: who is who, whose side each speaks for; changed entry by entry or as a whole table.

Danger: a body counted to the wrong side; two people who change the names at once, and the one who undoes the other's work
unseen; half the names lost to a table that was cut short.
Duty: the list with its search; one entry and its form; the table out and in, what would change shown before it is
recorded; reading again what was read with the names before.
Shape: every change is decided on the names as they stand when it is recorded (`taking.change_roster`), and refused when
what the person saw is no longer so.
"""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from wasata import words
from wasata.desk import case as desk_case
from wasata.desk import search
from wasata.desk.access import Desk, new_act_id
from wasata.desk.press import folded_for_search
from wasata.desk.rereading import read_before_roster, read_many_again
from wasata.desk.roster import Differences, differences, drop_entry, put_entry
from wasata.desk.taking import change_roster, roster_of
from wasata.desk.told_beside import marked_table
from wasata.errors import ListenError, RosterWrong, WasataError
from wasata.listen.decoding import decode
from wasata.listen.roster import KINDS, Entry, Roster, as_table, parse_roster
from wasata.room import wiring
from wasata.room.forms.roster import EntryForm, TableFile, name_of, told
from wasata.room.languages import other, page_language
from wasata.room.pages.errors import status_of
from wasata.room.pages.parts import Kind, Trouble, act_id_of, case_act, case_page, needs, sent_to, show
from wasata.values import Lang
from wasata.words import Key

LOGS = ("press",)
PER_PAGE = 60
READ_AT_ONCE = 200
"""Reports read again with one press of the button: a second or so."""
SHOWN = 12
"""Entries of each kind of difference that are named."""


# ---- the list


@dataclass(frozen=True, slots=True)
class Line:
    """One entry: its name, its name in the page's other language, what it is part of and whose side it speaks for."""

    id: str
    name: str
    second: str
    second_lang: Lang
    kind: str
    further: int
    part_of: str
    part_of_address: str
    side: str
    sign: str | None
    address: str


@dataclass(frozen=True, slots=True)
class RosterPage:
    query: str
    total: int
    page: int
    pages: int
    before: str
    after: str
    lines: tuple[Line, ...]
    kinds: tuple[Kind, ...]
    narrowed: bool
    ships: bool
    may_change: bool
    done: str
    upload: TableFile
    old_readings: int
    read_now: int
    act: str
    trouble: Trouble | None = None


def _listed(
    request: HttpRequest, desk: Desk, *, upload: TableFile | None = None, error: WasataError | None = None
) -> HttpResponse:
    lang, asked = page_language(), request.GET
    query, kind = asked.get("q", "").strip()[:100], asked.get("kind", "")
    number = int(asked["page"]) if asked.get("page", "").isdecimal() and len(asked["page"]) < 5 else 1
    roster = roster_of(desk)
    found = [e for e in roster.entries.values() if _holds(e, query)]
    counts = {k: sum(e.what == k for e in found) for k in KINDS}
    kinds = tuple(
        Kind(k, words.say(f"roster.what.{k}", lang), n, k == kind) for k, n in counts.items() if n or k == kind
    )
    chosen = [e for e in found if e.what == kind] if kind in KINDS else found
    signs = desk_case.signs(desk)
    chosen.sort(key=lambda e: (e.id not in signs, KINDS.index(e.what), folded_for_search(name_of(e), lang)[0]))
    pages = max(1, -(-len(chosen) // PER_PAGE))
    number = min(max(1, number), pages)
    address = reverse("roster", kwargs={"case": desk.case})
    kept = {k: v for k, v in (("q", query), ("kind", kind)) if v}

    def page_at(n: int) -> str:
        return f"{address}?{urlencode(kept | {'page': str(n)})}" if 1 <= n <= pages else ""

    may = desk.may("set_roster")
    old = len(read_before_roster(desk)) if desk.may("read_again") else 0
    page = RosterPage(
        query, len(chosen), number, pages, page_at(number - 1), page_at(number + 1),
        tuple(_line(desk, e, roster, signs) for e in chosen[(number - 1) * PER_PAGE : number * PER_PAGE]), kinds,
        bool(kept), roster.is_default, may, _done(asked, roster, lang), upload or TableFile(), old, min(old, READ_AT_ONCE),
        new_act_id(), Trouble.of(error),
    )  # fmt: skip
    wrong = error is not None or (upload is not None and upload.is_bound and bool(upload.errors))
    status = status_of(error) if error else 400 if wrong else 200
    return show(request, "room/roster/list.html", page, desk=desk, here="roster", logs=LOGS, status=status)


def _done(asked: dict[str, str], roster: Roster, lang: Lang) -> str:
    """What was just recorded, told by its kind and a name that stands; never a word that came in the address."""
    saved = roster.entries.get(asked.get("saved", ""))
    if saved is not None:
        return words.say("roster.saved", lang, name=name_of(saved))
    if asked.get("set"):
        return words.count("roster.was_set", len(roster.entries), lang)
    if asked.get("read", "").isdecimal() and len(asked["read"]) < 5:
        return words.count("roster.was_read", int(asked["read"]), lang)
    return ""


def _holds(entry: Entry, query: str) -> bool:
    """Whether one of an entry's names holds what is looked for; letters at the beginning of a name are enough."""
    wanted = search.parse(query)
    if not wanted.terms:
        return True
    begun = folded_for_search(query, "ar")[0].strip()
    for name in (entry.id, *entry.ar, *entry.en):
        folded = folded_for_search(name, "ar")[0]
        if folded.startswith(begun) or search.holds(wanted, folded):
            return True
    return False


def _address(desk: Desk, entry: str) -> str:
    return reverse("roster_entry", kwargs={"case": desk.case, "entry": entry})


def _line(desk: Desk, entry: Entry, roster: Roster, signs: dict[str, str]) -> Line:
    lang = page_language()
    above = roster.entries.get(entry.part_of or "")
    top = roster.entries.get(roster.party_of(entry.id) or "")
    shown, second = name_of(entry), next(iter(entry.names(other(lang))), "")
    return Line(
        entry.id, shown, second if second != shown else "", other(lang), words.say(f"roster.what.{entry.what}", lang),
        max(0, len(entry.ar) + len(entry.en) - bool(entry.ar) - bool(entry.en)), name_of(above) if above else "",
        _address(desk, above.id) if above else "", name_of(top) if top and top is not entry else "", signs.get(entry.id),
        _address(desk, entry.id),
    )  # fmt: skip


@require_GET
@case_page
def roster(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Who is who."""
    needs(desk, *LOGS)
    return _listed(request, desk)


# ---- one entry


@dataclass(frozen=True, slots=True)
class EntryPage:
    """`entry` is None for a new one; `seen` what it was when the page was drawn."""

    entry: Entry | None
    name: str
    line: Line | None
    form: EntryForm | None
    parts: tuple[tuple[str, str], ...]
    seen: str
    act: str
    may_remove: bool
    trouble: Trouble | None = None


def _one(request: HttpRequest, desk: Desk, entry: Entry | None, form: EntryForm | None = None,
         error: WasataError | None = None, seen: str = "") -> HttpResponse:  # fmt: skip
    names = roster_of(desk)
    may = desk.may("set_roster")
    if form is None and may:
        form = EntryForm(roster=names, entry=entry)
    parts = tuple((name_of(e), _address(desk, e.id)) for e in names.entries.values() if entry and e.part_of == entry.id)
    signs = desk_case.signs(desk)
    page = EntryPage(
        entry, name_of(entry) if entry else "", _line(desk, entry, names, signs) if entry else None, form, parts,
        seen or (told(entry) if entry else ""), new_act_id(), bool(may and entry and not parts and entry.id not in signs),
        Trouble.of(error),
    )  # fmt: skip
    status = status_of(error) if error else 400 if form is not None and form.is_bound and form.errors else 200
    return show(request, "room/roster/entry.html", page, desk=desk, here="roster", logs=LOGS, status=status)


def _found(desk: Desk, entry: str) -> Entry:
    found = roster_of(desk).entries.get(entry)
    if found is None:
        raise wiring.NotHere
    return found


@require_http_methods(["GET", "HEAD", "POST"])
@case_act
def roster_add(request: HttpRequest, desk: Desk) -> HttpResponse:
    """A new entry: its empty form, or the entry recorded."""
    needs(desk, *LOGS)
    desk.require("set_roster")
    if request.method != "POST":
        return _one(request, desk, None)
    form = EntryForm(request.POST, roster=roster_of(desk))
    if not form.is_valid():
        return _one(request, desk, None, form)
    new = form.entry()
    try:
        change_roster(desk, lambda stands: put_entry(stands, new, was=None), act_id=act_id_of(request, repr(new)))
    except RosterWrong as error:
        return _one(request, desk, None, form, error)
    return _saved(desk, new.id)


@require_http_methods(["GET", "HEAD", "POST"])
@case_act
def roster_entry(request: HttpRequest, desk: Desk, entry: str) -> HttpResponse:
    """One entry: its names and what it is part of; changed here by those who may."""
    needs(desk, *LOGS)
    was = _found(desk, entry)
    if request.method != "POST":
        return _one(request, desk, was)
    desk.require("set_roster")
    seen = request.POST.get("seen", "")[:16]
    form = EntryForm(request.POST, roster=roster_of(desk), entry=was)
    if not form.is_valid():
        return _one(request, desk, was, form, seen=seen)
    new = form.entry()

    def change(stands: Roster) -> Roster:
        return put_entry(stands, new, was=_as_seen(stands, entry, seen))

    try:
        change_roster(desk, change, act_id=act_id_of(request, repr(new)))
    except RosterWrong as error:
        return _one(request, desk, was, form, error, seen)
    return _saved(desk, entry)


@sent_to("roster_entry")
@case_act
def roster_remove(request: HttpRequest, desk: Desk, entry: str) -> HttpResponse:
    """Takes an entry out of the names."""
    needs(desk, *LOGS)
    desk.require("set_roster")
    act, gone = act_id_of(request, entry), redirect(reverse("roster", kwargs={"case": desk.case}))
    if act and desk.done(act):  # sent twice: it is out
        return gone
    was, seen = _found(desk, entry), request.POST.get("seen", "")[:16]
    signed = desk_case.signs(desk)

    def change(stands: Roster) -> Roster:
        return drop_entry(stands, _as_seen(stands, entry, seen), signed=signed)

    try:
        change_roster(desk, change, act_id=act)
    except RosterWrong as error:
        return _one(request, desk, was, error=error)
    return gone


def _as_seen(stands: Roster, entry: str, seen: str) -> Entry:
    """The entry as the person saw it when the page was drawn.

    Raises:
        RosterWrong: it is gone, or was changed since.
    """
    now = stands.entries.get(entry)
    if now is None or told(now) != seen:
        raise RosterWrong(why=Key("roster.why.moved" if now else "roster.why.gone"), value=entry)
    return now


def _saved(desk: Desk, entry: str) -> HttpResponse:
    return redirect(f"{reverse('roster', kwargs={'case': desk.case})}?{urlencode({'saved': entry})}")


# ---- the whole table


@require_GET
@case_page
def roster_table(request: HttpRequest, desk: Desk) -> HttpResponse:  # noqa: ARG001 (Django gives it)
    """The names as the table that `wasata case roster` prints and reads; marked, so that table programs read its letters."""
    needs(desk, *LOGS)
    kept = {"Content-Disposition": f'attachment; filename="{desk.case}-names.tsv"'}
    table = b"\xef\xbb\xbf" + marked_table(desk, as_table(roster_of(desk))).encode()
    return HttpResponse(table, content_type="text/tab-separated-values; charset=utf-8", headers=kept)


@dataclass(frozen=True, slots=True)
class Changed:
    """One way in which the table differs: its sentence, the first entries, how many more."""

    words: str
    names: tuple[str, ...]
    more: int


@dataclass(frozen=True, slots=True)
class TablePage:
    """A table that was sent, before it is recorded; `table` is it, to be sent again with the agreement."""

    changes: tuple[Changed, ...]
    same: bool
    table: str
    seen: str
    act: str


@sent_to("roster")
@case_act
def roster_upload(request: HttpRequest, desk: Desk) -> HttpResponse:
    """A table that was sent: what it would change. Nothing is recorded yet."""
    needs(desk, *LOGS)
    desk.require("set_roster")
    form = TableFile(request.POST, request.FILES)
    if not form.is_valid():
        return _listed(request, desk, upload=form)
    file = form.cleaned_data["table"]
    try:
        table = _unquoted(decode(file.read(), str(file.name))[0])
        sent = _parsed(table)
    except (ListenError, RosterWrong) as error:
        return _listed(request, desk, error=error)
    return _would_change(request, desk, table, sent)


def _would_change(request: HttpRequest, desk: Desk, table: str, sent: Roster) -> HttpResponse:
    stands, lang = roster_of(desk), page_language()
    d: Differences = differences(stands, sent)

    def changed(key: str, ids: tuple[str, ...], names: Roster) -> Changed:
        return Changed(words.count(key, len(ids), lang), tuple(name_of(names.entries[i]) for i in ids[:SHOWN]),
                       max(0, len(ids) - SHOWN))  # fmt: skip

    changes = (changed("roster.n_added", d.added, sent), changed("roster.n_changed", d.changed, sent),
               changed("roster.n_removed", d.removed, stands))  # fmt: skip
    page = TablePage(changes, d.none, table, _all_told(stands), new_act_id())
    return show(request, "room/roster/table.html", page, desk=desk, here="roster", logs=LOGS)


@sent_to("roster")
@case_act
def roster_set(request: HttpRequest, desk: Desk) -> HttpResponse:
    """The table that was looked at, recorded."""
    needs(desk, *LOGS)
    desk.require("set_roster")
    table, seen = request.POST.get("table", ""), request.POST.get("seen", "")[:16]
    signed = desk_case.signs(desk)
    try:
        sent = _parsed(table)

        def change(stands: Roster) -> Roster:
            if _all_told(stands) != seen:
                raise RosterWrong(why=Key("roster.why.moved_all"), value=len(stands.entries))
            lost = next((party for party in signed if party not in sent.entries), None)
            if lost:
                raise RosterWrong(why=Key("roster.why.signed"), value=lost)
            return sent

        change_roster(desk, change, act_id=act_id_of(request, table))
    except (ListenError, RosterWrong) as error:
        return _listed(request, desk, error=error)
    return redirect(f"{reverse('roster', kwargs={'case': desk.case})}?set=1")


def _parsed(table: str) -> Roster:
    sent = parse_roster(table)
    if not sent.entries:
        raise RosterWrong(why=Key("roster.why.empty"), value=0)
    return sent


def _unquoted(table: str) -> str:
    """Cells without the quotation marks that table programs put around some of them."""

    def bare(cell: str) -> str:
        quoted = len(cell) > 1 and cell.startswith('"') and cell.endswith('"')
        return cell[1:-1].replace('""', '"') if quoted else cell

    return "\n".join("\t".join(map(bare, line.split("\t"))) for line in table.splitlines())


def _all_told(roster: Roster) -> str:
    return told(Entry("", "place", None, tuple(map(repr, roster.entries.values())), ()))


# ---- reading again


@sent_to("roster")
@case_act
def roster_read(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Reads again what was read with earlier names, some at a time."""
    needs(desk, *LOGS)
    desk.require("read_again")
    names = read_before_roster(desk)[:READ_AT_ONCE]
    for _ in read_many_again(desk, names, act_id=act_id_of(request, *names)):
        pass
    return redirect(f"{reverse('roster', kwargs={'case': desk.case})}?read={len(names)}")
