"""The one next step of a text, or of a row on the news desk: words that say it, and where it is done."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from releases.authoring.models import Release, User
from releases.outlets.addresses import page

from .states import TextState


@dataclass(frozen=True)
class Step:
    """`primary` where it waits for this very person."""

    words: str
    address: str
    primary: bool = False


def review(submission: int) -> Step:
    return Step(_("Review"), reverse("admin:releases_submission_change", args=[submission]), primary=True)


def look(submission: int) -> Step:
    return Step(_("Look at it"), reverse("admin:releases_submission_change", args=[submission]), primary=True)


def submitted(submission: int) -> Step:
    return Step(_("See what was submitted"), reverse("admin:releases_submission_change", args=[submission]))


def public_page(language: str, kind: str, slug: str) -> Step:
    return Step(_("See the public page"), page(language, kind, slug))


def edition(words: str, pk: int) -> Step:
    return Step(words, reverse("admin:releases_edition_change", args=[pk]))


def text(words: str, pk: int, *, primary: bool = False) -> Step:
    return Step(words, reverse("admin:releases_text_change", args=[pk]), primary=primary)


def translate(words: str, pk: int) -> Step:
    """Source and translation side by side; of the source itself, its translations and those that can be begun."""
    return Step(words, reverse("admin:releases_text_translate", args=[pk]))


def write(release: Release, language: str) -> Step:
    """A first text: the source is written, another language translated. No query where texts are prefetched."""
    source = next((row for row in release.texts.all() if row.language == release.source_language), None)
    if source is not None and language != release.source_language:
        return translate(_("Translate"), source.pk)
    return Step(
        _("Write"),
        f"{reverse('admin:releases_text_add')}?release={release.pk}&language={language}",
    )


def next_step(state: TextState, user: User) -> Step | None:
    """What this person does next about one language of a release; None where there is nothing for them to do."""
    if state.text is None:
        return write(state.release, state.language) if user.has_perm("releases.add_text") else None
    if state.submission is not None:
        return _of_submitted(state, user)
    if user.has_perm("releases.change_text"):
        if state.has("behind"):
            return translate(_("Bring up to date"), state.text.pk)
        if state.has("draft") or state.has("edited") or state.has("withdrawn"):
            return _of_draft(state, user)
    return _to_look_at(state, state.text.pk)


def _to_look_at(state: TextState, pk: int) -> Step:
    if state.edition is None:
        return text(_("Read"), pk)
    if state.has("public"):
        return public_page(state.language, state.release.kind, state.edition.slug)
    return edition(_("See what opens") if state.has("scheduled") else _("See what it said"), state.edition.pk)


def _of_submitted(state: TextState, user: User) -> Step | None:
    if state.submission is None or state.text is None:
        return None
    if user.has_perm("releases.approve") and user.pk not in {state.text.edited_by_id, state.release.edited_by_id}:
        return review(state.submission)
    return submitted(state.submission)


def _of_draft(state: TextState, user: User) -> Step | None:
    """What is complete goes to a reviewer; what is not is finished first."""
    words = state.text
    if words is None:
        return None
    if not (words.title and words.slug and words.summary) or state.errors:
        return text(_("Finish"), words.pk)
    if user.has_perm("releases.submit"):
        return Step(_("Submit"), address_of_page(state.release, "submit"))
    return text(_("Finish"), words.pk)


def address_of_page(release: Release, page_name: str) -> str:
    """Of a further page of a release, such as `submit` or `correct`; "change" is its form."""
    model = {"media": "mediaasset"}.get(release.kind, release.kind)
    return reverse(f"admin:releases_{model}_{page_name}", args=[release.pk])
