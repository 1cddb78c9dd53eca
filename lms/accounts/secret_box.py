"""Secrets that must be read again, locked with the site's secret key."""

from __future__ import annotations

import base64
import hashlib

from cryptography.fernet import Fernet, MultiFernet
from django.conf import settings
from django.utils.encoding import force_bytes


def _box() -> MultiFernet:
    """Locks with today's key and opens with those that were in use before."""
    keys = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    digests = [hashlib.sha256(b"lms_accounts.secret_box" + force_bytes(key)).digest() for key in keys]
    return MultiFernet([Fernet(base64.urlsafe_b64encode(digest)) for digest in digests])


def close(text: str) -> str:
    return _box().encrypt(text.encode()).decode()


def open_(locked: str) -> str:
    """The text again. ``cryptography.fernet.InvalidToken`` if no key of the site fits."""
    return _box().decrypt(locked.encode()).decode()
