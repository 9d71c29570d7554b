"""A day in the room, in a real browser, in both languages."""

import re

import pytest

CASE = "/case/doha-2023"
LANGS = ("ar", "en")
PAGES = ("/", "/?all", "/account/", "/account/password/", f"{CASE}/brief/", f"{CASE}/press/", f"{CASE}/press/?q=قطر",
         f"{CASE}/press/add/", f"{CASE}/press/r-0001/", f"{CASE}/press/r-0020/", f"{CASE}/press/sources/",
         f"{CASE}/figures/", f"{CASE}/record/", f"{CASE}/table/", f"{CASE}/table/write/", f"{CASE}/notes/", f"{CASE}/names/",
         f"{CASE}/names/?q=قطر", f"{CASE}/names/of/qatar/", f"{CASE}/names/add/", "/account/second/")  # fmt: skip
LISTEN = (f"{CASE}/press/threads/", f"{CASE}/press/threads/r-0008/", f"{CASE}/press/doubt/", f"{CASE}/press/changed/",
         f"{CASE}/press/read-again/", f"{CASE}/press/second-look/", f"{CASE}/press/archive/", f"{CASE}/press/r-0007/away/",
         f"{CASE}/press/r-0008/mark/form/?group=statements", f"{CASE}/feeds/", f"{CASE}/feeds/add/", f"{CASE}/outgoing/",
         f"{CASE}/contradictions/", f"{CASE}/timeline/", f"{CASE}/figures/released.any/", f"{CASE}/keys/")  # fmt: skip

ARABIC = """قال المتحدث باسم وزارة الخارجية القطرية ماجد الأنصاري يوم الثلاثاء إن الوساطة مستمرة.

وأضاف أن أكثر من 40 محتجزا قد يفرج عنهم يوم الجمعة 24 نوفمبر 2023."""


def expect_text(page, text: str) -> None:
    assert text in page.inner_text("main"), page.inner_text("main")[:600]


@pytest.mark.parametrize(("lang", "reader"), [("ar", "analyst"), ("en", "auditor")])
def test_a_newcomer_signs_in_and_chooses_a_password(lang, reader, visit, room, enter_first_time):
    page = visit(f"/{lang}/", reader=None)
    assert "/sign-in/" in page.url
    enter_first_time(page, reader, lang)
    assert page.url.endswith(f"/{lang}/"), "who has two cases chooses between them"
    page.click(f'main a[href="/{lang}{CASE}/"]')
    assert f"/{lang}{CASE}/" in page.url
    assert page.get_attribute("html", "dir") == ("rtl" if lang == "ar" else "ltr")


@pytest.mark.parametrize("lang", LANGS)
def test_a_report_is_pasted_found_by_search_and_read(lang, visit):
    page = visit(f"/{lang}{CASE}/press/add/")
    word = {"ar": "الحمراء", "en": "الصفراء"}[lang]
    page.fill("textarea[name=text]", f"{ARABIC}\n\nوأعلن ذلك في القاعة {word}.")
    page.fill("input[name=title]", f"الوساطة مستمرة ({word})")
    page.fill("input[name=outlet]", "وكالة أنباء")
    page.fill("input[name=published]", "2023-11-21")
    page.click("main form[action*=paste] button")
    assert re.search(r"/press/r-\d+/$", page.url), page.inner_text("main")[:400]
    assert page.locator(".m-s").count() >= 1
    assert page.locator(".m-f").count() >= 1
    assert page.locator(".card .rule code").first.inner_text().strip()
    number = page.locator("a.mk").first
    number.click()
    assert page.evaluate("document.querySelector(':target').matches('.card')")

    page.goto(page.url.rsplit("/press/", 1)[0] + "/press/")
    page.fill("input[name=q]", word.removeprefix("ال").replace("أ", "ا"))
    page.press("input[name=q]", "Enter")
    assert page.locator("mark").first.inner_text() in word
    page.locator(".reports h2 a").first.click()
    assert page.locator(".text mark").count() >= 1


@pytest.mark.parametrize("lang", LANGS)
def test_several_files_are_uploaded_and_a_bad_one_stops_no_other(lang, visit, tmp_path):
    good = tmp_path / f"good-{lang}.txt"
    good.write_text(f"Qatar said on Friday that talks {lang} continue and that 12 people were released.", "utf-8")
    old = tmp_path / f"old-{lang}.txt"
    old.write_bytes(f"قالت مصر إن 30 شاحنة دخلت القطاع يوم الأحد {lang}.".encode("windows-1256"))
    bad = tmp_path / "picture.txt"
    bad.write_bytes(b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + bytes(range(256)))
    empty = tmp_path / "empty.txt"
    empty.write_bytes(b"")
    page = visit(f"/{lang}{CASE}/press/add/")
    page.set_input_files("input[type=file]", [good, old, bad, empty])
    page.click("main form[action*=upload] button")
    assert page.locator(".results a").count() == 2
    assert page.locator(".results .error").count() == 2
    expect_text(page, "picture.txt")
    expect_text(page, "empty.txt")


@pytest.mark.parametrize("lang", LANGS)
def test_the_record_is_checked_and_a_log_is_taken_out(lang, visit, tmp_path):
    page = visit(f"/{lang}{CASE}/record/")
    assert page.locator("table tbody tr").count() > 20
    page.click("form[action*=verify] button")
    assert page.locator("main [role=status]").inner_text().strip()
    assert page.locator(".st.now").count() == 0
    page.goto(page.url.replace("verify/", ""))
    page.locator("details summary").first.click()
    form = page.locator("details form").first
    form.locator("button").click()
    assert page.evaluate("document.activeElement.name") == "recipient", "nothing leaves without saying for whom"
    form.locator("[name=recipient]").fill("the archive of the ministry")
    form.locator("[name=purpose]").fill("kept away from the house")
    with page.expect_download() as coming:
        form.locator("button").click()
    kept = tmp_path / coming.value.suggested_filename
    coming.value.save_as(kept)
    assert kept.read_bytes().startswith(b'{"case":')


def test_the_room_is_walked_with_the_keyboard_alone(visit, room):
    page = visit("/en/sign-in/", reader=None)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.name") == "login"
    page = visit(f"/en{CASE}/press/")
    names = []
    for _ in range(30):
        page.keyboard.press("Tab")
        names.append(page.evaluate("(e => e.textContent.trim() || e.name)(document.activeElement)"))
        style = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
        assert style not in ("none", ""), names[-1]
    assert "Brief" in names
    assert "q" in names


def test_striking_a_mark_leaves_it_visible(visit):
    page = visit(f"/en{CASE}/press/r-0003/")
    card = page.locator(".card:has(details)").last
    ident = card.get_attribute("id")
    card.locator("summary").click()
    card.locator("input[name=why]").fill("counted twice")
    card.locator("button[value=strike]").click()
    struck = page.locator(f"#{ident}")
    assert "off" in struck.get_attribute("class")
    assert "counted twice" in struck.inner_text()


def test_a_delegate_finds_the_table_and_nothing_that_hints_at_more(visit):
    page = visit("/en/", reader="delegate")
    nav = page.locator(".nav a").all_inner_texts()
    assert "Press" not in nav
    assert "Brief" not in nav


@pytest.mark.parametrize("lang", LANGS)
def test_a_notice_is_written_seen_and_put_and_the_delegate_reads_it(lang, visit):
    page = visit(f"/{lang}{CASE}/table/")
    page.click(".acts a")
    page.fill("#ar", f"يُعقد اللقاء القادم يوم الأحد ({lang}).")
    page.click("main form button")  # the browser itself asks for the other language
    assert page.locator("#en").count() == 1
    page.fill("#en", f"The next meeting is on Sunday ({lang}).")
    page.click("main form button")
    expect_text(page, f"The next meeting is on Sunday ({lang}).")
    page.click("form[action*='/write/'] button")
    assert page.input_value("#en").strip() == f"The next meeting is on Sunday ({lang})."
    page.click("main form button")
    page.click("form[action*='/put/'] button")
    assert page.url.endswith(f"/{lang}{CASE}/table/")
    read = visit(f"/{lang}{CASE}/table/", reader="delegate")
    expect_text(read, f"({lang}).")
    assert read.locator(".acts a").count() == 0


@pytest.mark.parametrize("lang", LANGS)
def test_a_note_is_written_in_either_language(lang, visit):
    page = visit(f"/{lang}{CASE}/notes/", reader="officer-2")
    text = {"ar": "نسأل المصدر عن الرقم غدا.", "en": "We ask the source about the number tomorrow."}[lang]
    page.fill("#text", text)
    page.check("input[value=watch]")
    page.click("main form button")
    assert page.locator(f".notice[lang={lang}]").first.inner_text() == text


@pytest.mark.parametrize("lang", LANGS)
def test_a_name_is_added_found_changed_and_removed(lang, visit):
    page = visit(f"/{lang}{CASE}/names/")
    page.click(".acts a")
    page.fill("#id_ar", f"هيئة التجربة {'الأولى' if lang == 'ar' else 'الثانية'}")
    page.fill("#id_en", f"the Trial Body {lang}")
    page.select_option("#id_what", "body")
    page.select_option("#id_part_of", "qatar")
    page.fill("#id_id", f"trial-{lang}")
    page.click("main form button")
    expect_text(page, {"ar": "سُجِّل", "en": "Recorded"}[lang])
    page.fill("#q", f"Trial Body {lang}")
    page.press("#q", "Enter")
    page.click("table.roster th a")
    page.fill("#id_en", f"the Trial Body {lang}\nTrial Body {lang}")
    page.click("main form button")
    page.goto(f"{page.url.split('/names/')[0]}/names/of/trial-{lang}/")
    assert page.input_value("#id_en") == f"the Trial Body {lang}\nTrial Body {lang}"
    page.click("form[action*='/remove/'] button")
    page.fill("#q", f"Trial Body {lang}")
    page.press("#q", "Enter")
    assert page.locator("table.roster").count() == 0


def test_the_table_of_names_comes_out_is_changed_and_goes_in_on_agreement(visit, tmp_path):
    page = visit(f"/ar{CASE}/names/")
    with page.expect_download() as download:
        page.click("a[download]")
    table = tmp_path / "names.tsv"
    table.write_bytes(download.value.path().read_bytes() + "trial-place\tplace\t\tمكان التجربة\tTrial Place\n".encode())
    page.set_input_files("#id_table", table)
    page.click("form[action*='/upload/'] button")
    expect_text(page, "مدخل مضاف")
    expect_text(page, "مكان التجربة")
    page.click("form[action*='/set/'] button")
    expect_text(page, "سُجِّل الجدول")


@pytest.mark.parametrize("lang", LANGS)
def test_a_text_far_too_long_is_answered_in_words(lang, room, chromium, signed_in):
    page = chromium.new_context(storage_state=signed_in("lead")).new_page()  # not `visit`: the console tells of the 413
    page.goto(f"{room.address}/{lang}{CASE}/press/add/")
    # in a hidden field: laying out twelve million letters is not what is tried here
    page.evaluate("""() => {
        const form = document.querySelector('form[action*=paste]'), text = document.createElement('input')
        form.querySelector('[name=text]').remove()
        Object.assign(text, {type: 'hidden', name: 'text', value: 'x'.repeat(12000000)})
        form.append(text)
        form.submit()
    }""")
    page.wait_for_selector(".error")
    expect_text(page, {"ar": "8 ميغابايت", "en": "8 megabytes"}[lang])
    page.context.close()
