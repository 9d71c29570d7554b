"""The page of copies, for leads and officers alone: what is overdue is said plainly; a part is shown to its owner only."""

import re
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from tests.room.conftest import PASSWORD, TALKS
from tests.room.test_access import bare

from wasata.desk.copies import Day, make_copy, my_part, state
from wasata.record import copies
from wasata.record.home import Home
from wasata.record.persons import COPIES_LAST
from wasata.room import sweeping, wiring
from wasata.room.charts import copies as chart
from wasata.room.models import Person

pytestmark = pytest.mark.django_db

PAGE = "/en/copies/"
THREE = ("lead", "coast-officer", "hills-officer")


@pytest.fixture
def hour() -> Iterator[list[datetime]]:
    at = [datetime(2026, 4, 7, 9, 30, tzinfo=UTC)]
    was = wiring.clock
    wiring.clock = lambda: at[0]
    yield at
    wiring.clock = was


@pytest.fixture
def sign_in(hour: list[datetime], talks: str, person: Any) -> Callable[[str], Client]:
    """Somebody signs in with his password: his own key is at hand in this browser."""

    def into(name: str) -> Client:
        if not Person.objects.filter(username=name).exists():
            person(name)
        browser = Client(raise_request_exception=False)
        browser.post("/en/sign-in/", {"login": name, "password": PASSWORD})
        return browser

    return into


@pytest.fixture
def three(sign_in: Callable[[str], Client]) -> dict[str, Client]:
    return {name: sign_in(name) for name in THREE}


def asked_for(home: Home, **other: str) -> dict[str, str]:
    form = {"case": TALKS, "act": "k"}
    for n, name in ((2, "coast-officer"), (3, "hills-officer")):
        form |= {f"other-{n}": name, f"digits-{n}": home.persons.of(name).public.number}
    return form | other


def words_on(page: str) -> list[str]:
    return re.findall(r'<li value="\d+">(\w+)</li>', page)


def told(client: Client, address: str = PAGE) -> str:
    return re.sub("[\u2066-\u2069\u200e]", "", client.get(address).content.decode())


def test_a_lead_has_the_key_made_and_each_takes_down_his_own_part(home: Home, three: dict[str, Client]):
    lead = three["lead"]
    assert "There is no key yet" in told(lead)
    for wrong in ({"digits-3": "1" * 30}, {"other-3": ""}, {"other-3": "coast-officer"}):
        answer = lead.post("/en/copies/key/", asked_for(home, **wrong))
        assert answer.status_code == 400
        assert "error asked" in answer.content.decode()
        assert home.persons.of("coast-officer").public.number in answer.content.decode(), "digits are not typed twice"
    assert copies.key_of(home) is None
    assert lead.post("/en/copies/key/", asked_for(home)).status_code == 302
    key = copies.key_of(home)
    assert key is not None
    seen = {name: words_on(told(client)) for name, client in three.items()}
    assert [len(words) for words in seen.values()] == [33, 33, 33]
    assert len({tuple(words) for words in seen.values()}) == 3
    for name, words in seen.items():
        pair = home.persons.open(name, PASSWORD)
        found = my_part(home, name, pair)
        assert found is not None
        assert found[1].words.split() == words
    mine = seen["coast-officer"]
    client = three["coast-officer"]
    asked = [int(n) for n in re.findall(r'name="word-(\d+)"', told(client))]
    assert len(asked) == 2
    wrong = client.post("/en/copies/part/", {f"word-{n}": "wrong" for n in asked})
    assert (wrong.status_code, "not the one that was shown" in wrong.content.decode()) == (400, True)
    assert client.post("/en/copies/part/", {f"word-{n}": mine[n - 1] for n in asked[:1]}).status_code == 400
    assert client.post("/en/copies/part/", {f"word-{n}": mine[n - 1] for n in asked}).status_code == 302
    page = told(client)
    assert words_on(page) == []
    assert page.count("not written down yet") == 2
    assert dict(state(home, wiring.now()).parts)["coast-officer"] is True
    facts = [e.kind for e in home.ledger(TALKS, ("access",)).entries("access")]
    assert facts.count("access.copies_part_written") == 1


def test_words_are_shown_while_ones_own_key_is_open_and_are_kept_by_no_browser(home: Home, three: dict[str, Client]):
    three["lead"].post("/en/copies/key/", asked_for(home))
    client = three["hills-officer"]
    assert client.get(PAGE)["Cache-Control"].find("no-store") >= 0
    del client.cookies["wasata_key"]
    page = told(client)
    assert words_on(page) == []
    assert "A part of the key of the copies waits for you" in page
    assert f"/en/case/{TALKS}/my-key/" in page
    assert client.post("/en/copies/part/", {"word-1": "a", "word-2": "b"}).status_code == 400


@pytest.mark.parametrize("who", ["coast-delegate", "analyst", "auditor", "stranger"])
def test_to_everybody_else_there_is_no_such_page(home: Home, three: dict[str, Client], enter: Any, who: str):
    three["lead"].post("/en/copies/key/", asked_for(home))
    client = enter(who)
    for address in (PAGE, "/ar/copies/"):
        assert client.get(address).status_code == 404
    for address in ("/en/copies/key/", "/en/copies/part/"):
        assert client.post(address, asked_for(home)).status_code == 404
    assert "copies" not in told(client, "/en/?all")
    assert Client().get(PAGE).status_code == 302
    assert "/en/copies/" in told(three["lead"], "/en/?all")


def test_a_delegates_first_page_does_not_change_by_a_byte_with_the_copies(
    home: Home, three: dict[str, Client], enter: Any, tmp_path: Path
):
    client = enter("coast-delegate")
    before = bare(client.get("/en/?all"))
    three["lead"].post("/en/copies/key/", asked_for(home))
    make_copy(home, tmp_path / "medium")
    assert bare(client.get("/en/?all")) == before


def test_an_officer_sees_how_they_stand_and_makes_no_key(home: Home, three: dict[str, Client]):
    page = told(three["coast-officer"])
    assert "A lead makes the key" in page
    assert "other-2" not in page
    assert three["coast-officer"].post("/en/copies/key/", asked_for(home)).status_code == 403
    assert copies.key_of(home) is None


@pytest.mark.parametrize(
    ("lang", "never", "late", "failed"),
    [
        ("en", "No copy was ever made", "No copy for more than two days", "the medium is not in"),
        ("ar", "لم تُصنع نسخة قط", "لا نسخة منذ أكثر من يومين", "الوسيط غير موصول"),
    ],
)
def test_what_is_overdue_and_what_failed_is_said_in_words(
    home: Home,
    three: dict[str, Client],
    hour: list[datetime],
    tmp_path: Path,
    lang: str,
    never: str,
    late: str,
    failed: str,
):
    page = f"/{lang}/copies/"
    lead = three["lead"]
    lead.post("/en/copies/key/", asked_for(home))
    assert never in told(lead, page)
    medium = tmp_path / "medium"
    make_copy(home, medium)
    assert never not in told(lead, page)
    assert str(medium) in told(lead, page)
    hour[0] += timedelta(days=3)
    three["lead"] = lead = again(lead)
    assert late in told(lead, page)
    medium.rename(tmp_path / "drawer")
    with pytest.raises(Exception, match=r"copies\.wrong"):
        make_copy(home, None)
    assert failed in told(lead, page)
    (tmp_path / "drawer").rename(medium)
    make_copy(home, None)
    shown = told(lead, page)
    assert late not in shown
    assert failed not in shown


def again(client: Client) -> Client:
    """The same person comes back after a while and signs in anew."""
    client.post("/en/sign-in/", {"login": "lead", "password": PASSWORD})
    return client


def test_the_page_touches_no_medium(
    home: Home, three: dict[str, Client], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    """A disk that hangs must not hold up whoever looks."""
    three["lead"].post("/en/copies/key/", asked_for(home))
    medium = tmp_path / "medium"
    make_copy(home, medium)
    was = Path.open

    def watched(self: Path, *args: Any, **more: Any) -> Any:
        assert medium not in self.parents
        return was(self, *args, **more)

    monkeypatch.setattr(Path, "open", watched)
    medium.rename(tmp_path / "gone")
    assert "copy 1" in told(three["lead"])


def test_a_key_file_of_another_is_told_on_the_page_and_hides_no_case(home: Home, three: dict[str, Client]):
    three["lead"].post("/en/copies/key/", asked_for(home))
    path = home.path / "keys" / "copies.key"
    path.write_bytes(path.read_bytes().replace(b'"by":"lead"', b'"by":"late"'))
    answer = three["lead"].get(PAGE)
    assert answer.status_code == 409
    assert "copies.key" in answer.content.decode()
    assert three["lead"].get("/en/?all").status_code == 200


def test_the_room_itself_takes_away_what_is_older_than_thirty_days(
    home: Home, three: dict[str, Client], hour: list[datetime], tmp_path: Path
):
    three["lead"].post("/en/copies/key/", asked_for(home))
    make_copy(home, tmp_path / "medium")
    tables = list((tmp_path / "medium").glob("*/persons/*.part"))
    hour[0] += COPIES_LAST
    assert sweeping.turn() == 0
    hour[0] += timedelta(seconds=1)
    assert sweeping.turn() == 1
    assert len(tables) == 1
    assert not tables[0].exists()
    turns: list[int] = []

    class Enough(BaseException):
        pass

    def sleep(_seconds: float) -> None:
        turns.append(1)
        (home.path / "copies.json").write_bytes(b"spoilt")
        if len(turns) == 2:
            raise Enough

    with pytest.raises(Enough):
        sweeping.run(sleep)
    assert len(turns) == 2, "what fails once does not end it"


def test_the_picture_tells_each_day_in_reading_direction_with_its_table():
    day = datetime(2026, 4, 1, tzinfo=UTC).date()
    kinds = ((1, 0, 0, 0), (0, 1, 0, 0), (2, 1, 0, 0), (0, 0, 1, 0), (1, 0, 0, 1), (0, 0, 0, 0))
    days = tuple(Day(day + timedelta(days=n), *kind) for n, kind in enumerate(kinds))
    for lang in ("ar", "en"):
        drawn = chart.draw(chart.Days("x", "<t>", days), lang)  # type: ignore[arg-type]
        assert "&lt;t&gt;" in drawn.wide
        assert len(drawn.table.rows) == len(days)
        xs = [float(x) for x in re.findall(r'<rect class="nowhere" x="([\d.]+)"', drawn.wide)]
        assert xs == sorted(xs, reverse=lang == "ar")
        assert drawn.wide.count('class="bar"') == 3
        assert drawn.wide.count('class="box"') == 2
        assert drawn.wide.count('class="tl-x"') == 3
    assert "no copy was made" in chart.draw(chart.Days("x", "t", days[5:]), "en").wide
    assert "2 copies · failed once" in chart.told(days[2], "en")
    with pytest.raises(ValueError, match="one day"):
        chart.draw(chart.Days("x", "t", ()), "en")
