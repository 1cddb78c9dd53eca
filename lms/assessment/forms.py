"""Writing a question: one form for all kinds, each with the fields it needs."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail.images.widgets import AdminImageChooser

from lms.catalogue.forms import ActivityChooser, CompetencyChooser
from lms.people.models import OrgUnit
from lms.people.roles import COMMITTEE_ROLES, TEACHING_ROLES
from lms.people.scopes import has_role
from lms.people.viewsets import ScopedForm, ScopedModelForm, UnitField

from . import marking
from .content import Content
from .models import Kind, Question, QuestionVersion
from .widgets import OptionsField

#: Fields by the kinds of question that use them; the others are for all kinds.
FOR_KINDS = {
    "options": (Kind.SINGLE, Kind.MULTIPLE), "keeps_order": (Kind.SINGLE, Kind.MULTIPLE), "judge": (Kind.JUDGE,),
    "answers": (Kind.TEXT,), "number": (Kind.NUMBER,), "tolerance": (Kind.NUMBER,),
}  # fmt: skip
VERSION = QuestionVersion._meta


class QuestionForm(ScopedModelForm):
    """The question and what its newest version says. ``content`` after cleaning: what is to be saved."""

    scope_roles = {"owner_unit": TEACHING_ROLES}
    content: Content

    owner_unit = UnitField(
        label=_("归属组织"), queryset=OrgUnit.objects.order_by("path"), required=False,
        help_text=_("管教学的人里，只有这个组织和它上级的人看得到题目和答案"),
    )  # fmt: skip
    kind = forms.ChoiceField(label=_("题型"), choices=Kind.choices, widget=forms.RadioSelect, initial=Kind.SINGLE)
    stem = forms.CharField(label=_("题干"), max_length=1000, widget=forms.Textarea(attrs={"rows": 3}))
    options = OptionsField(label=_("选项"), required=False, help_text=_("勾出正确的选项。学员看到的顺序会打乱。"))
    keeps_order = forms.BooleanField(
        label=_("选项不打乱"), required=False, help_text=VERSION.get_field("keeps_order").help_text  # type: ignore[union-attr]
    )
    judge = forms.ChoiceField(
        label=_("这句话"), required=False, widget=forms.RadioSelect,
        choices=[("0", pgettext_lazy("of a statement", "正确")), ("1", pgettext_lazy("of a statement", "错误"))],
    )
    answers = forms.CharField(
        label=_("正确答案"), required=False, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("一行一个，写出哪一个都算对。全角半角、简体繁体、空格和句号不计较。"),
    )  # fmt: skip
    number = forms.CharField(label=_("正确的数"), required=False, max_length=40, help_text=_("如：20 或 3.5"))
    tolerance = forms.CharField(label=_("允许误差"), required=False, max_length=40, help_text=_("留空则必须完全相等"))
    explanation = forms.CharField(
        label=_("解析"), required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("答完以后给学员看的说明"),
    )  # fmt: skip
    basis = forms.CharField(
        label=_("依据"), required=False, max_length=200, help_text=VERSION.get_field("basis").help_text  # type: ignore[union-attr]
    )
    points = forms.IntegerField(label=_("分值"), min_value=1, max_value=100, initial=5)
    picture = forms.ModelChoiceField(label=_("图片"), required=False, queryset=None, widget=AdminImageChooser)
    picture_alt = forms.CharField(
        label=_("图片说明"), required=False, max_length=200, help_text=_("有图片时必填，读给看不到图片的人听")
    )

    field_order = (
        "kind", "stem", "options", "keeps_order", "judge", "answers", "number", "tolerance", "explanation", "basis", "competency",
        "level", "points", "activity", "owner_unit", "picture", "picture_alt",
    )  # fmt: skip

    class Meta:
        model = Question
        fields = ("competency", "level", "owner_unit", "activity")
        widgets = {"competency": CompetencyChooser, "activity": ActivityChooser}
        help_texts = {"activity": _("为哪一门课出的题，便于查找；可以留空")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        from wagtail.images import get_image_model

        self.order_fields(self.field_order)
        self.fields["picture"].queryset = get_image_model()._default_manager.all()
        latest = self.instance.latest if self.instance.pk else None
        if latest is not None:
            for name, value in initial_of(latest).items():
                self.initial.setdefault(name, value)
        if self.instance.live_id:
            # What it proved does not change under those who answered it: that is another question.
            for name in ("competency", "level"):
                self.fields[name].disabled = True
                self.fields[name].help_text = _("已发布的题不能改能力和等级，需要时请另建一题")
        if not has_role(self.for_user, COMMITTEE_ROLES):
            self.fields["owner_unit"].required = True
        if not self.instance.pk and (first := self.fields["owner_unit"].queryset.first()):
            self.initial.setdefault("owner_unit", first.pk)
        for name, kinds in FOR_KINDS.items():
            self.fields[name].widget.attrs["data-kinds"] = " ".join(kinds)

    def clean(self) -> Any:
        data = super().clean()
        if "kind" not in data or "stem" not in data or "points" not in data:
            return data
        self.content = content_of(data)
        try:
            self.content.clean()
        except ValidationError as error:
            for name, problems in error.error_dict.items():
                self.add_error(field_for(name, data["kind"]), problems)
        return data


def field_for(name: str, kind: str) -> str:
    """The field of the form beside which a problem of ``Content`` stands."""
    if name != "key":
        return name
    return {Kind.JUDGE: "judge", Kind.TEXT: "answers", Kind.NUMBER: "number"}.get(Kind(kind), "options")


def content_of(data: dict[str, Any]) -> Content:
    kind, (texts, right) = data["kind"], data.get("options") or ((), ())
    picture = data.get("picture")
    key: list[Any] = list(right)
    if kind == Kind.JUDGE:
        key = [int(data["judge"])] if data.get("judge") else []
    elif kind == Kind.TEXT:
        key = [line.strip() for line in data.get("answers", "").splitlines() if line.strip()]
    elif kind == Kind.NUMBER:
        key = [part for part in (data.get("number", "").strip(), data.get("tolerance", "").strip()) if part]
        key = key if data.get("number", "").strip() else []
    return Content(
        kind=kind, stem=data["stem"], options=tuple(texts) if kind in (Kind.SINGLE, Kind.MULTIPLE) else (), key=tuple(key),
        explanation=data.get("explanation", ""), basis=data.get("basis", ""), points=data["points"],
        keeps_order=bool(data.get("keeps_order")) and kind in (Kind.SINGLE, Kind.MULTIPLE),
        picture_id=picture.pk if picture else None, picture_alt=data.get("picture_alt", "") if picture else "",
    )  # fmt: skip


def initial_of(version: QuestionVersion) -> dict[str, Any]:
    key = version.key
    with_options = version.kind in marking.WITH_OPTIONS
    return {
        "kind": version.kind, "stem": version.stem, "explanation": version.explanation, "basis": version.basis,
        "points": version.points, "keeps_order": version.keeps_order, "picture": version.picture_id,
        "picture_alt": version.picture_alt, "options": (version.options, key if with_options else ()),
        "judge": str(key[0]) if version.kind == Kind.JUDGE and key else "",
        "answers": "\n".join(key) if version.kind == Kind.TEXT else "",
        "number": key[0] if version.kind == Kind.NUMBER and key else "",
        "tolerance": key[1] if version.kind == Kind.NUMBER and len(key) > 1 else "",
    }  # fmt: skip


class ConfirmForm(ScopedForm):
    """Nothing to fill in: the button says it."""


class ReturnForm(ScopedForm):
    reason = forms.ChoiceField(label=_("退回原因"), choices=QuestionVersion.Reason.choices, widget=forms.RadioSelect)
    note = forms.CharField(label=_("说明"), required=False, max_length=200, help_text=_("一句话，告诉出题人要改什么"))


def said_of(version: QuestionVersion) -> str:
    """Why a draft came back."""
    if not version.return_reason:
        return ""
    reason = version.get_return_reason_display()
    return _t("%(reason)s：%(note)s") % {"reason": reason, "note": version.return_note} if version.return_note else reason
