from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class PeopleConfig(AppConfig):
    name = "lms.people"
    label = "lms_people"
    verbose_name = _("人员与组织")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from wagtail import hooks

        from . import defaults, log_actions, opening, sheets

        post_migrate.connect(defaults.after_migrate, sender=self, dispatch_uid="lms_people.defaults")
        hooks.register("register_log_actions", log_actions.register)
        sheets.register()
        opening.register()
