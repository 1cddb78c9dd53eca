"""The places that the shell leads to. Every app registers its own in ``AppConfig.ready``; the shell knows none by name.

A site adds one in the same way::

    places.register(places.Place("library", _("资料"), "library:index", icon="book", order=500))
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise

Target = str | Callable[[HttpRequest], str]


def signed_in(request: HttpRequest) -> bool:
    """Whether somebody is signed in: whom a place is shown to unless it says otherwise."""
    user = getattr(request, "user", None)
    return bool(user is not None and user.is_authenticated)


@dataclass(frozen=True)
class Place:
    """One entry of the main navigation."""

    key: str
    label: str | Promise
    url_name: str
    icon: str  # a name of the icon sprite
    order: int = 500  # small numbers first
    is_shown: Callable[[HttpRequest], bool] = signed_in


@dataclass(frozen=True)
class Shown:
    """A place as a template draws it. ``current`` is the value of ``aria-current``, empty where one is elsewhere."""

    key: str
    label: str | Promise
    icon: str
    url: str
    current: str


_places: dict[str, Place] = {}
_links: dict[str, Target] = {}
_names: list[Callable[[Any], str]] = []


def register(place: Place) -> None:
    """Add ``place``; one with the same key is replaced."""
    _places[place.key] = place


def unregister(key: str) -> None:
    """Take a place away; nothing happens if there is none of that key."""
    _places.pop(key, None)


def register_link(key: str, target: Target) -> None:
    """Where one of the shell's fixed links leads: ``login``, ``logout``, ``account``, ``help``, ``contribute``.

    ``target`` is a URL name, or a function of the request that returns an address (empty: no such link).
    """
    _links[key] = target


def register_name(name_of: Callable[[Any], str]) -> None:
    """Let an app say what the person behind an account is called. The first that returns something is believed."""
    _names.append(name_of)


def address(name: str) -> str:
    """The address of a URL name without arguments; empty where the site has none of that name."""
    try:
        return reverse(name)
    except NoReverseMatch:
        return ""


def link(key: str, request: HttpRequest, *others: str) -> str:
    """The address registered for ``key``, else that of the first of the URL names ``others`` that the site has, else empty."""
    target = _links.get(key, "")
    try:
        found = target(request) if callable(target) else address(target)
    except NoReverseMatch:  # a function may name an address that this site has not
        found = ""
    return found or next(filter(None, map(address, others)), "")


def shown(request: HttpRequest) -> list[Shown]:
    """The places for this visitor, in order; the one that lies nearest above the address asked for is marked."""
    entries = [(place, address(place.url_name)) for place in in_order() if place.is_shown(request)]
    here = request.path
    above = max((url for _, url in entries if url and here.startswith(url)), key=len, default="")
    return [
        Shown(place.key, place.label, place.icon, url, "page" if url == here else "true" if url == above else "")
        for place, url in entries
        if url
    ]


def in_order() -> Iterable[Place]:
    """All registered places."""
    return sorted(_places.values(), key=lambda place: (place.order, place.key))


def person_name(user: Any) -> str:
    """What the person behind ``user`` is called; empty for nobody."""
    if not getattr(user, "is_authenticated", False):
        return ""
    names = (name_of(user) for name_of in _names)
    return next(filter(None, names), "") or user.get_full_name() or user.get_username()
