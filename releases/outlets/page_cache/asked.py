"""From a request to the key of its answer. What is not understood here is left to Django, and not kept."""

import re
from functools import lru_cache
from typing import Any, NamedTuple
from urllib.parse import parse_qsl

from django.conf import settings
from django.utils.translation.trans_real import parse_accept_lang_header

from releases.authoring.languages import LANGUAGES

Environ = dict[str, Any]
Key = tuple[str, str, str, str]
"""Scheme, host, path, query."""
Words = tuple[str, str, str, str, str, str, str, str, str | None, str | None]
"""All that an answer can depend on, as it was sent: method, scheme, host, path, query; format, languages and codings
that are accepted, and what is known already, by tag and by time."""

_LONGEST = 1000
_LONGEST_ACCEPT = 200
_READING = frozenset({"GET", "HEAD"})
_NOTHING = frozenset({"", "0"})
# Whoever sends one of these is somebody, or wants something other than the whole answer.
_LEFT_TO_DJANGO = frozenset(
    {
        *("HTTP_AUTHORIZATION", "HTTP_RANGE", "HTTP_IF_RANGE", "HTTP_IF_MATCH", "HTTP_IF_UNMODIFIED_SINCE"),
        "HTTP_TRANSFER_ENCODING",
    }
)
_TONGUE = rf"/(?:{'|'.join(LANGUAGES)})/"
_API = "/api/v1/"
# Addresses that may be kept, each with the parameters that its answer depends on. The first that fits decides.
_PARAMETERS: tuple[tuple[str, str], ...] = (
    (rf"{_TONGUE}subscribe/", "-"),
    (rf"{_TONGUE}releases/", "q kind topic person year month sort language cursor"),
    (rf"{_TONGUE}suggest", "q"),
    (rf"{_TONGUE}statements/", "person cursor"),
    (rf"{_TONGUE}media/", "type orientation cursor"),
    (rf"{_TONGUE}[a-z]+/[^/]+/editions/", "from to"),
    (rf"{_TONGUE}(?:briefings/|statistics/|(?:people|topics)/[^/]+/)", "cursor"),
    (rf"(?:{_TONGUE}|/theme/)(?s:.*)", ""),
    (r"/(?:favicon\.ico|robots\.txt|\.well-known/security\.txt|sitemap[a-z0-9-]*\.xml)?", ""),
    (r"/media/[0-9a-f]{64}/[a-z0-9-]+\.[a-z0-9]+", ""),
    (rf"{_API}(?:me|webhooks)/(?s:.*)", "-"),
    (
        rf"{_API}(?s:.*)",
        "language kind topic person from to q corrected at fields include cursor limit order format",
    ),
)
_ROUTES = tuple((re.compile(path), frozenset(names.split())) for path, names in _PARAMETERS)
_NOT_KEPT = frozenset("-")
# What others append to addresses that they lead to. It means nothing here, and would make each reader's page a new one.
_TRACKING = re.compile(
    r"(?:utm_[a-z]+|fbclid|gclid|dclid|msclkid|twclid|yclid|igshid|mc_[ce]id|_hs(?:enc|mi)|ref_src|ref_url)\Z"
)


class Asked(NamedTuple):
    """`languages` is the reader's own order, made of ours alone. The answer depends on nothing else that was sent."""

    key: Key
    languages: str
    accept: str


class Asking:
    """Reads requests, by settings that are asked for once: asking Django's each time takes longer than all the rest."""

    def __init__(self) -> None:
        self._session = settings.SESSION_COOKIE_NAME
        trusted: tuple[str, str] | None = settings.SECURE_PROXY_SSL_HEADER
        self._says_secure, self._secure = trusted or ("", "")
        self._secure_only = settings.SECURE_SSL_REDIRECT

    def words(self, environ: Environ) -> Words | None:
        """None for what is left to Django: anything but GET and HEAD of the whole, by nobody in particular."""
        given = environ.get
        method = environ["REQUEST_METHOD"]
        if method not in _READING or given("CONTENT_LENGTH", "0") not in _NOTHING:
            return None
        if not environ.keys().isdisjoint(_LEFT_TO_DJANGO) or self._session in given("HTTP_COOKIE", ""):
            return None
        scheme = given("wsgi.url_scheme", "http")
        if self._says_secure and (said := given(self._says_secure)) is not None:
            scheme = "https" if said.split(",", 1)[0].strip() == self._secure else "http"
        if given("SCRIPT_NAME") or (self._secure_only and scheme != "https"):
            return None
        return (
            method,
            scheme,
            given("HTTP_HOST", ""),
            given("PATH_INFO", ""),
            given("QUERY_STRING", ""),
            given("HTTP_ACCEPT", "*/*"),
            given("HTTP_ACCEPT_LANGUAGE", ""),
            given("HTTP_ACCEPT_ENCODING", ""),
            given("HTTP_IF_NONE_MATCH"),
            given("HTTP_IF_MODIFIED_SINCE"),
        )


def asked(words: Words) -> Asked | None:
    """None for an address, or a parameter, that is left to Django."""
    _method, scheme, host, path, query, accept, tongues, *_of_the_sending = words
    known = known_query(path, query)
    # An export is streamed, and packed on its way.
    if (
        not host
        or known is None
        or "ndjson" in known
        or "ndjson" in accept
        or len(path) + len(known) + len(host) > _LONGEST
        or len(accept) > _LONGEST_ACCEPT
    ):
        return None
    return Asked((scheme, host.lower(), path, known), languages(tongues), accept)


def known_query(path: str, query: str) -> str | None:
    """The query without what others append; None where the address, or a parameter, is not known to be kept."""
    known = next((names for route, names in _ROUTES if route.fullmatch(path)), None)
    if known is None or known == _NOT_KEPT:
        return None
    if not query:
        return ""
    if len(query) > _LONGEST:
        return None
    parts = query.split("&")
    if not path.startswith(_API):
        parts = [part for part in parts if not _TRACKING.match(part.partition("=")[0])]
    left = "&".join(parts)
    try:
        given = parse_qsl(left, keep_blank_values=True, strict_parsing=bool(left), max_num_fields=len(known))
    except ValueError:
        return None
    return left if {name for name, _value in given} <= known else None


@lru_cache(maxsize=512)
def languages(header: str) -> str:
    """What a reader asks for, as an Accept-Language of our languages alone; "" for none of them."""
    wanted = (tag.split("-")[0] for tag, weight in parse_accept_lang_header(header.lower()) if weight > 0)
    ours = list(dict.fromkeys(tag for tag in wanted if tag in LANGUAGES or tag == "*"))
    return ",".join(f"{tag};q={1 - place / 10:.1f}" for place, tag in enumerate(ours))


def narrowed(environ: Environ, ask: Asked) -> Environ:
    """The request that Django answers for everybody who asks so: with nothing in it that is not in the key."""
    dropped = {"HTTP_COOKIE", "HTTP_IF_NONE_MATCH", "HTTP_IF_MODIFIED_SINCE", "HTTP_ACCEPT_LANGUAGE"}
    alike: Environ = {name: value for name, value in environ.items() if name not in dropped}
    _scheme, host, _path, query = ask.key
    alike |= {"REQUEST_METHOD": "GET", "HTTP_HOST": host, "QUERY_STRING": query, "HTTP_ACCEPT_ENCODING": "identity"}
    if ask.languages:
        alike["HTTP_ACCEPT_LANGUAGE"] = ask.languages
    return alike
