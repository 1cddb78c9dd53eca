"""The panel on the dashboard shows what the user may open, and nothing else."""

from __future__ import annotations

import pytest
from django.urls import reverse

from lms.reporting.home import SENTENCES
from lms.reporting.urls import REPORTS

pytestmark = pytest.mark.django_db


def offered(client, user) -> set[str]:
    client.force_login(user)
    page = client.get(reverse("wagtailadmin_home")).content.decode()
    start = page.partition('class="lms-start"')[2].partition("</main>")[0]
    return {view.name for view in REPORTS if f'href="{reverse(f"lms_reporting:{view.name}")}"' in start}


def test_everybody_is_offered_what_opens(client, committee_admin, branch_admin, trainer):
    for user in (committee_admin, branch_admin, trainer):
        for name in offered(client, user):
            assert client.get(reverse(f"lms_reporting:{name}")).status_code == 200
    assert offered(client, committee_admin) == {view.name for view in REPORTS}
    assert offered(client, trainer) == {"unsupplied"}


def test_without_a_role_there_is_no_panel(client, expired_admin):
    assert offered(client, expired_admin) == set()


def test_every_report_has_its_sentence():
    assert set(SENTENCES) == {view.name for view in REPORTS}
