from django.urls import path

from .submitting import views

urlpatterns = [
    path("submit/", views.Submit.as_view(), name="submit"),
    path("submit/<int:pk>/", views.OwnSubmission.as_view(), name="submission"),
    path("submit/<int:pk>/delete/", views.TakeBack.as_view(), name="take_back"),
]
