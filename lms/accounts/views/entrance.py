"""Before somebody is signed in: the first password, and what to do without one."""

from __future__ import annotations

from typing import Any

import requests
from allauth.account.adapter import get_adapter
from allauth.account.internal.decorators import login_stage_required
from allauth.account.internal.stagekit import clear_login
from allauth.socialaccount.providers.openid_connect import views as openid
from django.contrib import messages
from django.db import transaction
from django.shortcuts import redirect
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _t
from django.views.decorators.debug import sensitive_post_parameters
from django.views.generic import FormView, TemplateView

from ..actions.slips import use_slip
from ..forms import FirstPasswordForm
from ..passwords import RULES
from ..stages import FirstPasswordStage


@method_decorator(sensitive_post_parameters("password1", "password2"), name="dispatch")
@method_decorator(
    login_stage_required(stage=FirstPasswordStage.key, redirect_urlname="account_login"), name="dispatch"
)
class FirstPasswordView(FormView):
    """Whoever came with a slip sets a password; only then the signing in goes on."""

    template_name = "lms_accounts/first_password.html"
    form_class = FirstPasswordForm
    extra_context = {"rules": RULES}

    @property
    def stage(self) -> Any:
        return self.request._login_stage

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "user": self.stage.login.user}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        account = self.stage.login.user
        return super().get_context_data(account=account, person=getattr(account, "lms_member", None), **kwargs)

    def form_valid(self, form: Any) -> Any:
        account = self.stage.login.user
        with transaction.atomic():
            used = use_slip(account=account, hashed=self.stage.state["slip"])
            if used:
                get_adapter().set_password(account, form.cleaned_data["password1"])
        if not used:
            messages.error(self.request, _t("这张登录单已失效：可能刚发了新的，或已过有效期。请用最新的登录单再登录一次。"))
            return self.stage.abort()
        messages.success(self.request, _t("密码已设置。以后用学员编号和这个密码登录。"))
        return self.stage.exit()


class ForgottenView(TemplateView):
    """There is no mail to reset a password with: a new slip comes from a person who knows you."""

    template_name = "lms_accounts/forgotten.html"


def sign_on(request: Any, provider_id: str) -> Any:
    """Begin at the other system; where it does not answer, say so."""
    try:
        return openid.login(request, provider_id)
    except requests.RequestException:
        return redirect("socialaccount_login_error")


def abandon(request: Any) -> Any:
    """Leave the steps of signing in half-way and begin anew, perhaps as somebody else."""
    if request.method == "POST":
        clear_login(request)
    return redirect("account_login")
