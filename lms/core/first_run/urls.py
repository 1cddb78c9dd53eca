"""Below the admin. Each view asks ``opening.may_prepare``."""

from django.urls import path

from .views.opening import IndexView, OpenView
from .views.upload import UploadView

app_name = "lms_opening"
urlpatterns = [
    path("", IndexView.as_view(), name="index"),
    path("open/", OpenView.as_view(), name="open"),
    path("sheets/", UploadView.as_view(), name="upload"),
]
