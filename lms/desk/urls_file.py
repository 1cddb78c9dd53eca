"""The addresses of 我的档案 and what hangs from it. Taken into ``urls``."""

from __future__ import annotations

from django.urls import path

from . import views_file, views_own, views_requests

urlpatterns = [
    path("correction/", views_requests.Correction.as_view(), name="correction"),
    path("file/", views_file.MyFile.as_view(), name="my_file"),
    path("file/hours/", views_file.MyHours.as_view(), name="my_hours"),
    path("file/print/", views_file.FilePrint.as_view(), name="file_print"),
    path("file/export/", views_file.FileExport.as_view(), name="file_export"),
    path("file/everything/", views_file.Everything.as_view(), name="file_everything"),
    path("file/requests/", views_requests.Requests.as_view(), name="requests"),
    path("file/requests/<int:pk>/withdraw/", views_requests.Withdraw.as_view(), name="withdraw"),
    path("file/reading/", views_own.Reading.as_view(), name="reading"),
    path("file/reading/add/", views_own.ReadingAdd.as_view(), name="reading_add"),
    path("file/reading/<int:pk>/", views_own.ReadingEdit.as_view(), name="reading_edit"),
    path("file/reading/<int:pk>/tick/", views_own.ReadingTick.as_view(), name="reading_tick"),
    path("file/reading/<int:pk>/delete/", views_own.ReadingDelete.as_view(), name="reading_delete"),
    path("file/notes/", views_own.Notes.as_view(), name="notes"),
    path("file/notes/add/", views_own.NoteAdd.as_view(), name="note_add"),
    path("file/notes/<int:pk>/", views_own.NoteEdit.as_view(), name="note_edit"),
    path("file/notes/<int:pk>/delete/", views_own.NoteDelete.as_view(), name="note_delete"),
]
