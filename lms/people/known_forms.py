"""Forms on what was answered about titles and unit names."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from .forms import PostsField
from .models import OrgUnit, Post
from .viewsets.scoped_forms import DatedFormMixin, ScopedForm
from .viewsets.widgets import UnitChooser


class TitlePostsForm(DatedFormMixin, ScopedForm):
    posts = PostsField(
        label=_("对应岗位"), queryset=Post.objects.order_by("code"), required=False, help_text=_("一个都不选：暂不对应")
    )
    field_order = ("posts", "on")


class UnitNameForm(ScopedForm):
    unit = forms.ModelChoiceField(
        label=_("对应组织"), queryset=OrgUnit.objects.all(), widget=UnitChooser, required=False, help_text=_("留空：不导入这些行")
    )


class ForgetForm(ScopedForm):
    """Nothing to fill in."""
