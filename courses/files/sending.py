"""One file as an answer: whole or in part, by this process or by the web server before it.

Who may have it was decided before. With ``LMS["ACCEL_PREFIX"]`` the web server sends it (``X-Accel-Redirect``) and
does the ranges.
"""

from __future__ import annotations

import hashlib
import mimetypes
from collections.abc import Iterator
from typing import Any
from urllib.parse import quote

from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.utils.http import content_disposition_header, http_date, parse_etags, parse_http_date_safe

from lms.core import conf

from . import ranges
from .sizes import is_local

CHUNK = 256 * 1024
#: Nothing in a file may run: it is looked at, played or printed.
POLICY = "default-src 'none'; media-src 'self'; object-src 'self'; style-src 'unsafe-inline'; frame-ancestors 'self'"
#: Asked again at every use, so that a right withdrawn is withdrawn; unchanged files are not sent again.
CACHE = "private, no-cache"


def send(request: HttpRequest, file: Any, *, filename: str = "", content_type: str = "") -> HttpResponseBase:
    """``file`` is the value of a FileField. Answers 200, 206, 304 or 416; 404 when the storage has no such file."""
    content_type = content_type or mimetypes.guess_type(file.name)[0] or "application/octet-stream"
    # Part of a file that was compressed on the way would be no part of the file.
    request.META.pop("HTTP_ACCEPT_ENCODING", None)
    response = by_server(file) or _by_us(request, file)
    if response.status_code in (200, 206):
        response["Content-Type"] = content_type
        disposition = content_disposition_header(False, filename or file.name.rsplit("/", 1)[-1])
        if disposition:
            response["Content-Disposition"] = disposition
    response["Cache-Control"] = CACHE
    response["Content-Security-Policy"] = POLICY
    return response


def by_server(file: Any) -> HttpResponse | None:
    """The answer that makes the web server send ``file``; None where this process has to."""
    prefix = str(conf.get("ACCEL_PREFIX"))
    if not prefix or not is_local(file):
        return None
    return HttpResponse(headers={"X-Accel-Redirect": f"{prefix.rstrip('/')}/{quote(file.name)}"})


def _by_us(request: HttpRequest, file: Any) -> HttpResponseBase:
    try:
        size, changed = int(file.size), _changed(file)
    except OSError as error:
        raise Http404 from error
    tag = '"' + hashlib.sha256(f"{file.name}\n{size}\n{changed}".encode()).hexdigest()[:24] + '"'
    response = _matching(request, file, size, tag, changed)
    response["ETag"] = tag
    response["Accept-Ranges"] = "bytes"
    if changed:
        response["Last-Modified"] = http_date(changed)
    return response


def _changed(file: Any) -> int:
    """Seconds since 1970; 0 where the storage does not know."""
    try:
        return int(file.storage.get_modified_time(file.name).timestamp())
    except (NotImplementedError, AttributeError):
        return 0


def _matching(request: HttpRequest, file: Any, size: int, tag: str, changed: int) -> HttpResponseBase:
    if _has_it(request, tag, changed):
        return HttpResponse(status=304)
    first, last, status = 0, size - 1, 200
    if "Range" in request.headers and _still_the_same(request, tag, changed):
        try:
            part = ranges.asked(request.headers["Range"], size)
        except ranges.UnsatisfiableError:
            return HttpResponse(status=416, headers={"Content-Range": f"bytes */{size}"})
        if part is not None:
            (first, last), status = part, 206
    headers = {"Content-Length": str(last - first + 1)}
    if status == 206:
        headers["Content-Range"] = f"bytes {first}-{last}/{size}"
    if request.method == "HEAD":
        return HttpResponse(status=status, headers=headers)
    return StreamingHttpResponse(_chunks(file, first, last), status=status, headers=headers)


def _has_it(request: HttpRequest, tag: str, changed: int) -> bool:
    """Whether the browser's own copy is still right."""
    if "If-None-Match" in request.headers:
        known = parse_etags(request.headers["If-None-Match"])
        return "*" in known or tag in known or f"W/{tag}" in known
    since = parse_http_date_safe(request.headers.get("If-Modified-Since", ""))
    return bool(since and changed and changed <= since and "Range" not in request.headers)


def _still_the_same(request: HttpRequest, tag: str, changed: int) -> bool:
    """If-Range: a part is of use only of the file that the browser has the other parts of."""
    condition = request.headers.get("If-Range", "").strip()
    if not condition:
        return True
    if condition.startswith(('"', "W/")):
        return condition == tag
    return bool(changed) and parse_http_date_safe(condition) == changed


def _chunks(file: Any, first: int, last: int) -> Iterator[bytes]:
    with file.storage.open(file.name, "rb") as source:
        source.seek(first)
        left = last - first + 1
        while left > 0 and (chunk := source.read(min(CHUNK, left))):
            left -= len(chunk)
            yield chunk
