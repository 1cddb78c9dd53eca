from django.conf import settings
from django.contrib.auth import views as auth_views
from django.urls import include, path
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.documents import urls as wagtaildocs_urls

from . import views

urlpatterns = [
    path("admin/", include(wagtailadmin_urls)),
    path("documents/", include(wagtaildocs_urls)),
    path(
        "login/",
        auth_views.LoginView.as_view(template_name="cms_site/login.html", redirect_authenticated_user=True),
        name="login",
    ),
    path("logout/", auth_views.LogoutView.as_view(), name="logout"),
    path("learn/", include("lms.desk.urls")),
    path("search/", views.search_page, name="site_search"),
    path("media/images/<path:path>", views.picture, name="site_picture"),
    path("", include(wagtail_urls)),
]
if getattr(settings, "QUEBU_DEMO", False):
    urlpatterns.insert(0, path("demo/", include("cms_site.demo.urls")))
