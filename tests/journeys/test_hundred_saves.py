"""A hundred people save one text in the same second: one save is done, ninety-nine are asked, no sentence is lost."""

import threading
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client
from django.urls import reverse

from releases.authoring.models import Text, TextBlock, User
from tests.admin.forms import filled
from tests.factories import make_mission, make_release

pytestmark = pytest.mark.django_db(transaction=True)
MANY = 100
# A server answers so many at a time; the default of PostgreSQL is a hundred connections, of which some are reserved.
AT_ONCE = 40


def signed_in(session: str) -> Client:
    client = Client()
    client.cookies[settings.SESSION_COOKIE_NAME] = session
    return client


def test_a_hundred_saves_at_once_lose_no_sentence(author: User) -> None:
    make_mission(id=1)
    text: Text = make_release("briefing", by=author, html="<p>Quiet.</p>").texts.get()
    block = TextBlock.objects.get()
    page = reverse("admin:releases_text_change", args=[text.pk])
    first = Client()
    first.force_login(author)
    session = first.cookies[settings.SESSION_COOKIE_NAME].value
    opened = filled(first.get(page), "kept_window")
    together, served = threading.Barrier(MANY), threading.Semaphore(AT_ONCE)

    def save(number: int) -> tuple[int, dict[str, Any]]:
        form = {**opened, "textblock-0-html": f"<p>Quiet.</p><p>Sentence {number}.</p>", "_save": "1"}
        together.wait(timeout=120)
        with served:
            try:
                answer = signed_in(session).post(page, form)
            finally:
                connection.close()
        return answer.status_code, filled(answer, "desk_conflict") if answer.status_code == 409 else {}

    with ThreadPoolExecutor(MANY) as pool:
        answers = list(pool.map(save, range(MANY)))

    assert sorted(status for status, _form in answers) == [302, *[409] * (MANY - 1)]
    assert TextBlock.objects.get().html.count("Sentence") == 1
    for number, (_status, form) in enumerate(answers):
        if form:
            assert f"Sentence {number}." in str(form["desk_conflict"])
            # The others have saved meanwhile; it is made of what is there by then.
            seen = Text.objects.get(pk=text.pk).edited_at.isoformat()
            again = {**form, "seen_edit": seen, f"desk_choice:textblock:{block.pk}:html": "both"}
            assert first.post(page, again).status_code == 302
    saved = TextBlock.objects.get().html
    assert sorted(range(MANY)) == [number for number in range(MANY) if f"<p>Sentence {number}.</p>" in saved]
