from __future__ import annotations

from tests.pages.conftest import competency, shelf, write

__all__ = ["competency", "shelf", "write"]
