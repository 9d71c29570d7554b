"""What the room is made of: a part nobody pinned, a file that was changed, an advisory that names a version, each by its name."""

import hashlib
import json
import re
import zipfile
from base64 import urlsafe_b64encode

import pytest

from wasata.cli import bill
from wasata.cli import parts as command
from wasata.cli.main import main

VERSION = "1.4.2"


def _digest(data: bytes) -> str:
    return "sha256=" + urlsafe_b64encode(hashlib.sha256(data).digest()).decode().rstrip("=")


def _wheel(folder, name, version, files, requires=()):
    """A wheel, as any is packed."""
    info = f"{name}-{version}.dist-info"
    needs = "".join(f"Requires-Dist: {one}\n" for one in requires)
    files = {**files, f"{info}/METADATA": f"Metadata-Version: 2.4\nName: {name}\nVersion: {version}\n"
             f"License-Expression: MIT\n{needs}".encode()}  # fmt: skip
    record = "".join(f"{path},{_digest(data)},{len(data)}\n" for path, data in files.items()) + f"{info}/RECORD,,\n"
    path = folder / f"{name}-{version}-py3-none-any.whl"
    with zipfile.ZipFile(path, "w") as packed:
        for inside, data in (files | {f"{info}/RECORD": record.encode()}).items():
            packed.writestr(inside, data)
    return path


@pytest.fixture
def server(tmp_path):
    """The folder of parts of a server, the wheels they came in, and the pins."""
    wheels, site, pins = tmp_path / "wheels", tmp_path / "site", tmp_path / "pins"
    for folder in (wheels, site, pins):
        folder.mkdir()
    made = [
        _wheel(wheels, "wasata", "0.1.0", {"wasata/a.py": b"1\n"}, ['Scales>=1; extra == "room"']),
        _wheel(wheels, "Scales", VERSION, {"scales/a.py": b"2\n", "scales/b.py": b"3\n"}, ["weights"]),
        _wheel(wheels, "weights", "1.002", {"weights/a.py": b"4\n"}),
    ]
    for wheel in made:
        with zipfile.ZipFile(wheel) as packed:
            packed.extractall(site)
    sums = [hashlib.sha256(wheel.read_bytes()).hexdigest() for wheel in made]
    scales = f"scales=={VERSION} \\\n    --hash=sha256:{sums[1]} \\\n    --hash=sha256:{'0' * 64}\n"
    (pins / "room.txt").write_text(f"{scales}weights==1.2 --hash=sha256:{sums[2]}\n")
    return site, wheels, bill.pins_in(pins)


def _advisory(folder, name="scales", *, number="OSV-1", **affected):
    told = {"id": number, "modified": "2031-05-04T10:00:00Z", "summary": "A scale that weighs wrongly", "aliases": ["CVE-1"],
            "affected": [{"package": {"ecosystem": "PyPI", "name": name}, **affected}]}  # fmt: skip
    (folder / f"{number}.json").write_text(json.dumps(told))
    return folder


def _span(*events):
    return {"ranges": [{"type": "ECOSYSTEM", "events": [dict([event]) for event in events]}]}


def test_each_part_is_told_with_its_licence_its_pins_and_who_asks_for_it(server):
    site, _, pins = server
    scales, _, weights = bill.bill([site], pins)
    assert (scales.name, scales.version, scales.licence, scales.direct) == ("scales", VERSION, "MIT", ("room",))
    assert len(scales.digests) == 2
    assert (weights.direct, weights.needed_by) == ((), ("scales",))
    assert not weights.is_strange  # 1.002 and 1.2 are one version


def test_a_part_that_nobody_pinned_and_one_of_another_version_are_strange(server):
    site, _, pins = server
    assert [part.name for part in bill.bill([site], {}) if part.is_strange] == ["scales", "weights"]
    other = pins | {"scales": (bill.Pin("1.4.3", ()),)}
    assert [part.name for part in bill.bill([site], other) if part.is_strange] == ["scales"]


def test_files_as_they_were_installed_are_not_told_of(server):
    site, wheels, pins = server
    (site / "scales" / "__pycache__").mkdir()
    (site / "scales" / "__pycache__" / "a.pyc").write_bytes(b"compiled")
    assert bill.changed([site], pins) == bill.changed([site], pins, wheels) == ()


def test_a_changed_a_missing_and_an_added_file_are_named(server):
    site, _, pins = server
    (site / "scales" / "a.py").write_bytes(b"2 \n")
    (site / "scales" / "b.py").unlink()
    (site / "scales" / "c.py").write_bytes(b"added")
    (site / "zz.pth").write_bytes(b"import os")
    assert bill.changed([site], pins) == (
        ("changed", "scales/a.py"), ("missing", "scales/b.py"), ("strange", "scales/c.py"), ("strange", "zz.pth"),
    )  # fmt: skip


def test_a_file_that_was_changed_together_with_its_list_is_found_by_the_wheel_alone(server):
    site, wheels, pins = server
    (site / "scales" / "a.py").write_bytes(b"evil\n")
    record = site / f"Scales-{VERSION}.dist-info" / "RECORD"
    record.write_text(record.read_text().replace(_digest(b"2\n"), _digest(b"evil\n")))
    assert bill.changed([site], pins) == ()
    assert bill.changed([site], pins, wheels) == (("changed", "scales/a.py"),)


def test_a_wheel_that_is_not_the_pinned_one_is_named_and_so_is_a_part_without_one(server):
    site, wheels, pins = server
    (wheels / "weights-1.002-py3-none-any.whl").unlink()
    with zipfile.ZipFile(wheels / f"Scales-{VERSION}-py3-none-any.whl", "a") as packed:
        packed.writestr("scales/d.py", b"5")
    assert bill.changed([site], pins, wheels) == (("wheel", f"Scales-{VERSION}-py3-none-any.whl"), ("wheel", "weights"))


@pytest.mark.parametrize(
    ("affected", "is_named"),
    [
        ({"versions": [VERSION]}, True),
        ({"versions": ["1.4.1", "not a version"]}, False),
        (_span(("introduced", "0"), ("fixed", "1.4.2")), False),
        (_span(("introduced", "0"), ("fixed", "1.4.3")), True),
        (_span(("introduced", "1.4.3")), False),
        (_span(("introduced", "0"), ("last_affected", "1.4.2")), True),
        (_span(("introduced", "0"), ("last_affected", "1.4.1")), False),
        (_span(("introduced", "0"), ("fixed", "1.0"), ("introduced", "1.4"), ("fixed", "1.10")), True),
        (_span(("fixed", "1.10"), ("introduced", "1.4"), ("fixed", "1.0"), ("introduced", "0")), True),
        (_span(("introduced", "0"), ("fixed", "1.0"), ("introduced", "1.10")), False),
        ({"ranges": [{"type": "GIT", "events": [{"introduced": "0"}]}]}, False),
    ],
)
def test_an_advisory_names_the_versions_it_says_and_no_others(server, tmp_path, affected, is_named):
    site, _, pins = server
    found = bill.audit(bill.bill([site], pins), _advisory(tmp_path, "SCALES", **affected))
    assert [(hit.part, hit.name, hit.also) for hit in found.hits] == [("scales", "OSV-1", ("CVE-1",))] * is_named
    assert (found.looked_at, found.newest) == (1, "2031-05-04")


def test_advisories_are_read_from_a_folder_a_zip_or_a_list_alike_and_a_withdrawn_one_is_none(server, tmp_path):
    site, _, pins = server
    there = bill.bill([site], pins)
    folder = _advisory(tmp_path, **_span(("introduced", "0"), ("fixed", "2")))
    _advisory(folder, number="OSV-2", versions=["9"])
    rows = [json.loads(file.read_text()) for file in sorted(folder.glob("*.json"))]
    with zipfile.ZipFile(tmp_path / "all.zip", "w") as packed:
        for n, row in enumerate(rows):
            packed.writestr(f"{n}.json", json.dumps(row))
    (tmp_path / "list").write_text(json.dumps(rows))
    alike = [bill.audit(there, at) for at in (folder, tmp_path / "all.zip", tmp_path / "list")]
    assert alike[0] == alike[1] == alike[2]
    assert alike[0].looked_at == 2
    assert alike[0].hits[0].fixed_in == ("2",)
    (tmp_path / "list").write_text(json.dumps([rows[0] | {"withdrawn": "2031-05-05T00:00:00Z"}]))
    assert bill.audit(there, tmp_path / "list").hits == ()


@pytest.mark.parametrize("told", ["{", "[1]", "{}", '{"id": "X", "affected": []}', "[" * 100_000])
def test_what_cannot_be_read_or_says_nothing_of_such_parts_is_refused_and_never_taken_for_a_clean_answer(
    server, tmp_path, told
):
    site, _, pins = server
    (tmp_path / "brought.json").write_text(told)
    with pytest.raises(bill.AdvisoriesWrong):
        bill.audit(bill.bill([site], pins), tmp_path / "brought.json")


def test_a_span_whose_versions_are_none_is_refused_by_the_name_of_its_file(server, tmp_path):
    site, _, pins = server
    with pytest.raises(bill.AdvisoriesWrong) as refused:
        bill.audit(bill.bill([site], pins), _advisory(tmp_path, **_span(("introduced", "no version"))))
    assert str(refused.value.values["value"]).endswith("OSV-1.json")


def test_the_list_as_cyclonedx_has_every_part_once_with_what_it_rests_on(server):
    site, _, pins = server
    told = bill.as_cyclonedx(bill.bill([site], pins), "0.1.0")
    assert (told["bomFormat"], told["specVersion"]) == ("CycloneDX", "1.6")
    assert [one["name"] for one in told["components"]] == ["scales", "weights"]
    on = {row["ref"]: row["dependsOn"] for row in told["dependencies"]}
    assert on["pkg:pypi/wasata@0.1.0"] == [f"pkg:pypi/scales@{VERSION}"]
    assert on[f"pkg:pypi/scales@{VERSION}"] == ["pkg:pypi/weights@1.002"]
    assert set(on) == {told["metadata"]["component"]["bom-ref"], *(one["bom-ref"] for one in told["components"])}


def _say(monkeypatch, capsys, server, *words):
    """What the command says of this server, on both its outputs, and its exit code."""
    site, _, pins = server
    listed, held = bill.bill, bill.changed
    monkeypatch.setattr(bill, "bill", lambda _, *rest: listed([site], *rest))
    monkeypatch.setattr(bill, "changed", lambda _, *rest: held([site], *rest))
    monkeypatch.setattr(bill, "pins_in", lambda _: pins)
    with pytest.raises(SystemExit) as ended:
        main(["keep", "parts", "--lang", "en", *map(str, words)])
    told = capsys.readouterr()
    return ended.value.code, re.sub("[\u2066-\u2069]", "", told.out), re.sub("[\u2066-\u2069]", "", told.err)


def test_the_command_ends_with_0_where_nothing_is_to_be_done_and_says_how_old_the_advisories_are(
    server, monkeypatch, capsys, tmp_path
):
    code, told, warned = _say(monkeypatch, capsys, server, "--audit", _advisory(tmp_path, versions=["9"]))
    assert (code, warned) == (0, "")
    assert "Every file is as it was installed." in told
    assert "The newest is of 2031-05-04" in told


def test_the_command_ends_with_1_and_names_the_advisory_and_the_changed_file(server, monkeypatch, capsys, tmp_path):
    (server[0] / "scales" / "a.py").write_bytes(b"evil\n")
    code, told, warned = _say(monkeypatch, capsys, server, "--json", "--audit", _advisory(tmp_path, versions=[VERSION]))
    assert code == 1
    assert json.loads(told)["bomFormat"] == "CycloneDX"
    assert "scales/a.py" in warned
    assert "scales 1.4.2 is named by OSV-1 (CVE-1): A scale that weighs wrongly" in warned


def test_the_pins_of_the_tree_are_found_and_name_what_the_server_needs():
    assert {"django", "cryptography", "psycopg"} <= set(bill.pins_in(command.pins()))
