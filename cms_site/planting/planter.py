"""Plants one page after the other and remembers which they were."""

from __future__ import annotations

from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any

from wagtail.models import Locale, Page

from ..models import PlantedPage


@dataclass
class Planter:
    """``made``, ``changed``, ``left``: how many pages were new, followed a newer source, or belong to an editor by now."""

    made: int = 0
    changed: int = 0
    left: int = 0
    known: dict[str, PlantedPage] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.known = {each.key: each for each in PlantedPage.objects.select_related("page")}

    def plant(
        self, key: str, parent: Page | None, made: Page, twin: Page | None = None, after: Page | None = None
    ) -> Page | None:
        """Put ``made`` below ``parent`` unless the page of this key is there. None where somebody deleted it.

        ``twin``: the same page in the site's own language. ``after``: the neighbour that a new page is put
        behind, else it comes last. A page that an editor has saved, hidden or has a draft of is left.
        """
        digest, planted = digest_of(made), self.known.get(key)
        if planted is None:
            return self._add(key, parent, made, twin, after, digest)
        if planted.page is None:
            return None
        page: Page = planted.page.specific
        if planted.digest in (digest, ""):
            return page
        if page.latest_revision_id is not None or not page.live:
            self.left += 1
            return page
        for name in fields_of(made):
            setattr(page, name, getattr(made, name))
        page.draft_title = page.title
        page.save()
        PlantedPage.objects.filter(key=key).update(digest=digest)
        self.changed += 1
        return page

    def is_deleted(self, key: str) -> bool:
        """Whether the page of this key was there once and somebody deleted it."""
        return key in self.known and self.known[key].page is None

    def adopt(self, key: str, page: Page) -> Page:
        """A page that was there before is remembered like a planted one, and never written to."""
        if key not in self.known:
            self.known[key] = PlantedPage.objects.create(key=key, page=page, digest="")
        return page

    def _add(self, key: str, parent: Page | None, made: Page, twin: Page | None, after: Page | None, digest: str) -> Page | None:
        if parent is None:
            return None
        made.locale = parent.locale if parent.depth > 1 else made.locale
        if twin is not None:
            made.translation_key = twin.translation_key
            if existing := twin.get_translation_or_none(made.locale):
                return self.adopt(key, existing.specific)
        if existing := Page.objects.child_of(parent).filter(slug=made.slug).first():
            # Somebody has made this page already: it is theirs.
            return self.adopt(key, existing.specific)
        # Paths move when somebody squeezes in, so the neighbour is looked up anew; an editor may have taken it elsewhere.
        beside = Page.objects.child_of(parent).filter(pk=after.pk).first() if after else None
        if beside is not None:
            beside.add_sibling(pos="right", instance=made)
            parent.refresh_from_db(fields=["numchild"])
        else:
            parent.add_child(instance=made)
        self.known[key] = PlantedPage.objects.create(key=key, page=made, digest=digest)
        self.made += 1
        return made


def fields_of(page: Page) -> list[str]:
    """The fields in which a page of this type differs from a bare one."""
    ours = [each.name for each in page._meta.get_fields() if getattr(each, "model", None) is type(page) and each.concrete]
    return ["title", *sorted(name for name in ours if name not in ("page_ptr", "words"))]


def digest_of(page: Page) -> str:
    """What a page says, before the editor's tools give its blocks numbers of their own."""
    said = [f"{name}={_plain(getattr(page, name))}" for name in fields_of(page)]
    return sha256("\n".join(said).encode()).hexdigest()


def _plain(value: Any) -> str:
    raw = getattr(value, "raw_data", None)
    if raw is None:
        return str(getattr(value, "pk", value))
    return repr([{name: block[name] for name in ("type", "value")} for block in raw])


def locale_of(code: str) -> Locale:
    """The locale, made where it is missing."""
    found: Locale = Locale.objects.get_or_create(language_code=code)[0]
    return found


def unplant(prefix: str) -> int:
    """Delete the pages whose keys begin with ``prefix``, and forget them. Returns how many there were."""
    rows = PlantedPage.objects.filter(key__startswith=prefix).select_related("page")
    pages = [row.page for row in rows if row.page is not None]
    for page in sorted(pages, key=lambda each: each.depth, reverse=True):
        if found := Page.objects.filter(pk=page.pk).first():
            found.delete()
    rows.delete()
    return len(pages)
