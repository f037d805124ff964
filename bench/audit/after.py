"""What has happened to a release by the time that readers find it: one corrected, one withdrawn, one briefing ahead."""

import datetime as dt
import time

import django

django.setup()

from django.conf import settings  # noqa: E402
from django.utils import timezone  # noqa: E402

from releases.authoring.models import Briefing, Release, Text, User  # noqa: E402
from releases.editions import acts  # noqa: E402
from releases.editions.models import Edition  # noqa: E402

NOTES = {
    "en": "A word was wrong.",
    "kk": "Бір сөз қате болды.",
    "ru": "Одно слово было неверным.",
    "ur": "ایک لفظ غلط تھا۔",
}
TITLES = {
    "en": "Media briefing",
    "kk": "БАҚ өкілдеріне арналған брифинг",
    "ru": "Брифинг для СМИ",
    "ur": "میڈیا بریفنگ",
}


def main() -> None:
    author, reviewer = (User.objects.get(username=name) for name in ("author", "reviewer"))
    statements = Release.objects.filter(kind="statement", texts__language="ur").distinct().order_by("pk")
    corrected, withdrawn = statements[0], statements[1]
    for text in corrected.texts.all():
        text.summary = f"{text.summary.rstrip('.')} (2)."
        text.save()
    acts.correct(submission=_submitted([corrected], author), by=reviewer, note=NOTES)
    acts.withdraw(
        editions=list(Edition.objects.filter(uid=withdrawn.uid, public_until=None)), by=reviewer, reason=NOTES
    )
    starts = timezone.now().replace(minute=0, second=0, microsecond=0) + dt.timedelta(days=9)
    ahead = Briefing.objects.create(
        created_by=author, edited_by=author, starts_at=starts, ends_at=starts + dt.timedelta(hours=1)
    )
    for language, title in TITLES.items():
        Text.objects.create(
            release=ahead, language=language, edited_by=author, title=title, slug="ahead", summary=title
        )
    acts.approve(submission=_submitted([ahead], author), by=reviewer)
    time.sleep(settings.RECORD_MARGIN_S + 2)  # until all of it is public


def _submitted(releases: list[Release], author: User) -> object:
    items = [(text.release, text.language) for text in Text.objects.filter(release__in=releases)]
    try:
        return acts.submit(items=items, by=author)
    except acts.Objections as objections:
        seen = {finding.key: "Made for the audit." for finding in objections.findings}
        return acts.submit(items=items, by=author, acknowledged=seen)


main()
