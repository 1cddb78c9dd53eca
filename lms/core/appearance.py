"""What a site is called and looks like, read from memory: no page pays a query for its own name.

The process that saves a change sees it at once. Another process of the same site asks again after ``FRESH`` seconds.
"""

from __future__ import annotations

import time
from dataclasses import dataclass
from functools import lru_cache, partial
from hashlib import sha256
from typing import Any

from django.db import transaction
from django.db.models.signals import post_delete, post_save
from django.http import HttpRequest
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from wagtail.images import get_image_model
from wagtail.models import Site

from . import colours
from .models import Appearance

#: Seconds after which a process looks whether another one has changed something.
FRESH = 10.0
#: Host names remembered at most; a site has a few, a prankster may send thousands.
HOSTS = 64
#: The logo is drawn at 40 pixels and sharp on a phone with three of its dots to one of ours.
LOGO_SPEC = "max-600x120"
ICON_SIZES = (192, 512)

NAME = _("缺补")
TAGLINE = _("缺什么补什么，干什么学什么")


@dataclass(frozen=True)
class Logo:
    """An image: its address and its size in pixels."""

    url: str
    width: int
    height: int


@dataclass(frozen=True)
class Look:
    """A site's appearance, ready to be drawn."""

    name: str | Promise
    tagline: str | Promise
    footer: str
    logo: Logo | None
    icons: tuple[Logo, ...]  # the logo as square PNG pictures for home screens; none if it is not square
    colour: str

    @property
    def is_coloured(self) -> bool:
        """Whether the colour differs from the one in the style sheet."""
        return self.colour != colours.BRAND

    @property
    def band(self) -> str:
        """The colour of the head of a light page, for the bars of a phone's browser."""
        return colours.light_palette(self.colour).strong

    @property
    def version(self) -> str:
        """Changes whenever the style sheet of this look changes."""
        return _version(self.colour)


_memory: dict[tuple[str, str], tuple[float, Look]] = {}


def look(request: HttpRequest) -> Look:
    """The appearance of the site that ``request`` is for. No query while the memory is fresh."""
    key = (request.get_host(), request.get_port())
    seen = _memory.get(key)
    now = time.monotonic()
    if seen is not None and now - seen[0] < FRESH:
        return seen[1]
    found = of_site(Site.find_for_request(request))
    if len(_memory) >= HOSTS:
        _memory.clear()
    _memory[key] = (now, found)
    return found


def of_site(site: Site | None) -> Look:
    """The appearance of ``site`` as stored now; the product's own where nothing is stored."""
    stored = Appearance.objects.select_related("logo").filter(site=site).first() if site else None
    if stored is None:
        stored = Appearance()
    return Look(
        name=stored.name or (site.site_name if site else "") or NAME,
        tagline=stored.tagline or TAGLINE,
        footer=stored.footer,
        logo=_drawn(stored.logo, LOGO_SPEC),
        icons=_icons(stored.logo),
        colour=stored.brand_colour if colours.is_colour(stored.brand_colour) else colours.BRAND,
    )


def _drawn(image: Any, spec: str) -> Logo | None:
    """A rendition of ``image``; None where there is no image or its file is gone: the page is worth more than the logo."""
    if image is None:
        return None
    try:
        rendition = image.get_rendition(spec)
    except OSError:
        return None
    return Logo(rendition.url, rendition.width, rendition.height)


def _icons(image: Any) -> tuple[Logo, ...]:
    """Pictures for a home screen, from a logo that is about square and large enough for them."""
    if image is None or image.is_svg() or not 0.9 <= image.width / max(image.height, 1) <= 1.1:
        return ()
    sizes = [size for size in ICON_SIZES if min(image.width, image.height) >= size]
    drawn = (_drawn(image, f"fill-{size}x{size}|format-png") for size in sizes)
    return tuple(icon for icon in drawn if icon is not None)


def forget(**kwargs: Any) -> None:
    """Ask the database next time."""
    _memory.clear()


def forget_when_saved(**kwargs: Any) -> None:
    """Signal handler. Until the change is committed others may still read the old look: it is forgotten a second time then."""
    forget()
    transaction.on_commit(partial(forget), using=kwargs.get("using"))


def listen() -> None:
    """Forget whenever something that a look is made of is saved or deleted."""
    for signal in (post_save, post_delete):
        for model in (Appearance, Site, get_image_model()):
            signal.connect(forget_when_saved, sender=model, dispatch_uid=f"lms_core.appearance.{model.__name__}")


def _rules(palette: colours.Palette, indent: str = "") -> str:
    lines = (
        f"--brand: {palette.brand};",
        f"--brand-strong: {palette.strong};",
        f"--brand-wash: {palette.wash};",
        f"--on-brand: {palette.on_brand};",
    )
    return "".join(f"{indent}  {line}\n" for line in lines)


@lru_cache(maxsize=16)
def _version(colour: str) -> str:
    return sha256(stylesheet(colour).encode()).hexdigest()[:12]


def stylesheet(colour: str) -> str:
    """The style sheet that turns the product's colour into ``colour``, for light and dark pages.

    A red brand colours the head only: on the page red is kept for what is overdue and for errors. No level may look so.
    """
    calm = colours.CALM if colours.is_red(colour) else colour
    light, dark = colours.light_palette(calm), colours.dark_palette(calm)
    head = f"  --band: {colours.light_palette(colour).strong};\n" if calm != colour else ""
    return (
        f":root {{\n{_rules(light)}{head}}}\n"
        f"@media screen and (prefers-color-scheme: dark) {{\n  :root:not(.theme-light) {{\n{_rules(dark, '  ')}  }}\n}}\n"
        f"@media screen {{\n  :root.theme-dark {{\n{_rules(dark, '  ')}  }}\n}}\n"
    )
