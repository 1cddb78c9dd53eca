from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class WagtailChineseConfig(AppConfig):
    name = "lms.core.wagtail_chinese"
    label = "lms_wagtail_chinese"
    verbose_name = _("Wagtail 后台的中文补充")

    def ready(self) -> None:
        from django.apps import apps

        from . import names

        # An app without models gets no signal of its own; that of Wagtail's pages is the right one, for they are renamed.
        post_migrate.connect(names.after_migrate, sender=apps.get_app_config("wagtailcore"), dispatch_uid="lms_wagtail_chinese.names")
