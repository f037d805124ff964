from content_editor.models import Region, create_plugin_base
from django.db import models
from feincms3.pages import AbstractPage


class Speaker(models.Model):
    name = models.CharField(max_length=200)
    title = models.CharField(max_length=200)

    def __str__(self):
        return self.name


class Page(AbstractPage):
    """The menu, as a tree."""


class Article(models.Model):
    regions = [Region(key="main", title="Main")]
    title = models.CharField(max_length=200)
    slug = models.SlugField(max_length=200)
    summary = models.TextField()
    released_at = models.DateTimeField()
    speaker = models.ForeignKey(Speaker, null=True, on_delete=models.SET_NULL)

    def __str__(self):
        return self.title


Plugin = create_plugin_base(Article)


class Words(Plugin):
    html = models.TextField()


class Quote(Plugin):
    words = models.TextField()
    who = models.CharField(max_length=300)


class Answer(Plugin):
    question = models.TextField()
    html = models.TextField()
