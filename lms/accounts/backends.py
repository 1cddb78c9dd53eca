"""Who is it? Member code or account name with a password, or with the one-time password of a slip."""

from __future__ import annotations

from typing import Any

from allauth.account.auth_backends import AuthenticationBackend
from django.utils import timezone

from .names import find_account
from .queries import open_slip

#: Set on the request by the sign-in form alone: nowhere else does a slip open anything.
SLIP_ALLOWED = "_lms_slip_allowed"
#: Set on the request where the one-time password was right and too old.
SLIP_EXPIRED = "_lms_slip_expired"


class MemberBackend(AuthenticationBackend):
    """Unknown names and wrong passwords take the same time: a password is hashed in either case."""

    def _authenticate(self, request: Any, **credentials: Any) -> Any:
        account = find_account(credentials.get("username") or "")
        if account is None:
            return None
        password = credentials.get("password") or ""
        found = self._check_password(account, password)
        if found is None and getattr(request, SLIP_ALLOWED, False):
            found = self._by_slip(request, account, password)
        return found

    def _by_slip(self, request: Any, account: Any, password: str) -> Any:
        slip = open_slip(account, password)
        if slip is None:
            return None
        if slip.expires_at <= timezone.now():
            setattr(request, SLIP_EXPIRED, True)
            return None
        account.lms_slip = slip
        if not self.user_can_authenticate(account):
            self._stash_user(account)
            return None
        return account
