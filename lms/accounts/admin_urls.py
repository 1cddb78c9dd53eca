"""In front of Wagtail's own URLs: its sign-in leads to ours. ``path("admin/", include("lms.accounts.admin_urls"))``.

Wagtail's form checks the password and no more: no lock-out, no second factor, no first password.
"""

from __future__ import annotations

from django.urls import path
from django.views.generic import RedirectView

urlpatterns = [path("login/", RedirectView.as_view(pattern_name="account_login", query_string=True), name="lms_admin_login")]
