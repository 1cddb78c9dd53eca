"""岗位要求: the grid post × competency. What is typed is first shown with what it does, then saved as new versions."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import Http404
from django.shortcuts import redirect
from django.utils.functional import cached_property
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView
from wagtail.admin import messages
from wagtail.admin.widgets import AdminDateInput

from lms.competencies.models import Domain, Level
from lms.core import clock
from lms.people.models import OrgUnit, Post
from lms.people.roles import COMMITTEE_ROLES, Role
from lms.people.scopes import has_role
from lms.people.viewsets import RoleView

from ..actions import replace_lines, set_for_post
from ..grid import Change
from ..impact import impact_of
from ..matrix import Matrix, Wanted, cell_name

MANAGERS = (Role.COMMITTEE, Role.UNIT)
#: A party group asks nothing of its own; longer lists nobody reads.
NO_OWNER, MOST_UNITS = "党小组", 300


class MatrixForm(forms.Form):
    on = forms.DateField(
        label=_("自何日起"), widget=AdminDateInput, initial=clock.today, help_text=_("此前的要求不变；没有改动的岗位不受影响")
    )
    seen = forms.CharField(widget=forms.HiddenInput)


def owners_for(user: Any) -> list[OrgUnit]:
    """Units for which ``user`` may ask something of a post beyond what is asked from above."""
    return list(OrgUnit.objects.for_user(user, MANAGERS).exclude(kind=NO_OWNER).order_by("path")[:MOST_UNITS])


def owner_chosen(user: Any, text: str) -> OrgUnit | None:
    """The unit whose own requirements are shown; None: those of the committee. 404 for a unit out of reach.

    Who is no committee administrator begins with the own unit.
    """
    decides = has_role(user, COMMITTEE_ROLES)
    if not text:
        return None if decides else next(iter(owners_for(user)), None)
    found = OrgUnit.objects.for_user(user, MANAGERS).filter(pk=int(text)).first() if text.isdecimal() else None
    if found is None:
        raise Http404
    return found


class GridMixin(RoleView):
    """For committee and unit administrators; ``owner``, ``post_pk``, ``domain`` and the page come from the address."""

    page_title = _("岗位要求")
    header_icon = "table"
    roles = MANAGERS
    request: Any

    @cached_property
    def owner(self) -> OrgUnit | None:
        return owner_chosen(self.request.user, self.request.GET.get("unit", ""))


class MatrixView(GridMixin, TemplateView):
    template_name = "lms_requirements/admin/matrix.html"

    @cached_property
    def domain(self) -> str:
        return self.request.GET.get("domain", "")

    @cached_property
    def matrix(self) -> Matrix:
        page, post = self.request.GET.get("p", "1"), self.request.GET.get("post", "")
        return Matrix(
            self.request.user, self.domain, int(page) if page.isdecimal() else 1, int(post) if post.isdecimal() else None,
            self.owner,
        )

    @cached_property
    def form(self) -> MatrixForm:
        return MatrixForm(self.request.POST or None, initial={"seen": self.matrix.seen})

    def post(self, request: Any) -> Any:
        try:
            wanted = self.matrix.wanted(request.POST)
        except ValidationError as error:
            messages.error(request, " ".join(error.messages))
            return self.again()
        if not self.form.is_valid():
            messages.error(request, _t("没有保存：请检查日期。"))
            return self.again(wanted)
        if others := self.matrix.changed_meanwhile(self.form.cleaned_data["seen"]):
            messages.warning(request, self.meanwhile(others, wanted))
            return self.again(wanted)
        changes = self.matrix.changes(wanted)
        do = request.POST.get("do")
        if do == "edit":
            return self.again(wanted)
        if not changes:
            messages.info(request, _t("没有改动。"))
            return redirect(request.get_full_path())
        if do != "save":
            return self.preview(wanted, changes)
        try:
            return self.save(request, changes)
        except ValidationError as error:
            messages.error(request, " ".join(error.messages))
            return self.again(wanted)

    def meanwhile(self, others: list[Post], wanted: Wanted) -> str:
        """Who changed what in the meantime, and that nothing typed is lost."""
        said = []
        for post in others:
            last = self.matrix.last.get(post.pk)
            said.append(f"{post.name}（{last.by}）" if last and last.by else post.name)
        text = _t("没有保存：打开期间有人改过 %(posts)s。下面是最新内容，您改的 %(count)s 格都还在，请核对后再预览。")
        text %= {"posts": "、".join(said), "count": len(wanted.cells)}
        if wanted.clash:
            text += _t("其中 %(count)s 格两人都改了，已用粗框标出。") % {"count": len(wanted.clash)}
        return text

    def preview(self, wanted: Wanted, changes: list[tuple[Post, Change]]) -> Any:
        on = self.form.cleaned_data["on"]
        cells = [
            {"name": f"cell-{post}-{competency}", "value": level or ""} for (post, competency), level in wanted.cells.items()
        ]
        context = self.get_context_data(
            differences=self.matrix.differences(wanted), impact=impact_of(self.matrix.proposals(changes), on), cells=cells, on=on,
        )
        self.template_name = "lms_requirements/admin/matrix_preview.html"
        return self.render_to_response(context)

    def save(self, request: Any, changes: list[tuple[Post, Change]]) -> Any:
        with transaction.atomic():
            for post, change in changes:
                replace_lines(
                    requirement_set=set_for_post(post, self.owner), lines=change.lines, on=self.form.cleaned_data["on"],
                    by=request.user,
                )  # fmt: skip
        counts = {
            "posts": len(changes), "added": sum(change.added for _post, change in changes),
            "changed": sum(change.changed for _post, change in changes),
            "removed": sum(change.removed for _post, change in changes),
        }
        text = _t("%(posts)s 个岗位已更新：新增 %(added)s 条，修改 %(changed)s 条，删去 %(removed)s 条。")
        messages.success(request, text % counts)
        return redirect(request.get_full_path())

    def again(self, wanted: Wanted | None = None) -> Any:
        """The grid as it stands now with what was typed in it; a new form, for the old one has seen an older state."""
        chosen = {f"cell-{post}-{one}": str(level or "") for (post, one), level in wanted.cells.items()} if wanted else {}
        if wanted is None:
            chosen = {
                name: self.request.POST[name]
                for post in self.matrix.posts
                for one in self.matrix.competencies
                if (name := cell_name(post, one)) in self.request.POST
            }
        form = MatrixForm(initial={"seen": self.matrix.seen, "on": self.request.POST.get("on") or clock.today()})
        clash = wanted.clash if wanted else frozenset()
        return self.render_to_response(self.get_context_data(form=form, chosen=chosen, clash=clash))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        matrix = self.matrix
        groups = matrix.groups(kwargs.pop("chosen", {}), kwargs.pop("clash", frozenset()))
        heads = [{"post": post, "last": matrix.last.get(post.pk)} for post in matrix.posts]
        chosen = self.request.GET.get("post", "")
        return super().get_context_data(
            **{
                "form": self.form, "media": self.form.media, "groups": groups, "heads": heads, "level_names": Level.choices,
                "domains": Domain.objects.for_user(self.request.user), "domain": self.domain, "page": matrix.page,
                "pages": range(1, matrix.pages + 1), "base": matrix.base, "seen": matrix.seen, "owner": self.owner,
                "owners": owners_for(self.request.user), "decides": has_role(self.request.user, COMMITTEE_ROLES),
                "posts": matrix.choices, "one_post": matrix.posts[0] if chosen and matrix.posts else None, **kwargs,
            }
        )


