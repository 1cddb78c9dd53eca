"""The chooser by which a form names a lecturer."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from lms.people.viewsets import ScopedChooser

from .models import Lecturer


class LecturerChooser(ScopedChooser):
    model = Lecturer
    icon = "user"
    choose_one_text = _("选择讲师")
    choose_another_text = _("另选讲师")
    chooser_modal_url_name = "lms_lecturer_chooser:choose"
