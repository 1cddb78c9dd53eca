"""Posts, units and the roster as they stand, in the layout in which they come in and as far as the user may see them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any

from lms.core import clock
from lms.core.sheets.registry import Row

from ..audience import ids_between
from ..models import Member, Membership, MemberTitle, OrgUnit, Post
from ..queries import CHUNK, in_force, posts_on
from ..roles import ADMIN_ROLES, COMMITTEE_ROLES
from ..scopes import has_role

#: Fields of the roster in the order and with the headings of a usual one. What is never stored is not in it.
ROSTER = (
    ("code", "学员编号"), ("name", "姓名"), ("sex", "性别"), ("birth_month", "出生年月"), ("education", "学历"),
    ("category", "人员类别"), ("unit_name", "所在单位"), ("unit_code", "单位编码"), ("branch_name", "所在党支部"),
    ("branch_code", "支部编码"), ("group_name", "所在党小组"), ("group_code", "党小组编码"), ("party_duty", "党内职务"),
    ("duty", "行政职务"), ("rank", "职务职级"), ("posts", "岗位编码"), ("extra_posts", "兼任岗位编码"), ("tier", "学员层次"),
    ("is_mobile", "是否流动党员"), ("special", "特殊情形"), ("note", "备注"),
)  # fmt: skip
UNITS = (
    ("code", "编码"), ("name", "名称"), ("type", "类型"), ("parent_code", "上级编码"), ("sort_order", "排序"),
    ("holds_membership", "接收组织关系"), ("site", "所在片区"), ("label", "分类标签"), ("secretary_code", "书记编号"),
    ("training_contact_code", "培训联络员编号"),
)  # fmt: skip
POSTS = (("code", "编码"), ("name", "名称"), ("default_tier", "默认层次"), ("note", "说明"), ("categories", "可任类别"))

SEX = {"m": "男", "f": "女"}
#: Words for a note, which are understood when they come back.
NOTED = (("home_study", "送学上门"), ("limited_mobility", "行动不便"))


def manages(user: Any) -> bool:
    """Who may upload a roster: whoever administers persons, for his own ones."""
    return has_role(user, ADMIN_ROLES)


def rules(user: Any) -> bool:
    """Who may upload what everybody shares: the committee."""
    return has_role(user, COMMITTEE_ROLES)


def posts(user: Any) -> Iterator[Row]:
    """Two queries."""
    rows = Post.objects.for_user(user).select_related("default_tier").prefetch_related("categories").order_by("code")
    for post in rows:
        yield {
            "code": post.code,
            "name": post.name,
            "default_tier": post.default_tier.code if post.default_tier else None,
            "note": post.note,
            "categories": [category.name for category in post.categories.all()],
        }


def units(user: Any) -> Iterator[Row]:
    """One query; parents before what is below them."""
    fields = (
        "code", "name", "kind", "parent__code", "sort_order", "holds_membership", "site", "label", "secretary__code",
        "training_contact__code",
    )  # fmt: skip
    names = [name for name, _heading in UNITS]
    for values in OrgUnit.objects.for_user(user).order_by("path").values_list(*fields):
        yield dict(zip(names, values, strict=True))


def roster(user: Any) -> Iterator[Row]:
    """Present members by code; four queries for each 2,000."""
    codes = list(Member.objects.for_user(user).present().order_by("code").values_list("pk", flat=True))
    for at in range(0, len(codes), CHUNK):
        yield from _members(codes[at : at + CHUNK])


def _members(ids: list[int]) -> Iterable[Row]:
    members = Member.objects.select_related("category", "branch", "tier").in_bulk(ids)
    today = clock.today()
    held = posts_on(ids, today)
    places = _places(ids)
    titles = _titles(ids)
    for pk in ids:
        member = members[pk]
        yield {
            "code": member.code,
            "name": member.name,
            "sex": SEX.get(member.sex),
            "birth_month": f"{member.birth_month:%Y-%m}" if member.birth_month else None,
            "education": member.education,
            "category": member.category.name if member.category else None,
            "branch_name": member.branch.name,
            "branch_code": member.branch.code,
            **places[pk],
            "party_duty": "、".join(titles[pk, True]),
            "duty": "、".join(titles[pk, False]),
            "rank": member.rank,
            "posts": [one.code for one in held[pk] if one.is_main],
            "extra_posts": [one.code for one in held[pk] if not one.is_main],
            "tier": member.tier.name if member.tier else None,
            "is_mobile": member.is_mobile,
            "special": member.special_case,
            "note": "、".join(word for flag, word in NOTED if getattr(member, flag) and word not in member.special_case),
            "member_id": pk,
        }


def _places(ids: list[int]) -> dict[int, dict[str, str]]:
    """Unit of work and party group, the last ones that were registered."""
    found: dict[int, dict[str, str]] = defaultdict(dict)
    kinds = (Membership.Kind.UNIT, Membership.Kind.GROUP)
    rows = Membership.objects.filter(in_force(clock.today()), ids_between("member_id", ids), kind__in=kinds).order_by("pk")
    for member, kind, code, name in rows.values_list("member_id", "kind", "unit__code", "unit__name"):
        found[member] |= {f"{kind}_code": code, f"{kind}_name": name}
    return found


def _titles(ids: list[int]) -> dict[tuple[int, bool], list[str]]:
    found: dict[tuple[int, bool], list[str]] = defaultdict(list)
    rows = MemberTitle.objects.filter(ids_between("member_id", ids)).order_by("pk")
    for member, is_party, title in rows.values_list("member_id", "is_party", "title"):
        found[member, is_party].append(title)
    return found
