"""The matrix post × competency as a grid of choices. One save makes new versions of the posts that changed, and only of those."""

from __future__ import annotations

from dataclasses import fields
from itertools import groupby
from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Q
from django.shortcuts import redirect
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView
from wagtail.admin import messages
from wagtail.admin.views.generic import WagtailAdminTemplateMixin
from wagtail.admin.widgets import AdminDateInput

from lms.competencies.models import Competency, Domain
from lms.core import clock
from lms.people.models import Post
from lms.people.roles import COMMITTEE_ROLES
from lms.people.scopes import has_role

from ..actions import LineData, replace_lines, set_for_post
from ..grid import Change, apply_cells
from ..models import Line, SetVersion

LEVELS = (1, 2, 3, 4)
COLUMNS = [field.name for field in fields(LineData)]
#: Posts on one page: more columns than this nobody reads, and browsers grow slow.
PAGE = 30


class MatrixForm(forms.Form):
    on = forms.DateField(
        label=_("自何日起"), widget=AdminDateInput, initial=clock.today, help_text=_("此前的要求不变；没有改动的岗位不受影响")
    )
    seen = forms.CharField(widget=forms.HiddenInput)


class Matrix:
    """The matrix as it stands: posts, competencies and the lines of each post's latest version. Four queries."""

    def __init__(self, user: Any, domain: str = "", page: int = 1) -> None:
        posts = Post.objects.for_user(user)
        self.pages = max(1, -(-posts.count() // PAGE))
        self.page = min(max(page, 1), self.pages)
        self.posts = list(posts[(self.page - 1) * PAGE : self.page * PAGE])
        rows = Competency.objects.for_user(user).select_related("domain").order_by("domain__sort_order", "domain__code", "code")
        self.competencies = list(rows.filter(domain__code=domain) if domain else rows)
        self.versions: dict[str, int] = {}
        codes = [f"post:{post.code}" for post in self.posts]
        versions = SetVersion.objects.filter(Q(end__isnull=True) | Q(end__gte=clock.today()), requirement_set__code__in=codes)
        for pk, code in versions.order_by("number").values_list("pk", "requirement_set__code"):
            self.versions[code.removeprefix("post:")] = pk
        self.lines: dict[int, list[LineData]] = {pk: [] for pk in self.versions.values()}
        lines = Line.objects.filter(version__in=list(self.lines)).order_by("pk")
        for version, *values in lines.values_list("version_id", *COLUMNS):
            self.lines[version].append(LineData(*values))

    @property
    def seen(self) -> str:
        """Changes whenever somebody else saved one of these posts."""
        return "-".join(str(self.versions.get(post.code, 0)) for post in self.posts)

    def lines_of(self, post: Post) -> list[LineData]:
        return self.lines.get(self.versions.get(post.code, 0), [])

    def levels_of(self, post: Post) -> dict[int | None, int | None]:
        return {line.competency_id: line.level for line in self.lines_of(post) if line.kind == Line.Kind.COMPETENCY}

    def groups(self) -> list[dict[str, Any]]:
        """Rows for the template, by domain."""
        levels = [self.levels_of(post) for post in self.posts]

        def row(competency: Competency) -> dict[str, Any]:
            cells = [
                {"post": post, "name": cell_name(post, competency), "level": held.get(competency.pk)}
                for post, held in zip(self.posts, levels, strict=True)
            ]
            return {"competency": competency, "cells": cells}

        return [
            {"domain": domain, "rows": [row(one) for one in group]}
            for domain, group in groupby(self.competencies, key=lambda one: one.domain)
        ]

    def changes(self, data: Any) -> list[tuple[Post, Change]]:
        """What the posted cells would change. A cell that was not posted stays."""
        found = []
        for post in self.posts:
            cells = {
                one.pk: level_of(data[cell_name(post, one)]) for one in self.competencies if cell_name(post, one) in data
            }
            change = apply_cells(self.lines_of(post), cells)
            if change.any:
                found.append((post, change))
        return found


def cell_name(post: Post, competency: Competency) -> str:
    return f"cell-{post.pk}-{competency.pk}"


def level_of(text: str) -> int | None:
    """1…4, or None for an empty cell. ValidationError for anything else."""
    if text.strip() in ("", "0"):
        return None
    if text.strip() not in {str(level) for level in LEVELS}:
        raise ValidationError(_t("等级只能是 1 到 4，或留空。"))
    return int(text)


class MatrixView(WagtailAdminTemplateMixin, TemplateView):
    template_name = "lms_requirements/admin/matrix.html"
    page_title = _("岗位能力矩阵")
    header_icon = "table"

    def dispatch(self, request: Any, *args: Any, **kwargs: Any) -> Any:
        if not has_role(request.user, COMMITTEE_ROLES):
            raise PermissionDenied
        page = request.GET.get("p", "1")
        self.domain = request.GET.get("domain", "")
        self.matrix = Matrix(request.user, self.domain, int(page) if page.isdigit() else 1)
        self.form = MatrixForm(request.POST or None, initial={"seen": self.matrix.seen})
        return super().dispatch(request, *args, **kwargs)

    def post(self, request: Any) -> Any:
        if not self.form.is_valid():
            messages.error(request, _t("没有保存：请检查日期。"))
        elif self.form.cleaned_data["seen"] != self.matrix.seen:
            messages.error(request, _t("没有保存：打开期间有人改过这些岗位，现在显示的是最新内容，请重新修改。"))
            return redirect(request.get_full_path())
        else:
            try:
                return self.save(request)
            except ValidationError as error:
                messages.error(request, " ".join(error.messages))
        return self.render_to_response(self.get_context_data())

    def save(self, request: Any) -> Any:
        changes = self.matrix.changes(request.POST)
        with transaction.atomic():
            for post, change in changes:
                replace_lines(
                    requirement_set=set_for_post(post), lines=change.lines, on=self.form.cleaned_data["on"], by=request.user
                )
        if not changes:
            messages.info(request, _t("没有改动。"))
        else:
            counts = {
                "posts": len(changes), "added": sum(change.added for _post, change in changes),
                "changed": sum(change.changed for _post, change in changes),
                "removed": sum(change.removed for _post, change in changes),
            }
            text = _t("%(posts)s 个岗位已更新：新增 %(added)s 条，修改 %(changed)s 条，删去 %(removed)s 条。")
            messages.success(request, text % counts)
        return redirect(request.get_full_path())

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [*self.breadcrumbs_items, {"url": "", "label": self.page_title}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        posted = self.request.POST if self.request.method == "POST" else {}
        groups = self.matrix.groups()
        for group in groups:
            for row in group["rows"]:
                for cell in row["cells"]:
                    cell["chosen"] = posted.get(cell["name"], str(cell["level"] or ""))
        return super().get_context_data(
            form=self.form, groups=groups, posts=self.matrix.posts, levels=[str(level) for level in LEVELS],
            domains=Domain.objects.for_user(self.request.user), domain=self.domain, page=self.matrix.page,
            pages=range(1, self.matrix.pages + 1), media=self.form.media, **kwargs,
        )
