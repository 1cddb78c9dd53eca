"""Settings that every kind of running shares. Environment variables override; none is needed in development."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import dj_database_url

from courses.settings import *  # noqa: F403  (files of lessons, search)
from lms.accounts.settings import *  # noqa: F403  (how one signs in)

from .safety import *  # noqa: F403

BASE_DIR = Path(__file__).resolve().parent.parent.parent
VAR_DIR = Path(os.environ.get("QUEBU_VAR", BASE_DIR / "var"))
VAR_DIR.mkdir(parents=True, exist_ok=True)

INSTALLED_APPS = [
    "cms_site",
    "courses.pages",
    "courses",
    "lecturers",
    "lms.desk",
    "lms.reporting",
    "lms.accounts",
    "lms.planning",
    "lms.assessment",
    "lms.records",
    "lms.requirements",
    "lms.catalogue",
    "lms.competencies",
    "lms.people",
    "lms.core",
    "wagtail.contrib.settings",
    "wagtail.contrib.simple_translation",
    "wagtail.contrib.typed_table_block",
    "wagtail.contrib.forms",
    "wagtail.contrib.redirects",
    "wagtail.embeds",
    "wagtail.locales",
    "wagtail.sites",
    "lms.accounts.wagtail_users.UsersConfig",
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtailmedia",
    "wagtail.search",
    "wagtail.admin",
    "wagtail",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "taggit",
    "django_filters",
    "django_tasks",
    "django_tasks_db",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "lms.core.wagtail_chinese",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "django_permissions_policy.PermissionsPolicyMiddleware",
    "lms.core.csp.PolicyMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "lms.core.personal.PersonalPagesMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "lms.core.middleware.LanguageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "lms.accounts.middleware.SecondFactorMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "wagtail.contrib.redirects.middleware.RedirectMiddleware",
]

ROOT_URLCONF = "cms_site.urls"
WSGI_APPLICATION = "cms_site.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "wagtail.contrib.settings.context_processors.settings",
                "lms.core.context_processors.shell",
            ],
        },
    },
]

#: What every SQLite connection needs: see docs/decisions/0003-sqlite.md.
SQLITE_OPTIONS: dict[str, Any] = {
    "timeout": 20,
    "transaction_mode": "IMMEDIATE",
    "init_command": ("PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA mmap_size=134217728; PRAGMA cache_size=-20000;"),
}


def database(url: str) -> dict[str, Any]:
    """Django's setting for a DATABASE_URL."""
    parsed: dict[str, Any] = dict(dj_database_url.parse(url, conn_max_age=60))
    if parsed["ENGINE"].endswith("sqlite3"):
        parsed["OPTIONS"] = {**SQLITE_OPTIONS, **parsed.get("OPTIONS", {})}
    return parsed


DATABASES = {"default": database(os.environ.get("DATABASE_URL", f"sqlite:///{VAR_DIR / 'quebu.sqlite3'}"))}

LOGIN_REDIRECT_URL = "lms_desk:my_learning"

#: Sign-on through another system: by these variables alone. The claim must be one that persons cannot change themselves.
OIDC_SERVER = os.environ.get("QUEBU_OIDC_SERVER_URL", "")
SOCIALACCOUNT_PROVIDERS: dict[str, Any] = {"openid_connect": {"OAUTH_PKCE_ENABLED": True, "APPS": []}}
if OIDC_SERVER:
    SOCIALACCOUNT_PROVIDERS["openid_connect"]["APPS"] = [
        {
            "provider_id": "oidc",
            "name": os.environ.get("QUEBU_OIDC_NAME", "统一认证"),
            "client_id": os.environ.get("QUEBU_OIDC_CLIENT_ID", ""),
            "secret": os.environ.get("QUEBU_OIDC_CLIENT_SECRET", ""),
            "settings": {"server_url": OIDC_SERVER},
        }
    ]

#: Shared by all processes of this machine, so that wrong passwords are counted once and for all. See decision 0011.
CACHES: dict[str, Any] = {
    "default": {
        "BACKEND": "lms.accounts.cache.SharedFileCache",
        "LOCATION": VAR_DIR / "cache",
        "OPTIONS": {"MAX_ENTRIES": 20_000},
    }
}
if os.environ.get("QUEBU_CACHE_URL"):
    CACHES["default"] = {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": os.environ["QUEBU_CACHE_URL"]}

LANGUAGE_CODE = "zh-hans"
# Words of the Wagtail admin that this site says otherwise: 筛选 beside our own 筛选, not 过滤.
LOCALE_PATHS = [BASE_DIR / "cms_site" / "words"]
LANGUAGES = [("zh-hans", "简体中文"), ("zh-hant", "繁體中文"), ("en", "English")]
TIME_ZONE = "Asia/Shanghai"
USE_I18N = True
USE_TZ = True

STATIC_URL = "/static/"
STATIC_ROOT = VAR_DIR / "static"
STATIC_ROOT.mkdir(exist_ok=True)  # whitenoise warns of a folder that is not there
MEDIA_URL = "/media/"
MEDIA_ROOT = VAR_DIR / "media"

WAGTAIL_SITE_NAME = "缺补 Quebu"
WAGTAIL_I18N_ENABLED = True
WAGTAIL_CONTENT_LANGUAGES = LANGUAGES
WAGTAILADMIN_BASE_URL = os.environ.get("QUEBU_BASE_URL", "http://127.0.0.1:8000")
WAGTAILADMIN_PERMITTED_LANGUAGES = LANGUAGES
# One time zone for everybody: nobody need find it in a list of six hundred names.
WAGTAIL_USER_TIME_ZONES = [TIME_ZONE]
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
WAGTAIL_GRAVATAR_PROVIDER_URL = None

TASKS = {"default": {"BACKEND": os.environ.get("QUEBU_TASKS", "django_tasks.backends.immediate.ImmediateBackend")}}

DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
DATA_UPLOAD_MAX_NUMBER_FIELDS = 20_000

#: The demonstration's first ten seconds and its one-click accounts; see cms_site/settings/demo.py.
QUEBU_DEMO = False

LMS: dict[str, Any] = {
    "OIDC_CLAIM": os.environ.get("QUEBU_OIDC_CLAIM", "preferred_username"),
    "MAX_MEDIA_MB": int(os.environ.get("QUEBU_MAX_MEDIA_MB", "500")),
    # "/protected" where nginx sends the files: see docs/how-to/production.md.
    "ACCEL_PREFIX": os.environ.get("QUEBU_ACCEL_PREFIX", ""),
}
