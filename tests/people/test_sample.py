"""What the sample organisation must give: 10 LEAD, 12 YOUTH, 18 GEN; S022 contradicts; ORG-413 has no contact."""

from __future__ import annotations

import csv
import datetime as dt
from collections import Counter
from pathlib import Path

import pytest
from django.conf import settings

from lms.people import queries
from lms.people.actions.posts import change_posts_of_many
from lms.people.actions.tiers import recalculate_tiers
from lms.people.actions.units import NewUnit, plant_units
from lms.people.models import Member, MemberCategory, OrgUnit, Post, Tier

pytestmark = pytest.mark.django_db
SAMPLE = Path(settings.BASE_DIR) / "cms_site" / "sample"
DAY = dt.date(2026, 11, 21)


def rows(name: str) -> list[dict[str, str]]:
    with (SAMPLE / name).open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture
def sample(today):
    """The sample, put in through the actions and without the import."""
    units = rows("org_units.csv")
    plant_units([NewUnit(row["code"], row["name"], row["type"], row["parent_code"]) for row in units])
    places = OrgUnit.objects.in_bulk(field_name="code")
    tiers, categories = Tier.objects.in_bulk(field_name="code"), MemberCategory.objects.in_bulk(field_name="name")
    posts = {}
    for row in rows("posts.csv"):
        post = Post.objects.create(code=row["code"], name=row["name"], default_tier=tiers[row["default_tier"]])
        posts[post.code] = post
        post.categories.set(categories[name] for name in row["categories"].split("|") if name)
    wanted = {}
    for row in rows("roster.csv"):
        member = Member.objects.create(
            code=row["学员编号"], name=row["姓名"], branch=places[row["支部编码"]], category=categories[row["人员类别"]],
            birth_month=dt.date.fromisoformat(f"{row['出生年月']}-01"),
        )  # fmt: skip
        codes = [(row["岗位编码"], True), (row["兼任岗位编码"], False)]
        wanted[member.pk] = [(posts[code].pk, main) for code, main in codes if code]
    for row in units:
        if row["training_contact_code"]:
            contact = Member.objects.get(code=row["training_contact_code"])
            OrgUnit.objects.filter(code=row["code"]).update(training_contact=contact)
    change_posts_of_many(wanted=wanted, on=DAY)
    recalculate_tiers(day=DAY)


def test_the_facts_of_the_sample(sample):
    tiers = queries.tiers_on(Member.objects.values_list("pk", flat=True), DAY)
    assert Counter(tiers.values()) == {"LEAD": 10, "YOUTH": 12, "GEN": 18}
    assert Counter(Member.objects.values_list("tier__code", flat=True)) == {"LEAD": 10, "YOUTH": 12, "GEN": 18}
    assert [unit.code for unit in queries.units_without_contact()] == ["ORG-413"]
    assert [(each.member.code, each.post.code) for each in queries.category_contradictions(DAY)] == [("S022", "P04")]
    assert [member.code for member in queries.members_without_post(DAY)] == ["S012", "S013"]
    assert OrgUnit.objects.below(OrgUnit.objects.get(code="ORG-00")).count() == 30
