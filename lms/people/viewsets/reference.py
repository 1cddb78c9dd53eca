"""Posts, tiers with their rules, and categories: shared by all, changed by the committee."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from lms.core import clock
from lms.core.models import Revision

from .. import signals
from ..actions.past import keeping_post_past
from ..actions.tiers import recalculate_tiers
from ..forms import PostForm
from ..models import Member, MemberCategory, Post, PostHolding, Tier, TierRule
from .base import ScopedModelViewSet
from .choosers import ScopedChooserViewSet
from .units import SHOWN, member_link
from .views import ScopedCreateView, ScopedDeleteView, ScopedEditView, ScopedInspectView, visible


class PostCreateView(ScopedCreateView):
    def save_instance(self) -> Post:
        with transaction.atomic():
            post = super().save_instance()
            Revision.bump("people")
        return post


class PostEditView(ScopedEditView):
    """A changed default tier changes the tiers of those who hold the post, from the day named."""

    def save_instance(self) -> Post:
        with keeping_post_past([self.object.pk], self.form.cleaned_data["on"]):
            post = super().save_instance()
        if "default_tier" in self.form.changed_data:
            holders = PostHolding.objects.filter(post=post).values_list("member_id", flat=True)
            recalculate_tiers(list(holders), by=self.request.user)
        return post


class PostInspectView(ScopedInspectView):
    def get_sections(self) -> list[dict[str, Any]]:
        held = visible(PostHolding, self.request.user).filter(post=self.object).select_related("member__branch")[:SHOWN]
        rows = [
            [member_link(one.member), one.member.branch, one.start, one.end, _("主岗") if one.is_main else _("兼任")]
            for one in held
        ]
        headings = [_("姓名"), _("所在党支部"), _("任职起"), _("任职止"), _("主兼")]
        return [{"title": _("任职学员"), "headings": headings, "rows": rows}]


class PostViewSet(ScopedModelViewSet):
    model = Post
    name = "lms_posts"
    url_prefix = "lms/posts"
    icon = "tag"
    menu_label = _("岗位")
    form_class = PostForm
    add_view_class = PostCreateView
    edit_view_class = PostEditView
    inspect_view_class = PostInspectView
    list_display = ["name", "code", "default_tier", "note"]
    list_filter = ["default_tier"]
    list_select_related = ("default_tier",)
    list_export = ["code", "name", "default_tier", "note"]
    export_filename = "posts"
    search_fields = ("name", "code")
    inspect_view_fields = ["code", "name", "default_tier", "note", "categories"]


class PostChooserViewSet(ScopedChooserViewSet):
    model = Post
    name = "lms_post_chooser"
    url_prefix = "lms/choose/posts"
    icon = "tag"
    choose_one_text = _("选择岗位")
    choose_another_text = _("另选岗位")
    register_widget = False


class RulesChanged:
    """Tiers follow from rules: after a change of rules all are worked out anew."""

    def rules_changed(self) -> None:
        Revision.bump("people")
        signals.members_changed.send(sender=TierRule, member_ids=None)
        recalculate_tiers(day=clock.today(), by=self.request.user)  # type: ignore[attr-defined]


class RuleCreateView(RulesChanged, ScopedCreateView):
    def save_instance(self) -> Any:
        with transaction.atomic():
            saved = super().save_instance()
            self.rules_changed()
        return saved


class RuleEditView(RulesChanged, ScopedEditView):
    def save_instance(self) -> Any:
        with transaction.atomic():
            saved = super().save_instance()
            self.rules_changed()
        return saved


class RuleDeleteView(RulesChanged, ScopedDeleteView):
    def delete_action(self) -> None:
        with transaction.atomic():
            super().delete_action()
            self.rules_changed()


class TierViewSet(ScopedModelViewSet):
    model = Tier
    name = "lms_tiers"
    url_prefix = "lms/tiers"
    icon = "order"
    menu_label = _("层次")
    form_fields = ["code", "name", "sort_order"]
    list_display = ["name", "code", "sort_order"]
    list_export = ["code", "name", "sort_order"]
    export_filename = "tiers"
    search_fields = ("name", "code")


class TierRuleViewSet(ScopedModelViewSet):
    model = TierRule
    name = "lms_tier_rules"
    url_prefix = "lms/tier-rules"
    icon = "list-ol"
    menu_label = _("层次规则")
    form_fields = ["order", "kind", "max_age", "tier"]
    add_view_class = RuleCreateView
    edit_view_class = RuleEditView
    delete_view_class = RuleDeleteView
    list_display = ["kind", "order", "max_age", "tier"]
    list_filter = ["tier"]
    list_select_related = ("tier",)
    list_export = ["order", "kind", "max_age", "tier"]
    export_filename = "tier_rules"
    search_fields = ("tier__name",)


class CategoryViewSet(ScopedModelViewSet):
    model = MemberCategory
    name = "lms_categories"
    url_prefix = "lms/categories"
    icon = "tag"
    menu_label = _("人员类别")
    form_fields = ["code", "name", "sort_order"]
    list_display = ["name", "code", "sort_order"]
    list_export = ["code", "name", "sort_order"]
    export_filename = "member_categories"
    search_fields = ("name", "code")


class MemberChooserViewSet(ScopedChooserViewSet):
    model = Member
    name = "lms_member_chooser"
    url_prefix = "lms/choose/members"
    icon = "user"
    choose_one_text = _("选择学员")
    choose_another_text = _("另选学员")
