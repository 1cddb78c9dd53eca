"""What the shell serves itself: display settings, the site's colours, and what makes it installable."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.utils.cache import patch_cache_control
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_http_methods, require_safe

from . import appearance, conf, installing, preferences

FIELDS = ("text", "theme", "language")


def _way_back(request: HttpRequest) -> str:
    """The page that the visitor came from, if it is one of this site."""
    url = request.POST.get("next") or request.GET.get("next") or ""
    safe = url_has_allowed_host_and_scheme(url, allowed_hosts={request.get_host()}, require_https=request.is_secure())
    return url if safe else "/"


@require_http_methods(["GET", "HEAD", "POST"])
def display(request: HttpRequest) -> HttpResponse:
    """Text size, light or dark, language. A form may send any of the three: the switch at the foot sends one."""
    back = _way_back(request)
    if request.method == "POST":
        return _keep(request, HttpResponseRedirect(back))
    fields = (
        ("text", preferences.TEXT_SIZES, preferences.text_size(request)),
        ("theme", preferences.THEMES, preferences.theme(request)),
        ("language", preferences.languages(), preferences.language(request)),
    )
    context = {f"{name}_choices": [(choice, choice.value == now) for choice in choices] for name, choices, now in fields}
    return render(request, "lms_core/display.html", {**context, "next": back})


def _keep(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """Write what was chosen into cookies, and the language into the person's own settings too."""
    allowed = {"text": preferences.TEXT_SIZES, "theme": preferences.THEMES, "language": preferences.languages()}
    cookies = dict(zip(FIELDS, (preferences.TEXT_COOKIE, preferences.THEME_COOKIE, preferences.LANGUAGE_COOKIE), strict=True))
    for name in FIELDS:
        value = request.POST.get(name, "")
        if value not in {choice.value for choice in allowed[name]}:
            continue
        preferences.set_cookie(response, cookies[name], value)
        if name == "language" and request.user.is_authenticated:
            preferences.remember_language(request.user, value)
    return response


@require_safe
def theme_css(request: HttpRequest) -> HttpResponse:
    """The site's own colours. Kept for a year under the address that carries their version, else asked for every time."""
    look = appearance.look(request)
    response = HttpResponse(appearance.stylesheet(look.colour), content_type="text/css; charset=utf-8")
    if request.GET.get("v") == look.version:
        patch_cache_control(response, public=True, max_age=preferences.YEAR, immutable=True)
    else:
        patch_cache_control(response, no_cache=True)
    return response


@require_safe
def manifest(request: HttpRequest) -> HttpResponse:
    """What a phone needs to put the site on its home screen."""
    if not conf.get("INSTALLABLE"):
        raise Http404
    response = JsonResponse(installing.manifest(appearance.look(request)), content_type="application/manifest+json")
    patch_cache_control(response, no_cache=True)
    return response


@require_safe
def service_worker(request: HttpRequest) -> HttpResponse:
    """The script that shows the offline page. Where the site is no longer installable, one that takes itself away."""
    on = conf.get("INSTALLABLE")
    script = installing.worker(appearance.look(request)) if on else installing.farewell()
    response = HttpResponse(script, content_type="text/javascript; charset=utf-8")
    patch_cache_control(response, no_cache=True)
    return response


@require_safe
def offline(request: HttpRequest) -> HttpResponse:
    """What is shown without a network. Knows the visitor's text size and language, and never who it is."""
    response = render(request, "lms_core/offline.html")
    patch_cache_control(response, no_cache=True)
    return response
