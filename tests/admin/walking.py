"""All URLs of the learning engine's admin, for tests that walk them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.urls import get_resolver, reverse
from wagtail.admin.viewsets import viewsets

PREFIX = "lms_"


def lms_viewsets() -> list[Any]:
    reverse("wagtailadmin_home")  # loads the URLs, which registers the viewsets
    return [one for one in viewsets.viewsets if str(one.name or "").startswith(PREFIX)]


def urls_of(viewset: Any, instance: Any) -> Iterator[tuple[str, str]]:
    """(name of the view, URL) of every URL of ``viewset``; those about one object are about ``instance``."""
    for pattern in viewset.get_urlpatterns():
        about_one = "<" in str(pattern.pattern)
        if about_one and instance is None:
            continue
        yield pattern.name, reverse(viewset.get_url_name(pattern.name), args=[instance.pk] if about_one else [])


def is_about_one(viewset: Any, name: str) -> bool:
    return any(pattern.name == name and "<" in str(pattern.pattern) for pattern in viewset.get_urlpatterns())


def admin_namespaces() -> set[str]:
    """Namespaces of ours anywhere below the site's URLs."""

    def walk(patterns: Any) -> Iterator[str]:
        for pattern in patterns:
            namespace = getattr(pattern, "namespace", None)
            if namespace and namespace.startswith(PREFIX):
                yield namespace
            yield from walk(getattr(pattern, "url_patterns", ()))

    return set(walk(get_resolver().url_patterns))


def body(response: Any) -> str:
    """The text of a response; of a spreadsheet, the text of its cells."""
    content = b"".join(response.streaming_content) if response.streaming else response.content
    if content[:2] == b"PK":
        from io import BytesIO

        from openpyxl import load_workbook

        sheet = load_workbook(BytesIO(content), read_only=True).active
        return "\n".join(",".join(str(cell) for cell in row) for row in sheet.iter_rows(values_only=True))
    return content.decode()
