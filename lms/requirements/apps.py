from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class RequirementsConfig(AppConfig):
    name = "lms.requirements"
    label = "lms_requirements"
    verbose_name = _("要求")
    default_auto_field = "django.db.models.BigAutoField"
