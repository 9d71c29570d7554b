"""`wasata package`: what a person at the terminal is told and may do."""

import json

from tests.cli.test_position import as_one, talks

__all__ = ["talks"]
FILE = {
    "sides": ["coast", "hills"],
    "issues": [
        {"issue": "quiet", "names": {"ar": "الهدوء", "en": "Quiet"}, "scale": True, "options": [
            {"option": "two", "names": {"ar": "يومان", "en": "two days"}, "amount": "2"},
            {"option": "six", "names": {"ar": "ستة أيام", "en": "six days"}, "amount": "6"}]},
        {"issue": "lists", "names": {"ar": "القوائم", "en": "Lists"}, "options": [
            {"option": "none", "names": {"ar": "لا أحد", "en": "nobody"}},
            {"option": "all", "names": {"ar": "الجميع", "en": "all"}}]},
    ],
    "rules": [],
}  # fmt: skip


def test_all_of_it_at_the_terminal(talks, capsys, tmp_path):
    def lead(*words: str) -> tuple[int, str, str]:
        return as_one(capsys, *words, reader="lead")

    assert lead("assessment", "open-cell", "one")[0] == 0
    assert "Nothing is on the table yet" in lead("package", "show")[1]
    (tmp_path / "issues.json").write_text(json.dumps(FILE), "utf-8")
    assert "2 issues" in lead("package", "set", str(tmp_path / "issues.json"))[1]
    code, out, _ = lead("package", "issues", "--json")
    (tmp_path / "again.json").write_text(out, "utf-8")
    assert (code, lead("package", "set", str(tmp_path / "again.json"))[0]) == (0, 0), "what it prints it takes"
    for side, order in (("coast", "six days > two"), ("hills", "two days > SIX DAYS")):
        code, out, err = lead(
            "package", "know", side, "--order", f"Quiet: {order}", "--order", "القوائم: الجميع > nobody", "--weights",
            "lists > quiet", "--ours", "said in a meeting",
        )  # fmt: skip
        assert (code, err) == (0, "")
    code, out, _ = lead("package", "show")
    assert ("Suggested" in out, "1. " in out, "Quiet:" in out) == (True, True, True)
    assert json.loads(lead("package", "show", "--json")[1])["suggestions"]
    code, out, _ = lead("package", "ask", "coast")
    question = out.strip().rpartition(" ")[2]
    assert "rather accept this, or have no deal" in out or "easier for you to accept" in out
    assert question in lead("package", "side", "coast")[1]
    assert lead("package", "answer", question, "first", "--ours", "said so")[0] == 0
    code, out, _ = lead("package", "know", "coast", "--red-line", "lists=all + quiet=two", "--only-if",
                        "lists=all if quiet=six", "--how", "likely", "--ours", "we read it so")  # fmt: skip
    pieces = out.removeprefix("Noted: ").strip().split(", ")
    assert len(pieces) == 2
    assert "Red line, never" in lead("package", "side", "coast")[1]
    assert lead("package", "withdraw", pieces[0], "--why", "misheard")[0] == 0
    assert lead("package", "tune", "hills", "--no-deal", "30", "--pair", "quiet + lists")[0] == 0
    assert lead("package", "know", "hills", "--accepts", "quiet=two + lists=all", "--ours", "x")[0] == 0
    for wrong in (
        ("know", "coast", "--order", "Quiet", "--ours", "x"), ("know", "coast", "--order", "Price: a > b", "--ours", "x"),
        ("know", "coast", "--order", "Quiet: seven > two", "--ours", "x"), ("know", "coast", "--ours", "x"),
        ("know", "coast", "--only-if", "lists=all", "--ours", "x"), ("answer", "qu-0", "first", "--ours", "x"),
        ("set", str(tmp_path / "none.json")), ("withdraw", "kn-0", "--why", "x"),
    ):  # fmt: skip
        assert lead("package", *wrong)[0] == 1, wrong
    assert as_one(capsys, "package", "show", reader="two")[0] == 1, "he was not named"
