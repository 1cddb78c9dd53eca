"""The form of a submission: plain words, one file or a text."""

from __future__ import annotations

import uuid
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from lms.competencies.models import Competency
from lms.core import conf

from ..files.checking import ENDINGS, Played, check_medium, check_size, ending_of, tidy_name
from ..files.pdf import check_pdf, pages_in
from ..files.sizes import MEGABYTE
from .actions import Sent

KINDS = {ending: kind for kind, endings in ENDINGS.items() for ending in endings} | {"pdf": "document"}
MAX_TEXT = 20_000


class SubmissionForm(forms.Form):
    title = forms.CharField(label=_("题目"), max_length=60, error_messages={"required": _("请写一个题目。")})
    intro = forms.CharField(
        label=_("讲什么"), max_length=200, help_text=_("一两句话：学了能多做好什么。"),
        widget=forms.Textarea(attrs={"rows": 2}), error_messages={"required": _("请用一两句话写明讲什么。")},
    )  # fmt: skip
    file = forms.FileField(
        label=_("视频、音频或 PDF"), required=False, error_messages={"empty": _("这是一个空文件，请重新选择。")}
    )
    text = forms.CharField(
        label=_("文字"), required=False, max_length=MAX_TEXT, widget=forms.Textarea(attrs={"rows": 8}),
        help_text=_("文件和文字至少交一样。段落之间空一行。"),
    )  # fmt: skip
    competency = forms.ModelChoiceField(
        label=_("帮助提高哪种能力"), queryset=Competency.objects.none(), required=False, empty_label=_("不确定，请审核的人选")
    )
    token = forms.UUIDField(widget=forms.HiddenInput, required=False)

    kind = ""
    played: Played | None = None
    pages = 0

    def __init__(self, *args: Any, has_file: bool = False, **kwargs: Any) -> None:
        kwargs["initial"] = {"token": uuid.uuid4(), **(kwargs.get("initial") or {})}
        super().__init__(*args, **kwargs)
        self.has_file = has_file
        fields: dict[str, Any] = self.fields
        fields["competency"].queryset = Competency.objects.order_by("name")
        file = self.fields["file"]
        most = int(conf.get("MAX_MEDIA_MB"))
        file.widget.attrs.update({"accept": ",".join(f".{ending}" for ending in KINDS), "data-max-bytes": most * MEGABYTE})
        file.help_text = _t("MP4 视频、MP3 或 M4A 音频，最多 %(media)d MB；PDF 最多 %(pdf)d MB。") % {
            "media": most, "pdf": int(conf.get("MAX_DOCUMENT_MB")),
        }  # fmt: skip

    def clean_file(self) -> Any:
        file = self.cleaned_data.get("file")
        if not file:
            return None
        kind = KINDS.get(ending_of(file.name))
        if kind is None:
            raise ValidationError(_t("请选 MP4 视频、MP3 或 M4A 音频，或 PDF。其他格式请先转换。"))
        if kind == "document":
            check_size(file, int(conf.get("MAX_DOCUMENT_MB")))
            check_pdf(file)
            self.pages = pages_in(file)
        else:
            self.played = check_medium(file, kind)
        self.kind, file.name = kind, tidy_name(file.name)
        return file

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if not data.get("file") and not data.get("text") and not self.has_file and "file" not in self.errors:
            self.add_error("file", _t("请选一个文件，或写一段文字。"))
        return data

    def sent(self) -> Sent:
        data = self.cleaned_data
        return Sent(
            title=data["title"], intro=data["intro"], text=data["text"], kind=self.kind, file=data["file"], played=self.played,
            pages=self.pages, competency=data["competency"],
        )  # fmt: skip
