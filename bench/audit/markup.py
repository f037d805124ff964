"""The Nu HTML checker on the bytes that were answered."""

import json
import subprocess
import tempfile
from collections.abc import Sequence
from pathlib import Path

from bench.audit.pages import Answer

_JAR = Path(__file__).parent / "node_modules/vnu-jar/build/dist/vnu.jar"


def faults(answers: Sequence[Answer]) -> list[str]:
    """`path: what is wrong`, errors alone; one process for all, since it starts slowly."""
    with tempfile.TemporaryDirectory() as folder:
        paths = {}
        for number, answer in enumerate(answers):
            file = Path(folder) / f"{number}.html"
            file.write_bytes(answer.html)
            paths[file.as_uri().replace("file:///", "file:/")] = answer.path
        command = ["java", "-jar", str(_JAR), "--format", "json", "--stdout", "--exit-zero-always", "--errors-only"]
        done = subprocess.run([*command, folder], capture_output=True, text=True, check=True)
        messages = json.loads(done.stdout)["messages"]
    return [
        f"{paths[message['url']]}: {message['message']} {message.get('extract', '').strip()!r}" for message in messages
    ]
