"""What makes the site installable: the manifest of a web app and its service worker.

The worker keeps the offline page and the few files that it is drawn with. It keeps no page that belongs to a person, asks no
other host, and does nothing else: files with a version in their name are kept by the browser anyway.
"""

from __future__ import annotations

import json
from hashlib import sha256
from typing import Any

from django.conf import settings
from django.template.loader import render_to_string
from django.templatetags.static import static

import lms

from . import places, preferences
from .appearance import Look

#: Icons of the product, drawn by scripts/icons.py: size, purpose, file.
ICONS = (
    (192, "any", "lms_core/icon-192.png"),
    (512, "any", "lms_core/icon-512.png"),
    (512, "maskable", "lms_core/icon-maskable-512.png"),
)
#: The ground of a light page, shown while the app starts.
GROUND = "#fbfaf7"


def _icons(look: Look) -> list[dict[str, str]]:
    own = [(icon.width, "any", icon.url) for icon in look.icons]
    product = [(size, purpose, static(file)) for size, purpose, file in ICONS]
    return [
        {"src": src, "sizes": f"{size}x{size}", "type": "image/png", "purpose": purpose} for size, purpose, src in own or product
    ]


def start_url() -> str:
    """Where the installed app opens: the first of the places."""
    return next(filter(None, (places.address(place.url_name) for place in places.in_order())), "/")


def manifest(look: Look) -> dict[str, Any]:
    """The manifest, ready to be written as JSON."""
    return {
        "id": "/",
        "name": str(look.name),
        "short_name": str(look.name)[:12],
        "description": str(look.tagline),
        "lang": preferences.html_tag(settings.LANGUAGE_CODE),
        "start_url": start_url(),
        "scope": "/",
        "display": "standalone",
        "theme_color": look.band,
        "background_color": GROUND,
        "icons": _icons(look),
    }


def kept_files(look: Look) -> list[str]:
    """The files that the offline page is drawn with. Those that lie on another host are left to the browser."""
    files = [static(name) for name in ("lms_core/quebu.css", "lms_core/quebu.js", "lms_core/quebu.svg")]
    if look.is_coloured:
        files.append(f"{places.address('lms_core:theme_css')}?v={look.version}")
    if look.logo:
        files.append(look.logo.url)
    return [file for file in files if file.startswith("/") and not file.startswith("//")]


def worker(look: Look) -> str:
    """The script. It changes with whatever the offline page shows, so that browsers fetch that page anew."""
    offline = places.address("lms_core:offline")
    shown = render_to_string("lms_core/offline.html", {"quebu": {"name": look.name, "footer": look.footer}})
    files = kept_files(look)
    version = sha256(json.dumps([lms.__version__, files, shown], default=str).encode()).hexdigest()[:12]
    values = {"version": version, "offline": offline, "display": places.address("lms_core:display"), "files": files}
    return render_to_string("lms_core/sw.js", {name: json.dumps(value) for name, value in values.items()})


def farewell() -> str:
    """The script for a site that does not want to be installed any more: it deletes what an earlier one kept, and itself."""
    return render_to_string("lms_core/sw_farewell.js")
