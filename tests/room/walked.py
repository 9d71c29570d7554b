"""Somebody who follows every link that his pages offer him, and sends every form empty."""

import html
import re
from typing import Any

_OF_ONE_KIND = re.compile(r"(/names/of/)[^/]+|page=\d+|/press/r-\d+")


def links_of(page: str) -> set[str]:
    return {a.split("#")[0] for a in re.findall(r'<a [^>]*href="(/[^"]*)"', page)} - {""}


def walked(client: Any, who: str, first: str = "/en/?all", *, kind: re.Pattern[str] = _OF_ONE_KIND) -> set[str]:
    """From one page on, through every link that is offered; each form is one its reader may send. Gives where he was.

    Args:
        kind: of addresses that differ in this alone, one is opened.
    """
    open_ones, seen, forms = [first], set[str](), set[str]()
    while open_ones:
        address = open_ones.pop()
        answer = client.get(html.unescape(address))
        assert answer.status_code in (200, 302), f"{who} at {address}"
        if answer.status_code == 302:
            open_ones += [a for a in {answer["Location"]} - seen if a not in open_ones]
            seen.add(address)
            continue
        seen.add(address)
        if "text/html" not in answer["Content-Type"]:
            continue
        page = answer.content.decode()
        forms |= {f for f in re.findall(r'<form[^>]*method="post"[^>]*action="([^"]+)"', page) if "/case/" in f}
        kinds = {kind.sub(r"\1", a) for a in seen | set(open_ones)}
        for link in links_of(page):
            if link not in seen and link.startswith("/en/") and kind.sub(r"\1", link) not in kinds:
                open_ones.append(link)
                kinds.add(kind.sub(r"\1", link))
    assert len(seen) >= 6
    for form in sorted(forms):
        if "/export/" in form:
            continue  # its act is recorded; the table of who may holds it
        answer = client.post(form, {})
        assert answer.status_code in (200, 302, 400), f"{who} sends {form}"
    return seen
