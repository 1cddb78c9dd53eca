"""The living page: every token, component and state as it really looks, with the text, colours and size chosen just now.

For those who build or run a site: whoever may enter the administration, and everybody where DEBUG is on.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django import forms
from django.conf import settings
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from . import icons
from .admin_access import may_enter_admin
from .charts import chart
from .states import State, Tone

#: Colours in the order in which they are explained. tests/core/test_design.py holds the list against the stylesheet.
GROUNDS = ("paper", "sheet", "sunken", "band")
TEXTS = ("ink", "ink-soft", "on-band", "on-band-mark")
BRAND = ("brand", "brand-strong", "brand-wash", "on-brand")
TONES = ("gold", "gold-wash", "gold-mark", "good", "good-wash", "alarm", "alarm-wash")
LINES = ("line", "edge", "focus")
SIZES = ("3xl", "2xl", "xl", "l", "m", "s", "xs")
SPACES = ("1", "2", "3", "4", "5", "6", "7")


@dataclass(frozen=True)
class Swatches:
    """A row of colours with a name."""

    title: str
    names: tuple[str, ...]


class SampleForm(forms.Form):
    """A field of every kind."""

    name = forms.CharField(label=gettext_lazy("姓名"), help_text=gettext_lazy("与花名册一致"))
    day = forms.DateField(label=gettext_lazy("日期"), required=False)
    kind = forms.ChoiceField(label=gettext_lazy("类别"), choices=[("a", gettext_lazy("必学")), ("b", gettext_lazy("选学"))])
    way = forms.ChoiceField(
        label=gettext_lazy("方式"),
        choices=[("onsite", gettext_lazy("现场")), ("online", gettext_lazy("网络"))],
        widget=forms.RadioSelect,
    )
    note = forms.CharField(label=gettext_lazy("备注"), required=False, widget=forms.Textarea(attrs={"rows": 3}))
    agreed = forms.BooleanField(label=gettext_lazy("已经核对"), required=False)


def components(request: HttpRequest) -> HttpResponse:
    """The living page. 404 for whom it is not meant for."""
    user: Any = getattr(request, "user", None)
    if not (settings.DEBUG or may_enter_admin(user)):
        raise Http404
    return render(request, "lms_core/design/page.html", {**tokens(), **samples()})


def tokens() -> dict[str, Any]:
    return {
        "swatches": [
            Swatches(_("底色"), GROUNDS), Swatches(_("文字"), TEXTS), Swatches(_("单位颜色"), BRAND),
            Swatches(_("语气"), TONES), Swatches(_("线条"), LINES),
        ],
        "sizes": SIZES,
        "spaces": SPACES,
        "tones": [tone.value for tone in Tone],
        "states": list(State),
        "icon_names": sorted(icons.shapes()),
    }  # fmt: skip


def samples() -> dict[str, Any]:
    lesson, minutes = _("公文格式与常见错误"), _("20 分钟")
    asked = SampleForm({"way": "onsite"}, prefix="wrong")
    asked.is_valid()
    return {
        "lesson": lesson,
        "minutes": minutes,
        "trail": [(_("首页"), "#main"), (_("课程"), "#main")],
        "figures": [(12, _("课要学")), (287, _("分钟")), (3, _("今年已学完"))],
        "steps": [(_("组织"), "", "done"), (_("名册"), _("导入或逐个登记"), "current"), (_("课程"), "", "")],
        "tabs": [(_("必学"), "#navigation", True), (_("补缺"), "#navigation", False), (_("选学"), "#navigation", False)],
        "page_obj": Paginator(range(95), 20).page(2),
        "heads": [_("学时指标"), _("现场"), _("网络"), _("合计")],
        "rows": [[_("党员年度学时"), "24", "8", "32"], [_("网络自学学时"), "0", "11.5", "11.5"]],
        "bars": chart(_("各项学时"), [(_("现场"), 24), (_("网络"), 11.5), (_("其他"), 2)], unit=_("学时")),
        "lines": chart(_("每月学时"), [("1", 2), ("2", 3), ("3", 3), ("4", 5), ("5", 8), ("6", 6)], unit=_("学时")),
        "form": SampleForm(prefix="right"),
        "wrong_form": asked,
    }
