from django.apps import AppConfig


class CmsSiteConfig(AppConfig):
    name = "cms_site"
    label = "cms_site"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from . import plain_http  # noqa: F401  (registers its check and its panel)
