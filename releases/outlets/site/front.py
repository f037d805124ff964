"""What stands first on the home page."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from . import cards

if TYPE_CHECKING:
    from releases.editions.models import Edition


@dataclass(frozen=True)
class Lead:
    """The newest briefing, large, with the first picture that it cites."""

    card: cards.Card
    place: str
    picture: cards.Picture | None


def lead(edition: "Edition", *, zone: str) -> Lead:
    """Takes a public briefing, which shows the files of all that it cites. No query."""
    itself = cards.listed(edition, zone=zone)
    pictures = (cards.picture(card, itself.since) for card in edition.body["cites"] if card["kind"] == "media")
    return Lead(
        itself, edition.body["briefing"]["place"], next((picture for picture in pictures if picture.shown.path), None)
    )
