"""职务对应岗位 and 组织名称对应 in the admin: what was answered, for whom, and how to have it otherwise."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column
from wagtail.log_actions import log

from ..actions.titles import Effect, change_title, effect_of, scopes_of_change
from ..known_forms import ForgetForm, TitlePostsForm, UnitNameForm
from ..meaning import concerned, with_people
from ..models import KnownTitle, KnownUnitName, MemberTitle
from .base import ScopedModelViewSet
from .object_actions import ActionButtonsMixin, ObjectActionsMixin, ObjectActionView
from .units import SHOWN, member_link
from .views import ScopedIndexView, ScopedInspectView


def scope_in_words(row: Any) -> str:
    return row.scope.name if row.scope else _t("全部组织")


def posts_in_words(known: KnownTitle) -> str:
    """The posts of a title as one line."""
    return "、".join(post.name for post in known.posts.all()) or _t("暂不对应")


def unit_in_words(known: KnownUnitName) -> str:
    return known.unit.name if known.unit else _t("不导入这些行")


class TitleIndexView(ScopedIndexView):
    """Most frequent first."""

    def get_base_queryset(self) -> Any:
        return with_people(super().get_base_queryset(), self.request.user)

    def search_queryset(self, queryset: Any) -> Any:
        """A title with several posts is found once."""
        return super().search_queryset(queryset).distinct()


class TitleInspectView(ActionButtonsMixin, ScopedInspectView):
    select_related = ("scope",)

    def get_field_display_value(self, field_name: str, field: Any) -> Any:
        if field_name == "scope":
            return scope_in_words(self.object)
        return posts_in_words(self.object) if field_name == "posts" else super().get_field_display_value(field_name, field)

    def get_sections(self) -> list[dict[str, Any]]:
        known = self.object
        path = known.scope.path if known.scope else ""
        mine = MemberTitle.objects.for_user(self.request.user).values("pk")
        held = concerned(known.key, path, len(path)).filter(pk__in=mine)
        rows = held.select_related("member__branch").order_by("member__code")[:SHOWN]
        return [
            {
                "title": _t("名册中写有这一职务的学员"), "headings": [_("姓名"), _("编号"), _("所在党支部")],
                "rows": [[member_link(one.member), one.member.code, one.member.branch] for one in rows],
            }
        ]  # fmt: skip


class TitlePostsView(ObjectActionView):
    """First asks for the posts, then says whom it concerns, then does it."""

    name = "decide"
    icon = "tag"
    label = _("改对应岗位")
    explanation = _("保存前会先告诉您有多少名学员的岗位随之改变。以后导入名册也按新的对应。")
    form_class = TitlePostsForm
    permission_required = "decide"
    template_name = "lms_people/admin/title_action.html"
    effect: Effect | None = None
    #: What was looked at: only this is done without asking again.
    sure = ""

    def get_initial(self) -> dict[str, Any]:
        return {"posts": list(self.get_object().posts.values_list("pk", flat=True))}

    def form_valid(self, form: Any) -> Any:
        known, data = self.get_object(), form.cleaned_data
        posts = list(data["posts"])
        self.sure = f"{'+'.join(str(post.pk) for post in posts)}@{data['on']}"
        if self.request.POST.get("sure") != self.sure:
            scopes = scopes_of_change(known, self.request.user)
            effect = effect_of(known=known, posts=posts, on=data["on"], scopes=scopes)
            if effect.wanted:
                self.effect = effect
                return self.render_to_response(self.get_context_data(form=form))
        return super().form_valid(form)

    def perform(self, form: Any) -> None:
        data = form.cleaned_data
        effect = change_title(known=self.get_object(), posts=list(data["posts"]), on=data["on"], by=self.request.user)
        self.done_message = _t("已改，%(n)s 名学员的岗位随之改变。") % {"n": len(effect.wanted)}

    def get_success_url(self) -> str:
        return reverse(self.index_url_name)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        user, known = self.request.user, self.get_object()
        narrower = [scope for scope in scopes_of_change(known, user) if scope != known.scope]
        return super().get_context_data(effect=self.effect, narrower=narrower, **kwargs)


class ForgetView(ObjectActionView):
    """The next sheet asks again."""

    name = "forget"
    icon = "bin"
    label = _("不再记住")
    explanation = _("下次导入遇到这个名称会重新询问。已登记的学员不变。")
    done_message = _("不再记住，下次导入会重新询问。")
    form_class = ForgetForm
    permission_required = "forget"

    def perform(self, form: Any) -> None:
        known = self.get_object()
        log(known, "lms_people.forget", user=self.request.user)
        known.delete()

    def get_success_url(self) -> str:
        return reverse(self.index_url_name)


class UnitNameView(ObjectActionView):
    name = "decide"
    icon = "group"
    label = _("改对应组织")
    explanation = _("只影响以后的导入，已登记的学员不变。")
    done_message = _("已改，以后的导入按新的对应。")
    form_class = UnitNameForm
    permission_required = "forget"

    def get_initial(self) -> dict[str, Any]:
        return {"unit": self.get_object().unit}

    def perform(self, form: Any) -> None:
        known = self.get_object()
        known.unit = form.cleaned_data["unit"]
        known.save(update_fields=["unit"])
        log(known, "lms_people.unit_name", user=self.request.user)


class UnitNameInspectView(ActionButtonsMixin, ScopedInspectView):
    select_related = ("scope", "unit")

    def get_field_display_value(self, field_name: str, field: Any) -> Any:
        if field_name == "scope":
            return scope_in_words(self.object)
        return unit_in_words(self.object) if field_name == "unit" else super().get_field_display_value(field_name, field)


class KnownTitleViewSet(ObjectActionsMixin, ScopedModelViewSet):
    model = KnownTitle
    name = "lms_known_titles"
    url_prefix = "lms/known-titles"
    icon = "tag"
    menu_label = _("职务对应岗位")
    index_view_class = TitleIndexView
    inspect_view_class = TitleInspectView
    object_actions = (TitlePostsView, ForgetView)
    links_to_inspect = True
    list_display = [
        "title",
        Column("people", label=_("人数"), accessor="people"),
        Column("posts", label=_("对应岗位"), accessor=posts_in_words),
        Column("scope", label=_("适用范围"), accessor=scope_in_words),
    ]
    list_select_related = ("scope",)
    list_prefetch_related = ("posts",)
    list_export = ["title", "people", "scope.name"]
    export_headings = {"people": _("人数"), "scope.name": _("适用范围")}
    export_filename = "known_titles"
    search_fields = ("title", "posts__name")
    inspect_view_fields = ["title", "posts", "scope"]


class KnownUnitNameViewSet(ObjectActionsMixin, ScopedModelViewSet):
    model = KnownUnitName
    name = "lms_known_unit_names"
    url_prefix = "lms/known-unit-names"
    icon = "group"
    menu_label = _("组织名称对应")
    inspect_view_class = UnitNameInspectView
    object_actions = (UnitNameView, ForgetView)
    links_to_inspect = True
    list_display = [
        "name", "kind",
        Column("unit", label=_("对应组织"), accessor=unit_in_words),
        Column("scope", label=_("适用范围"), accessor=scope_in_words),
    ]  # fmt: skip
    list_filter = ["kind"]
    list_select_related = ("scope", "unit")
    list_export = ["name", "kind", "context", "unit.code", "unit.name", "scope.name"]
    export_headings = {"unit.code": _("组织编码"), "unit.name": _("对应组织"), "scope.name": _("适用范围")}
    export_filename = "known_unit_names"
    search_fields = ("name", "unit__name")
    inspect_view_fields = ["name", "kind", "context", "unit", "scope"]


