from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PeopleConfig(AppConfig):
    name = "lms.people"
    label = "lms_people"
    verbose_name = _("人员与组织")
    default_auto_field = "django.db.models.BigAutoField"
