"""What a question says, apart from the row that holds it: handed from forms and sheets to the actions, and compared."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from lms.core.sheets.normal import squeeze

from . import marking
from .models import Kind, QuestionVersion


@dataclass(frozen=True)
class Content:
    """See ``QuestionVersion`` for what the fields mean."""

    kind: str
    stem: str
    options: Sequence[str] = ()
    key: Sequence[Any] = ()
    explanation: str = ""
    basis: str = ""
    points: int = 5
    keeps_order: bool = False
    picture_id: int | None = None
    picture_alt: str = ""

    def fields(self) -> dict[str, Any]:
        """By name of the column, in the form in which they are stored."""
        return {
            "kind": str(self.kind), "stem": self.stem.strip(), "options": [squeeze(one) for one in self.options],
            "key": sorted(self.key) if self.kind in marking.WITH_OPTIONS else [str(one).strip() for one in self.key],
            "explanation": self.explanation.strip(), "basis": self.basis.strip(), "points": self.points,
            "keeps_order": self.keeps_order, "picture_id": self.picture_id, "picture_alt": self.picture_alt.strip(),
        }  # fmt: skip

    def clean(self) -> None:
        """ValidationError, by field, for a question that cannot be put or cannot be marked."""
        problems: dict[str, str] = {}
        if not self.stem.strip():
            problems["stem"] = _("请写题干。")
        if self.kind not in Kind.values:
            problems["kind"] = _("请选择题型。")
        elif word := marking.problem(self.kind, self.options, list(self.key)):
            problems["key" if word == "number" else word] = self._said(word)
        if self.picture_id and not self.picture_alt.strip():
            problems["picture_alt"] = _("请写一句图片说明，读给看不到图片的人听。")
        if problems:
            raise ValidationError(problems)

    def _said(self, word: str) -> str:
        if word == "options":
            return _("至少要有两个选项，不能有空的或相同的。")
        if word == "number":
            return _("请填一个数；允许的误差也是数，不小于 0。")
        if self.kind == Kind.TEXT:
            return _("请至少写一个正确答案。")
        if self.kind == Kind.JUDGE:
            return _("请选择这句话是正确还是错误。")
        if self.kind == Kind.MULTIPLE:
            return _("请勾出正确的选项。")
        return _("请勾出一个正确的选项。")

    @classmethod
    def of(cls, version: QuestionVersion) -> Content:
        return cls(**{name: getattr(version, name) for name in cls.__dataclass_fields__})

    def same_as(self, version: QuestionVersion) -> bool:
        return all(getattr(version, name) == value for name, value in self.fields().items())
