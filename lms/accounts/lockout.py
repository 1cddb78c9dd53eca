"""After some wrong passwords an account rests for a while. Counted by allauth's rate limits in the shared cache."""

from __future__ import annotations

import math
import time
from typing import Any

from allauth.core.internal import ratelimit
from django.core.cache import cache

from .names import find_account, sign_in_name

APP, ACTION = "allauth.account", "login_failed"


def key_of(typed: str) -> str:
    """Under which name attempts are counted: one for all ways to write the same account; unknown names are counted too."""
    account = find_account(typed)
    return account_key(account) if account is not None else f"name:{sign_in_name(typed)}"


def account_key(account: Any) -> str:
    return f"account:{account.pk}"


def minutes_left(key: str, request: Any = None) -> int:
    """For how many minutes no password is looked at; 0 if it is. With ``request`` its address counts as well."""
    return max((_wait(key, rate, request) for rate in _rates() if rate.per == "key" or request is not None), default=0)


def account_is_locked(account: Any) -> bool:
    return minutes_left(account_key(account)) > 0


def forget_failures(account: Any) -> None:
    """The account may be tried again at once, by password and by second factor."""
    for key in (account_key(account), f"mfa-auth-user-{account.pk}"):
        for rate in _rates():
            if rate.per == "key":
                cache.delete(_cache_key(key, rate, None))


def most_failures() -> int:
    """Wrong passwords after which an account rests."""
    return min((rate.amount for rate in _rates() if rate.per == "key"), default=0)


def _rates() -> list[ratelimit.Rate]:
    return list(ratelimit.get_rates(app=APP, action=ACTION))


def _cache_key(key: str, rate: ratelimit.Rate, request: Any) -> str:
    return str(ratelimit.get_cache_key(request, app=APP, action=ACTION, rate=rate, key=key))


def _wait(key: str, rate: ratelimit.Rate, request: Any) -> int:
    now = time.time()
    recent: list[float] = [at for at in cache.get(_cache_key(key, rate, request), []) if at > now - rate.duration]
    if len(recent) < rate.amount:
        return 0
    seconds: float = sorted(recent, reverse=True)[rate.amount - 1] + rate.duration - now
    return max(1, math.ceil(seconds / 60))
