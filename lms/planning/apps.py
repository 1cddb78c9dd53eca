from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PlanningConfig(AppConfig):
    name = "lms.planning"
    label = "lms_planning"
    verbose_name = _("学习计划")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from lms.requirements import impact as requirements_impact

        from . import impact, signal_handlers

        signal_handlers.register()
        requirements_impact.register(impact.impact_of)
