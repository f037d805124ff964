"""Pictures of every type of page, in four languages, at four widths, in light and in dark: to be looked at.

python -m bench.screens [FOLDER]      into FOLDER, by default a folder that is made and named
python -m bench.screens --desk [URL]  those of the desk into docs/images, of a demonstration that runs at URL
"""

import re
import sys
import tempfile
from collections.abc import Sequence
from contextlib import nullcontext
from io import BytesIO
from pathlib import Path

from PIL import Image
from playwright.sync_api import Locator, Page, sync_playwright

from bench.audit.installation import ROOT, running
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


def desk(folder: Path, address: str) -> None:
    """The desk's own pages as a reviewer sees them, of the demonstration at an address, or of a new one."""
    with nullcontext(address) if address else running() as origin, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=system_browser(), args=_ARGUMENTS)
        page = browser.new_page(viewport={"width": 1280, "height": _HEIGHT_PX})
        author = browser.new_page()
        _sign_in(author, origin, "author")
        _submit_a_change(author, origin)
        _sign_in(page, origin, "reviewer")
        page.goto(f"{origin}/admin/releases/briefing/?standing=public")
        release = origin + _first_part(page.locator("#result_list .field-__str__ a").last)
        # What was corrected once: any kind's list leads to it.
        page.goto(f"{origin}/admin/releases/release/?q=black-and-white")
        page.locator("#result_list .field-__str__ a").first.click()
        revised = page.url.removesuffix("change/")
        page.goto(f"{origin}/admin/releases/submission/?state__exact=open")
        submission = page.locator("#result_list a[href*='/submission/']").first
        review = origin + re.sub(r"\?.*$", "", submission.get_attribute("href") or "")
        page.goto(f"{release}change/")
        states = page.locator(".desk-states")
        texts = {
            language: origin + (states.locator(f"a:has([lang={language}])").first.get_attribute("href") or "")
            for language in ("en", "ur")
        }
        shots = {
            "news": f"{origin}/admin/",
            "release": f"{release}change/",
            "withdraw": f"{release}withdraw/",
            "history": f"{revised}record/?language=en&from=1&to=2",
            "review": review,
            **{f"writing-{language}": address for language, address in texts.items()},
        }
        for name, shown in shots.items():
            _keep(page, shown, folder / f"desk-{name}.webp")
        page.goto(texts["en"])
        page.locator("#desk-tab-checks").click()
        page.locator("#desk-checks .desk-check").first.wait_for()
        _picture(page, folder / "desk-checks.webp")
        page.set_viewport_size({"width": WIDTHS_PX[0], "height": _HEIGHT_PX})
        _keep(page, f"{origin}/admin/", folder / "desk-phone.webp")
        browser.close()


def _sign_in(page: Page, origin: str, name: str) -> None:
    page.goto(f"{origin}/admin/login/")
    page.fill("#id_username", name)
    page.fill("#id_password", "demonstration")
    page.click(".sign-in-primary")
    page.wait_for_url(f"{origin}/admin/")


def _submit_a_change(page: Page, origin: str) -> None:
    """One word of the summary, so that something waits for review."""
    page.goto(f"{origin}/admin/releases/text/?q=Ambassador+briefs&language__exact=en")
    page.locator("#result_list .field-titled a").first.click()
    summary = page.locator("#id_summary")
    summary.fill(summary.input_value().replace("underlined", "stressed"))
    page.locator("[name=_submit]").first.click()
    page.wait_for_url("**/submit/")
    for reason in page.locator("[name^='because-']").all():
        reason.fill("As in the founding text.")
    page.locator(".submit-row input.default").click()
    page.wait_for_url(lambda address: "/submit/" not in address)


def _keep(page: Page, address: str, path: Path) -> None:
    page.goto(address)
    page.wait_for_load_state("networkidle")
    if page.locator("[data-stage]").count():
        page.locator(".desk-preview-ready").first.wait_for()
    if "/submission/" in address:  # to what was changed
        page.evaluate("scrollTo(0, scrollY + document.querySelector('main ins').getBoundingClientRect().top - 380)")
    _picture(page, path)


def _picture(page: Page, path: Path) -> None:
    Image.open(BytesIO(page.screenshot())).save(path, "WEBP", quality=80, method=6)


def _first_part(link: Locator) -> str:
    """Of a release: what the addresses of all its pages begin with."""
    return re.sub(r"change/(\?.*)?$", "", link.get_attribute("href") or "")


if __name__ == "__main__":
    if sys.argv[1:2] == ["--desk"]:
        desk(ROOT / "docs" / "images", "".join(sys.argv[2:3]).rstrip("/"))
        sys.exit()
    folder = Path(sys.argv[1]) if sys.argv[1:] else Path(tempfile.mkdtemp(prefix="embassy-screens-"))
    main(folder, sys.argv[2:] or LANGUAGES)
