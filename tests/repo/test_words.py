"""Every sentence exists in both languages, with the same places, and no word of ours takes a side."""

import re
import string
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po

SRC = Path(__file__).resolve().parents[2] / "src" / "wasata"
DOMAINS = sorted(p.stem for p in (SRC / "locale" / "ar" / "LC_MESSAGES").glob("*.po"))

_PY_KEY = re.compile(r"""\b(?:say|count|words\.say|words\.count)\(\s*f?["']([a-z_]+\.[a-z0-9_.{}\[\]!-]+)["']""")
_PY_CODE = re.compile(r"""^\s+code(?:: ClassVar\[str\])? = ["']([a-z_]+\.[a-z0-9_.]+)["']""", re.M)
_TEMPLATE_KEY = re.compile(r"""{%\s*(?:say|count_words)\s+["']([a-z_]+\.[a-z0-9_.]+)["']""")
# Words by which a side is taken (field/vocabulary): only ever inside somebody's quotation, never in our voice.
_SIDED = {
    "en": ["terrorist", "martyr", "regime", "the enemy", "hostage", "IDF"],
    "ar": ["شهيد", "شهداء", "إرهاب", "العدو", "الاحتلال", "رهينة", "رهائن", "أسير", "أسرى"],
}


def catalogue(lang: str, domain: str) -> Catalog:
    with (SRC / "locale" / lang / "LC_MESSAGES" / f"{domain}.po").open("rb") as f:
        return read_po(f, locale=lang, abort_invalid=True)


def sentences(cat: Catalog) -> dict[str, tuple[str, ...]]:
    out: dict[str, tuple[str, ...]] = {}
    for m in cat:
        if m.id:
            key = m.id[0] if isinstance(m.id, tuple | list) else m.id
            out[key] = tuple(m.string) if isinstance(m.string, tuple | list) else (m.string,)
            assert not m.fuzzy, f"{key} is fuzzy"
    return out


def places(sentence: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(sentence) if name}


def used_keys() -> dict[str, str]:
    """Keys written out in code and templates, with the file that uses them. Keys made with f-strings are left out."""
    found: dict[str, str] = {}
    for file in SRC.rglob("*.py"):
        text = file.read_text("utf-8")
        for key in _PY_KEY.findall(text):
            if "{" not in key:
                found[key] = file.name
        for code in _PY_CODE.findall(text):
            found[code] = found[f"{code}.next"] = file.name
    for file in SRC.rglob("*.html"):
        for key in _TEMPLATE_KEY.findall(file.read_text("utf-8")):
            found[key] = file.name
    return found


def test_both_languages_have_the_same_catalogues():
    english = sorted(p.stem for p in (SRC / "locale" / "en" / "LC_MESSAGES").glob("*.po"))
    assert english == DOMAINS


@pytest.mark.parametrize("domain", DOMAINS)
def test_every_sentence_stands_in_both_languages_with_the_same_places(domain: str):
    ar, en = sentences(catalogue("ar", domain)), sentences(catalogue("en", domain))
    assert set(ar) == set(en), f"only in one language: {sorted(set(ar) ^ set(en))}"
    for key, forms in ar.items():
        assert key.startswith(f"{domain}."), f"{key} stands in the catalogue {domain}"
        assert all(forms), f"{key} has an empty form in Arabic"
        assert all(en[key]), f"{key} has an empty form in English"
        wide = set().union(*map(places, forms)) | {"n"} if len(forms) > 1 else places(forms[0])
        other = set().union(*map(places, en[key])) | {"n"} if len(forms) > 1 else places(en[key][0])
        assert wide == other, f"{key}: the places differ: {wide} and {other}"
        assert len(forms) in (1, 6), f"{key} has {len(forms)} plural forms in Arabic"
        assert len(en[key]) == (2 if len(forms) == 6 else 1), f"{key}: plural in one language only"


@pytest.mark.parametrize("domain", DOMAINS)
def test_arabic_sentences_are_in_arabic_and_english_ones_in_english(domain: str):
    for key, forms in sentences(catalogue("ar", domain)).items():
        for form in forms:
            assert re.search("[\u0600-\u06ff]", form) or not re.search("[A-Za-z]{4}", re.sub("{.*?}", "", form)), key
    for key, forms in sentences(catalogue("en", domain)).items():
        if not key.endswith((".ar", ".arabic")):
            assert not any(re.search("[\u0600-\u06ff]", f) for f in forms), key


def test_every_key_used_in_code_and_templates_has_its_sentence():
    known = {k for d in DOMAINS for k in sentences(catalogue("ar", d))}
    missing = {k: f for k, f in used_keys().items() if k not in known}
    assert not missing


def test_arabic_of_ours_is_spelt_one_way():
    """Press prints "تقريرا", "تقريرًا" and "تقريراً"; a page that has all three reads as by three hands."""
    for domain in DOMAINS:
        for key, forms in sentences(catalogue("ar", domain)).items():
            assert not any("ًا" in form or "اً" in form for form in forms), key


@pytest.mark.parametrize("lang", ["ar", "en"])
def test_no_sentence_of_ours_takes_a_side(lang: str):
    for domain in DOMAINS:
        for key, forms in sentences(catalogue(lang, domain)).items():
            for word in _SIDED[lang]:
                pattern = (
                    rf"\b{word}\b"
                    if lang == "en"
                    else rf"(?<![\u0621-\u064a])(?:و|ف|ب|ل)?(?:ال)?{word}(?![\u0621-\u064a])"
                )
                assert not any(re.search(pattern, f, re.I) for f in forms), f"{key} says {word!r}"
