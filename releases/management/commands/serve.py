"""From a fresh checkout to a running press office: what `make run` does once the dependencies are there."""

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from releases.assets.naming import canonical_digest
from releases.authoring.languages import LANGUAGES
from releases.authoring.roles import install_roles
from releases.management.demo.publishing import PASSWORD

_HIGHEST_PORT = 65535
# Of the allocator within Granian, and as deploy/ sets it: pages go out a fifth more often, see docs/performance.md.
ALLOCATOR = ("_RJEM_MALLOC_CONF", "narenas:2")


class Command(BaseCommand):
    help = "Migrates, collects static files, loads the demonstration into an empty installation, and serves."

    def handle(self, *args: Any, **options: Any) -> None:
        port = os.environ.get("PORT", "8000")
        if not port.isdecimal() or not 0 < int(port) <= _HIGHEST_PORT:
            raise CommandError(f"PORT={port} is not a port. Write for example PORT=8000.")
        if self._unmigrated():
            call_command("migrate", verbosity=0)
            install_roles()
        self._collect_static_files()
        if settings.DEMONSTRATION:
            call_command("load_demo", if_empty=True)
        self._announce(port)
        connection.close()
        subprocess.Popen([sys.executable, sys.argv[0], "deliver", "--beside", str(os.getpid())])  # noqa: S603  our own
        # Most of them only wait, see `releases.outlets.page_cache.lanes`; without the page cache, all of them work.
        threads = "32" if settings.PAGE_CACHE_BYTES else "4"
        server = [
            "granian", "--interface", "wsgi", "--host", "127.0.0.1", "--port", port,
            # Granian would warn of so many threads.
            "--workers", "2", "--blocking-threads", threads, "--no-access-log", "--log-level", "error",
            # Ctrl-C reaches workers twice, by the terminal and by their server, and now and then they wait for ever.
            "--workers-kill-timeout", "3", "embassy.wsgi:application",
        ]  # fmt: skip
        os.environ.setdefault(*ALLOCATOR)
        os.execv(Path(sys.executable).with_name("granian"), server)  # noqa: S606  the server takes over this process, and its signals

    def _unmigrated(self) -> bool:
        executor = MigrationExecutor(connection)
        return bool(executor.migration_plan(executor.loader.graph.leaf_nodes()))

    def _collect_static_files(self) -> None:
        """Collects, compresses and names them only when one was added or changed: that takes seconds."""
        found = sorted((path, storage.path(path)) for finder in get_finders() for path, storage in finder.list([]))
        seen = canonical_digest({"files": [[path, Path(full).stat().st_mtime_ns] for path, full in found]})
        stamp = Path(settings.STATIC_ROOT) / ".collected"
        if stamp.exists() and stamp.read_text() == seen:
            return
        call_command("collectstatic", interactive=False, verbosity=0)
        stamp.write_text(seen)

    def _announce(self, port: str) -> None:
        origin = f"http://127.0.0.1:{port}"
        lines = ["", f"The press office:  {origin}/"]
        lines += [f"                   {origin}/{language}/" for language in LANGUAGES]
        lines += [f"The desk:          {origin}/admin/", f"The API:           {origin}/api/v1/releases/"]
        if settings.DEMONSTRATION:
            lines += [f"Sign-ins:          author, reviewer, administrator; password of each: {PASSWORD}"]
        lines += ["Ctrl-C stops it.", ""]
        self.stdout.write("\n".join(lines))
        self.stdout.flush()
