"""The founding briefing and the releases beside it, with the same words; run by `bench.speed.peer_sites`."""

import json
import os
import sys
from pathlib import Path

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "press_feincms3.settings")


def main(source: Path) -> None:
    import django

    django.setup()
    from django.core.management import call_command
    from django.utils.dateparse import parse_datetime

    from press_feincms3.models import Answer, Article, Page, Quote, Speaker, Words

    call_command("migrate", run_syncdb=True, verbosity=0)
    content = json.loads(source.read_text())
    models = {"text": Words, "quote": Quote, "answer": Answer}
    for position, title in enumerate(["Briefings", *content["sections"]]):
        Page.objects.create(title=title, slug=title.lower(), is_active=True, position=(position + 1) * 10)
    speaker = Speaker.objects.create(**content["speaker"])
    for article in content["articles"]:
        row = Article.objects.create(
            title=article["title"],
            slug=article["slug"],
            summary=article["summary"],
            released_at=parse_datetime(article["released_at"]),
            speaker=speaker,
        )
        for place, block in enumerate(article["blocks"]):
            values = {name: said for name, said in block.items() if name != "type"}
            models[block["type"]].objects.create(parent=row, region="main", ordering=place * 10, **values)
    print(json.dumps({}))


main(Path(sys.argv[1]))
