"""Makes sure that the tests have a browser: the system's Chromium, else one installed now. Exit 1 where none starts."""

import os
import shutil
import subprocess
import sys

SYSTEM_NAMES = ("chromium", "chromium-browser")


def system_browser() -> str | None:
    """The path of the system's Chromium."""
    return next((found for name in SYSTEM_NAMES if (found := shutil.which(name))), None)


def starts(path: str) -> bool:
    try:
        subprocess.run([path, "--no-sandbox", "--version"], check=True, capture_output=True, timeout=60)
    except (OSError, subprocess.SubprocessError):
        return False
    return True


def by_apt() -> bool:
    """Whether the distribution's own package could be installed: only root may, where there is an apt."""
    if os.geteuid() != 0 or not shutil.which("apt-get"):
        return False
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for command in (["apt-get", "-qq", "update"], ["apt-get", "-qq", "install", "-y", "chromium"]):
        if subprocess.run(command, env=environment, check=False).returncode != 0:
            return False
    return True


def by_playwright() -> bool:
    """Whether playwright could download the build that it was made for."""
    return subprocess.run([sys.executable, "-m", "playwright", "install", "chromium"], check=False).returncode == 0


def main() -> int:
    found = system_browser()
    if found and starts(found):
        return 0
    print("Chromium is missing: installing it for the browser tests.", flush=True)
    if by_apt() and (found := system_browser()) and starts(found):
        return 0
    if by_playwright():
        return 0
    print(
        "The browser tests need Chromium, and it could not be installed. "
        "Install the package `chromium` of your distribution, then run `make test` again.",
        file=sys.stderr,
    )
    return 1


if __name__ == "__main__":
    sys.exit(main())
