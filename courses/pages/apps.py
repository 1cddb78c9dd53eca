from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PagesConfig(AppConfig):
    name = "courses.pages"
    label = "lms_pages"
    verbose_name = _("微课页面")
    default_auto_field = "django.db.models.BigAutoField"
