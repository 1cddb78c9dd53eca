"""Addresses in the admin."""

from django.urls import path

from . import levels, starting, views_reach

app_name = "lms_courses_admin"
urlpatterns = [
    path("levels/", levels.levels, name="levels"),
    path("reach/<int:pk>/", views_reach.PageReachView.as_view(), name="reach"),
    path("write/", starting.write, name="write"),
]
