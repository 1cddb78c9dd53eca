from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AccountsConfig(AppConfig):
    name = "lms.accounts"
    label = "lms_accounts"
    verbose_name = _("账号与登录")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from wagtail import hooks

        from lms.core import places

        from . import checks, log_actions, opening, signal_handlers  # noqa: F401  (checks register themselves)

        places.register_link("account", "account_security")
        hooks.register("register_log_actions", log_actions.register)
        signal_handlers.connect()
        opening.register()
