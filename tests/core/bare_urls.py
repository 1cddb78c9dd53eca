"""A site without any address of ours."""

from __future__ import annotations

from typing import Any

urlpatterns: list[Any] = []
