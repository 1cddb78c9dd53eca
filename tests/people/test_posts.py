"""Which posts a member holds, from which day on."""

from __future__ import annotations

import datetime as dt

import pytest
from django.core.exceptions import ValidationError

from lms.people import queries
from lms.people.actions.members import update_member
from lms.people.actions.past import keeping_post_past
from lms.people.actions.posts import change_posts, change_posts_of_many
from lms.people.models import Member, MemberCategory, PostHolding

pytestmark = pytest.mark.django_db
D = dt.date
ON = D(2026, 11, 16)


def held(member, day) -> list[str]:
    return [each.code for each in queries.posts_on([member.pk], day)[member.pk]]


def test_a_changed_post_ends_the_day_before(world, today, told, logged):
    learner, posts = world.learner, world.posts
    assert change_posts(member=learner, posts=[(posts["P01"], True)], on=ON)
    assert (held(learner, D(2026, 11, 15)), held(learner, ON)) == (["P02"], ["P01"])
    assert learner.tier.code == "LEAD"
    assert sorted(learner.events.values_list("kind", flat=True)) == ["post", "tier"]
    assert logged(learner) == ["lms_people.posts"]
    assert told[0] == [learner.pk]


def test_the_same_posts_change_nothing(world, today, told, logged):
    assert not change_posts(member=world.learner, posts=[(world.posts["P02"], True)], on=ON)
    assert (told, logged(world.learner)) == ([], [])


def test_a_further_post_leaves_the_first_alone(world, today):
    change_posts(member=world.learner, posts=[(world.posts["P02"], True), (world.posts["P03"], False)], on=ON)
    first, second = PostHolding.objects.filter(member=world.learner).order_by("pk")
    assert (first.start, first.end, second.start, second.end) == (None, None, ON, None)


def test_a_post_of_one_day_never_was(world, today):
    learner, posts = world.learner, world.posts
    change_posts(member=learner, posts=[(posts["P01"], True)], on=ON)
    change_posts(member=learner, posts=[(posts["P03"], True)], on=ON)
    assert [held(learner, day) for day in (D(2026, 11, 15), ON)] == [["P02"], ["P03"]]
    change_posts(member=learner, posts=[(posts["P02"], True)], on=ON)
    holding = PostHolding.objects.get(member=learner)
    assert (holding.start, holding.end) == (None, None)


def test_which_is_the_main_post_can_change(world, today):
    learner, posts = world.learner, world.posts
    change_posts(member=learner, posts=[(posts["P02"], True), (posts["P03"], False)], on=ON)
    assert held(learner, ON) == ["P02", "P03"]
    assert change_posts(member=learner, posts=[(posts["P02"], False), (posts["P03"], True)], on=ON)
    assert held(learner, ON) == ["P03", "P02"]


def test_no_post_any_more(world, today):
    change_posts(member=world.learner, posts=[], on=ON)
    assert held(world.learner, ON) == []
    assert world.learner in queries.members_without_post(ON)
    assert world.learner not in queries.members_without_post(D(2026, 11, 15))


def test_the_same_post_twice_is_refused(world, today):
    with pytest.raises(ValidationError, match="同一岗位"):
        change_posts(member=world.learner, posts=[(world.posts["P02"], True), (world.posts["P02"], False)])


def test_first_posts_of_an_import_hold_since_always(world, today):
    PostHolding.objects.all().delete()
    wanted = {world.learner.pk: [(world.posts["P01"].pk, True)], world.classmate.pk: [(world.posts["P03"].pk, True)]}
    assert sorted(change_posts_of_many(wanted=wanted, on=ON)) == sorted(wanted)
    assert held(world.learner, D(1990, 1, 1)) == ["P01"]
    assert not world.learner.events.filter(kind="post").exists()
    assert change_posts_of_many(wanted=wanted, on=ON) == []


def test_many_members_cost_as_much_as_one(world, today, assert_same_queries):
    made = []

    def add(number: int) -> None:
        for _each in range(number):
            made.append(Member.objects.create(code=f"X{len(made)}", name="人", branch=world.branch).pk)

    def ask() -> None:
        for day, code in enumerate(("P01", "P03", "P01")):
            wanted = {pk: [(world.posts[code].pk, True)] for pk in made}
            change_posts_of_many(wanted=wanted, on=ON + dt.timedelta(days=day), first_open=False)
        PostHolding.objects.filter(member__in=made).delete()
        Member.objects.filter(pk__in=made).update(tier=None)

    assert assert_same_queries(ask, add) < 90


def test_default_tiers_hold_as_of_the_day(world, today, told):
    post, learner = world.posts["P02"], world.learner
    with keeping_post_past([post.pk], ON):
        post.default_tier = world.tiers["LEAD"]
        post.save(update_fields=["default_tier"])
    assert told == [None]
    assert queries.tiers_on([learner.pk], D(2026, 11, 15)) == {learner.pk: "YOUTH"}
    assert queries.tiers_on([learner.pk], ON) == {learner.pk: "LEAD"}


def test_contradictions_between_category_and_post(world, today):
    outsider = MemberCategory.objects.get(code="群众")
    world.posts["P02"].categories.add(world.category)
    assert queries.category_contradictions(ON) == []
    update_member(member=world.learner, category=outsider, on=ON)
    found = queries.category_contradictions(ON)
    assert [(each.member.code, each.post.code) for each in found] == [("M1", "P02")]
    assert queries.category_contradictions(D(2026, 11, 15)) == []
    update_member(member=world.learner, category=None, on=D(2026, 11, 17))
    assert queries.category_contradictions(D(2026, 11, 17)) == []
