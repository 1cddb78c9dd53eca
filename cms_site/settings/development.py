"""On one's own machine: no variable is needed."""

from .base import *  # noqa: F403

DEBUG = True
SECRET_KEY = "only-for-development-and-tests"  # noqa: S105
ALLOWED_HOSTS = ["127.0.0.1", "localhost", "[::1]"]

# Tasks that went well say nothing: the address and the accounts of the demonstration stay on the screen.
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"problems": {"class": "logging.StreamHandler", "level": "WARNING"}},
    "loggers": {name: {"handlers": ["problems"], "propagate": False} for name in ("django_tasks", "django_tasks_db")},
}
