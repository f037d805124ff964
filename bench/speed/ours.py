"""Our side: the founding briefing as `make run` publishes it, and its words for the others.

python -m bench.speed.ours FOLDER
"""

import datetime as dt
import io
import json
import os
import sys
from pathlib import Path
from typing import Any

PAGE = "/en/briefings/ambassador-briefs-pakistani-media/"
LIST = "/en/releases/"
PHOTOGRAPH = "photograph-of-the-benchmark"


def main(folder: Path) -> None:
    os.environ |= {
        "EMBASSY_DATA": str(folder),
        "EMBASSY_DEMONSTRATION": "1",
        "DJANGO_SETTINGS_MODULE": "embassy.settings",
    }
    os.environ.pop("DATABASE_URL", None)
    import django

    django.setup()
    from django.conf import settings
    from django.core.management import call_command
    from django.utils import timezone

    from releases.assets.renditions import make_waiting
    from releases.authoring.roles import install_roles
    from releases.editions import reading

    # Also where all is there already: the program may be another than when it was made.
    call_command("migrate", verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)
    if not (folder / "content.json").exists():
        install_roles()
        call_command("load_demo", if_empty=True)
        _publish_photograph()
        while make_waiting():
            pass
        # The demonstration opens within seconds, and its plans within days.
        rows = list(reading.public(timezone.now() + dt.timedelta(seconds=10)).filter(language="en").newest_first())
        briefing = next(row for row in rows if row.kind == "briefing")
        articles = [_article(row) for row in (briefing, *(row for row in rows if row.pk != briefing.pk))]
        speaker = next(row.body["statement"]["speaker"] for row in rows if row.kind == "statement")
        photograph = next(row for row in rows if row.slug == PHOTOGRAPH)
        jpegs = [row for row in photograph.body["media"]["renditions"] if row["media_type"] == "image/jpeg"]
        content = {
            "sections": ["Statements", "Statistics", "Media", "People", "Topics"],
            "speaker": {"name": speaker["name"], "title": speaker["office"]["title"] if speaker["office"] else ""},
            "articles": articles,
            "uid": str(briefing.uid),
            "picture": max((row for row in jpegs if not row["crop"]), key=lambda row: row["width_px"])["digest"],
            "media_folder": str(settings.MEDIA_DIR),
        }
        (folder / "content.json").write_text(json.dumps(content))


def _publish_photograph() -> None:
    """As a camera makes it: 8 megapixels with noise, so that its largest form has a megabyte or more."""
    import random

    from PIL import Image

    from releases.authoring.models import User
    from tests.factories import make_file, make_release, publish

    noise = random.Random(8)
    small = Image.frombytes("RGB", (876, 584), noise.randbytes(876 * 584 * 3)).resize(
        (3504, 2336), Image.Resampling.BICUBIC
    )
    written = io.BytesIO()
    small.save(written, "JPEG", quality=85)
    author, reviewer = (User.objects.get(username=name) for name in ("author", "reviewer"))
    release = make_release(
        "media", by=author, slug=PHOTOGRAPH, title="A photograph", file=make_file(written.getvalue())
    )
    publish([release], author=author, reviewer=reviewer)


def _article(edition: Any) -> dict[str, Any]:
    body = edition.body
    cards = {card["uid"]: card for card in body["cites"]}
    blocks = [block for part in body["body"] if (block := _block(part, cards))]
    if "statement" in body:
        blocks.append(_quote(body["statement"]))
    return {
        "title": body["title"],
        "slug": body["slug"],
        "summary": body["summary"],
        "released_at": edition.released_at.isoformat(),
        "blocks": blocks or [{"type": "text", "html": f"<p>{body['summary']}</p>"}],
    }


def _block(part: dict[str, Any], cards: dict[str, Any]) -> dict[str, Any] | None:
    if part["type"] == "text":
        return {"type": "text", "html": part["html"]}
    if part["type"] == "answer":
        return {"type": "answer", "question": part["question"], "html": part["html"]}
    card = cards.get(part.get("cites", ""))
    if card and "statement" in card:
        return _quote(card["statement"])
    return {"type": "text", "html": f"<p>{card['title']}</p>"} if card else None


def _quote(statement: dict[str, Any]) -> dict[str, Any]:
    return {"type": "quote", "words": statement["words"], "who": statement["speaker"]["name"]}


if __name__ == "__main__":
    main(Path(sys.argv[1]))
