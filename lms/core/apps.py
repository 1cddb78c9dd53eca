from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CoreConfig(AppConfig):
    name = "lms.core"
    label = "lms_core"
    verbose_name = _("基础")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from wagtail import hooks

        from . import appearance, checks, log_actions, opening, shell_checks  # noqa: F401  (checks register themselves)
        from .first_run.step import STEP
        from .search import checks as search_checks  # noqa: F401

        hooks.register("register_log_actions", log_actions.register)
        opening.register(STEP)
        appearance.listen()
