"""Sign-on through another system (OpenID Connect): a claim names the member, and strangers stay outside."""

from __future__ import annotations

from typing import Any

from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.providers.base import AuthProcess
from django.shortcuts import render

from lms.core import conf

from .actions.accounts import account_for
from .names import find_account, find_member


class SignOnAdapter(DefaultSocialAccountAdapter):
    def is_open_for_signup(self, request: Any, sociallogin: Any) -> bool:
        return False

    def pre_social_login(self, request: Any, sociallogin: Any) -> None:
        """Link who comes for the first time to the account that the claim names; refuse everybody else.

        An identity that is linked already is recognised by its subject, whatever the claim says today.
        """
        if sociallogin.state.get("process", AuthProcess.LOGIN) != AuthProcess.LOGIN:
            refuse(request, "")  # nobody ties a foreign identity to the account that happens to be signed in
        if sociallogin.is_existing:
            return
        said = claim_of(sociallogin.account.extra_data)
        account = self._account(said)
        if account is None:
            refuse(request, said)
        sociallogin.connect(request, account)

    def _account(self, said: str) -> Any | None:
        """A superuser is never taken over by a name from outside; a member without account gets one."""
        account = find_account(said)
        if account is None:
            member = find_member(said)
            account = account_for(member) if member is not None and member.user_id is None else None
        return None if account is None or account.is_superuser else account


def claim_of(data: dict[str, Any]) -> str:
    """What the claim of the setting ``OIDC_CLAIM`` says, in the user information or else in the identity token."""
    name = conf.get("OIDC_CLAIM")
    for part in (data.get("userinfo"), data.get("id_token"), data):
        if isinstance(part, dict) and part.get(name):
            return str(part[name])
    return ""


def refuse(request: Any, said: str) -> None:
    """Show why nobody was signed in. Always raises."""
    raise ImmediateHttpResponse(render(request, "lms_accounts/sign_on_refused.html", {"said": said}, status=403))
