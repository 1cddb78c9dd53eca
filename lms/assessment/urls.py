"""The member's attempts. Mounted below /learn/quiz/, before the pages of the desk."""

from django.urls import path

from .views import attempt

app_name = "lms_assessment"
urlpatterns = [
    path("<uuid:uuid>/", attempt.AttemptView.as_view(), name="attempt"),
    path("<uuid:uuid>/save/", attempt.SaveView.as_view(), name="save"),
    path("<uuid:uuid>/submit/", attempt.SubmitView.as_view(), name="submit"),
    path("<uuid:uuid>/result/", attempt.ReviewView.as_view(), name="review"),
    path("<uuid:uuid>/again/", attempt.AgainView.as_view(), name="again"),
]
