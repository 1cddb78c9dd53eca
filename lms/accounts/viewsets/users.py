"""Wagtail's list of accounts without the last sign-in: neither column nor filter nor order says when somebody was here."""

from __future__ import annotations

from typing import Any

from django.utils.functional import cached_property
from wagtail.users.views import users

HIDDEN = "last_login"


class UserFilterSet(users.UserFilterSet):
    last_login = None

    class Meta(users.UserFilterSet.Meta):
        pass


class IndexView(users.IndexView):
    @cached_property
    def columns(self) -> list[Any]:
        return [column for column in super().columns if column.name != HIDDEN]


class UserViewSet(users.UserViewSet):
    filterset_class = UserFilterSet
    index_view_class = IndexView
