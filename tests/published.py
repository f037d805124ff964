"""A site with one of everything that a reader can meet, in every language, and with as much that no reader may."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from releases.authoring.models import (
    AnswerBlock,
    DutyOfficer,
    FigureBlock,
    Kind,
    PictureBlock,
    QuoteBlock,
    Release,
    TableBlock,
    Text,
    TextBlock,
    User,
)
from releases.editions import acts
from releases.editions.models import Edition
from tests.clock import Clock
from tests.factories import (
    LANGUAGES,
    in_each,
    make_drawn_map,
    make_mission,
    make_office,
    make_organisation,
    make_person,
    make_release,
    make_topic,
    publish,
    submit,
)

HIDDEN = "quetzal"
"""Begins every word, slug and name that no reader may see; nothing that is public contains it."""


@dataclass(frozen=True)
class Cast:
    author: User
    reviewer: User
    administrator: User
    clock: Clock

    def publish(self, *releases: Release, **when: Any) -> list[Edition]:
        waiting = {} if "at" in when else {"clock": self.clock}
        return publish(releases, author=self.author, reviewer=self.reviewer, **waiting, **when)

    def correct(self, release: Release, **words: str) -> None:
        """With other words in every language."""
        Text.objects.filter(release=release).update(**words)
        submission = submit([release], by=self.author)
        note = in_each("A figure was wrong.")
        self.clock.set(acts.correct(submission=submission, by=self.reviewer, note=note)[0].public_from)

    def withdraw(self, editions: list[Edition]) -> None:
        acts.withdraw(editions=editions, by=self.reviewer, reason=in_each("Issued in error."))
        self.clock.tick(5)


@dataclass
class Secrets:
    """What must be in no answer: words, identities, digests. Each with where it lies."""

    places: dict[str, str] = field(default_factory=lambda: {HIDDEN: "a word that is not public"})

    def add(self, release: Release, *, where: str) -> None:
        self.places[str(release.uid)] = where
        for edition in Edition.objects.filter(uid=release.uid):
            self.places[edition.content_digest] = where
            self.places |= dict.fromkeys(edition.files.values_list("digest", flat=True), where)


def publish_everything(cast: Cast) -> list[Edition]:
    """What is public. Ends some minutes after the clock's start; returns the editions of what was withdrawn."""
    mission = _mission()
    DutyOfficer.objects.create(
        mission=mission,
        names=in_each("Night desk"),
        phone="+49 30 12 34",
        languages=["en", "ur"],
        hours=in_each("Round the clock"),
        duty_until=cast.clock.now.replace(year=2031),
    )
    imprint = acts.publish_imprint(mission=mission, by=cast.administrator)
    cast.clock.set(imprint.public_from)
    chancery = make_organisation("chancery")
    office = make_office(
        make_person("rassendyll"), organisation=chancery, held_from="2024-03", titles=in_each("Ambassador")
    )
    topic = make_topic("trade")
    facts: dict[str, Any] = {"by": cast.author, "languages": LANGUAGES, "topics": [topic]}
    spoken = {"speaker": office.person, "office": office, "occasions": in_each("Spring briefing")}
    said, meant, wrote = (
        make_release(Kind.STATEMENT, slug=f"said-{mode}", mode=mode, **spoken, **facts)
        for mode in ("verbatim", "paraphrase", "written")
    )
    years = [
        {"value": Decimal(number), "period_from": year} for year, number in (("2026", 48), ("2027", 54), ("2028", 61))
    ]
    target = {
        "value": Decimal(100),
        "period_from": "2030",
        "nature": "target",
        "sources": in_each("Chancery of Ruritania"),
    }
    trade = make_release(Kind.STATISTIC, slug="trade", observations=[*years, target], **facts)
    map_ = make_release(Kind.MEDIA, slug="map", **facts)
    only_english = make_release(Kind.STATEMENT, by=cast.author, slug="only-english", topics=[topic], **spoken)
    spring = make_release(
        Kind.BRIEFING,
        slug="spring",
        html='<h2>Opening</h2><p>Words with <a href="/en/releases/">a link</a> and '
        '<a href="https://ruritania.example/">one that leads away</a>.</p><ul><li>One</li><li>Two</li></ul>',
        cites=[said, meant, trade, map_],
        speakers=[office],
        venues=in_each("Castle of Zenda"),
        **facts,
    )
    for text in spring.texts.all():
        _compose(text, said=said, meant=meant, trade=trade, map_=map_)
    starts = cast.clock.now + dt.timedelta(days=30)
    coming = make_release(
        Kind.BRIEFING, slug="coming", starts_at=starts, ends_at=starts + dt.timedelta(hours=1), **facts
    )
    gone = make_release(Kind.STATEMENT, slug="gone", **spoken, **facts)
    removed = make_release(Kind.STATEMENT, slug="removed", **spoken, **facts)
    corridor = make_drawn_map(slug="corridor", by=cast.author, languages=LANGUAGES)
    cast.publish(said, meant, wrote, trade, map_, corridor, only_english, spring, coming)
    cast.publish(removed)
    withdrawn = cast.publish(gone)
    cast.correct(said, words="We grow by 61 percent.", title="Corrected words")
    cast.correct(removed, words="Nothing of it is left.")
    first = Edition.objects.filter(uid=removed.uid, number=1)
    acts.expunge(editions=list(first), by=cast.administrator, reason="A court order.")
    cast.withdraw(withdrawn)
    return withdrawn


def hide_much(cast: Cast) -> Secrets:
    """Drafts, plans, cancelled plans, edits of what is public, registers that only those name. Moves no clock back."""
    secrets = Secrets()
    person = make_person(f"{HIDDEN}-person", names=in_each(f"{HIDDEN} person"))
    office = make_office(person, titles=in_each(f"{HIDDEN} office"))
    topic = make_topic(f"{HIDDEN}-topic", names=in_each(f"{HIDDEN} topic"))
    later = cast.clock.now + dt.timedelta(days=1)
    for where in ("draft", "submitted", "planned", "cancelled"):
        for release in _hidden(cast.author, where, office=office, topics=[topic]):
            if where == "submitted":
                submit([release], by=cast.author)
            if where in {"planned", "cancelled"}:
                editions = cast.publish(release, at=later)
                if where == "cancelled":
                    acts.cancel(editions=editions, by=cast.reviewer, reason=f"{HIDDEN} reason")
            secrets.add(release, where=where)
    Text.objects.filter(slug="spring").update(title=f"{HIDDEN} title", summary=f"{HIDDEN} summary")
    TextBlock.objects.filter(parent__slug="spring").update(html=f"<p>{HIDDEN} words</p>")
    return secrets


def _hidden(author: User, where: str, *, office: Any, topics: list[Any]) -> Iterator[Any]:
    for kind in Kind.values:
        facts: dict[str, Any] = {"topics": topics}
        if kind == Kind.STATEMENT:
            facts |= {"speaker": office.person, "office": office}
        if kind == Kind.BRIEFING:
            facts |= {"speakers": [office], "starts_at": dt.datetime(2030, 2, 1, 9, tzinfo=dt.UTC)}
        slug, title = f"{HIDDEN}-{where}-{kind}", f"{HIDDEN} {where}"
        release = make_release(kind, by=author, slug=slug, languages=LANGUAGES, html=f"<p>{HIDDEN}</p>", **facts)
        release.texts.update(title=title, summary=title)
        yield release


def _mission() -> Any:
    return make_mission(
        taglines=in_each("Press section"),
        abouts=in_each("The mission speaks for Ruritania."),
        press_phone="+49 30 000 000",
        press_hours=in_each("Monday to Friday, 9 to 17"),
        addresses=in_each("1 Castle Street\nStrelsau"),
    )


def _compose(text: Text, *, said: Any, meant: Any, trade: Any, map_: Any) -> None:
    QuoteBlock.objects.create(parent=text, statement=said, ordering=20)
    QuoteBlock.objects.create(parent=text, statement=meant, ordering=30)
    FigureBlock.objects.create(parent=text, observation=trade.observations.first(), ordering=40)
    PictureBlock.objects.create(parent=text, asset=map_, ordering=50)
    AnswerBlock.objects.create(parent=text, question="Will trade grow?", html="<p>It will.</p>", ordering=60)
    rows = [["", "2028", "2029"], ["Wool", "3", "4"]]
    TableBlock.objects.create(parent=text, caption="Wool by year", cells=rows, header_column=True, ordering=80)
    AnswerBlock.objects.create(
        parent=text, question="When?", html="<p>This year.</p>", mode=AnswerBlock.Mode.VERBATIM, ordering=70
    )
