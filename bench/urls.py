"""The site's addresses with one view more: what any view costs that is signed in and writes one row."""

from django.http import HttpRequest, JsonResponse
from django.urls import path
from django.views.decorators.csrf import csrf_exempt

from cms_site.urls import *  # noqa: F403
from lms.core import clock
from lms.desk.models import Note


@csrf_exempt
def insert(request: HttpRequest) -> JsonResponse:
    if not request.user.is_authenticated:
        return JsonResponse({"error": "signed_out"}, status=401)
    row = Note.objects.create(member_id=int(request.GET["member"]), text="一行", changed_on=clock.today())
    return JsonResponse({"pk": row.pk})


urlpatterns = [path("bench/insert/", insert), *urlpatterns]  # noqa: F405
