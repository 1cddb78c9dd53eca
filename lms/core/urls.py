"""What the shell serves itself. Mounted at the root of the site, before Wagtail's own addresses."""

from django.urls import path

from . import design, views

app_name = "lms_core"
urlpatterns = [
    path("display/", views.display, name="display"),
    path("theme.css", views.theme_css, name="theme_css"),
    path("manifest.webmanifest", views.manifest, name="manifest"),
    path("sw.js", views.service_worker, name="service_worker"),
    path("design/", design.components, name="components"),
    path("offline/", views.offline, name="offline"),
]
