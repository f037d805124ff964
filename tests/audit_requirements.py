"""Asks the package index whether what is pinned still stands: every release there, none yanked, the digests the same.

Exit 1 where one is not, or where the index does not answer. What is known to be vulnerable is asked elsewhere: see
docs/operating.md.
"""

import re
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).parents[1]
LOCK = ROOT / "requirements-dev.lock"  # all of requirements.lock is in it, which tests/rules sees to
_PIN = re.compile(r"^([a-z0-9.-]+)(?:\[[^]]*\])?==(\S+)", re.MULTILINE)
_DIGEST = re.compile(r"sha256:[0-9a-f]{64}")
_YANKED = re.compile(r"^warning: (.* is yanked.*)$", re.MULTILINE)


def digests(text: str) -> dict[str, set[str]]:
    """`name==version` -> the digests that stand below it."""
    found = [(match.start(), f"{match[1]}=={match[2]}") for match in _PIN.finditer(text)]
    ends = [start for start, _pin in found[1:]] + [len(text)]
    return {pin: set(_DIGEST.findall(text[start:end])) for (start, pin), end in zip(found, ends, strict=True)}


def faults(said: str, answered: str, locked: str) -> list[str]:
    """`said` are the warnings of the resolver, `answered` the pins as the index has them."""
    there, ours = digests(answered), digests(locked)
    gone = [pin for pin in ours if pin not in there]
    other = [pin for pin in ours if pin in there and not ours[pin] <= there[pin]]
    return [
        *_YANKED.findall(said),
        *(f"{pin} is not there any more" for pin in gone),
        *(f"{pin}: a file that was pinned is gone, or is another one" for pin in other),
    ]


def main() -> int:
    locked = LOCK.read_text()
    with tempfile.TemporaryDirectory() as folder:
        pins = Path(folder) / "pins.in"
        lines = [line.split("\\")[0].strip() for line in locked.splitlines() if _PIN.match(line)]
        pins.write_text("\n".join(lines))
        # All of uv's options are those of `make lock`, but that nothing is resolved anew.
        command = ["uv", "pip", "compile", "--no-deps", "--universal", "--python-version", "3.11", "--generate-hashes"]
        command[0] = str(Path(sys.executable).with_name("uv"))
        asked = subprocess.run(
            [*command, "--no-annotate", "--no-header", "--refresh", str(pins)],
            capture_output=True,
            text=True,
            check=False,
        )
    if asked.returncode != 0:
        print(f"The package index does not have what is pinned, or does not answer:\n{asked.stderr}", file=sys.stderr)
        return 1
    found = faults(asked.stderr, asked.stdout, locked)
    print("\n".join(found) or f"{len(digests(locked))} pinned releases stand as they were locked.")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
