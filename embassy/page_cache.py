"""The page cache as this installation wants it."""

import sys
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings

from embassy.proxy import client_address
from releases.outlets.page_cache.asked import Environ
from releases.outlets.page_cache.kept import Watch
from releases.outlets.page_cache.lanes import Lanes
from releases.outlets.page_cache.layer import Application, PageCache

_SWITCH_S = 0.0005


def around(application: Application) -> Application:
    """The application itself where no cache is wanted: `EMBASSY_PAGE_CACHE_MB=0`, or while debugging."""
    if not settings.PAGE_CACHE_BYTES or settings.DEBUG:
        return application
    # Whoever has an answer in memory must not wait five milliseconds for one who is putting a page together.
    sys.setswitchinterval(_SWITCH_S)
    watch = Watch(settings.PAGE_CACHE_BYTES)
    return PageCache(
        Lanes(application, watch, waiters=settings.API_WAITERS),
        room_bytes=settings.PAGE_CACHE_BYTES,
        address_of=address_of,
        hosts=frozenset(known_hosts()),
        watch=watch,
    )


def address_of(environ: Environ) -> str:
    behind_proxy = settings.SECURE_PROXY_SSL_HEADER is not None
    return client_address(environ) if behind_proxy else str(environ.get("REMOTE_ADDR", ""))


def known_hosts() -> set[str]:
    """Under which a reader comes here: those of the settings, by themselves and with our port. Others get less room."""
    named = [host.lower() for host in settings.ALLOWED_HOSTS if not host.startswith((".", "*"))]
    origins: list[Any] = [settings.SITE_ORIGIN, settings.OWN_ORIGIN, *settings.CSRF_TRUSTED_ORIGINS]
    port = urlsplit(settings.OWN_ORIGIN).port
    with_port = [f"{host}:{port}" for host in named] if port else []
    return {*named, *with_port, *(urlsplit(origin).netloc.lower() for origin in origins if origin)}
