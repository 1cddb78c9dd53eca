"""What day it is. The only place of the engine that asks the clock for a date."""

from __future__ import annotations

import datetime as dt

from django.utils import timezone


def today() -> dt.date:
    """Today in the site's time zone (Asia/Shanghai unless set otherwise)."""
    return timezone.localdate()
