"""What a site starts with: tiers, tier rules, categories and the group of administrators. A site's own rows are never touched.

Names of tiers and categories are stored in Chinese, the language of the sheets, and shown in the reader's.
"""

from __future__ import annotations

from typing import Any

from django.contrib.auth.models import Group, Permission
from django.db import connections
from django.utils.translation import gettext_noop as _n

from .models import MemberCategory, Tier, TierRule

TIERS = (("LEAD", _n("领导干部")), ("YOUTH", _n("青年干部")), ("GEN", _n("普通党员干部")))
RULES: tuple[tuple[str, int | None, str], ...] = (
    (TierRule.Kind.POST, None, "LEAD"),
    (TierRule.Kind.AGE, 35, "YOUTH"),
    (TierRule.Kind.ELSE, None, "GEN"),
)
CATEGORIES = (_n("正式党员"), _n("预备党员"), _n("发展对象"), _n("入党积极分子"), _n("群众"))
#: Users with a grant are put into this group, which opens the admin.
ADMIN_GROUP = "训练管理"


def ensure_defaults(using: str = "default") -> None:
    """Fill the tables that are empty; change nothing in the others. Runs after every migrate."""
    if not Tier.objects.using(using).exists():
        Tier.objects.using(using).bulk_create(
            [Tier(code=code, name=name, sort_order=10 * at) for at, (code, name) in enumerate(TIERS, 1)]
        )
        _ensure_rules(using)
    if not MemberCategory.objects.using(using).exists():
        MemberCategory.objects.using(using).bulk_create(
            [MemberCategory(code=name, name=name, sort_order=10 * at) for at, name in enumerate(CATEGORIES, 1)]
        )
    admin_group(using)


def _ensure_rules(using: str) -> None:
    if TierRule.objects.using(using).exists():
        return
    tiers = Tier.objects.using(using).in_bulk(field_name="code")
    TierRule.objects.using(using).bulk_create(
        [
            TierRule(order=10 * at, kind=kind, max_age=max_age, tier=tiers[code])
            for at, (kind, max_age, code) in enumerate(RULES, 1)
        ]
    )


def admin_group(using: str = "default") -> Group:
    """The group that opens the admin; made with that permission if it is not there, and left as it is if it is."""
    group, created = Group.objects.using(using).get_or_create(name=ADMIN_GROUP)
    if created:
        access = Permission.objects.using(using).filter(codename="access_admin", content_type__app_label="wagtailadmin")
        group.permissions.add(*access)
    return group


def after_migrate(using: str = "default", **kwargs: Any) -> None:
    """Handler of ``post_migrate``: also called when the app was migrated back, so look whether the tables are there."""
    tables = connections[using].introspection.table_names()
    if {Tier._meta.db_table, TierRule._meta.db_table, MemberCategory._meta.db_table} <= set(tables):
        ensure_defaults(using)
