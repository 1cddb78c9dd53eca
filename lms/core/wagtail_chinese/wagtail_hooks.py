from __future__ import annotations

from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from wagtail import hooks

LANGUAGES = ("zh-hans", "zh-hant")


@hooks.register("insert_global_admin_css")
def texts_of_scripts() -> str:
    """The texts that Wagtail's scripts lack. With the styles, for these come before the scripts that read the texts."""
    language = get_language()
    if language not in LANGUAGES:
        return SafeString("")
    return format_html('<script src="{}"></script>', static(f"lms_wagtail_chinese/{language}.js"))
