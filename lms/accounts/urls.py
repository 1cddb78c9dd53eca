"""Screens of signing in, under allauth's own URL names, which its views look up. Mount it where you like: ``account/``.

Only what is wanted is here: no sign-up, no e-mail, no password by mail, no linking of foreign accounts.
"""

from __future__ import annotations

from allauth.account import views as account
from allauth.mfa.base import views as mfa
from allauth.mfa.recovery_codes import views as recovery
from allauth.mfa.totp import views as totp
from allauth.socialaccount import views as social
from allauth.socialaccount.providers.openid_connect import views as openid
from django.contrib.auth.decorators import login_required
from django.urls import include, path

from .views.entrance import FirstPasswordView, ForgottenView, abandon, sign_on
from .views.security import SecurityView, SessionsView

SECOND_FACTOR = [
    path("", mfa.index, name="mfa_index"),
    path("authenticate/", mfa.authenticate, name="mfa_authenticate"),
    path("reauthenticate/", mfa.reauthenticate, name="mfa_reauthenticate"),
    path("activate/", totp.activate_totp, name="mfa_activate_totp"),
    path("deactivate/", totp.deactivate_totp, name="mfa_deactivate_totp"),
    path("recovery-codes/", recovery.view_recovery_codes, name="mfa_view_recovery_codes"),
    path("recovery-codes/generate/", recovery.generate_recovery_codes, name="mfa_generate_recovery_codes"),
]

urlpatterns = [
    path("", SecurityView.as_view(), name="account_security"),
    path("login/", account.login, name="account_login"),
    path("logout/", account.logout, name="account_logout"),
    path("inactive/", account.account_inactive, name="account_inactive"),
    path("abandon/", abandon, name="account_abandon"),
    path("first-password/", FirstPasswordView.as_view(), name="account_first_password"),
    path("forgotten/", ForgottenView.as_view(), name="account_forgotten"),
    path("password/", account.password_change, name="account_change_password"),
    path("password/set/", account.password_set, name="account_set_password"),
    path("reauthenticate/", account.reauthenticate, name="account_reauthenticate"),
    path("sessions/", login_required(SessionsView.as_view()), name="usersessions_list"),
    path("second-factor/", include(SECOND_FACTOR)),
    path("sign-on/cancelled/", social.login_cancelled, name="socialaccount_login_cancelled"),
    path("sign-on/error/", social.login_error, name="socialaccount_login_error"),
    path("sign-on/<slug:provider_id>/", sign_on, name="openid_connect_login"),
    path("sign-on/<slug:provider_id>/callback/", openid.callback, name="openid_connect_callback"),
]
