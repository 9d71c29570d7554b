"""The talks that are held in both worlds, and what is done in them.

Danger: an act that is never done, or always refused: then nothing was tried.
Duty: the case with its two lines; what crosses to the hills, alike in both worlds; and everything else anybody does, which
in each world is another: other words, more of it, other people, refused, broken off.
Shape: B is `hills-delegate`: he holds `channel/hills` and `table`. An act of `ELSEWHERE` takes a world and its own dice and
writes nothing into either; an act that crosses is given its words and its number, and writes the same in both.
"""

import random
import struct
import zlib
from collections.abc import Callable, Sequence
from contextlib import suppress
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any
from unittest.mock import patch

from tests.barrier.cast import CLEARANCES, PRESS_ONLY, TALKS, B
from tests.barrier.forms import forms_of
from tests.desk import definitions
from tests.desk.on_the_cell import ISSUES

from wasata.desk import (
    acceptance,
    assessment,
    cell,
    contact,
    definition,
    definition_sides,
    draft,
    feed,
    for_table,
    key,
    line,
    message,
    offer,
    package,
    person_key,
    position,
    record,
    relay,
    shift,
    taking,
    truce,
)
from wasata.desk import letter as desk_letter
from wasata.desk.access import Desk, admit_reader, grant_log, revoke_log
from wasata.desk.case import note_heads, open_case, write_note
from wasata.desk.defined import Text
from wasata.desk.enclosure import Enclosed
from wasata.desk.handed_in import HandedIn
from wasata.desk.line_holders import give_line, take_line
from wasata.desk.look import Look
from wasata.desk.map import keep_map
from wasata.desk.offer_stands import VERSIONS, content_of, known
from wasata.errors import WasataError
from wasata.record.kinds.draft import ClausePart
from wasata.record.kinds.message import Clearance
from wasata.record.kinds.package import OptionsOrdered
from wasata.record.kinds.position import Evidence
from wasata.record.kinds.relay import PassageRef, RelaySentence
from wasata.record.stores.sqlite import SQLiteStore
from wasata.room import posting

if TYPE_CHECKING:
    from tests.barrier.world import World

COAST = {"ar": "مجلس الساحل", "en": "Coast Council"}
HILLS = {"ar": "حكومة التلال", "en": "Hill Government"}
REEF = {"ar": "بيت الشعاب", "en": "Reef House"}
FILE = b"%PDF-1.4 one file that both sides have " * 30
PEOPLE = {"lead": "lead", "coast-officer": "officer", "hills-officer": "officer", "coast-delegate": "delegate",
          "analyst": "analyst", "auditor": "auditor", "monitor": "truce_monitor"}  # fmt: skip

SECRET = "saffron"
_WORDS = (
    "lanterns", "quay", "ledger", "eleventh", "crossing", "guards", "relieved", "before", "dawn", "numbers", "withheld",
    "tunnel", "convoy", "pledge", "cousins", "harvest", "ransom", "radios", "silent", "orchard", "rows", "trucks", "waiting",
    "behind", "gate", "twice", "their", "bureau", "saffron", "refused",
)  # fmt: skip


COMMON = ("doctors", "road", "list", "room")
"""Words that B uses too: a term of the deal elsewhere."""


def picture(r: random.Random) -> bytes:
    """A picture of a map: to the eye it is always the same; what it says of its making, and how it is packed, never is."""
    rows = b"".join(b"\0" + bytes((x * y) % 256 for x in range(16)) for y in range(16))
    parts = ((b"IHDR", struct.pack(">IIBBBBB", 16, 16, 8, 0, 0, 0, 0)), (b"tEXt", b"Author\0" + secret(r).encode()),
             (b"IDAT", zlib.compress(rows, r.randint(0, 9))), (b"IEND", b""))  # fmt: skip
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body)) for kind, body in parts
    )


def secret(r: random.Random) -> str:
    """Words of the other side, never the same twice."""
    return f"{SECRET} " + " ".join(r.choices(_WORDS, k=r.randint(4, 14))) + f" {r.randint(0, 10**9)}"


# making


def make(world: "World") -> None:
    """The case in one world; in the second there is more of everything B does not hold, and it came earlier."""
    home, second = world.home, world.which == 2
    plain: Any = {"names": HILLS, "period": {"ar": "ربيع", "en": "Spring"}, "zone": "UTC", "lot": lambda _: None}
    if second:
        open_case(home, "aside", lead="somebody", now=world.now, **plain)
    open_case(home, PRESS_ONLY, lead="lead", public_only=True, now=world.now, readers=[("analyst", "analyst")], **plain)
    extra = (
        [("reef-officer", "officer"), ("reef-delegate", "delegate"), ("second-analyst", "analyst")] if second else []
    )
    with world.chance.within("making", "case"):
        lead = open_case(
            home, TALKS, lead="lead", parties=("israel", "hamas"), mediators=("qatar",), now=world.now,
            readers=[*extra, *((p, role) for p, role in PEOPLE.items() if p != "lead"), (B, "delegate")],
            **plain | {"names": {"ar": "محادثات مكتومة", "en": "Quiet talks"}},
        )  # fmt: skip
    if world.kept:
        _into_persons_hands(world, [*(p for p, _ in extra), *PEOPLE, B])
        lead = world.desk("lead")
    opened = [("reef", "qatar", "mediator", REEF)] if second else []
    opened += [("coast", "hamas", "party", COAST), ("hills", "israel", "party", HILLS)]
    looks: dict[str, Look] = {
        "reef": Look("p7", "bars"), "coast": Look("p5", "dots"), "hills": Look("p11", "waves"),
    }  # fmt: skip
    for name, party, of, names in opened:
        with world.chance.within("making", name):
            line.open_line(
                lead, name, party=party, of=of, names=names, langs=("ar", "en"), media=("call", "message"),
                officers=(f"{name}-officer",), listed=name != "reef", lot=lambda _free, named=name: looks[named],
                act_id=f"opening-{name}",
            )  # fmt: skip
            grant_log(lead, f"{name}-delegate", f"channel/{name}", may_write=True)
            officer = world.desk(f"{name}-officer")
            line.name_person(officer, name, "envoy", f"Envoy {name}", may_clear=True, reader=f"{name}-delegate")
    with world.chance.within("making", "cell"):
        cell.open_cell(lead, ("coast-officer",), act_id="cell")
        package.set_issues(lead, ("coast", "hills"), ISSUES, act_id="issues")
        for party, names in (("hamas", COAST), ("israel", HILLS)):
            ask = for_table.ask(lead, for_table.Wish("name", names, of=party), act_id=f"named-{party}")
            for_table.approve(world.desk("coast-officer"), ask, for_table.Wish("name", names, of=party).digest)
    from allauth.mfa.models import Authenticator

    for who in [*(p for p, _ in extra), *PEOPLE, B]:
        world.person(who)
    for who, _ in extra:
        Authenticator.objects.create(user=world.user(who), type="webauthn", data={"name": who, "passwordless": False})


def _into_persons_hands(world: "World", people: Sequence[str]) -> None:
    """The lead keeps the case with the officers of its two lines, and has compared everybody's key."""
    for who in people:
        world.makes_key(who)
    numbers = {who: world.home.persons.of(who).public.number for who in people}
    lead, officers = world.desk("lead"), ("coast-officer", "hills-officer")
    person_key.keep_case(lead, {who: numbers[who] for who in officers}, act_id="kept")
    for who in people:
        if who != "lead" and who not in officers:
            person_key.confirm_person_key(lead, who, numbers[who])


# what crosses, and what stands in B's own logs: the same in both worlds


def release(world: "World", n: int, words: str, *, lent: bool, encloses: bool, dice: int) -> str:
    """A relay of the coast to the hills that is approved: from here on it leaves when its time is over. What it rests on, how
    often it was drafted and sent back, how the coast called the file it encloses and what that file says of its making, is the
    coast's own affair."""
    r = random.Random(dice)
    officer, lead = world.desk("coast-officer"), world.desk("lead")
    rests_on = []
    for _ in range(r.randint(1, 3)):
        said = message.say(world.desk("coast-delegate"), "coast", [(secret(r), r.choice(("theirs", "ours")))], "en")
        rests_on.append(PassageRef(log="channel", message=said, passage=1))
    named = None
    for _ in range(r.randint(0, 2)):
        draft = (RelaySentence(words=f"We ask about {secret(r)}", form="ours", rests_on=(rests_on[0],)),)
        named = relay.draft(
            officer, "coast", "hills", "en", draft, relay=named, act_id=f"release-{n}" if not named else None
        )
        relay.send_back(lead, named, "Say it otherwise, please.", line="coast")
    files = (_filed(world, r),) if encloses else ()
    rests_on += [file.rests_on for file in files]
    sentences = (RelaySentence(words=words, form="ours", rests_on=tuple(rests_on)),)
    named = relay.draft(
        officer, "coast", "hills", "en", sentences, relay=named, files=files, act_id=None if named else f"release-{n}"
    )
    approver, of_line = (world.desk("hills-officer"), None) if lent else (lead, "coast")
    if lent:
        relay.lend(officer, "coast", named, "hills-officer")
    with lead.hold():
        signed = relay.to_approve(approver, named, of_line).draft.digest
    return relay.approve(approver, named, signed, recipient=HILLS["en"], line=of_line)


def _filed(world: "World", r: random.Random) -> Enclosed:
    """A file that came with a contact of the coast, and the passage with which it may go."""
    officer = world.desk("coast-officer")
    said = message.say(world.desk("coast-delegate"), "coast", [(secret(r), "theirs")], "en")
    of = contact.record_contact(officer, "coast", "letter", "in", world.now(), answered=True)
    piece = contact.keep_piece(officer, "coast", of, f"{secret(r)[:60]}.png", "image/png", picture(r))
    world.note("contact", of)
    world.note("piece", piece)
    return Enclosed(of, piece, PassageRef(log="channel", message=said, passage=1))


def letter(world: "World", n: int, words: Sequence[str]) -> str:
    """A letter of the officer of the hills to the hills."""
    return desk_letter.send(
        world.desk("hills-officer"), "hills", tuple(words), "en", recipient=HILLS["ar"], act_id=f"letter-{n}"
    )


def taken_down(world: "World", n: int, words: str) -> str:
    return message.take_down(
        world.desk("hills-officer"), "hills", [(words, "ours")], "en", way="letter", person="envoy",
        act_id=f"taken-{n}",
    )  # fmt: skip


def posted(world: "World", n: int, words: str) -> None:
    """A notice, and one thing more."""
    for what, wish in (("notice", wish_of(world, 3, words)), ("more", wish_of(world, world.done["posted"] % 3, words))):
        ask = for_table.ask(world.desk("lead"), wish, act_id=f"{what}-{n}")
        for_table.approve(world.desk("coast-officer"), ask, wish.digest)


def wish_of(world: "World", n: int, words: str) -> for_table.Wish:
    """By turns what the mediator owes all, a day, how he is called; or a notice."""
    told, day = {"ar": "تنعقد جلسة غدا في القاعة.", "en": words}, (world.now() + timedelta(days=1 + n % 9)).date()
    wishes = (
        for_table.Wish("commitment", told, of="mediator", day=day), for_table.Wish("day", told, day=day),
        for_table.Wish("name", {"ar": "الوسيط", "en": f"The mediator: {words}"[:60]}, of="mediator"),
        for_table.Wish("notice", told),
    )  # fmt: skip
    return wishes[n]


def given(world: "World", n: int, *, held: bool) -> None:
    """B's own channel is taken from him, and given back."""
    lead = world.desk("lead")
    if held:
        grant_log(lead, B, "channel/hills", may_write=True, act_id=f"given-{n}")
    else:
        revoke_log(lead, B, "channel/hills", act_id=f"taken-{n}")


def defined(world: "World", n: int, words: str, *, dice: int) -> None:
    """A term that both sides confirm: it is put to the hills, confirmed there, and then stands on the table. Whether the coast
    objected first, and to what, is its own affair."""
    r = random.Random(dice)
    lead, coast, author = world.desk("lead"), world.desk("coast-delegate"), world.desk("hills-officer")
    map_ = keep_map(author, picture(r)) if n % 2 else None
    text = Text({"ar": f"هدنة {n}", "en": f"Pause {n}"}, {"ar": "وقف كل نيران من الجانبين", "en": words}, map=map_)
    term, version = None, 0
    for _ in range(r.randint(0, 2)):
        other = Text(text.names, {"ar": "نص آخر", "en": f"Other words, {r.randint(0, 10**9)}"})
        term = definition.write(author, other, term=term, act_id=None if term else f"term-{n}")
        version += 1
        definitions.put(lead, "coast", term, version, recipient=COAST["en"])
        definition.answer(coast, "coast", term, version, secret(r))
    term = definition.write(author, text, term=term, act_id=None if term else f"term-{n}")
    version += 1
    for side, names in (("coast", COAST), ("hills", HILLS)):
        definitions.put(lead, side, term, version, recipient=names["en"], act_id=f"put-{n}-{side}")
    for _ in range(r.randint(0, 2)):
        definition.answer(coast, "coast", term, version, secret(r))
    definition.answer(coast, "coast", term, version)
    definition.answer(world.desk(B), "hills", term, 1, act_id=f"answer-{n}")
    definition.approve(world.desk("coast-officer"), term)
    with lead.hold():
        signed = definition_sides.definition(lead, term, "en").text.digest
    definitions.agree(lead, term, signed, act_id=f"agreed-{n}")


def worded(world: "World", n: int, words: str, *, dice: int) -> None:
    """A text of a term is put to the hills, and waits as a letter does. How often it was put and taken back before, and who else
    is asked, is none of B's business."""
    r = random.Random(dice)
    lead, author = world.desk("lead"), world.desk("hills-officer")
    name = COMMON[n % len(COMMON)]
    map_ = keep_map(author, picture(r)) if n % 2 else None
    text = Text({"ar": f"كلمة {n}", "en": f"{name} {n}"}, {"ar": f"معناها {n}", "en": words}, map=map_)
    term, version = definition.write(author, text, act_id=f"worded-{n}"), 1
    for _ in range(r.randint(0, 2)):
        definition.put(lead, "hills", term, version, recipient=HILLS["en"])
        definition.take_back(lead, "hills", term, version)
    if r.getrandbits(1):
        definition.put(lead, "coast", term, version, recipient=COAST["en"])
    definition.put(lead, "hills", term, version, recipient=HILLS["en"], act_id=f"put-worded-{n}")


def offered(world: "World", n: int, words: str, *, dice: int, asks: bool) -> str:
    """A package, or a version of the text, is put to both sides; by turns each is asked for a yes in confidence. How often it was
    asked for and sent back or taken back before, how many versions there were, what the coast says of it, whether it answers no
    or does not answer: all that is its own affair."""
    r = random.Random(dice)
    lead, officer, coast = world.desk("lead"), world.desk("coast-officer"), world.desk("coast-delegate")
    told: dict[str, Any] = {"words": {"ar": f"كلام {n}", "en": words}}
    for _ in range(r.randint(0, 2)):
        other = offer.ask(officer, ("coast", "hills"), package=_any_package(r), words={"ar": "غيره", "en": secret(r)})
        if r.getrandbits(1):
            offer.send_back(lead, other, "Not so.")
        else:
            offer.take_back(officer, other)
    if n % 2:
        told["draft"] = _written(world, r, f"Clause {n}: {words}", act=f"text-{n}")
    else:
        told["package"] = {"quiet": "four-days", "lists": "children", "crossing": "open"}
    if asks:
        told["until"] = world.now().replace(microsecond=0) + timedelta(hours=1)
    named = offer.ask(officer, ("coast", "hills"), act_id=f"offered-{n}", **told)
    with lead.hold():
        ours = known(lead, named)
        signed = ours.signed(content_of(lead, ours))
    offer.approve(lead, named, signed, act_id=f"approved-{n}")
    world.move(301)
    leave(world, n)
    for _ in range(r.randint(0, 2)):
        if asks:
            acceptance.answer(coast, "coast", named, "no")
        elif n % 2:
            offer.answer(coast, "coast", named, "changes", secret(r), clause="c1")
        else:
            offer.answer(coast, "coast", named, "accepts_if", secret(r))
    return named


def _any_package(r: random.Random) -> dict[str, str]:
    return {issue.issue: r.choice(issue.options).option for issue in ISSUES}


def _written(world: "World", r: random.Random, words: str, act: str) -> int:
    """A version of the text with this one clause, after as many others as it may be. Its number is ours alone."""
    officer = world.desk("coast-officer")
    for _ in range(r.randint(0, 2)):
        draft.write(officer, (_clause(secret(r)),), after=_last(officer))
    return draft.write(officer, (_clause(words),), after=_last(officer), act_id=act)


def _clause(words: str) -> ClausePart:
    return ClausePart(clause="c1", words={"ar": "بند واحد", "en": words})


def _last(desk: Desk) -> int:
    with desk.hold():
        versions: dict[int, Any] = desk.fold(VERSIONS)
        return max(versions, default=0)


def leave(world: "World", n: int) -> int:
    """The room's own round: whatever is due leaves, on all lines. Who else has entered, and in which order, is as it may be. How
    many letters have come to the hills by now."""
    here = [world.desk(who) for who in ("lead", "hills-officer", "coast-officer")]
    if world.which == 2:
        here = [world.desk("reef-officer"), *reversed(here)]
    posting.Posting(lambda: here, now=world.now).turn()
    with here[0].hold():
        return sum(m.ours for m in message.talk_of(world.desk("lead"), "hills", "channel").messages.values())


# what B does at his desk


def say(world: "World", n: int, words: Sequence[str], clearance: Clearance) -> str:
    return message.say(world.desk(B), "hills", [(w, clearance) for w in words], "en", act_id=f"said-{n}")


def hand_in(world: "World", n: int, clearance: Clearance) -> list[bytes]:
    """He writes on his page and hands in an empty file; then one that the other side handed in too, under the name it has there;
    and that once more."""
    path = f"/en/case/{TALKS}/channel/write/"
    first = form_to(world.ask("B", "get", path), "channel/write/")
    if first is None:
        return []
    sent = first | {"words": f"Here is the list, number {n}.", "clearance": clearance}
    last = form_to(world.ask("B", "post", path, sent), "channel/say/")
    if last is None:
        return []
    say_at, given = f"/en/case/{TALKS}/channel/say/", last | {"file-clear": clearance}
    told = [world.ask("B", "post", say_at, given | {"file": content}) for content in (b"", FILE, FILE)]
    world.done["the same file, taken"] += told[1].startswith(b"302")
    return [*told, world.ask("B", "get", f"/en/case/{TALKS}/channel/")]


def form_to(page: bytes, end: str) -> dict[str, Any] | None:
    """What a page's form to this address carries unseen; None where there is no such form."""
    form = next((f for f in forms_of(page.decode(errors="replace")) if f.action.endswith(end)), None)
    return {name: (told or [""])[0] for name, kind, told in form.fields if kind == "hidden"} if form else None


def clear(world: "World", n: int, clearance: Clearance) -> str:
    """He changes the clearance of what he said last."""
    desk = world.desk(B)
    with desk.hold():
        his = [m for m in message.talk_of(desk, "hills", "channel").messages.values() if not m.ours]
    if not his:
        return "nothing"
    message.clear(desk, "hills", his[-1].message, 1, clearance, act_id=f"cleared-{n}")
    return his[-1].message


def seen(world: "World", n: int) -> str:
    desk = world.desk(B)
    with desk.hold():
        ours = [m for m in message.talk_of(desk, "hills", "channel").messages.values() if m.ours and not m.seen_at]
    if not ours:
        return "nothing"
    desk_letter.seen(desk, "hills", ours[0].message, act_id=f"seen-{n}")
    return ours[0].message


def refused(world: "World", n: int, elsewhere: str) -> list[str]:
    """What he is told when he tries all of it on a line that is not his, whether there is one or not."""
    from wasata.words import tell

    desk, told = world.desk(B), []
    tries: tuple[Callable[[], Any], ...] = (
        lambda: message.say(desk, elsewhere, [("Words.", "none")], "en", act_id=f"try-{n}"),
        lambda: message.clear(desk, elsewhere, "m-1", 1, "none"),
        lambda: message.channel_whole(desk, elsewhere),
        lambda: line.line_whole(desk, elsewhere, "en"),
        lambda: contact.contacts(desk, elsewhere),
        lambda: definition.answer(desk, elsewhere, "df-1", 1),
        lambda: record.record_page(desk, "en", log=f"line/{elsewhere}"),
        lambda: record.export_log(desk, f"channel/{elsewhere}"),
        lambda: relay.to_approve(desk, elsewhere, None),
        lambda: Desk.open(world.home, elsewhere, B, now=world.now),
    )
    for attempt in tries:
        try:
            told.append(repr(attempt()))
        except WasataError as error:
            told += [error.code, *tell(error, "en"), *tell(error, "ar")]
    return told


def second_factor(world: "World", n: int) -> list[bytes]:
    """He has a security key, looks at its pages, and takes it away again."""
    from allauth.mfa.models import Authenticator

    with world.chance.within("factor", n):
        made = Authenticator.objects.create(
            user=world.user(B), type="recovery_codes", data={"seed": "x", "used_mask": 0}
        )
        key_ = Authenticator.objects.create(
            user=world.user(B), type="webauthn", data={"name": "Key", "passwordless": False}
        )
    his = ("", "keys/", f"keys/{key_.pk}/name/", f"keys/{key_.pk}/remove/")
    pages = [world.ask("B", "get", f"/en/account/second/{page}") for page in his]
    made.delete()
    key_.delete()
    return pages


def new_password(world: "World", n: int) -> list[bytes]:
    """Who keeps the room gives him a one-time password, as he does who has lost his; he comes in with it and sets his own."""
    from wasata.room import people

    with world.chance.within("password", n):
        given = people.admit(B, lang="en")
    own = {"oldpassword": given, "password1": world.password, "password2": world.password}
    told = [
        world.sign_in(B, world.password, as_who="B"),
        world.sign_in(B, given, as_who="B"),
        world.ask("B", "get", f"/en/case/{TALKS}/channel/"),
        world.ask("B", "post", "/en/account/password/", own | {"password2": "another one"}),
        world.ask("B", "post", "/en/account/password/", own),
        world.ask("B", "get", f"/en/case/{TALKS}/channel/"),
    ]
    his = world.user(B)
    world.done[f"a one-time password, {'not ' if his.must_change else ''}changed"] += 1
    if his.must_change:  # he tried too often; the next acts are about other things
        his.set_password(world.password)
        his.must_change = False
        his.save()
    return [*told, world.sign_in(B, world.password, as_who="B")]


# everything else


def _lines(world: "World", r: random.Random) -> None:
    """What is ours about a line: of the other, or of B's own, whose delegate does not hold it."""
    x = r.choice(("coast", "hills"))
    desk = world.desk(f"{x}-officer")
    what = r.randrange(7)
    if what == 0:
        state = r.choice(("open", "degraded", "dark"))
        line.note_line(desk, x, state, cause=None if state == "open" else "blackout", note=secret(r))
    elif what == 1:
        due = line.set_deadline(desk, x, secret(r)[:150], world.now() + timedelta(hours=r.randint(1, 90)), "them")
        world.note("deadline", str(desk.ledger.entry(f"line/{x}", due.first[f"line/{x}"]).data["deadline"]))
    elif what == 2:
        line.move_delegation(desk, x, secret(r)[:100], r.choice(("arrived", "left")), "Port")
    elif what == 3:
        line.note_pressure(desk, x, "qatar", secret(r), asked_by_us=bool(r.getrandbits(1)))
    elif what == 4:
        person = f"p-{r.randrange(1000)}"
        line.name_person(desk, x, person, secret(r)[:80], may_clear=bool(r.getrandbits(1)))
        world.note("person", person)
    elif what == 5:
        line.agree_dark_rule(desk, x, r.choice(("pauses", "runs_on")))
    else:
        line.name_body(desk, x, f"b-{r.randrange(1000)}", {"ar": "مكتب", "en": secret(r)[:60]}, "political")


def _contacts(world: "World", r: random.Random) -> None:
    x = r.choice(("coast", "hills"))
    desk = world.desk(f"{x}-officer")
    answered = bool(r.getrandbits(1))
    named = contact.record_contact(
        desk, x, r.choice(("call", "meeting")), "out", world.now() - timedelta(minutes=r.randint(1, 500)),
        answered=answered, minutes=r.randint(1, 90) if answered else None, about=secret(r)[:150],
    )  # fmt: skip
    world.note("contact", named)
    contact.write_readout(desk, x, named, "ours", secret(r), "en")
    if r.getrandbits(1):
        world.note("piece", contact.keep_piece(desk, x, named, f"{SECRET}.pdf", "application/pdf", FILE))


def _voices(world: "World", r: random.Random) -> None:
    """The other side's delegate at his own door."""
    desk = world.desk("coast-delegate")
    files = [HandedIn("report.pdf", FILE, r.choice(CLEARANCES))] * r.randrange(
        3
    )  # what B hands in, they have handed in before
    told = [(secret(r), r.choice(CLEARANCES)) for _ in range(r.randint(1, 4))]
    named = message.say(desk, "coast", told, "en", files=files)
    world.note("message", named)
    if r.getrandbits(1):
        message.clear(desk, "coast", named, 1, r.choice(CLEARANCES))


def _hearing(world: "World", r: random.Random) -> None:
    x = r.choice(("coast", "hills"))
    named = message.hear(world.desk(f"{x}-officer"), x, [(secret(r), "theirs")], "en", person="envoy")
    world.note("message", named)
    if x == "coast":
        desk = world.desk("coast-officer")
        named = message.take_down(desk, x, [(secret(r), "ours")], "ar", way="letter", person="envoy")
        message.note_clearance(desk, x, "channel", named, 1, "none", person="envoy", way="voice")


def _letters(world: "World", r: random.Random) -> None:
    """Letters to the coast; and letters to the hills that were taken back: nobody there ever knew."""
    officer, hold = world.desk("coast-officer"), r.choice(desk_letter.HOLDS)
    named = desk_letter.send(officer, "coast", (secret(r),), "en", recipient=COAST["en"], hold=hold)
    world.note("message", named)
    hills = world.desk("hills-officer")
    named = desk_letter.send(hills, "hills", (secret(r),) * r.randint(1, 3), "en", recipient=HILLS["en"])
    world.note("message", named)
    desk_letter.take_back(hills, "hills", named, secret(r))


def _draft(world: "World", r: random.Random, words: str | None = None) -> str:
    said = message.say(world.desk("coast-delegate"), "coast", [(secret(r), "theirs")], "en")
    ref = PassageRef(log="channel", message=said, passage=1)
    sentence = RelaySentence(words=words or f"They hold: {secret(r)}", form="paraphrase", rests_on=(ref,))
    named = relay.draft(world.desk("coast-officer"), "coast", "hills", "en", (sentence,))
    world.note("relay", named)
    return named


def _relays(world: "World", r: random.Random) -> None:
    """Relays to the hills of which nothing ever came: sent back, refused, taken back, withdrawn while they waited."""
    named, lead = _draft(world, r), world.desk("lead")
    what = r.randrange(5)
    if what == 0:
        relay.send_back(lead, named, secret(r), line="coast")
        return
    if what == 1:
        relay.lend(world.desk("coast-officer"), "coast", named, "hills-officer")
        return
    with lead.hold():
        drafted = relay.to_approve(lead, named, "coast").draft
    if what == 2:
        with suppress(WasataError):  # the wrong name was typed
            relay.approve(lead, named, drafted.digest, recipient="Somebody else", line="coast")
        return
    relay.approve(lead, named, drafted.digest, recipient=HILLS["en"], line="coast")
    if what == 3:
        relay.take_back(lead, named)
    else:
        ref = drafted.sentences[0].rests_on[0]
        message.clear(world.desk("coast-delegate"), "coast", ref.message, 1, "none")


def _answers(world: "World", r: random.Random) -> None:
    """What B cleared goes to the coast, or not: he is not told."""
    lead = world.desk("lead")
    with lead.hold():
        his = [
            (m.message, p.number)
            for m in message.talk_of(lead, "hills", "channel").messages.values()
            for p in m.passages
            if not m.ours and p.clearance in ("theirs", "ours")
        ]
    if not his:
        return
    said, number = r.choice(his)
    ref = PassageRef(log="channel", message=said, passage=number)
    sentence = RelaySentence(words=f"The mediator hears that this may be {secret(r)}", form="ours", rests_on=(ref,))
    named = relay.draft(world.desk("hills-officer"), "hills", "coast", "en", (sentence,))
    world.note("relay", named)
    with lead.hold():
        signed = relay.to_approve(lead, named, "hills").draft.digest
    relay.approve(lead, named, signed, recipient=COAST["en"], line="hills")


def _forced(world: "World", r: random.Random) -> None:
    lead = world.desk("lead")
    named = _draft(world, r)
    with lead.hold():
        signed = relay.to_approve(lead, named, "coast").draft.digest
    relay.force(lead, "coast", named, signed, "No second person is awake.", recipient=HILLS["en"])
    relay.lend(lead, "coast", named, "hills-officer")
    relay.countersign(world.desk("hills-officer"), named)
    relay.take_back(lead, named)


def _bureau(world: "World", r: random.Random) -> None:
    what = r.randrange(3)
    officer = world.desk(r.choice(("coast-officer", "hills-officer")))
    if what == 0:
        write_note(officer, secret(r), "en", about=r.choice(("state", "watch")))
    elif what == 1:
        note_heads(world.desk("lead"))
    else:
        started = shift.take_watch(officer, until=world.now() + timedelta(hours=3))
        world.note("shift", started)
        shift.note_watch(officer, started, f"Quiet, number {r.random()}", "en")


def _terms(world: "World", r: random.Random) -> None:
    """Terms of the deal that B never hears of, some of them called by a word he uses: put to the coast, or to the hills and taken
    back."""
    lead, name = world.desk("lead"), r.choice((*COMMON, secret(r)[:60]))
    text = Text({"ar": "كلمة", "en": name}, {"ar": "نص طويل", "en": secret(r)})
    named = definition.write(world.desk("coast-officer"), text)
    world.note("term", named)
    definition.put(lead, "coast", named, 1, recipient=COAST["en"])
    definition.put(lead, "hills", named, 1, recipient=HILLS["en"])
    definition.take_back(lead, "hills", named, 1)


def _views(world: "World", r: random.Random) -> None:
    """Positions and assessments, of the line and of the cell."""
    desk = world.desk("coast-officer")
    ours = (Evidence(of="ours", words=secret(r)),)
    what = r.randrange(3)
    if what == 0:
        matter = position.name_matter(desk, {"ar": "مسألة", "en": secret(r)[:60]})
        world.note("matter", matter)
        named = position.note_position(desk, "coast", "envoy", matter, "wants", secret(r), "en", evidence=ours)
        world.note("position", named)
    elif what == 1:
        named = assessment.assess(
            desk, "coast", secret(r), "en", "likely", basis=ours, would_change=secret(r), until=date(2031, 8, 1)
        )
        world.note("assessment", named)
    else:
        cell.open_cell(world.desk("lead"), ("coast-officer",))


def _ground(world: "World", r: random.Random) -> None:
    desk, now = world.desk("monitor"), world.now()
    truce.begin_truce(desk, now, now + timedelta(hours=r.randint(1, 200)), said_by=secret(r)[:50])


def _press(world: "World", r: random.Random) -> None:
    report = taking.NewReport(secret(r), lang="en", title=secret(r)[:80], outlet=f"Paper {r.randrange(5)}")
    world.note("report", taking.take_in_report(world.desk("analyst"), report).report)
    if r.random() < 0.3:
        address = f"https://paper-{r.randrange(10**6)}.example/feed"
        world.note(
            "feed", feed.set_feed(world.desk("analyst"), feed.NewFeed(name=f"Paper {r.random()}", address=address))
        )


def _access(world: "World", r: random.Random) -> None:
    """Who reads what, elsewhere."""
    lead, what = world.desk("lead"), r.randrange(6)
    if what == 0:
        who = f"reader-{r.randrange(10**6)}"
        role = r.choice(("officer", "delegate", "analyst"))
        admit_reader(lead, who, role)
        grant_log(
            lead, who, r.choice(("ground", "press") if role == "analyst" else ("channel/coast", "ground", "press"))
        )
        world.note("reader", who)
    elif what == 1:
        named = f"x{r.randrange(10**6)}"
        names: Any = {lang: f"{name} {named}" for lang, name in REEF.items()}
        line.open_line(lead, named, party="qatar", of="supporter", names=names, langs=("ar",), media=("call",),
                       officers=(), listed=bool(r.getrandbits(1)))  # fmt: skip
        world.note("line", named)
    elif what == 2:
        made = key.make_key(world.desk("analyst"), secret(r)[:70], ("press",), 3)
        world.note("key", made.key)
    elif what == 3:
        record.export_log(
            lead, r.choice(("bureau", "channel/coast", "table", "channel/hills")), recipient=secret(r)[:80]
        )
    elif what == 4:
        revoke_log(lead, "monitor", "ground")
        grant_log(lead, "monitor", "ground", may_write=True)
    else:
        lead.ledger.verify()


def _asks(world: "World", r: random.Random) -> None:
    """What was asked for the table and never stood there."""
    officer, second = world.desk("coast-officer"), world.desk("lead")
    ask = for_table.ask(officer, wish_of(world, r.randrange(4), f"Something else, {r.randrange(10**6)}"))
    world.note("ask", ask)
    what = r.randrange(3)
    if what == 0:
        for_table.send_back(second, ask, "Not now, please.")
    elif what == 1:
        for_table.take_back(officer, ask)


def _holders(world: "World", r: random.Random) -> None:
    """The coast's line is given to somebody and taken back; or to a second delegate of theirs."""
    lead, who = world.desk("lead"), f"of-the-coast-{r.randrange(10**6)}"
    admit_reader(lead, who, r.choice(("officer", "delegate")))
    give_line(lead, "coast", who)
    world.note("reader", who)
    if r.getrandbits(1):
        take_line(lead, "coast", who)


def _cases(world: "World", r: random.Random) -> None:
    named = f"case-{r.randrange(10**6)}"
    open_case(
        world.home, named, names={"ar": "محادثات", "en": secret(r)[:60]}, period=HILLS, lead="lead", now=world.now,
        readers=[("coast-delegate", "delegate")],
    )  # fmt: skip
    world.note("case", named)


def _doors(world: "World", r: random.Random) -> None:
    """Others at the door of the room, from the same address as B, and on their pages."""
    from allauth.mfa.models import Authenticator

    who = r.choice([*PEOPLE, "coast-officer", "lead", "coast-delegate"])
    for _ in range(r.randint(0, 14)):
        world.sign_in(f"{who}-{r.randrange(50)}" if r.getrandbits(1) else who, "a wrong password")
    world.enter("coast-delegate")
    world.ask("coast-delegate", "post", f"/en/case/{TALKS}/table/", {"file": FILE})
    if r.getrandbits(1):
        world.sign_in(who, world.password)
        Authenticator.objects.create(
            user=world.user(who), type="webauthn", data={"name": secret(r), "passwordless": False}
        )
    for _ in range(r.randint(1, 4)):
        world.open_at_random(who, r)


def _forms(world: "World", r: random.Random) -> None:
    """The delegate and the officer of the coast at their own pages, sending forms: none reaches the table or the hills."""
    for _ in range(r.randint(1, 3)):
        who, pages = r.choice((
            ("coast-delegate", ("channel/", "channel/write/")),
            ("coast-officer", ("lines/coast/", "lines/coast/contacts/", "lines/coast/channel/", "watch/", "notes/", "positions/",
                               "lines/coast/assessments/", "lines/coast/relay/", "lines/coast/keep/state/", "relays/",
                               "lines/coast/contacts/add/", "lines/coast/channel/write/")),
        ))  # fmt: skip
        world.enter(who)
        path = f"/en/case/{TALKS}/{r.choice(pages)}"
        world.fill(
            who, path, r.randrange(10**6), secret(r), but=("/table/", "/calendar/", "definition", "hills", *CLEARING)
        )


CLEARING = (r"/channel/[^/]+/\d+/", r"/channel/[^/]+/clear/", r"/relays/")
"""Whether what a relay rests on may still be said, and what becomes of a relay, is no affair of the coast's own: it crosses."""


def _breaks(world: "World", r: random.Random) -> None:
    """The disk is full in the middle of somebody's act; a page breaks."""

    def full(*_args: Any, **_named: Any) -> None:
        raise OSError(28, "No space left on device")

    broken = patch.object(SQLiteStore, "append", full)
    with broken, suppress(WasataError, OSError):
        _voices(world, r)
    with broken, suppress(WasataError, OSError):
        write_note(world.desk("lead"), secret(r), "en")
    with patch("wasata.desk.notice.table", full):
        world.open("lead", "table")


def _packages(world: "World", r: random.Random) -> None:
    """What the cell comes to know and to write, what is asked for there and goes nowhere, and what is put to the coast alone."""
    desk, lead = world.desk("coast-officer"), world.desk("lead")
    ours = (Evidence(of="ours", words=secret(r)),)
    side, what = r.choice(("coast", "hills")), r.randrange(4)
    if what == 0:
        lists = tuple((o.option,) for o in r.sample(ISSUES[1].options, 3))
        (named,) = package.know(desk, side, [OptionsOrdered(issue="lists", groups=lists)], "sure", ours)
        world.note("known", named)
        if r.getrandbits(1):
            package.withdraw(desk, named, secret(r))
    elif what == 1:
        _written(world, r, secret(r), act=f"{r.getrandbits(60)}")
    elif what == 2:
        named = offer.ask(desk, ("coast", "hills"), package=_any_package(r), words={"ar": "كلام", "en": secret(r)})
        world.note("offer", named)
        offer.take_back(desk, named)
    else:
        named = offer.ask(desk, ("coast",), package=_any_package(r), words={"ar": "كلام", "en": secret(r)})
        world.note("offer", named)
        with lead.hold():
            ours_ = known(lead, named)
            signed = ours_.signed(content_of(lead, ours_))
        offer.approve(lead, named, signed)


ELSEWHERE: dict[str, Callable[["World", random.Random], None]] = {
    "lines": _lines, "contacts": _contacts, "voices": _voices, "hearing": _hearing, "letters": _letters,
    "relays": _relays, "answers": _answers, "forced": _forced, "bureau": _bureau, "views": _views, "ground": _ground,
    "press": _press, "access": _access, "cases": _cases, "doors": _doors, "breaks": _breaks,
    "forms": _forms, "asks": _asks, "holders": _holders, "terms": _terms, "packages": _packages,
}  # fmt: skip
"""Everything that happens and is none of B's business."""

CROSSING: dict[str, Callable[..., Any]] = {
    "release": release, "letter": letter, "taken_down": taken_down, "posted": posted, "given": given, "defined": defined,
    "worded": worded, "leave": leave, "offered": offered,
}  # fmt: skip
OF_B: dict[str, Callable[..., Any]] = {
    "say": say, "clear": clear, "seen": seen, "refused": refused, "second_factor": second_factor,
    "new_password": new_password, "hand_in": hand_in,
}  # fmt: skip
