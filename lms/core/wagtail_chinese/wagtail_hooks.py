from __future__ import annotations

from django.templatetags.static import static
from django.utils.html import format_html_join
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
    names = (f"lms_wagtail_chinese/{language}.js", "lms_wagtail_chinese/apply.js")
    return format_html_join("", '<script src="{}"></script>', ((static(name),) for name in names))
