"""开通清单 on the admin's home: for those who prepare the site, until it is open."""

from __future__ import annotations

from typing import Any

from django.forms import Media
from django.urls import reverse
from wagtail.admin.ui.components import Component

from .. import opening

STYLES = "lms_core/first_run.css"


class OpeningPanel(Component):
    """The steps with state, count and one button each. ``order`` puts it before everything else."""

    name = "lms_opening"
    template_name = "lms_core/admin/opening_panel.html"
    order = 20
    media = Media(css={"all": [STYLES]})

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        return steps_context()


def steps_context() -> dict[str, Any]:
    """What ``lms_core/admin/opening_steps.html`` shows: lines, how many of them are done."""
    lines = opening.checklist()
    done = sum(line.state == opening.State.DONE for line in lines)
    return {"lines": lines, "done": done, "total": len(lines), "list_url": reverse("lms_opening:index")}
