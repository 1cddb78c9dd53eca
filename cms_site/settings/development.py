"""On one's own machine: no variable is needed."""

from .base import *  # noqa: F403

DEBUG = True
SECRET_KEY = "only-for-development-and-tests"  # noqa: S105
ALLOWED_HOSTS = ["127.0.0.1", "localhost", "[::1]"]
