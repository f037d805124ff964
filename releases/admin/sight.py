"""What a member of the staff may see of the record, and what of it they may cite: queries, and a label for each."""

import datetime as dt
from typing import Any

from django.db.models import Case, Exists, F, IntegerField, OuterRef, Q, QuerySet, Subquery, Value, When
from django.utils import timezone
from django.utils.translation import gettext as _

from releases.assets.models import Rendition
from releases.authoring.languages import interface_language
from releases.authoring.models import MediaAsset, Observation, Release, Text, User
from releases.authoring.visibility import drafts_seen_by, reads_all_drafts, releases_seen_by, texts_seen_by, with_sight
from releases.editions import figures, reading
from releases.editions.models import Act, Edition, JournalEntry, Submission, SubmissionItem
from releases.editions.pins import Pin

from .looking import asked_of_each

# What readers learn of these is in the record's own words; the others carry remarks meant for colleagues.
_PUBLIC_ACTS = (Act.APPROVE, Act.CORRECT, Act.UPDATE, Act.WITHDRAW, Act.IMPRINT)


def submissions_seen_by(user: User, rows: QuerySet[Submission]) -> QuerySet[Submission]:
    """Those of which every text may be seen."""
    if reads_all_drafts(user):
        return rows
    seen = releases_seen_by(user, Release.objects.all())
    return rows.exclude(pk__in=SubmissionItem.objects.exclude(release__in=seen).values("submission"))


def editions_seen_by(user: User, rows: QuerySet[Edition]) -> QuerySet[Edition]:
    """What is or was public, and every edition of the releases whose drafts the person may see."""
    if reads_all_drafts(user):
        return rows
    once_public = Q(public_from__lte=timezone.now()) & ~Q(public_until=F("public_from"))
    return rows.filter(once_public | Q(uid__in=releases_seen_by(user, Release.objects.all()).values("uid")))


def journal_seen_by(user: User, rows: QuerySet[JournalEntry]) -> QuerySet[JournalEntry]:
    """The person's own acts, and the effect of others' that readers can see already."""
    if reads_all_drafts(user):
        return rows
    return rows.filter(Q(by=user.username) | Q(act__in=_PUBLIC_ACTS, effective_at__lte=timezone.now()))


def pins_seen_by(user: User, rows: QuerySet[Pin]) -> QuerySet[Pin]:
    """Those of releases of which the person may see an edition."""
    if reads_all_drafts(user):
        return rows
    seen = editions_seen_by(user, Edition.objects.filter(uid=OuterRef("uid"), language=OuterRef("language")))
    return rows.filter(Exists(seen))


def with_titles(user: User, rows: QuerySet[Pin]) -> QuerySet[Pin]:
    """Adds `title`: of the last edition that the person may see."""
    seen = editions_seen_by(user, Edition.objects.filter(uid=OuterRef("uid"), language=OuterRef("language")))
    titled: QuerySet[Pin] = rows.annotate(title=Subquery(seen.order_by("-number").values("title")[:1]))
    return titled


def rendition_seen_by(user: User, digest: str) -> Rendition | None:
    """The gate of every picture at the desk: of a draft that may be seen, or of an edition that may be seen."""
    assets = releases_seen_by(user, MediaAsset.objects.all())
    shown = editions_seen_by(user, Edition.objects.filter(files__digest=digest)).exclude(content="").exists()
    texts = texts_seen_by(user, Text.objects.exclude(captions=None))
    drafts = (
        Q(original__in=assets.values("file"))
        | Q(original__in=assets.exclude(file__preview=None).values("file__preview"))
        | Q(original__in=texts.values("captions"))
    )
    return Rendition.objects.filter(Q(pk=digest) if shown else Q(pk=digest) & drafts).first()


def citable(user: User, model: type[Any]) -> QuerySet[Any]:
    """Releases, a kind of them, or observations: all rows, each with `is_seen` and `public_title` (null: not public).

    Narrow it with `MAY_CITE`. Labels from `label_of` need no further query but for a figure of another's statistic.
    """
    prefix = "statistic__" if model is Observation else ""
    interface = interface_language()
    chosen = Case(When(language=interface, then=Value(0)), default=Value(1), output_field=IntegerField())
    titles = reading.public(timezone.now()).filter(uid=OuterRef(f"{prefix}uid")).order_by(chosen, "language")
    rows: QuerySet[Any] = with_sight(user, model._default_manager.all(), release="statistic" if prefix else "pk")
    rows = rows.annotate(public_title=Subquery(titles.values("title")[:1])).prefetch_related(f"{prefix}texts")
    return rows.select_related("statistic") if prefix else rows


MAY_CITE = Q(is_seen=True) | Q(public_title__isnull=False)


def offered(user: User, model: type[Any], *, drafts_only: bool) -> QuerySet[Any]:
    """What may be cited, the newest first."""
    return citable(user, model).filter(Q(is_seen=True) if drafts_only else MAY_CITE).order_by("-pk")


def titled(rows: QuerySet[Any], term: str) -> QuerySet[Any]:
    """Of rows of `citable`, those with a term in a title: the draft's where it may be seen, else the public one."""
    prefix = "statistic__" if rows.model is Observation else ""
    own, public = f"{prefix}pk", reading.public(timezone.now()).filter(uid=OuterRef(f"{prefix}uid"))
    for word in term.split():
        # As conditions, not as joins: rows that come once need no DISTINCT, which asks for the public title of each.
        drafted = asked_of_each(Text.objects.filter(release=OuterRef(own), title__icontains=word))
        rows = rows.filter(Q(drafted, is_seen=True) | Q(asked_of_each(public.filter(title__icontains=word))))
    return rows


def label_of(row: Any) -> str:
    """How a row of `citable` is called before this person; "" when even its name is a secret."""
    if isinstance(row, Observation):
        return _figure(row)
    return str(row) if row.is_seen else row.public_title or ""


def hidden_label() -> str:
    return _("a draft of somebody else’s")


def figure(row: Observation) -> str:
    """The value as the interface's language writes it; what is not measured says so: `about 800 · estimate`."""
    language = interface_language()
    said = figures.display(row.value, unit=row.unit, qualifier=row.qualifier, language=language)
    nature = "" if row.nature == Observation.Nature.ACTUAL else row.get_nature_display()
    return " · ".join(filter(None, (said, nature, row.as_of)))


def _figure(row: Any) -> str:
    if row.is_seen:
        return f"{row.statistic}: {figure(row)}"
    for edition in reading.public(timezone.now()).filter(uid=row.statistic.uid, title=row.public_title or ""):
        for observation in edition.body["statistic"]["observations"]:
            if observation["id"] == row.pk:
                return f"{row.public_title}: {observation['display']}"
    return ""


def rows_seen_by(user: User, rows: QuerySet[Any]) -> QuerySet[Any]:
    """The rule for whatever model a list of the desk shows."""
    narrowing: dict[type[Any], Any] = {
        Submission: submissions_seen_by,
        Edition: editions_seen_by,
        JournalEntry: journal_seen_by,
        Pin: pins_seen_by,
    }
    narrowed: QuerySet[Any] = narrowing.get(rows.model, drafts_seen_by)(user, rows)
    return narrowed


def editions_ahead(user: User, now: dt.datetime) -> QuerySet[Edition]:
    """What opens after now, soonest first."""
    return editions_seen_by(user, Edition.objects.filter(public_from__gt=now).exclude(ended_as="cancelled")).order_by(
        "public_from", "id"
    )
