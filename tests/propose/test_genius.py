"""Issues and values in the forms of others: by each form's own rule, written and read again the same, refused by name."""

import json
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.propose.made_up import spaces, values

from wasata.errors import DomainUnreadable, DomainWrong
from wasata.propose.frontier import normal
from wasata.propose.genius import Domain, Profile, read, write, write_genius, write_geniusweb

PROFILE = """<utility_space><objective index="0" name="root" type="objective" etype="objective">
<issue index="1" name="days" vtype="discrete">
<item index="1" value="2" evaluation="5"/><item index="2" value="4" evaluation="20"/></issue>
{more}<weight index="1" value="0.6"/></objective><reservation value="0.25"/></utility_space>"""
DISCRETE = PROFILE.replace("{more}", "")
PROFILE = PROFILE.replace(
    "{more}",
    """<issue index="2" name="trucks" vtype="integer" lowerbound="1" upperbound="5">
<evaluator ftype="linear" offset="0" slope="0.5"/></issue><weight index="2" value="0.4"/>""",
)


def test_genius_divides_by_the_largest_of_the_issue_and_then_weighs(tmp_path: Path):
    (tmp_path / "north.xml").write_text(PROFILE)
    domain = read(tmp_path)
    (north,) = domain.profiles
    assert [issue.options for issue in domain.space.issues] == [("2", "4"), ("1", "2", "3", "4", "5")]
    assert np.allclose(north.values[0], [0.6 * 5 / 20, 0.6])
    assert np.allclose(north.values[1], [0.0, 0.2, 0.4, 0.4, 0.4])
    assert (north.name, north.no_deal) == ("north", 0.25)


def test_issues_without_values_are_a_domain_without_sides(tmp_path: Path):
    bare = DISCRETE.replace(' evaluation="5"', "").replace(' evaluation="20"', "")
    (tmp_path / "domain.xml").write_text(f"<negotiation_template>{bare}</negotiation_template>")
    assert read(tmp_path / "domain.xml").profiles == ()
    (tmp_path / "north.xml").write_text(DISCRETE)
    (tmp_path / "south.xml").write_text(DISCRETE)
    assert [profile.name for profile in read(tmp_path).profiles] == ["north", "south"]


def test_geniusweb_is_read_with_its_package_of_no_deal(tmp_path: Path):
    domain = {"name": "talks", "issuesValues": {
        "days": {"values": ["2", "4"]}, "trucks": {"range": {"low": "0", "high": "10", "step": "5"}},
    }}  # fmt: skip
    space = {
        "issueUtilities": {
            "days": {"DiscreteValueSetUtilities": {"valueUtilities": {"2": 0.25, "4": 1}}},
            "trucks": {"NumberValueSetUtilities": {"lowValue": 0, "lowUtility": 1, "highValue": 10, "highUtility": 0}},
        },
        "issueWeights": {"days": 0.75, "trucks": 0.25}, "domain": domain, "name": "north",
        "reservationBid": {"issuevalues": {"days": "2", "trucks": "5"}},
    }  # fmt: skip
    (tmp_path / "talks.json").write_text(json.dumps(domain))
    (tmp_path / "north.json").write_text(json.dumps({"LinearAdditiveUtilitySpace": space}))
    (north,) = read(tmp_path).profiles
    assert np.allclose(north.values[0], [0.1875, 0.75])
    assert np.allclose(north.values[1], [0.25, 0.125, 0.0])
    assert north.no_deal == pytest.approx(0.1875 + 0.125)


@settings(deadline=None, max_examples=40)
@given(spaces(), st.integers(0, 9999), st.none() | st.floats(0, 1))
def test_what_is_written_is_read_again_the_same(tmp_path_factory, space, chance: int, no_deal: float | None):
    try:
        own = [values(space, chance + k) for k in range(2)]
    except DomainWrong:
        return
    raised = [[v - v.min() for v in side] for side in own]
    domain = Domain(
        space, tuple(Profile(n, tuple(v), no_deal) for n, v in zip(("north", "south"), raised, strict=True))
    )
    folder = tmp_path_factory.mktemp("written")
    again = read(write(domain, folder / "talks.json"))
    assert again.space == space
    for one, other in zip(domain.profiles, again.profiles, strict=True):
        assert (one.name, one.no_deal) == (other.name, other.no_deal)
        assert all((a == b).all() for a, b in zip(one.values, other.values, strict=True))
    for n, wrote in enumerate((write_genius, write_geniusweb)):
        place = folder / f"folder {n}"
        place.mkdir()
        wrote(domain, place)
        found = read(place)
        assert [issue.name for issue in found.space.issues] == [issue.name for issue in space.issues]
        bare = Domain(type(space)(space.issues), ())
        for one, other in zip(domain.profiles, found.profiles, strict=True):
            for a, b in zip(normal(bare.space, list(one.values)), normal(bare.space, list(other.values)), strict=True):
                assert np.allclose(a - a.min(), b - b.min(), atol=1e-9)


@pytest.mark.parametrize(
    ("name", "content", "why"),
    [
        ("a.xml", "<utility_space>", "broken"),
        ("a.xml", '<!DOCTYPE x [<!ENTITY a "b">]><utility_space/>', "entity"),
        ("a.xml", "<utility_space/>", "no_objective"),
        ("a.xml", DISCRETE.replace('evaluation="20"', 'evaluation="many"'), "number"),
        ("a.xml", DISCRETE.replace('<weight index="1"', '<weight index="7"'), "no_weight"),
        ("a.xml", PROFILE.replace('ftype="linear"', 'ftype="triangular"'), "evaluator"),
        ("a.xml", PROFILE.replace('upperbound="5"', 'upperbound="0"'), "range"),
        ("a.json", "{", "broken"),
        ("a.json", "[]", "form"),
        ("a.json", '{"a": 1}', "form"),
        ("a.json", '{"format": "wasata.agreement.1", "issues": 3}', "member"),
        ("a.json", '{"format": "wasata.agreement.1", "issues": [{"name": "a", "options": ["b"]}], '
                   '"rules": [{"why": "x"}]}', "rule"),
        ("a.json", '{"format": "wasata.agreement.1", "issues": [{"name": "a", "options": ["b"]}], '
                   '"sides": [{"name": "n", "values": {"a": {}}}]}', "no_value"),
        ("a.json", '{"format": "wasata.agreement.1", "issues": [{"name": "a", "options": ["b"]}], '
                   '"sides": [{"name": "n", "values": {"a": {"b": NaN}}}]}', "number"),
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_refused_by_name(tmp_path: Path, name: str, content: str, why: str):
    (tmp_path / name).write_text(content)
    with pytest.raises(DomainUnreadable) as told:
        read(tmp_path / name)
    assert told.value.values["why"] == f"propose.unreadable_why.{why}"
    assert str(tmp_path / name) in str(told.value.values["path"])


def test_a_folder_with_nothing_in_it_and_profiles_of_other_issues_are_refused(tmp_path: Path):
    with pytest.raises(DomainUnreadable, match="nothing"):
        read(tmp_path)
    (tmp_path / "north.xml").write_text(PROFILE)
    (tmp_path / "south.xml").write_text(DISCRETE)
    with pytest.raises(DomainUnreadable, match="other_issues"):
        read(tmp_path)


def test_values_below_zero_are_not_written_for_genius(tmp_path: Path):
    space = read(_one(tmp_path)).space
    with pytest.raises(DomainUnreadable, match="below_zero"):
        write_genius(Domain(space, (Profile("north", (np.array([-1.0, 1.0]),), 0.0),)), tmp_path)


def _one(folder: Path) -> Path:
    file = folder / "one.xml"
    file.write_text(DISCRETE)
    return file
