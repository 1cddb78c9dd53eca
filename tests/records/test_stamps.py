"""The quick stamp of one fact says the same as ``people.queries.stamps``."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db import transaction

from lms.people.models import MemberPast, PostHolding, PostPast
from lms.people.queries import stamps
from lms.records import stamping
from lms.records.stamping import Stamper, read_people

from .conftest import DAY

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("few", [stamping.CHUNK, 2], ids=["one query", "many members"])
def test_all_ways_of_stamping_agree(world, monkeypatch, few):
    monkeypatch.setattr(stamping, "CHUNK", few)
    monkeypatch.setattr(stamping, "MANY", 3)
    one, two, three, _ = world.members
    ten = dt.timedelta(days=10)
    facts = {"branch": world.units[1].pk, "category": None, "rank": "", "tier_override": None}
    MemberPast.objects.create(member=one, end=DAY - ten, facts=facts | {"tier_override": world.posts[1].default_tier_id})
    MemberPast.objects.create(member=one, start=DAY - ten + dt.timedelta(days=1), end=DAY, facts=facts)
    MemberPast.objects.create(member=three, end=DAY, facts=facts)
    PostPast.objects.create(post=world.posts[1], end=DAY - ten, facts={"default_tier": "LEAD"})
    PostHolding.objects.create(member=three, post=world.posts[0], start=DAY - ten, end=DAY)
    PostHolding.objects.create(member=two, post=world.posts[0], start=DAY, is_main=False)
    two.tier_override = world.posts[0].default_tier
    two.tier_override_reason = "x"
    two.save()
    pairs = [(m.pk, DAY + dt.timedelta(days=n)) for m in world.members for n in (-30, -11, -10, -9, -1, 0, 1, 11)]
    with transaction.atomic():
        stamper = Stamper(read_people({pk for pk, _ in pairs}))
        mine = {pair: stamper.stamp(*pair) for pair in pairs}
    for pair, said in stamps(pairs).items():
        stamp = mine[pair]
        assert (stamp.unit_id, stamp.tier_code, tuple(filter(None, stamp.post_codes.split("|")))) == (
            said.unit_id, said.tier_code or "", said.post_codes,
        )
