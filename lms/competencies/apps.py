from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CompetenciesConfig(AppConfig):
    name = "lms.competencies"
    label = "lms_competencies"
    verbose_name = _("能力")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from . import sheets

        sheets.register()
