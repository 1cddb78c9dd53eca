"""The steps of the first run that belong to requirements: what posts ask, and the yearly hours."""

from __future__ import annotations

from typing import Any

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lms.competencies.models import Competency
from lms.core import clock, opening, remarks
from lms.core.opening import Found, Step
from lms.core.remarks import Remark
from lms.people.models import Post
from lms.people.queries import in_force
from lms.people.roles import COMMITTEE_ROLES
from lms.people.scopes import has_role

from .models import Assignment, Line, RequirementSet
from .starter import adopted, remark


def post_requirements() -> Found:
    """Three queries."""
    lines = Line.objects.filter(
        in_force(clock.today(), "version__"), kind=Line.Kind.COMPETENCY, version__requirement_set__kind=RequirementSet.Kind.POST
    )
    number, posts = lines.count(), Post.objects.count()
    asking = Post.objects.filter(requirement_sets__in=lines.values("version__requirement_set")).distinct().count()
    if not number:
        count = _("还没有岗位要求。可以先采用示例标准，再按本单位实际修改。")
        return Found(count, reverse("lms_starter:index"), _("建立岗位要求"))
    starter = adopted()
    if starter is not None and starter.checked_at is None:
        count = _("%(posts)s 个岗位中 %(asking)s 个已有要求，共 %(number)s 条。其中的示例标准，待本单位核对。")
        url, button = reverse("lms_starter:index"), _("核对示例标准")
    else:
        count = _("%(posts)s 个岗位中 %(asking)s 个已有要求，共 %(number)s 条。")
        url, button = reverse("lms_matrix:index"), _("查看矩阵")
    return Found(count % {"posts": posts, "asking": asking, "number": number}, url, button, done=True)


def hours() -> Found:
    """Two queries."""
    asked = Line.objects.filter(in_force(clock.today(), "version__"), kind=Line.Kind.HOURS)
    sets = asked.values("version__requirement_set")
    named = Assignment.objects.filter(in_force(clock.today()), requirement_set__in=sets).values("member").distinct().count()
    by_facet = (
        RequirementSet.objects.filter(pk__in=sets)
        .filter(Q(posts__isnull=False) | Q(tiers__isnull=False) | Q(categories__isnull=False) | Q(units__isnull=False))
        .distinct().count()
    )
    url = reverse("lms_requirement_sets:index")
    if not named and not by_facet:
        return Found(_("还没有学时标准。名册里有学时要求的列，会随名册一起导入。"), url, _("规定学时"), optional=True)
    count = _("%(named)s 名学员有年度学时标准。")
    if by_facet:
        count = _("%(named)s 名学员有年度学时标准，另按范围规定 %(sets)s 项。")
    return Found(count % {"named": named, "sets": by_facet}, url, _("查看标准"), done=True)


STEPS = (
    Step(
        "requirements", 40, gettext_lazy("岗位要求"),
        gettext_lazy("没有岗位要求，学员仍可学必修和选修课，只是不知道缺什么。"), post_requirements,
    ),
    Step("hours", 50, gettext_lazy("学时标准"), gettext_lazy("没有学时标准，学时照记，只是不提示还差多少。"), hours),
)


#: Screens that show what the starter set brought.
MARKED = (
    "lms_competencies.competency", "lms_competencies.domain", "lms_people.post", "lms_requirements.requirementset",
    "lms_requirements.line",
)


def on_starter(user: Any) -> Remark | None:
    """The mark of the starter set, as long as nobody confirmed it. One query."""
    if not (text := remark()):
        return None
    decides = has_role(user, COMMITTEE_ROLES)
    return Remark(text, reverse("lms_starter:index"), _("核对")) if decides else Remark(text)


def on_nothing(user: Any) -> Remark | None:
    """Where there is no competency yet, the way to the starter set. One query."""
    if not has_role(user, COMMITTEE_ROLES) or Competency.objects.exists():
        return None
    return Remark(_("还没有能力。可以先采用示例标准，再按本单位实际修改。"), reverse("lms_starter:index"), _("查看示例标准"))


def register() -> None:
    """Make both steps and the remarks known."""
    for step in STEPS:
        opening.register(step)
    remarks.register(MARKED, on_starter)
    remarks.register(("lms_competencies.competency", "lms_requirements.requirementset"), on_nothing)
