"""Members of the staff at the desk."""

from collections.abc import Callable

import pytest
from django.test import Client

from releases.authoring.models import User


@pytest.fixture
def desk() -> Callable[[User], Client]:
    """desk(author) is a browser in which that person is signed in."""

    def signed_in(user: User) -> Client:
        client = Client()
        client.force_login(user)
        return client

    return signed_in
