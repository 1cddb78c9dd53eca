"""Choosers and fields for forms that name units, members and accounts."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib.auth import get_user_model
from django.utils.translation import gettext_lazy as _

from ..models import Member, OrgUnit
from .choosers import ScopedChooser


class UnitChooser(ScopedChooser):
    model = OrgUnit
    icon = "group"
    choose_one_text = _("选择组织")
    choose_another_text = _("另选组织")
    chooser_modal_url_name = "lms_unit_chooser:choose"


class MemberChooser(ScopedChooser):
    model = Member
    icon = "user"
    choose_one_text = _("选择学员")
    choose_another_text = _("另选学员")
    chooser_modal_url_name = "lms_member_chooser:choose"


class AccountField(forms.ModelChoiceField):
    """An account by its sign-in name: no list of all accounts is sent to the browser."""

    widget = forms.TextInput

    def __init__(self, **kwargs: Any) -> None:
        defaults = {
            "label": _("账号"), "help_text": _("登录名"),
            "queryset": get_user_model()._default_manager.none(), "to_field_name": get_user_model().USERNAME_FIELD,
            "error_messages": {"invalid_choice": _("没有这个账号，或不在您的范围内，或已属于另一名学员。")},
        }
        super().__init__(**{**defaults, **kwargs})
