"""A cache in files that several processes of one machine share, without any service."""

from __future__ import annotations

import os
import tempfile
from typing import Any

from django.core.cache.backends.base import DEFAULT_TIMEOUT
from django.core.cache.backends.filebased import FileBasedCache


class SharedFileCache(FileBasedCache):
    """Django's cache in files, with an ``add`` of which only one of several processes succeeds.

    The lock of the rate limits is such an ``add``. Django's own looks first and writes then, so that two processes may both
    believe to have the lock, and wrong passwords of one of them would not be counted.
    """

    def add(self, key: Any, value: Any, timeout: Any = DEFAULT_TIMEOUT, version: Any = None) -> bool:
        if self.has_key(key, version):  # also removes what has expired
            return False
        files: Any = self  # what follows is not in the published types
        files._createdir()
        files._cull()
        path = files._key_to_file(key, version)
        handle, waiting = tempfile.mkstemp(dir=files._dir)
        try:
            with open(handle, "wb") as file:
                files._write_content(file, timeout, value)
            os.link(waiting, path)  # fails if somebody else was first
        except FileExistsError:
            return False
        finally:
            os.unlink(waiting)
        return True
