from typing import Any

from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class CatalogueConfig(AppConfig):
    name = "lms.catalogue"
    label = "lms_catalogue"
    verbose_name = _("课程目录")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from . import opening, sheets

        sheets.register()
        opening.register()
        post_migrate.connect(write_defaults, sender=self, dispatch_uid="lms_catalogue.defaults")


def write_defaults(sender: AppConfig, using: str = "default", plan: Any = None, **kwargs: Any) -> None:
    """After ``migrate`` the shipped targets and rule sets are there. Skipped when the app was migrated back."""
    from django.db import connections

    from .defaults import ensure_defaults
    from .models import CreditRule, Subject

    needed = {CreditRule._meta.db_table, Subject._meta.db_table}
    if using == "default" and needed <= set(connections[using].introspection.table_names()):
        ensure_defaults()
