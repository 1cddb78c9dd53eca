"""The sheet ``posts``."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lms.core.models import Revision
from lms.core.sheets import normal, registry, values
from lms.core.sheets.registry import Column, Loader, SheetSpec
from lms.core.sheets.rows import differing, reindex, save_changed, settle, unknown
from lms.core.sheets.tables import BAD

from ..actions.past import keeping_post_past
from ..actions.tiers import recalculate_tiers
from ..models import Post, PostHolding, Tier
from . import exports
from .categories import Categories


def tier_words() -> dict[str, int]:
    """Codes and names of the tiers → ids."""
    rows = list(Tier.objects.values_list("pk", "code", "name"))
    return {normal.plain(word): pk for pk, code, name in rows for word in (code, name)}


class PostLoader(Loader):
    def check(self) -> None:
        table, problems = self.table, self.run.problems
        codes = table.get("code")
        self.rows = settle(table, problems, codes, {c.field: table.get(c.field) for c in table.spec.columns}, "code")
        known = dict(Post.objects.values_list("code", "name"))
        known.update((c, n) for c, n in zip(codes, table.get("name"), strict=True) if c is not None and c is not BAD)
        self.run.shared["post_names"] = known
        self.tiers = tier_words()
        self.categories = Categories.of(self.run)
        tiers, categories = table.get("default_tier"), table.get("categories")
        for i in self.rows:
            if tiers[i] and normal.plain(tiers[i]) not in self.tiers:
                unknown(table, problems, i, "default_tier", tiers[i], self.tiers, what=_("层次"), where=_("系统的“层次”"))
            for name in categories[i] or ():
                self.categories.want(name, table, i, "categories")
        named = {code: categories[i] for i, code in enumerate(codes) if i in set(self.rows) and categories[i]}
        self.run.shared["post_categories"] = named

    def write(self) -> None:
        table = self.table
        names, tiers, notes, categories = (table.get(n) for n in ("name", "default_tier", "note", "categories"))
        existing = Post.objects.in_bulk(field_name="code")
        touched = [existing[c].pk for c in table.get("code") if c in existing]
        ids = self.categories.ids()
        added, changed = [], []
        fields: set[str] = set()
        self.tier_changed: list[int] = []
        with keeping_post_past(touched, self.run.today):
            for i in self.rows:
                code = table.get("code")[i]
                tier = self.tiers[normal.plain(tiers[i])] if tiers[i] else None
                wanted = {"name": names[i], "default_tier_id": tier, "note": notes[i]}
                if code not in existing:
                    added.append(Post(code=code, **{k: v for k, v in wanted.items() if v is not None}))
                elif found := differing(existing[code], wanted):
                    changed.append(existing[code])
                    fields.update("default_tier" if n == "default_tier_id" else n for n in found)
                    if "default_tier_id" in found:
                        self.tier_changed.append(existing[code].pk)
            Post.objects.bulk_create(added, batch_size=500)
            save_changed(Post, changed, fields)
        existing.update((post.code, post) for post in added)
        other = self._write_categories(existing, {table.get("code")[i]: categories[i] for i in self.rows if categories[i]}, ids)
        new, old = {p.pk for p in added}, {p.pk for p in changed}
        self.run.count("posts", added=len(new), changed=len(old | (other - new)))
        reindex(added + changed)
        if added or changed:
            Revision.bump("people")

    def _write_categories(self, posts: dict[str, Post], wanted: dict[str, tuple[str, ...]], ids: dict[str, int]) -> set[int]:
        """Set which categories may hold each post; ids of the posts for which that changed."""
        through = Post.categories.through
        before: dict[int, set[int]] = {}
        for post, category in through.objects.values_list("post_id", "membercategory_id"):
            before.setdefault(post, set()).add(category)
        changed = set()
        for code, names in wanted.items():
            pk, now = posts[code].pk, {ids[normal.plain(name)] for name in names}
            if now != before.get(pk, set()):
                through.objects.filter(post_id=pk).exclude(membercategory_id__in=now).delete()
                through.objects.bulk_create(
                    [through(post_id=pk, membercategory_id=category) for category in now - before.get(pk, set())]
                )
                changed.add(pk)
        return changed

    def finish(self) -> None:
        if self.tier_changed:
            holders = PostHolding.objects.filter(post__in=self.tier_changed).values_list("member_id", flat=True)
            recalculate_tiers(member_ids=list(holders), day=self.run.today, by=self.run.by)


def register() -> None:
    registry.register(
        SheetSpec(
            name="posts",
            title=gettext_lazy("岗位"),
            order=20,
            load=PostLoader,
            may_upload=exports.rules,
            export=exports.posts,
            export_columns=exports.POSTS,
            columns=[
                Column("code", ("code", "编码", "岗位编码", "post_code"), values.code(), needed=True),
                Column("name", ("name", "名称", "岗位名称", "岗位", "post_name"), values.text(80), needed=True),
                Column("default_tier", ("default_tier", "默认层次", "层次"), values.text(40)),
                Column("note", ("note", "说明", "备注"), values.text(200)),
                Column("categories", ("categories", "可任类别", "可任人员类别", "人员类别"), values.codes),
            ],
            quiet=("序号", "no"),
        )
    )
