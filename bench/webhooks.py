"""Webhooks: one release planned and sent to every endpoint on this machine; and the site meanwhile, mail included.

    python bench/webhooks.py                                    200 endpoints of ten partners, SQLite in its own folder
    python bench/webhooks.py --subscribers 10000 --rounds 3     besides, the site while worker and mail are at it

Prints seconds and rates, and how long the longest transaction held SQLite's one place to write. With `--rounds`, it
starts server and worker as `manage.py serve` does, and asks for pages in one loop: alone, and then while a release is
planned and sent, in turns. Requests a second and the slowest in a hundred stand beside one another: their ratio holds
whatever else the machine is doing. Exit 1 where the longest transaction is longer than the limit.
"""

import argparse
import multiprocessing
import os
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
LIMIT_S = 1.0
_QUIET_S = 5.0
_OF_A_PARTNER = 20
PATHS = ("/en/", "/en/statements/", "/api/v1/releases/?language=en&limit=20", "/en/feed.atom")


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("--endpoints", type=int, default=200)
    parser.add_argument("--subscribers", type=int, default=0)
    parser.add_argument("--rounds", type=int, default=0)
    asked = parser.parse_args()
    sys.path.insert(0, str(ROOT))
    smtp, http, site = _free_port(), _free_port(), _free_port()
    taking = multiprocessing.get_context("spawn").Process(target=take, args=(smtp, http), daemon=True)
    with tempfile.TemporaryDirectory(prefix="embassy-bench-") as folder:
        os.environ |= {
            "EMBASSY_DATA": folder,
            "EMBASSY_DEMONSTRATION": "1",
            "EMBASSY_WEBHOOKS_LOOPBACK": "1",
            "EMBASSY_EMAIL_URL": f"smtp://127.0.0.1:{smtp}?tls=none",
            "EMBASSY_EMAIL_FROM": "press@ruritania.example",
            "EMBASSY_SITE_ORIGIN": f"http://127.0.0.1:{site}",
            "EMBASSY_API_PER_MINUTE": "10000000",
            "DJANGO_SETTINGS_MODULE": "embassy.settings",
        }
        taking.start()
        import django

        django.setup()
        try:
            office = Office(asked.endpoints, asked.subscribers, http)
            worst = office.measured_alone()
            if asked.rounds:
                Beside(office, site).measured(asked.rounds)
        finally:
            taking.terminate()
    print(f"limit     {LIMIT_S * 1000:.0f} ms: {'kept' if worst <= LIMIT_S else 'NOT KEPT'}")
    return 0 if worst <= LIMIT_S else 1


def take(smtp: int, http: int) -> None:
    """Everybody's mail server, and every partner's: in a process of its own, each answers at once.

    They stand for other machines, and take no processor from this one that it needs.
    """
    os.nice(10)
    from aiosmtpd.controller import Controller

    class Box:
        async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:  # noqa: N802
            return "250 OK"

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            self.rfile.read(int(self.headers["Content-Length"]))
            self.send_response(204)
            self.end_headers()

        def log_message(self, *_arguments: Any) -> None:
            pass

    Controller(Box(), hostname="127.0.0.1", port=smtp).start()
    ThreadingHTTPServer(("127.0.0.1", http), Handler).serve_forever()


class Office:
    """A mission with endpoints and subscribers, and a way to publish."""

    def __init__(self, endpoints: int, subscribers: int, port: int) -> None:
        from django.core.management import call_command

        from bench.mail import _world
        from releases.authoring.models import User
        from releases.partners import subscribing
        from releases.partners.models import Partner

        call_command("migrate", verbosity=0)
        self.endpoints, self.subscribers = endpoints, subscribers
        _world(subscribers)
        self.author, self.reviewer = User.objects.get(username="a"), User.objects.get(username="b")
        for number in range(endpoints):
            partner, _new = Partner.objects.get_or_create(name=f"Agency {number // _OF_A_PARTNER}")
            subscribing.subscribe(partner=partner, url=f"http://127.0.0.1:{port}/{number}")

    def publish(self) -> None:
        from bench.mail import _wait_until
        from tests.factories import make_release, publish

        release = make_release("statement", by=self.author, html="<p>Wool and salt.</p>" * 10)
        (edition,) = publish([release], author=self.author, reviewer=self.reviewer)
        _wait_until(edition.public_from)

    def measured_alone(self) -> float:
        """In this process; how long the longest transaction was."""
        from bench.mail import _Held
        from releases.outlets.webhooks.sending import Sender
        from releases.partners.planning import plan

        self.publish()
        planning, sending, sender = _Held(), _Held(), Sender()
        with planning:
            planned_s = _took(plan)
        worked = time.process_time()
        with sending:
            sent_s = _took(lambda: _until_there_is_nothing(sender.deliver))
        worked_s = time.process_time() - worked
        sender.close()
        print(f"planned   {self.endpoints} deliveries in {planned_s:.2f} s")
        print(f"sent      {self.endpoints} deliveries in {sent_s:.2f} s ({self.endpoints / sent_s:.0f}/s)")
        print(f"          {worked_s:.2f} s of them at work, the rest waiting for a processor, a disk or an endpoint")
        worst = max(planning.longest_s, sending.longest_s)
        print(f"          longest transaction {worst * 1000:.0f} ms")
        return worst

    def is_told(self) -> bool:
        """Whether every endpoint has it, and every letter is written down."""
        from releases.partners.endpoints import Delivery
        from releases.subscribers.models import Letter, Told

        walked = Told.objects.filter(subscriber=0, position_row__gt=0).exists() or not self.subscribers
        wanted = Letter.objects.count() % self.subscribers == 0 if self.subscribers else True
        return walked and wanted and not Delivery.objects.filter(next_at__isnull=False).exists()

    def forget_letters(self) -> None:
        """Those that are not sent yet, so that the worker has nothing to do again."""
        from releases.subscribers.models import Letter

        Letter.objects.filter(state="waiting").update(state="dropped", next_at=None)


class Beside:
    def __init__(self, office: Office, port: int) -> None:
        self.office, self.port = office, port

    def measured(self, rounds: int) -> None:
        from django.core.management import call_command

        call_command("collectstatic", interactive=False, verbosity=0)
        granian = str(Path(sys.executable).with_name("granian"))
        options = ["--interface", "wsgi", "--host", "127.0.0.1", "--port", str(self.port), "--workers", "2"]
        quiet = ["--blocking-threads", "2", "--no-access-log", "--log-level", "error", "embassy.wsgi:application"]
        commands = [[granian, *options, *quiet], [sys.executable, "manage.py", "deliver"]]
        running = [subprocess.Popen(command, cwd=ROOT, start_new_session=True) for command in commands]
        try:
            self._rounds(rounds)
        finally:
            for process in running:
                os.killpg(process.pid, 15)
                process.wait()

    def _rounds(self, rounds: int) -> None:
        alone, told, mailing = Asked(self.port), Asked(self.port), Asked(self.port)
        Asked(self.port).ask(most_s=3 * _QUIET_S)  # until it has started, and has warmed up
        for _round in range(rounds):
            self.office.publish()
            told.ask(until=self.office.is_told, most_s=120)
            if self.office.subscribers:
                mailing.ask(most_s=_QUIET_S)
                self.office.forget_letters()
            alone.wait()
            alone.ask(most_s=_QUIET_S)
        print(f"site      alone: {alone}")
        print(f"          while {self.office.endpoints} endpoints are told and letters planned: {told.against(alone)}")
        if self.office.subscribers:
            print(f"          while letters are sent: {mailing.against(alone)}")


class Asked:
    """Requests to the site, one after another, over one connection."""

    def __init__(self, port: int) -> None:
        import httpx

        self.client = httpx.Client(base_url=f"http://127.0.0.1:{port}", timeout=60)
        self.times_s: list[float] = []
        self.seconds = 0.0

    def wait(self) -> None:
        time.sleep(2)

    def ask(self, *, most_s: float, until: Callable[[], bool] = lambda: False) -> None:
        import httpx

        begun = looked = time.monotonic()
        while (now := time.monotonic()) < begun + most_s:
            if now - looked > 0.5:
                looked = now
                if until():
                    break
            try:
                self.client.get(PATHS[len(self.times_s) % len(PATHS)]).raise_for_status()
            except httpx.ConnectError:  # it has not started yet
                time.sleep(0.2)
                continue
            self.times_s.append(time.monotonic() - now)
        self.seconds += time.monotonic() - begun

    @property
    def rate(self) -> float:
        return len(self.times_s) / self.seconds

    @property
    def p99_ms(self) -> float:
        return statistics.quantiles(self.times_s, n=100)[98] * 1000

    def __str__(self) -> str:
        return f"{self.rate:.0f} requests/s, p99 {self.p99_ms:.0f} ms, in {self.seconds:.0f} s"

    def against(self, other: "Asked") -> str:
        return f"{self}; {self.rate / other.rate:.2f} of the rate, {self.p99_ms / other.p99_ms:.1f} of the p99"


def _until_there_is_nothing(work: Callable[[], int]) -> None:
    while work():
        pass


def _took(work: Callable[[], Any]) -> float:
    begun = time.monotonic()
    work()
    return time.monotonic() - begun


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port: int = free.getsockname()[1]
        return port


if __name__ == "__main__":
    sys.exit(main())
