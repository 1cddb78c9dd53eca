"""Mounted at ``demo/`` only with ``QUEBU_DEMO``."""

from django.urls import path

from .personas import enter

app_name = "cms_site_demo"
urlpatterns = [path("enter/<slug:key>/", enter, name="enter")]
