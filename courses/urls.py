"""Addresses below ``learn/``. Each topic keeps its own list in ``urls_<topic>.py``."""

from . import urls_files, urls_player, urls_rating, urls_submissions

app_name = "lms_courses"
urlpatterns = [*urls_files.urlpatterns, *urls_player.urlpatterns, *urls_rating.urlpatterns, *urls_submissions.urlpatterns]
