"""Four persons to look at the demonstration with, one click each. There only with the demonstration's settings."""

from __future__ import annotations

from dataclasses import dataclass

from django.conf import settings
from django.contrib.auth import get_user_model, login
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST


@dataclass(frozen=True)
class Persona:
    """``account``: the name of the demonstration's account; ``start``: the URL name of the page where this person begins."""

    key: str
    label: str | Promise
    note: str | Promise
    icon: str
    account: str
    start: str

    @property
    def url(self) -> str:
        return reverse("cms_site_demo:enter", args=[self.key])


PERSONAS = (
    Persona("member", _("学员"), _("看自己该学什么、为什么"), "learn", "s018", "lms_desk:my_learning"),
    Persona("trainer", _("教员"), _("看还缺哪些课"), "edit", "jiaoyuan", "wagtailadmin_home"),
    Persona("branch", _("支部管理员"), _("看本支部的完成情况"), "branch", "zhibu", "wagtailadmin_home"),
    Persona("committee", _("工委负责人"), _("看全局，改岗位要求"), "building", "gongwei", "wagtailadmin_home"),
)


@require_POST
@never_cache
def enter(request: HttpRequest, key: str) -> HttpResponse:
    """Sign in as one of the four, without a password. 404 wherever this is no demonstration."""
    persona = next((each for each in PERSONAS if each.key == key), None)
    if persona is None or not getattr(settings, "QUEBU_DEMO", False):
        raise Http404
    user = get_user_model()._default_manager.filter(username=persona.account, is_active=True).first()
    if user is None:
        raise Http404
    login(request, user, backend=settings.AUTHENTICATION_BACKENDS[0])
    return redirect(persona.start)

