"""What a site's settings take over for lessons: ``from courses.settings import *``. What stands below it may overrule it.

What is uploaded is judged by its content: see docs/decisions/0020-files-of-lessons.md. A Chinese search: decision 0023.
"""

from __future__ import annotations

from typing import Any

FILE_UPLOAD_HANDLERS = [
    "courses.files.handlers.LimitHandler",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]
WAGTAILMEDIA: dict[str, Any] = {
    "MEDIA_FORM_BASE": "courses.files.forms.MediaForm",
    "VIDEO_EXTENSIONS": ["mp4"],
    "AUDIO_EXTENSIONS": ["mp3", "m4a"],
}
WAGTAILDOCS_DOCUMENT_FORM_BASE = "courses.files.forms.DocumentForm"
WAGTAILDOCS_EXTENSIONS = ["pdf", "docx", "xlsx", "pptx", "odt", "ods", "odp", "csv", "txt"]
WAGTAILIMAGES_EXTENSIONS = ["jpg", "jpeg", "png", "webp", "gif"]
WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "lms.core.search"}}
