import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cms_site.settings.production")
application = get_wsgi_application()

from cms_site.plain_http import say_so  # noqa: E402  (Django has to be ready)

say_so()
