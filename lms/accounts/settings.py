"""Django settings that go with ``lms.accounts``: ``from lms.accounts.settings import *`` in a site's settings.

Plain constants, so that a site may overrule any of them below that line. What each of them decides: decision 0011.
"""

AUTHENTICATION_BACKENDS = ["lms.accounts.backends.MemberBackend"]
LOGIN_URL = "account_login"
LOGOUT_REDIRECT_URL = "account_login"

ACCOUNT_ADAPTER = "lms.accounts.adapters.AccountAdapter"
ACCOUNT_FORMS = {
    "login": "lms.accounts.forms.SignInForm",
    "change_password": "lms.accounts.forms.ChangePasswordForm",
    "set_password": "lms.accounts.forms.SetPasswordForm",
    "reauthenticate": "lms.accounts.forms.ReauthenticateForm",
}
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_EMAIL_NOTIFICATIONS = False
ACCOUNT_PRESERVE_USERNAME_CASING = True
#: A whole office signs in from one address on a Monday morning: what counts is the account, the address only stops a flood.
ACCOUNT_RATE_LIMITS = {"login": "300/m/ip", "login_failed": "60/m/ip,5/900s/key"}

MFA_ADAPTER = "lms.accounts.adapters.SecondFactorAdapter"
MFA_FORMS = {
    "authenticate": "lms.accounts.forms.CodeForm",
    "reauthenticate": "lms.accounts.forms.CodeAgainForm",
    "activate_totp": "lms.accounts.forms.ActivateForm",
}
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_TOTP_TOLERANCE = 1

SOCIALACCOUNT_ADAPTER = "lms.accounts.adapters.SignOnAdapter"
#: A link, not a form: the content security policy lets no form lead to another host.
SOCIALACCOUNT_LOGIN_ON_GET = True
SOCIALACCOUNT_STORE_TOKENS = False
SOCIALACCOUNT_EMAIL_VERIFICATION = "none"

AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "lms.accounts.passwords.LengthValidator", "OPTIONS": {"min_length": 8}},
    {"NAME": "lms.accounts.passwords.DigitsValidator"},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "lms.accounts.passwords.PersonValidator"},
]

#: Wagtail's own sign-in knows neither lock-out nor second factor: its pages lead to ours.
WAGTAILADMIN_LOGIN_URL = "account_login"
WAGTAIL_PASSWORD_RESET_ENABLED = False
WAGTAIL_PASSWORD_MANAGEMENT_ENABLED = False
