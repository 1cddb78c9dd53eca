from django.urls import path

from . import views_rating

urlpatterns = [path("rating/<int:activity>/", views_rating.Rate.as_view(), name="rating")]
