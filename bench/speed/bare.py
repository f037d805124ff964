"""A page as bytes in memory, and nothing else: what Python's fastest server can do.

It answers in a list, which Granian sends whole; anything else it asks for its parts, one after another.
"""

import os
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

_PAGE = Path(os.environ["BENCH_PAGE"]).read_bytes()
_HEADERS = [("Content-Type", "text/html; charset=utf-8"), ("Content-Length", str(len(_PAGE)))]


def application(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
    if "HTTP_IF_NONE_MATCH" in environ:
        start_response("304 Not Modified", [("ETag", environ["HTTP_IF_NONE_MATCH"])])
        return []
    start_response("200 OK", _HEADERS)
    return [_PAGE]
