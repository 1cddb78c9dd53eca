"""The page after a lesson or test."""

from __future__ import annotations

from typing import Any

from django.http import Http404

from .invitations import invitations_after
from .models import Outcome
from .outcome_page import ending_of
from .views import MemberPage


class After(MemberPage):
    """What changed. The member's own only: any other number does not exist here."""

    template_name = "lms_desk/outcome.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        ending = ending_of(self.member, kwargs["pk"])
        if ending is None:
            raise Http404
        learned = Outcome.objects.filter(pk=kwargs["pk"]).values_list("activity_id", flat=True).first()
        invitations = invitations_after(self.member, learned) if ending.is_good and not ending.again else []
        return super().get_context_data(ending=ending, invitations=invitations, **kwargs)
