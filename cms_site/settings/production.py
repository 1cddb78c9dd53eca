"""A real site. SECRET_KEY and ALLOWED_HOSTS come from the environment; see docs/how-to/production.md."""

import os

from django.core.exceptions import ImproperlyConfigured

from .base import *  # noqa: F403

DEBUG = False
SECRET_KEY = os.environ.get("SECRET_KEY", "")
if not SECRET_KEY:
    raise ImproperlyConfigured("Set the environment variable SECRET_KEY to a long random text that nobody else knows.")
ALLOWED_HOSTS = [host for host in os.environ.get("ALLOWED_HOSTS", "").split(",") if host]
CSRF_TRUSTED_ORIGINS = [origin for origin in os.environ.get("CSRF_TRUSTED_ORIGINS", "").split(",") if origin]
# How many proxies stand before the site: the limits of signing in count by the address of who asks, not of the proxy.
ALLAUTH_TRUSTED_PROXY_COUNT = int(os.environ.get("QUEBU_PROXIES", "0"))
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}

# The frame of the editor's preview: see X_FRAME_OPTIONS. HSTS is a promise that browsers do not let a site take back,
# so it is made only by who sets its length, and for other names of the domain or the lists of browsers never from here.
SILENCED_SYSTEM_CHECKS = ["security.W019", "security.W005", "security.W021"]

#: For a closed network without certificates. What it costs: docs/how-to/closed-network.md.
PLAIN_HTTP = os.environ.get("QUEBU_PLAIN_HTTP", "0") == "1"

if PLAIN_HTTP:
    SECURE_SSL_REDIRECT = False
    # Browsers ignore it without HTTPS and complain on every page.
    SECURE_CROSS_ORIGIN_OPENER_POLICY = None
    # Said once, by cms_site.W001, instead of once for each missing protection.
    SILENCED_SYSTEM_CHECKS += ["security.W004", "security.W008", "security.W012", "security.W016"]
else:
    SECURE_SSL_REDIRECT = os.environ.get("SECURE_SSL_REDIRECT", "1") == "1"
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    SECURE_HSTS_SECONDS = int(os.environ.get("SECURE_HSTS_SECONDS", "0"))
    SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = True
    # With this prefix browsers take the cookie from this host over HTTPS only: no neighbour in the domain can plant one.
    SESSION_COOKIE_NAME, CSRF_COOKIE_NAME = "__Host-sessionid", "__Host-csrftoken"
    if not SECURE_HSTS_SECONDS:
        SILENCED_SYSTEM_CHECKS += ["security.W004"]
