"""Homes of earlier versions in today's room: every page of the navigation answers, for everybody it was made for."""

import re

import pytest
from tests.record.test_upgrade import HOMES, no_tables, unpacked

from wasata.record import upgrade
from wasata.room import wiring

pytestmark = pytest.mark.django_db


OLDEST = 2
"""So many are asked every time; the others differ from today's in less, and are asked with the long laws."""


@pytest.mark.parametrize(
    "archive",
    [*HOMES[:OLDEST], *(pytest.param(home, marks=pytest.mark.long) for home in HOMES[OLDEST:])],
    ids=[path.name.removesuffix(".tar.xz") for path in HOMES],
)
def test_every_page_of_an_old_home_answers(archive, tmp_path, settings, person):
    from django.test import Client

    path, _ = unpacked(archive, tmp_path)
    upgrade.upgrade(path, no_tables)
    settings.WASATA_HOME = path
    wiring.forget()
    asked = 0
    for who in ("lead", "officer", "analyst", "delegate", "auditor"):
        client = Client()
        client.force_login(person(who))
        page = client.get("/en/case/talks/record/").content.decode()
        for address in re.findall(r'href="([^"]+)"', page.split('<nav class="nav"')[1].split("</nav>")[0]):
            assert client.get(address).status_code == 200, f"{who} at {address}"
            asked += 1
    assert asked > 30
    wiring.forget()
