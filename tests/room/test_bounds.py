"""How much may be sent: told in words, in the reader's language, whoever sends it. Over a real line: `test_live_room.py`."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import multipartparser
from django.test import Client

from wasata.room.middleware import bounds

pytestmark = pytest.mark.django_db

CASE = "test-case"
PASTE, UPLOAD = f"case/{CASE}/press/paste/", f"case/{CASE}/press/upload/"
MEGABYTE = 1_048_576
LONG = "قالت الوزارة إن المحادثات مستمرة. " * 400_000


def files(size: int = 300_000, n: int = 1) -> dict[str, list[SimpleUploadedFile]]:
    return {"reports": [SimpleUploadedFile(f"{i}.txt", b"a word " * (size // 7)) for i in range(n)]}


@pytest.mark.parametrize(("lang", "says"), [("ar", "8 ميغابايت"), ("en", "8 megabytes")])
def test_a_pasted_text_over_the_bound_is_told_in_the_readers_language(home, enter, lang, says):
    answer = enter("lead").post(f"/{lang}/{PASTE}", {"text": LONG})
    assert answer.status_code == 413
    assert says in answer.content.decode()


@pytest.mark.parametrize(("lang", "says"), [("ar", "لم تسجّل الدخول"), ("en", "You are not signed in")])
@pytest.mark.parametrize("path", [PASTE, UPLOAD, "sign-in/", "account/", f"case/{CASE}/record/export/press/"])
def test_one_who_is_not_signed_in_is_told_that_he_is_not_before_anything_is_taken_apart(
    home, client, monkeypatch, path, lang, says
):
    def apart(*_args, **_kwargs):
        raise AssertionError("it was taken apart")

    monkeypatch.setattr(multipartparser.MultiPartParser, "parse", apart)
    answer = client.post(f"/{lang}/{path}", files())
    assert answer.status_code == 413
    assert says in answer.content.decode()
    assert "/sign-in/" in answer.content.decode()


def test_files_over_the_bound_are_told_so(home, enter, settings):
    settings.WASATA_UPLOAD_LIMIT = 2 * MEGABYTE
    answer = enter("lead").post(f"/en/{UPLOAD}", files(MEGABYTE, 4))
    assert answer.status_code == 413
    assert "2 megabytes at a time" in answer.content.decode()


def test_files_over_the_bound_by_a_little_are_refused_by_what_keeps_them_in_memory(home, enter, settings):
    settings.WASATA_UPLOAD_LIMIT = 100_000
    answer = enter("lead").post(f"/en/{UPLOAD}", files())
    assert answer.status_code == 413
    assert "megabytes" in answer.content.decode()


@pytest.mark.parametrize("who", ["delegate", "truce_monitor", "stranger"])
def test_files_of_one_who_may_not_add_reports_are_not_taken_apart(home, enter, monkeypatch, settings, who):
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 100_000

    def apart(*_args, **_kwargs):
        raise AssertionError("it was taken apart")

    client = enter(who)
    monkeypatch.setattr(multipartparser.MultiPartParser, "parse", apart)
    assert client.post(f"/en/{UPLOAD}", files()).status_code == 413


def test_what_is_refused_is_heard_out_before_it_is_answered(home, enter, monkeypatch):
    heard = []
    hear = bounds.hear_out

    def listen(request):
        hear(request)
        heard.append(request.read(1))

    monkeypatch.setattr(bounds, "hear_out", listen)
    assert enter("lead").post(f"/en/{PASTE}", {"text": LONG}).status_code == 413
    assert Client().post(f"/en/{UPLOAD}", files(MEGABYTE)).status_code == 413
    assert heard == [b"", b""], "nothing was left on the line"


def test_an_address_that_forms_are_sent_to_leads_to_the_form_when_it_is_only_opened(home, enter):
    client = enter("lead")
    for path, form in ((PASTE, "press/add/"), (UPLOAD, "press/add/"), (f"case/{CASE}/record/verify/", "record/"),
                       (f"case/{CASE}/press/r-0001/mark/", "press/r-0001/")):  # fmt: skip
        answer = client.get(f"/ar/{path}")
        assert (answer.status_code, answer["Location"]) == (302, f"/ar/case/{CASE}/{form}")
    assert client.put(f"/ar/{PASTE}").status_code == 405
