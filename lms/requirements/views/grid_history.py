"""谁改的: who changed what is asked of one post, when, and what each cell comes from."""

from __future__ import annotations

from typing import Any

from django.http import Http404
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView

from lms.people.models import Post

from ..history import history_of
from ..matrix import set_of
from .grid import GridMixin


class HistoryView(GridMixin, TemplateView):
    template_name = "lms_requirements/admin/matrix_history.html"
    page_title = _("谁改的")
    header_icon = "history"

    @cached_property
    def post_shown(self) -> Post:
        found = Post.objects.for_user(self.request.user).filter(pk=self.kwargs["pk"]).first()
        if found is None:
            raise Http404
        return found

    def get_page_subtitle(self) -> str:
        name = self.post_shown.name
        return f"{name} · {self.owner.name}" if self.owner else name

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        above = {"url": reverse("lms_matrix:index"), "label": _("岗位要求")}
        return [*self.breadcrumbs_items, above, {"url": "", "label": self.get_page_subtitle()}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        found = set_of(self.post_shown, self.owner)
        changes, standing = history_of(found) if found else ([], [])
        return super().get_context_data(
            post=self.post_shown, owner=self.owner, set=found, changes=changes, standing=standing, **kwargs
        )
