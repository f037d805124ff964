"""A bundle that has one of everything: the smallest mission on which every act can be tried."""

from dataclasses import dataclass
from typing import Any

import pytest

from releases.authoring.models import AnswerBlock, FigureBlock, Mission, PictureBlock, QuoteBlock, Release, Text, User
from tests.factories import in_each, make_mission, make_office, make_organisation, make_person, make_release, make_topic


@dataclass
class Bundle:
    briefing: Any
    statement: Any
    statistic: Any
    media: Any

    @property
    def releases(self) -> list[Release]:
        return [self.briefing, self.statement, self.statistic, self.media]


def make_bundle(by: User) -> Bundle:
    """A briefing that shows a statement, a figure and a picture, and has a question and its answer."""
    topic, chancery = make_topic(), make_organisation()
    office = make_office(make_person(), organisation=chancery, held_from="2028")
    spoken = {"speaker": office.person, "office": office, "occasions": in_each("Spring briefing")}
    statement = make_release("statement", by=by, **spoken)
    statistic = make_release("statistic", by=by, observations=[{"sources": in_each("Census")}])
    media = make_release("media", by=by, usage_terms=in_each("Free with credit"))
    briefing = make_release(
        "briefing",
        by=by,
        html="<p>The ambassador spoke.</p>",
        topics=[topic],
        cites=[statement],
        speakers=[office],
        venues=in_each("Chancery"),
    )
    briefing.organisations.add(chancery)
    text = Text.objects.get(release=briefing, language="en")
    QuoteBlock.objects.create(parent=text, statement=statement, ordering=20)
    FigureBlock.objects.create(parent=text, observation=statistic.observations.get(), ordering=30)
    PictureBlock.objects.create(parent=text, asset=media, ordering=40)
    AnswerBlock.objects.create(parent=text, question="And trade?", html="<p>It grows.</p>", ordering=50)
    return Bundle(briefing, statement, statistic, media)


@pytest.fixture
def mission(db: None) -> Mission:
    return make_mission()


@pytest.fixture
def bundle(author: User) -> Bundle:
    return make_bundle(author)
