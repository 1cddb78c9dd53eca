from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AssessmentConfig(AppConfig):
    name = "lms.assessment"
    label = "lms_assessment"
    verbose_name = _("题库与测验")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from wagtail import hooks

        from . import log_actions, sheets, signal_handlers

        sheets.register()
        signal_handlers.register(self)
        hooks.register("register_log_actions", log_actions.register)
