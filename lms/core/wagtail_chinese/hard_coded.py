"""English that Wagtail writes without gettext: names of two models, headings of one list, two fields.

They get names that are translated like any other, from Wagtail's own words where it has them. What stands in its templates is put
right in the browser: see scripts/supplement.py.
"""

from __future__ import annotations

from typing import Any

from django.apps import apps
from django.utils.functional import lazy
from django.utils.text import capfirst
from django.utils.translation import gettext, gettext_lazy

LOCALE = "locale"


def _locales() -> str:
    name = gettext(LOCALE)
    return f"{name}s" if name == LOCALE else name


def name_models() -> None:
    """No migration comes of it: Django compares what the class itself states."""
    from wagtail.models import Locale

    Locale._meta.verbose_name = gettext_lazy(LOCALE)
    Locale._meta.verbose_name_plural = lazy(_locales, str)()
    if apps.is_installed("wagtail.contrib.simple_translation"):
        options: Any = apps.get_model("simple_translation", "SimpleTranslation")._meta
        options.verbose_name = gettext_lazy("页面翻译")


def name_fields() -> None:
    """The list of sites makes headings of field names, the editors of groups and workflows the label of the page."""
    from wagtail.admin.forms.workflows import WorkflowPageForm
    from wagtail.models import Page, Site
    from wagtail.sites.views import IndexView
    from wagtail.users.forms import PagePermissionsForm

    for form in (PagePermissionsForm, WorkflowPageForm):
        form.base_fields["page"].label = capfirst(Page._meta.verbose_name)

    for column in IndexView.columns:
        if column.name in {"port", "site_name", "root_page"}:
            column.label = capfirst(Site._meta.get_field(column.name).verbose_name)
