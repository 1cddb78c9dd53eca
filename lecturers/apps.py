from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class LecturersConfig(AppConfig):
    name = "lecturers"
    label = "lms_lecturers"
    verbose_name = _("师资库")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from lms.desk import teachers

        from . import queries, sheets, signal_handlers

        sheets.register()
        signal_handlers.register()
        teachers.register(queries.names)
