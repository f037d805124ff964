"""Settings. Every variable of the environment that is read here is listed in docs/operating.md."""

import datetime as dt
from pathlib import Path
from typing import Any

import dj_database_url
from csp.constants import NONCE, NONE, SELF
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy as _

from embassy import env

BASE_DIR = Path(__file__).resolve().parent.parent
DATA_DIR = Path(env.text("EMBASSY_DATA") or BASE_DIR / "var").resolve()
DATA_DIR.mkdir(parents=True, exist_ok=True)

DEBUG = env.flag("EMBASSY_DEBUG", default=False)
# The demonstration shows its sign-ins and may run over plain HTTP on this machine. Nothing else may.
DEMONSTRATION = env.flag("EMBASSY_DEMONSTRATION", default=False)

SECRET_KEY = env.text("EMBASSY_SECRET_KEY") or env.generated_secret(DATA_DIR / "secret-key")
# Still open what was signed and sealed with them: for the days after the key was changed.
SECRET_KEY_FALLBACKS = env.words("EMBASSY_OLD_SECRET_KEYS")
ALLOWED_HOSTS = env.words("EMBASSY_HOSTS", "127.0.0.1 localhost [::1]")
CSRF_TRUSTED_ORIGINS = env.words("EMBASSY_ORIGINS")
# Public addresses in feeds and mail start with this; empty: taken from the request.
SITE_ORIGIN = env.text("EMBASSY_SITE_ORIGIN").rstrip("/")
# What mail and webhooks say, which nobody's request tells where we are.
OWN_ORIGIN = SITE_ORIGIN or next(iter(CSRF_TRUSTED_ORIGINS), f"http://127.0.0.1:{env.text('PORT') or 8000}")
# For tests alone: endpoints of webhooks on this machine, without TLS.
WEBHOOKS_LOOPBACK = env.flag("EMBASSY_WEBHOOKS_LOOPBACK", default=False)

INSTALLED_APPS = [
    "releases.apps.DeskConfig",
    "releases.apps.ReleasesConfig",
    "content_editor",
    "django_prose_editor",
    "js_asset",
    "csp",
    "axes",
    "rest_framework",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.forms",
]
# Widgets of our own live among our templates.
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"

MIDDLEWARE = [
    "embassy.requests.RequestLogMiddleware",
    "embassy.headers.EveryAnswerMiddleware",
    "embassy.health.HealthMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "embassy.policy.PolicyMiddleware",
    "django_permissions_policy.PermissionsPolicyMiddleware",
    "releases.outlets.absence.KnownAwayMiddleware",
    "releases.admin.at_the_desk.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "releases.admin.at_the_desk.AuthenticationMiddleware",
    "releases.admin.at_the_desk.OTPMiddleware",
    "releases.admin.signing_in.limits.SessionLimitsMiddleware",
    "releases.admin.language.DeskLanguageMiddleware",
    "releases.admin.local_time.DeskZoneMiddleware",
    "releases.admin.at_the_desk.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "releases.outlets.absence.DatabaseAwayMiddleware",
]

ROOT_URLCONF = "embassy.urls"
WSGI_APPLICATION = "embassy.wsgi.application"

TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "OPTIONS": {
            "loaders": [
                (
                    "django.template.loaders.cached.Loader",
                    ["releases.outlets.site.unindented.Loader", "django.template.loaders.app_directories.Loader"],
                )
            ],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "csp.context_processors.nonce",
            ],
        },
    },
]

DATABASE_URL = env.text("DATABASE_URL") or f"sqlite:///{DATA_DIR / 'embassy.sqlite3'}"
DATABASES: dict[str, Any] = {"default": dj_database_url.parse(DATABASE_URL, conn_max_age=60)}
_engine = DATABASES["default"]["ENGINE"]
if _engine == "django.db.backends.sqlite3":
    DATABASES["default"]["OPTIONS"] = {
        # DEFERRED fails under several writers; synchronous=NORMAL can lose the last commits on power loss.
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        # A search reads some ten megabytes of index: with SQLite's own two, it reads them from the disk each time.
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON; "
        "PRAGMA cache_size=-16000; PRAGMA temp_store=MEMORY;",
    }
elif _engine == "django.db.backends.postgresql":
    # A server that says nothing is away, and not waited for by every thread; what DATABASE_URL says goes before.
    DATABASES["default"]["OPTIONS"] = {
        "connect_timeout": 5,
        "tcp_user_timeout": 10_000,
        "keepalives_idle": 10,
        "keepalives_interval": 5,
        "keepalives_count": 2,
        **DATABASES["default"].get("OPTIONS", {}),
    }
else:
    raise ImproperlyConfigured(
        f"DATABASE_URL names {_engine}. The record is guarded on SQLite and PostgreSQL only: use one of them."
    )
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "releases.User"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTHENTICATION_BACKENDS = ["axes.backends.AxesStandaloneBackend", "django.contrib.auth.backends.ModelBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]

LANGUAGE_CODE = "en"
LANGUAGES = [("en", _("English")), ("kk", _("Kazakh")), ("ru", _("Russian")), ("ur", _("Urdu"))]
LOCALE_PATHS = [BASE_DIR / "releases" / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "UTC"
FORMAT_MODULE_PATH = "embassy.formats"

STATIC_URL = "/static/"
STATICFILES_DIRS = [BASE_DIR / "static"]
STATIC_ROOT = DATA_DIR / "static"
# Coasts and boundaries for maps, put here by `make atlas`; maps have no land where it is missing.
ATLAS_FILE = BASE_DIR / "build" / "atlas" / "countries-50m.json"
MEDIA_DIR = DATA_DIR / "media"  # private: nothing below it is served by its path
S3_BUCKET = env.text("EMBASSY_S3_BUCKET")
_media_storage: dict[str, Any] = (
    {
        "BACKEND": "storages.backends.s3.S3Storage",
        # A private bucket: nobody gets an address of it, every byte goes through the gate.
        "OPTIONS": {
            "bucket_name": S3_BUCKET,
            "endpoint_url": env.text("EMBASSY_S3_ENDPOINT") or None,
            "region_name": env.text("EMBASSY_S3_REGION") or None,
            "default_acl": "private",
            "file_overwrite": False,
        },
    }
    if S3_BUCKET
    else {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": MEDIA_DIR}}
)
STORAGES = {
    "default": _media_storage,
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}

# See docs/backup.md: public keys of age to which backups are sealed, and where pg_dump is, if not in the usual places.
BACKUP_RECIPIENTS = env.words("EMBASSY_BACKUP_RECIPIENTS")
POSTGRESQL_BIN = env.text("EMBASSY_POSTGRESQL_BIN")

# Pictures that we drew, kept until there is no room; drawn again when they are asked for.
DRAWN_BYTES = int(env.number("EMBASSY_DRAWN_MB", 200, at_least=10) * 1024 * 1024)

# Behind nginx: the internal location that reads the media folder, such as /protected-media/. Empty: we send the bytes.
MEDIA_ACCEL_PREFIX = env.text("EMBASSY_MEDIA_ACCEL_PREFIX")

_MB = 1024 * 1024
MEDIA_LIMITS = {
    "image_bytes": int(env.number("EMBASSY_IMAGE_MB", 40, at_least=1) * _MB),
    "pixels": int(env.number("EMBASSY_IMAGE_MEGAPIXELS", 60, at_least=1) * 1_000_000),
    "document_bytes": int(env.number("EMBASSY_DOCUMENT_MB", 50, at_least=1) * _MB),
    "document_pages": int(env.number("EMBASSY_DOCUMENT_PAGES", 2000, at_least=1)),
    "recording_bytes": int(env.number("EMBASSY_RECORDING_MB", 500, at_least=1) * _MB),
    "captions_bytes": 2 * _MB,
    # What the process that decodes a file may use.
    "memory_mb": int(env.number("EMBASSY_DECODER_MEMORY_MB", 512, at_least=256)),
    "seconds": int(env.number("EMBASSY_DECODER_SECONDS", 10, at_least=1)),
}

# Mail to the staff and to subscribers. Without a server none is sent, and none is kept to be sent later.
_mail = env.mail("EMBASSY_EMAIL_URL")
MAIL_IS_SENT = bool(_mail)
EMAIL_BACKEND = f"django.core.mail.backends.{'smtp' if _mail else 'dummy'}.EmailBackend"
EMAIL_HOST, EMAIL_PORT = _mail.get("EMAIL_HOST", ""), _mail.get("EMAIL_PORT", 0)
EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = _mail.get("EMAIL_HOST_USER", ""), _mail.get("EMAIL_HOST_PASSWORD", "")
EMAIL_USE_TLS, EMAIL_USE_SSL = _mail.get("EMAIL_USE_TLS", False), _mail.get("EMAIL_USE_SSL", False)
EMAIL_TIMEOUT = 10
DEFAULT_FROM_EMAIL = env.text("EMBASSY_EMAIL_FROM")
# Where mail to subscribers comes back, with a tag after a plus sign; empty: to the sender, known by its Message-ID.
MAIL_BOUNCES = env.text("EMBASSY_EMAIL_BOUNCES")
if MAIL_BOUNCES and MAIL_BOUNCES.count("@") != 1:
    raise ImproperlyConfigured("EMBASSY_EMAIL_BOUNCES is an address, such as bounces@press.example.")
if MAIL_IS_SENT and not (DEFAULT_FROM_EMAIL and SITE_ORIGIN):
    raise ImproperlyConfigured(
        "EMBASSY_EMAIL_URL is set: say who sends (EMBASSY_EMAIL_FROM) and where the desk is (EMBASSY_SITE_ORIGIN)."
    )

# The record: no act takes effect sooner than this after it was decided, so that every process and every
# cursor can learn of it in time.
RECORD_MARGIN_S = env.number("EMBASSY_RECORD_MARGIN_S", 2.0, at_least=0.5)
BELL_FILE = DATA_DIR / "bell"
# Who was given early access or a preview is forgotten so many days after it was over.
READER_DAYS = int(env.number("EMBASSY_READER_DAYS", 365, at_least=1))

# Whole answers kept in memory, see docs/caching.md: room in each process, none for no cache; for how long what is kept
# goes out while the database is away; until the next multiple of how many seconds a CDN may keep a page.
PAGE_CACHE_BYTES = int(env.number("EMBASSY_PAGE_CACHE_MB", 64, at_least=0) * 1024 * 1024)
PAGE_CACHE_AWAY_S = env.number("EMBASSY_PAGE_CACHE_AWAY_S", 120, at_least=0)
CDN_SECONDS = int(env.number("EMBASSY_CDN_SECONDS", 0, at_least=0))
# What is asked of a CDN when the record changes.
PURGE_URL = env.web_address("EMBASSY_PURGE_URL")
PURGE_METHOD = env.text("EMBASSY_PURGE_METHOD", "POST").upper()
PURGE_HEADER = env.header("EMBASSY_PURGE_HEADER")
PURGE_BODY = env.text("EMBASSY_PURGE_BODY")
if CDN_SECONDS and not PURGE_URL:
    raise ImproperlyConfigured(
        f"EMBASSY_CDN_SECONDS={CDN_SECONDS} lets a CDN show what was withdrawn for as long. Say how it is told of a "
        "withdrawal (EMBASSY_PURGE_URL), or leave it 0: then it asks each time."
    )

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF, NONCE],
        "style-src": [SELF],
        "img-src": [SELF],
        "font-src": [SELF],
        "media-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}
PERMISSIONS_POLICY: dict[str, list[str]] = {
    feature: [] for feature in ("camera", "geolocation", "microphone", "payment", "usb")
}
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "strict-origin-when-cross-origin"
SECURE_SSL_REDIRECT = env.flag("EMBASSY_HTTPS", default=not (DEBUG or DEMONSTRATION))
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = SECURE_SSL_REDIRECT
CSRF_COOKIE_HTTPONLY = LANGUAGE_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "releases.admin.stale_form.refused"
if SECURE_SSL_REDIRECT:
    # No subdomain and no page without TLS can set a cookie of such a name.
    SESSION_COOKIE_NAME, CSRF_COOKIE_NAME = "__Host-session", "__Host-csrf"
SECURE_HSTS_SECONDS = 31_536_000 if SECURE_SSL_REDIRECT else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = bool(SECURE_HSTS_SECONDS)
if env.flag("EMBASSY_BEHIND_PROXY", default=False):
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    MIDDLEWARE.insert(0, "embassy.proxy.ClientAddressMiddleware")

# Signing in, see docs/sign-in.md. A session ends so long after it began, or after the last request.
SESSION_ENGINE = "releases.authoring.signing_in.sessions"
SESSION_HOURS = env.number("EMBASSY_SESSION_HOURS", 12, at_least=0.1)
SESSION_IDLE_MINUTES = env.number("EMBASSY_SESSION_IDLE_MINUTES", 120, at_least=1)
SESSION_COOKIE_AGE = int(SESSION_IDLE_MINUTES * 60)
# Wrong passwords and codes, before they are refused for a while: for one name from one address, and from one address.
SIGN_IN_TRIES = int(env.number("EMBASSY_SIGN_IN_TRIES", 5, at_least=1))
SIGN_IN_TRIES_ADDRESS = int(env.number("EMBASSY_SIGN_IN_TRIES_ADDRESS", 40, at_least=1))
SIGN_IN_PAUSE_MINUTES = env.number("EMBASSY_SIGN_IN_PAUSE_MINUTES", 15, at_least=1)
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_FAILURE_LIMIT = SIGN_IN_TRIES
AXES_COOLOFF_TIME = dt.timedelta(minutes=SIGN_IN_PAUSE_MINUTES)
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False
AXES_RESET_ON_SUCCESS = True
AXES_DISABLE_ACCESS_LOG = True
AXES_ENABLE_ADMIN = AXES_VERBOSE = False
AXES_CLIENT_IP_CALLABLE = "releases.admin.signing_in.lockout.network"
# Whatever a form of the door or of one's own page sends: none of it is kept with the count.
AXES_SENSITIVE_PARAMETERS = [
    *("username", "ip_address", "code", "recovery", "credential", "csrfmiddlewaretoken"),
    *("current_password", "new_password", "again"),
]
# axes' own middleware would put a bare answer in the place of our pages.
SILENCED_SYSTEM_CHECKS = ["axes.W002"]

# Requests a minute: from one address, and by one key.
API_PER_MINUTE = int(env.number("EMBASSY_API_PER_MINUTE", 600, at_least=1))
API_PER_MINUTE_KEY = int(env.number("EMBASSY_API_PER_MINUTE_KEY", 3000, at_least=1))
# Long polls at once in one process; fewer than its threads, or the site waits with them.
API_WAITERS = int(env.number("EMBASSY_API_WAITERS", 1, at_least=1))
REST_FRAMEWORK = {
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_AUTHENTICATION_CLASSES": [],
    "DEFAULT_PERMISSION_CLASSES": ["rest_framework.permissions.AllowAny"],
    "UNAUTHENTICATED_USER": None,
}

# Logs and measurements, see docs/operating.md. Neither tells of a person.
METRICS_TOKEN = env.secret("EMBASSY_METRICS_TOKEN")
METRICS_DIR = DATA_DIR / "metrics"
LOG_JSON = env.flag("EMBASSY_LOG_JSON", default=False)
LOG_REQUESTS = env.flag("EMBASSY_LOG_REQUESTS", default=LOG_JSON)
LOG_LEVEL = env.choice("EMBASSY_LOG_LEVEL", "WARNING", of=("DEBUG", "INFO", "WARNING", "ERROR", "CRITICAL"))
LOGGING: dict[str, Any] = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "json": {"()": "embassy.logs.JsonFormatter"},
        "plain": {"()": "embassy.logs.PlainFormatter"},
    },
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "json" if LOG_JSON else "plain"}},
    "root": {"handlers": ["console"], "level": LOG_LEVEL},
    "loggers": {
        # Django's own handlers would say it twice, to a terminal and by mail.
        "django": {"handlers": [], "propagate": True},
        "django.server": {"handlers": [], "propagate": True},
        "embassy.requests": {"level": "INFO" if LOG_REQUESTS else "CRITICAL"},
        # Its lines name who tried to sign in, and from where; the desk shows both to administrators.
        "axes": {"level": "ERROR"},
        # Every scanner asks under a name that is not ours.
        "django.security.DisallowedHost": {"level": "CRITICAL"},
    },
}

SENTRY_DSN = env.web_address("EMBASSY_SENTRY_DSN")
if SENTRY_DSN:
    import sentry_sdk

    from embassy.logs import without_request

    sentry_sdk.init(
        dsn=SENTRY_DSN,
        send_default_pii=False,
        include_local_variables=False,
        include_source_context=False,
        max_request_body_size="never",
        before_send=without_request,
        auto_session_tracking=False,
    )
