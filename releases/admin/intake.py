"""A new briefing from a text: paste or upload it, look through what is proposed, make the draft of what was accepted.

The text and the choices are kept as the person's own unsaved draft until then, and thirty days at most.
"""

import json
import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from html import unescape
from typing import Any

from babel.numbers import format_decimal
from django import forms
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed, HttpResponseRedirect, JsonResponse
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.html import strip_tags
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from releases.assets.verdicts import printable
from releases.assets.writings import KINDS, LONGEST, Line, Writing, read_writing, typed_writing
from releases.authoring.intake.creating import LONGEST_TITLE, Created, create, needed
from releases.authoring.intake.known import known_registers
from releases.authoring.intake.reading import Intake, read
from releases.authoring.languages import LANGUAGES, interface_language, own_name
from releases.authoring.models import User, WorkingDraft
from releases.authoring.working_drafts import KEPT_FOR, LONGEST_DRAFT
from releases.errors import BadFile

from . import intake_rows
from .addresses import address_for
from .pages import Seen
from .steps import address_of_page
from .typed import staff

PLACE = "intake"
CHOICES = ("accept", "discard")
_PREFIX = "is-"
_MOST_KEPT, _FIRST_WORDS = 20, 8
_LEFT_OUT = {
    "struck": gettext_lazy("what was struck out"),
    "notes": gettext_lazy("footnotes"),
    "comments": gettext_lazy("comments"),
    "pictures": gettext_lazy("pictures"),
    "attachments": gettext_lazy("attachments"),
    "quoted": gettext_lazy("what the mail quotes"),
}


class TakeIn(forms.Form):
    """A text that is pasted, or a file: one of them."""

    text = forms.CharField(
        label=gettext_lazy("The text"), required=False, widget=forms.Textarea(attrs={"rows": 12, "dir": "auto"})
    )
    file = forms.FileField(label=gettext_lazy("Or a file"), required=False)
    language = forms.ChoiceField(label=gettext_lazy("Language of the text"), required=False)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        told = [("", _("told by its letters")), *((tag, own_name(tag)) for tag in LANGUAGES)]
        self.fields["language"].choices = told  # type: ignore[attr-defined]
        self.fields["file"].help_text = _("%(kinds)s, at most %(limit)s characters of text.") % {
            "kinds": KINDS,
            "limit": format_decimal(LONGEST, locale=interface_language()),
        }
        self.fields["file"].widget.attrs["accept"] = ".txt,.docx,.odt,.html,.htm,.eml"

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        text, file = cleaned.get("text"), cleaned.get("file")
        if bool(text) == bool(file):
            if not self.errors:
                both = _("There is a text and a file: take one of them away.")
                self.add_error("text", both if text else _("Paste a text here, or choose a file below."))
            return cleaned
        try:
            cleaned["writing"] = (
                read_writing(file, name=file.name) if file else typed_writing(text or "", name=_("The text"))
            )
        except BadFile as refused:
            self.add_error("file" if file else "text", refused.message)
        return cleaned


@dataclass(frozen=True)
class Kept:
    """What is kept of one text: all that the review needs. `choices` by key of the proposal."""

    writing: Writing
    name: str
    language: str
    title: str
    choices: Mapping[str, str]

    def dumped(self) -> str:
        lines = [[line.tag, line.html, line.rows] for line in self.writing.lines]
        said = {
            "writing": [self.writing.kind, self.writing.title, lines, self.writing.left_out],
            "name": self.name,
            "language": self.language,
            "title": self.title,
            "choices": dict(self.choices),
        }
        return json.dumps(said, ensure_ascii=False)

    @classmethod
    def loaded(cls, dumped: str) -> "Kept":
        said = json.loads(dumped)
        kind, title, lines, left_out = said["writing"]
        rows = tuple(Line(tag, html, tuple(map(tuple, cells))) for tag, html, cells in lines)
        return cls(
            Writing(kind, title, rows, tuple(left_out)), said["name"], said["language"], said["title"], said["choices"]
        )

    def read(self) -> Intake:
        return read(self.writing, known=known_registers(), language=self.language)


class TakesTexts(Seen):
    """For briefings: `intake/` takes a text in, `intake/<window>/` goes through what it proposes."""

    change_list_template = "admin/releases/briefing/change_list.html"

    def get_urls(self) -> list[Any]:
        guarded = self.admin_site.admin_view
        return [
            path("intake/", guarded(self.intake_view), name="releases_briefing_intake"),
            path("intake/<uuid:window>/", guarded(self.looked_through_view), name="releases_briefing_looked_through"),
            *super().get_urls(),
        ]

    def intake_view(self, request: HttpRequest) -> HttpResponse:
        self._may(request)
        form = TakeIn(request.POST, request.FILES) if request.method == "POST" else TakeIn()
        if form.is_bound and form.is_valid():
            return HttpResponseRedirect(_address(self._kept(request, form)))
        unfinished = [(row, Kept.loaded(row.data)) for row in _mine(staff(request)).order_by("-kept_at")[:_MOST_KEPT]]
        return self._page(
            request,
            "intake.html",
            title=_("New briefing from a text"),
            form=form,
            unfinished=[(_address(row.window), kept, row.kept_at, *_progress(kept)) for row, kept in unfinished],
        )

    def looked_through_view(self, request: HttpRequest, window: uuid.UUID) -> HttpResponse:
        """GET the proposals; POST keeps the choices, makes the draft (`create`), or forgets the text (`forget`)."""
        self._may(request)
        row = _mine(staff(request)).filter(window=window).first()
        if row is None:
            raise Http404
        kept = Kept.loaded(row.data)
        if request.method == "GET":
            return self._looked_through(request, kept, kept.read())
        if request.method != "POST":
            return HttpResponseNotAllowed(["GET", "POST"])
        if "forget" in request.POST:
            row.delete()
            self.message_user(request, _("The text is forgotten, with what was chosen."), "SUCCESS")
            return HttpResponseRedirect(reverse("admin:releases_briefing_intake"))
        intake = kept.read()
        kept = _chosen(kept, intake, request)
        WorkingDraft.objects.filter(pk=row.pk).update(data=kept.dumped(), kept_at=timezone.now())
        if "create" in request.POST:
            return self._made(request, row, kept, intake)
        if not request.accepts("text/html"):
            return JsonResponse({"said": _("Kept. Nothing is made of it before you say so.")})
        self.message_user(request, _("Kept. Nothing is made of it before you say so."), "SUCCESS")
        return HttpResponseRedirect(_address(window))

    def _may(self, request: HttpRequest) -> None:
        if not staff(request).has_perms(["releases.add_briefing", "releases.add_text", "releases.add_textblock"]):
            raise PermissionDenied

    def _kept(self, request: HttpRequest, form: TakeIn) -> uuid.UUID:
        writing, upload = form.cleaned_data["writing"], form.cleaned_data["file"]
        name = printable(upload.name) if upload else _beginning(writing)
        kept = Kept(writing, name, form.cleaned_data["language"], "", {})
        row = WorkingDraft.objects.create(
            typed_by=staff(request), place=PLACE, window=uuid.uuid4(), data=kept.dumped(), kept_at=timezone.now()
        )
        return row.window

    def _made(self, request: HttpRequest, row: WorkingDraft, kept: Kept, intake: Intake) -> HttpResponse:
        accepted = {key for key, choice in kept.choices.items() if choice == "accept"}
        lacked = [one for one in intake.proposals if one.key in accepted and intake_rows.lacking(one, staff(request))]
        problems = [
            _("You may not add this: “%(what)s”. Throw it away, or ask an administrator.") % {"what": one.passage}
            for one in lacked
        ]
        if len(kept.title) > LONGEST_TITLE:
            problems.append(_("The title is longer than %(limit)s characters.") % {"limit": LONGEST_TITLE})
        if not staff(request).has_perms([f"releases.add_{model}" for model in needed(intake, accepted)]):
            problems = problems or [_("You may not add all of what you accepted. Ask an administrator.")]
        if problems:
            return self._looked_through(request, kept, intake, problems=problems)
        with transaction.atomic():
            if not WorkingDraft.objects.select_for_update().filter(pk=row.pk).exists():
                raise Http404  # another window of the same person was quicker
            created = create(intake=intake, accepted=accepted, title=kept.title, by=staff(request))
            for text in created.texts:
                text.slug = address_for(text)
                text.save(update_fields=["slug"])
            self._log(request, created)
            row.delete()
        self.message_user(request, _said(created), "SUCCESS")
        if created.speakerless:
            without = ngettext(
                "One statement has no speaker yet: the person was not accepted.",
                "%(count)d statements have no speaker yet: the person was not accepted.",
                created.speakerless,
            )
            self.message_user(request, without % {"count": created.speakerless}, "WARNING")
        return HttpResponseRedirect(address_of_page(created.briefing, "change"))

    def _log(self, request: HttpRequest, created: Created) -> None:
        for made in [*created.releases, *created.entries]:
            self.log_addition(request, made, [{"added": {}}])

    def _looked_through(
        self, request: HttpRequest, kept: Kept, intake: Intake, *, problems: list[str] | None = None
    ) -> HttpResponse:
        proposed = next((one.proposed["title"] for one in intake.proposals if one.kind == "title"), "")
        return self._page(
            request,
            "looked_through.html",
            title=_("What the text proposes"),
            kept=kept,
            draft_title=kept.title,
            proposed_title=proposed,
            language=intake.language,
            language_name=own_name(intake.language),
            groups=intake_rows.groups(intake, kept.choices, staff(request)),
            shown=intake_rows.marked(intake),
            counted=intake_rows.counted(intake, kept.choices),
            left_out=", ".join(str(_LEFT_OUT[what]) for what in kept.writing.left_out),
            problems=problems or [],
            longest_title=LONGEST_TITLE,
        )

    def _page(self, request: HttpRequest, template: str, **context: Any) -> HttpResponse:
        return TemplateResponse(
            request,
            f"admin/releases/briefing/{template}",
            {**self.admin_site.each_context(request), "opts": self.opts, "media": self.media, **context},
        )


def _mine(user: User) -> Any:
    return WorkingDraft.objects.filter(typed_by=user, place=PLACE, kept_at__gte=timezone.now() - KEPT_FOR)


def _address(window: uuid.UUID) -> str:
    return reverse("admin:releases_briefing_looked_through", args=[window])


def _chosen(kept: Kept, intake: Intake, request: HttpRequest) -> Kept:
    """What the form says; of what it does not mention, what was chosen before."""
    choices = {key: choice for key, choice in kept.choices.items() if key in intake.by_key}
    for key in intake.by_key:
        choice = request.POST.get(f"{_PREFIX}{key}")
        if choice is not None:
            choices[key] = choice if choice in CHOICES else ""
    title = " ".join(request.POST.get("title", kept.title).split())[: LONGEST_DRAFT // 100]
    if not title:
        title = next(
            (
                one.proposed["title"]
                for one in intake.proposals
                if one.kind == "title" and choices.get(one.key) == "accept"
            ),
            "",
        )
    return Kept(kept.writing, kept.name, kept.language, title, {key: one for key, one in choices.items() if one})


def _beginning(writing: Writing) -> str:
    """By what a pasted text is known again."""
    words = next((strip_tags(line.html) for line in writing.lines if line.html), "")
    return Truncator(unescape(words)).words(_FIRST_WORDS) or _("pasted text")


def _progress(kept: Kept) -> tuple[int, int]:
    chosen = list(kept.choices.values())
    return chosen.count("accept"), chosen.count("discard")


def _said(created: Created) -> str:
    releases, entries = len(created.texts), len(created.entries)
    said = ngettext("One draft is made", "%(count)d drafts are made", releases) % {"count": releases}
    new = ngettext("one entry is new in the registers", "%(count)d entries are new in the registers", entries)
    return f"{said}; {new % {'count': entries}}." if entries else f"{said}."
