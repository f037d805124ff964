"""Names of files: digests, never anything that somebody typed."""

import hashlib
import json
from typing import Any


def canonical_digest(parts: dict[str, Any]) -> str:
    """SHA-256 of the parts, as JSON with sorted keys and no spaces."""
    text = json.dumps(parts, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
