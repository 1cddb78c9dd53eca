"""Below the admin. Each view asks the registry which sheets the user may upload or download; uploads are one's own."""

from django.urls import path

from .views import downloads, index, questions, upload

app_name = "lms_sheets"
urlpatterns = [
    path("", index.IndexView.as_view(), name="index"),
    path("layout/<slug:sheet>.xlsx", downloads.TemplateView.as_view(), name="template"),
    path("export/<slug:sheet>.<str:form>", downloads.ExportView.as_view(), name="export"),
    path("<uuid:pk>/", upload.UploadView.as_view(), name="upload"),
    path("<uuid:pk>/which/", upload.WhichView.as_view(), name="which"),
    path("<uuid:pk>/questions/", questions.QuestionsView.as_view(), name="questions"),
    path("<uuid:pk>/import/", upload.ImportView.as_view(), name="import"),
    path("<uuid:pk>/check/", upload.CheckView.as_view(), name="check"),
    path("<uuid:pk>/cancel/", upload.CancelView.as_view(), name="cancel"),
    path("<uuid:pk>/problems.xlsx", downloads.ProblemsView.as_view(), name="problems"),
    path("<uuid:pk>/changes.xlsx", downloads.ChangesView.as_view(), name="changes"),
    path("<uuid:pk>/left-out/<slug:sheet>.xlsx", downloads.LeftOutView.as_view(), name="left_out"),
    path("<uuid:pk>/numbers/<slug:sheet>.xlsx", downloads.NumbersView.as_view(), name="numbers"),
]
