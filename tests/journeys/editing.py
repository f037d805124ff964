"""Editors at a running server: each opens the same text, adds a sentence, saves; who is asked says that both stand."""

import re
import threading
from typing import Any

import httpx
from django.conf import settings
from django.test import Client
from django.urls import reverse

from releases.authoring.models import Text, TextBlock, User
from tests.admin.forms import filled

_PATIENCE_S = 60
_MOST_TRIES = 50


class Editors:
    """`origins` says where each of them works. All have the text open before the first of them saves."""

    def __init__(self, origins: list[str], text: Text, *, by: User, saves: int) -> None:
        signed_in = Client()
        signed_in.force_login(by)
        self._cookies = {settings.SESSION_COOKIE_NAME: signed_in.cookies[settings.SESSION_COOKIE_NAME].value}
        self._page = reverse("admin:releases_text_change", args=[text.pk])
        self._block = TextBlock.objects.get(parent=text).pk
        self._opened = threading.Barrier(len(origins))
        self.wanted = [f"Sentence {number}-{save}." for number in range(len(origins)) for save in range(saves)]
        self.asked, self.failures = 0, list[str]()
        self.threads = [
            threading.Thread(target=self._work, args=(number, origin, saves)) for number, origin in enumerate(origins)
        ]

    def _work(self, number: int, origin: str, saves: int) -> None:
        try:
            with httpx.Client(base_url=origin, cookies=self._cookies, timeout=_PATIENCE_S) as client:
                for save in range(saves):
                    form = filled(client.get(self._page), "kept_window")
                    if not save:
                        self._opened.wait(_PATIENCE_S)
                    self._save(client, form, f"Sentence {number}-{save}.")
        except (httpx.HTTPError, LookupError, threading.BrokenBarrierError) as error:
            self.failures.append(f"{origin}: {type(error).__name__} {error}")

    def _save(self, client: httpx.Client, form: dict[str, Any], sentence: str) -> None:
        form |= {"textblock-0-html": f"{form['textblock-0-html'][0]}<p>{sentence}</p>", "_save": "1"}
        for _try in range(_MOST_TRIES):
            answer = client.post(self._page, data=form)
            if answer.status_code != httpx.codes.CONFLICT:
                if answer.status_code != httpx.codes.FOUND:
                    self.failures.append(f"{sentence} {answer.status_code}")
                return
            self.asked += 1
            # Of the words both stand; what else others have changed is theirs.
            places = dict.fromkeys(re.findall(r'name="(desk_choice:[^"]+)"', answer.text), "theirs")
            mine = {f"desk_choice:textblock:{self._block}:html": "both"}
            form = {**filled(answer, "desk_conflict"), **places, **mine}
        self.failures.append(f"{sentence} is asked for over and over")

    def saved(self) -> list[str]:
        return sorted(re.findall(r"Sentence \d+-\d+\.", TextBlock.objects.get(pk=self._block).html))
