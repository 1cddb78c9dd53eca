"""Above the form of a draft: what is still needed before it can be published."""

from __future__ import annotations

from typing import Any

from wagtail.admin.panels import Panel

from ..missing import missing


class MissingPanel(Panel):
    """Shown on saved drafts that lack something."""

    class BoundPanel(Panel.BoundPanel):
        template_name = "courses/admin/missing.html"

        def is_shown(self) -> bool:
            return bool(self.instance.pk and missing(self.instance))

        def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
            context: dict[str, Any] = super().get_context_data(parent_context)
            return context | {"missing": missing(self.instance)}
