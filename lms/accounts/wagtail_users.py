"""Wagtail's users app with our list of accounts: list "lms.accounts.wagtail_users.UsersConfig" in place of "wagtail.users"."""

from wagtail.users.apps import WagtailUsersAppConfig


class UsersConfig(WagtailUsersAppConfig):
    user_viewset = "lms.accounts.viewsets.users.UserViewSet"
