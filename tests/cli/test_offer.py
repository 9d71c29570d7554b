"""`wasata draft`, `wasata offer`, `wasata rehearse`: what a person at the terminal is told and may do."""

import json
import zipfile

import pytest
from tests.cli.test_package import FILE
from tests.cli.test_position import as_one, talks

from wasata.cli import main

__all__ = ["talks"]
CLAUSES = [
    {
        "clause": "c1",
        "title": None,
        "words": {"ar": "هدوء", "en": "Quiet for [two / six] days."},
        "options": [["quiet", "six"]],
    }
]


@pytest.fixture
def lead(talks, capsys, tmp_path):
    def run(*words: str, reader: str = "lead") -> tuple[int, str, str]:
        return as_one(capsys, *words, reader=reader)

    assert run("assessment", "open-cell", "one")[0] == 0
    (tmp_path / "issues.json").write_text(json.dumps(FILE), "utf-8")
    assert run("package", "set", str(tmp_path / "issues.json"))[0] == 0
    return run


def test_the_text_is_written_shown_compared_and_saved(lead, tmp_path):
    assert "No version was written yet" in lead("draft", "list")[1]
    (tmp_path / "one.json").write_text(json.dumps(CLAUSES), "utf-8")
    assert "Version 1" in lead("draft", "write", str(tmp_path / "one.json"), "--after", "0")[1]
    out = lead("draft", "show", "1", "--json")[1]
    told = json.loads(out)
    told[0]["words"]["en"] = "Quiet for six days."
    (tmp_path / "two.json").write_text(json.dumps(told), "utf-8")
    assert lead("draft", "write", str(tmp_path / "two.json"), "--after", "1", "--note", "no bracket")[0] == 0
    assert lead("draft", "write", str(tmp_path / "two.json"), "--after", "1")[0] == 1, "written meanwhile"
    out = lead("draft", "compare", "1", "2")[1]
    assert ("changed in one language only: English" in out, "[-" in out) == (True, True)
    assert "1 clause" in lead("draft", "list")[1]
    assert "brackets" not in lead("draft", "show", "2")[1]
    for name in ("text.docx", "text.html"):
        assert lead("draft", "save", "2", str(tmp_path / name))[0] == 0
    assert "word/document.xml" in zipfile.ZipFile(tmp_path / "text.docx").namelist()
    assert lead("draft", "save", "2", str(tmp_path / "text.exe"))[0] == 2
    assert lead("draft", "write", str(tmp_path / "none.json"), "--after", "2")[0] == 1
    assert lead("draft", "show", "9")[0] == 1


def test_an_offer_is_asked_for_looked_at_and_approved_by_exactly_what_was_shown(lead):
    code, out, _ = lead(
        "offer", "ask", "--to", "coast", "--to", "hills", "--package", "Quiet=two days + lists=all", reader="one"
    )
    name = out.strip().rpartition(" ")[2]
    assert (code, name.startswith("of-")) == (0, True)
    out = lead("offer", "approve", name)[1]
    signed = out.strip().rpartition(" ")[2]
    assert ("two days" in out, len(signed)) == (True, 64)
    assert lead("offer", "approve", name, "--signed", "0" * 64)[0] == 1
    assert lead("offer", "approve", name, "--signed", signed, reader="one")[0] == 1, "his own"
    assert lead("offer", "approve", name, "--signed", signed)[0] == 0
    assert "approved" in lead("offer", "show", name)[1]
    assert lead("offer", "take-back", name, reader="one")[0] == 0
    assert "taken back" in lead("offer", "list")[1]
    code, out, _ = lead(
        "offer", "ask", "--to", "coast", "--package", "quiet=six + lists=none", "--ar", "كلام", "--en", "Words."
    )
    other = out.strip().rpartition(" ")[2]
    assert lead("offer", "send-back", other, "--why", "Not yet.", reader="one")[0] == 0
    assert json.loads(lead("offer", "show", other, "--json")[1])["sent_back"] == "Not yet."
    for wrong in (
        ("said", other, "accepts", "--line", "coast", "--person", "envoy"), ("own",), ("open", other), ("say", other, "accepts"),
        ("answer", other, "yes"), ("ask", "--to", "coast"), ("show", "of-0"),
    ):  # fmt: skip
        assert lead("offer", *wrong)[0] == 1, wrong
    assert lead("offer", "said", other, "perhaps", "--line", "coast", "--person", "envoy")[0] == 2


@pytest.mark.parametrize("manner", ["truthful", "noisy", "stubborn", "misreporting"])
def test_made_up_sides_rehearse(capsys, manner):
    with pytest.raises(SystemExit) as end:
        main.main(["rehearse", "--manner", manner, "--rounds", "2", "--no-deal", "0.2"])
    out = capsys.readouterr().out
    assert (end.value.code, out.count("of the best")) == (0, 3)
    assert "Made-up sides" in out


def test_a_rehearsal_of_a_domain_that_is_none_is_refused(capsys, tmp_path):
    for typed in ([str(tmp_path / "none")], ["--manner", "shy"]):
        with pytest.raises(SystemExit) as end:
            main.main(["rehearse", *typed])
        assert end.value.code in (1, 2)
        assert capsys.readouterr().err
