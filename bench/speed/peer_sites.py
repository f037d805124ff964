"""Wagtail and feincms3, each in one environment of their own, with our words; made once, and anew when they change."""

import hashlib
import json
import os
import random
import shutil
import string
import subprocess
import sys
from pathlib import Path
from typing import Any

from .servers import BUILD, PEERS, PEERS_BIN

NAMES = ("wagtail", "feincms3")


def environment() -> bool:
    """Whether it is there. Says why where it cannot be made."""
    wanted = (PEERS / "requirements.txt").read_text()
    stamp = BUILD / "peers" / ".installed"
    if stamp.exists() and stamp.read_text() == wanted:
        return True
    print("Installing Wagtail and feincms3 into build/speed/peers ...", flush=True)
    subprocess.run([sys.executable, "-m", "venv", str(BUILD / "peers")], check=True)
    pip = [str(PEERS_BIN / "pip"), "install", "--quiet", "--disable-pip-version-check"]
    if subprocess.run([*pip, "-r", str(PEERS / "requirements.txt")], check=False).returncode:
        print("MISSING: the package index does not give Wagtail and feincms3. They are left out.")
        return False
    stamp.write_text(wanted)
    return True


def filled(content: Path) -> dict[str, Any]:
    """What fill.py says of each, by name."""
    return {name: _filled(name, content) for name in NAMES}


def _filled(name: str, content: Path) -> dict[str, Any]:
    folder, sources = BUILD / name, sorted((PEERS / f"press_{name}").rglob("*.*"))
    digest = hashlib.sha256(b"".join(path.read_bytes() for path in (content, *sources) if "pyc" not in path.suffix))
    stamp = folder / "filled.json"
    if stamp.exists() and (said := json.loads(stamp.read_text()))["digest"] == digest.hexdigest():
        return said
    print(f"Filling {name} ...", flush=True)
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    frames(name, article=0, listing=0)
    run = subprocess.run(
        [str(PEERS_BIN / "python"), "-m", f"press_{name}.fill", str(content)],
        cwd=PEERS,
        env={**os.environ, "PRESS_DATA": str(folder), "PYTHONPATH": str(PEERS)},
        capture_output=True,
        text=True,
        check=False,
    )
    if run.returncode:
        raise SystemExit(f"{name} cannot be filled:\n{run.stderr}")
    said = {**json.loads(run.stdout), "digest": digest.hexdigest()}
    stamp.write_text(json.dumps(said))
    return said


def frames(name: str, *, article: int, listing: int, packed: int = 0) -> None:
    """So many bytes around each page that what goes over the wire is as long as ours.

    `packed`: how many of them the article has in gzip. Of letters by chance three quarters are left, of words that
    come again nothing.
    """
    for page, length in (("article", article), ("list", listing)):
        letters = random.Random(8).choices(string.ascii_letters, k=packed * 4 // 3 if page == "article" else 0)
        words = ("".join(letters) + " " + "The press section of the Embassy. " * (length // 34 + 1))[
            : max(0, length - 40)
        ]
        (BUILD / name / f"frame_{page}.html").write_text(f"<footer><p>{words}</p></footer>" if words else "")
