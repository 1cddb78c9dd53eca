"""The dated actions on a member, each a small form with a confirmation."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from lms.core import clock

from ..actions.erase import erase_member
from ..actions.members import change_posts, end_leave, start_leave, transfer
from ..actions.merge import merge_members
from ..forms import ChangePostsForm, EraseForm, LeaveForm, MergeForm, ReturnForm, TransferForm
from ..queries import in_force
from .object_actions import ObjectActionView


class TransferView(ObjectActionView):
    name = "transfer"
    icon = "arrow-right-full"
    label = _("组织关系转接")
    explanation = _("自生效日起属于新的组织；此前的记录和数字留在原组织。")
    done_message = _("组织关系已转接。")
    form_class = TransferForm

    def perform(self, form: Any) -> None:
        data = form.cleaned_data
        transfer(member=self.get_object(), branch=data["branch"], on=data["on"], by=self.request.user)

    def get_success_url(self) -> str:
        """Back to the file, or to the list when the member left the user's scope."""
        from django.urls import reverse

        if self.visible_rows().filter(pk=self.get_object().pk).exists():
            return super().get_success_url()
        return reverse(self.index_url_name)


class ChangePostsView(ObjectActionView):
    name = "posts"
    icon = "tag"
    label = _("岗位变动")
    explanation = _("不再勾选的岗位到生效日前一日为止，新勾选的岗位从生效日起。")
    done_message = _("岗位已更新。")
    form_class = ChangePostsForm

    def get_initial(self) -> dict[str, Any]:
        held = list(self.get_object().holdings.filter(in_force(clock.today())).values_list("post_id", "is_main"))
        main = next((post for post, is_main in held if is_main), None)
        return {"main_post": main, "more_posts": [post for post, _main in held if post != main], "on": clock.today()}

    def perform(self, form: Any) -> None:
        change_posts(member=self.get_object(), posts=form.wanted(), on=form.cleaned_data["on"], by=self.request.user)


class LeaveView(ObjectActionView):
    name = "leave"
    icon = "logout"
    label = _("登记离岗")
    explanation = _("离岗期间不作学习要求，也不计逾期。")
    done_message = _("已登记离岗。")
    form_class = LeaveForm

    def perform(self, form: Any) -> None:
        start_leave(member=self.get_object(), on=form.cleaned_data["start"], by=self.request.user)


class ReturnView(ObjectActionView):
    name = "return"
    icon = "login"
    label = _("登记返岗")
    done_message = _("已登记返岗。")
    form_class = ReturnForm

    def perform(self, form: Any) -> None:
        end_leave(member=self.get_object(), on=form.cleaned_data["on"], by=self.request.user)


class MergeView(ObjectActionView):
    name = "merge"
    icon = "copy"
    label = _("合并重复档案")
    explanation = _("把同一个人的另一份档案并入本档案。此操作不能撤销。")
    done_message = _("档案已合并。")
    form_class = MergeForm
    dangerous = True

    def perform(self, form: Any) -> None:
        merge_members(keep=self.get_object(), drop=form.cleaned_data["drop"], by=self.request.user)


class EraseView(ObjectActionView):
    name = "erase"
    icon = "bin"
    label = _("清除个人信息")
    explanation = _("姓名等个人信息将被清除，账号脱钩；学习记录保留但不再指向任何人。此操作不能撤销。")
    done_message = _("个人信息已清除。")
    form_class = EraseForm
    permission_required = "erase"
    dangerous = True

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "member_code": self.get_object().code}

    def perform(self, form: Any) -> None:
        erase_member(member=self.get_object(), by=self.request.user)


MEMBER_ACTIONS = (TransferView, ChangePostsView, LeaveView, ReturnView, MergeView, EraseView)
