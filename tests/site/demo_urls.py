"""The addresses of the site as the demonstration's settings make them."""

from django.urls import include, path

from cms_site.urls import urlpatterns as site_urls

urlpatterns = [path("demo/", include("cms_site.demo.urls")), *site_urls]
