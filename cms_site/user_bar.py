"""Wagtail's checks of a page are for who may edit it: everybody else would only see red marks beside the text."""

from __future__ import annotations

from typing import Any

from wagtail import hooks
from wagtail.admin.userbar import ContentCheckerItem


@hooks.register("construct_wagtail_userbar", order=100)
def checks_for_editors(request: Any, items: list[Any], page: Any) -> None:
    if page is None or not page.permissions_for_user(request.user).can_edit():
        items[:] = [item for item in items if not isinstance(item, ContentCheckerItem)]
