"""A form whose token is not that of the session: one page of the desk, in the person's language."""

import pytest
from django.test import Client
from django.urls import reverse

from releases.authoring.models import User

pytestmark = pytest.mark.django_db


def test_a_stale_form_is_refused_in_the_language_of_the_person_and_says_how_to_keep_the_words(author: User) -> None:
    User.objects.filter(pk=author.pk).update(interface_language="ru")
    client = Client(enforce_csrf_checks=True)
    client.force_login(author)

    answer = client.post(reverse("admin:releases_briefing_add"), {"title": "Zenda"})

    assert answer.status_code == 403
    page = answer.content.decode()
    assert '<html lang="ru"' in page
    assert 'id="desk-nav"' in page
    assert "Zenda" not in page


def test_a_stranger_is_told_the_same_and_shown_nothing_of_the_desk(db: None) -> None:
    answer = Client(enforce_csrf_checks=True, headers={"accept-language": "kk"}).post(
        reverse("admin:login"), {"username": "author", "password": "secret"}
    )

    assert answer.status_code == 403
    page = answer.content.decode()
    assert '<html lang="kk"' in page
    assert 'id="desk-nav"' not in page
    assert "secret" not in page
