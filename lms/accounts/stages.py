"""A step of signing in: whoever came with a slip sets a password of one's own before anything else is shown."""

from __future__ import annotations

from typing import Any

from allauth.account.stages import LoginStage
from django.shortcuts import redirect


class FirstPasswordStage(LoginStage):
    """Comes before the second factor, which a slip does not replace. Until all steps are done nobody is signed in."""

    key = "first_password"
    urlname = "account_first_password"

    def handle(self) -> tuple[Any, bool]:
        slip = getattr(self.login.user, "lms_slip", None)
        if slip is None:
            return None, True
        self.state["slip"] = slip.hash
        return redirect(self.urlname), True
