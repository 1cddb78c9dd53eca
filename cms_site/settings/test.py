"""The test suite. The delete trigger of the record is left out, so that the test runner may empty tables."""

from .base import *  # noqa: F403

DEBUG = False
SECRET_KEY = "only-for-development-and-tests"  # noqa: S105
ALLOWED_HOSTS = ["*"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
LMS_RECORDS_DELETE_TRIGGER = False
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
