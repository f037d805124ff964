"""The media library with a mouse: files dropped in, each with its verdict; the point that every crop keeps."""

import base64
import io
from collections.abc import Callable
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse
from PIL import Image
from playwright.sync_api import Page, expect

from releases.authoring.models import MediaAsset, User
from tests.clock import Clock
from tests.factories import make_drawn_map, make_file, make_mission, make_release

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
_DROP = """files => {
  const carried = new DataTransfer();
  for (const [name, data] of files) {
    const bytes = Uint8Array.from(atob(data), letter => letter.charCodeAt(0));
    carried.items.add(new File([bytes], name, { type: "image/png" }));
  }
  for (const name of ["dragenter", "dragover", "drop"]) {
    document.getElementById("library-drop").dispatchEvent(
      new DragEvent(name, { dataTransfer: carried, bubbles: true, cancelable: true }));
  }
}"""
_PLACES = "all => all.map(crop => getComputedStyle(crop).objectPosition)"


def png(size: tuple[int, int] = (900, 300)) -> bytes:
    buffer = io.BytesIO()
    Image.linear_gradient("L").resize(size).convert("RGB").save(buffer, "PNG")
    return buffer.getvalue()


@pytest.fixture
def said(page: Page, live: str, clock: Clock, author: User) -> list[str]:
    """What the console complains about, to an author who is signed in."""
    make_mission(id=1)
    client, said = Client(), list[str]()
    client.force_login(author)
    cookie = client.cookies[settings.SESSION_COOKIE_NAME].value
    page.context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": cookie, "url": live}])
    page.on("console", lambda line: said.append(line.text) if line.type in {"error", "warning"} else None)
    page.on("pageerror", lambda error: said.append(str(error)))
    return said


def test_files_that_are_dropped_become_drafts_or_say_why_not(page: Page, live: str, said: list[str]) -> None:
    page.goto(live + reverse("admin:releases_mediaasset_changelist"))
    dropped = [("harbour.png", png()), ("notes.png", b"words"), ("quay.png", png((300, 200)))]

    page.evaluate(_DROP, [[name, base64.b64encode(data).decode()] for name, data in dropped])

    rows = page.locator(".library-progress li")
    expect(rows.locator("a")).to_have_count(2, timeout=30_000)
    expect(rows.locator("progress")).to_have_count(0)
    expect(page.locator(".library-progress .is-refused")).to_contain_text("notes.png")
    expect(page.locator(".library-progress .is-refused")).to_contain_text("none of the kinds we take")
    assert {str(asset) for asset in MediaAsset.objects.all()} == {"harbour", "quay"}
    rows.first.locator("a").click()
    expect(page.locator("h1, h2").filter(has_text="harbour").first).to_be_visible()
    assert said == []


def test_the_crops_follow_the_focal_point_and_saving_keeps_it(
    page: Page, live: str, said: list[str], author: User
) -> None:
    asset: Any = make_release("media", by=author, title="The harbour", file=make_file(png()))
    page.goto(live + reverse("admin:releases_mediaasset_change", args=[asset.pk]))
    crops, stage = page.locator(".focal-crops img"), page.locator(".focal-stage")
    expect(crops).to_have_count(4)
    page.wait_for_function("[...document.querySelectorAll('.focal-crops img')].every(crop => crop.naturalWidth > 0)")
    before = crops.evaluate_all(_PLACES)
    box = stage.bounding_box()
    assert box is not None

    stage.click(position={"x": box["width"] * 0.9, "y": box["height"] * 0.5})

    clicked = crops.evaluate_all(_PLACES)
    # Of a picture three times as wide as high every crop takes a part, and it lies at the right-hand edge now.
    assert (set(before), set(clicked)) == ({"50% 50%"}, {"100% 50%"})
    page.locator(".focal-mark").focus()
    for _step in range(30):
        page.keyboard.press("ArrowLeft")
    assert float(page.input_value("#id_focal_x")) == pytest.approx(0.3, abs=0.01)
    assert set(crops.evaluate_all(_PLACES)) != set(clicked)
    page.locator("[name=_save]").first.click()
    expect(page.locator(".messagelist")).to_be_visible()
    asset.refresh_from_db()
    assert (float(asset.focal_x), float(asset.focal_y)) == pytest.approx((0.3, 0.5), abs=0.02)
    assert said == []


def test_the_countries_of_a_drawn_map_can_be_read_and_stand_below_their_name(
    page: Page, live: str, said: list[str], author: User, axe: Callable[..., list[str]]
) -> None:
    asset = make_drawn_map(by=author)
    page.goto(live + reverse("admin:releases_mediaasset_change", args=[asset.pk]))
    row = page.locator(".form-row:has(.selector)")
    name, lists = row.locator(".flex-container > label"), row.locator(".selector")
    expect(lists).to_be_visible()
    assert name.evaluate("one => one.getBoundingClientRect().bottom") <= lists.evaluate(
        "one => one.getBoundingClientRect().top"
    )
    assert axe(page, rules=["color-contrast"]) == []
    assert said == []
