"""Comments of the staff on a text, or on a block of it. They are never public and never go into an edition."""

from collections.abc import Mapping

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from .texts import BLOCKS, Block, Text

BLOCKS_BY_NAME: Mapping[str, type[Block]] = {model.__name__.lower(): model for model in BLOCKS}
FIELDS: Mapping[str, object] = {
    "title": _("title"),
    "summary": _("summary"),
    "words": _("words of the statement"),
    "alt_text": _("alternative text"),
    "note": _("note on the translation"),
}


class Comment(models.Model):
    """The first of a thread stands on a place; the others reply to it. Whoever sees the draft sees its comments.

    `place` is "" for the text as a whole, a field's name, or the name of a kind of block, `block` then its key. The
    block may be deleted: `quoted` keeps what it said, by value.
    """

    text = models.ForeignKey(Text, verbose_name=_("text"), on_delete=models.CASCADE, related_name="comments")
    place = models.CharField(_("place"), max_length=20, blank=True)
    block = models.PositiveBigIntegerField(_("block"), null=True, blank=True)
    quoted = models.TextField(_("passage"), blank=True)
    replies_to = models.ForeignKey(
        "self", verbose_name=_("reply to"), on_delete=models.CASCADE, related_name="replies", null=True, blank=True
    )
    words = models.TextField(_("comment"), max_length=4000)
    written_at = models.DateTimeField(_("written at"), auto_now_add=True)
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("written by"), on_delete=models.PROTECT, related_name="+"
    )
    resolved_at = models.DateTimeField(_("resolved at"), null=True, blank=True)
    resolved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("resolved by"),
        on_delete=models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
    )

    class Meta:
        verbose_name = _("comment")
        verbose_name_plural = _("comments")
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(condition=~Q(words=""), name="comment_has_words"),
            models.CheckConstraint(
                condition=(Q(block__isnull=True) & ~Q(place__endswith="block"))
                | Q(block__isnull=False, place__endswith="block"),
                name="comment_on_a_place",
            ),
            models.CheckConstraint(
                condition=Q(resolved_at__isnull=True, resolved_by__isnull=True)
                | Q(resolved_at__isnull=False, resolved_by__isnull=False),
                name="comment_resolved_at_with_by",
            ),
            models.CheckConstraint(
                condition=Q(replies_to__isnull=True) | Q(resolved_at__isnull=True, place="", quoted=""),
                name="comment_reply_is_of_its_thread",
            ),
        ]

    def __str__(self) -> str:
        return self.words[:80]

    @property
    def is_open(self) -> bool:
        return self.resolved_at is None
