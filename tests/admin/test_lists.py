"""What the lists and the first screen of the admin say to people who are no web editors."""

from __future__ import annotations

import re
from typing import Any

import pytest

pytestmark = pytest.mark.django_db


def shown(client: Any, user: Any, address: str) -> str:
    client.force_login(user)
    return client.get(address).content.decode()


def test_a_choice_in_force_is_said_in_words(client: Any, committee_admin: Any) -> None:
    text = shown(client, committee_admin, "/admin/lms/members/?no_post=true&is_mobile=false")
    pills = " ".join(re.findall(r'class="w-pill__content".*?</button>', text, flags=re.DOTALL))
    assert "没有岗位" in pills
    assert re.search(r"\b否\b", pills)
    assert "True" not in pills
    assert "False" not in pills


def test_no_search_in_pages_for_people_who_may_see_none(client: Any, branch_admin: Any, superuser: Any) -> None:
    assert 'role="search"' in shown(client, superuser, "/admin/")
    home = shown(client, branch_admin, "/admin/")
    assert 'role="search"' not in home
    assert "查阅" in home


def test_lists_may_be_scrolled_on_phones(client: Any, branch_admin: Any) -> None:
    assert "lms_core/admin_lists" in shown(client, branch_admin, "/admin/lms/members/")


def test_a_row_is_looked_at_not_checked(client: Any, branch_admin: Any) -> None:
    text = shown(client, branch_admin, "/admin/lms/members/")
    assert "查看" in text
    assert "检查" not in text


def test_kinds_of_evidence_are_said_in_words(client: Any, committee_admin: Any) -> None:
    from lms.competencies.models import Competency

    Competency.objects.create(code="DIG01", name="办公软件", evidence_type="observation|task|quiz|辩论")
    text = shown(client, committee_admin, "/admin/lms/competencies/")
    assert "随堂测验、任务、现场观察、辩论" in text
    assert "observation" not in text


def test_a_record_is_told_in_names_not_codes(client: Any, world: Any, committee_admin: Any) -> None:
    from lms.people.models import Post, Tier
    from lms.records.models import Record
    from lms.records.viewsets import RecordInspectView

    post = Post.objects.create(code="P77", name="档案管理岗")
    tier = Tier.objects.first() or Tier.objects.create(code="T7", name="普通干部")
    view = RecordInspectView()
    view.object = Record(tier_code=tier.code, post_codes=f"{post.code}|P404", source="sheet:roster")
    assert view.get_tier_code_display_value() == tier.name
    assert view.get_post_codes_display_value() == "档案管理岗、P404"
    assert view.get_source_display_value() == "表格导入（花名册）"
