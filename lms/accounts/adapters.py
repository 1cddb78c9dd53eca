"""How allauth behaves here: no sign-up, one way to count wrong passwords, a first password before the first sign-in."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core import context
from allauth.mfa.adapter import DefaultMFAAdapter
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from lms.core.admin_access import may_enter_admin

from . import lockout, qr, secret_box
from .backends import SLIP_ALLOWED, SLIP_EXPIRED
from .sign_on import SignOnAdapter
from .site import site_name

__all__ = ["AccountAdapter", "SecondFactorAdapter", "SignOnAdapter"]


class AccountAdapter(DefaultAccountAdapter):
    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "username_password_mismatch": _("账号或密码不对，请再核对一遍。"),
        "incorrect_password": _("密码不对，请再核对一遍。"),
        "enter_current_password": _("当前密码不对，请再核对一遍。"),
        "too_many_login_attempts": _("输错次数太多，请过几分钟再试。"),
        "rate_limited": _("操作太频繁，请过几分钟再试。"),
        "account_inactive": _("这个账号已停用。"),
    }

    def is_open_for_signup(self, request: Any) -> bool:
        return False

    def get_login_stages(self) -> list[str]:
        return ["lms.accounts.stages.FirstPasswordStage", *super().get_login_stages()]

    def get_password_change_redirect_url(self, request: Any) -> str:
        return reverse("account_security")

    def is_safe_url(self, url: str) -> bool:
        """Whoever is signed in and may not enter the admin is not sent back there: the admin sends such a reader here."""
        user = context.request.user
        inside = urlsplit(url).path.startswith(reverse("wagtailadmin_home"))
        return super().is_safe_url(url) and not (inside and user.is_authenticated and not may_enter_admin(user))

    def authenticate(self, request: Any, **credentials: Any) -> Any:
        """Only the sign-in form takes the password of a slip, asking again for one's password does not."""
        setattr(request, SLIP_ALLOWED, request.user.is_anonymous)
        try:
            return super().authenticate(request, **credentials)
        finally:
            setattr(request, SLIP_ALLOWED, False)

    def pre_authenticate(self, request: Any, **credentials: Any) -> None:
        try:
            super().pre_authenticate(request, **credentials)
        except ValidationError as error:
            minutes = lockout.minutes_left(self._get_login_attempts_cache_key(request, **credentials), request)
            raise too_many(minutes) from error

    def authentication_failed(self, request: Any, **credentials: Any) -> None:
        """Whoever holds the right paper may know that it is too old; nobody else learns anything."""
        if getattr(request, SLIP_EXPIRED, False):
            raise ValidationError(_t("这张登录单已过有效期。请联系所在党支部的培训联络员，领取新的登录单。"), code="slip_expired")

    def _get_login_attempts_cache_key(self, request: Any, **credentials: Any) -> str:
        return lockout.key_of(credentials.get("username") or "")


def too_many(minutes: int) -> ValidationError:
    """The message of a lock-out; the same for known and unknown names."""
    text = _t(
        "连续输错太多次，为保护账号，请 %(minutes)s 分钟后再试。"
        "着急使用或忘了密码，请联系所在党支部的培训联络员：由管理员解除锁定，或发给您新的登录单。"
    )
    return ValidationError(text % {"minutes": max(1, minutes)}, code="too_many_login_attempts")


class SecondFactorAdapter(DefaultMFAAdapter):
    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": _("验证码不对。请看一下手机上现在显示的数字。"),
    }

    def get_totp_issuer(self) -> str:
        return site_name()

    def build_totp_svg(self, url: str) -> str:
        return qr.svg(url, scale=5)

    def encrypt(self, text: str) -> str:
        return secret_box.close(text)

    def decrypt(self, encrypted_text: str) -> str:
        return secret_box.open_(encrypted_text)
