"""Widgets of the page editor."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from lms.people.models import Post
from lms.people.viewsets import ScopedChooser


class PostChooser(ScopedChooser):
    model = Post
    icon = "user"
    choose_one_text = _("选择岗位")
    choose_another_text = _("另选岗位")
    chooser_modal_url_name = "lms_post_chooser:choose"
