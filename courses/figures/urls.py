"""Addresses of the trainer's figures under the admin."""

from __future__ import annotations

from django.urls import path

from .care_views import PlainReport, StaleReport
from .views import FiguresReport, LessonReport, LessonsReport

app_name = "lms_figures"

#: Reports of the menu, in its order.
REPORTS: tuple[type[FiguresReport], ...] = (LessonsReport, StaleReport, PlainReport)

ALL: tuple[tuple[type[FiguresReport], str], ...] = (*((view, "") for view in REPORTS), (LessonReport, "<int:pk>/"))

urlpatterns = [
    route
    for view, key in ALL
    for route in (
        path(f"{view.name}/{key}", view.as_view(), name=view.name),
        path(f"{view.name}/{key}results/", view.as_view(results_only=True), name=f"{view.name}_results"),
    )
]
