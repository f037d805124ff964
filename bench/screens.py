"""Pictures of every type of page, in four languages, at four widths, in light and in dark: to be looked at.

python -m bench.screens [FOLDER]      into FOLDER, by default a folder that is made and named
"""

import re
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

from bench.audit.installation import running
from bench.audit.pages import LANGUAGES, page_types
from tests.prepare import system_browser

WIDTHS_PX = (390, 768, 1280, 1920)
_HEIGHT_PX = 900
_ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"]
_LONGEST_PX = 6000


def main(folder: Path, languages: Sequence[str]) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    with running() as origin, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=system_browser(), args=_ARGUMENTS)
        page = browser.new_page()
        number = 0
        for language in languages:
            for answer in page_types(origin, language, of_each=1):
                for scheme in ("light", "dark"):
                    number += _shoot(page, f"{origin}{answer.path}", folder, _name(answer.path), scheme)
        browser.close()
    print(f"{number} pictures in {folder}")


def _shoot(page: Page, address: str, folder: Path, name: str, scheme: str) -> int:
    """All widths in light; in dark the narrow one and the usual one."""
    widths = WIDTHS_PX if scheme == "light" else WIDTHS_PX[::2]
    page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    page.goto(address)
    page.evaluate("document.querySelectorAll('img').forEach(one => { one.loading = 'eager'; })")
    page.wait_for_load_state("networkidle")
    for width_px in widths:
        page.set_viewport_size({"width": width_px, "height": _HEIGHT_PX})
        height_px = min(page.evaluate("document.documentElement.scrollHeight"), _LONGEST_PX)
        page.screenshot(
            path=folder / f"{name}-{width_px}-{scheme}.png",
            full_page=True,
            clip={"x": 0, "y": 0, "width": width_px, "height": height_px},
        )
    return len(widths)


def _name(path: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", path.lower()).strip("-")


if __name__ == "__main__":
    folder = Path(sys.argv[1]) if sys.argv[1:] else Path(tempfile.mkdtemp(prefix="embassy-screens-"))
    main(folder, sys.argv[2:] or LANGUAGES)
