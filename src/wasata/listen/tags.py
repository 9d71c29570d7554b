"""Tags: the standard library's HTML parser, made fit for pages that were written to break it.

Danger: three hundred kilobytes of `<!--` that keep the room busy for hours; a `<![foo[` that ends the program.
Duty: `Tags` is the parser all readers of HTML here are made from; what it finds in honest pages is what `HTMLParser` finds.
Shape: `<` after the last `>` of a document opens nothing, so it is a letter. A search for an end that is not there costs the
rest of the document: of each kind so many are paid for as the document's length allows a few times over; from then on
what opens so is text. So the whole is linear in the length.
"""

from collections.abc import Callable
from html.parser import HTMLParser

TIMES_OVER = 20
"""How often the length of a document may be searched in vain for the end of one kind of thing."""


class Tags(HTMLParser):
    """Takes a whole document in one `feed`."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._left: dict[str, int] = {}
        self.steps = 0
        """Characters that were searched in vain."""

    def feed(self, data: str) -> None:
        last = data.rfind(">") + 1
        self._left = dict.fromkeys(("comment", "declaration", "start", "end", "instruction"), TIMES_OVER * len(data))
        super().feed(data[:last] + data[last:].replace("<", "&lt;"))

    def _tried(self, kind: str, parse: Callable[[int], int], i: int) -> int:
        if self._left.get(kind, 0) < 0:
            return -1
        found = parse(i)
        if found < 0:
            searched = len(self.rawdata) - i
            self._left[kind] = self._left.get(kind, 0) - searched
            self.steps += searched
        return found

    def parse_comment(self, i: int, report: bool = True) -> int:
        return self._tried("comment", lambda at: super(Tags, self).parse_comment(at, report), i)

    def parse_html_declaration(self, i: int) -> int:
        return self._tried("declaration", self._declaration, i)

    def _declaration(self, i: int) -> int:
        try:
            return super().parse_html_declaration(i)
        except AssertionError:  # a section of no known name: to browsers a comment up to the next ">"
            return self.parse_bogus_comment(i)

    def parse_starttag(self, i: int) -> int:
        return self._tried("start", super().parse_starttag, i)

    def parse_endtag(self, i: int) -> int:
        return self._tried("end", super().parse_endtag, i)

    def parse_pi(self, i: int) -> int:
        return self._tried("instruction", super().parse_pi, i)
