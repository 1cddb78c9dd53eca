"""Below the admin. Each view asks ``opening.may_prepare``."""

from django.urls import path

from .views.opening import IndexView, OpenView

app_name = "lms_opening"
urlpatterns = [
    path("", IndexView.as_view(), name="index"),
    path("open/", OpenView.as_view(), name="open"),
]
