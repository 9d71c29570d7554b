"""A lead and two officers set up the first case over TLS, as three browsers would: with the standard library alone.

Danger: a handbook that was never walked through on a server without a network.
Duty: `python first_case.py ADDRESS AUTHORITY NAME CODE`: enters by the invitation, proves that it opens only once, sets a second
factor, opens a case, admits two officers and gives each a password, with which each gets in and sets his own.
Shape: runs on the server itself, beside nothing that knows the house. Each step is printed once it was seen to be done.
"""

import hashlib
import hmac
import re
import ssl
import sys
import time
from base64 import b32decode
from http.cookiejar import CookieJar
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

    def _sent(self, request: Request) -> str:
        try:
            with self.ask.open(request, timeout=60) as answer:
                page, self.at = answer.read().decode(), answer.url.removeprefix(self.address)
        except HTTPError as refused:
            page, self.at = refused.read().decode(), str(refused.code)
        if found := re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page):
            self.token = found[1]
        return page

    def sign_in(self, name: str, password: str) -> None:
        self.get("/en/sign-in/")
        self.post("/en/sign-in/", login=name, password=password)

    def second_factor(self) -> None:
        page = self.get("/en/account/second/app/")
        shown = re.search(r'class="secret">(.*?)</code>', page, re.DOTALL)
        assert shown, (self.at, page)
        secret = re.sub(r"<[^>]+>|\s", "", shown[1])
        digest = hmac.digest(b32decode(secret), (int(time.time()) // 30).to_bytes(8, "big"), hashlib.sha1)
        at = digest[-1] & 15
        code = f"{(int.from_bytes(digest[at : at + 4], 'big') & 0x7FFFFFFF) % 1_000_000:06}"
        self.post("/en/account/second/app/", code=code)
        assert self.at == "/en/account/second/codes/", self.at


def seen(told: str, page: str, *words: str) -> None:
    for word in words:
        assert word in page, f"{told}: {word!r} is not on the page:\n{re.sub(r'<[^>]+>', ' ', page)}"
    print(f"  seen: {told}", flush=True)


def main(address: str, authority: str, name: str, code: str) -> None:
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
    lead.second_factor()
    seen("the lead has a second factor and finds where cases are opened", lead.get("/en/"), "Open a case")
    lead.get("/en/open-case/")
    told = {"ar": "محادثات جدة", "en": "Jeddah talks", "case": "jeddah", "party_1": "rsf", "party_2": "sudan_army",
            "mediator_1": "saudi", "zone": "Asia/Riyadh", "about": "الهدنة\ntruce"}  # fmt: skip
    page = lead.post("/en/open-case/", **told)
    assert lead.at == "/en/case/jeddah/readers/?done=opened", lead.at
    seen("the first case is open", page, "Jeddah talks")
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
        seen(
            f"{officer} sets his own password and second factor and reads the case",
            theirs.get("/en/case/jeddah/"),
            "Jeddah talks",
        )
    print("  the case is set up; the administrator was not needed")


if __name__ == "__main__":
    main(*sys.argv[1:])
