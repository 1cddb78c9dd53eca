"""「谁会学到」 in the editor. The figures are fetched when the panel comes into view, so that the editor opens fast."""

from __future__ import annotations

from typing import Any

from django.forms import Media
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import Panel

from lms.people.roles import ALL_ROLES
from lms.people.scopes import has_role


class ReachPanel(Panel):
    """For whoever has a scope; without scripts a link leads to the same figures."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"heading": _("谁会学到"), **kwargs})

    class BoundPanel(Panel.BoundPanel):
        template_name = "courses/admin/reach_panel.html"

        @property
        def media(self) -> Media:
            return Media(css={"all": ["lms_planning/reach.css"]}, js=["courses/admin/reach.js"])

        def is_shown(self) -> bool:
            return has_role(self.request.user, ALL_ROLES)

        def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
            context: dict[str, Any] = super().get_context_data(parent_context)
            pk = self.instance.pk
            return context | {"address": reverse("lms_courses_admin:reach", args=[pk]) if pk else ""}
