"""Names that Wagtail's migrations write in English into every new database, put into the language of the site.

Only where that is Chinese, and only as long as a name is still the original one: what somebody wrote is never touched.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from django.apps import AppConfig
from django.conf import settings
from django.contrib.auth.models import Group, Permission
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
#: What Django calls a permission: "Can add member".
VERBS = {
    "add": _n("可以新增%(what)s"),
    "change": _n("可以修改%(what)s"),
    "choose": _n("可以选用%(what)s"),
    "delete": _n("可以删除%(what)s"),
    "view": _n("可以查看%(what)s"),
}
#: Pages and collections may be called Root by somebody; only the one at the top was made by Wagtail.
TOP: dict[type[models.Model], Callable[[str], dict[str, Any]]] = {
    Collection: lambda name: {"depth": 1},
    Page: lambda name: {"depth": 1} if name == "Root" else {"depth": 2},
}


def rename(using: str = "default") -> int:
    """Rename what still has its English name; returns how many fields were changed."""
    changed = 0
    for model, field, original, name in NAMES:
        rows = model._default_manager.using(using).filter(**{field: original})
        if model in TOP:
            rows = rows.filter(**TOP[model](original))
        taken = model is Group and Group.objects.using(using).filter(name=translation.gettext(name)).exists()
        changed += 0 if taken else rows.update(**{field: translation.gettext(name)})
    return changed


def permission_name(permission: Permission) -> str:
    """What the group editor calls a permission: Wagtail's own translation, or a sentence with the name of the model."""
    if (translated := translation.gettext(permission.name)) != permission.name:
        return translated
    model: Any = permission.content_type.model_class()
    found = re.match(rf"Can ({'|'.join(VERBS)}) ", permission.name)
    return translation.gettext(VERBS[found[1]]) % {"what": model._meta.verbose_name} if found and model else permission.name


def rename_permissions(app_label: str, using: str = "default") -> int:
    """Put the names of one app's permissions into the language in force; returns how many were changed."""
    changed = []
    for permission in Permission.objects.using(using).filter(content_type__app_label=app_label).select_related("content_type"):
        if (name := permission_name(permission)) != permission.name:
            permission.name = name
            changed.append(permission)
    return Permission.objects.using(using).bulk_update(changed, ["name"]) if changed else 0


def after_migrate(sender: AppConfig, using: str = "default", **kwargs: Any) -> None:
    """Handler of ``post_migrate``: also called after a migration backwards, so look whether the tables are there."""
    if not settings.LANGUAGE_CODE.startswith("zh"):
        return
    wanted: list[type[models.Model]] = [Permission]
    if sender.label == "wagtailcore":
        wanted += [model for model, *_ in NAMES]
    if not {model._meta.db_table for model in wanted} <= set(connections[using].introspection.table_names()):
        return
    with translation.override(settings.LANGUAGE_CODE):
        rename_permissions(sender.label, using)
        if sender.label == "wagtailcore":
            rename(using)
