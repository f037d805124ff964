"""Comments of the staff at the desk: the threads of a text, and the pages that take a comment, a reply, an answer.

For the writing screen: `threads(request, text)`, shown by `admin/releases/text/_comments.html`, outside its form.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from typing import Any

from content_editor.contents import contents_for_item
from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template import loader
from django.urls import path, reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from releases.authoring import commenting
from releases.authoring.comments import BLOCKS_BY_NAME, FIELDS, Comment
from releases.authoring.languages import direction
from releases.authoring.models import BLOCKS, Block, Text, User
from releases.authoring.visibility import texts_seen_by
from releases.errors import PressOfficeError

from .pages import ReadOnly
from .refusals import add_refusal
from .typed import staff

_LABEL = 60
Place = tuple[str, int | None]
"""The name of a field or of a kind of block, and the block's key; ("", None) is the text as a whole."""


def anchor(place: str, block: int | None) -> str:
    """The id of an element: `on-textblock-12`, `on-title`, `on-text`."""
    return "-".join(["on", place or "text", *([str(block)] if block else [])])


@dataclass
class Thread:
    """A comment and its replies. `is_removed`: the passage that it was about is no longer there."""

    first: Comment
    is_removed: bool
    replies: list[Comment] = field(default_factory=list)

    @property
    def is_open(self) -> bool:
        return self.first.is_open

    @property
    def anchor(self) -> str:
        return anchor(self.first.place, self.first.block)

    @property
    def place_name(self) -> str:
        """What it is about, in words."""
        if self.first.place in BLOCKS_BY_NAME:
            kind = BLOCKS_BY_NAME[self.first.place]._meta.verbose_name
            return _("on a removed passage") if self.is_removed else str(kind)
        return str(FIELDS.get(self.first.place, _("the text as a whole")))


@dataclass
class Threads:
    """The comments of one text, and what the person may do about them."""

    text: Text
    all: list[Thread]
    may_comment: bool
    blocks: list[tuple[str, str]] = field(default_factory=list)

    @property
    def open(self) -> list[Thread]:
        return [thread for thread in self.all if thread.is_open]

    @property
    def resolved(self) -> list[Thread]:
        return [thread for thread in self.all if not thread.is_open]

    @property
    def places(self) -> list[tuple[str, str]]:
        """For a choice: the text as a whole, its fields, then its blocks where they were asked for."""
        kind = self.text.release.kind
        only = {"words": "statement", "alt_text": "media"}
        fields = [(name, capfirst(str(label))) for name, label in FIELDS.items() if only.get(name, kind) == kind]
        return [("", capfirst(_("the text as a whole"))), *fields, *self.blocks]

    @property
    def language(self) -> str:
        return self.text.language

    @property
    def direction(self) -> str:
        return direction(self.text.language)

    def on(self, place: str, block: int | None) -> list[Thread]:
        return [row for row in self.all if (row.first.place, row.first.block) == (place, block) and not row.is_removed]

    def elsewhere(self, blocks: Collection[Place]) -> list[Thread]:
        """Those that are on none of these blocks: on the text, its fields, and on what was removed."""
        return [row for row in self.all if row.is_removed or (row.first.place, row.first.block) not in blocks]


def threads(request: HttpRequest, text: Text) -> Threads:
    """Of one text that the person may see, with a choice of its blocks. One query, and two for each kind of block."""
    found = threads_of(staff(request), [text])[text.pk]
    if found.may_comment:
        found.blocks = [(_value(block), _label(block)) for block in contents_for_item(text, BLOCKS)["body"]]
    return found


def _value(block: Block) -> str:
    return f"{type(block).__name__.lower()}-{block.pk}"


def _label(block: Block) -> str:
    kind, words = capfirst(str(block._meta.verbose_name)), commenting.words_of(block)
    return f"{kind}: {words[:_LABEL]}" if words else kind


def threads_of(user: User, texts: Iterable[Text]) -> dict[int, Threads]:
    """By text. One query, and one for each kind of block that is commented on, however many the texts."""
    rows = {text.pk: text for text in texts}
    comments = Comment.objects.filter(text__in=rows).select_related("written_by", "resolved_by").order_by("id")
    standing = _standing(comments)
    found: dict[int, Thread] = {}
    by_text: dict[int, list[Thread]] = defaultdict(list)
    for row in comments:
        if row.replies_to_id is None:
            removed = row.block is not None and (row.text_id, row.place, row.block) not in standing
            found[row.pk] = Thread(row, removed)
            by_text[row.text_id].append(found[row.pk])
        elif row.replies_to_id in found:
            found[row.replies_to_id].replies.append(row)
    may = user.has_perm("releases.add_comment")
    return {pk: Threads(text, by_text[pk], may) for pk, text in rows.items()}


def _standing(comments: Iterable[Comment]) -> set[tuple[int, str, int]]:
    """(text, place, key) of the blocks that are commented on and still there."""
    wanted: dict[str, set[int]] = defaultdict(set)
    for row in comments:
        if row.block is not None:
            wanted[row.place].add(row.block)
    return {
        (parent, place, pk)
        for place, keys in wanted.items()
        if place in BLOCKS_BY_NAME
        for parent, pk in BLOCKS_BY_NAME[place]._default_manager.filter(pk__in=keys).values_list("parent", "pk")
    }


def open_on(user: User, items: Iterable[tuple[int, str]]) -> list[Comment]:
    """Open comments on texts of (release, language) pairs, to be named at a submission. One query."""
    pairs = set(items)
    rows = commenting.open_threads(Comment.objects.filter(text__release__in={release for release, _tag in pairs}))
    seen = rows.filter(text__in=texts_seen_by(user, Text.objects.all())).select_related("text", "written_by")
    return [row for row in seen if (row.text.release_id, row.text.language) in pairs]


class CommentForm(forms.Form):
    words = forms.CharField(
        label=gettext_lazy("Comment"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3, "maxlength": commenting.LONGEST}),
    )


class OpenFilter(admin.SimpleListFilter):
    """Of a reply, whether what it replies to is open."""

    title = gettext_lazy("state")
    parameter_name = "state"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [("open", _("open")), ("resolved", _("resolved"))]

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        first = Q(replies_to=None, resolved_at=None) | Q(replies_to__isnull=False, replies_to__resolved_at=None)
        found = {"open": first, "resolved": ~first}
        value = self.value() or ""
        return queryset.filter(found[value]) if value in found else queryset


@admin.register(Comment)
class CommentAdmin(ReadOnly):
    """A list of all comments on texts that the person may see; what is done with one is posted here."""

    list_display = ("words", "text", "written_by", "written_at", "state")
    list_filter = (OpenFilter, "text__language")
    search_fields = ("words", "quoted", "text__title")
    fields = ("text", "quoted", "words", "written_by", "written_at", "resolved_by", "resolved_at")
    ordering = ("-id",)

    @admin.display(description=gettext_lazy("state"))
    def state(self, comment: Comment) -> str:
        first = comment.replies_to or comment
        return _("open") if first.is_open else _("resolved")

    def get_queryset(self, request: HttpRequest) -> Any:
        """Whoever may see the draft sees what was said of it, and nobody else."""
        rows = super().get_queryset(request).select_related("text", "written_by", "resolved_by", "replies_to")
        return rows.filter(text__in=texts_seen_by(staff(request), Text.objects.all()))

    def get_urls(self) -> list[Any]:
        guarded = self.admin_site.admin_view
        acts = [
            path(f"<int:pk>/{act}/", guarded(self._on_thread(act)), name=f"releases_comment_{act}")
            for act in ("reply", "resolve", "reopen")
        ]
        begin = path("on/<int:pk>/", guarded(self.begin_view), name="releases_comment_begin")
        return [begin, *acts, *super().get_urls()]

    def begin_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """GET asks for the words, POST begins a thread: `place` and `block` say on what."""
        text = texts_seen_by(staff(request), Text.objects.select_related("release")).filter(pk=pk).first()
        if text is None:
            return self._missing(request, str(pk))
        given = request.POST if request.method == "POST" else request.GET
        place, _hyphen, key = given.get("place", "").partition("-")
        block = given.get("block", "") or key

        def begin(words: str) -> Comment:
            number = int(block) if block.isdecimal() and len(block) < len(str(2**63)) else None
            return commenting.comment(text=text, by=staff(request), words=words, place=place, block=number)

        return self._done(request, text, begin, title=_("Comment on “%(text)s”") % {"text": text})

    def _on_thread(self, act: str) -> Any:
        def view(request: HttpRequest, pk: int) -> HttpResponse:
            comment = self.get_queryset(request).select_related("text__release").filter(pk=pk).first()
            if comment is None:
                return self._missing(request, str(pk))
            by = staff(request)
            verbs: dict[str, Any] = {
                "reply": lambda words: commenting.reply(to=comment, by=by, words=words),
                "resolve": lambda _words: commenting.resolve(comment=comment, by=by),
                "reopen": lambda _words: commenting.reopen(comment=comment),
            }
            return self._done(
                request, comment.text, verbs[act], title=_("Comment on “%(text)s”") % {"text": comment.text}
            )

        return view

    def _missing(self, request: HttpRequest, pk: str) -> HttpResponse:
        missing: HttpResponse = self._get_obj_does_not_exist_redirect(request, self.opts, pk)  # type: ignore[attr-defined]
        return missing

    def _done(self, request: HttpRequest, text: Text, verb: Any, *, title: str) -> HttpResponse:
        """Back to where the form stood; a refusal is told beside the words, and none of them are lost."""
        if not staff(request).has_perm("releases.add_comment"):
            raise PermissionDenied
        form = CommentForm(request.POST if request.method == "POST" else None)
        if form.is_bound and form.is_valid():
            try:
                comment = verb(form.cleaned_data["words"])
            except PressOfficeError as refused:
                add_refusal(form, refused)
            else:
                return self._answered(request, text, comment)
        return self.framed(
            request,
            "admin/releases/comment/write.html",
            obj=text,
            title=title,
            form=form,
            carried=[
                (name, request.POST.get(name) or request.GET.get(name, "")) for name in ("place", "block", "next")
            ],
            text=text,
        )

    def _answered(self, request: HttpRequest, text: Text, comment: Comment) -> HttpResponse:
        """The thread alone for a script that asks for it; for everybody else the page that they came from."""
        first = comment.replies_to or comment
        wanted, own = request.POST.get("next", ""), reverse("admin:releases_text_change", args=[text.pk])
        linked = wanted == own
        if request.headers.get("X-Fragment") == "comments":
            found = threads(request, text)
            thread = next(row for row in found.all if row.first.pk == first.pk)
            html = loader.render_to_string(
                "admin/releases/comment/_thread.html",
                {"thread": thread, "threads": found, "next": wanted, "linked": linked, "here": not linked},
                request,
            )
            return HttpResponse(html, headers={"Cache-Control": "private, no-store"})
        messages.success(request, _("The comment was kept.") if first.is_open else _("The comment is resolved."))
        back = wanted if url_has_allowed_host_and_scheme(wanted, allowed_hosts=None) else own
        return HttpResponseRedirect(f"{back}#comment-{first.pk}")
