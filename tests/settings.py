"""Settings of the tests: a folder of their own, a database in a file so that threads share it, cheap passwords."""

import atexit
import os
import shutil
import tempfile
from pathlib import Path

_FOLDER = Path(tempfile.mkdtemp(prefix="embassy-tests-"))
atexit.register(shutil.rmtree, _FOLDER, ignore_errors=True)
os.environ["EMBASSY_DATA"] = str(_FOLDER)
os.environ["EMBASSY_DEMONSTRATION"] = "1"
# Playwright's loop runs in the tests' own thread, which to Django looks like asynchronous code.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"

from embassy.settings import *  # noqa: E402, F403
from embassy.settings import DATABASES, STORAGES  # noqa: E402

SECRET_KEY = "tests"
SECURE_SSL_REDIRECT = SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = False
SECURE_HSTS_SECONDS = 0
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
WHITENOISE_USE_FINDERS = WHITENOISE_AUTOREFRESH = True
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"

_database = DATABASES["default"]
_database["CONN_MAX_AGE"] = 0
if _database["ENGINE"] == "django.db.backends.sqlite3":
    _database["TEST"] = {"NAME": str(_FOLDER / "tests.sqlite3")}
    # Nothing here has to survive a loss of power.
    _database["OPTIONS"]["init_command"] = "PRAGMA journal_mode=WAL; PRAGMA synchronous=OFF; PRAGMA foreign_keys=ON;"
