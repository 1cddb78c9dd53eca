"""The first thing an administrator sees after signing in: what waits, what is done often, and what can be looked up."""

from __future__ import annotations

from typing import Any

from django.forms import Media
from django.urls import reverse
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.components import Component

from lms.core import clock
from lms.core.todo import Todo, todos_for
from lms.people.models import Member
from lms.people.queries import members_without_post
from lms.people.roles import ADMIN_ROLES
from lms.people.scopes import has_role

from . import menu
from .hours_queries import default_target, under_trained
from .urls import REPORTS

#: One sentence for each report, by its name.
SENTENCES = {
    "completion": _("必学、补缺、学时，按组织和层次；每个数字都能点开到人。"),
    "gaps": _("哪些能力缺的人最多，未评估的另列。"),
    "growth": _("摸底和以后的测评相比，等级有什么变化。"),
    "unsupplied": _("岗位需要、目录里还没有课的内容。"),
    "under_trained": _("有固定学时要求而没有达到的学员。"),
    "care": _("行动不便、流动、离退休的学员，宜送学或线上学。"),
    "no_contact": _("还没有培训联络员的党支部，可以当场指定。"),
    "contradictions": _("人员类别与所任岗位不相符的学员。"),
    "no_post": _("没有登记岗位，因而排不出补缺计划的学员。"),
}
#: What administrators of persons do most, by the name of the address.
OFTEN = (
    ("lms_completion:index", _("登记参加学习")),
    ("lms_awaiting:index", _("确认能力等级")),
    ("lms_members:index", _("查学员")),
    ("lms_reporting:completion", _("看完成情况")),
)


def todos(user: Any) -> list[Todo]:
    """Hook ``register_lms_todos``. Three queries."""
    if not has_role(user, ADMIN_ROLES):
        return []
    today = clock.today()
    mine = Member.objects.for_user(user).values("pk")
    without = members_without_post(today).filter(pk__in=mine).count()
    target = default_target()
    short = under_trained(user, today.year, target).count()
    return [
        Todo(
            _("没有岗位"), without, _t("%(number)s 人") % {"number": without}, _("登记岗位后才排得出学习计划"),
            reverse("lms_reporting:no_post"), 40,
        ),
        Todo(
            _("学时不足"), short, _t("%(number)s 人") % {"number": short},
            " · ".join([*([str(target)] if target else []), _t("%(year)s 年") % {"year": today.year}]),
            f"{reverse('lms_reporting:under_trained')}?year={today.year}", 50,
        ),
    ]  # fmt: skip


class StartHere(Component):
    """A panel of Wagtail's dashboard; nothing for users without a role. A fixed number of queries."""

    name = "lms_start_here"
    template_name = "lms_reporting/start_here.html"
    order = 50
    media = Media(css={"all": ["lms_reporting/start.css"]})

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        request = parent_context["request"]
        manages = has_role(request.user, ADMIN_ROLES)
        reports = [
            {"title": view.page_title, "url": reverse(f"lms_reporting:{view.name}"), "text": SENTENCES.get(view.name, "")}
            for view in REPORTS
            if has_role(request.user, view.roles)
        ]
        return {
            "manages": manages, "todos": todos_for(request.user), "reports": reports,
            "often": [{"title": title, "url": reverse(name)} for name, title in OFTEN] if manages else [],
            "looked_up": [{"title": item.label, "url": item.url} for item in menu.looked_up(request)],
        }  # fmt: skip
