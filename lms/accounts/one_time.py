"""One-time passwords: made, shown, read and recognised. Knows no database."""

from __future__ import annotations

import secrets

from django.conf import settings
from django.utils.crypto import constant_time_compare, salted_hmac

from lms.core.sheets.normal import plain

DIGITS = 12
GROUP = 4
_SALT = "lms_accounts.slip"


def make() -> str:
    """Twelve random digits."""
    return f"{secrets.randbelow(10**DIGITS):0{DIGITS}d}"


def shown(digits: str) -> str:
    """The digits in groups of four, as they stand on paper."""
    return " ".join(digits[at : at + GROUP] for at in range(0, len(digits), GROUP))


def read(text: str) -> str:
    """The digits of what somebody typed: blanks, hyphens and full-width signs do not count. Empty if it is no such password."""
    digits = plain(text).replace("-", "").replace("－", "")
    return digits if len(digits) == DIGITS and digits.isascii() and digits.isdigit() else ""


def keyed_hash(account_id: object, digits: str, secret: str | bytes | None = None) -> str:
    """What is stored. Keyed with the site's secret: the table alone does not help to guess, and one hash fits one account."""
    return salted_hmac(_SALT, f"{account_id}:{digits}", secret=secret, algorithm="sha256").hexdigest()


def fits(stored: str, account_id: object, digits: str) -> bool:
    """Whether ``digits`` is the password behind ``stored``; also under a secret key that was in use before."""
    keys = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    return any(constant_time_compare(stored, keyed_hash(account_id, digits, key)) for key in keys)
