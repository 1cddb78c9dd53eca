from django.urls import path

from . import urls_file, views, views_check, views_learning, views_outcome, views_test_out

app_name = "lms_desk"
urlpatterns = [
    path("", views.MyLearning.as_view(), name="my_learning"),
    path("noted/", views_learning.NoteChanges.as_view(), name="note_changes"),
    path("noted/posts/", views_learning.NotePosts.as_view(), name="note_posts"),
    path("lessons/", views.LessonList.as_view(), name="lessons"),
    path("lessons/<int:pk>/", views.LessonDetail.as_view(), name="lesson"),
    path("lessons/<int:pk>/put-down/", views_learning.LayAside.as_view(), name="lay_aside"),
    path("lessons/<int:pk>/take-up/", views_learning.TakeUp.as_view(), name="take_up"),
    path("abilities/", views.MyAbilities.as_view(), name="my_abilities"),
    path("check/", views_check.Check.as_view(), name="check"),
    path("check/done/", views_check.CheckDone.as_view(), name="check_done"),
    path("check/skip/", views_check.CheckSkip.as_view(), name="check_skip"),
    path("test-out/lesson/<int:pk>/", views_test_out.TestLesson.as_view(), name="test_lesson"),
    path("test-out/ability/<int:pk>/<int:level>/", views_test_out.TestAbility.as_view(), name="test_ability"),
    path("after/<int:pk>/", views_outcome.After.as_view(), name="outcome"),
    *urls_file.urlpatterns,
]
