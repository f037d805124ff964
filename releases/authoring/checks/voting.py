"""Votes, voters and turnout of one election: of three figures the third follows from the others."""

import re
from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from .arithmetic import Span, rounded, shown
from .context import Context, Observed
from .figures import is_the_figure, observations
from .finding import Finding, Place, Side
from .measuring import numbers_of
from .passages import Read
from .registry import check

# What a statistic of an election is, by its title and definition.
_CAST = re.compile(
    r"votes? cast|who voted|ballots cast|took part in the (?:vote|election)|проголосова"
    r"|принявш\w+ участие в (?:голос|выбор)|дауыс берген|ووٹ دینے|ووٹ ڈالنے|ڈالے گئے ووٹ",
    re.IGNORECASE,
)
_ENTITLED = re.compile(
    r"eligible|registered voters|entitled to vote|electoral roll|right to vote|имеющи\w+ право голоса"
    r"|списк\w+ избирател|зарегистрированн\w+ избирател|сайлау құқығы|дауыс беру құқығы|сайлаушылар(?:дың)? тізім"
    r"|اہل ووٹر|رجسٹرڈ ووٹر"
    r"|ووٹر لسٹ|حق رائے دہی",
    re.IGNORECASE,
)
_TURNOUT = re.compile(
    r"turnout|rate of participation|явк|уровень участия|қатысу деңгейі|келу деңгейі|сайлаушылардың қатысуы|ٹرن آؤٹ"
    r"|شرکت کی شرح",
    re.IGNORECASE,
)
# What the title of such a statistic holds, wherever it is looked for.
TITLED = (
    *("vote", "electoral roll", "turnout", "rate of participation", "избирател", "голос", "явк", "участи"),
    *("сайлау", "дауыс", "қатысу", "ووٹ", "ٹرن آؤٹ", "رائے دہی", "شرکت"),
)
ROLES = ("cast", "entitled", "turnout")


def role(one: Observed) -> str:
    """`cast`, `entitled`, `turnout`; "" for a figure of anything else, and for a target."""
    words = f"{one.title} {one.definition}"
    if one.nature == "target":
        return ""
    if one.unit == "percent":
        return "turnout" if _TURNOUT.search(words) else ""
    if one.unit not in {"person", "1"}:
        return ""
    return "cast" if _CAST.search(words) else "entitled" if _ENTITLED.search(words) else ""


def same_time(one: Observed, other: Observed) -> bool:
    """Whether both may be of one year: what is unknown is not held against them."""
    years = [{part[:4] for part in row.period.split("/") if part} for row in (one, other)]
    return not years[0] or not years[1] or bool(years[0] & years[1])


@check("figures.turnout", _("Turnout against votes and voters"), severity="warning", per="release", reads=("beside",))
def turnout(context: Context) -> Iterator[Finding]:
    """The figures that the release cites; what they lack is taken from the record, of the same year."""
    text = context.source or context.texts[0]
    cards = [*text.content["cites"], text.content]
    cited = [row for card in cards if "statistic" in card for row in observations(card)]
    rows = {name: [one for one in cited if role(one) == name] for name in ROLES}
    known = [one for found in rows.values() for one in found]
    for name in ROLES:
        beside = [one for one in context.beside if role(one) == name and all(same_time(one, other) for other in known)]
        rows[name] = rows[name] or list({(one.value, one.qualifier): one for one in beside}.values())
    if len(known) < 1 or not all(len(found) == 1 for found in rows.values()):
        return
    cast, entitled, rate = rows["cast"][0], rows["entitled"][0], rows["turnout"][0]
    if not all(same_time(cast, other) for other in (entitled, rate)):
        return
    possible = rounded(cast.value).over(rounded(entitled.value))
    right = Span(possible.low * 100, possible.high * 100)
    if right.meets(rounded(rate.value)):
        return
    yield Finding(
        text.uid,
        text.language,
        _("%(cast)s of %(entitled)s are %(right)s percent, and the turnout is given as %(rate)s."),
        _("One of the three is wrong, or they are of different elections."),
        _place(text, rate) or _place(text, cast) or Place(),
        values={
            "cast": cast.display,
            "entitled": entitled.display,
            "right": shown(right),
            "rate": rate.display,
        },
        about=(str(cast.value), str(entitled.value), str(rate.value)),
        others=tuple(Side(one.uid, text.language, one.display) for one in (cast, entitled, rate)),
    )


def _place(text: Read, one: Observed) -> Place | None:
    """Where the text says the figure."""
    return next(
        (
            passage.at(number.start, number.end)
            for passage in text.passages
            for number in numbers_of(passage.text, text.language)
            if is_the_figure(number, one)
        ),
        None,
    )
