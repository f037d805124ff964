"""The fixtures that every test may use: a cast, a clock, a browser."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import axe_core_python
import pytest
from django.contrib.auth.models import Group
from django.db import connection
from django.db.backends.base.operations import BaseDatabaseOperations
from playwright.sync_api import Page

from releases.authoring.models import User
from releases.authoring.roles import install_roles
from releases.editions import guards
from releases.editions.parts import parts
from releases.editions.search.settled import tallies
from releases.editions.search.words import words
from tests.clock import Clock, install_view, standing
from tests.prepare import system_browser

BROWSER_ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]
_AXE = Path(axe_core_python.__file__).parent / "axe.min.js"


def _flush_in_spite_of_guards(operations: Any, sql_list: list[str]) -> None:
    guards.remove()
    BaseDatabaseOperations.execute_sql_flush(operations, sql_list)
    words().clear()  # SQLite keeps it in a table that is no model's
    guards.install()
    install_view()


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: Any) -> None:
    # On the class: every thread has a connection of its own.
    type(connection.ops).execute_sql_flush = _flush_in_spite_of_guards  # type: ignore[method-assign]
    with django_db_blocker.unblock():
        install_view()


@pytest.fixture(autouse=True)
def nothing_made_before() -> None:
    """Pages that another test made of editions with the same words, under other settings, are not this one's."""
    parts.forget()
    tallies.forget()


@pytest.fixture
def clock(db: None) -> Iterator[Clock]:
    """Stands at 2030-01-01 12:00 UTC until it is moved."""
    with standing() as clock:
        yield clock


@pytest.fixture
def person_with(db: None) -> Callable[..., User]:
    """person_with("reviewer", "second_reviewer") is a member of the staff in that role; without a role, a stranger."""
    install_roles()

    def make(role: str | None, name: str) -> User:
        user = User.objects.create_user(
            name, f"{name}@ruritania.example", "password of the tests", is_staff=role is not None
        )
        if role is not None:
            user.groups.add(Group.objects.get(name=role))
        return user

    return make


@pytest.fixture
def author(person_with: Callable[..., User]) -> User:
    return person_with("author", "author")


@pytest.fixture
def second_author(person_with: Callable[..., User]) -> User:
    return person_with("author", "second_author")


@pytest.fixture
def reviewer(person_with: Callable[..., User]) -> User:
    return person_with("reviewer", "reviewer")


@pytest.fixture
def second_reviewer(person_with: Callable[..., User]) -> User:
    return person_with("reviewer", "second_reviewer")


@pytest.fixture
def administrator(person_with: Callable[..., User]) -> User:
    return person_with("administrator", "administrator")


@pytest.fixture
def stranger(person_with: Callable[..., User]) -> User:
    """Has an account, no role, and no way into the desk."""
    return person_with(None, "stranger")


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    """Chromium of the system where there is one, else the one that playwright brought."""
    system = system_browser()
    chosen = {"executable_path": system} if system else {}
    return {**browser_type_launch_args, **chosen, "args": BROWSER_ARGUMENTS}


@pytest.fixture
def live(live_server: Any) -> str:
    """The address of a running server, such as http://localhost:40311. Its clock is the test's."""
    url: str = live_server.url
    return url


@pytest.fixture
def axe() -> Callable[..., list[str]]:
    """axe(page) lists the accessibility rules that the page breaks, each with the first element that breaks it.

    `rules` names those to ask for alone; left out, all of them.
    """

    def violations(page: Page, *, rules: list[str] | None = None) -> list[str]:
        if not page.evaluate("'axe' in window"):
            page.evaluate(_AXE.read_text(encoding="utf-8"))
        # A colour on its way to another is neither.
        page.evaluate("document.getAnimations().forEach(one => one instanceof CSSTransition && one.finish())")
        options = {"resultTypes": ["violations"], **({"runOnly": rules} if rules else {})}
        found = page.evaluate("options => axe.run(document, options)", options)
        return [f"{rule['id']}: {rule['help']} - {rule['nodes'][0]['html']}" for rule in found["violations"]]

    return violations
