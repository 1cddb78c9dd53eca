"""What is too large is dropped while it arrives: it never lies in memory or on the disk.

The form still gets every other field of the request, and in place of the file a ``TooLarge`` of no content, so that it can say
what was wrong. Stands first in ``FILE_UPLOAD_HANDLERS``.
"""

from __future__ import annotations

import io
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import FileUploadHandler, StopFutureHandlers

from lms.core import conf

from .sizes import MEGABYTE

#: Who is not signed in uploads nothing anywhere: what a stranger sends need not lie on the disk.
STRANGERS = 1 * MEGABYTE


class TooLarge(UploadedFile):
    """Stands for a file that was dropped. ``size`` is what was sent; there is no content."""

    def __init__(self, field_name: str, name: str, content_type: str, size: int) -> None:
        super().__init__(io.BytesIO(), name, content_type, size, None)
        self.field_name = field_name


class LimitHandler(FileUploadHandler):
    over = False
    seen = 0

    def handle_raw_input(
        self,
        input_data: Any,
        META: Any,
        content_length: int,
        boundary: Any,
        encoding: Any = None,
    ) -> None:
        self.sent = content_length

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        super().new_file(*args, **kwargs)
        self.limit, self.seen = self._limit(), 0
        # Other fields and the boundaries take little: a request so much larger than the limit carries a file that is.
        self.over = self.sent > self.limit + MEGABYTE
        if self.over:
            raise StopFutureHandlers

    def _limit(self) -> int:
        user = getattr(self.request, "user", None)
        if user is None or not user.is_authenticated:
            return STRANGERS
        return max(int(conf.get("MAX_MEDIA_MB")), int(conf.get("MAX_DOCUMENT_MB"))) * MEGABYTE

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes | None:
        self.seen += len(raw_data)
        self.over = self.over or self.seen > self.limit
        return None if self.over else raw_data

    def file_complete(self, file_size: int) -> TooLarge | None:
        if not self.over:
            return None
        return TooLarge(str(self.field_name), str(self.file_name), str(self.content_type), self.seen)
