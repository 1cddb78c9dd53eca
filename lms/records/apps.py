from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class RecordsConfig(AppConfig):
    name = "lms.records"
    label = "lms_records"
    verbose_name = _("学习记录")
    default_auto_field = "django.db.models.BigAutoField"
