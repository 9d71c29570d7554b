"""How a command is used is told in the language of the run, by what Typer made of its module."""

from typing import Annotated, Literal

import pytest
import typer
import typer.main

from wasata.cli import usage
from wasata.cli.tongue import tongue

app = typer.Typer(help="What it is for.")


@app.command(help="Adds one.")
def add(
    paths: Annotated[list[str], typer.Argument(help="which")],
    kind: Annotated[Literal["one", "two"], typer.Option(help="of what kind")] = "one",
    many: Annotated[int, typer.Option(help="how many")] = 3,
    quietly: Annotated[bool, typer.Option("--quietly")] = False,
) -> None:
    print(paths, kind, many, quietly)


@app.command(help="Lists them.")
def show() -> None: ...


@pytest.fixture(params=["ar", "en"])
def lang(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("WASATA_LANG", request.param)
    tongue.cache_clear()
    yield request.param
    tongue.cache_clear()


def told(capsys: pytest.CaptureFixture[str], *words: str) -> str:
    usage.tell_help(typer.main.get_command(app), "wasata thing", words)
    return capsys.readouterr().out


def test_a_group_lists_its_commands_and_no_english_heading_in_arabic(lang: str, capsys: pytest.CaptureFixture[str]):
    out = told(capsys, "--help")
    assert "What it is for." in out
    assert "Adds one." in out
    assert ("هذه الصفحة" in out) == (lang == "ar")
    assert not {"Usage", "Options", "completion"} & set(out.replace(":", " ").split())


def test_a_command_tells_its_arguments_options_choices_and_defaults(lang: str, capsys: pytest.CaptureFixture[str]):
    out = told(capsys, "add", "--help")
    assert out.startswith("wasata thing add PATHS…")
    assert "--kind one|two" in out
    assert "--many MANY" in out
    assert "3" in out
    assert "--quietly" in out


@pytest.mark.parametrize(
    ("words", "named"),
    [
        (["add", "--frob", "x"], "--frob"),
        (["add"], "PATHS"),
        (["add", "x", "--many", "few"], "--many"),
        (["add", "x", "--many"], "--many"),
        (["add", "x", "--kind", "three"], "--kind"),
        (["sing"], "sing"),
    ],
)
def test_what_could_not_be_taken_is_named(words: list[str], named: str, lang: str):
    with pytest.raises(Exception) as refused:
        typer.main.get_command(app).main(words, standalone_mode=False)
    assert named in usage.why_refused(refused.value)


def test_help_after_two_dashes_is_a_word_like_any_other():
    assert usage.asks_for_help(["add", "--help"])
    assert not usage.asks_for_help(["add", "--", "--help"])
