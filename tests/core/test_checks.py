from __future__ import annotations

import pytest
from django.test import override_settings

from lms.core.checks import check_settings, check_shadowing, check_sqlite, shadowed


def ids(messages) -> list[str]:
    return [message.id for message in messages]


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({}, []),
        ({"GRACE_DAYS": 30, "UNDER_TRAINED_SHARE": 1, "CREDIT_RULES": "minutes45"}, []),
        (["GRACE_DAYS"], ["lms_core.E001"]),
        ({"GRACE_DAY": 30}, ["lms_core.E002"]),
        ({"GRACE_DAYS": "30"}, ["lms_core.E003"]),
        ({"GRACE_DAYS": True}, ["lms_core.E003"]),
        ({"GRACE_DAYS": 1.5}, ["lms_core.E003"]),
        ({"GRACE_DAYS": -1}, ["lms_core.E003"]),
        ({"CREDIT_RULES": " "}, ["lms_core.E003"]),
    ],
)
def test_settings(given, expected):
    with override_settings(LMS=given):
        assert ids(check_settings()) == expected


def test_a_misspelt_setting_gets_a_suggestion():
    with override_settings(LMS={"GRACE_DAY": 30}):
        (message,) = check_settings()
    assert "GRACE_DAYS" in message.hint


def make_package(folder, name):
    (folder / name).mkdir(parents=True)
    (folder / name / "__init__.py").write_text("")


def test_shadowing(tmp_path):
    ours, other = tmp_path / "ours", tmp_path / "other"
    make_package(ours, "lms")
    make_package(other, "lms")
    make_package(other, "courses")
    assert ids(shadowed(ours, [str(ours)])) == []
    assert ids(shadowed(ours, [str(other), str(ours)])) == ["lms_core.E004"]
    assert ids(shadowed(ours, [str(ours), str(other)])) == ["lms_core.W001"]
    assert ids(shadowed(ours, [str(ours), str(ours)])) == []


def test_this_checkout_is_not_shadowed():
    assert check_shadowing() == []


def test_sqlite_in_the_deferred_mode_is_told():
    plain = {"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": "x"}}
    immediate = {"default": {**plain["default"], "OPTIONS": {"transaction_mode": "IMMEDIATE"}}}
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("lms.core.checks.settings.DATABASES", plain)
        assert ids(check_sqlite()) == ["lms_core.W002"]
        patch.setattr("lms.core.checks.settings.DATABASES", immediate)
        assert ids(check_sqlite()) == []
