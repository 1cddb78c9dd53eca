"""The catalogue in the Wagtail admin."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.viewsets.base import ViewSetGroup

from lms.people.permissions import reference_roles, register
from lms.people.roles import ALL_ROLES, COMMITTEE_ROLES, TEACHING_ROLES

from . import log_actions
from .models import Activity, CreditRule, CreditRuleSet, CreditRuleVersion, HoursTarget, Part, Subject, Teaches


def own_activities(rows: object, user: object) -> object:
    """Activities are changed by those who teach in their unit; those without a unit by the committee."""
    return Activity.objects.editable_by(user)


register(Activity, {"view": ALL_ROLES, "add": TEACHING_ROLES, "change": TEACHING_ROLES}, {"change": own_activities})
for model in (Subject, HoursTarget, CreditRuleSet):
    register(model, reference_roles())
register(CreditRuleVersion, {"view": ALL_ROLES, "change": COMMITTEE_ROLES})
for model in (CreditRule, Teaches, Part):
    register(model, {"view": ALL_ROLES})

hooks.register("register_log_actions", log_actions.register)


@hooks.register("register_admin_viewset")
def register_viewsets() -> list[object]:
    from .viewsets.activities import ActivityChooserViewSet, ActivityViewSet, SubjectViewSet, TargetViewSet
    from .viewsets.credit import RuleSetViewSet, VersionViewSet

    class CatalogueGroup(ViewSetGroup):
        menu_label = _("课程目录")
        menu_name = "lms-catalogue"
        menu_icon = "doc-full-inverse"
        menu_order = 230
        items = (ActivityViewSet, SubjectViewSet, TargetViewSet, RuleSetViewSet, VersionViewSet)

    return [ActivityChooserViewSet(), CatalogueGroup()]
