"""Makes sure that the tests have what no wheel brings: Chromium, nginx, systemd-analyze. Installs what is missing.

Exit 1 where one of them cannot be had.
"""

import os
import shutil
import subprocess
import sys

SYSTEM_NAMES = ("chromium", "chromium-browser")
# Program -> package of Debian.
TOOLS = {"nginx": "nginx-light", "systemd-analyze": "systemd"}


def system_browser() -> str | None:
    """The path of the system's Chromium."""
    return next((found for name in SYSTEM_NAMES if (found := shutil.which(name))), None)


def starts(path: str) -> bool:
    try:
        subprocess.run([path, "--no-sandbox", "--version"], check=True, capture_output=True, timeout=60)
    except (OSError, subprocess.SubprocessError):
        return False
    return True


def tool(name: str) -> str | None:
    """The path of a program; those of administrators are not on everybody's."""
    return shutil.which(name) or shutil.which(name, path="/usr/sbin:/sbin")


def by_apt(*packages: str) -> bool:
    """Whether the distribution's own packages could be installed: only root may, where there is an apt."""
    if os.geteuid() != 0 or not shutil.which("apt-get"):
        return False
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for command in (["apt-get", "-qq", "update"], ["apt-get", "-qq", "install", "-y", *packages]):
        if subprocess.run(command, env=environment, check=False).returncode != 0:
            return False
    return True


def by_playwright() -> bool:
    """Whether playwright could download the build that it was made for."""
    return subprocess.run([sys.executable, "-m", "playwright", "install", "chromium"], check=False).returncode == 0


def main() -> int:
    return 0 if tools() and browser() else 1


def tools() -> bool:
    missing = [name for name in TOOLS if tool(name) is None]
    if not missing:
        return True
    print(f"Missing: {', '.join(missing)}. Installing for the tests of deploy/.", flush=True)
    packages = [TOOLS[name] for name in missing]
    if by_apt(*packages) and all(tool(name) for name in missing):
        return True
    print(
        f"The tests of deploy/ need {', '.join(missing)}. Install the packages {', '.join(packages)} of your "
        "distribution, then run `make test` again.",
        file=sys.stderr,
    )
    return False


def browser() -> bool:
    found = system_browser()
    if found and starts(found):
        return True
    print("Chromium is missing: installing it for the browser tests.", flush=True)
    if by_apt("chromium") and (found := system_browser()) and starts(found):
        return True
    if by_playwright():
        return True
    print(
        "The browser tests need Chromium, and it could not be installed. "
        "Install the package `chromium` of your distribution, then run `make test` again.",
        file=sys.stderr,
    )
    return False


if __name__ == "__main__":
    sys.exit(main())
