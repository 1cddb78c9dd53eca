from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PagesConfig(AppConfig):
    name = "courses.pages"
    label = "lms_pages"
    verbose_name = _("微课页面")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from ..forms import ActivityForm, DescribedForm, LessonForm, TrackForm
        from ..panels import course_tabs, equip, lesson_tabs, story_tabs, track_tabs
        from .models import CoursePage, LessonPage, StoryPage, TrackPage

        equip(LessonPage, lesson_tabs(), LessonForm)
        equip(CoursePage, course_tabs(), ActivityForm)
        equip(TrackPage, track_tabs(), TrackForm)
        equip(StoryPage, story_tabs(), DescribedForm)
