from django.urls import path

from .files import views

urlpatterns = [
    path("media/item/<int:pk>/", views.item, name="item"),
    path("media/<int:page>/<uuid:block>/", views.medium, name="medium"),
    path("media/<int:page>/<uuid:block>/captions.vtt", views.captions, name="captions"),
    path("media/<int:page>/<uuid:block>/<int:number>-<int:width>.jpg", views.pdf_page, name="pdf_page"),
    path("media/document/<int:pk>/<int:number>-<int:width>.jpg", views.document_page, name="document_page"),
]
