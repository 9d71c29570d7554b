"""Telegram's export: the posts of channels, each with its hour; what people write to each other is left alone."""

import io
import json
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from wasata.errors import FormBroken, LeftOut, NotPublished
from wasata.listen.forms.telegram import telegram
from wasata.listen.intake import Incoming, Refusal, take_in


def post(n: int, text: object = "قالت الوزارة إن المحادثات مستمرة.", **more: object) -> dict[str, object]:
    return {
        "id": n,
        "type": "message",
        "date": "2023-11-27T23:30:00",
        "date_unixtime": "1701120600",
        "text": text,
        **more,
    }


def channel(*posts: dict[str, object], kind: str = "public_channel", name: str = "وكالة الأنباء") -> dict[str, object]:
    return {"name": name, "type": kind, "id": 77, "messages": list(posts)}


def data(value: object, **how: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, indent=1, **how).encode()


def test_a_post_is_a_report_of_its_channel_at_its_hour(one):
    got = one(data(channel(post(5))), "result.json")
    assert (got.where, got.outlet, got.outlet_kind) == ("result.json#5", "وكالة الأنباء", "agency")
    assert got.published_at == datetime(2023, 11, 27, 21, 30, tzinfo=UTC)
    assert got.published is None
    assert got.published_on(ZoneInfo("Asia/Gaza")) == date(2023, 11, 27)
    assert got.published_on(ZoneInfo("Asia/Tehran")) == date(2023, 11, 28), "the day is that of the clock of the case"


def test_a_text_in_pieces_is_whole(one):
    pieces = [
        "The ministry said ",
        {"type": "bold", "text": "13 people"},
        {"type": "link", "text": " were released"},
        ".",
        7,
        None,
    ]
    assert one(data(channel(post(1, pieces))), "result.json").text == "The ministry said 13 people were released."


def test_forwarded_and_edited_posts_say_so(one):
    got = one(data(channel(post(1, forwarded_from="قناة أخرى", edited_unixtime="1701124200"))), "result.json")
    assert got.forwarded_from == "قناة أخرى"
    assert got.edited_at == datetime(2023, 11, 27, 22, 30, tzinfo=UTC)


def test_service_messages_and_posts_without_words_are_left_out_and_counted(take):
    got = take(
        data(channel({"id": 1, "type": "service", "action": "pin"}, post(2, ""), post(3, "⚡️"), post(4))), "result.json"
    )
    assert [x.where for x in got if isinstance(x, Incoming)] == ["result.json#4"]
    (left,) = [x for x in got if isinstance(x, Refusal)]
    assert left.note
    assert isinstance(left.error, LeftOut)
    assert left.error.values["n"] == 2


def test_of_a_whole_account_only_the_channels_are_read(take):
    account = {
        "about": "x", "personal_information": {"user_id": 1, "phone_number": "0"},
        "chats": {"about": "y", "list": [
            channel(post(1, "Private words between two people."), kind="personal_chat", name="Friend"),
            channel(post(2), name="First"), channel(post(2), name="Second", kind="private_channel"),
            channel(post(3, "Private too."), kind="private_group"), {"type": "saved_messages", "id": 1, "messages": []},
        ]},
        "left_chats": {"about": "z", "list": [channel(post(9), kind="public_supergroup", name="Third")]},
    }  # fmt: skip
    got = take(data(account), "result.json")
    assert [x.outlet for x in got if isinstance(x, Incoming)] == ["First", "Second", "Third"]
    assert not any("rivate" in getattr(x, "text", "") for x in got)


@pytest.mark.parametrize("kind", ["personal_chat", "private_group", "saved_messages", "bot_chat", "something_new"])
def test_a_conversation_is_refused_as_private(take, kind: str):
    got = take(
        data(channel(post(1, "Private words."), kind=kind) | {"type": kind, "chats": {"list": []}}), "result.json"
    )
    assert not [x for x in got if isinstance(x, Incoming)]
    assert any(isinstance(x.error, NotPublished) for x in got)


def test_an_export_that_breaks_off_gives_what_came_before(take):
    whole = data(channel(*(post(n, f"Post {n} tells of talks.") for n in range(50))))
    got = take(whole[: len(whole) // 2], "result.json")
    assert sum(isinstance(x, Incoming) for x in got) > 20
    assert isinstance(got[-1].error, FormBroken)


def test_an_export_in_one_line_is_no_line_of_the_contract(one, tmp_path):
    text = json.dumps(channel(post(1)), ensure_ascii=False).encode()
    assert one(text, "result.json").outlet == "وكالة الأنباء"
    place = tmp_path / "result.json"
    place.write_bytes(text)
    (got,) = take_in([place])
    assert got.outlet == "وكالة الأنباء"


class Counting(io.RawIOBase):
    """An export without end: how much of it was read is counted."""

    def __init__(self) -> None:
        super().__init__()
        self.n = 0
        self.begun = False

    def read(self, size: int = -1) -> bytes:
        if not self.begun:
            self.begun = True
            return b'{"name":"A","type":"public_channel","id":1,"messages":[' + data(post(0))
        self.n += 1
        return b"," + data(post(self.n, f"Post {self.n} tells of talks. " * 50))


def test_an_export_of_any_size_is_read_as_a_stream():
    endless = Counting()
    found = telegram(endless, "x")
    for _ in range(500):
        next(found)
    assert endless.n < 520


@pytest.mark.parametrize(
    "text",
    [
        b'{"type":"public_channel","messages":' + b"[" * 100_000,
        b'{"type":"public_channel","name":{"a":' * 3,
        b'{"type":"public_channel","messages":[{"id":1,"type":"message","text":"' + b"a" * 9_000_000,
        b'{"type": "public_channel", "messages": [1, "x", null, {"id": {}, "type": "message", "text": {"a": 1}}]}',
        b'{"type": "public_channel", "messages": [{"type":"message","text":"words","date_unixtime":"99999999999999","id":1}',
        b'{"chats": {"about": "x", "list": [' * 60,
        b'{"type": "public_channel", "messages": []}',
    ],
)
def test_hostile_exports_give_reports_or_refusals(take, text: bytes):
    for x in take(text, "result.json"):
        assert isinstance(x, Incoming | Refusal)


@pytest.mark.parametrize("unix", ["0", "5", "86400", "999999999", "²", "-1", "99999999999", 5, True, []])
def test_an_hour_before_there_was_any_telegram_is_none_and_the_exporters_day_stands(one, unix: object):
    got = one(data(channel(post(1) | {"date": "2023-11-22T10:00:00", "date_unixtime": unix})), "result.json")
    assert (got.published_at, got.published) == (None, date(2023, 11, 22))
