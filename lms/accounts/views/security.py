"""账号与安全: everything about one's own account in one place, and one's own sessions."""

from __future__ import annotations

from typing import Any

from allauth.account.internal.flows.logout import logout
from allauth.mfa.utils import is_mfa_enabled
from allauth.usersessions.internal.flows.sessions import end_other_sessions, end_sessions
from allauth.usersessions.models import UserSession
from allauth.usersessions.views import ListUserSessionsView
from django.contrib import messages
from django.contrib.auth.mixins import LoginRequiredMixin
from django.shortcuts import redirect
from django.utils.translation import gettext as _t
from django.views.generic import TemplateView

from lms.core.admin_access import may_enter_admin


def may_use_second_factor(user: Any) -> bool:
    """The second factor is for those who can enter the admin; whoever has one keeps it."""
    return may_enter_admin(user) or is_mfa_enabled(user)


class SecurityView(LoginRequiredMixin, TemplateView):
    template_name = "lms_accounts/security.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        user = self.request.user
        return super().get_context_data(
            person=getattr(user, "lms_member", None),
            has_password=user.has_usable_password(),
            offers_second_factor=may_use_second_factor(user),
            has_second_factor=is_mfa_enabled(user),
            **kwargs,
        )


class SessionsView(ListUserSessionsView):
    """One's own sessions: end one, all others, or all."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        context["sessions"] = sorted(context["sessions"], key=lambda one: (not one.is_current(), -one.created_at.timestamp()))
        return context

    def form_valid(self, form: Any) -> Any:
        wanted = self.request.POST.get("end", "others")
        if wanted == "all":
            end_sessions(self.request, list(UserSession.objects.filter(user=self.request.user)))
            logout(self.request, show_message=False)
            messages.success(self.request, _t("已在所有设备上退出登录。"))
            return redirect("account_login")
        if wanted.isdigit():
            # Of others' sessions nobody learns even that they exist.
            end_sessions(self.request, list(UserSession.objects.filter(user=self.request.user, pk=int(wanted))))
            messages.success(self.request, _t("该设备已退出登录。"))
        else:
            end_other_sessions(self.request, self.request.user)
            messages.success(self.request, _t("其他设备都已退出登录。"))
        return redirect(self.get_success_url() if self.request.user.is_authenticated else "account_login")
