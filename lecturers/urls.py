"""Addresses of 师资库 on the site."""

from __future__ import annotations

from django.urls import path

from .views.directory import LecturerList, LecturerProfile

app_name = "lecturers"

urlpatterns = [
    path("", LecturerList.as_view(), name="directory"),
    path("<int:pk>/", LecturerProfile.as_view(), name="profile"),
]
