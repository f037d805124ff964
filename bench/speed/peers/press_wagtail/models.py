from django.db import models
from wagtail import blocks
from wagtail.api import APIField
from wagtail.fields import StreamField
from wagtail.models import Page


class Speaker(models.Model):
    name = models.CharField(max_length=200)
    title = models.CharField(max_length=200)

    def __str__(self):
        return self.name


class HomePage(Page):
    pass


class ListPage(Page):
    def get_context(self, request, *args, **kwargs):
        context = super().get_context(request, *args, **kwargs)
        articles = ArticlePage.objects.live().public().child_of(self).select_related("speaker")
        context["articles"] = articles.order_by("-released_at")[:20]
        return context


class ArticlePage(Page):
    released_at = models.DateTimeField()
    summary = models.TextField()
    speaker = models.ForeignKey(Speaker, null=True, on_delete=models.SET_NULL)
    body = StreamField(
        [
            ("text", blocks.RichTextBlock()),
            ("quote", blocks.StructBlock([("words", blocks.TextBlock()), ("who", blocks.CharBlock())])),
            ("answer", blocks.StructBlock([("question", blocks.CharBlock()), ("html", blocks.RichTextBlock())])),
        ]
    )
    api_fields = [APIField(name) for name in ("released_at", "summary", "speaker", "body")]
