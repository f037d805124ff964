"""The translation screen: source and translation side by side, and passage by passage what is behind.

It saves as the writing screen does: one form, one guard against stale saves, one keeping of what is typed.
"""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _

from releases.authoring.languages import LANGUAGES, direction, own_name
from releases.authoring.models import Mission, Text
from releases.editions import translated

from . import form_data, side_by_side
from .addresses import address_for
from .conflicts import Resolves
from .numbers_sent import number_of
from .showing_cited import Cited, cited_key
from .terms import Terms
from .typed import staff

# What is not taken over with a block: the translation has words of its own.
_OWN_WORDS = {"html", "question", "caption"}


class Translates(Resolves):
    """For the admin of texts: the page `<pk>/translate/`, and what a saved text means for its translations."""

    pages: tuple[str, ...] = ("translate",)

    def translate_page(self, request: HttpRequest, text: Text) -> HttpResponse:
        source = _source_of(text)
        if source is None:
            return self._languages_page(request, text)
        chosen = request.POST.copy()
        if request.method == "POST" and "desk_add" in request.POST and self.has_change_permission(request, text):
            request.POST = self._with_block(request, source)  # type: ignore[assignment]
        request.desk_translated = source  # type: ignore[attr-defined]
        response: HttpResponse = self.changeform_view(request, str(text.pk))
        if request.method != "POST" or response.status_code != HttpResponseRedirect.status_code or "_submit" in chosen:
            return response
        self._acknowledge(request, text, chosen)
        added = chosen.get("desk_add", "").partition("@")[0].replace(":", "-")
        return HttpResponseRedirect(_address(text) + (f"#of-{added}" if added else ""))

    def render_change_form(self, request: HttpRequest, context: Any, *args: Any, **options: Any) -> Any:
        response: Any = super().render_change_form(request, context, *args, **options)
        source = getattr(request, "desk_translated", None)
        if source is not None and "adminform" in response.context_data:
            response.template_name = "admin/releases/text/translate.html"
            response.context_data |= self._side_by_side(request, context, source, options["obj"])
        return response

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: Any) -> None:
        if change and obj.language == obj.release.source_language:
            translated.remember(Text.objects.select_related("release").get(pk=obj.pk))
        super().save_model(request, obj, form, change)
        if change and "follows" in form.changed_data:
            translated.follow_all(obj)

    def _side_by_side(self, request: HttpRequest, context: Any, source: Text, text: Text) -> dict[str, Any]:
        text = Text.objects.select_related("release").get(pk=text.pk)  # not as the form has changed it
        sources = translated.Sources([text])
        followed, blocks = sources.followed(text), sources.blocks.get(text.release_id, [])
        formsets = context["inline_admin_formsets"]
        keys = [cited_key(block) for block in blocks]
        keys += [(target.kind, target.reference) for target in side_by_side.targets(formsets)]
        cited = Cited(staff(request), keys, source=source.language, target=text.language)
        terms = Terms(source.language, text.language)
        form = context["adminform"].form
        writes = self.has_change_permission(request, text)
        stale = sources.stale(text)
        return {
            **side_by_side.directions(source.language, text.language),
            "title": _("Translation into %(language)s") % {"language": own_name(text.language)},
            "rows": side_by_side.rows(
                form=form, formsets=formsets, followed=followed, blocks=blocks, terms=terms, cited=cited
            ),
            "formsets": [one.formset for one in formsets],
            "form": form,
            "rest_of_fields": [one for one in form.visible_fields() if one.name not in {*translated.FIELDS, "follows"}],
            "source": source,
            "source_name": own_name(source.language),
            "target_name": own_name(text.language),
            "source_digest": sources.digests[text.release_id],
            "is_known": sources.made_from(text) is not None,
            "is_behind": stale > 0,
            "passages": len(followed),
            "following": len(followed) - min(stale, len(followed)),
            "only_form": stale > 0 and not any(one.is_stale for one in followed),
            "writes": writes,
        }

    def _acknowledge(self, request: HttpRequest, text: Text, chosen: QueryDict) -> None:
        numbers = [number for sent in chosen.getlist("desk_follows") if (number := number_of(sent)) is not None]
        if numbers and not translated.follow(text, numbers, digest=chosen.get("desk_source", "")):
            said = _("The source changed meanwhile. Look at its passages once more before you say what follows it.")
            self.message_user(request, said, messages.WARNING)

    def _with_block(self, request: HttpRequest, source: Text) -> QueryDict:
        """What was sent, with a block of the source put among those of the translation."""
        data = request.POST.copy()
        wanted, _at, place = data.pop("desk_add")[-1].partition("@")
        prefix, _colon, pk = str(wanted).partition(":")
        state = form_data.saved(*self.saved_forms(request, source))
        row = state.rows.get(prefix, {}).get(pk)
        total = data.get(f"{prefix}-TOTAL_FORMS", "")
        at = number_of(place)
        if row is None or number_of(total) is None or at is None:
            return data
        _make_room(data, list(state.rows), at, into := f"{prefix}-{total}-")
        taken = {name: sent for name, sent in row.fields.items() if name not in {"ordering", "DELETE"}}
        for name, sent in taken.items():
            for key, values in sent.items():
                data.setlist(f"{into}{key}", [""] if name in _OWN_WORDS else values)
        data[f"{into}id"], data[f"{prefix}-TOTAL_FORMS"] = "", str(int(total) + 1)
        data["_save"] = "1"
        return data

    def _languages_page(self, request: HttpRequest, text: Text) -> HttpResponse:
        """Of the source itself: its translations, and those that can be begun."""
        release, mission = text.release, Mission.objects.first()
        texts = {row.language: row for row in release.texts.select_related("release")}
        may_begin = self.has_add_permission(request)
        wanted = [one for one in LANGUAGES if one in texts or one in (mission.languages if mission else LANGUAGES)]
        wanted = [one for one in wanted if one != release.source_language]
        if request.method == "POST":
            if not may_begin:
                raise PermissionDenied
            if request.POST.get("language") in wanted:
                return HttpResponseRedirect(_address(self._begun(request, text, request.POST["language"])))
        stale = translated.stale_passages(texts.values())
        shown: HttpResponse = self.framed(
            request,
            "admin/releases/text/translate_into.html",
            obj=text,
            title=_("Translations"),
            may_begin=may_begin,
            languages=[
                {
                    "code": one,
                    "name": own_name(one),
                    "direction": direction(one),
                    "text": texts.get(one),
                    "address": _address(texts[one]) if one in texts else "",
                    "stale": stale.get((release.pk, one), 0),
                }
                for one in wanted
            ],
        )
        return shown

    def _begun(self, request: HttpRequest, source: Text, language: str) -> Text:
        """The text in the language: an empty one, unless somebody was faster."""
        text = Text(release=source.release, language=language, edited_by=staff(request))
        text.slug = address_for(text)
        try:
            with transaction.atomic():
                text.save()
                self.log_addition(request, text, [{"added": {}}])
        except IntegrityError:
            return Text.objects.get(release=source.release_id, language=language)
        return text


def _source_of(text: Text) -> Text | None:
    if text.language == text.release.source_language:
        return None
    return Text.objects.filter(release=text.release_id, language=text.release.source_language).first()


def _address(text: Text) -> str:
    return reverse("admin:releases_text_translate", args=[text.pk])


def _make_room(data: QueryDict, prefixes: list[str], place: int, into: str) -> None:
    """Numbers the blocks anew, so that the new one has a number between its neighbours."""
    found = []
    for prefix in prefixes:
        total = data.get(f"{prefix}-TOTAL_FORMS", "0")
        for index in range(min(number_of(total) or 0, 1000)):
            key = f"{prefix}-{index}-ordering"
            if key in data:
                found.append((number_of(str(data[key])) or 0, key))
    ordered = [key for _number, key in sorted(found, key=lambda one: one[0])]
    ordered.insert(place, f"{into}ordering")
    for number, key in enumerate(ordered, 1):
        data[key] = str(number * 10)
