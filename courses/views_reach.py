"""谁会学到 of a page as it was last saved, published or not."""

from __future__ import annotations

from typing import Any

from django.http import Http404
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from wagtail.models import Page

from lms.planning.reach import draft_of
from lms.planning.views.reach import ReachView, Subject

from .mixins import LessonMixin
from .publishing import activity_of, kept_of


class PageReachView(ReachView):
    """For whoever may edit the page; the figures are of the reader's own scope."""

    @cached_property
    def page(self) -> Any:
        found = Page.objects.filter(pk=self.kwargs["pk"]).first()
        page = found.specific if found else None
        if not isinstance(page, LessonMixin) or not page.permissions_for_user(self.request.user).can_edit():
            raise Http404
        return page

    @cached_property
    def subject(self) -> Subject:
        page, activity = self.page, activity_of(self.page)
        draft = page.get_latest_revision_as_object()
        is_draft = not page.live or page.has_unpublished_changes
        return Subject(
            draft.title, activity if page.live else None, draft_of(kept_of(draft, [draft]), activity),
            note=_("按最近保存的草稿计算，发布前后都可以看。") if is_draft else "",
            back=reverse("wagtailadmin_pages:edit", args=[page.pk]),
        )  # fmt: skip
