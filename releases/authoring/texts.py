"""A release's words in one language, and the blocks of its body."""

from content_editor.models import PluginBase, Region
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django_prose_editor.fields import ProseEditorField

from releases.assets.models import MediaFile

from .cleaning import EDITOR_EXTENSIONS, clean_html
from .releases import Edited, MediaAsset, Observation, Release, Statement, Statistic
from .tables import TableField


class Text(Edited):
    """Title, address, summary, words and body in one language. Every language has its own state."""

    release = models.ForeignKey(Release, verbose_name=_("release"), on_delete=models.CASCADE, related_name="texts")
    language = models.CharField(_("language"), max_length=8, choices=settings.LANGUAGES)
    title = models.CharField(_("title"), max_length=200, blank=True)
    slug = models.SlugField(_("address"), max_length=100, blank=True, help_text=_("Empty: made from the title."))
    summary = models.TextField(
        _("summary"), blank=True, help_text=_("One sentence. The caption of a picture, the definition of a statistic.")
    )
    words = models.TextField(
        _("words of the statement"), blank=True, help_text=_("The words themselves, without quotation marks.")
    )
    alt_text = models.TextField(
        _("alternative text"), blank=True, help_text=_("What a reader who does not see the picture should know.")
    )
    captions = models.ForeignKey(
        MediaFile,
        verbose_name=_("captions"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        help_text=_("WebVTT, for a video or a sound, in this language."),
    )
    note = models.CharField(
        _("note on the translation"), max_length=300, blank=True, help_text=_("Shown to readers beside the text.")
    )
    made_from = models.CharField(
        _("made from"),
        max_length=64,
        blank=True,
        editable=False,
        help_text=_("Digest of the source words that this translation follows."),
    )

    regions = [Region(key="body", title=_("body"))]

    class Meta:
        verbose_name = _("text")
        verbose_name_plural = _("texts")
        ordering = ["release", "language"]
        # The news desk asks for what was touched last, by anybody and by one person.
        indexes = [
            models.Index(fields=["-edited_at"], name="text_touched"),
            models.Index(fields=["edited_by", "-edited_at"], name="text_touched_by"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["release", "language"], name="text_once_per_language"),
            models.UniqueConstraint(
                fields=["language", "slug"],
                condition=~Q(slug=""),
                name="text_address_once_per_language",
                violation_error_message=_("Another release has this address. Choose another one."),
            ),
            models.CheckConstraint(
                condition=Q(language__in=[code for code, _name in settings.LANGUAGES]), name="text_language_is_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title or self.release} ({self.language})"


class Block(PluginBase):
    """A piece of a body. The same fields as content-editor's `create_plugin_base`, spelt out for the type checker."""

    parent = models.ForeignKey(Text, on_delete=models.CASCADE, related_name="+")
    region = models.CharField(max_length=255, default="body")
    ordering = models.IntegerField(default=0)

    class Meta:
        abstract = True
        ordering = ["ordering"]

    def __str__(self) -> str:
        return f"{self._meta.verbose_name} {self.pk}"


class TextBlock(Block):
    html = ProseEditorField(_("text"), blank=True, extensions=EDITOR_EXTENSIONS, sanitize=clean_html)

    class Meta(Block.Meta):
        verbose_name = _("text")
        verbose_name_plural = _("texts")


class QuoteBlock(Block):
    # Null in these blocks: a draft may be saved before it is known what they show; an edition is refused by name.
    statement = models.ForeignKey(
        Statement, verbose_name=_("statement"), on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta(Block.Meta):
        verbose_name = _("quote")
        verbose_name_plural = _("quotes")

    @classmethod
    def get_queryset(cls) -> models.QuerySet["QuoteBlock"]:
        return cls.objects.select_related("statement")


class FigureBlock(Block):
    observation = models.ForeignKey(
        Observation, verbose_name=_("observation"), on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta(Block.Meta):
        verbose_name = _("figure")
        verbose_name_plural = _("figures")

    @classmethod
    def get_queryset(cls) -> models.QuerySet["FigureBlock"]:
        return cls.objects.select_related("observation__statistic")


class ChartBlock(Block):
    """The values of a statistic, drawn; an edition refuses one that has nothing to compare."""

    statistic = models.ForeignKey(
        Statistic, verbose_name=_("statistic"), on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta(Block.Meta):
        verbose_name = _("chart")
        verbose_name_plural = _("charts")

    @classmethod
    def get_queryset(cls) -> models.QuerySet["ChartBlock"]:
        return cls.objects.select_related("statistic")


class PictureBlock(Block):
    asset = models.ForeignKey(
        MediaAsset, verbose_name=_("media asset"), on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta(Block.Meta):
        verbose_name = _("picture")
        verbose_name_plural = _("pictures")

    @classmethod
    def get_queryset(cls) -> models.QuerySet["PictureBlock"]:
        return cls.objects.select_related("asset")


class AnswerBlock(Block):
    class Mode(models.TextChoices):
        VERBATIM = "verbatim", _("verbatim")
        SUMMARY = "summary", _("summary")

    question = models.TextField(_("question"), blank=True)
    html = ProseEditorField(_("answer"), blank=True, extensions=EDITOR_EXTENSIONS, sanitize=clean_html)
    mode = models.CharField(_("mode"), max_length=12, choices=Mode.choices, default=Mode.SUMMARY)

    class Meta(Block.Meta):
        verbose_name = _("question and answer")
        verbose_name_plural = _("questions and answers")
        constraints = [
            models.CheckConstraint(condition=Q(mode__in=["verbatim", "summary"]), name="answerblock_mode_is_known")
        ]


class TableBlock(Block):
    """Words in rows and columns. Figures that others are to cite are observations of a statistic."""

    caption = models.CharField(
        _("caption"), max_length=300, blank=True, help_text=_("What the table shows. Readers hear it first.")
    )
    header_row = models.BooleanField(_("the first row names the columns"), default=True)
    header_column = models.BooleanField(_("the first column names the rows"), default=False)
    cells = TableField(_("cells"))

    class Meta(Block.Meta):
        verbose_name = _("table")
        verbose_name_plural = _("tables")
        constraints = [models.CheckConstraint(condition=Q(cells__json_type="array"), name="tableblock_cells_are_rows")]


BLOCKS = (TextBlock, QuoteBlock, FigureBlock, ChartBlock, PictureBlock, AnswerBlock, TableBlock)
