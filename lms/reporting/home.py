"""The first thing an administrator sees after signing in: what there is to look at, one sentence each."""

from __future__ import annotations

from typing import Any

from django.forms import Media
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.components import Component

from lms.people.scopes import has_role

from .urls import REPORTS

#: One sentence for each report, by its name.
SENTENCES = {
    "completion": _("必学、补缺、学时，按组织和层次；每个数字都能点开到人。"),
    "gaps": _("哪些能力缺的人最多，未评估的另列。"),
    "unsupplied": _("岗位需要、目录里还没有课的内容。"),
    "under_trained": _("有固定学时要求而没有达到的学员。"),
    "care": _("行动不便、流动、离退休的学员，宜送学或线上学。"),
    "no_contact": _("还没有培训联络员的党支部。"),
    "contradictions": _("人员类别与所任岗位不相符的学员。"),
    "no_post": _("没有登记岗位，因而排不出补缺计划的学员。"),
}


class StartHere(Component):
    """A panel of Wagtail's dashboard with the reports that the user may see; nothing for users without a role."""

    name = "lms_start_here"
    template_name = "lms_reporting/start_here.html"
    order = 50
    media = Media(css={"all": ["lms_reporting/reports.css"]})

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        user = parent_context["request"].user
        return {
            "entries": [
                {"title": view.page_title, "url": reverse(f"lms_reporting:{view.name}"), "text": SENTENCES[view.name]}
                for view in REPORTS
                if has_role(user, view.roles)
            ]
        }
