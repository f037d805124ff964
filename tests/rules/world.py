"""One installation with everything that a door may be asked for: what is public, and what a colleague may not see."""

import datetime as dt
import uuid
from typing import Any

from django.contrib.auth.models import Group
from django.test import Client
from django.utils import timezone

from releases.admin.intake import PLACE, Kept
from releases.assets.writings import typed_writing
from releases.authoring import commenting
from releases.authoring.models import NumberMark, Text, User, WorkingDraft
from releases.authoring.roles import install_roles
from releases.editions import acts, sharing
from releases.editions.models import EditionFile, JournalEntry
from releases.notices.models import StaffMail
from releases.partners import admitting, keys
from releases.partners.models import EarlyReading, Partner
from releases.subscribers.models import Subscriber
from tests.factories import make_mission, make_office, make_organisation, make_release, make_topic, publish, submit

from .doors import MODELS, ROLES, Door

SECRET = "Zenda talks"
MISSING = 999_999
KIND_NAMES = {"briefing": "briefing", "statement": "statement", "statistic": "statistic", "media": "mediaasset"}


class World:
    """The cast, each with a browser; what is public, what is hidden, and sample values for every parameter."""

    def __init__(self, clock: Any) -> None:
        install_roles()
        self.cast = {role: self._person(role) for role in ROLES[1:]}
        self.clients = {role: self._client(role) for role in ROLES}
        author, reviewer, administrator = (self.cast[role] for role in ("author", "reviewer", "administrator"))
        clock.set(acts.publish_imprint(mission=make_mission(id=1), by=administrator).public_from)
        topic = make_topic("trade")
        office = make_office(organisation=make_organisation())
        facts = {"by": author, "topics": [topic]}
        self.public = {
            kind: make_release(kind, slug=f"open-{kind}", title="Open words", **facts)
            for kind in ("statement", "statistic", "media")
        }
        self.public["briefing"] = make_release(
            "briefing", slug="open-briefing", title="Open words", cites=self.public.values(), speakers=[office], **facts
        )
        editions = publish(self.public.values(), author=author, reviewer=reviewer, clock=clock)
        self.hidden = {
            kind: make_release(kind, slug=f"hidden-{kind}", title=SECRET, html="<p>Quiet.</p>", **facts)
            for kind in KIND_NAMES
        }
        self.planned = publish(
            [self.hidden["media"], self.hidden["statement"]],
            author=author,
            reviewer=reviewer,
            at=clock.now + dt.timedelta(days=9),
        )
        acts.pin(editions=self.planned[:1], by=reviewer)
        hidden_text = Text.objects.get(release=self.hidden["briefing"])
        commenting.comment(text=hidden_text, by=author, words=SECRET)
        NumberMark.objects.create(text=hidden_text, passage="7", reason=SECRET, marked_by=author)
        last = JournalEntry.objects.latest("sequence").sequence
        StaffMail.objects.create(sequence=last, recipient=author, template="approved", sent_at=clock.now)
        Subscriber.objects.create(address="anna@strelsau.example", language="en", asked_at=clock.now)
        self.submission = submit([self.hidden["statistic"]], by=author)
        _preview, self.token = sharing.share(
            release=self.hidden["briefing"], languages=["en"], recipient="Anna Sapt", hours=48, by=author
        )
        _access, self.access = admitting.give(
            release=self.hidden["statement"],
            name="Anna Sapt",
            organisation="Wire of Strelsau",
            email="anna@strelsau.example",
            note="",
            days=14,
            by=reviewer,
        )
        self._hidden_keys = {
            **{KIND_NAMES[kind]: release.pk for kind, release in self.hidden.items()},
            "text": hidden_text.pk,
            "release": self.hidden["briefing"].pk,
            "observation": self.hidden["statistic"].observations.get().pk,
            "edition": self.planned[0].pk,
            "submission": self.submission.pk,
        }
        partner = Partner.objects.create(name="Wire")
        key, _secret = keys.give(partner=partner, name="import", by=administrator)
        EarlyReading.objects.create(key=key, edition=editions[0].key, path="/api/v1/changes/")
        self.samples = self._samples(topic)

    def _person(self, role: str) -> User:
        user = User.objects.create_user(role, f"{role}@ruritania.example", "password of the tests")
        user.is_staff = role != "stranger"
        user.save()
        if user.is_staff:
            user.groups.add(Group.objects.get(name=role.removeprefix("second_")))
        return user

    def _client(self, role: str) -> Client:
        client = Client(raise_request_exception=False)
        if role != "visitor":
            client.force_login(self.cast[role])
        return client

    def _samples(self, topic: Any) -> dict[str, Any]:
        file = EditionFile.objects.filter(edition__kind="media", edition__public_from__lte=dt.datetime.now(dt.UTC))
        return {
            "language": "en",
            "kind": "statements",
            "section": "statements",
            "slug": "open-statement",
            "number": 1,
            "earlier": 1,
            "digest": file.values_list("digest", flat=True)[0],
            "name": "open-media-64.jpg",
            "form": "atom",
            "uid": self.public["statement"].uid,
            "year": 2030,
            "month": "01",
            "colour": "00708f",
            "accent": "e8b10e",
            "side_px": 180,
            "token": self.token,
            "access": self.access,
            "window": self._taken_in(self.cast["reviewer"]),
            "instant": "2030-06-01T09:00:00Z",
            "page": "/en/",
            "app_label": "releases",
            "url": "nothing/at/all/",
            "content_type_id": 1,
            "object_id": 1,
            "pk": 1,
            "id": 1,
            "item": 1,
            "topic": topic.slug,
        }

    def _taken_in(self, by: User) -> uuid.UUID:
        """A text that one of the staff has begun to look through: nobody else's to see."""
        writing = typed_writing(f"Ambassador Anna Sapt said that {SECRET} grew by 4 percent.", name="text")
        kept = Kept(writing, "text.txt", "", "", {})
        row = WorkingDraft.objects.create(
            typed_by=by, place=PLACE, window=uuid.uuid4(), data=kept.dumped(), kept_at=timezone.now()
        )
        return row.window

    def key_of(self, door: Door) -> Any:
        """Of a hidden row where the model has drafts, else of any row; None where the address has no key."""
        if door.kind != "model" or not door.is_of_object:
            return None
        if "digest" in door.parameters:
            return EditionFile.objects.filter(edition=self.planned[0]).values_list("digest", flat=True)[0]
        rows = MODELS[door.model]._default_manager.order_by("pk").values_list("pk", flat=True)
        return self._hidden_keys.get(door.model) or next(iter(rows[:1]), MISSING)

    def address(self, door: Door, key: Any = None) -> str:
        keyed = {} if key is None else dict.fromkeys(("object_id", "pk", "id", "digest"), key)
        return door.at({**self.samples, **keyed})
