"""A partner who reads, by keys of several rights."""

from collections.abc import Callable
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client

from releases.authoring.models import User
from releases.partners import keys
from releases.partners.models import Partner

Api = Callable[..., Any]
KeyFor = Callable[..., str]


@pytest.fixture(autouse=True)
def _unspent(db: None) -> None:
    """Every test begins with its whole limit: the clock stands, so all of them fall into one minute."""
    cache.clear()


@pytest.fixture
def partner(db: None) -> Partner:
    return Partner.objects.create(name="Ruritanian News Agency")


@pytest.fixture
def key_for(administrator: User, partner: Partner) -> KeyFor:
    """key_for(lead_minutes=120) is the secret of a new key with these rights."""

    def give(**rights: Any) -> str:
        return keys.give(partner=partner, name=f"wire {partner.keys.count()}", by=administrator, **rights)[1]

    return give


@pytest.fixture
def api(client: Client) -> Api:
    """api("releases/", key=secret, language="en") is the answer of /api/v1/releases/?language=en."""

    def ask(path: str, *, key: str = "", headers: dict[str, str] | None = None, **parameters: str) -> Any:
        authorised = {"Authorization": f"Bearer {key}"} if key else {}
        return client.get(f"/api/v1/{path}", parameters, headers={**authorised, **(headers or {})})

    return ask
