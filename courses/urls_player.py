from django.urls import path

from .player import views

urlpatterns = [
    path("play/beat/", views.beat, name="beat"),
    path("play/<int:page>/begin/", views.Begin.as_view(), name="begin"),
    path("play/<int:page>/state/", views.Checklist.as_view(), name="state"),
    path("play/<int:page>/read/", views.Confirm.as_view(), name="confirm"),
    path("play/<int:page>/check/", views.Check.as_view(), name="check"),
    path("play/<int:page>/finish/", views.Finish.as_view(), name="finish"),
]
