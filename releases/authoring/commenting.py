"""The verbs of comments: comment, reply, resolve, reopen. Who may see the draft is asked by the desk, before."""

import html
import re

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.html import strip_tags
from django.utils.translation import gettext as _

from releases.errors import Refusal

from .comments import BLOCKS_BY_NAME, FIELDS, Comment
from .models import Text, User

LONGEST = 4000
_QUOTED = 300
_SPACES = re.compile(r"\s+")
_ENDS = re.compile(r"</(?:p|h[1-6]|li|td|th|blockquote)>|<br ?/?>")


def comment(*, text: Text, by: User, words: str, place: str = "", block: int | None = None) -> Comment:
    """Begins a thread on the text, a field of it, or a block. Refuses a block that is not of this text."""
    said = _said(words)
    quoted = ""
    if place in BLOCKS_BY_NAME:
        row = BLOCKS_BY_NAME[place]._default_manager.filter(parent=text, pk=block).first() if block else None
        if row is None:
            raise Refusal(
                _("The passage is no longer there. Comment on the text as a whole instead."), code="passage_gone"
            )
        quoted = words_of(row)
    elif place in FIELDS:
        quoted, block = str(getattr(text, place))[:_QUOTED], None
    else:
        place, block = "", None
    return Comment.objects.create(text=text, place=place, block=block, quoted=quoted, words=said, written_by=by)


def reply(*, to: Comment, by: User, words: str) -> Comment:
    """Answers in the thread; a reply to a reply belongs to the same thread."""
    first = to.replies_to or to
    return Comment.objects.create(text=first.text, replies_to=first, words=_said(words), written_by=by)


def resolve(*, comment: Comment, by: User) -> Comment:
    """Says that nothing is left to do. Resolving what somebody else has resolved meanwhile changes nothing."""
    first = comment.replies_to or comment
    Comment.objects.filter(pk=first.pk, resolved_at=None).update(resolved_at=timezone.now(), resolved_by=by)
    first.refresh_from_db()
    return first


def reopen(*, comment: Comment) -> Comment:
    first = comment.replies_to or comment
    first.resolved_at = first.resolved_by = None
    first.save(update_fields=["resolved_at", "resolved_by"])
    return first


def open_threads(rows: QuerySet[Comment]) -> QuerySet[Comment]:
    return rows.filter(replies_to=None, resolved_at=None)


def words_of(block: object) -> str:
    """The beginning of what a block says itself; "" where it shows another release, whose words are not its own."""
    written = " ".join(str(getattr(block, name, "")) for name in ("caption", "question", "html"))
    plain = html.unescape(strip_tags(_ENDS.sub(" ", written)))
    return _SPACES.sub(" ", plain).strip()[:_QUOTED]


def _said(words: str) -> str:
    said = words.strip()
    if not said:
        raise Refusal(_("The comment has no words. Write what you mean."), code="words_missing")
    if len(said) > LONGEST:
        raise Refusal(
            _("The comment is too long: %(length)d characters; %(most)d are possible.")
            % {"length": len(said), "most": LONGEST},
            code="too_long",
        )
    return said
