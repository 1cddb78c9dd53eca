"""人员类别 that a sheet names: categories are data, so an unknown one is created, and this is said."""

from __future__ import annotations

from django.utils.translation import gettext_lazy

from ..models import MemberCategory
from .names import Names


class Categories(Names):
    """The categories of one import."""

    model = MemberCategory
    shared = "categories"
    unknown = gettext_lazy("没有这个人员类别")
    created = gettext_lazy("新的人员类别，将新建")
