"""What is done with one question: sent to review, published by another person, returned, retired, taken back."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from lms.people.viewsets import ObjectActionView

from ..actions import publish, restore, retire, return_to_author, send_to_review
from ..forms import ConfirmForm, ReturnForm
from ..models import Question, QuestionVersion

VersionState = QuestionVersion.State


class QuestionDeed(ObjectActionView):
    form_class: Any = ConfirmForm

    @classmethod
    def fits(cls, question: Question, user: Any) -> bool:
        """Whether the question as it stands can be treated so by ``user``."""
        raise NotImplementedError

    def get_page_subtitle(self) -> str:
        question = self.get_object()
        return f"{question.code} {question.latest}"


class SendView(QuestionDeed):
    name = "send"
    icon = "upload"
    label = _("送审")
    explanation = _("送给本组织或上级的同事审核。发布以前学员看不到。")
    done_message = _("已送审。")

    @classmethod
    def fits(cls, question: Question, user: Any) -> bool:
        return question.latest.state == VersionState.DRAFT and question.state != Question.State.RETIRED

    def perform(self, form: Any) -> None:
        send_to_review(question=self.get_object(), by=self.request.user)


class PublishView(QuestionDeed):
    name = "publish"
    icon = "check"
    label = _("审核通过并发布")
    explanation = _("请核对题干、答案和依据。发布后内容不能再改，要改会另成一个新版本。")
    done_message = _("已发布。")

    @classmethod
    def fits(cls, question: Question, user: Any) -> bool:
        return question.latest.state == VersionState.REVIEW and question.latest.author_id != user.pk

    def perform(self, form: Any) -> None:
        publish(question=self.get_object(), by=self.request.user)


class ReturnView(QuestionDeed):
    name = "return"
    icon = "undo"
    label = _("退回修改")
    explanation = _("退回给出题人，说明要改什么。")
    done_message = _("已退回。")
    form_class = ReturnForm

    @classmethod
    def fits(cls, question: Question, user: Any) -> bool:
        return question.latest.state == VersionState.REVIEW

    def perform(self, form: Any) -> None:
        data = form.cleaned_data
        return_to_author(question=self.get_object(), reason=data["reason"], note=data["note"], by=self.request.user)


class RetireView(QuestionDeed):
    name = "retire"
    icon = "bin"
    label = _("停用")
    explanation = _("新的测验不再用这道题；正在答的和答过的不受影响。以后可以恢复。")
    done_message = _("已停用。")

    @classmethod
    def fits(cls, question: Question, user: Any) -> bool:
        return question.state != Question.State.RETIRED

    def perform(self, form: Any) -> None:
        retire(question=self.get_object(), by=self.request.user)


class RestoreView(QuestionDeed):
    name = "restore"
    icon = "rotate"
    label = _("恢复")
    explanation = _("恢复到停用以前的状态。")
    done_message = _("已恢复。")

    @classmethod
    def fits(cls, question: Question, user: Any) -> bool:
        return question.state == Question.State.RETIRED

    def perform(self, form: Any) -> None:
        restore(question=self.get_object(), by=self.request.user)


QUESTION_DEEDS = (PublishView, ReturnView, SendView, RetireView, RestoreView)
