"""Leaks planted in a copy of the product, one at a time: each is a small change somebody could make without meaning harm.

Danger: a machine that never finds anything, because it looks nowhere.
Duty: say for each leak what it is, and where it is planted: a file, the words that stand there once, and what stands there
instead. A leak whose place is no longer there fails, and is planted anew by whoever moved it.
"""

import os
import shutil
from dataclasses import dataclass
from pathlib import Path


class PlaceGone(AssertionError):
    """Where a leak was planted stands something else now."""


@dataclass(frozen=True, slots=True)
class Planting:
    """In this file, these words (they stand there once) become those."""

    file: str
    was: str
    becomes: str


@dataclass(frozen=True, slots=True)
class Leak:
    """`name`: what B would learn, and by what."""

    name: str
    plantings: tuple[Planting, ...]


def leak(name: str, *plantings: tuple[str, str, str]) -> Leak:
    return Leak(name, tuple(Planting(*one) for one in plantings))


_ALL = "desk.home.ledger(desk.case, tuple(desk.home.logs(desk.case)))"
_RECORD, _DOOR, _PARTS = "desk/record.py", "desk/door.py", "room/pages/parts.py"
_NO_STORE = '        response["Cache-Control"] = "private, no-store"\n'
_RESERVE = "room/middleware/reserve.py"

LEAKS: tuple[Leak, ...] = (
    leak("how many entries there are in all logs, by the number of pages of his record",
         (_RECORD, "        total = sum(heads[name].seq for name in chosen)\n",
          f"        total = sum(h.seq for h in {_ALL}.heads().values())\n")),
    leak("how many entries there are in all logs, by what a check of his record says",
         (_RECORD, "verdict = ledger.verify() if check else None", f"verdict = {_ALL}.verify() if check else None")),
    leak("how long the bureau's log is, by a line at the foot of his record",
         ("room/pages/record.py", "desk.home.public_key.hex(),",
          'f"{desk.home.public_key.hex()}-{desk.home.ledger(desk.case, (\'bureau\',)).head(\'bureau\').seq}",')),
    leak("how many logs the case has, by the name of a file he takes away",
         ("room/pages/record.py", "{log.replace('/', '-')}.head\"",
          "{log.replace('/', '-')}-{len(desk.home.logs(desk.case))}.head\"")),
    leak("how far others' logs have come, by an hour that rises over all of them",
         ("record/ledger.py", "        return known[1]\n",
          "        Ledger.latest = max(getattr(Ledger, 'latest', known[1]), known[1])\n        return Ledger.latest\n")),
    leak("how many acts were done, by the number in his forms",
         ("desk/access.py", "    return secrets.token_hex(12)\n",
          '    Desk.made = getattr(Desk, "made", 0) + 1\n    return f"{Desk.made:024x}"\n')),
    leak("how many messages there are, by the name of his own",
         ("desk/access.py", '    return hashlib.sha256(f"{n}\\n{act_id}".encode()).hexdigest()[:12]\n',
          '    name_by.made = getattr(name_by, "made", 0) + 1\n    return f"{name_by.made:012x}"\n')),
    leak("how many relays there are, by the name of a letter",
         ("desk/relay.py", '    return f"m-{name_by(relay)}"\n',
          '    letter_of.known = (known := getattr(letter_of, "known", {}))\n'
          '    return f"m-{known.setdefault(relay, len(known)):012x}"\n')),
    leak("that the other side writes, by a sign that something is new",
         ("desk/access.py", "                    self.acted = True\n",
          "                    self.acted = True\n                    Desk.news = getattr(Desk, 'news', 0) + 1\n"),
         (_RESERVE, _NO_STORE, _NO_STORE
          + "        from wasata.desk.access import Desk\n        response['X-News'] = str(getattr(Desk, 'news', 0))\n")),
    leak("when somebody wrote last, by Last-Modified",
         ("desk/access.py", "                    self.acted = True\n",
          "                    self.acted = True\n                    Desk.last = self.now()\n"),
         (_RESERVE, _NO_STORE, _NO_STORE
          + "        from wasata.desk.access import Desk\n        response['Last-Modified'] = str(getattr(Desk, 'last', ''))\n")),
    leak("that anything changed at all, by an ETag",
         (_RESERVE, _NO_STORE, _NO_STORE
          + "        from wasata.room import wiring\n        heads = wiring.home()._store.logs()\n"
          "        response['ETag'] = f'\"{len(heads)}\"'\n")),
    leak("a page that was drawn for another, kept without its reader",
         (_PARTS, "    return HttpResponse(drawn, status=status)\n",
          "    kept = show.__dict__.setdefault(request.get_full_path(), drawn)\n"
          "    return HttpResponse(kept, status=status)\n")),
    leak("that there is a line, by an error that says it is not his",
         ("desk/line_stands.py", "    if stands is None or not stands.opened:\n        raise LineUnknown(line=line)\n",
          "    if stands is None or not stands.opened:\n"
          "        from wasata.errors import LineWrong\n        from wasata.words import Key\n"
          "        there = f'line/{line}' in desk.home.logs(desk.case)\n"
          "        raise LineWrong(why=Key('line.why.taken'), value=line) if there else LineUnknown(line=line)\n")),
    leak("that there is a log, by a page that is forbidden and not missing",
         (_PARTS, "    if not desk.holds(*logs):\n        raise wiring.NotHere\n",
          "    if not desk.holds(*logs):\n"
          "        if set(logs) <= set(desk.home.logs(desk.case)):\n"
          "            from django.core.exceptions import PermissionDenied\n\n            raise PermissionDenied\n"
          "        raise wiring.NotHere\n")),
    leak("that there is a case, by an address that leads elsewhere",
         ("room/wiring.py", "    except (CaseUnknown, NotAdmitted):\n        raise NotHere from None\n",
          "    except CaseUnknown:\n        raise NotHere from None\n"),
         ("room/pages/errors.py", '    "room.not_here", "access.not_admitted", ', '    "room.not_here", ')),
    leak("how many cases there are, by his own list",
         ("room/pages/cases.py", '            tuple(cards),\n', '            tuple(cards) * len(wiring.home().cases()),\n')),
    leak("which other lines there are, in the list of the words he may search",
         ("room/pages/door.py",
          '    return show(request, "room/door/page.html", page, desk=desk, here="channel", logs=_logs(line))\n',
          '    answer = show(request, "room/door/page.html", page, desk=desk, here="channel", logs=_logs(line))\n'
          "    logs = [log for log in desk.home.logs(desk.case) if log.startswith('channel/')]\n"
          "    words = [e.data for log in logs for e in desk.home.ledger(desk.case, (log,)).entries(log)]\n"
          "    answer['X-Found'] = str(sum(request.GET.get('q', 'xyz') in str(w) for w in words))\n"
          "    return answer\n")),
    leak("that letters to his side wait, by the mediator's name on his page",
         ("desk/table.py", '        return called_on_table(desk, MEDIATOR, lang)\n',
          "        ours = desk.home.ledger(desk.case, ('line/hills',)) if 'line/hills' in desk.home.logs(desk.case) else None\n"
          "        waits = sum(e.kind == 'message.held' for e in ours.entries('line/hills')) if ours else 0\n"
          '        return called_on_table(desk, MEDIATOR, lang) + "·" * (waits % 5)\n')),
    leak("that what he cleared was passed on, by the order of his messages",
         (_DOOR, '    return list(talk_of(desk, line, "channel").messages.values())[::-1]\n',
          "    mine = list(talk_of(desk, line, 'channel').messages.values())\n"
          "    drafts = [e.data for e in desk.home.ledger(desk.case, (f'line/{line}',)).entries(f'line/{line}')]\n"
          "    return sorted(mine, key=lambda m: (m.message in str(drafts), m.at))[::-1]\n")),
    leak("how busy the bureau is, by the order of notices",
         ("desk/notice.py", "            for notice, words, author, at in reversed(desk.fold(TABLE).notices)\n",
          "            for notice, words, author, at in sorted(desk.fold(TABLE).notices, key=lambda n: hash(\n"
          "                (n[0], desk.home.ledger(desk.case, ('bureau',)).head('bureau').seq)))\n")),
    leak("how many lines there are, by the title of his pages",
         (_PARTS, "        person=bare.person, role=told.role, case=desk.case, case_name=told.name,",
          "        person=bare.person, role=told.role, case=desk.case,\n"
          "        case_name=f\"{told.name} ({len(desk.home.logs(desk.case))})\",")),
    leak("who was admitted, by how many read what he reads",
         (_PARTS, '    if log == "table":\n        return words.say("room.read_by_all", lang)\n',
          '    if log == "table":\n        return words.say("room.read_by_all", lang) + str(len(desk._readers()))\n')),
    leak("until when the truce holds, by a clock made of a log he does not hold",
         ("desk/truce.py", '    if not desk.holds("ground"):\n        return None\n    with desk.hold():\n',
          "    with desk.hold():\n"),
         ("desk/truce.py", "for t in desk.fold(TRUCES).values()]",
          "for t in desk._shelf.get(desk.home, desk.case, TRUCES).values()]")),
    leak("how many reports the team has, in the list of his cases",
         ("desk/case.py", '        reports = desk.fold(PRESS).n_reports if desk.holds("press") else 0\n',
          "        reports = desk._shelf.get(desk.home, desk.case, PRESS).n_reports\n")),
    leak("that a name has a sign-in, by what the door says",
         ("room/forms/sign_in.py", "class ChangePassword(",
          "    def clean(self) -> Any:\n"
          "        from wasata.room.models import Person\n\n"
          '        if not Person.objects.filter(username=self.cleaned_data.get("login", "")).exists():\n'
          '            self.add_error("login", "?")\n'
          "        return super().clean()\n\n\nclass ChangePassword(")),
    leak("that others try to come in from where he is, by being told to wait",
         ("room/guessing.py", "    return Guess(_digest(what, name, place),", "    return Guess(_digest(what, place),")),
    leak("that somebody is at work, by not being signed out for idleness",
         ("room/sign_ins.py", '    return "idle" if now >= row.used + _idle() else ""\n',
          '    return "idle" if now >= SignIn.objects.latest("used").used + _idle() else ""\n')),
    leak("how many people were given a sign-in before him, by his security key",
         ("room/people.py", '"id": known}', '"id": str(user.pk).encode()}')),
    leak("how many second factors others have, by the number of his own",
         ("room/people.py", "        instance.pk = 1 + secrets.randbelow(2**53)\n", "        pass\n")),
    leak("that the other side was sent the same file, by its being known already",
         (_RESERVE, _NO_STORE, _NO_STORE
          + "        for file in request.FILES.values():\n"
          "            file.seek(0)\n            known = Reserve.__dict__.get('known', {})\n"
          "            who = known.setdefault(file.read(), request.user.pk)\n            Reserve.known = known\n"
          "            response['X-Known'] = str(who != request.user.pk)\n")),
    leak("that letters to another side leave, by the hour his own comes",
         ("room/posting.py", "                left += len(done.left)\n",
          "                left += len(done.left)\n                if left:\n                    break\n")),
    leak("how often a text was changed before he saw it, by its number",
         ("desk/definition_delivery.py", "DefinitionPut(term=term, number=ours.asked[number, line],",
          "DefinitionPut(term=term, number=number,")),
    leak("how often the table's text was written anew, by its number there",
         ("desk/definition_delivery.py", "DefinitionAgreed(term=term, number=stands + 1,",
          "DefinitionAgreed(term=term, number=version.number,")),
    leak("how much the team writes, by a number in the calendar he takes away",
         ("desk/table.py", '    lines = ["BEGIN:VCALENDAR", "VERSION:2.0",',
          "    heads = desk.home.ledger(desk.case, ('bureau',)).head('bureau')\n"
          '    lines = ["BEGIN:VCALENDAR", f"X-WR-RELCALID:{heads.seq}", "VERSION:2.0",')),
    leak("that something broke for another, by the page that tells him of his own trouble",
         ("room/middleware/trouble.py", "        if isinstance(error, WasataError):\n",
          "        Trouble.n = getattr(Trouble, 'n', 0) + 1\n        if isinstance(error, WasataError):\n"),
         (_RESERVE, _NO_STORE, _NO_STORE
          + "        from wasata.room.middleware.trouble import Trouble\n"
          "        response['X-Trouble'] = str(getattr(Trouble, 'n', 0))\n")),
    leak("how many are signed in, by a number on the page of the door",
         ("room/languages.py", '    return f"{path}?{asked}" if asked else path\n',
          "    from wasata.room.models import SignIn\n\n"
          '    path = f"{path}?{SignIn.objects.count()}" if not asked else path\n'
          '    return f"{path}?{asked}" if asked else path\n')),
    leak("how often a text for him was put and taken back, by its number",
         ("desk/definition_delivery.py",
          "theirs = len(desk.fold(definitions_in(line)).get(term, Theirs()).versions) + 1",
          'theirs = 1 + sum(e.kind == "definition.held" and e.data["term"] == term\n'
          '                         for e in desk.ledger.entries(f"line/{line}"))')),
    leak("which words are terms elsewhere, by a mark on his own words",
         ("desk/flagged.py", '        if desk.holds("bureau"):\n            texts = {term: ours.versions[-1].text for term, ours '
                             'in desk.fold(OURS).items()}\n',
          "        if True:\n            texts = {term: ours.versions[-1].text for term, ours "
          "in desk._shelf.get(desk.home, desk.case, OURS).items()}\n")),
    leak("how long letters of another line wait, by how long his own do",
         ("desk/letter.py", "    until = desk.now() + hold\n",
          '    until = Desk.until = max(desk.now() + hold, getattr(Desk, "until", desk.now()) + timedelta(seconds=1))\n')),
    leak("how long the room took to come to him, by the hour of what he wrote",
         ("room/middleware/tick.py", "with wiring.at_one_hour(_hour_of(request)):", "with wiring.at_one_hour():")),
    leak("that one of the team was answered just before, by an answer that need not be held",
         ("room/middleware/tick.py", "if self._team.get(reader, -REMEMBERED) + REMEMBERED > self.now():",
          "if max(self._team.values(), default=-REMEMBERED) + REMEMBERED > self.now():")),
    leak("how the other side called its file, by the name of the one that comes to him",
         ("desk/enclosure.py", 'name=f"enclosure-{number}.{copy.ending}"',
          "name=next(f.name for f in files_of(desk, line) if f.piece == file.piece)")),
    leak("who made the other side's file, because it goes as it came",
         ("desk/enclosure.py", "copy = bare_copy(_as_it_came(desk, line, file))",
          "copy = __import__('dataclasses').replace(bare_copy(_as_it_came(desk, line, file)),\n"
          "                                                 content=_as_it_came(desk, line, file))")),
    leak("that others try many names, by being let in again sooner",
         ("room/guessing.py", "    return True\n\n\ndef _by_strangers",
          '    for row in Failed.objects.order_by("-last")[12:]:\n'
          "        row.delete()\n    return True\n\n\ndef _by_strangers")),
    leak("how much is asked for the table and does not stand there, by a commitment told twice",
         ("desk/commitment.py",
          "        told = [_line(desk, c, lang, today) for c in desk.fold(SHARED).commitments.values()]\n",
          '        asked = desk.home.ledger(desk.case, ("bureau",)).entries("bureau")\n'
          '        n = sum(e.kind == "table.asked" for e in asked)\n'
          "        told = [_line(desk, c, lang, today) for c in desk.fold(SHARED).commitments.values()] * (1 + n % 2)\n")),
    leak("which lines there are, by a command at the terminal that was asked of none of his",
         ("cli/at_desk.py", "                yield desk\n                _tell",
          "                print(len(desk.home.logs(desk.case)))\n                yield desk\n                _tell")),
)  # fmt: skip


def _shared(file: str, copy: str) -> None:
    """The same file under another name, where the disk can."""
    try:
        os.link(file, copy)
    except OSError:
        shutil.copyfile(file, copy)


def plant(source: Path, copy: Path, one: Leak) -> None:
    """A copy of the product with a leak in it; `source` and `copy` are folders in which `wasata` lies.

    Raises:
        PlaceGone: where it is to be planted stands something else.
    """
    shutil.copytree(
        source / "wasata", copy / "wasata", copy_function=_shared, ignore=shutil.ignore_patterns("__pycache__")
    )
    for planting in one.plantings:
        path = copy / "wasata" / planting.file
        text = path.read_text("utf-8")
        if text.count(planting.was) != 1:
            raise PlaceGone(
                f"«{one.name}» is planted in {planting.file} where this stands once: {planting.was.strip()!r}"
            )
        path.unlink()  # the copy shares its files with the product
        path.write_text(text.replace(planting.was, planting.becomes), "utf-8")
