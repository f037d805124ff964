"""Sizes in words, for who reads a terminal."""

_STEP = 1000


def size(count: float) -> str:
    for unit in ("bytes", "kB", "MB", "GB"):
        if count < _STEP:
            return f"{count:.0f} {unit}" if unit == "bytes" else f"{count:.1f} {unit}"
        count /= _STEP
    return f"{count:.1f} TB"
