"""A relay by its pages: picked, drafted, approved, lent, sent back, taken back, sent alone; and what each reader sees of it."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from html import unescape

import pytest
from django.test import Client
from tests.room.conftest import TALKS

from wasata.desk.access import Desk, admit_reader, grant_log
from wasata.desk.contact import keep_piece, record_contact
from wasata.desk.delivery import deliver_due
from wasata.desk.letter import seen
from wasata.desk.line import open_line
from wasata.desk.message import clear, hear, say
from wasata.desk.relay import draft, force, lend, to_approve
from wasata.desk.relay_life import relays
from wasata.desk.relayed import SIGNED
from wasata.record.kinds.relay import PassageRef, RelaySentence

pytestmark = pytest.mark.django_db

AT = f"/en/case/{TALKS}"
WORDS = "We accept five days."
SECRET = "We shall never hold out longer than eleven days without fuel."
LETTER = "The other side would take five days."


@dataclass
class Talks:
    """The talks with one message of the coast, one passage cleared as theirs, one kept."""

    desk: Callable[..., Desk]
    enter: Callable[[str], Client]
    message: str

    @property
    def ref(self) -> str:
        return f"channel.{self.message}.1"

    def drafted(self, words: str = LETTER, by: str = "coast-officer") -> str:
        rests = (PassageRef(log="channel", message=self.message, passage=1),)
        return draft(
            self.desk(by), "coast", "hills", "en", [RelaySentence(words=words, form="paraphrase", rests_on=rests)]
        )

    def digest(self, relay: str) -> str:
        desk = self.desk("lead")
        with desk.hold():
            return to_approve(desk, relay, "coast").draft.digest

    def state(self, relay: str) -> str:
        return next(r.state for r in relays(self.desk("lead")) if r.relay == relay)

    def get(self, who: str, path: str) -> str:
        answer = self.enter(who).get(f"{AT}/{path}")
        assert answer.status_code == 200, path
        return unescape(answer.content.decode())

    def post(self, who: str, path: str, form: dict) -> tuple[int, str]:
        answer = self.enter(who).post(f"{AT}/{path}", form)
        return answer.status_code, unescape(answer.content.decode())

    def approval(self, who: str, relay: str, **more: str) -> dict:
        """The form as the page of this reader has it, with the recipient typed."""
        told = self.get(who, f"relays/{relay}/")
        form = told[told.index("/approve/") :]
        hidden = dict(re.findall(r'name="(act|channel|signed)" value="([^"]*)"', form[: form.index("</form>")]))
        return {**hidden, "recipient": "Hill Government", "hold": "5", **more}


@pytest.fixture
def quiet(talks: str, desk_in_talks, enter) -> Talks:
    told = say(desk_in_talks("coast-delegate"), "coast", [(WORDS, "theirs"), (SECRET, "none")], "en")
    return Talks(desk_in_talks, enter, told)


def drawn(told: str) -> str:
    return re.search(r'name="channel" value="([0-9a-f]+)"', told)[1]  # type: ignore[index]


def letter(quiet: Talks, who: str = "coast-officer", **more: object) -> dict:
    sign = drawn(quiet.get(who, "lines/coast/relay/"))
    return {
        "act": "a" * 32, "channel": sign, "to": "hills", "letter_lang": "en", "pick": [quiet.ref], "words-0": LETTER,
        "form-0": "paraphrase", "rests-0": [quiet.ref], "do": "draft",
    } | more  # fmt: skip


# drafting


def test_what_may_not_pass_is_shown_hatched_and_has_no_box(quiet: Talks):
    told = quiet.get("coast-officer", "lines/coast/relay/")
    assert f'name="pick" value="{quiet.ref}"' in told
    assert told.count('name="pick"') == 1
    kept = told[: told.index(SECRET)].rsplit("<li", 1)[1]
    assert "held" in kept
    assert "checkbox" not in kept


def test_a_picked_passage_becomes_a_sentence_and_the_letter_is_put_before_a_second_person(quiet: Talks):
    form = letter(quiet, do="write")
    for name in ("words-0", "form-0", "rests-0"):
        del form[name]
    status, told = quiet.post("coast-officer", "lines/coast/relay/", form)
    assert status == 200
    assert re.search(rf'name="rests-0" value="{quiet.ref}" checked', told)
    assert '<option value="paraphrase" selected>' in told
    status, _ = quiet.post("coast-officer", "lines/coast/relay/", letter(quiet))
    assert status == 302
    (only,) = relays(quiet.desk("lead"))
    assert (only.state, only.author) == ("drafted", "coast-officer")


@pytest.mark.parametrize(
    ("words", "form", "why"),
    [
        (LETTER, "quote", "these are not their words"),
        ("Would five days do.", "test", "asked as a question"),
        ("They never hold out longer than eleven days without fuel.", "ours", "repeats words of a passage"),
    ],
)
def test_a_refused_sentence_says_why_beside_it_and_nothing_typed_is_lost(quiet: Talks, words: str, form: str, why: str):
    sent = letter(quiet, **{"words-0": "We thank you.", "form-0": "ours", "rests-0": [], "words-1": words,
                            "form-1": form, "rests-1": [quiet.ref]})  # fmt: skip
    status, told = quiet.post("coast-officer", "lines/coast/relay/", sent)
    assert status == 400
    second = told[told.index('id="w-1"') :]
    assert words in second
    assert why in second[: second.index("</li>")]
    first = told[told.index('id="w-0"') : told.index('id="w-1"')]
    assert "We thank you." in first
    assert "wrong-note" not in first
    assert relays(quiet.desk("lead")) == ()


def test_a_passage_that_was_not_cleared_is_refused_even_if_a_form_is_made_by_hand(quiet: Talks):
    kept = f"channel.{quiet.message}.2"
    sent = letter(quiet, **{"pick": [kept], "rests-0": [kept], "words-0": "They hold out.", "form-0": "ours"})
    status, told = quiet.post("coast-officer", "lines/coast/relay/", sent)
    assert status == 400
    assert "may not pass" in told


def test_more_sentences_and_a_walk_back_to_the_passages_keep_what_was_typed(quiet: Talks):
    status, told = quiet.post("coast-officer", "lines/coast/relay/", letter(quiet, do="more"))
    assert status == 200
    assert LETTER in told
    assert told.count("<textarea") == 4
    _, choosing = quiet.post("coast-officer", "lines/coast/relay/", letter(quiet, do="choose"))
    assert f'name="words-0" value="{LETTER}"' in choosing
    assert re.search(rf'value="{quiet.ref}" id="[^"]+" checked', choosing)


def test_a_form_drawn_in_one_channel_is_refused_in_another(quiet: Talks):
    lead = letter(quiet, "lead")
    hills = drawn(quiet.get("lead", "lines/hills/relay/"))
    assert quiet.post("lead", "lines/coast/relay/", lead | {"channel": hills})[0] == 400
    assert quiet.post("lead", "lines/coast/relay/", lead | {"channel": ""})[0] == 400
    assert relays(quiet.desk("lead")) == ()


def test_what_was_told_by_voice_may_be_picked_and_says_so(quiet: Talks):
    told = hear(quiet.desk("coast-officer"), "coast", [("Perhaps six.", "test")], "en", person="envoy")
    page = quiet.get("coast-officer", "lines/coast/relay/")
    assert f'value="line.{told}.1"' in page
    assert "told by voice, not read back" in page


# the second person


def test_the_second_person_sees_letter_basis_and_what_stays_and_that_he_did_not_write_it(quiet: Talks):
    relay = quiet.drafted()
    told = quiet.get("lead", f"relays/{relay}/")
    for words in (LETTER, WORDS, SECRET, "you did not", "What stays behind", "Coast Council", "Hill Government"):
        assert words in told
    assert told.count(">Approve: it waits") == 1
    own = quiet.get("coast-officer", f"relays/{relay}/")
    assert "/approve/" not in own
    assert "you cannot approve it" in own


def test_an_approved_relay_waits_is_delivered_and_followed_with_its_hours(quiet: Talks):
    relay = quiet.drafted()
    status, _ = quiet.post("lead", f"relays/{relay}/approve/", quiet.approval("lead", relay))
    assert status == 302
    assert quiet.state(relay) == "waiting"
    assert "take-back" in quiet.get("coast-officer", f"relays/{relay}/")
    later = Desk.open(quiet.desk().home, TALKS, "hills-officer", now=lambda: quiet.desk().now() + timedelta(minutes=6))
    (sent,) = deliver_due(later, "hills", {"coast": quiet.desk("coast-officer")})
    seen(quiet.desk("hills-delegate"), "hills", sent)
    assert quiet.state(relay) == "seen"
    assert "read" in quiet.get("coast-officer", "relays/")


@pytest.mark.parametrize("typed", ["Coast Council", "ok", ""])
def test_another_name_typed_approves_nothing_and_is_kept(quiet: Talks, typed: str):
    relay = quiet.drafted()
    status, told = quiet.post("lead", f"relays/{relay}/approve/", quiet.approval("lead", relay, recipient=typed))
    assert status == 400
    assert f'value="{typed}"' in told
    assert quiet.state(relay) == "drafted"


def test_a_letter_drafted_anew_after_it_was_seen_is_not_approved(quiet: Talks):
    relay = quiet.drafted()
    form = quiet.approval("lead", relay)
    quiet.post("coast-officer", "lines/coast/relay/", letter(quiet, relay=relay, **{"words-0": "They take five days."}))
    status, told = quiet.post("lead", f"relays/{relay}/approve/", form)
    assert status == 400
    assert "has changed since you saw it" in told
    assert quiet.state(relay) == "drafted"


def test_of_two_who_approve_at_once_one_does(quiet: Talks):
    admit_reader(quiet.desk("lead"), "second", "officer")
    for log in ("line/coast", "channel/coast", "line/hills", "channel/hills"):
        grant_log(quiet.desk("lead"), "second", log, may_write=True)
    relay = quiet.drafted()
    forms = {who: quiet.approval(who, relay) for who in ("lead", "second")}
    assert quiet.post("lead", f"relays/{relay}/approve/", forms["lead"])[0] == 302
    assert quiet.post("second", f"relays/{relay}/approve/", forms["second"])[0] == 400
    assert (
        quiet.post("lead", f"relays/{relay}/approve/", forms["lead"])[0] == 302
    )  # the same form again is the same act


def test_whoever_wrote_a_draft_of_it_never_approves_it(quiet: Talks):
    relay = quiet.drafted()
    form = quiet.approval("lead", relay)
    assert quiet.post("lead", "lines/coast/relay/", letter(quiet, "lead", relay=relay))[0] == 302
    assert "/approve/" not in quiet.get("lead", f"relays/{relay}/")
    assert quiet.post("lead", f"relays/{relay}/approve/", form | {"signed": quiet.digest(relay)})[0] == 400


def test_sent_back_with_a_reason_it_is_drafted_anew_from_what_stood(quiet: Talks):
    relay = quiet.drafted()
    assert quiet.post("lead", f"relays/{relay}/send-back/", {"act": "b" * 32, "reason": " "})[0] == 400
    assert quiet.post("lead", f"relays/{relay}/send-back/", {"act": "b" * 32, "reason": "ask it instead"})[0] == 302
    told = quiet.get("coast-officer", f"relays/{relay}/")
    assert "ask it instead" in told
    assert f"relay/?relay={relay}" in told
    again = quiet.get("coast-officer", f"lines/coast/relay/?relay={relay}")
    assert LETTER in again
    assert "to be drafted anew" in quiet.get("coast-officer", "relays/")


# lending


def test_the_lead_lends_it_to_an_officer_of_the_other_line_who_sees_that_and_no_more(quiet: Talks):
    relay = quiet.drafted()
    assert quiet.enter("hills-officer").get(f"{AT}/relays/{relay}/").status_code == 404
    assert '<option value="hills-officer">' in quiet.get("lead", f"relays/{relay}/")
    assert '<option value="hills-officer">' not in quiet.get("coast-officer", f"relays/{relay}/")
    assert quiet.post("lead", f"relays/{relay}/lend/", {"act": "c" * 32, "reader": "hills-officer"})[0] == 302
    told = quiet.get("hills-officer", f"relays/{relay}/")
    assert WORDS in told
    assert SECRET not in told
    assert "lent to you" in told
    assert "your approval" in quiet.get("hills-officer", "relays/")
    assert quiet.post("hills-officer", f"relays/{relay}/approve/", quiet.approval("hills-officer", relay))[0] == 302
    assert quiet.state(relay) == "waiting"


def test_a_lent_relay_drafted_anew_is_approved_only_as_it_stands_now(quiet: Talks):
    relay = quiet.drafted()
    lend(quiet.desk("lead"), "coast", relay, "hills-officer")
    form = quiet.approval("hills-officer", relay)
    quiet.post("coast-officer", "lines/coast/relay/", letter(quiet, relay=relay, **{"words-0": "They take five days."}))
    assert quiet.post("hills-officer", f"relays/{relay}/approve/", form)[0] == 400
    assert "They take five days." in quiet.get("hills-officer", f"relays/{relay}/")
    reason = {"act": "d" * 32, "reason": "softer"}
    assert quiet.post("hills-officer", f"relays/{relay}/send-back/", reason)[0] == 302
    assert "softer" in quiet.get("coast-officer", f"relays/{relay}/")


@pytest.mark.parametrize("who", ["coast-officer", "analyst", "hills-delegate", "nobody"])
def test_it_is_lent_to_no_other(quiet: Talks, who: str):
    relay = quiet.drafted()
    status, told = quiet.post("lead", f"relays/{relay}/lend/", {"act": "c" * 32, "reader": who})
    assert status == 400
    assert "not another officer who keeps the line" in told


# until it leaves


def test_author_and_approver_take_it_back_and_nobody_else(quiet: Talks):
    relay = quiet.drafted()
    quiet.post("lead", f"relays/{relay}/approve/", quiet.approval("lead", relay))
    assert quiet.post("hills-officer", f"relays/{relay}/take-back/", {"act": "e" * 32})[0] == 400
    assert quiet.post("coast-officer", f"relays/{relay}/take-back/", {"act": "e" * 32})[0] == 302
    assert quiet.state(relay) == "taken_back"
    assert f"relay/?after={relay}" in quiet.get("coast-officer", f"relays/{relay}/")


def test_a_withdrawn_clearance_is_told_to_the_officers_before_and_after_the_hour_and_to_no_delegate(quiet: Talks):
    relay = quiet.drafted()
    quiet.post("lead", f"relays/{relay}/approve/", quiet.approval("lead", relay))
    clear(quiet.desk("coast-delegate"), "coast", quiet.message, 1, "none")
    for who in ("coast-officer", "lead"):
        assert "will not leave as things stand" in quiet.get(who, f"relays/{relay}/")
    assert "will not leave as things stand" not in quiet.get("hills-officer", f"relays/{relay}/")
    later = Desk.open(quiet.desk().home, TALKS, "hills-officer", now=lambda: quiet.desk().now() + timedelta(minutes=6))
    assert deliver_due(later, "hills", {"coast": quiet.desk("coast-officer")}) == ()
    for who in ("coast-officer", "hills-officer", "lead"):
        assert "did not leave" in quiet.get(who, f"relays/{relay}/")
    for who in ("coast-delegate", "hills-delegate"):
        everything = " ".join(str(e.data) for log in quiet.desk(who).sight for e in quiet.desk(who).ledger.entries(log))
        assert relay not in everything
        assert LETTER not in everything


# the lead alone


def alone(quiet: Talks) -> str:
    relay = quiet.drafted()
    force(quiet.desk("lead"), "coast", relay, quiet.digest(relay), "the hour ends", recipient="Hill Government")
    return relay


def test_what_the_lead_sends_alone_stands_on_every_page_of_every_officer_until_one_looked_at_it(quiet: Talks):
    relay = quiet.drafted()
    page = quiet.get("lead", f"relays/{relay}/")
    form = page[page.index("/alone/") :]
    hidden = dict(re.findall(r'name="(act|channel|signed)" value="([^"]*)"', form[: form.index("</form>")]))
    sent = {**hidden, "recipient": "Hill Government", "hold": "5", "reason": "the hour ends"}
    assert quiet.post("lead", f"relays/{relay}/alone/", sent | {"reason": ""})[0] == 400
    assert quiet.post("lead", f"relays/{relay}/alone/", sent)[0] == 302
    for who in ("coast-officer", "hills-officer", "lead"):
        assert f"/relays/{relay}/" in quiet.get(who, "notes/")
        assert "In an emergency" in quiet.get(who, "table/")
    for who in ("coast-delegate", "hills-delegate", "analyst"):
        told = quiet.get(who, "table/") if who != "analyst" else quiet.get(who, "notes/")
        assert "mergency" not in told
        assert relay not in told
    for who in ("lead", "coast-officer", "hills-officer"):
        assert "countersign/" not in quiet.get(who, f"relays/{relay}/")
        assert "Look at it" not in quiet.get(who, "notes/")
    assert "no officer can read it yet" in quiet.get("lead", "notes/")
    assert "no officer can read it yet" not in quiet.get("coast-officer", "notes/")
    assert "No officer can countersign it" in quiet.get("lead", f"relays/{relay}/")
    assert "You wrote it" in quiet.get("coast-officer", f"relays/{relay}/")
    assert "Every officer is shown" in quiet.get("hills-officer", f"relays/{relay}/")
    word = {"act": "f" * 32, "word": "object", "reason": ""}
    blind = quiet.post("hills-officer", f"relays/{relay}/countersign/", word | {"reason": "it could wait"})
    assert (blind[0], "was lent to him" in blind[1]) == (400, True)
    lent = {"act": "e" * 32, "reader": "hills-officer"}
    assert quiet.post("lead", f"relays/{relay}/lend/", lent)[0] == 302
    assert "Look at it" in quiet.get("hills-officer", "notes/")
    assert "countersign/" in quiet.get("hills-officer", f"relays/{relay}/")
    assert quiet.post("hills-officer", f"relays/{relay}/countersign/", word)[0] == 400
    assert quiet.post("hills-officer", f"relays/{relay}/countersign/", word | {"reason": "it could wait"})[0] == 302
    assert "alone-strip" not in quiet.get("coast-officer", "notes/")
    assert "an officer objected" in quiet.get("coast-officer", f"relays/{relay}/")


def test_a_reason_that_the_whole_team_reads_repeats_no_words_of_a_party(quiet: Talks):
    relay = quiet.drafted()
    page = quiet.get("lead", f"relays/{relay}/")
    form = page[page.index("/alone/") :]
    hidden = dict(re.findall(r'name="(act|channel|signed)" value="([^"]*)"', form[: form.index("</form>")]))
    sent = {**hidden, "recipient": "Hill Government", "reason": f"They said: {SECRET}"}
    status, told = quiet.post("lead", f"relays/{relay}/alone/", sent)
    assert status == 400
    assert "repeats words of a party" in told
    with quiet.desk("lead").hold():
        assert relay not in quiet.desk("lead").fold(SIGNED)


# who sees what


def test_an_officer_of_the_line_it_goes_to_sees_the_letter_and_nothing_of_the_other_line(quiet: Talks):
    relay = quiet.drafted()
    quiet.post("lead", f"relays/{relay}/approve/", quiet.approval("lead", relay))
    told = quiet.get("hills-officer", f"relays/{relay}/")
    assert LETTER in told
    for words in (WORDS, SECRET, "What stays behind", "What each sentence rests on"):
        assert words not in told


def test_an_officer_of_neither_line_sees_that_it_was_made_and_no_word_of_it(quiet: Talks):
    admit_reader(quiet.desk("lead"), "other-officer", "officer")
    relay = quiet.drafted()
    assert quiet.enter("other-officer").get(f"{AT}/relays/{relay}/").status_code == 404
    quiet.post("lead", f"relays/{relay}/approve/", quiet.approval("lead", relay))
    told = quiet.get("other-officer", f"relays/{relay}/")
    assert "not its words" in told
    for words in (LETTER, WORDS, SECRET):
        assert words not in told


def test_a_line_kept_to_a_few_is_named_to_nobody_else_by_its_relays(quiet: Talks):
    lead = quiet.desk("lead")
    open_line(lead, "backroom", party="israel", of="party", names={"ar": "الغرفة الخلفية", "en": "Back Room"},
              langs=("ar",), media=("call",), officers=(), listed=False)  # fmt: skip
    rests = (PassageRef(log="channel", message=quiet.message, passage=1),)
    relay = draft(lead, "coast", "backroom", "en", [RelaySentence(words=LETTER, form="paraphrase", rests_on=rests)])
    admit_reader(lead, "second", "officer")
    for log in ("line/coast", "channel/coast", "line/backroom", "channel/backroom"):
        grant_log(lead, "second", log, may_write=True)
    form = quiet.approval("second", relay, recipient="Back Room")
    assert quiet.post("second", f"relays/{relay}/approve/", form)[0] == 302
    told = quiet.get("hills-officer", f"relays/{relay}/") + quiet.get("hills-officer", "relays/")
    assert "a line kept to a few" in told
    everything = " ".join(str(e.data) for e in quiet.desk("hills-officer").ledger.entries("bureau"))
    for word in ("backroom", "Back Room"):
        assert word not in told + everything
    assert "Back Room" in quiet.get("second", f"relays/{relay}/")


@pytest.mark.parametrize("who", ["coast-delegate", "hills-delegate", "analyst", "auditor"])
def test_to_those_who_are_no_officers_there_are_no_relays(quiet: Talks, who: str):
    relay = alone(quiet)
    for path in ("relays/", f"relays/{relay}/", "lines/coast/relay/"):
        assert quiet.enter(who).get(f"{AT}/{path}").status_code == 404
    for act in ("approve", "send-back", "lend", "alone", "countersign", "take-back"):
        assert quiet.enter(who).post(f"{AT}/relays/{relay}/{act}/", {"act": "a" * 32}).status_code == 404


@pytest.mark.parametrize("lang", ["ar", "en"])
def test_both_languages_show_both_channels_and_the_life_of_the_relay(quiet: Talks, lang: str):
    relay = alone(quiet)
    told = quiet.enter("lead").get(f"/{lang}/case/{TALKS}/relays/{relay}/").content.decode()
    assert told.count('role="img"') == 2
    band = told[told.index('class="ways"') : told.index('class="title"')]
    assert band.count('class="pattern ') == 2
    for name in ({"ar": ("مجلس الساحل", "حكومة التلال"), "en": ("Coast Council", "Hill Government")})[lang]:
        assert name in band
    assert quiet.enter("lead").get(f"/{lang}/case/{TALKS}/relays/").status_code == 200


def test_the_interface_tells_what_the_pages_tell(quiet: Talks):
    relay = quiet.drafted()
    api = f"/api/cases/{TALKS}"
    (line,) = quiet.enter("lead").get(f"{api}/relays").json()
    assert (line["relay"], line["yours"], line["to_end"]["name"]) == (relay, "approve", "Hill Government")
    whole = quiet.enter("lead").get(f"{api}/relays/{relay}").json()
    assert whole["digest"] == quiet.digest(relay)
    assert [p["words"] for p in whole["behind"]] == [SECRET]
    assert quiet.enter("hills-officer").get(f"{api}/relays/{relay}").status_code == 404
    told = quiet.enter("coast-officer").get(f"{api}/lines/coast/passages").json()
    assert [p["ref"] for p in told[0]["passages"]] == [quiet.ref, f"channel.{quiet.message}.2"]
    assert quiet.enter("analyst").get(f"{api}/relays").status_code == 404


# files


def test_a_file_is_chosen_with_its_passage_looked_at_and_goes_along(quiet: Talks):
    officer = quiet.desk("coast-officer")
    contact = record_contact(officer, "coast", "letter", "in", officer.now(), answered=True)
    piece = keep_piece(officer, "coast", contact, "ahmad.txt", "text/plain", b"The road is drawn in red.\n")
    _, told = quiet.post("coast-officer", "lines/coast/relay/", letter(quiet, do="more"))
    assert f'name="file" value="{piece}"' in told
    alone_ = letter(quiet, file=[piece])
    status, told = quiet.post("coast-officer", "lines/coast/relay/", alone_)
    assert status == 400
    assert "names no passage" in told
    assert re.search(rf'value="{piece}" checked', told)
    assert quiet.post("coast-officer", "lines/coast/relay/", alone_ | {f"file-rests-{piece}": quiet.ref})[0] == 302
    (line,) = relays(quiet.desk("lead"))
    page = quiet.get("lead", f"relays/{line.relay}/")
    link = re.search(rf"relays/{line.relay}/file/[0-9a-f]{{64}}/", page)[0]  # type: ignore[index]
    assert "ahmad" not in page
    answer = quiet.enter("lead").get(f"{AT}/{link}")
    assert answer.content == b"The road is drawn in red.\n"
    assert answer["Content-Disposition"].startswith('attachment; filename="enclosure-1.txt"')
    assert quiet.enter("hills-officer").get(f"{AT}/{link}").status_code == 404
    again = quiet.get("coast-officer", f"lines/coast/relay/?relay={line.relay}")
    assert re.search(rf'value="{piece}" checked', again)
    assert quiet.post("lead", f"relays/{line.relay}/approve/", quiet.approval("lead", line.relay))[0] == 302
    assert quiet.enter("hills-officer").get(f"{AT}/{link}").content == answer.content
    assert quiet.enter("hills-delegate").get(f"{AT}/{link}").status_code == 404
