"""What a site starts with after ``migrate`` alone."""

from __future__ import annotations

import pytest
from django.core.management import call_command

from lms.people.defaults import ADMIN_GROUP, admin_group, ensure_defaults
from lms.people.models import MemberCategory, Tier, TierRule
from lms.people.queries import tier_rules
from lms.people.tiers import RuleRow

pytestmark = pytest.mark.django_db


def test_after_migrate_everything_is_there():
    assert list(Tier.objects.values_list("code", flat=True)) == ["LEAD", "YOUTH", "GEN"]
    assert tier_rules() == [RuleRow("post", None, "LEAD"), RuleRow("age", 35, "YOUTH"), RuleRow("else", None, "GEN")]
    names = list(MemberCategory.objects.values_list("name", flat=True))
    assert names == ["正式党员", "预备党员", "发展对象", "入党积极分子", "群众"]
    assert admin_group().permissions.get().codename == "access_admin"


def test_what_a_site_changed_stays():
    TierRule.objects.filter(kind="age").update(max_age=40)
    TierRule.objects.filter(kind="post").delete()
    MemberCategory.objects.exclude(name="群众").delete()
    admin_group().permissions.clear()
    call_command("migrate", verbosity=0)
    ensure_defaults()
    assert tier_rules() == [RuleRow("age", 40, "YOUTH"), RuleRow("else", None, "GEN")]
    assert MemberCategory.objects.get().name == "群众"
    assert admin_group().name == ADMIN_GROUP
    assert not admin_group().permissions.exists()
