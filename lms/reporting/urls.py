"""Addresses of the reports under the admin: the page, and its results alone for filters and paging."""

from __future__ import annotations

from django.urls import path

from .views.base import ScopedReport
from .views.behind import PeopleReport
from .views.completion import CompletionReport
from .views.gaps import GapReport, LackingReport
from .views.growth import GrowthReport
from .views.growth_people import GrowthPeopleReport
from .views.hours import CareReport, UnderTrainedReport
from .views.people import ContactReport, ContradictionReport, NoPostReport
from .views.person import PersonReport
from .views.unsupplied import RedundancyReport, UnsuppliedReport

app_name = "lms_reporting"

#: Reports of the menu, in its order.
REPORTS: tuple[type[ScopedReport], ...] = (
    CompletionReport,
    GapReport,
    GrowthReport,
    UnsuppliedReport,
    UnderTrainedReport,
    CareReport,
    ContactReport,
    ContradictionReport,
    NoPostReport,
)
#: Reports that another report opens; ``<int:pk>`` where they are about one thing.
OPENED: tuple[tuple[type[ScopedReport], str], ...] = (
    (PeopleReport, ""),
    (PersonReport, "<int:pk>/"),
    (LackingReport, ""),
    (GrowthPeopleReport, ""),
    (RedundancyReport, ""),
)

urlpatterns = [
    route
    for view, key in ((*((view, "") for view in REPORTS), *OPENED))
    for route in (
        path(f"{view.name.replace('_', '-')}/{key}", view.as_view(), name=view.name),
        path(f"{view.name.replace('_', '-')}/{key}results/", view.as_view(results_only=True), name=f"{view.name}_results"),
    )
]
