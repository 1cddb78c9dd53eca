from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class WagtailChineseConfig(AppConfig):
    name = "lms.core.wagtail_chinese"
    label = "lms_wagtail_chinese"
    verbose_name = _("Wagtail 后台的中文补充")

    def ready(self) -> None:
        from . import hard_coded, names

        hard_coded.name_models()
        hard_coded.name_fields()
        # From every app, for each has permissions of its own. Last in INSTALLED_APPS means after Django has made them.
        post_migrate.connect(names.after_migrate, dispatch_uid="lms_wagtail_chinese.names")
