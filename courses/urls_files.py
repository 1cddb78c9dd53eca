from django.urls import path

from .files import views

urlpatterns = [
    path("media/item/<int:pk>/", views.item, name="item"),
    path("media/<int:page>/<uuid:block>/", views.medium, name="medium"),
    path("media/<int:page>/<uuid:block>/captions.vtt", views.captions, name="captions"),
]
