"""Every screen of the desk in a real browser: accessible, within its width, and within the policy.

The addresses are those of the URL configuration, so that a new screen is looked at from its first day. Of screens drawn
with the same templates at the same place one is looked at, but every list and every form of every model.
Seen red: it found search boxes without a name, a list wider than a telephone, a table that no key could scroll.
"""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse
from django_otp import DEVICE_ID_SESSION_KEY
from playwright.sync_api import Page

from releases.authoring.models import AnswerBlock, FigureBlock, QuoteBlock, TableBlock, Text, User
from releases.editions.models import Edition
from releases.partners import subscribing
from releases.partners.endpoints import Attempt, Delivery
from releases.partners.models import Partner
from tests.admin.signing_in import PASSWORD, give_app
from tests.clock import Clock
from tests.factories import make_person, make_release, publish
from tests.rules.doors import MAY, Door, doors
from tests.rules.world import KIND_NAMES, World

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
NARROW_PX = 390
# Who looks: whoever comes first of those for whom it opens.
_ROLES = ("reviewer", "author", "administrator")
_OF_LOOKS = ["color-contrast", "scrollable-region-focusable", "html-has-lang", "valid-lang", "duplicate-id-aria"]
_WATCH = """
window.complaints = [];
document.addEventListener("securitypolicyviolation", event => {
  window.complaints.push(`${event.effectiveDirective} ${event.blockedURI} ${event.sample}`);
});
"""

# What sticks out, without what scrolls by itself.
_TOO_WIDE = """() => {
  const root = document.documentElement;
  const out = one => {
    const { left, right } = one.getBoundingClientRect();
    return right > root.clientWidth + 1 || left < -1;
  };
  const scrolls = one => one && (getComputedStyle(one).overflowX !== "visible" || scrolls(one.parentElement));
  if (root.scrollWidth <= root.clientWidth) {
    return [];
  }
  const found = [...document.body.querySelectorAll("*")].filter(one => out(one) && !scrolls(one.parentElement));
  return [`${root.scrollWidth} px wide at ${root.clientWidth} px: `
    + found.slice(-3).map(one => one.outerHTML.slice(0, 120)).join(" | ")];
}"""

# A control that is lower than a line of its letters cuts them off; a note of Django's that is not translated.
_CUT_OFF = """() => {
  const seen = (one) => one.checkVisibility({ visibilityProperty: true });
  const low = (one) => {
    const { lineHeight, fontSize, paddingTop, paddingBottom } = getComputedStyle(one);
    const room = one.clientHeight - parseFloat(paddingTop) - parseFloat(paddingBottom);
    const wanted = one.matches(":lang(ur)") ? 1.8 : 1;
    return room + 1 < parseFloat(lineHeight) || parseFloat(lineHeight) < wanted * parseFloat(fontSize);
  };
  const controls = document.querySelectorAll("select:not([multiple], [size]), input:is([type=submit], [type=button])");
  return [...[...controls].filter(one => low(one)), ...document.querySelectorAll(".timezonewarning")]
    .filter(seen).map(one => `cut off, or of no use: ${one.outerHTML.slice(0, 120)}`);
}"""


@pytest.fixture
def world(clock: Clock) -> World:
    """With more than the doors need: blocks, a translation, a correction that was begun, endpoints, a double."""
    world = World(clock)
    author, reviewer = world.cast["author"], world.cast["reviewer"]
    text = Text.objects.get(release=world.hidden["briefing"])
    statement, statistic = world.public["statement"], world.public["statistic"]
    QuoteBlock.objects.create(parent=text, statement=statement, ordering=20)
    FigureBlock.objects.create(parent=text, observation=statistic.observations.get(), ordering=30)
    AnswerBlock.objects.create(parent=text, question="And trade?", html="<p>It grows.</p>", ordering=40)
    TableBlock.objects.create(parent=text, caption="Wool", cells=[["", "2028"], ["Wool", "3"]], ordering=50)
    twice = make_release("statement", by=author, languages=("en", "ur"), html="<p>A quiet year of 54%.</p>")
    publish([twice], author=author, reviewer=reviewer, clock=clock)
    Text.objects.filter(release=twice, language="en").update(title="A quiet year, corrected", made_from="")
    make_person("rassendyll-2", names={"en": "Rudolf Rassendyl"})
    partner = Partner.objects.get()
    endpoint, _secret = subscribing.subscribe(
        partner=partner, url="https://wire.example/a-long-address/of-the-press-office/incoming"
    )
    subscribing.pause(endpoint=subscribing.subscribe(partner=partner, url="https://wire.example/other")[0])
    for number, (state, next_at) in enumerate((("failed", None), ("waiting", clock.now), ("delivered", None))):
        facts = {"event_id": f"{number}", "event_type": "edition.published", "effective_at": clock.now}
        delivery = Delivery.objects.create(endpoint=endpoint, state=state, next_at=next_at, attempts=1, **facts)
        Attempt.objects.create(delivery=delivery, made_at=clock.now, error="The host was not found.", duration_ms=90)
    world.samples |= {"pk": text.pk}
    return world


Screen = tuple[str, str]


@pytest.fixture
def screens(world: World) -> list[Screen]:
    """(role, address) of one of each look: the place below the model, and the templates that draw it."""
    looks: dict[Any, Screen] = {}
    for door in doors():
        if door.kind not in {"desk", "own", "model"}:
            continue
        of_model = door.model if door.ending in {"", "add/", "%(object_id)s/change/"} else ""
        for address in _addresses(world, door):
            for role in _ROLES if door.kind != "model" else [role for role in _ROLES if role in MAY[door.model][0]]:
                answer = world.clients[role].get(address)
                if answer.status_code == 200 and _is_page(answer):
                    drawn = frozenset(str(template.name) for template in answer.templates)
                    looks.setdefault((door.ending, of_model, drawn), (role, address))
                    break
                answer.close()
    return sorted(looks.values())


def _is_page(answer: Any) -> bool:
    """And not a part of one, nor a file."""
    return answer.headers["Content-Type"].startswith("text/html") and b"<html" in answer.content


def _addresses(world: World, door: Door) -> Iterator[str]:
    """Of a draft, and of what is public: they look different."""
    yield world.address(door, world.key_of(door))
    for kind, model in KIND_NAMES.items():
        if door.model == model and door.is_of_object:
            yield world.address(door, world.public[kind].pk)
    if door.model == "edition" and door.ending == "%(object_id)s/change/":
        yield world.address(door, Edition.objects.earliest("pk").pk)


@pytest.fixture
def sign_in(page: Page, live: str, world: World) -> Callable[[str], None]:
    """sign_in("reviewer"): the page is theirs from now on, with a second factor and the password entered just now."""
    cookies = {}
    for role in _ROLES:
        client = Client()
        client.force_login(world.cast[role])
        session = client.session
        session[DEVICE_ID_SESSION_KEY] = give_app(world.cast[role]).persistent_id
        session.save()
        client.post(reverse("admin:account_confirm"), {"current_password": PASSWORD})
        cookies[role] = client.cookies[settings.SESSION_COOKIE_NAME].value
        world.clients[role] = client

    def signed_in(role: str) -> None:
        page.context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": cookies[role], "url": live}])

    return signed_in


@pytest.fixture
def complaints(page: Page) -> list[str]:
    """What the console complained about since it was cleared; a violation of the policy is a complaint of its own."""
    said: list[str] = []
    page.on("console", lambda line: said.append(line.text) if line.type in {"error", "warning"} else None)
    page.on("pageerror", lambda error: said.append(str(error)))
    page.add_init_script(_WATCH)
    return said


@pytest.fixture
def faults(page: Page, complaints: list[str], axe: Callable[..., list[str]]) -> Callable[..., list[str]]:
    """faults() are those of the page that stands open; of axe's rules, the given ones or all."""

    def found(rules: list[str] | None = None) -> list[str]:
        wrong = axe(page, rules=rules)
        for width in sorted({NARROW_PX, page.viewport_size["width"]} if page.viewport_size else ()):
            page.set_viewport_size({"width": width, "height": 900})
            wrong += page.evaluate(_TOO_WIDE) + page.evaluate(_CUT_OFF)
        wrong += complaints + page.evaluate("window.complaints")
        complaints.clear()
        return wrong

    return found


def test_every_screen_is_accessible_fits_a_telephone_and_keeps_to_the_policy(
    page: Page, live: str, sign_in: Callable[[str], None], screens: list[Screen], faults: Callable[..., list[str]]
) -> None:
    wrong: dict[Any, list[str]] = {}
    assert len(screens) > 80
    for language, scheme, width in (("en", "light", 1280), ("ur", "dark", NARROW_PX)):
        rules = None if scheme == "light" else _OF_LOOKS  # the structure is the same
        User.objects.update(interface_language=language)
        page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
        page.set_viewport_size({"width": width, "height": 900})
        looks_now = ""
        for role, address in screens:
            if role != looks_now:
                page.goto("about:blank")  # the last page says goodbye as who it was opened by
                sign_in(role)
                looks_now = role
            page.goto(live + address)
            if found := faults(rules):
                wrong[role, language, address] = found
    assert not wrong, "\n".join(f"{where}: {each}" for where, found in wrong.items() for each in found)
