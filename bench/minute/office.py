"""The mission of the benchmark: the founding demonstration, twenty editors with a briefing each, and a plan."""

import datetime as dt
from typing import Any

PARAGRAPH = "<p>" + "The two sides spoke of trade, transport and the harvest in the valley. " * 8 + "</p>"
PATH = "/en/briefings/release-of-the-minute/"
_LISTS = ("/admin/", *(f"/admin/releases/{name}/" for name in ("briefing", "statement", "statistic", "submission")))


def built(editors: int) -> list[dict[str, Any]]:
    """What each editor needs to begin: cookies of a session, addresses of the own text."""
    from django.conf import settings
    from django.contrib.auth.models import Group
    from django.core.management import call_command
    from django.test import Client
    from django.urls import reverse

    from releases.authoring.models import User
    from releases.authoring.roles import install_roles
    from tests.factories import make_release

    call_command("migrate", verbosity=0)
    install_roles()
    call_command("load_demo", if_empty=True)
    people = []
    for number in range(editors):
        user = User.objects.create_user(f"editor{number}", is_staff=True)
        user.groups.add(Group.objects.get(name="author"))
        release = make_release(
            "briefing", by=user, slug=f"draft-{number}", languages=("en", "ru"), html=PARAGRAPH * 6,
            cites=[make_release("statement", by=user), make_release("statistic", by=user)],
        )  # fmt: skip
        text = release.texts.get(language="en")
        client = Client()
        client.force_login(user)
        session = client.cookies[settings.SESSION_COOKIE_NAME].value
        token = "a" * 32
        people.append(
            {
                "text": text.pk,
                "cookie": f"{settings.SESSION_COOKIE_NAME}={session}; {settings.CSRF_COOKIE_NAME}={token}",
                "screen": reverse("admin:releases_text_change", args=[text.pk]),
                "submit": reverse("admin:releases_briefing_submit", args=[release.pk]),
                "lists": list(_LISTS),
            }
        )
    return people


def planned(at: dt.datetime) -> None:
    """A briefing in four languages with what it quotes, approved to open at `at`."""
    from releases.authoring.models import User
    from tests.factories import LANGUAGES, make_release, publish

    author, reviewer = (User.objects.get(username=name) for name in ("author", "reviewer"))
    cites = [make_release(kind, by=author, languages=LANGUAGES) for kind in ("statement", "statistic")]
    release = make_release(
        "briefing", by=author, slug=PATH.split("/")[-2], languages=LANGUAGES, html=PARAGRAPH * 10, cites=cites
    )
    publish([release, *cites], author=author, reviewer=reviewer, at=at)
