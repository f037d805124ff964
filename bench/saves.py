"""Many people save texts at the same time, in several processes: no sentence of anybody is lost.

    python bench/saves.py                        10,000 saves by 8 processes in 100 texts, SQLite in a folder of its own
    python bench/saves.py --postgresql --saves 2000 --texts 1

Each save is what the desk's form sends: what was there when it was opened, and one sentence more. Who is asked, since
another was faster, says that both shall stand, until it is saved. Prints saves a second, how many were asked, and the
slowest. Exit 1 where in the end a sentence is not there, or is there twice, or where anything else was answered.
"""

import argparse
import json
import multiprocessing
import os
import random
import re
import shutil
import statistics
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("--saves", type=int, default=10_000)
    parser.add_argument("--processes", type=int, default=8)
    parser.add_argument("--texts", type=int, default=100)
    parser.add_argument("--postgresql", action="store_true")
    asked = parser.parse_args()
    from bench.serving import database

    folder = Path(tempfile.mkdtemp(prefix="embassy-saves-"))
    try:
        with database(folder, wanted=asked.postgresql):
            return run(asked, folder)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def set_up(folder: str) -> None:
    os.environ |= {
        "EMBASSY_DATA": folder,
        "EMBASSY_DEMONSTRATION": "1",
        "DJANGO_SETTINGS_MODULE": "embassy.settings",
    }
    import django

    django.setup()
    from django.conf import settings

    settings.ALLOWED_HOSTS = ["*"]
    settings.STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}


def run(asked: argparse.Namespace, folder: Path) -> int:
    (folder / "data").mkdir()
    set_up(str(folder / "data"))
    from django.conf import settings
    from django.core.management import call_command
    from django.db import connection
    from django.test import Client

    from releases.authoring.models import Text, TextBlock, User
    from releases.authoring.roles import install_roles
    from tests.factories import make_mission, make_release

    call_command("migrate", verbosity=0)
    install_roles()
    person = User.objects.create_superuser("editor", "editor@ruritania.example", "x")
    make_mission(id=1)
    for _number in range(asked.texts):
        make_release("briefing", by=person, html="<p>Quiet.</p>")
    client = Client()
    client.force_login(person)
    session = client.cookies[settings.SESSION_COOKIE_NAME].value
    texts = list(Text.objects.values_list("pk", flat=True))
    connection.close()

    each = [range(number, asked.saves, asked.processes) for number in range(asked.processes)]
    given = [(str(folder / "data"), session, texts, list(numbers)) for numbers in each]
    context = multiprocessing.get_context("spawn")
    begun = time.monotonic()
    with context.Pool(asked.processes) as pool:
        found = pool.starmap(save_all, given)
    took_s = time.monotonic() - begun
    times, statuses = [one for times, _statuses in found for one in times], Counter[int]()
    for _times, counted in found:
        statuses.update(counted)
    there = Counter(int(one) for html in TextBlock.objects.values_list("html", flat=True) for one in _numbers(html))
    lost = sorted(set(range(asked.saves)) - set(there))
    twice = [number for number, count in there.items() if count > 1]
    other = {status: count for status, count in statuses.items() if status not in {302, 409}}
    slowest = statistics.quantiles(times, n=1000)
    print(f"{asked.saves} saves by {asked.processes} processes in {asked.texts} texts, {connection.vendor}")
    print(f"{took_s:.0f} s, {asked.saves / took_s:.0f} a second; load {os.getloadavg()[0]:.1f}")
    print(f"each {statistics.median(times) * 1000:.0f} ms, of a thousand the slowest {slowest[998] * 1000:.0f} ms, "
          f"the very slowest {max(times) * 1000:.0f} ms")  # fmt: skip
    print(f"answers: {json.dumps(statuses)}: {statuses[409]} were asked, since another was faster")
    print(f"lost: {len(lost)}, twice: {len(twice)}, answered otherwise: {other or 0}")
    return 1 if lost or twice or other else 0


def save_all(folder: str, session: str, texts: list[int], numbers: list[int]) -> tuple[list[float], dict[int, int]]:
    """In a process of its own: seconds that each save took until it was done, and how often it was answered what."""
    set_up(folder)
    from django.conf import settings
    from django.test import Client

    client = Client(raise_request_exception=False)
    client.cookies[settings.SESSION_COOKIE_NAME] = session
    chance, statuses, forms = random.Random(numbers[0]), Counter[int](), {}
    times = [_saved(client, chance.choice(texts), number, statuses, forms) for number in numbers]
    return times, dict(statuses)


def _saved(client: Any, text: int, number: int, statuses: Counter[int], forms: dict[int, Any]) -> float:
    from django.urls import reverse

    from releases.authoring.models import Text, TextBlock
    from tests.admin.forms import filled

    page = reverse("admin:releases_text_change", args=[text])
    block = TextBlock.objects.get(parent=text)
    if text not in forms:
        forms[text] = filled(client.get(page), "kept_window")
    # As it is opened now: the time is read before the words, so that it is never newer than they are.
    form = {**forms[text], "seen_edit": Text.objects.get(pk=text).edited_at.isoformat()}
    html = TextBlock.objects.get(parent=text).html
    form |= {"textblock-0-html": f"{html}<p>Sentence {number}.</p>", "_save": "1"}
    begun = time.monotonic()
    while True:
        answer = client.post(page, form)
        statuses[answer.status_code] += 1
        if answer.status_code != 409:
            return time.monotonic() - begun
        seen = Text.objects.get(pk=text).edited_at.isoformat()
        again = filled(answer, "desk_conflict")
        form = {**again, "seen_edit": seen, f"desk_choice:textblock:{block.pk}:html": "both"}


def _numbers(html: str) -> list[str]:
    return re.findall(r"Sentence (\d+)\.", html)


if __name__ == "__main__":
    sys.exit(main())
