from django.shortcuts import get_object_or_404, render
from django.urls import path
from django.utils.html import mark_safe
from feincms3.renderer import RegionRenderer, template_renderer

from .models import Answer, Article, Page, Quote, Words

renderer = RegionRenderer()
renderer.register(Words, lambda plugin, context: mark_safe(plugin.html))
renderer.register(Quote, template_renderer("press_quote.html"))
renderer.register(Answer, template_renderer("press_answer.html"))


def menu():
    return Page.objects.active().with_tree_fields()


def article(request, slug):
    found = get_object_or_404(Article.objects.select_related("speaker"), slug=slug)
    regions = renderer.regions_from_item(found, timeout=None)
    return render(request, "press_article.html", {"page": found, "regions": regions, "menu": menu()})


def listing(request):
    articles = Article.objects.select_related("speaker").order_by("-released_at")[:20]
    return render(request, "press_list.html", {"articles": articles, "menu": menu()})


urlpatterns = [path("briefings/", listing), path("briefings/<slug:slug>/", article)]
