"""Logs as lines of JSON that tell of no person: no address, no browser, no search word, no link of somebody's own."""

import ipaddress
import json
import logging
import re
from contextvars import ContextVar
from typing import Any

from django.utils import timezone

request_id: ContextVar[str] = ContextVar("request_id", default="")
# What a line may bear besides its words: put there with `extra`, by us.
_EXTRA = ("method", "route", "status", "ms")
_MAIL = re.compile(r"[^\s@<>\"'(),:;=]+@[^\s@<>\"'(),:;]+\.[^\s@<>\"'(),:;]+")
_QUERY = re.compile(r"\?[^\s\"'<>]*")
# What may be an address of a network; a time of day looks alike.
_NETWORK = re.compile(r"(?<![\w.:])(?:[0-9a-fA-F]*:[0-9a-fA-F:.]*:[0-9a-fA-F:.]*|\d+\.\d+\.\d+\.\d+)(?![\w:])")
# What opens a page for one person, also where it looks like a word.
_LINK = re.compile(r"(/(?:early|preview|subscribe/[a-z]+)/)[A-Za-z0-9_:=-]{24,}")
# A link of one's own, a key, a signature: long, and not a word.
_TOKEN = re.compile(r"(?=[A-Za-z_:=-]*\d)[A-Za-z0-9_:=-]{20,}")


def without_persons(text: str) -> str:
    text = _QUERY.sub("?…", text)
    text = _MAIL.sub("<mail>", text)
    text = _NETWORK.sub(_without_address, text)
    return _TOKEN.sub("<token>", _LINK.sub(r"\1<token>", text))


def _without_address(found: re.Match[str]) -> str:
    try:
        ipaddress.ip_address(found[0].rstrip("."))
    except ValueError:
        return found[0]
    return "<address>"


class JsonFormatter(logging.Formatter):
    """One line an event. Python's own text of an error is kept, without persons."""

    def format(self, record: logging.LogRecord) -> str:
        said: dict[str, Any] = {
            "at": timezone.now().isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": without_persons(record.getMessage()),
        }
        if asked := request_id.get():
            said["request"] = asked
        said |= {name: value for name in _EXTRA if (value := getattr(record, name, None)) is not None}
        if record.exc_info:
            said["error"] = without_persons(self.formatException(record.exc_info))
        return json.dumps(said, ensure_ascii=False, default=str)


class PlainFormatter(logging.Formatter):
    """For a terminal: the same words, without persons."""

    def format(self, record: logging.LogRecord) -> str:
        return without_persons(super().format(record))


def without_request(event: Any, _hint: dict[str, Any]) -> Any:
    """What goes to Sentry: where it happened, and not to whom."""
    asked = event.get("request") or {}
    event["request"] = {name: without_persons(str(asked[name])) for name in ("method", "url") if name in asked}
    for part in ("user", "server_name", "breadcrumbs", "extra", "modules"):
        event.pop(part, None)
    for error in (event.get("exception") or {}).get("values", []):
        error["value"] = without_persons(str(error.get("value") or ""))
        for frame in (error.get("stacktrace") or {}).get("frames", []):
            frame.pop("vars", None)
    if "logentry" in event:
        event["logentry"] = {"message": without_persons(str(event["logentry"].get("message", "")))}
    if identity := request_id.get():
        event.setdefault("tags", {})["request"] = identity
    return event
