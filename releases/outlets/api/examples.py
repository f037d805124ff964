"""What partners do, each as a line of shell and a few of Python that run as they stand: the tests run them."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Example:
    """`curl` and `python` hold `ORIGIN` where the address of the mission belongs; Python needs no package."""

    slug: str
    title: str
    about: str
    curl: str
    python: str

    def at(self, origin: str) -> "Example":
        return Example(
            self.slug,
            self.title,
            self.about,
            self.curl.replace("ORIGIN", origin),
            self.python.replace("ORIGIN", origin),
        )


EXAMPLES = (
    Example(
        "follow",
        "Follow what changes",
        "The first call walks the whole record, oldest first. Keep the cursor and come back with it: you miss nothing "
        "and get nothing twice. Whatever is withdrawn comes as a tombstone with its reason: take it off your service.",
        'curl "ORIGIN/api/v1/changes/?limit=100"\n'
        "# then, with the cursor it gave; wait=20 holds the answer until something comes\n"
        'curl "ORIGIN/api/v1/changes/?wait=20&cursor=$CURSOR"',
        """import json
from urllib.request import urlopen

releases = {}
address = "ORIGIN/api/v1/changes/?limit=100"
more = True
while more:
    page = json.load(urlopen(address))
    for change in page["results"]:
        place = change["id"], change["language"]
        if change["event"] == "withdrawn" or change["item"] is None:
            releases.pop(place, None)
        else:
            releases[place] = change["item"]
    address, more = page["next"], page["more"]

print(len(releases), "releases; go on later from", address)""",
    ),
    Example(
        "fetch",
        "Fetch one release in a language",
        "The id never changes; slugs and titles may. With language= you get that language or 404; without it "
        "Accept-Language decides, and languages links to the others. Send the ETag back as If-None-Match: 304 means "
        "that your copy still holds.",
        'curl "ORIGIN/api/v1/releases/?language=en&limit=1"\n'
        'curl --compressed "ORIGIN/api/v1/releases/$ID/?language=ru"',
        """import json
from urllib.request import urlopen

latest = json.load(urlopen("ORIGIN/api/v1/releases/?language=en&limit=1"))
for item in latest["results"]:
    release = json.load(urlopen(item["api_url"]))
    print(release["title"], "edition", release["edition"])
    for language, address in release["languages"].items():
        print(language, json.load(urlopen(address))["title"])""",
    ),
    Example(
        "pictures",
        "Get pictures",
        "Each has its credit line, its rights, its digital source type, and renditions of several widths and crops. "
        "The address of a rendition holds its digest: what it gives never changes.",
        'curl "ORIGIN/api/v1/media/?language=en&fields=title,media"',
        """import json
from urllib.request import urlopen

page = json.load(urlopen("ORIGIN/api/v1/media/?language=en"))
for item in page["results"]:
    media = item["media"]
    for largest in sorted(media["renditions"], key=lambda row: row["width_px"])[-1:]:
        print(media["credit_line"], largest["url"], largest["width_px"])""",
    ),
    Example(
        "search",
        "Search",
        "All words must be found; endings are forgiven. Filters narrow it: kind, topic, person, from, to.",
        'curl --get "ORIGIN/api/v1/releases/" \\\n  -d language=en -d kind=statement --data-urlencode "q=trade"',
        """import json
from urllib.parse import urlencode
from urllib.request import urlopen

asked = {"language": "en", "q": "trade", "limit": 5}
address = f"ORIGIN/api/v1/releases/?{urlencode(asked)}"
while address:
    page = json.load(urlopen(address))
    for item in page["results"]:
        print(item["released_at"], item["title"], item["url"])
    address = page["next"]""",
    ),
    Example(
        "ninjs",
        "Take it as ninjs 3.1",
        "What the systems of agencies import: quotations and pictures come as associations, a correction with its "
        "edNote, a withdrawal as pubStatus canceled. It works on lists, on single releases and on changes, and links "
        "the other languages in each.",
        'curl -H "Accept: application/vnd.iptc.ninjs+json" "ORIGIN/api/v1/releases/?language=en"\n'
        'curl "ORIGIN/api/v1/changes/?format=ninjs"',
        """import json
from urllib.request import Request, urlopen

asked = Request("ORIGIN/api/v1/releases/?language=en")
asked.add_header("Accept", "application/vnd.iptc.ninjs+json")
for item in json.load(urlopen(asked))["results"]:
    print(item["uri"], item["pubStatus"], item["title"])""",
    ),
)
