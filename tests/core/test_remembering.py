"""Parts of templates that are drawn once, and the small question who may enter the admin."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from django.contrib.auth.models import Group, Permission, User
from django.template import Context, Template
from django.test import override_settings
from django.utils import translation

from lms.core import remembering
from lms.core.admin_access import may_enter_admin


@dataclass(frozen=True)
class Plan:
    title: str


class Counter:
    def __init__(self) -> None:
        self.times = 0

    def __call__(self) -> int:
        self.times += 1
        return self.times


@pytest.fixture
def drawn():
    remembering.forget()
    return Template("{% load quebu %}{% remember plan %}{{ plan.title }}{{ count }}{% endremember %}")


def draw(template: Template, plan: Plan, count: Counter) -> str:
    return template.render(Context({"plan": plan, "count": count}))


def test_equal_values_are_drawn_once(drawn):
    count = Counter()
    assert draw(drawn, Plan("甲"), count) == draw(drawn, Plan("甲"), count) == "甲1"


def test_another_value_language_or_template_is_drawn_anew(drawn):
    count = Counter()
    draw(drawn, Plan("甲"), count)
    assert draw(drawn, Plan("乙"), count) == "乙2"
    with translation.override("en"):
        assert draw(drawn, Plan("甲"), count) == "甲3"
    again = Template(drawn.source)
    assert draw(again, Plan("甲"), count) == "甲4"


def test_what_is_written_is_escaped_once(drawn):
    count = Counter()
    assert draw(drawn, Plan("<b>"), count) == draw(drawn, Plan("<b>"), count) == "&lt;b&gt;1"


def test_only_the_latest_are_kept(drawn):
    count = Counter()
    for at in range(remembering.KEPT + 5):
        draw(drawn, Plan(str(at)), count)
    assert len(remembering._drawn) == remembering.KEPT
    assert draw(drawn, Plan("0"), count).startswith("0") and count.times == remembering.KEPT + 6


# ---- the admin


class Stubborn:
    """A sign-in backend with a rule of its own."""

    def authenticate(self, request, **credentials):
        return None

    def has_perm(self, user, perm, obj=None):
        return perm == "wagtailadmin.access_admin"


@pytest.fixture
def access(db):
    return Permission.objects.get(content_type__app_label="wagtailadmin", codename="access_admin")


def agreed(user: User) -> bool:
    """Our answer, which must be Django's."""
    fresh = User.objects.get(pk=user.pk)
    assert may_enter_admin(fresh) == fresh.has_perm("wagtailadmin.access_admin")
    return may_enter_admin(fresh)


def test_who_may_enter_the_admin(access, superuser, stranger):
    assert agreed(superuser)
    assert not agreed(stranger)
    stranger.user_permissions.add(access)
    assert agreed(stranger)
    stranger.user_permissions.clear()
    group = Group.objects.create(name="readers")
    group.permissions.add(access)
    stranger.groups.add(group)
    assert agreed(stranger)
    User.objects.filter(pk=stranger.pk).update(is_active=False)
    assert not agreed(stranger)


def test_a_backend_with_rules_of_its_own_is_asked(stranger):
    with override_settings(AUTHENTICATION_BACKENDS=["tests.core.test_remembering.Stubborn"]):
        assert agreed(stranger)
