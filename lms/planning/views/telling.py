"""What an administrator is told after levels were entered."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _t
from wagtail.admin import messages

from lms.people.models import Member
from lms.records.facts import Outcome


def tell(request: Any, outcome: Outcome, done: str) -> None:
    """``done`` is said where something was written; what was there already and what stands against it is said apart."""
    if outcome.created:
        messages.success(request, done)
    if outcome.same:
        messages.info(request, _t("%(number)s 人此前已作同样的登记，没有重复登记。") % {"number": outcome.same})
    if not outcome.conflicts:
        return
    against = {fact.member_id: record for fact, record in outcome.conflicts}
    rows = Member.objects.filter(pk__in=against).order_by("code").values_list("pk", "name")
    links = format_html_join(
        "、", '<a href="{}">{}</a>', ((reverse("lms_records:inspect", args=[against[pk]]), name) for pk, name in rows)
    )
    said = _t("这一天已有不同的登记，没有改动。如有错，请打开原记录“录入更正”：")
    messages.warning(request, format_html("{}{}", said, links))
