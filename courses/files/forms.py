"""The forms that media and documents are uploaded with in the admin (``WAGTAILMEDIA["MEDIA_FORM_BASE"]`` and its like)."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.utils.translation import gettext as _
from PIL import Image
from wagtail.documents.forms import BaseDocumentForm
from wagtailmedia.forms import BaseMediaForm

from lms.core import conf

from .checking import ENDINGS, Played, check_medium, check_size, ending_of, tidy_name
from .pdf import check_pdf
from .sizes import MEGABYTE


class MediaForm(BaseMediaForm):
    """Length and size of the picture are read from the file: nobody types them, so nobody can type them wrong."""

    played: Played | None = None

    class Media:
        js = ("courses/admin/upload_size.js",)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("duration", "width", "height"):
            self.fields.pop(name, None)
        kind = self.instance.type
        if "file" in self.fields and kind in ENDINGS:
            field = self.fields["file"]
            most = int(conf.get("MAX_MEDIA_MB"))
            said = {"most": most}
            field.widget.attrs["accept"] = ",".join(f".{each}" for each in ENDINGS[kind])
            field.widget.attrs["data-max-bytes"] = most * MEGABYTE
            field.widget.attrs["data-too-large"] = _("这个文件超过 %(most)d MB。请降低清晰度再导出，或分成几段。") % said
            field.help_text = (
                _("MP4（H.264），最多 %(most)d MB。时长由系统从文件里读出。") % said
                if kind == "video"
                else _("MP3 或 M4A，最多 %(most)d MB。时长由系统从文件里读出。") % said
            )

    def clean_file(self) -> Any:
        file = self.cleaned_data.get("file")
        if file and "file" in self.changed_data:
            self.played = check_medium(file, self.instance.type)
            file.name = tidy_name(file.name)
        return file

    def clean_thumbnail(self) -> Any:
        file = self.cleaned_data.get("thumbnail")
        if file and "thumbnail" in self.changed_data:
            check_size(file, 10)
            try:
                Image.open(file).verify()
            except (OSError, SyntaxError, ValueError, Image.DecompressionBombError) as error:
                raise ValidationError(_("这不是一张图片。请用 JPG 或 PNG。")) from error
            file.seek(0)
            file.name = tidy_name(file.name)
        return file

    def _post_clean(self) -> None:
        super()._post_clean()
        if "file" in self.errors:  # the model would complain of the missing name of the file that was refused
            self.errors.pop(NON_FIELD_ERRORS, None)

    def save(self, commit: bool = True) -> Any:
        if self.played is not None:
            self.instance.duration = self.played.seconds
            self.instance.width = self.played.width or None
            self.instance.height = self.played.height or None
        return super().save(commit=commit)


class DocumentForm(BaseDocumentForm):
    def clean_file(self) -> Any:
        file = self.cleaned_data.get("file")
        if file and "file" in self.changed_data:
            check_size(file, int(conf.get("MAX_DOCUMENT_MB")))
            if ending_of(file.name) == "pdf":
                check_pdf(file)
            file.name = tidy_name(file.name)
        return file

    def _post_clean(self) -> None:
        refused = list(self.errors.get("file", []))
        super()._post_clean()
        if refused:  # the model would complain of the missing ending of the file that was refused
            self.errors["file"] = self.error_class(refused)
