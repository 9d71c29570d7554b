"""A relay from one delegate's door to another's, in real browsers: two officers, two delegates, the lead.

The harbour's people read Arabic, the terraces' English. Everything a delegate's browser is sent is kept, addresses, heads and
files taken out included, and looked through at the end for what is of the other side. A file goes along as a bare copy.
"""

import re

from tests.browser.seat import CASE, Seat
from tests.carry.planted import png, png_chunk

from wasata.carry.bare import bare

HARBOUR, TERRACES = "مجلس الميناء", "Terraces League"

CLEARED = "نقبل عشرين مركبة في اليوم من البوابة الشرقية ابتداء من صباح الأحد."
KEPT = "يخشى أهل الرصيف أن تنقطع المياه عن الحي الشرقي قبل انقضاء الأسبوع القادم."
RELAYED = "Would twenty vehicles a day through the eastern gate, from Sunday morning, be possible for you?"
ANSWER = "Fifteen vehicles, and each is opened at the bridge by our own two clerks."
ASIDE = "Our upper villages have bread until Thursday and not one day longer than that."

MAKER, PLACE, BEHIND = "Idran Sol of the harbour office", "made at the east quay", "held back behind the picture"
SKETCH, LIST = "gate-sketch-by-idran-sol.png", "quay-lists-of-idran-sol.png"
"""Files of the harbour: one whose copy may go, one that stays. What tells of their making stands in them three times over."""
MAKING = png_chunk(b"tEXt", f"Author\0{MAKER}".encode()) + png_chunk(b"eXIf", f"MM\0*{PLACE}".encode())


def write(
    seat: Seat, passages: list[tuple[str, str]], files: tuple[tuple[str, bytes, str], ...] = (), **answers: str
) -> str:
    """A delegate writes passage by passage, sees it as it will stand, adds files, and sends it. Gives the message's name."""
    seat.go("channel/write/" + "".join(f"?answers={m}" for m in answers.values()))
    for n, (words, clearance) in enumerate(passages, 1):
        assert seat.page.input_value(f"#c-{n}") == "none", "every passage begins as one that stays"
        seat.page.fill(f"#w-{n}", words)
        seat.page.select_option(f"#c-{n}", clearance)
    looked = seat.press("main form button.main")
    assert all(words in looked for words, _ in passages)
    if files:
        seat.page.click("details.file-places summary")
    for place, (name, content, clearance) in zip(("", "-2", "-3"), files, strict=False):
        assert seat.page.input_value(f"#file-clear{place}") == "none", "and so does every file"
        seat.page.set_input_files(f"#file{place}", {"name": name, "mimeType": "image/png", "buffer": content})
        seat.page.select_option(f"#file-clear{place}", clearance)
    there = seat.press("main form[action$='/say/'] button.main")
    assert all(words in there for words, _ in passages)
    assert all(name in there for name, _, _ in files)
    return str(seat.page.url.rsplit("#", 1)[1])


def open_all(seat: Seat) -> None:
    """A delegate opens whatever is closed at his door: what comes after that is new."""
    seat.go("channel/")
    while seat.page.locator("form.door-closed").count():
        seat.press("form.door-closed button.main")


def draft(seat: Seat, line: str, to: str, lang: str, passage: str, sentence: tuple[str, str], *, file: str = "") -> str:
    """An officer picks a passage, writes one sentence that rests on it, encloses a file, puts it forward. Gives what the page
    says then."""
    seat.go(f"lines/{line}/relay/")
    seat.page.locator("li.pass", has_text=passage).locator("input[name=pick]").check()
    seat.page.select_option("#to", to)
    seat.page.check(f"input[name=letter_lang][value={lang}]")
    seat.press("button[value=write]")
    if file:
        seat.page.locator("label.tie", has_text=file).locator("input[name=file]").check()
    return put_forward(seat, *sentence)


def put_forward(seat: Seat, words: str, form: str) -> str:
    seat.page.fill("#w-0", words)
    seat.page.select_option("#f-0", form)
    return seat.press("button[value=draft]")


def relay_of(seat: Seat) -> str:
    found = re.search(r"/relays/([\w-]+)/", seat.page.url)
    assert found, seat.look()[:1500]
    return found[1]


def approve(seat: Seat, name: str, hold: str = "") -> str:
    seat.page.fill("#approve-recipient", name)
    if hold:
        seat.page.select_option("#approve-hold", hold)
    return seat.press("form[action$='/approve/'] button.main")


def test_a_relay_goes_from_one_door_to_the_other_and_nothing_else_does(seat):
    of_harbour, keeps_harbour = seat("delegate", "ar"), seat("officer-1", "ar")
    of_terraces, keeps_terraces = seat("delegate-2", "en"), seat("officer-2", "en")

    open_all(of_terraces)
    sketch, lists = png(MAKING, behind=BEHIND.encode()), png(MAKING, in_pixels=b"other")
    said = write(of_harbour, [(CLEARED, "test"), (KEPT, "none")], ((SKETCH, sketch, "theirs"), (LIST, lists, "none")))
    assert of_harbour.take_out(f"#{said} a[download]")[1] == sketch, "his own comes back as it went in"

    # its officer finds the one with a box and the other without, and what rests on neither does not pass
    keeps_harbour.go("lines/harbour/channel/")
    assert KEPT in keeps_harbour.look()
    keeps_harbour.go("lines/harbour/relay/")
    for stays in (KEPT, LIST):
        held = keeps_harbour.page.locator("li.pass", has_text=stays)
        assert (held.count(), held.locator("input").count()) == (1, 0)
    refused = draft(keeps_harbour, "harbour", "terraces", "ar", CLEARED, (KEPT, "ours"))
    assert keeps_harbour.page.locator(".wrong-note").count() == 1
    assert KEPT in keeps_harbour.page.input_value("#w-0"), refused

    # a box of another passage's name is no way round
    keeps_harbour.go("lines/harbour/relay/")
    keeps_harbour.page.locator("li.pass", has_text=CLEARED).locator("input").evaluate(
        "(box, kept) => { box.value = kept }", f"channel.{said}.2"
    )
    keeps_harbour.page.check(f"input[value='channel.{said}.2']")
    keeps_harbour.page.select_option("#to", "terraces")
    keeps_harbour.page.check("input[name=letter_lang][value=en]")
    keeps_harbour.press("button[value=write]")
    assert keeps_harbour.page.locator(".pass.held").count() == 1
    keeps_harbour.page.check(f"input[name='rests-0'][value='channel.{said}.2']")
    put_forward(keeps_harbour, "They fear for the water.", "ours")
    assert "/relays/" not in keeps_harbour.page.url
    assert keeps_harbour.page.locator(".wrong-note").count() == 1

    # only tested is not told: it becomes a question, and then goes before a second person
    draft(keeps_harbour, "harbour", "terraces", "en", CLEARED, (RELAYED, "paraphrase"))
    assert keeps_harbour.page.locator(".wrong-note").count() == 1
    put_forward(keeps_harbour, RELAYED, "test")
    relay = relay_of(keeps_harbour)
    assert keeps_harbour.page.locator("form[action$='/approve/']").count() == 0, "nobody approves his own"

    # the officer of the other line knows of it and reads no word, until it is lent to him
    keeps_terraces.go(f"relays/{relay}/")
    assert RELAYED not in keeps_terraces.page.content()
    keeps_harbour.page.fill("#l-reader", "officer-2")
    keeps_harbour.press("form[action$='/lend/'] button")
    keeps_terraces.go("relays/")
    told = keeps_terraces.press(f"section.now a[href$='/relays/{relay}/']")
    assert RELAYED in told
    assert CLEARED in told
    assert KEPT not in keeps_terraces.page.content(), "what was not lent stays"

    # "OK" approves nothing; the name does; its author takes it back while it waits
    for typed in ("OK", HARBOUR):
        approve(keeps_terraces, typed)
        assert keeps_terraces.page.locator(".error").count() == 1
    approve(keeps_terraces, TERRACES, "10")
    assert keeps_terraces.page.locator("form[action$='/take-back/']").count() == 1
    of_terraces.go("channel/")
    assert relay not in of_terraces.page.content()
    keeps_harbour.go(f"relays/{relay}/")
    keeps_harbour.press("form[action$='/take-back/'] button.main")
    assert keeps_harbour.page.locator("form[action$='/take-back/']").count() == 0

    # once more, with the file that may go and not with the one that stays; and now it is left to leave by itself
    keeps_harbour.go("lines/harbour/channel/")
    assert SKETCH in keeps_harbour.look()
    draft(keeps_harbour, "harbour", "terraces", "en", CLEARED, (RELAYED, "test"), file=SKETCH)
    second = relay_of(keeps_harbour)
    assert second != relay
    keeps_harbour.page.fill("#l-reader", "officer-2")
    keeps_harbour.press("form[action$='/lend/'] button")
    keeps_terraces.go(f"relays/{second}/")
    name, looked_at = keeps_terraces.take_out("ul.pieces a")
    approve(keeps_terraces, TERRACES)
    of_terraces.until("channel/", "door-closed")
    assert RELAYED not in of_terraces.page.content(), "it is closed until it is opened"
    of_terraces.press("form.door-closed button.main")
    letter = of_terraces.page.url.rsplit("#", 1)[1]
    assert RELAYED in of_terraces.page.inner_text(f"#{letter}")

    # he takes the copy out: the picture that was approved, under a name of ours, and nothing of who made it, where or when
    assert of_terraces.page.locator(f"#{letter} .door-files a").count() == 1
    arrived, copy = of_terraces.take_out(f"#{letter} .door-files a")
    assert (arrived, copy) == (name, looked_at)
    assert arrived.endswith("enclosure-1.png")
    assert copy == bare(sketch).content
    assert not [told for told in (MAKER, PLACE, BEHIND) if told.encode() in copy]
    answer = write(of_terraces, [(ANSWER, "ours"), (ASIDE, "none")], to=letter)

    # its officer reads the answer; the other learns that there is one, and not a word of it
    keeps_terraces.go("lines/terraces/channel/")
    assert ANSWER in keeps_terraces.page.inner_text(f"#{answer}")
    keeps_harbour.until(f"relays/{second}/", "جاء الرد")
    for path in (f"relays/{second}/", "relays/", "lines/harbour/", "lines/harbour/channel/", "lines/"):
        assert keeps_harbour.go(path) == 200
        assert answer not in keeps_harbour.page.content()
    assert not [told for told in keeps_harbour.heard if ANSWER in told or ASIDE in told]

    # each delegate opens all that is his; nothing his browser was ever sent holds anything of the other side
    for who, others in (
        (of_harbour, (RELAYED, ANSWER, ASIDE, letter, answer)),
        (of_terraces, (CLEARED, KEPT, said, SKETCH, LIST, "idran", MAKER, PLACE, BEHIND)),
    ):
        for path in ("channel/", "calendar/", "table/", "record/", "channel/write/"):
            assert who.go(path) == 200
        assert len(who.heard) > 20
        nobodys = (relay, second, "officer-1", "officer-2", "officer-3", "/lines/", "/relays/")
        found = [(word, told[:300]) for told in who.heard for word in (*others, *nobodys) if word in told]
        assert not found, found[:3]

    # he asks for what is not his: he is answered as about what never was
    for who, theirs, message in ((of_harbour, "terraces", letter), (of_terraces, "harbour", said)):
        for address, name, never in (
            ("relays/{}/", second, "rl-000000000000"),
            ("lines/{}/", theirs, "nowhere"),
            ("lines/{}/channel/", theirs, "nowhere"),
            ("channel/{}/file/" + "0" * 64 + "/", message, "m-000000000000"),
        ):
            told = who.go(address.format(never)), who.look()
            assert told[0] in (400, 404)
            assert (who.go(address.format(name)), who.look().replace(name, never)) == told


def test_a_form_of_one_channel_is_refused_in_another_tab(seat):
    """An officer has two channels open; the form of one reaches the other."""
    officer = seat("officer-1", "en")
    officer.go("lines/ostrey/channel/take-down/")
    officer.page.fill("#text", "We could send two observers by the end of the month.")
    other = officer.page.context.new_page()
    other.goto(f"{officer.room.address}/en{CASE}/lines/harbour/channel/take-down/")
    here = other.locator("main form").first.get_attribute("action")
    officer.page.locator("main form").first.evaluate("(form, there) => { form.action = there }", here)
    told = officer.press("main form button.main")
    assert "ostrey" in told
    assert "harbour" in told
    assert "Nothing was sent and nothing recorded" in told
    for line in ("ostrey", "harbour"):
        officer.go(f"lines/{line}/channel/")
        assert "two observers" not in officer.look()


def test_the_lead_signs_alone_and_another_officer_stands_by_it(seat):
    lead, officer, another = seat("lead", "en"), seat("officer-1", "en"), seat("officer-2", "ar")
    blind, delegate = seat("officer-3", "en"), seat("delegate-2", "en")
    open_all(delegate)
    draft(officer, "harbour", "terraces", "en", "الدخول بحرا مقبول",
          ("The Assembly accepts that it comes by sea, with monitors of the Lake States Office.", "paraphrase"))  # fmt: skip
    relay = relay_of(officer)
    assert officer.page.locator("form[action$='/alone/']").count() == 0, "only the lead may"

    lead.go(f"relays/{relay}/")
    lead.page.click("details.down summary")
    lead.page.fill("#f-reason", "The ship sails before the second officer is awake.")
    lead.page.fill("#force-recipient", "yes")
    lead.press("form[action$='/alone/'] button")
    assert lead.page.locator(".error").count() == 1
    assert lead.page.input_value("#f-reason").startswith("The ship"), "what was typed stays"
    lead.page.fill("#force-recipient", TERRACES)
    lead.press("form[action$='/alone/'] button")
    assert lead.page.locator(".alone-strip").count() == 1

    # it stands at the head of every page of every officer, and of no delegate
    for who in (officer, another, blind):
        who.go("watch/")
        assert who.page.locator(".alone-strip").count() == 1
        assert who.page.locator(".alone-strip a.btn.main").count() == 0, (
            "its author, and who reads nothing of it, are not asked"
        )
    assert "no officer can read it yet" in lead.page.locator(".alone-strip").inner_text()
    delegate.until("channel/", "door-closed")
    assert delegate.page.locator(".alone-strip").count() == 0

    lead.page.select_option("#l-reader", "officer-2")
    lead.press("form[action$='/lend/'] button")
    another.go("watch/")
    another.press(".alone-strip a.btn.main")
    another.page.check("input[name=word][value=stand]")
    another.press("form[action$='/countersign/'] button.main")
    for who in (officer, another, blind, lead):
        who.go("watch/")
        assert who.page.locator(".alone-strip").count() == 0
    assert not [told for told in delegate.heard if relay in told or "The ship" in told]
