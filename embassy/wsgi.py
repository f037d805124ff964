import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "embassy.settings")
django_application = get_wsgi_application()

# Only now: the page cache reads the record, whose models must be loaded.
from embassy import patience  # noqa: E402
from embassy.page_cache import around  # noqa: E402
from embassy.warming import warm  # noqa: E402

application = around(django_application)
patience.end()
warm()
