"""Marking: a finished hit as the contract's statement.

Danger: a span that quotes a particle, half a quotation or nothing at all.
Duty: offsets into the report's own text; no mark where the content is only a pronoun; whether all of it is quoted.
"""

from wasata.listen.ar.acts import act_of
from wasata.listen.ar.hits import Hit
from wasata.listen.ar.line import Words
from wasata.listen.marks import UNWEIGHED, Statement
from wasata.values import Span

_new = tuple.__new__  # a mark without the call of a named tuple


def mark_of(words: Words, hit: Hit) -> Statement | None:
    if hit.opens is None or hit.content is None or hit.source is None:
        return None
    at, to = hit.content
    if to <= at or _says_nothing(words, hit):
        return None
    content = words.cut_span(at, to)
    source = hit.source
    text = words.page.text
    src = _unquoted(text, words.cut_span(start_of(words, source.first), words.to[source.last - 1]))
    (begins, ends), (src_begins, src_ends) = content, src
    if src_begins < ends and begins < src_ends and src_ends - src_begins >= ends - begins:
        return None
    joined_and = words.bare_word[hit.first] != words.word[hit.first]
    cue = words.cut_span(words.at[hit.first] + joined_and, words.to[hit.last - 1])
    if begins <= cue.start and cue.end <= ends:
        return None  # a cue is never inside its own words
    via = hit.via
    if via is not None and (source.kind == "outlet" and via.start < src_ends and src_begins < via.end):
        via = None
    direct = _is_quoted(text, content)
    act = hit.act or act_of(words, hit.cue, hit.opens)
    return _new(
        Statement,
        (
            content, src, cue, source.kind, None if source.kind == "outlet" else source.actor, act, direct, via,
            f"ar.statement.{hit.rule}", UNWEIGHED,
        ),
    )  # fmt: skip


def start_of(words: Words, k: int) -> int:
    """Where a source begins, without a joined و or ف."""
    if k in words.mention:
        return max(words.at[k], words.mention[k][0].start)
    if words.bare_word[k] != words.word[k] or words.word[k].startswith("وال"):
        return words.at[k] + 1
    if words.value[k] >> 16 & 3 == 2 and words.word[k].startswith("ل") and not words.word[k].startswith("لل"):
        return words.at[k] + 1
    return words.at[k]


def _says_nothing(words: Words, hit: Hit) -> bool:
    """Content that is only a pronoun (نفى ذلك)."""
    assert hit.opens is not None
    assert hit.content is not None
    k = hit.opens.word
    size = hit.content[1] - hit.content[0]
    return (
        size < 3
        or (words.word[k] in {"ذلك", "هذا", "هذه", "الامر", "كل"} and size <= len(words.word[k]) + 5)
        or (
            words.word[k] in ("ذلك", "هذا")
            and k + 1 < len(words.word)
            and ((words.sign[k + 1] and words.word[k + 1] != '"') or hit.content[1] <= words.to[k])
        )
    )


_OPEN, _CLOSE = '"“«„‟”', '"”»“'
_OPENING = frozenset(_OPEN)


def _is_quoted(text: str, content: Span) -> bool:
    start = content.start
    before = text[start - 3 if start > 3 else 0 : start].rstrip()[-1:]
    if before not in _OPENING:
        return False
    if before == '"' and text[start - 1] == " " and text[start - 3 : start - 2].isalpha():
        return False  # the mark closes a name: 'طبقا لنشرة "كذا" لم…'
    after = text[content.end : content.end + 3].lstrip(" .،,؟!…")
    return not after or after[0] in _CLOSE or after[0] == "\n" or content.end >= len(text)


def _unquoted(text: str, span: Span) -> Span:
    start, end = begins, ends = span
    while start < end - 1 and text[start] in _OPEN + " #":
        start += 1
    while end > start + 1 and (text[end - 1] in _CLOSE + " ،," and not _opened(text, start, end)):
        end -= 1
    return span if start == begins and end == ends else Span(start, end)


def _opened(text: str, start: int, end: int) -> bool:
    """Whether the mark that ends a source closes one inside it."""
    return text[end - 1] in _CLOSE and any(c in _OPEN for c in text[start : end - 1])
