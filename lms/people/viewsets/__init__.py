"""What the admin of every app is built from, and people's own lists."""

from .base import ScopedModelViewSet
from .choosers import ScopedChooser, ScopedChooserViewSet
from .filters import ScopedFilterSet, UnitBelowFilter, ValuesFilter, YesNoFilter
from .inlines import Inline, InlinesMixin
from .object_actions import ActionButtonsMixin, ObjectActionsMixin, ObjectActionView
from .role_view import ManagersMenuItem, RoleView
from .scoped_forms import DatedFormMixin, ScopedForm, ScopedModelForm, UnitField
from .views import (
    ScopedCopyView,
    ScopedCreateView,
    ScopedEditView,
    ScopedIndexView,
    ScopedInspectView,
    ScopedObjectMixin,
    visible,
)

__all__ = [
    "ActionButtonsMixin", "Inline", "InlinesMixin", "ObjectActionView", "ObjectActionsMixin", "DatedFormMixin",
    "ManagersMenuItem", "RoleView", "ScopedChooser",
    "ScopedChooserViewSet", "ScopedCopyView", "ScopedCreateView", "ScopedEditView", "ScopedFilterSet", "ScopedForm",
    "ScopedIndexView", "ScopedInspectView", "ScopedModelForm", "ScopedModelViewSet", "ScopedObjectMixin", "UnitBelowFilter",
    "UnitField", "ValuesFilter", "YesNoFilter", "visible",
]
