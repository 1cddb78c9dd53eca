"""What a password must be like beyond its length. The rules stand in plain words in ``RULES``."""

from __future__ import annotations

import itertools
from difflib import SequenceMatcher
from typing import Any

from anyascii import anyascii
from django.contrib.auth.password_validation import MinimumLengthValidator
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from lms.core.sheets.normal import plain
from lms.people.models import Member

#: Shown wherever a password is set.
RULES = (
    _("至少 8 个字符，字母、数字、符号、汉字都可以。"),
    _("如果只用数字，至少 10 位，不要用连号（如 1234567890）或重复的数字。"),
    _("不要用姓名、学员编号，也不要用别人容易猜到的常见密码。"),
)
LEAST_DIGITS = 10
#: From this likeness on a password counts as the name or code itself.
TOO_NEAR = 0.7
#: So many signs must be left when the name or code is taken out.
OWN_PART = 5


class LengthValidator(MinimumLengthValidator):
    """Django's, whose message is not translated everywhere."""

    def get_error_message(self) -> str:
        return _t("密码太短了，至少要 %(least)s 个字符。") % {"least": self.min_length}


class DigitsValidator:
    """Only digits are fine for those who prefer them, if they are many and no mere row."""

    def validate(self, password: str, user: Any = None) -> None:
        digits = plain(password)
        if not digits.isdigit():
            return
        if len(digits) < LEAST_DIGITS:
            said = _t("只用数字的密码至少要 %(least)s 位；也可以加上字母，8 位即可。") % {"least": LEAST_DIGITS}
            raise ValidationError(said, code="too_few_digits")
        steps = {(int(after) - int(before)) % 10 for before, after in itertools.pairwise(digits)}
        if len(set(digits)) < 4 or steps <= {1} or steps <= {9}:
            raise ValidationError(_t("连号或重复的数字太容易猜到，请换一个。"), code="digits_in_a_row")

    def get_help_text(self) -> str:
        return str(RULES[1])


class PersonValidator:
    """Neither the account's name nor the member's code or name, not in pinyin either, nor something very like them."""

    def validate(self, password: str, user: Any = None) -> None:
        typed = plain(password).lower()
        for known in _known_of(user):
            rest = typed.replace(known, "")
            mostly = known in typed and len(rest) < OWN_PART
            if mostly or SequenceMatcher(a=typed, b=known).quick_ratio() >= TOO_NEAR:
                raise ValidationError(_t("密码与姓名、学员编号或账号太像，请换一个。"), code="too_similar")

    def get_help_text(self) -> str:
        return str(RULES[2])


def _known_of(user: Any) -> set[str]:
    """What others know about the person, in small letters; nothing of fewer than two signs."""
    if user is None or user.pk is None:
        return {user.get_username().lower()} if user is not None and user.get_username() else set()
    said = {user.get_username(), getattr(user, "first_name", ""), getattr(user, "last_name", "")}
    for code, name in Member.objects.filter(user_id=user.pk).values_list("code", "name"):
        said |= {code, name, anyascii(name)}
    return {known for text in said if len(known := plain(text).lower()) > 1}
