"""`wasata record`: shows the record, takes logs out as bundles, verifies them, keeps heads elsewhere.

Danger: a bundle handed over that nobody could check; a "verified" that checked less than the reader thinks.
Duty: `show`, `check`, `export`, `verify`, `head`, `note`, `key`, `restored`. `verify` needs no home, no Django, no key to read.
Shape: exit code 0 only for what is whole and signed (and anchored if a head was given); 1 otherwise.
"""

import os
import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from wasata.cli.tongue import help_of, tongue
from wasata.errors import CaseUnknown, KeyRefused, NotHeld
from wasata.words import Key, count, day, say, tell

if TYPE_CHECKING:
    from datetime import datetime

    from wasata.desk.access import Desk
    from wasata.record.bundle import BundleVerdict
    from wasata.record.home import Home

app = typer.Typer(add_completion=False, no_args_is_help=True, rich_markup_mode=None, help=help_of("record.cli.help"))

Case = Annotated[str, typer.Option("--case", envvar="WASATA_CASE", help=help_of("record.cli.case"))]
Reader = Annotated[str, typer.Option("--as", envvar="WASATA_READER", help=help_of("record.cli.as"))]
Log = Annotated[str, typer.Option("--log", help=help_of("record.cli.log"))]

MOST_FAULTS = 20
SHORTEST_PASSWORD = 12


def _print(sentence: str, /, **values: object) -> None:
    print(say(sentence, tongue(), **values))


def home_path() -> Path:
    """The home this command works in: WASATA_HOME, else `./var`."""
    return Path(os.environ.get("WASATA_HOME", "var")).absolute()


@contextmanager
def _home(*, restored: bool = False) -> "Iterator[Home]":
    from wasata.record.home import Home, database  # `verify` and `--help` need no home

    with Home.open(home_path(), dsn=database(), restored=restored) as home:
        yield home


def _case(home: "Home", asked: str) -> str:
    """The case asked for, or the only one there is."""
    cases = home.cases()
    if asked in cases:
        return asked
    if not asked and len(cases) == 1:
        return cases[0]
    raise CaseUnknown(case=asked or "?")


@contextmanager
def _desk(case: str, reader: str) -> "Iterator[Desk]":
    """The desk of the reader named, or of the case's lead: whoever may open the home's files acts in his name."""
    from wasata.cli.at_desk import noting_at_terminal, tell_invented
    from wasata.cli.own_key import open_own_key
    from wasata.desk.access import Desk  # as above
    from wasata.desk.case import any_lead

    with _home() as home:
        name = _case(home, case)
        desk = Desk.open(home, name, reader or any_lead(home, name))
        open_own_key(desk)
        tell_invented(desk)
        with noting_at_terminal(desk, " ".join(sys.argv[1:3]), {}):
            yield desk


def _tell_invented(home: "Home", case: str) -> None:
    """As `at_desk.tell_invented`, where nobody's desk is opened; of a record that cannot be read, nothing."""
    from contextlib import suppress

    from wasata.cli.at_desk import tell_invented
    from wasata.desk.access import Desk
    from wasata.desk.case import any_lead
    from wasata.errors import WasataError

    with suppress(WasataError):
        tell_invented(Desk.open(home, case, any_lead(home, case)))


def _file_name(log: str) -> str:
    return log.replace("/", "-")


@app.command(help=help_of("record.cli.show"))
def show(
    case: Case = "",
    log: Log = "",
    page: Annotated[int, typer.Option("--page", min=1, help=help_of("record.cli.page"))] = 1,
    reader: Reader = "",
) -> None:
    from wasata.desk.record import record_page

    with _desk(case, reader) as desk:
        found = record_page(desk, tongue(), log=log or None, page=page)
        for state in found.logs:
            _print("record.cli.log_line", log=state.log, name=state.name, length=state.length, head=state.head[:16])
        for line in found.lines:
            at = line.recorded_at.strftime("%Y-%m-%d %H:%M:%SZ")
            print(f"{line.log} {line.seq}\t{at}\t{line.author}\t{line.summary}")
        _print("record.cli.page_of", page=found.page, pages=found.pages)


@app.command(help=help_of("record.cli.check"))
def check(case: Case = "") -> int:
    """Every log of the case, also those the lead does not read: nothing of their words is shown."""
    with _home() as home:
        name = _case(home, case)
        _tell_invented(home, name)
        opens = home.opens(name)
        closed = [log for log in home.logs(name) if log not in opens]  # by chain and signature alone
        verdicts = home.ledger(name, sorted(opens)).verify(), home.blind_ledger(name, closed).verify()
        for found in sorted((found for verdict in verdicts for found in verdict.logs), key=lambda found: found.log):
            good = found.whole and found.signed and found.anchored
            told = "log_good" if found.log in opens else "log_good_sealed"
            _print(f"record.cli.{told}" if good else "record.cli.log_broken", log=found.log, length=found.head.seq)
            for fault in found.faults[:MOST_FAULTS]:
                print("  " + say(f"record.fault.{fault.what}", tongue(), seq=fault.seq or 0))
        good = all(verdict.whole and verdict.signed and verdict.anchored for verdict in verdicts)
        _print("record.cli.check_good" if good else "record.verdict.broken")
        return 0 if good else 1


@app.command(help=help_of("record.cli.export"))
def export(
    out: Annotated[Path, typer.Argument(help=help_of("record.cli.out"))],
    case: Case = "",
    log: Log = "",
    every: Annotated[bool, typer.Option("--all", help=help_of("record.cli.all"))] = False,
    whole: Annotated[bool, typer.Option("--whole-case", help=help_of("audit.cli.whole"))] = False,
    recipient: Annotated[str, typer.Option("--to", help=help_of("record.cli.to"))] = "",
    purpose: Annotated[str, typer.Option("--purpose", help=help_of("record.cli.purpose"))] = "",
    days: Annotated[int, typer.Option("--days", help=help_of("export.cli.days"))] = 30,
    reader: Reader = "",
) -> None:
    """With `--log`, OUT is the bundle; otherwise a folder with one bundle for each log the reader holds."""
    from wasata.desk.export import for_whom, take_out
    from wasata.desk.record import head_file
    from wasata.record import bundle, files

    if log and (every or whole):
        raise typer.BadParameter(say("record.cli.log_or_all", tongue()))
    if whole:
        _export_case(out, case, reader, (recipient, purpose, days))
        return
    with _desk(case, reader) as desk:
        logs = [log] if log else list(desk.sight)
        for name in logs:
            if not desk.holds(name):
                raise NotHeld(log=name)
        to = for_whom(desk, recipient, purpose, days)
        if not log:
            files.make_folder(out)
        for name in logs:
            path = out if log else out / f"{_file_name(name)}.bundle"
            head = desk.ledger.head(name)
            data, mark = take_out(desk, name, to)
            bundle.write(path, (data,))
            head_path = path.with_name(path.name + ".head")
            bundle.write(head_path, (head_file(desk, name, head),))
            print(count("record.cli.exported", head.seq, tongue(), log=name, path=str(path)))
            _print("export.cli.marked", mark=mark, day=day(to.destroy_by, tongue()))
        _print("record.cli.key_is", key=desk.home.public_key.hex())
        _print("record.cli.keep_head")


def _export_case(out: Path, case: str, reader: str, asked: tuple[str, str, int]) -> None:
    """All logs of the case sealed, also those the reader does not hold, and the sheet of their ends."""
    from wasata.desk.audit import export_case
    from wasata.desk.export import for_whom
    from wasata.record import bundle, files

    with _desk(case, reader) as desk:
        found = export_case(desk, for_whom(desk, *asked))
        files.make_folder(out)
        for name, data in found.items():
            bundle.write(out / name, (data,))
        print(count("audit.cli.exported", len(found) - 1, tongue(), path=str(out)))
        _print("record.cli.key_is", key=desk.home.public_key.hex())


@app.command("auditor-key", help=help_of("audit.cli.key"))
def auditor_key(out: Annotated[Path, typer.Argument(help=help_of("audit.cli.key_out"))]) -> None:
    """On the auditor's own machine: needs no home."""
    from wasata.record import audit

    public = audit.make_key(out, _password(twice=True))
    _print("audit.cli.made", path=str(out), public=f"{out}.pub", number=public.number)


def _password(*, twice: bool = False) -> str:
    from wasata.cli.own_key import password_of

    password = password_of("auditor")
    if not password or (twice and len(password) < SHORTEST_PASSWORD):
        raise KeyRefused(path="WASATA_PASSWORD_FILE", why=Key("audit.why.no_password"))
    return password


@app.command(help=help_of("audit.cli.lend"))
def lend(
    log: Annotated[str, typer.Argument(help=help_of("record.cli.log"))],
    public: Annotated[Path, typer.Argument(help=help_of("audit.cli.public"))],
    out: Annotated[Path, typer.Argument(help=help_of("audit.cli.letter_out"))],
    number: Annotated[str, typer.Option("--number", help=help_of("audit.cli.number"))],
    until: Annotated[str, typer.Option("--until", help=help_of("audit.cli.until"))],
    recipient: Annotated[str, typer.Option("--to", help=help_of("record.cli.to"))] = "",
    purpose: Annotated[str, typer.Option("--purpose", help=help_of("record.cli.purpose"))] = "",
    case: Case = "",
    reader: Reader = "",
) -> None:
    from datetime import date

    from wasata.desk.audit import lend_key
    from wasata.desk.closing import hour_of
    from wasata.desk.export import for_whom
    from wasata.record import audit, bundle

    with _desk(case, reader) as desk:
        key = audit.read_public(public)
        try:
            day_given = date.fromisoformat(until)
        except ValueError:
            raise typer.BadParameter(say("closing.why.day", tongue())) from None
        letter = lend_key(desk, log, key, number, for_whom(desk, recipient, purpose, 1), hour_of(desk, day_given))
        bundle.write(out, (letter,))
        _print("audit.cli.lent", log=log, path=str(out), day=day(day_given, tongue()))


def _now() -> "datetime":
    """The hour of the auditor's own machine."""
    from datetime import UTC, datetime

    return datetime.now(UTC)


@app.command("open", help=help_of("audit.cli.open"))
def open_(
    file: Annotated[Path, typer.Argument(help=help_of("record.cli.file"))],
    key: Annotated[Path, typer.Option("--key", help=help_of("audit.cli.his_key"))],
    letter: Annotated[Path, typer.Option("--letter", help=help_of("audit.cli.letter"))],
    into: Annotated[Path | None, typer.Option("--files", help=help_of("audit.cli.files"))] = None,
) -> None:
    """Entries as lines of JSON, attachments into a folder; what the letter does not open is told as sealed. Needs no home."""
    import json

    from wasata.record import audit, bundle

    opened = audit.read_letter(letter, audit.open_key(key, _password()), _now())
    _, entries = audit.open_bundle(file, opened)
    sealed = 0
    for line in entries:
        told: dict[str, object] = {"seq": line.seq, "epoch": line.epoch}
        if line.entry is None:
            sealed += 1
            told |= {"sealed": True}
        else:
            entry = line.entry
            told |= {
                "recorded_at": entry.recorded_at.isoformat(), "author": entry.author, "kind": entry.kind,
                "version": entry.version, "body": json.loads(entry.body),
            }  # fmt: skip
        print(json.dumps(told, ensure_ascii=False))
    print(count("audit.cli.stayed", sealed, tongue()), file=sys.stderr)
    if into is not None:
        into.mkdir(mode=0o700, exist_ok=True)
        found = [0, 0]
        for name, content in audit.open_pieces(file, opened):
            found[content is None] += 1
            if content is not None:
                bundle.write(into / name, (content,))
        print(count("audit.cli.files_open", found[0], tongue()), file=sys.stderr)
        print(count("audit.cli.files_stayed", found[1], tongue()), file=sys.stderr)


@app.command(help=help_of("export.cli.list"))
def exports(case: Case = "", reader: Reader = "") -> None:
    from wasata.cli.at_desk import apart
    from wasata.desk import export as left
    from wasata.desk.record import log_name

    with _desk(case, reader) as desk:
        found = left.exports(desk)
        for line in found:
            state = "overdue" if line.is_overdue else line.became or "out"
            until = day(line.destroy_by, tongue()) if line.destroy_by else say("export.no_day", tongue())
            print(f"{line.mark or '—'}  {log_name(line.log, tongue())}  [{say(f'export.state.{state}', tongue())}]")
            print(f"  {apart(line.recipient or '—')}: {apart(line.purpose or '—')}  {until}")
        if not found:
            _print("export.none")


@app.command(help=help_of("export.cli.end"))
def ended(
    mark: Annotated[str, typer.Argument(metavar="MARK", help=help_of("export.cli.mark"))],
    became: Annotated[str, typer.Argument(metavar="WHAT", help=help_of("export.cli.became"))],
    note: Annotated[str, typer.Option("--note", help=help_of("export.cli.note"))] = "",
    case: Case = "",
    reader: Reader = "",
) -> None:
    from wasata.desk.export import BECAME, end_export

    told = next((x for x in BECAME if x == became), None)
    if told is None:
        raise typer.BadParameter(say("export.cli.became", tongue()))
    with _desk(case, reader) as desk:
        end_export(desk, mark, told, note)
        _print("export.cli.ended", mark=mark)


def _words(file: str) -> str:
    """Words from a file, or typed in: words on a command line stay in the shell's history."""
    return sys.stdin.read() if file == "-" else Path(file).read_text("utf-8")


@app.command(help=help_of("redaction.cli.show"))
def copy(
    log: Annotated[str, typer.Argument(metavar="LOG", help=help_of("record.cli.log"))],
    layer: Annotated[str, typer.Option("--layer", help=help_of("redaction.cli.layer"))] = "",
    case: Case = "",
    reader: Reader = "",
) -> None:
    from wasata.cli.at_desk import apart
    from wasata.desk.handout import copy_of
    from wasata.desk.redaction import layers

    with _desk(case, reader) as desk:
        made = copy_of(desk, log, layer or None, tongue())
        with desk.hold():
            known = layers(desk, log)
        for x in known:
            print(f"{x.layer}  {apart(x.name)}  {count('redaction.n_places', len(x.spans), tongue())}")
        for entry in made.entries:
            print(f"{entry.seq}  {apart(entry.told)}")
            for text in entry.texts:
                print(f"    {apart(text.words)}")
        print(made.signed)


@app.command(help=help_of("redaction.cli.black"))
def black_out(
    log: Annotated[str, typer.Argument(metavar="LOG", help=help_of("record.cli.log"))],
    file: Annotated[str, typer.Argument(metavar="FILE", help=help_of("redaction.cli.words_file"))],
    why: Annotated[str, typer.Option("--why", help=help_of("redaction.cli.why"))],
    layer: Annotated[str, typer.Option("--layer", help=help_of("redaction.cli.layer"))] = "",
    layer_name: Annotated[str, typer.Option("--layer-name", help=help_of("redaction.cli.layer_name"))] = "",
    case: Case = "",
    reader: Reader = "",
) -> None:
    from wasata.desk import redaction

    told = _words(file)
    with _desk(case, reader) as desk:
        chosen = layer or redaction.begin_layer(desk, log, layer_name)
        n = redaction.black_out(desk, log, chosen, told, why)
        _print("redaction.cli.blacked", n=n, log=log, layer=chosen)


@app.command(help=help_of("redaction.cli.hand_out"))
def hand_out(
    log: Annotated[str, typer.Argument(metavar="LOG", help=help_of("record.cli.log"))],
    out: Annotated[Path, typer.Argument(metavar="OUT", help=help_of("record.cli.out"))],
    recipient: Annotated[str, typer.Option("--to", help=help_of("record.cli.to"))] = "",
    purpose: Annotated[str, typer.Option("--purpose", help=help_of("record.cli.purpose"))] = "",
    days: Annotated[int, typer.Option("--days", help=help_of("export.cli.days"))] = 30,
    layer: Annotated[str, typer.Option("--layer", help=help_of("redaction.cli.layer"))] = "",
    form: Annotated[str, typer.Option("--form", help=help_of("redaction.cli.form"))] = "page",
    case: Case = "",
    reader: Reader = "",
) -> None:
    """What leaves is the copy as it stands at this moment: look at it with `copy` before."""
    from wasata.cli.at_desk import before_showing
    from wasata.desk.export import for_whom
    from wasata.desk.handout import FORMS, copy_of
    from wasata.desk.handout import hand_out as handed
    from wasata.record import bundle

    chosen = next((f for f in FORMS if f == form), None)
    if chosen is None:
        raise typer.BadParameter(say("redaction.cli.form", tongue()))
    with _desk(case, reader) as desk:
        to = for_whom(desk, recipient, purpose, days)
        signed = copy_of(desk, log, layer or None, tongue()).signed
        content, mark = handed(desk, log, layer or None, chosen, tongue(), to, signed=signed)
        before_showing()
        bundle.write(out, (content,))
        _print("export.cli.marked", mark=mark, day=day(to.destroy_by, tongue()))


@app.command(help=help_of("record.cli.verify"))
def verify(
    file: Annotated[Path, typer.Argument(help=help_of("record.cli.file"))],
    head: Annotated[Path | None, typer.Option("--head", help=help_of("record.cli.head_given"))] = None,
    key: Annotated[str, typer.Option("--key", help=help_of("record.cli.key_given"))] = "",
) -> int:
    from wasata.cli.view import tame
    from wasata.record import bundle
    from wasata.record.home import public_key_of

    trusted = _public_key(key) if key else None
    if file.is_dir():
        return _verify_case(file, trusted)
    anchor = bundle.read_anchor(head) if head else None
    if trusted is None and anchor is None:
        trusted = public_key_of(home_path())
    found = bundle.verify(file, key=trusted, anchor=anchor)
    note, mark = _parted(found.note)
    if note:
        print(tame(note))
    _print(verdict_key(found))
    print(count("record.cli.verified", found.length, tongue(), log=found.log, case=found.case))
    if found.exported_at:
        _print("record.cli.exported_at", at=found.exported_at)
    if mark:
        _print("export.cli.bundle_mark", mark=mark)
    _print("record.cli.key_trusted" if found.key_known else "record.cli.key_carried", key=found.key)
    if found.anchored and found.anchor is not None:
        _print("record.cli.anchored_at", seq=found.anchor.seq, hash=found.anchor.hash)
    if found.root:
        _print("record.cli.root_is", root=found.root)
    for fault in found.faults[:MOST_FAULTS]:
        print(say(f"record.fault.{fault.what}", tongue(), seq=fault.seq or 0), file=sys.stderr)
    return 0 if found.good else 1


def _verify_case(folder: Path, trusted: bytes | None) -> int:
    """A case as it was exported whole: every log its sheet names, each whole, signed and up to where the sheet says."""
    from wasata.record import bundle

    sheet = bundle.read_anchor(folder / "case.sheet")
    good = trusted is None or trusted.hex() == sheet.key
    for log, head in sheet.heads.items():
        path = folder / f"{log}.bundle"
        if not path.exists():
            good = False
            _print("audit.cli.missing", log=log)
            continue
        found = bundle.verify(path, key=trusted, anchor=sheet)
        stands = found.good and found.log == log and found.length == head.seq
        good = good and stands
        _print("audit.cli.log_good" if stands else "record.cli.log_broken", log=log, length=found.length)
        for fault in found.faults[:MOST_FAULTS]:
            print("  " + say(f"record.fault.{fault.what}", tongue(), seq=fault.seq or 0), file=sys.stderr)
    _print("record.cli.key_trusted" if trusted is not None else "record.cli.key_carried", key=sheet.key)
    _print("audit.cli.case_good" if good else "record.verdict.broken")
    return 0 if good else 1


def _parted(note: str) -> tuple[str, str]:
    """What a bundle says of itself, and the mark it bears, where it bears one."""
    from wasata.record.kinds.access import MARK

    words, _, last = note.rpartition(" · ")
    return (words, last) if re.fullmatch(MARK, last) else (note, "")


def verdict_key(found: "BundleVerdict") -> str:
    """The sentence that says which of whole, signed, anchored was checked and stands. Never "whole" alone."""
    if not found.whole:
        return "record.verdict.broken"
    if not found.signed:
        return "record.verdict.unsigned"
    if found.anchored is None:
        return "record.verdict.signed"
    return "record.verdict.anchored" if found.anchored else "record.verdict.not_anchored"


def _public_key(given: str) -> bytes:
    """A public key given as 64 hex letters or as a file of them."""
    text = given
    if len(given) != 64 and Path(given).is_file():
        text = Path(given).read_text(errors="replace").strip()
    try:
        key = bytes.fromhex(text)
    except ValueError:
        key = b""
    if len(key) != 32:
        raise KeyRefused(path=given, why=Key("record.why.no_public_key"))
    return key


@app.command(help=help_of("record.cli.head"))
def head(
    out: Annotated[Path, typer.Argument(help=help_of("record.cli.head_out"))],
    log: Annotated[str, typer.Option("--log", help=help_of("record.cli.log"))] = "bureau",
    case: Case = "",
    reader: Reader = "",
) -> None:
    from wasata.desk.record import head_file
    from wasata.record import bundle

    with _desk(case, reader) as desk:
        if not desk.holds(log):
            raise NotHeld(log=log)
        at = desk.ledger.head(log)
        bundle.write(out, (head_file(desk, log, at),))
        _print("record.cli.head_written", log=log, seq=at.seq, hash=at.hash, path=str(out))
        _print("record.cli.keep_head")


@app.command(help=help_of("record.cli.note"))
def note(
    out: Annotated[Path, typer.Argument(help=help_of("record.cli.note_out"))],
    case: Case = "",
    reader: Reader = "",
) -> None:
    from wasata.desk.case import note_heads
    from wasata.record import bundle

    with _desk(case, reader) as desk:
        root, sheet = note_heads(desk)
        bundle.write(out, (sheet,))
        _print("record.cli.noted", root=root, path=str(out))


@app.command(help=help_of("record.cli.key"))
def key() -> None:
    with _home() as home:
        print(home.public_key.hex())


@app.command(help=help_of("record.cli.restored"))
def restored(yes: Annotated[bool, typer.Option("--yes", help=help_of("record.cli.yes"))] = False) -> int:
    """Sets the heads beside the keys to what the database holds; what was lost stays lost, and each case says so."""
    if not yes:
        _print("record.cli.restored_ask")
        return 1
    from wasata.desk.case import never_opened
    from wasata.desk.record import log_set_back
    from wasata.errors import CaseEmpty

    with _home(restored=True) as home:
        for case, fact in home.accepted.items():
            for back in fact.logs:
                _print("record.cli.restored_log", case=case, told=log_set_back(back.model_dump(), tongue()))
        _print("record.cli.restored_done", logs=len(home.heads()))
        _print("record.cli.restored_written" if home.accepted else "record.cli.restored_nothing")
        for case in home.accepted:
            if never_opened(home, case):
                print(*tell(CaseEmpty(case=case), tongue()))
    return 0
