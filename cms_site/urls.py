from django.conf import settings
from django.urls import include, path, re_path
from django.views.generic import RedirectView
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.documents import urls as wagtaildocs_urls

from courses.files.views import by_name as file_by_name

from . import views

urlpatterns = [
    path("admin/", include("lms.accounts.admin_urls")),
    path("admin/", include(wagtailadmin_urls)),
    path("documents/", include(wagtaildocs_urls)),
    path("account/", include("lms.accounts.urls")),
    path("login/", RedirectView.as_view(pattern_name="account_login", query_string=True), name="login"),
    path("learn/quiz/", include("lms.assessment.urls")),
    path("learn/", include("lms.desk.urls")),
    path("learn/", include("courses.urls")),
    path("lecturers/", include("lecturers.urls")),
    path("search/", views.search_page, name="site_search"),
    path("go/help/", views.go_to_help, name="site_help"),
    path("go/help/<slug:topic>/", views.go_to_help, name="site_help_topic"),
    # wagtailmedia's own screens ask for files by these names: for those who administer them, see courses.files.
    re_path(r"^media/(?P<name>media(?:_thumbnails)?/.+)$", file_by_name, name="site_medium"),
    path("media/images/<path:path>", views.picture, name="site_picture"),
    path("", include("lms.core.urls")),
    path("", include(wagtail_urls)),
]
if getattr(settings, "QUEBU_DEMO", False):
    urlpatterns.insert(0, path("demo/", include("cms_site.demo.urls")))
