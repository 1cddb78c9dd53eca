from django.apps import AppConfig


class CmsSiteConfig(AppConfig):
    name = "cms_site"
    label = "cms_site"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from lms.core import places

        from . import checks, plain_http, user_bar  # noqa: F401  (they register themselves)
        from .help_links import help_link

        places.register_link("help", help_link)
