"""What stands first on the home page."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from . import cards

if TYPE_CHECKING:
    from releases.editions.models import Edition


@dataclass(frozen=True)
class Lead:
    """The editors' choice or the newest briefing, large, with its picture or the first that it cites."""

    card: cards.Card
    place: str
    picture: cards.Picture | None


def lead(edition: "Edition", *, zone: str) -> Lead:
    """Takes a public edition of any kind, which shows the files of all that it cites. No query."""
    itself, body = cards.listed(edition, zone=zone), edition.body
    contents = (content for content in (body, *body["cites"]) if content["kind"] == "media")
    pictures = (cards.picture(content, itself.since) for content in contents)
    return Lead(
        itself,
        body.get("briefing", {}).get("place", ""),
        next((picture for picture in pictures if picture.shown.path or picture.shown.map), None),
    )
