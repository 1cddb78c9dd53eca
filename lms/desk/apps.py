from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DeskConfig(AppConfig):
    name = "lms.desk"
    label = "lms_desk"
    verbose_name = _("我的学习")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from . import places, signal_handlers, test_out_acts

        signal_handlers.register()
        places.register()
        test_out_acts.register()
