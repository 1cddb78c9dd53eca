from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class RequirementsConfig(AppConfig):
    name = "lms.requirements"
    label = "lms_requirements"
    verbose_name = _("要求")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from wagtail import hooks

        from . import log_actions, opening, sheets, signal_handlers

        signal_handlers.register()
        hooks.register("register_log_actions", log_actions.register)
        sheets.register()
        opening.register()
