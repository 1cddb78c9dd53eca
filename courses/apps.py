from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CoursesConfig(AppConfig):
    name = "courses"
    label = "lms_courses"
    verbose_name = _("微课")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from wagtail import hooks
        from wagtail.signals import init_new_page

        from lms.core import places
        from lms.desk import collections as desk_collections
        from lms.desk import doors as desk_doors
        from lms.reporting import remedies

        from . import collections, doors, rating_handlers, signal_handlers, starting
        from .files import signal_handlers as files
        from .player import signal_handlers as player
        from .submitting import signal_handlers as submitting

        signal_handlers.connect()
        rating_handlers.connect()
        desk_doors.register(doors.addresses)
        desk_collections.register(collections.recommended)
        remedies.register(starting.addresses)
        hooks.register("before_create_page", starting.remember)
        init_new_page.connect(starting.fill_in, dispatch_uid="lms_courses_start")
        player.register()
        files.connect()
        submitting.connect()
        places.register_link("contribute", submitting.link)
