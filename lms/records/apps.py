from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class RecordsConfig(AppConfig):
    name = "lms.records"
    label = "lms_records"
    verbose_name = _("学习记录")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from wagtail import hooks

        from . import checks, log_actions, sheets, signal_handlers  # noqa: F401  (checks register themselves)

        signal_handlers.register(self)
        hooks.register("register_log_actions", log_actions.register)
        sheets.register()
