"""With ``LMS["REQUIRE_SECOND_FACTOR"]`` nobody works in the admin with a password alone."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from allauth.mfa.utils import is_mfa_enabled
from django.contrib import messages
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _t

from lms.core import conf
from lms.core.admin_access import may_enter_admin


class SecondFactorMiddleware:
    """Leads accounts without second factor from the admin to where it is set up. Costs nothing while the setting is off."""

    def __init__(self, get_response: Callable[[Any], Any]) -> None:
        self.get_response = get_response

    def __call__(self, request: Any) -> Any:
        if conf.get("REQUIRE_SECOND_FACTOR") and self._must_set_up(request):
            messages.warning(request, _t("进入管理后台需要先开启两步验证。"))
            return redirect("mfa_activate_totp")
        return self.get_response(request)

    def _must_set_up(self, request: Any) -> bool:
        home = reverse("wagtailadmin_home")
        if not request.path.startswith(home) or request.path == reverse("wagtailadmin_logout"):
            return False
        user = request.user
        return may_enter_admin(user) and not is_mfa_enabled(user)
