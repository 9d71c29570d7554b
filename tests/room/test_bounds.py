"""How much may be sent: told in words, in the reader's language, whoever sends it, over a real line too."""

import http.client
import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import multipartparser
from django.test import Client

from wasata.desk.case import open_case
from wasata.record.home import Home
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


# ---- over a real line


@pytest.fixture(scope="module")
def port(tmp_path_factory) -> Iterator[int]:
    """A small room, served as it is in earnest."""
    home = tmp_path_factory.mktemp("bounds") / "home"
    with Home.create(home) as made:
        open_case(made, CASE, names={"ar": "صغيرة", "en": "Little"}, period={"ar": "", "en": ""}, lead="lead")
    env = {k: v for k, v in os.environ.items() if not k.startswith(("DJANGO_", "WASATA_"))}
    env |= {"WASATA_HOME": str(home), "WASATA_LANG": "en", "PYTHONUNBUFFERED": "1"}
    wasata = Path(sys.executable).with_name("wasata")
    room = subprocess.Popen([wasata, "room", "--port", "0"], env=env, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
                            text=True, start_new_session=True)  # fmt: skip
    assert room.stdout is not None
    said, at = [], 0
    for line in room.stdout:
        said.append(line)
        if m := re.search(r"http://localhost:(\d+)", line):
            at = int(m[1])
            break
    assert at, "".join(said)
    yield at
    os.killpg(room.pid, signal.SIGINT)
    rest, _ = room.communicate(timeout=20)
    assert "Traceback" not in rest


@pytest.mark.parametrize("kind", ["application/x-www-form-urlencoded", "multipart/form-data; boundary=b"])
@pytest.mark.parametrize("path", ["/ar/sign-in/", f"/ar/{UPLOAD}", "/ar/nothing/here/"])
def test_a_long_body_is_answered_over_a_real_line_and_the_line_holds(port, kind, path):
    line = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    line.request("POST", path, body=b"x" * (20 * MEGABYTE), headers={"Content-Type": kind, "Host": "localhost"})
    answer = line.getresponse()
    page = answer.read().decode()
    assert answer.status in (413, 404)
    assert answer.status == 404 or "لم تسجّل الدخول" in page
    line.request("GET", "/en/sign-in/", headers={"Host": "localhost"})
    assert line.getresponse().status == 200, "the same line serves on"
    line.close()
