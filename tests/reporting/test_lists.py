"""The lists of what is missing: who stands in them, what can be done at once, who may."""

from __future__ import annotations

import csv
import io
from datetime import date
from urllib.parse import unquote

import pytest
from django.urls import reverse
from wagtail.models import ModelLogEntry

from lms.core import clock
from lms.people.models import Member, MemberGroup, OrgUnit, Post, PostHolding

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def november(monkeypatch):
    monkeypatch.setattr(clock, "today", lambda: date(2026, 11, 21))


@pytest.fixture
def ask(client, superuser, sample):
    client.force_login(superuser)

    def rows(name: str, **params) -> list[dict[str, str]]:
        response = client.get(reverse(f"lms_reporting:{name}"), {**params, "export": "csv"})
        assert response.status_code == 200
        return list(csv.DictReader(io.StringIO(b"".join(response.streaming_content).decode("utf-8-sig"))))

    return rows


def test_short_of_hours_with_the_shortest_way_to_make_up(ask, client):
    rows = {row["学员编号"]: row for row in ask("under_trained")}
    assert list(rows)[:3] == ["S011", "S009", "S032"] and len(rows) == 15
    assert rows["S032"]["尚缺学时"] == "25.00" and rows["S032"]["补学办法"]
    assert all(row["补学办法"].startswith(("补学 ", "线上课不够", "送学上门")) for row in rows.values())
    page = client.get(reverse("lms_reporting:under_trained")).content.decode()
    assert "2025 年（全年）" in page and "还没有结束" not in page
    this_year = client.get(reverse("lms_reporting:under_trained"), {"year": 2026}).content.decode()
    assert "2026 年还没有结束" in this_year


def test_lists_are_narrowed_by_unit_tier_category_and_group(ask):
    young = ask("under_trained", tier=str(tier("YOUTH")))
    assert young and {row["层次"] for row in young} == {"青年干部"}
    group = MemberGroup.objects.create(name="窗口", owner_unit=OrgUnit.objects.get(code="ORG-40"))
    group.posts.add(Post.objects.get(code="P07"))
    assert {row["学员编号"] for row in ask("under_trained", group=group.pk)} == {"S031", "S032", "S036"}
    assert {row["学员编号"] for row in ask("no_post", group=group.pk)} == set()


def tier(code: str) -> int:
    from lms.people.models import Tier

    return Tier.objects.get(code=code).pk


def test_care_says_how_learning_comes_to_the_member(ask):
    rows = {row["学员编号"]: row for row in ask("care")}
    assert [rows[code]["建议"] for code in ("S012", "S013")] == ["送学上门"] * 2
    assert [rows[code]["学时要求"] for code in ("S012", "S013")] == ["弹性，无固定要求"] * 2


def test_several_get_a_post_at_once(ask, client):
    url = reverse("lms_reporting:no_post")
    codes = [row["学员编号"] for row in ask("no_post")]
    assert {"S012", "S013"} <= set(codes)
    members, post = Member.objects.filter(code__in=["S012", "S013"]), Post.objects.get(code="P07")
    data = {"member": [one.pk for one in members], "post": post.pk, "on": "2026-11-01"}
    assert "请勾选学员" in client.post(url, {**data, "post": ""}, follow=True).content.decode()
    assert "2 名学员自 2026-11-01 起任" in client.post(url, data, follow=True).content.decode()
    assert PostHolding.objects.filter(member__in=members, post=post, start=date(2026, 11, 1)).count() == 2
    assert {"S012", "S013"}.isdisjoint(row["学员编号"] for row in ask("no_post"))
    logged = ModelLogEntry.objects.filter(action="lms_people.posts")
    assert logged.count() >= 2
    client.post(url, {**data, "post": Post.objects.get(code="P05").pk}, follow=True)
    assert not PostHolding.objects.filter(member__in=members, post__code="P05").exists(), "who has a post keeps it"


def test_a_contact_is_named_in_the_list(ask, client):
    assert [row["编码"] for row in ask("no_contact")] == ["ORG-413"]
    unit, member = OrgUnit.objects.get(code="ORG-413"), Member.objects.get(code="S035")
    url = reverse("lms_reporting:no_contact")
    page = client.get(url).content.decode()
    assert f'name="contact-{unit.pk}"' in page and f'value="{member.pk}"' in page
    stranger = Member.objects.get(code="S001")
    client.post(url, {f"contact-{unit.pk}": stranger.pk})
    unit.refresh_from_db()
    assert unit.training_contact is None, "somebody of another unit"
    client.post(url, {f"contact-{unit.pk}": member.pk})
    unit.refresh_from_db()
    assert unit.training_contact == member and ask("no_contact") == []


def test_a_contradiction_leads_to_where_it_is_mended(ask, client):
    assert [row["学员编号"] for row in ask("contradictions")] == ["S022"]
    member = Member.objects.get(code="S022")
    page = client.get(reverse("lms_reporting:contradictions")).content.decode()
    assert "类别是群众，却任党务干部" in page
    assert reverse("lms_members:posts", args=[member.pk]) in page and reverse("lms_members:edit", args=[member.pk]) in page
    printed = client.get(reverse("lms_reporting:contradictions"), {"print": "1"}).content.decode()
    assert "&lt;a" not in printed


def test_files_have_chinese_names(ask, client):
    said = {
        "under_trained": "培训不足", "care": "关怀名单", "no_contact": "没有联络员的组织", "contradictions": "信息矛盾",
        "no_post": "没有岗位的学员",
    }  # fmt: skip
    for name, title in said.items():
        for kind in ("csv", "xlsx"):
            answer = client.get(reverse(f"lms_reporting:{name}"), {"export": kind})
            assert title in unquote(answer.headers["Content-Disposition"]), name


def test_what_others_mend(client, world, other_unit_admin, branch_admin, trainer):
    PostHolding.objects.filter(member=world.learner).delete()
    no_post, no_contact = reverse("lms_reporting:no_post"), reverse("lms_reporting:no_contact")
    data = {"member": [world.learner.pk], "post": world.posts["P03"].pk, "on": "2026-11-21"}
    for user in (other_unit_admin, trainer):
        client.force_login(user)
        client.post(no_post, data)
        client.post(no_contact, {f"contact-{world.branch.pk}": world.classmate.pk})
        world.branch.refresh_from_db()
        assert not PostHolding.objects.filter(member=world.learner).exists() and world.branch.training_contact is None
    client.force_login(branch_admin)
    client.post(no_contact, {f"contact-{world.branch.pk}": world.classmate.pk})
    world.branch.refresh_from_db()
    assert world.branch.training_contact is None, "units are the unit administrator's"
    client.post(no_post, data)
    assert PostHolding.objects.get(member=world.learner).post == world.posts["P03"]


@pytest.mark.parametrize("name", ["no_post", "no_contact", "care"])
def test_lists_ask_the_same_for_many_rows(client, world, superuser, assert_same_queries, name):
    client.force_login(superuser)

    def more(count: int) -> None:
        for number in range(count):
            place = Member.objects.count() * 100 + number
            path = f"{world.root.path}{place:07}"
            unit = OrgUnit.objects.create(code=f"B{place}", name=f"支部{place}", kind="党支部", path=path, depth=1)
            Member.objects.create(code=f"X{place}", name=f"学员{place}", branch=unit, retired=True, tier=world.tiers["GEN"])

    assert_same_queries(lambda: client.get(reverse(f"lms_reporting:{name}")), more, rows=20)
