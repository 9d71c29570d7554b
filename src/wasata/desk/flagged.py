"""Words of the deal whose meaning is not agreed, looked for in whatever text a page shows.

Danger: a word in a letter that each side reads its own way; a flag that tells a delegate what is written of a word elsewhere.
Duty: which terms a reader may know, and where a text uses one that all have not agreed on.
Shape: `watched(desk, lang)` once a page, then `.uses(text)` of each text on it; pages draw it with `templatetags/definitions`;
a choice in a list, which holds no markup, is told by `listed_words`.
"""

from dataclasses import dataclass
from functools import lru_cache

from wasata.carry.definition import Term, Use, forget_forms, uses
from wasata.desk.access import Desk
from wasata.desk.defined import AGREED, OURS, Version, definitions_in
from wasata.desk.line import channels_held
from wasata.values import Lang
from wasata.words import say, tame


def terms(desk: Desk, lang: Lang) -> tuple[Term, ...]:
    """The terms this reader may know, each with whether all have agreed on what it means: the team from `bureau`; a delegate
    from what was put to his own side. Whoever holds neither knows those of the table."""
    with desk.hold():
        known: dict[str, list[Version]] = desk.fold(AGREED) if desk.holds("table") else {}
        if desk.holds("bureau"):
            texts = {term: ours.versions[-1].text for term, ours in desk.fold(OURS).items()}
        else:
            texts = {
                term: theirs.versions[-1].text
                for line in channels_held(desk)
                for term, theirs in desk.fold(definitions_in(line)).items()
            }
        texts = {term: stands[-1].text for term, stands in known.items()} | texts
        return tuple(
            Term(term, text.names[lang], _forms((*text.names.values(), *text.also)), term in known)
            for term, text in sorted(texts.items())
        )


def forget() -> None:
    """What was remembered of terms leaves the memory: some stand in one channel only."""
    _forms.cache_clear()
    forget_forms()


@lru_cache(maxsize=512)
def _forms(given: tuple[str, ...]) -> tuple[str, ...]:
    """The forms that were given with a term, and those the reader of reports knows of the same noun: its broken plurals."""
    from wasata.listen.ar.nouns import nouns as arabic  # tables that no command needs before a word is defined
    from wasata.listen.en.nouns import nouns as english
    from wasata.listen.letters import fold_word

    more: list[str] = []
    for form in given:
        bare = fold_word(form.strip())
        noun = arabic().get(bare)
        if noun is not None:
            more += [word for word, other in arabic().items() if other.stem == noun.stem and not other.definite]
        said = english().get(form.strip().casefold().removeprefix("the "))
        if said is not None and said.stem not in ("", "other", "nation"):
            more += [word for word, other in english().items() if other.stem == said.stem]
    return tuple(dict.fromkeys((*given, *more)))


@dataclass(frozen=True, slots=True)
class Watched:
    """The terms whose meaning is not agreed, ready to be looked for in many texts of a page."""

    terms: tuple[Term, ...]

    def but(self, term: str) -> "Watched":
        """The same without one: a term's own text is no use of it."""
        return Watched(tuple(t for t in self.terms if t.term != term))

    def uses(self, text: str) -> tuple[Use, ...]:
        """Where a text uses one of them."""
        return uses(text, self.terms)

    def named(self, text: str) -> tuple[Term, ...]:
        """Which of them a text uses, each once, in the order of its words."""
        return tuple(dict.fromkeys(use.term for use in self.uses(text)))


def watched(desk: Desk, lang: Lang) -> Watched:
    """The terms to be flagged wherever this reader reads them."""
    return Watched(tuple(term for term in terms(desk, lang) if not term.settled))


def flagged(desk: Desk, text: str, lang: Lang) -> tuple[Use, ...]:
    """Where a text uses a term whose meaning is not agreed by all."""
    return watched(desk, lang).uses(text)


def listed_words(watched: Watched | None, text: str, lang: Lang, *, whole: str = "") -> str:
    """Words in a list to choose from, where nothing can be underlined: after them stands which of them are not agreed.

    Args:
        whole: the text they begin, if they are cut: what it uses further on is told too, for that is what is chosen.
    """
    shown = tame(text)
    named = watched.named(tame(whole or text)) if watched else ()
    if not named:
        return shown
    told = say("report.comma", lang).join(tame(term.name) for term in named)
    return say("definition.listed", lang, words=shown, terms=told)
