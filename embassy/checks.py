"""What is wrong with the settings of an installation, found before the first reader comes."""

from collections.abc import Iterator, Sequence
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, register
from django.core.checks import Warning as Doubt
from django.http.request import validate_host

_LOOPBACK = {"127.0.0.1", "localhost", "[::1]", "testserver"}


@register(Tags.security)
def names_and_proxies(app_configs: Sequence[Any] | None, **_options: Any) -> list[CheckMessage]:
    return [*_hosts(), *_origins(), *_media()]


@register(Tags.security, deploy=True)
def deployed(app_configs: Sequence[Any] | None, **_options: Any) -> list[CheckMessage]:
    return list(_deployed())


def _hosts() -> Iterator[CheckMessage]:
    if "*" in settings.ALLOWED_HOSTS:
        yield Error(
            "EMBASSY_HOSTS is *: whoever asks under a name of theirs would get links to it.",
            hint="Name the hosts under which readers come, such as press.example.",
            id="embassy.E001",
        )
    if settings.DEMONSTRATION and set(settings.ALLOWED_HOSTS) - _LOOPBACK:
        yield Error(
            "EMBASSY_DEMONSTRATION is on under a name that others can reach: its passwords are known to everybody.",
            hint="Leave EMBASSY_DEMONSTRATION out, and begin with an empty EMBASSY_DATA.",
            id="embassy.E002",
        )


def _origins() -> Iterator[CheckMessage]:
    named = [("EMBASSY_ORIGINS", origin) for origin in settings.CSRF_TRUSTED_ORIGINS]
    named += [("EMBASSY_SITE_ORIGIN", settings.SITE_ORIGIN)] if settings.SITE_ORIGIN else []
    for name, origin in named:
        fault = _fault_of_origin(origin)
        if fault:
            yield Error(
                f"{name}: {origin} {fault}.", hint="Write for example https://press.example.", id="embassy.E003"
            )


def _fault_of_origin(origin: str) -> str:
    try:
        url = urlsplit(origin)
        host, _port = url.hostname or "", url.port
    except ValueError:
        return "is not an origin"
    if url.scheme not in {"http", "https"} or not host or url.path or url.query or url.fragment or url.username:
        return "is not an origin: a scheme and a host, and nothing behind them"
    if url.scheme != "https" and settings.SECURE_SSL_REDIRECT:
        return "is not https, while EMBASSY_HTTPS sends everybody there"
    if not validate_host(f"[{host}]" if ":" in host else host, settings.ALLOWED_HOSTS):
        return "is of a host that EMBASSY_HOSTS does not name"
    return ""


def _media() -> Iterator[CheckMessage]:
    prefix = settings.MEDIA_ACCEL_PREFIX
    if not prefix:
        return
    if not (prefix.startswith("/") and prefix.endswith("/") and len(prefix) > 1):
        yield Error(
            f"EMBASSY_MEDIA_ACCEL_PREFIX={prefix} is not the path of a location.",
            hint="Write it with a slash at both ends, as in nginx: /protected-media/.",
            id="embassy.E004",
        )
    if settings.S3_BUCKET:
        yield Error(
            "EMBASSY_MEDIA_ACCEL_PREFIX is set, and media lie in a bucket, which nginx cannot read.",
            hint="Leave one of EMBASSY_MEDIA_ACCEL_PREFIX and EMBASSY_S3_BUCKET out.",
            id="embassy.E005",
        )
    if not _is_behind_proxy():
        yield Error(
            "EMBASSY_MEDIA_ACCEL_PREFIX is set without EMBASSY_BEHIND_PROXY: nobody would send the bytes.",
            hint="Set EMBASSY_BEHIND_PROXY=1 behind nginx; elsewhere leave the prefix out.",
            id="embassy.E006",
        )


def _is_behind_proxy() -> bool:
    return bool(settings.SECURE_PROXY_SSL_HEADER)


def _deployed() -> Iterator[CheckMessage]:
    if not set(settings.ALLOWED_HOSTS) - _LOOPBACK:
        yield Doubt(
            "EMBASSY_HOSTS names this machine alone: nobody else is answered.",
            hint="Name the host under which readers come, such as press.example.",
            id="embassy.W001",
        )
    if settings.SECURE_SSL_REDIRECT and not _is_behind_proxy():
        yield Doubt(
            "EMBASSY_HTTPS is on and EMBASSY_BEHIND_PROXY off: our server speaks plain HTTP, so everybody would be "
            "sent in a circle.",
            hint="Set EMBASSY_BEHIND_PROXY=1 behind a proxy that ends TLS and sets X-Forwarded-Proto itself.",
            id="embassy.W002",
        )
    if settings.WEBHOOKS_LOOPBACK:
        yield Doubt(
            "EMBASSY_WEBHOOKS_LOOPBACK is on: partners could have us ask our own machine.",
            hint="It is for tests. Leave it out.",
            id="embassy.W003",
        )
    if not settings.SITE_ORIGIN:
        yield Doubt(
            "EMBASSY_SITE_ORIGIN is not set: addresses in feeds are those of whoever asks.",
            hint="Write for example https://press.example.",
            id="embassy.W004",
        )
