"""Editors at work, as their browsers ask: lists, writing screens, checks and previews, drafts, saves, submissions.

    python -m bench.minute.editors FILE PORT END < people.json

One thread for each, all in this process. Each writes in a text of its own, as fast as one who types without a pause:
the preview is asked for at each rest of the hand, the draft kept two seconds after it, as `static/desk` does. Into
FILE: for each request what it was, when it was asked and answered, and the status.
"""

import http.client
import json
import random
import resource
import sys
import threading
import time
from collections.abc import Collection
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from urllib.parse import urlencode

ROOT = Path(__file__).resolve().parent.parent.parent
sys.path.insert(0, str(ROOT))
from tests.admin.forms import acknowledging, filled  # noqa: E402

_RESTS = 5
_REST_S = (2.0, 5.0)
_READING_S = (1.0, 4.0)
_PRESENCE_S = 15.0


class Editor(threading.Thread):
    """`tolerated` are statuses that are not worth a word."""

    def __init__(
        self, person: dict[str, Any], port: int, end: float, found: list[Any], tolerated: Collection[int] = ()
    ) -> None:
        super().__init__(daemon=True)
        self.person, self.port, self.end, self.found = person, port, end, found
        self.chance = random.Random(person["text"])
        self.connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        self.token, self.tolerated = "", tolerated
        self.sentences = 0

    def run(self) -> None:
        self.rest(0.0, 5.0)
        while time.time() < self.end:
            self.look()
            form = self.opened()
            for _pause in range(_RESTS):
                self.rest(*_REST_S)
                form = self.typed(form)
                if time.time() >= self.end:
                    return
            self.saved(form)
            if self.chance.random() < 0.5:
                self.submitted()

    def rest(self, least: float, most: float) -> None:
        time.sleep(max(0.0, min(self.chance.uniform(least, most), self.end - time.time())))

    def look(self) -> None:
        for address in self.chance.sample(self.person["lists"], 2):
            self.ask("list", address)
            self.rest(*_READING_S)

    def opened(self) -> dict[str, Any]:
        screen = self.person["screen"]
        form = filled(SimpleNamespace(content=self.ask("writing screen", screen)), "kept_window")
        self.token = form["csrfmiddlewaretoken"][0]
        self.there()
        self.ask("preview", self.at("preview"), {**form, "preview_as": "page"})
        return form

    def typed(self, form: dict[str, Any]) -> dict[str, Any]:
        self.sentences += 1
        words = f"<p>The two sides spoke of the harvest, for the {self.sentences}th time.</p>"
        form = {**form, "textblock-0-html": [form["textblock-0-html"][0] + words]}
        self.ask("preview", self.at("preview"), {**form, "preview_as": "page", "with_checks": "1"})
        self.rest(1.4, 1.4)
        self.ask("draft kept", self.at("keep"), form)
        if time.time() - self.there_at > _PRESENCE_S:
            self.there()
        return form

    def there(self) -> None:
        self.there_at = time.time()
        self.ask("presence", self.at("presence"), {"csrfmiddlewaretoken": self.token, "unsaved": "1"})

    def saved(self, form: dict[str, Any]) -> None:
        self.ask("save", self.person["screen"], {**form, "_save": "1"}, expected=302)

    def submitted(self) -> None:
        page = self.ask("submission", self.person["submit"])
        form = acknowledging(filled(SimpleNamespace(content=page), "items"))
        self.ask("submission", self.person["submit"], form, expected=(200, 302))

    def at(self, what: str) -> str:
        return str(self.person["screen"]).replace("/change/", f"/{what}/")

    def ask(self, what: str, address: str, form: Any = None, *, expected: Any = 200) -> bytes:
        headers = {"Cookie": self.person["cookie"], "Host": f"127.0.0.1:{self.port}"}
        body = None
        if form is not None:
            headers |= {"Content-Type": "application/x-www-form-urlencoded", "Accept": "application/json,text/html"}
            body = urlencode(form, doseq=True)
        asked_at, status, content = time.time(), 0, b""
        try:
            self.connection.request("POST" if body is not None else "GET", address, body, headers)
            answer = self.connection.getresponse()
            status, content = answer.status, answer.read()
        except (OSError, http.client.HTTPException) as error:
            self.connection.close()
            print(f"{what}: {type(error).__name__}", file=sys.stderr)
        self.found.append([what, asked_at, time.time(), status])
        if status not in (*self.tolerated, *(expected if isinstance(expected, tuple) else (expected,))):
            print(f"{what}: {status} at {address}\n{content.decode()[:1500]}", file=sys.stderr)
        return content


if __name__ == "__main__":
    file_name, port_given, end_given = sys.argv[1:]
    noted: list[Any] = []
    editors = [Editor(person, int(port_given), float(end_given), noted) for person in json.load(sys.stdin)]
    for editor in editors:
        editor.start()
    for editor in editors:
        editor.join()
    used = resource.getrusage(resource.RUSAGE_SELF)
    Path(file_name).write_text(json.dumps({"cpu_s": used.ru_utime + used.ru_stime, "requests": noted}))
