from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CatalogueConfig(AppConfig):
    name = "lms.catalogue"
    label = "lms_catalogue"
    verbose_name = _("课程目录")
    default_auto_field = "django.db.models.BigAutoField"
