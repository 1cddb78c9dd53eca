"""Names that Wagtail's migrations write in English into every new database, put into the language of the site.

Only where that is Chinese, and only as long as a name is still the original one: what somebody wrote is never touched.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.contrib.auth.models import Group
from django.db import connections, models
from django.utils import translation
from django.utils.translation import gettext_noop as _n
from wagtail.models import Collection, Page, Task, Workflow

#: Model, field, what Wagtail wrote, what it means.
NAMES: tuple[tuple[type[models.Model], str, str, str], ...] = (
    (Group, "name", "Editors", _n("编辑人员")),
    (Group, "name", "Moderators", _n("审核人员")),
    (Workflow, "name", "Moderators approval", _n("发布审核")),
    (Task, "name", "Moderators approval", _n("审核人员批准")),
    (Collection, "name", "Root", _n("总集合")),
    (Page, "title", "Root", _n("全部页面")),
    (Page, "draft_title", "Root", _n("全部页面")),
    (Page, "title", "Welcome to your new Wagtail site!", _n("首页")),
    (Page, "draft_title", "Welcome to your new Wagtail site!", _n("首页")),
)
#: Pages and collections may be called Root by somebody; only the one at the top was made by Wagtail.
TOP: dict[type[models.Model], Callable[[str], dict[str, Any]]] = {
    Collection: lambda name: {"depth": 1},
    Page: lambda name: {"depth": 1} if name == "Root" else {"depth": 2},
}


def rename(using: str = "default") -> int:
    """Rename what still has its English name; returns how many fields were changed."""
    if not settings.LANGUAGE_CODE.startswith("zh"):
        return 0
    changed = 0
    with translation.override(settings.LANGUAGE_CODE):
        for model, field, original, name in NAMES:
            rows = model._default_manager.using(using).filter(**{field: original})
            if model in TOP:
                rows = rows.filter(**TOP[model](original))
            taken = model is Group and Group.objects.using(using).filter(name=translation.gettext(name)).exists()
            changed += 0 if taken else rows.update(**{field: translation.gettext(name)})
    return changed


def after_migrate(using: str = "default", **kwargs: Any) -> None:
    """Handler of ``post_migrate``: also called after a migration backwards, so look whether the tables are there."""
    tables = set(connections[using].introspection.table_names())
    if {model._meta.db_table for model, *_ in NAMES} <= tables:
        rename(using)
