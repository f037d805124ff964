"""What a search of the desk finds however old it is, by indexes: words of a title, an address, a permanent id.

Conditions only: the rows that they are put to are those that the person may see.
"""

import re
import uuid
from collections import defaultdict

from django.db.models import Q, QuerySet
from django.utils import timezone

from releases.authoring.languages import LANGUAGES, interface_language
from releases.authoring.models import Text
from releases.editions import reading
from releases.editions.models import Edition
from releases.editions.search import folding
from releases.editions.search.titled import ever_titled

# Of the editions that have the words, the last written.
MOST = 500
# A word that is half typed is sought by as many letters at the least: fewer begin too much.
_SHORTEST = 3
_ADDRESS = re.compile(r"[-\w]+\Z")


def editions(query: str) -> Q:
    return Q(pk__in=[key for key, _uid, _language in _editions(query)]) | _identified(query)


def releases(query: str) -> Q:
    """Of releases, or of one kind of them."""
    uids = {uid for _key, uid, _language in _editions(query)}
    keys = _addressed(query).values_list("release", flat=True)
    return Q(uid__in=uids) | Q(id__in=list(keys)) | _identified(query)


def texts(query: str) -> Q:
    """In the language in which an edition has the words."""
    found = Q(pk__in=list(_addressed(query).values_list("pk", flat=True))) | _identified(query, "release__uid")
    by_language = defaultdict(set)
    for _key, uid, language in _editions(query):
        by_language[language].add(uid)
    for language, uids in by_language.items():
        found |= Q(language=language, release__uid__in=uids)
    return found


def citable(query: str, *, prefix: str = "") -> Q:
    """Of the rows of `sight.citable`: by what is public now, and by the address of a draft that may be seen."""
    uids = set(reading.public(timezone.now()).filter(_having(query)).order_by().values_list("uid", flat=True))
    drafts = list(_addressed(query).values_list("release", flat=True))
    return (
        Q(**{f"{prefix}uid__in": uids})
        | Q(**{f"{prefix}id__in": drafts, "is_seen": True})
        | _identified(query, f"{prefix}uid")
    )


def _having(query: str) -> Q:
    """Of editions, those that have the words in their title, or the address."""
    terms, address = _terms(query), _address(query)
    found = Q(pk__in=ever_titled(terms, limit=MOST) if terms else ())
    return found | Q(language__in=LANGUAGES, slug=address) if address else found


def _editions(query: str) -> list[tuple[int, uuid.UUID, str]]:
    return list(Edition.objects.filter(_having(query)).order_by().values_list("pk", "uid", "language"))


def _addressed(query: str) -> QuerySet[Text]:
    return Text.objects.filter(language__in=LANGUAGES, slug=_address(query)).exclude(slug="").order_by()


def _identified(query: str, field: str = "uid") -> Q:
    try:
        return Q(**{field: uuid.UUID(query.strip())})
    except ValueError:
        return Q(pk__in=())


def _terms(query: str) -> tuple[folding.Term, ...]:
    return folding.terms(query, interface_language(), unfinished=len(query.rsplit(maxsplit=1)[-1]) >= _SHORTEST)


def _address(query: str) -> str:
    """The last part of an address of a page, or what was typed; "" for what is none."""
    last = query.strip().rstrip("/").rpartition("/")[2]
    return last if _ADDRESS.match(last) else ""
