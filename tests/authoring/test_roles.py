"""Who may do what: the roles as they are installed."""

import pytest
from django.contrib.auth.models import Group, Permission

from releases.authoring.models import User
from releases.authoring.roles import ROLES, install_roles

pytestmark = pytest.mark.django_db
ACTS = ("submit", "approve", "withdraw", "expunge", "publish_imprint", "pin_release")


@pytest.mark.parametrize(
    ("name", "allowed"),
    [
        ("author", {"submit"}),
        ("reviewer", {"submit", "approve", "withdraw", "pin_release"}),
        ("administrator", {"withdraw", "expunge", "publish_imprint"}),
        ("stranger", set()),
    ],
)
def test_a_role_may_do_its_acts_and_no_others(name: str, allowed: set[str], request: pytest.FixtureRequest) -> None:
    person: User = request.getfixturevalue(name)

    assert {act for act in ACTS if person.has_perm(f"releases.{act}")} == allowed


@pytest.mark.parametrize("name", ROLES)
def test_no_role_may_change_the_record(name: str, request: pytest.FixtureRequest) -> None:
    person: User = request.getfixturevalue(name)
    models = ("edition", "journalentry", "imprint", "editionfile", "submission", "submissionitem", "pin")

    held = {f"{verb}_{model}" for model in models for verb in ("add", "change", "delete")}

    assert not [permission for permission in sorted(held) if person.has_perm(f"releases.{permission}")]


def test_every_permission_that_a_role_names_exists() -> None:
    install_roles()
    known = set(Permission.objects.filter(content_type__app_label="releases").values_list("codename", flat=True))

    assert {name: codenames - known for name, codenames in ROLES.items()} == dict.fromkeys(ROLES, frozenset())


def test_installing_again_mends_a_role() -> None:
    install_roles()
    group = Group.objects.get(name="author")
    group.permissions.add(Permission.objects.get(codename="approve"))

    install_roles()

    assert not group.permissions.filter(codename="approve").exists()
