"""职务对应岗位 in the admin: a title is read otherwise from a day on, and those who have it get the new post."""

from __future__ import annotations

import datetime as dt

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from lms.people.actions.erase import erase_member
from lms.people.actions.members import change_posts, create_member
from lms.people.actions.merge import merge_members
from lms.people.actions.titles import change_title
from lms.people.meaning import with_people
from lms.people.models import KnownTitle, KnownUnitName, Member, MemberTitle, PostHolding

pytestmark = pytest.mark.django_db

DAY = dt.date(2026, 11, 1)


def called(member: Member, *titles: str) -> None:
    for title in titles:
        MemberTitle.objects.create(member=member, key=title, title=title)


def held(member: Member, day: dt.date = DAY) -> set[tuple[str, bool]]:
    rows = PostHolding.objects.filter(member=member).exclude(end__lt=day).exclude(start__gt=day)
    return set(rows.values_list("post__code", "is_main"))


@pytest.fixture
def chief(world) -> KnownTitle:
    """科长 stands for P02 everywhere; three members are called so."""
    known = KnownTitle.objects.create(key="科长", title="科长")
    known.posts.set([world.posts["P02"]])
    for member in (world.learner, world.classmate, world.other_learner):
        called(member, "科长")
    return known


def test_those_concerned_get_the_post_from_the_day(world, chief, committee_admin, logged):
    effect = change_title(known=chief, posts=[world.posts["P01"]], on=DAY, by=None)
    assert (effect.people, len(effect.wanted), effect.by_hand) == (3, 1, 2)
    assert held(world.learner) == {("P01", True)}
    assert held(world.learner, DAY - dt.timedelta(days=1)) == {("P02", True)}
    assert held(world.classmate) == {("P03", True)}  # was given another post by hand
    assert Member.objects.get(pk=world.learner.pk).tier.code == "LEAD"
    assert logged(chief)[-1] == "lms_people.title"


def test_a_title_without_a_post_gets_one_and_loses_it(world, chief):
    chief.posts.clear()
    change_posts(member=world.learner, posts=[], on=DAY)
    change_title(known=chief, posts=[world.posts["P01"]], on=DAY)
    assert held(world.learner) == {("P01", True)}
    assert held(world.classmate) == {("P01", True), ("P03", False)}
    change_title(known=chief, posts=[], on=DAY)
    assert held(world.learner) == set()
    assert held(world.classmate) == {("P03", True)}


def test_a_post_that_another_title_gives_stays(world, chief):
    called(world.learner, "组织委员")  # the name of P02
    change_title(known=chief, posts=[world.posts["P01"]], on=DAY)
    assert held(world.learner) == {("P01", True), ("P02", False)}


def test_a_unit_changes_it_for_its_own_people(world, chief, unit_admin):
    change_posts(member=world.other_learner, posts=[(world.posts["P02"], True)], on=DAY)
    change_title(known=chief, posts=[world.posts["P01"]], on=DAY, by=unit_admin)
    assert held(world.learner) == {("P01", True)}
    assert held(world.other_learner) == {("P02", True)}
    own = KnownTitle.objects.get(scope=world.unit)
    assert [post.code for post in own.posts.all()] == ["P01"]
    assert [post.code for post in chief.posts.all()] == ["P02"]
    with pytest.raises(ValidationError):
        change_title(known=chief, posts=[], on=DAY, by=unit_admin)
    assert dict(with_people(KnownTitle.objects.all(), unit_admin).values_list("scope__code", "people")) == {None: 0, "U1": 2}


def test_the_queries_do_not_grow_with_members(world, chief, count_queries):
    posts = [world.posts["P01"], world.posts["P03"]]

    def add(number: int) -> None:
        for _n in range(number):
            made = Member.objects.count()
            member = create_member(code=f"X{made}", name="某人", branch=world.branch, posts=[(world.posts["P02"], True)])
            called(member, "科长")

    def change() -> None:
        change_title(known=chief, posts=posts, on=DAY)
        change_title(known=chief, posts=[world.posts["P02"]], on=DAY)

    add(2)
    few = count_queries(change)
    add(30)
    assert len(count_queries(change)) <= len(few) + 6  # what some need and others do not, once for all


def test_erasure_and_merging(world, chief):
    merge_members(keep=world.classmate, drop=world.learner)
    assert set(MemberTitle.objects.values_list("member__code", flat=True)) == {"M2", "M3"}
    erase_member(member=Member.objects.get(code="M2"))
    assert set(MemberTitle.objects.values_list("member__code", flat=True)) == {"M3"}
    create = create_member(code="X9", name="某人", branch=world.branch)
    merge_members(keep=create, drop=world.other_learner)
    assert list(MemberTitle.objects.values_list("member__code", flat=True)) == ["X9"]


def test_the_screen_says_how_many_before_it_does_it(client, world, chief, branch_admin):
    client.force_login(branch_admin)
    page = client.get(reverse("lms_known_titles:index")).content.decode()
    assert "科长" in page and "组织委员" in page and "全部组织" in page
    url = reverse("lms_known_titles:decide", args=[chief.pk])
    data = {"posts": [world.posts["P01"].pk], "on": "2026-11-01"}
    assert "只对“甲支部”有效" in client.get(url).content.decode()
    asked = client.post(url, data)
    text = asked.content.decode()
    assert "1 名学员的岗位将随之改变" in text and "1 名已另行调整过岗位" in text
    assert held(world.learner) == {("P02", True)}
    sure = asked.context["view"].sure
    again = client.post(url, {**data, "posts": [world.posts["P03"].pk], "sure": sure})
    assert again.status_code == 200  # something else than what was looked at
    done = client.post(url, {**data, "sure": sure})
    assert done.status_code == 302
    assert held(world.learner) == {("P01", True)}
    assert KnownTitle.objects.get(scope=world.branch).title == "科长"


def test_a_title_of_two_posts_is_found_once(client, world, chief, superuser):
    chief.posts.set(world.posts.values())
    client.force_login(superuser)
    name = world.posts["P01"].name
    shared = max(set(name), key=lambda sign: sum(sign in post.name for post in world.posts.values()))
    answer = client.get(reverse("lms_known_titles:index"), {"q": shared})
    assert [row.pk for row in answer.context["object_list"]] == [chief.pk]


def test_others_see_nothing_of_it(client, world, chief, other_unit_admin, trainer):
    own = KnownTitle.objects.create(key="主任", title="主任", scope=world.unit)
    name = KnownUnitName.objects.create(key="一支部", name="一支部", kind="branch", unit=world.branch, scope=world.unit)
    client.force_login(other_unit_admin)
    assert "主任" not in client.get(reverse("lms_known_titles:index")).content.decode()
    for view in ("inspect", "decide", "forget"):
        assert client.get(reverse(f"lms_known_titles:{view}", args=[own.pk])).status_code == 404
        assert client.get(reverse(f"lms_known_unit_names:{view}", args=[name.pk])).status_code == 404
    client.force_login(trainer)
    assert client.get(reverse("lms_known_titles:index")).status_code in (302, 403)


def test_an_answer_of_above_is_not_forgotten_from_below(client, world, chief, unit_admin, superuser):
    client.force_login(unit_admin)
    client.post(reverse("lms_known_titles:forget", args=[chief.pk]))
    assert KnownTitle.objects.filter(pk=chief.pk).exists()
    client.force_login(superuser)
    assert client.post(reverse("lms_known_titles:forget", args=[chief.pk])).status_code == 302
    assert not KnownTitle.objects.filter(pk=chief.pk).exists()


def test_a_name_is_matched_otherwise(client, world, unit_admin):
    name = KnownUnitName.objects.create(key="一支部", name="一支部", kind="branch", unit=None, scope=world.unit)
    client.force_login(unit_admin)
    assert "不导入这些行" in client.get(reverse("lms_known_unit_names:index")).content.decode()
    url = reverse("lms_known_unit_names:decide", args=[name.pk])
    assert client.post(url, {"unit": world.other_branch.pk}).status_code == 200
    assert client.post(url, {"unit": world.branch.pk}).status_code == 302
    name.refresh_from_db()
    assert name.unit == world.branch
