"""A lead and two officers set up the first case over TLS, as three browsers would: with the standard library alone.

Danger: a handbook that was never walked through on a server without a network.
Duty: `python first_case.py ADDRESS AUTHORITY NAME CODE`: enters by the invitation, proves that it opens only once, sets a second
factor, opens a case, admits two officers and gives each a password, with which each gets in and sets his own. Then the three
take the case's keys and make the key of the copies: each types words of his papers back. With a fifth word, a file, the secret
of the lead's app is kept there, and beside it two papers of the copies (`FILE.1`, `FILE.2`).
`python first_case.py again ADDRESS AUTHORITY NAME FILE` signs him in with it, writes a note and a contact of the line, and finds
every one he wrote before; `python first_case.py page ADDRESS AUTHORITY PATH` tells the number of a page and its words.
Shape: runs on the server itself, beside nothing that knows the house. Each step is printed once it was seen to be done.
"""

import hashlib
import hmac
import json
import os
import re
import ssl
import sys
import time
from base64 import b32decode
from http.cookiejar import CookieJar
from pathlib import Path
from urllib.error import HTTPError
from urllib.parse import urlencode
from urllib.request import HTTPCookieProcessor, HTTPSHandler, ProxyHandler, Request, build_opener

OWN = "four small grey stones"


class Browser:
    """One browser: its cookies, and the token of the form it last saw."""

    def __init__(self, address: str, authority: str) -> None:
        self.address, self.token, self.at = address, "", ""
        trusted = ssl.create_default_context(cafile=authority)
        self.jar = CookieJar()
        self.ask = build_opener(HTTPSHandler(context=trusted), HTTPCookieProcessor(self.jar), ProxyHandler({}))

    def get(self, path: str) -> str:
        return self._sent(Request(self.address + path))

    def post(self, path: str, **fields: str) -> str:
        body = urlencode({"csrfmiddlewaretoken": self.token, **fields}).encode()
        return self._sent(Request(self.address + path, body, {"Referer": self.address + path, "Origin": self.address}))

    def fill(self, path: str, **fields: str) -> str:
        """Opens a form and sends it with what it carries."""
        page = self.get(path)
        carried = re.findall(r'name="(act|channel)" value="([^"]*)"', page)
        return self.post(path, **dict(carried), **fields)

    def _sent(self, request: Request) -> str:
        try:
            with self.ask.open(request, timeout=60) as answer:
                page, self.at = answer.read().decode(), answer.url.removeprefix(self.address)
        except HTTPError as refused:
            page, self.at = refused.read().decode(), str(refused.code)
        if found := re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page):
            self.token = found[1]
        return page

    def sign_in(self, name: str, password: str) -> str:
        self.get("/en/sign-in/")
        return self.post("/en/sign-in/", login=name, password=password)

    def second_factor(self) -> str:
        page = self.get("/en/account/second/app/")
        shown = re.search(r'class="secret">(.*?)</code>', page, re.DOTALL)
        assert shown, (self.at, page)
        secret = re.sub(r"<[^>]+>|\s", "", shown[1])
        self.post("/en/account/second/app/", code=code_now(secret))
        assert self.at == "/en/account/second/codes/", self.at
        return secret


def code_now(secret: str) -> str:
    """The six digits that an app shows now."""
    digest = hmac.digest(b32decode(secret), (int(time.time()) // 30).to_bytes(8, "big"), hashlib.sha1)
    at = digest[-1] & 15
    return f"{(int.from_bytes(digest[at : at + 4], 'big') & 0x7FFFFFFF) % 1_000_000:06}"


def seen(told: str, page: str, *words: str) -> None:
    for word in words:
        assert word in page, f"{told}: {word!r} is not on the page:\n{re.sub(r'<[^>]+>', ' ', page)}"
    print(f"  seen: {told}", flush=True)


def main(address: str, authority: str, name: str, code: str, kept: str = "") -> None:
    lead = Browser(address, authority)
    lead.get("/en/invitation/")
    entered = lead.post("/en/invitation/", reader=name, code=code, password1=OWN, password2=OWN)
    seen("the lead enters by the invitation and nobody did before", entered, "nobody got in by your name before you")
    other = Browser(address, authority)
    other.get("/en/invitation/")
    again = other.post("/en/invitation/", reader=name, code=code, password1=OWN, password2=OWN)
    seen("the same invitation opens nothing again, and says that it was used", again, "was used before")
    lead.sign_in(name, OWN)
    assert all(c.secure and c.name.startswith("__Host-") for c in lead.jar), [c.name for c in lead.jar]
    secret = lead.second_factor()
    if kept:
        Path(kept).touch(mode=0o600)
        Path(kept).write_text(json.dumps({"secret": secret, "notes": [], "contacts": []}))
    seen("the lead has a second factor and finds where cases are opened", lead.get("/en/"), "Open a case")
    lead.get("/en/open-case/")
    told = {"ar": "محادثات جدة", "en": "Jeddah talks", "case": "jeddah", "party_1": "rsf", "party_2": "sudan_army",
            "mediator_1": "saudi", "zone": "Asia/Riyadh", "about": "الهدنة\ntruce"}  # fmt: skip
    page = lead.post("/en/open-case/", **told)
    assert lead.at == "/en/case/jeddah/readers/?done=opened", lead.at
    seen("the first case is open", page, "Jeddah talks")
    three = {name: lead}
    for officer in ("omar", "mona"):
        lead.get("/en/case/jeddah/readers/")
        lead.post("/en/case/jeddah/readers/", name=officer, role="officer", act=f"{officer}-a")
        given = lead.post("/en/case/jeddah/readers/give/", reader=officer, act=f"{officer}-g")
        password = given.split('class="key-shown" dir="ltr">')[1].split("<")[0]
        theirs = Browser(address, authority)
        theirs.sign_in(officer, password)
        assert theirs.at.startswith("/en/account/password/"), theirs.at
        theirs.post("/en/account/password/", oldpassword=password, password1=OWN + officer, password2=OWN + officer)
        theirs.second_factor()
        told = f"{officer} sets his own password and second factor and reads the case"
        seen(told, theirs.get("/en/case/jeddah/"), "Jeddah talks")
        three[officer] = theirs
    take_keys(lead, three)
    told = {"line": "delta", "party": "rsf", "of": "party", "ar": "الدلتا", "en": "The delta", "langs": "ar", "ways": "call",
            "officers": "omar"}  # fmt: skip
    lead.fill("/en/case/jeddah/open-line/", **told)
    seen("a line is open, and its officer holds it", three["omar"].get("/en/case/jeddah/lines/"), "The delta")
    for number, paper in enumerate(make_copies_key(lead, three), 1):
        if kept:
            Path(f"{kept}.{number}").touch(mode=0o600)
            Path(f"{kept}.{number}").write_text(paper)
    print("  the case is set up; the administrator was not needed")


MINE, COPIES = "/en/case/jeddah/my-key/", "/en/copies/"


def take_keys(lead: Browser, three: dict[str, Browser]) -> None:
    """The lead types the digits that the two others read to him; each writes his part of the recovery down."""
    shown = lead.get("/en/case/jeddah/opens/")
    assert "opens/keep/" in shown, re.sub(r"<[^>]+>", " ", shown)
    lead.post("/en/case/jeddah/opens/keep/", act="first-keep", **digits(three, first=1))
    for name, browser in three.items():
        write_down(browser, MINE, f"{MINE}part/")
        seen(f"{name} holds a part of the recovery key", browser.get(MINE), "Persons keep this case")


def make_copies_key(lead: Browser, three: dict[str, Browser]) -> list[str]:
    """The key of the copies; what stands on two of the three papers."""
    lead.get(COPIES)
    lead.post(f"{COPIES}key/", case="jeddah", act="first-copies", **digits(three, first=2))
    papers = [write_down(browser, COPIES, f"{COPIES}part/") for browser in three.values()]
    seen("three hold parts of the key of the copies", lead.get(COPIES), "No copy was ever made")
    return papers[1:]


def digits(three: dict[str, Browser], first: int) -> dict[str, str]:
    """The two others and their digits, as the form asks."""
    asked = {}
    for n, (name, browser) in enumerate(list(three.items())[1:], first):
        (number,) = re.findall(r'class="key-number" dir="ltr">(.*?)</p>', browser.get(MINE), re.DOTALL)
        asked |= {f"other-{n}": name, f"digits-{n}": re.sub(r"<[^>]+>|\s", "", number)}
    return asked


def write_down(browser: Browser, page: str, back: str) -> str:
    """One's words, of which those that are asked are typed back."""
    shown = browser.get(page)
    words = re.findall(r'<li value="\d+">(\w+)</li>', shown)
    assert len(words) == 33, (page, len(words), re.sub(r"<[^>]+>|\s+", " ", shown))
    asked = [int(n) for n in re.findall(r'name="word-(\d+)"', shown)]
    answered = browser.post(back, act=f"part-{os.urandom(4).hex()}", **{f"word-{n}": words[n - 1] for n in asked})
    assert browser.at.startswith(page), (browser.at, re.sub(r"<[^>]+>|\s+", " ", answered)[:1500])
    assert not re.findall(r'<li value="\d+">', browser.get(page)), "the words are shown after they were written down"
    return " ".join(words)


def again(address: str, authority: str, name: str, kept: str) -> None:
    """Everything that was acknowledged is there; and one thing more is written."""
    told = json.loads(Path(kept).read_text())
    lead = Browser(address, authority)
    page = lead.sign_in(name, OWN)
    assert lead.at.startswith("/en/sign-in/second/"), (lead.at, re.sub(r"<[^>]+>|\s+", " ", page)[:2000])
    time.sleep(30 - time.time() % 30 + 0.5)  # no code is taken twice
    lead.post(lead.at, code=code_now(told["secret"]))
    notes, contacts = lead.get("/en/case/jeddah/notes/"), lead.get("/en/case/jeddah/lines/delta/contacts/")
    told_of = f"{len(told['notes'])} notes and {len(told['contacts'])} contacts that he was told were written are there"
    seen(f"the lead is in, and {told_of}", notes, *told["notes"])
    seen("those of the line opened with his own key", contacts, *told["contacts"])
    note = f"Note {os.urandom(4).hex()} of this hour."
    page = lead.post("/en/case/jeddah/notes/", text=note, about="watch", act=note[5:13])
    seen("another note is written", page, note)
    told["notes"].append(note)
    about = f"Call {os.urandom(4).hex()}"
    call = {
        "medium": "call",
        "way": "out",
        "answered": "yes",
        "on": "2026-01-02",
        "clock": "18:20",
        "minutes": "9",
        "about": about,
    }
    lead.fill("/en/case/jeddah/lines/delta/contacts/record/", **call)
    seen("and a contact of the line", lead.get("/en/case/jeddah/lines/delta/contacts/"), about)
    told["contacts"].append(about)
    Path(kept).write_text(json.dumps(told))


def page(address: str, authority: str, path: str) -> None:
    """The number of an answer, where it is not 200, and the words of its page."""
    somebody = Browser(address, authority)
    told = somebody.get(path)
    print(somebody.at if somebody.at.isdecimal() else 200, " ".join(re.sub(r"<[^>]+>", " ", told).split())[:1500])


if __name__ == "__main__":
    if sys.argv[1] in ("again", "page"):
        {"again": again, "page": page}[sys.argv[1]](*sys.argv[2:])
    else:
        main(*sys.argv[1:])
