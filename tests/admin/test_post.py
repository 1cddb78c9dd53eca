"""Forms: a posted foreign id changes nothing, and every save goes through its action."""

from __future__ import annotations

import datetime as dt

import pytest
from django.urls import reverse

from lms.catalogue.models import Activity, ActivityPast, Teaches
from lms.people.models import Grant, Member, MemberPast, OrgUnit, PostHolding, PostPast
from lms.records.models import Record
from lms.requirements.models import Line, RequirementSet, SetVersion

from .walking import body

pytestmark = pytest.mark.django_db
FORMSETS = {
    f"{name}-{key}": value
    for name in ("teaches", "prerequisites", "parts")
    for key, value in (("TOTAL_FORMS", "0"), ("INITIAL_FORMS", "0"))
}


def today() -> str:
    from lms.core import clock

    return clock.today().isoformat()


def test_new_member_only_in_a_branch_of_the_scope(client, estate, unit_admin):
    client.force_login(unit_admin)
    url, data = reverse("lms_members:add"), {"code": "N1", "name": "新人", "main_post": estate.world.posts["P02"].pk}
    refused = client.post(url, {**data, "branch": estate.world.other_branch.pk})
    assert refused.status_code == 200 and "乙支部" not in body(refused)
    assert not Member.objects.filter(code="N1").exists()
    assert client.post(url, {**data, "branch": estate.world.branch.pk}).status_code == 302
    member = Member.objects.get(code="N1")
    assert member.branch == estate.world.branch and member.tier_id is not None
    assert PostHolding.objects.get(member=member).start is None


def test_member_edit_keeps_what_was(client, estate, unit_admin):
    client.force_login(unit_admin)
    member = estate.world.learner
    data = {
        "code": member.code, "name": "李明明", "rank": "主任", "category": member.category_id, "on": today(),
        "memberships-TOTAL_FORMS": "1", "memberships-INITIAL_FORMS": "0", "memberships-0-kind": "unit",
    }
    url = reverse("lms_members:edit", args=[member.pk])
    refused = client.post(url, {**data, "memberships-0-unit": estate.world.other_unit.pk})
    assert refused.status_code == 200 and "乙单位" not in body(refused)
    assert client.post(url, {**data, "memberships-0-unit": estate.world.unit.pk}).status_code == 302
    assert member.memberships.get().unit == estate.world.unit
    member.refresh_from_db()
    assert (member.name, member.rank) == ("李明明", "主任")
    assert MemberPast.objects.get(member=member).facts["rank"] == ""


@pytest.mark.parametrize("action", ["transfer", "merge"])
def test_dated_actions_refuse_what_lies_outside(client, estate, unit_admin, action):
    client.force_login(unit_admin)
    world = estate.world
    data = {"branch": world.other_branch.pk, "drop": world.other_learner.pk, "on": today()}
    response = client.post(reverse(f"lms_members:{action}", args=[world.learner.pk]), data)
    assert response.status_code == 200 and "乙支部" not in body(response) and "赵强" not in body(response)
    world.learner.refresh_from_db()
    world.other_learner.refresh_from_db()
    assert world.learner.branch == world.branch and world.other_learner.merged_into is None


def test_dated_actions_do_what_they_say(client, estate, committee_admin):
    client.force_login(committee_admin)
    world = estate.world

    def act(name: str, member: Member, **data) -> None:
        response = client.post(reverse(f"lms_members:{name}", args=[member.pk]), data)
        assert response.status_code == 302, body(response)
        member.refresh_from_db()

    act("transfer", world.learner, branch=world.other_branch.pk, on=today())
    assert world.learner.branch == world.other_branch
    act("posts", world.learner, main_post=world.posts["P01"].pk, more_posts=[world.posts["P03"].pk], on=today())
    assert world.learner.tier == world.tiers["LEAD"]
    act("leave", world.learner, start="2026-01-05")
    act("return", world.learner, on="2026-02-05")
    assert world.learner.leaves.get().end == dt.date(2026, 2, 4)
    act("merge", world.classmate, drop=world.learner.pk)
    assert Member.objects.get(pk=world.learner.pk).merged_into == world.classmate
    wrong = client.post(reverse("lms_members:erase", args=[world.classmate.pk]), {"code": "?"})
    assert wrong.status_code == 200
    act("erase", world.classmate, code=world.classmate.code)
    assert world.classmate.name == "" and world.classmate.erased_at is not None


def test_branch_admin_may_not_erase(client, estate, branch_admin):
    client.force_login(branch_admin)
    client.post(reverse("lms_members:erase", args=[estate.world.learner.pk]), {"code": estate.world.learner.code})
    assert Member.objects.get(pk=estate.world.learner.pk).erased_at is None


def test_units_hang_and_move_inside_the_scope(client, estate, unit_admin):
    client.force_login(unit_admin)
    world = estate.world
    data = {"code": "U9", "name": "新支部", "kind": "党支部", "sort_order": "0", "holds_membership": "on"}
    url = reverse("lms_units:add")
    for parent in (world.other_unit.pk, ""):
        assert client.post(url, {**data, "parent": parent}).status_code == 200
    assert client.post(url, {**data, "parent": world.unit.pk}).status_code == 302
    unit = OrgUnit.objects.get(code="U9")
    assert unit.path.startswith(world.unit.path) and unit.depth == 2
    move = reverse("lms_units:move", args=[unit.pk])
    assert client.post(move, {"parent": world.other_unit.pk, "on": today()}).status_code == 200
    assert client.post(move, {"parent": world.branch.pk, "on": today()}).status_code == 302
    unit.refresh_from_db()
    assert unit.parent == world.branch
    edit = client.post(reverse("lms_units:edit", args=[unit.pk]), {**data, "secretary": world.other_learner.pk})
    assert edit.status_code == 200 and "赵强" not in body(edit)
    assert client.post(reverse("lms_units:edit", args=[unit.pk]), {**data, "secretary": world.learner.pk}).status_code == 302
    unit.refresh_from_db()
    assert unit.secretary == world.learner and unit.parent == world.branch


def test_grants_never_above_oneself(client, estate, unit_admin):
    client.force_login(unit_admin)
    world, url = estate.world, reverse("lms_grants:add")
    account = estate.own["lms_grants"].user.username
    foreign = estate.foreign["lms_grants"].user.username
    before = Grant.objects.count()
    for data in (
        {"user": account, "role": "committee", "unit": world.unit.pk},
        {"user": account, "role": "unit", "unit": world.other_unit.pk},
        {"user": account, "role": "unit", "unit": world.root.pk}, {"user": foreign, "role": "branch", "unit": world.branch.pk},
    ):
        assert client.post(url, data).status_code == 200, data
    assert Grant.objects.count() == before
    assert client.post(url, {"user": account, "role": "trainer", "unit": world.unit.pk}).status_code == 302
    grant = Grant.objects.get(role="trainer")
    assert client.post(reverse("lms_grants:end", args=[grant.pk]), {"on": today()}).status_code == 302
    grant.refresh_from_db()
    assert grant.end is not None


def test_default_tier_of_a_post_changes_from_a_day(client, estate, committee_admin):
    client.force_login(committee_admin)
    post = estate.world.posts["P02"]
    data = {"code": post.code, "name": post.name, "default_tier": estate.world.tiers["LEAD"].pk, "on": today()}
    assert client.post(reverse("lms_posts:edit", args=[post.pk]), data).status_code == 302
    assert PostPast.objects.get(post=post).facts == {"default_tier": None}
    estate.world.learner.refresh_from_db()
    assert estate.world.learner.tier == estate.world.tiers["LEAD"]


def activity_data(**changed) -> dict:
    return {
        "code": "K9", "title": "新课", "kind": "lesson", "form": "视频", "minutes": "20", "share_scope": "unit",
        "published": "on", "on": today(), **FORMSETS, **changed,
    }


def test_trainer_publishes_for_the_own_unit_only(client, estate, trainer):
    client.force_login(trainer)
    world, url = estate.world, reverse("lms_activities:add")
    for owner in (world.other_unit.pk, ""):
        assert client.post(url, activity_data(owner_unit=owner)).status_code == 200
    rows = {"teaches-TOTAL_FORMS": "1", "teaches-0-competency": estate.shared["lms_competencies"].pk, "teaches-0-level": "2"}
    data = activity_data(owner_unit=world.unit.pk, is_required="on", **rows)
    assert client.post(url, data).status_code == 302
    activity = Activity.objects.get(code="K9")
    assert activity.is_required is False and Teaches.objects.get(activity=activity).level == 2
    data["minutes"] = "25"
    data |= {"teaches-INITIAL_FORMS": "1", "teaches-0-id": activity.teaches.get().pk, "teaches-0-DELETE": "on"}
    assert client.post(reverse("lms_activities:edit", args=[activity.pk]), data).status_code == 302
    assert ActivityPast.objects.get(activity=activity).facts["teaches"] == [[estate.shared["lms_competencies"].pk, 2]]
    assert not activity.teaches.exists()


def test_prerequisites_make_no_circle_and_name_nothing_foreign(client, estate, committee_admin, trainer):
    world = estate.world
    mine = estate.own["lms_activities"]
    other = Activity.objects.create(code="K8", title="先修课", minutes=5, owner_unit=world.unit)
    other.prerequisites.add(mine)

    def need(pk: int) -> int:
        rows = {"prerequisites-TOTAL_FORMS": "1", "prerequisites-0-to_activity": pk}
        data = activity_data(code=mine.code, title=mine.title, owner_unit=world.unit.pk, **rows)
        return client.post(reverse("lms_activities:edit", args=[mine.pk]), data).status_code

    client.force_login(trainer)
    assert need(estate.foreign["lms_activities"].pk) == 200
    assert need(other.pk) == 200 and need(mine.pk) == 200
    assert not mine.prerequisites.exists()
    other.prerequisites.clear()
    assert need(other.pk) == 302 and mine.prerequisites.get() == other


def test_unit_admin_asks_only_the_own_units(client, estate, unit_admin):
    client.force_login(unit_admin)
    world, url = estate.world, reverse("lms_requirement_sets:add")
    data = {"code": "s9", "name": "本单位要求", "kind": "unit", "source_code": "U1", "mode": "all"}
    for owner, units in ((world.other_unit, world.unit), (world.unit, world.other_unit)):
        assert client.post(url, {**data, "owner_unit": owner.pk, "units": [units.pk]}).status_code == 200
    assert client.post(url, {**data, "owner_unit": world.unit.pk}).status_code == 200
    assert client.post(url, {**data, "owner_unit": world.unit.pk, "units": [world.unit.pk]}).status_code == 302
    assert RequirementSet.objects.get(code="s9").units.get() == world.unit
    shared = RequirementSet.objects.create(code="post:P02", name="岗位", kind="post", source_code="P02")
    response = client.get(reverse("lms_requirement_sets:edit", args=[shared.pk]))
    assert response.status_code == 302 and response.headers["location"].endswith("/admin/")


def lines_data(*rows: dict, **head) -> dict:
    data = {"lines-TOTAL_FORMS": str(len(rows)), "lines-INITIAL_FORMS": "0", "on": today(), **head}
    for at, row in enumerate(rows):
        data |= {f"lines-{at}-{name}": value for name, value in {"priority": "2", "window_years": "1", **row}.items()}
    return data


def test_lines_make_a_new_version_and_show_their_cost_first(client, estate, unit_admin):
    client.force_login(unit_admin)
    requirement_set, activity = estate.own["lms_requirement_sets"], estate.own["lms_activities"]
    url = reverse("lms_requirement_sets:lines", args=[requirement_set.pk])
    level = {"kind": "competency", "subject": "C1", "level": "3"}
    foreign = {"kind": "activity", "subject": estate.foreign["lms_activities"].code}
    assert "没有这个编码" in body(client.post(url, lines_data(level, foreign)))
    wanted = [level, {"kind": "activity", "subject": activity.code}]
    asked = client.post(url, lines_data(*wanted))
    assert "2 人，每人必学 +" in body(asked) and "0 人本年必学超过上限" in body(asked)
    assert SetVersion.objects.filter(requirement_set=requirement_set).count() == 1
    token = asked.context["token"]
    assert client.post(url, lines_data(*wanted[1:], confirmed=token)).status_code == 200, "only what was seen is saved"
    assert client.post(url, lines_data(*wanted, confirmed=token)).status_code == 302
    assert Line.objects.filter(version__requirement_set=requirement_set, version__number=2).count() == 2
    Activity.objects.filter(pk=activity.pk).update(minutes=700)
    shown = client.post(url, lines_data(level))
    client.post(url, lines_data(level, confirmed=shown.context["token"]))
    assert "只有工委管理员" in body(client.post(url, lines_data(*wanted, confirmed=token)))


def test_a_record_is_corrected_by_another(client, estate, unit_admin):
    client.force_login(unit_admin)
    wrong = Record.objects.get(member=estate.world.learner, verb="assessed")
    url = reverse("lms_records:correct", args=[wrong.pk])
    Member.objects.filter(pk=wrong.member_id).update(user=unit_admin)
    assert "不能为自己" in body(client.post(url, {"day": "2026-03-02", "level": "4"})), "not one's own level"
    Member.objects.filter(pk=wrong.member_id).update(user=None)
    assert client.post(url, {"day": "2026-03-02", "level": "1"}).status_code == 302
    right = Record.objects.get(corrects_source=wrong.source, corrects_key=wrong.key)
    assert (right.level, right.reason, right.recorded_by_id) == (1, "mistake", unit_admin.pk)
    assert estate.world.learner.level_steps.get().level == 1
    assert "已经更正过" in body(client.post(url, {"day": "2026-03-02", "level": "4"}))
    void = {"day": "2026-03-02", "level": "1", "is_void": "on"}
    assert client.post(reverse("lms_records:correct", args=[right.pk]), void).status_code == 302
    assert not estate.world.learner.level_steps.exists()
