"""「岗位或信息不对」 as the member meets it."""

from __future__ import annotations

import pytest

from lms.records.corrections import Kind, State
from lms.records.models import CorrectionRequest

pytestmark = pytest.mark.django_db

PAGE = "/learn/correction/"


@pytest.fixture
def enter(client, desk, member_user):
    client.force_login(member_user)
    return client


def test_a_wrong_post_is_said_in_two_taps(enter, desk):
    page = enter.get(PAGE).content.decode()
    assert "现登记：组织委员" in page
    after = enter.post(PAGE, {"kind": "post"}, follow=True).content.decode()
    assert "已交给" in after
    row = CorrectionRequest.objects.get()
    assert (row.member, row.kind, row.state, row.activity) == (desk.learner, Kind.POST, State.OPEN, None)
    assert "岗位不对" in after
    assert "待处理" in after
