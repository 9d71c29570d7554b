"""What does not fit the schema: told in the language that was asked for, by field and value, with the next move."""

import json
import re
from typing import Any, get_args

import pytest
from django.test import Client
from pydantic_core.core_schema import ErrorType
from tests.room.conftest import TALKS

from wasata import words
from wasata.desk.key import make_key
from wasata.room.api.unfit import MOST, kind_of, told, unfit

pytestmark = pytest.mark.django_db

ARABIC = re.compile("[\u0621-\u064a]")
LETTER: dict[str, Any] = {"passages": ["We have received your letter."], "recipient": "Coast Council", "line": "coast"}


def send(client: Client, path: str, lang: str = "en", **body: Any) -> Any:
    told = json.dumps({"act": "first", **body})
    return client.post(f"/api/cases/{TALKS}/{path}?lang={lang}", data=told, content_type="application/json")


def detail(answer: Any) -> list[dict[str, Any]]:
    assert answer.status_code == 422, answer.content
    return list(answer.json()["detail"])


def plain(text: str) -> str:
    return re.sub("[\u2066-\u2069]", "", text)


def test_every_kind_of_fault_there_can_be_has_sentences_in_both_languages():
    kinds = {kind_of(type_) for type_ in get_args(ErrorType)}
    assert {"general", "missing", "not_one_of", "day"} < kinds
    for kind in kinds:
        for lang in ("ar", "en"):
            assert words.has(f"unfit.{kind}", lang), kind
            assert words.has(f"unfit.{kind}.next", lang), kind


@pytest.mark.parametrize(
    ("wrong", "field", "value", "next_move"),
    [
        ({"recipient": None}, "recipient", "null", "as text"),
        ({"recipient": 7}, "recipient", "7", "as text"),
        ({"recipient": "x" * 201}, "recipient", "x" * 60 + "…", "200"),
        ({"passages": "Yes."}, "passages", "Yes.", "a list"),
        ({"passages": [{"words": "Yes."}]}, "passages.0", "an object", "as text"),
        ({"hold": 0}, "hold", "0", "1 or more"),
        ({"hold": 61}, "hold", "61", "60 or less"),
        ({"hold": "soon"}, "hold", "soon", "digits"),
        ({"written_in": "fr"}, "written_in", "fr", "ar, en"),
        ({"answers": "A Letter"}, "answers", "A Letter", "^[a-z0-9]"),
        ({"act": ""}, "act", "“”", "at least: 1"),
    ],
)
def test_what_is_wrong_is_told_by_field_and_value_with_the_next_move(
    home, talks, enter, wrong, field, value, next_move
):
    officer = enter("coast-officer")
    (english,) = detail(send(officer, "lines/coast/letters", **LETTER | wrong))
    assert set(english) == {"loc", "type", "what", "next"}
    assert english["loc"] == ["body", "told", *(int(p) if p.isdigit() else p for p in field.split("."))]
    assert f"“{field}”" in plain(english["what"])
    assert value in plain(english["what"])
    assert next_move in plain(english["next"])
    assert not ARABIC.search(english["what"] + english["next"])
    (arabic,) = detail(send(officer, "lines/coast/letters", "ar", **LETTER | wrong))
    assert (arabic["loc"], arabic["type"]) == (english["loc"], english["type"])
    assert ARABIC.search(arabic["what"])
    assert ARABIC.search(arabic["next"])
    assert f"«{field}»" in plain(arabic["what"])


def test_a_missing_field_and_an_unknown_one_are_told_apart_and_of_the_unknown_only_the_name(home, talks, enter):
    body = {k: v for k, v in LETTER.items() if k != "recipient"} | {"recipent": "Coast Council"}
    found = {d["type"]: d for d in detail(send(enter("coast-officer"), "lines/coast/letters", **body))}
    assert plain(found["missing"]["what"]) == "“recipient” is missing."
    assert plain(found["extra_forbidden"]["what"]) == "There is no field “recipent” here."
    assert "Coast Council" not in str(found)


def test_what_a_question_asks_wrongly_is_told_so_too(home, talks, enter):
    lead = enter("lead")
    (english,) = detail(lead.get(f"/api/cases/{TALKS}/reports?page=many"))
    assert (english["loc"], english["type"]) == (["query", "page"], "int_parsing")
    assert plain(english["what"]) == "“page” is to be a whole number. It was sent as “many”."
    answer = lead.get(f"/api/cases/{TALKS}/reports?first=yesterday&lang=ar")
    (arabic,) = detail(answer)
    assert "«first»" in plain(arabic["what"])
    assert "yesterday" in arabic["what"]
    assert ARABIC.search(arabic["next"])
    assert "first" in answer.json()["what"]
    (language,) = detail(lead.get(f"/api/cases/{TALKS}/notices?lang=fr"))
    assert plain(language["next"]) == "Send one of these: ar, en."


def test_faults_found_by_checks_of_our_own_are_told_in_both_languages(home, talks, enter):
    coast = enter("coast-officer")
    of = {"en": "The talks resume on Sunday.", "ar": "تُستأنف المحادثات يوم الأحد."}
    owed = {"who": "mediator", "words": {"en": "We open an office."}}
    sentence = {"words": "Could it be Sunday?", "form": "ours", "rests_on": ["nothing"]}
    relay = {"line": "coast", "to": "hills", "written_in": "en", "sentences": [sentence]}
    tried: tuple[tuple[str, dict[str, Any], str, str], ...] = (
        ("table/notices", {"words": {"ar": of["en"], "en": of["ar"]}}, "other_language", "words.ar"),
        ("table/commitments", owed | {"words": {"en": of["ar"]}}, "other_language", "words.en"),
        ("table/commitments", owed | {"hour": "07:30"}, "hour_without_day", ""),
        ("table/commitments", owed | {"day": "2099-05-04", "hour": "07:30+03:00"}, "with_offset", "hour"),
        ("lines/coast/relays", relay, "no_passage", "sentences.0.rests_on.0"),
        ("maps", {"content": "no base64!"}, "no_base64", "content"),
        ("watch/take", {"until": "tomorrow"}, "datetime_from_date_parsing", "until"),
    )
    for path, body, kind, field in tried:
        found = [detail(send(coast, path, lang, **body)) for lang in ("en", "ar")]
        for lang, told_ in zip(("en", "ar"), found, strict=True):
            fault = next(d for d in told_ if d["type"] == kind)
            assert field in plain(fault["what"]), path
            assert bool(ARABIC.search(plain(fault["next"]))) == (lang == "ar"), path
            assert fault["next"] != words.say("unfit.general.next", lang), path


def test_a_kind_of_fault_nobody_foresaw_is_told_in_general_words_of_the_language():
    fault = {
        "loc": ("body", "told", "words"),
        "type": "made_up_tomorrow",
        "input": [1],
        "ctx": {"error": "English words"},
    }
    for lang in ("ar", "en"):
        (said,) = told([fault], lang)
        assert said["type"] == "made_up_tomorrow"
        assert said["next"] == words.say("unfit.general.next", lang)
        assert "words" in said["what"]
        assert "English words" not in str(said)
    with pytest.raises(AssertionError):
        unfit("made_up_tomorrow")


@pytest.mark.parametrize(
    "field", ["password", "new_password", "Passphrase", "token", "key", "api_key", "code", "client_secret"]
)
def test_no_password_and_no_key_is_said_back(field):
    for lang in ("ar", "en"):
        for loc in (("body", "told", field), ("query", field), ("body", "told", field, 0)):
            (said,) = told(
                [{"loc": loc, "type": "string_too_long", "input": "hunter2-hunter2", "ctx": {"max_length": 3}}], lang
            )
            assert "hunter2" not in str(said)
            assert words.say("unfit.not_shown", lang) in said["what"]


def test_what_stands_in_a_field_that_does_not_exist_is_not_said_back(home, talks, enter, desk_in_talks):
    key = make_key(desk_in_talks("lead"), "mine", ["table"], 30).shown
    officer = enter("coast-officer")
    body = LETTER | {"password": "hunter2", "login": "hunter2", "opinion": ["hunter2"], "answers": key}
    answer = send(officer, "lines/coast/letters", **body)
    assert len(detail(answer)) == 4
    assert "hunter2" not in answer.content.decode()
    assert key not in answer.content.decode()


def test_half_a_letter_and_letters_that_turn_a_line_are_said_back_tamed(home, talks, enter):
    officer = enter("coast-officer")
    for sent in ("\ud800" + "x" * 201, "\u202ex" * 101):
        (fault,) = detail(send(officer, "lines/coast/letters", **LETTER | {"recipient": sent}))
        assert "\ud800" not in fault["what"]
        assert "\u202e" not in fault["what"]


def test_an_answer_is_no_longer_than_some_faults(home, talks, enter):
    answer = send(enter("coast-officer"), "lines/coast/letters", **LETTER | {"passages": [1] * 9999, "x" * 999: 1})
    assert len(detail(answer)) == MOST
    assert len(answer.content) < 20_000


def test_to_a_delegate_it_is_told_alike_whatever_is_done_elsewhere_and_whatever_there_is(home, talks, enter):
    side, lead = enter("hills-delegate"), enter("lead")
    tried: tuple[tuple[str, dict[str, Any]], ...] = (
        ("channel", {}), ("channel", {"passages": "Yes."}), ("channel", {"passages": [{"words": 3, "clearance": "all"}]}),
        ("channel", {"passages": [{"words": "Yes."}], "line": "coast"}), ("channel/m-1/clearances", {"passage": 0}),
        ("channel/definitions/df-1/word", {"number": "one", "word": "maybe"}),
    )  # fmt: skip

    def asked() -> list[bytes]:
        answers = [send(side, path, lang, **body) for path, body in tried for lang in ("ar", "en")]
        assert {a.status_code for a in answers} == {422}
        questions = [side.get(f"/api/cases/{TALKS}/{q}") for q in ("calendar?month=soon", "channel?lang=coast")]
        return [a.content for a in (*answers, *questions)]

    before = asked()
    assert send(lead, "lines/coast/state", line="coast", state="dark", cause="blackout").status_code == 200
    assert send(lead, "notes", words="Coast is dark.").status_code == 409, "the lead called another act so"
    assert send(lead, "notes", act="n", words="Coast is dark.").status_code == 200
    assert asked() == before
    named = [send(side, "channel", passages=line).content for line in ("coast", "reefs")]
    assert named[0].replace(b"coast", b"reefs") == named[1], "a line that is there and one that is not"
