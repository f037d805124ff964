"""A partner's own program, which knows the documentation of the API and nothing of this application.

    python partner_process.py FOLDER

FOLDER/asked.json says where the feed is, by which keys to follow it, and the secret of the webhooks. What is heard goes
into FOLDER/heard.sqlite3 with the time on the partner's own clock; whoever kills this program and starts it again loses
nothing, since a page of the feed and the cursor after it go in together.
"""

import datetime as dt
import json
import random
import sqlite3
import sys
import threading
import time
from contextlib import closing
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import httpx
from standardwebhooks import Webhook, WebhookVerificationError

TABLES = """
CREATE TABLE IF NOT EXISTS cursors (feed TEXT PRIMARY KEY, cursor TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS entries (
    feed TEXT, heard_at TEXT, event TEXT, id TEXT, language TEXT, edition INTEGER, at TEXT);
CREATE TABLE IF NOT EXISTS states (
    feed TEXT, id TEXT, language TEXT, edition INTEGER, digest TEXT, PRIMARY KEY (feed, id, language));
CREATE TABLE IF NOT EXISTS calls (
    heard_at TEXT, webhook_id TEXT, answered INTEGER, event TEXT, id TEXT, language TEXT, edition INTEGER, at TEXT);
"""


def now() -> str:
    return dt.datetime.now(dt.UTC).isoformat(timespec="microseconds")


def opened(folder: Path) -> sqlite3.Connection:
    return sqlite3.connect(folder / "heard.sqlite3", timeout=20)


class Follower(threading.Thread):
    def __init__(self, folder: Path, feed: str, asked: dict[str, Any]) -> None:
        super().__init__(daemon=True)
        self.folder, self.feed, self.address = folder, feed, f"{asked['origin']}/api/v1/changes/"
        self.headers = {"Authorization": f"Bearer {asked['keys'][feed]}"} if asked["keys"][feed] else {}

    def run(self) -> None:
        with closing(opened(self.folder)) as kept, httpx.Client(headers=self.headers, timeout=30) as client:
            while True:
                try:
                    self._next_page(kept, client)
                except httpx.TransportError:  # the server is away: where we were, we go on
                    time.sleep(0.1)

    def _next_page(self, kept: sqlite3.Connection, client: httpx.Client) -> None:
        row = kept.execute("SELECT cursor FROM cursors WHERE feed = ?", [self.feed]).fetchone()
        asked = {"wait": "3", "limit": str(random.choice([1, 3, 20])), **({"cursor": row[0]} if row else {})}
        answer = client.get(self.address, params=asked)
        heard_at = now()
        if answer.status_code in {500, 503}:
            time.sleep(0.1)
            return
        answer.raise_for_status()
        page = answer.json()
        with kept:
            for entry in page["results"]:
                self._take(kept, entry, heard_at)
            kept.execute("INSERT OR REPLACE INTO cursors VALUES (?, ?)", [self.feed, page["cursor"]])

    def _take(self, kept: sqlite3.Connection, entry: dict[str, Any], heard_at: str) -> None:
        place = [self.feed, entry["id"], entry["language"]]
        kept.execute(
            "INSERT INTO entries VALUES (?, ?, ?, ?, ?, ?, ?)",
            [self.feed, heard_at, entry["event"], *place[1:], entry["edition"], entry["at"]],
        )
        if entry["event"] == "withdrawn" or entry["item"] is None:
            kept.execute("DELETE FROM states WHERE feed = ? AND id = ? AND language = ?", place)
        else:
            kept.execute(
                "INSERT OR REPLACE INTO states VALUES (?, ?, ?, ?, ?)",
                [*place, entry["edition"], entry["item"]["digest"]],
            )


def receiver(folder: Path, secret: str, port: int) -> ThreadingHTTPServer:
    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            heard_at = now()
            body = self.rfile.read(int(self.headers["Content-Length"]))
            try:
                told = Webhook(secret).verify(body, dict(self.headers.items()))
            except WebhookVerificationError:
                told = {"type": "not verified", "timestamp": "", "data": {}}
            # Now and then it has something else to do: that is no acknowledgement.
            answered = 401 if not told["timestamp"] else random.choices([204, 503], [40, 1])[0]
            data = told["data"]
            row = [told["type"], data.get("id"), data.get("language"), data.get("edition"), told["timestamp"]]
            with closing(opened(folder)) as kept, kept:
                kept.execute(
                    "INSERT INTO calls VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                    [heard_at, self.headers["webhook-id"], answered, *row],
                )
            self.send_response(answered)
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, *_arguments: Any) -> None:
            pass

    return ThreadingHTTPServer(("127.0.0.1", port), Handler)


def main(folder: Path) -> None:
    asked = json.loads((folder / "asked.json").read_text(encoding="utf-8"))
    with closing(opened(folder)) as kept:
        kept.execute("PRAGMA journal_mode=WAL")
        kept.executescript(TABLES)
    for feed in asked["keys"]:
        Follower(folder, feed, asked).start()
    receiver(folder, asked["secret"], asked["port"]).serve_forever()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
