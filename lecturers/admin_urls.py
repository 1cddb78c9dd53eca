"""Addresses of the directory's report under the admin."""

from __future__ import annotations

from django.urls import path

from .views.capacity import CapacityReport

app_name = "lms_lecturer_capacity"

urlpatterns = [
    path("capacity/", CapacityReport.as_view(), name="capacity"),
    path("capacity/results/", CapacityReport.as_view(results_only=True), name="capacity_results"),
]
