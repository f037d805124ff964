"""Settings of a site as it is deployed, with the database and the media of a test, and static files as they lie."""

from embassy.settings import *  # noqa: F403
from embassy.settings import STORAGES

STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
WHITENOISE_USE_FINDERS = WHITENOISE_AUTOREFRESH = True
