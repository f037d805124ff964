"""The founding briefing and the releases beside it, with the same words; run by `bench.speed.peer_sites`."""

import json
import os
import sys
from pathlib import Path

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "press_wagtail.settings")


def main(source: Path) -> None:
    import django

    django.setup()
    from django.core.management import call_command
    from django.utils.dateparse import parse_datetime
    from wagtail.models import Page, Site

    from press_wagtail.models import ArticlePage, HomePage, ListPage, Speaker

    migrations = Path(os.environ["PRESS_DATA"]) / "press_migrations"
    migrations.mkdir(exist_ok=True)
    (migrations / "__init__.py").touch()
    call_command("makemigrations", "press_wagtail", verbosity=0)
    call_command("migrate", verbosity=0)
    content = json.loads(source.read_text())
    Page.objects.filter(depth=2).first().delete()
    home = Page.objects.get(depth=1).add_child(instance=HomePage(title="Press", slug="home"))
    Site.objects.update_or_create(is_default_site=True, defaults={"hostname": "127.0.0.1", "root_page": home})
    listing = home.add_child(instance=ListPage(title="Briefings", slug="briefings", show_in_menus=True))
    for section in content["sections"]:
        home.add_child(instance=ListPage(title=section, slug=section.lower(), show_in_menus=True))
    speaker = Speaker.objects.create(**content["speaker"])
    for article in content["articles"]:
        page = ArticlePage(
            title=article["title"],
            slug=article["slug"],
            summary=article["summary"],
            released_at=parse_datetime(article["released_at"]),
            speaker=speaker,
            body=json.dumps([{"type": block["type"], "value": value(block)} for block in article["blocks"]]),
        )
        listing.add_child(instance=page)
        page.save_revision().publish()
    print(json.dumps({"detail": ArticlePage.objects.get(slug=content["articles"][0]["slug"]).pk}))


def value(block):
    if block["type"] == "text":
        return block["html"]
    return {name: said for name, said in block.items() if name != "type"}


main(Path(sys.argv[1]))
