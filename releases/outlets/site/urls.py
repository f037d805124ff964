from django.urls import path, re_path, register_converter

from releases.authoring.languages import LANGUAGES

from . import changes, early, machine, narrowed, people, schedule, search, shared, subscribing, topics, views
from .addresses import SectionConverter

app_name = "site"


class LanguageConverter:
    regex = "|".join(LANGUAGES)

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


register_converter(LanguageConverter, "site_language")
register_converter(SectionConverter, "site_section")

_SECTION = "<site_language:language>/<site_section:kind>/"

_SUBSCRIBE = "<site_language:language>/subscribe/"

_PREVIEW = r"^preview/(?P<token>[A-Za-z0-9_-]{43})"
_EARLY = r"^early/(?P<access>[A-Za-z0-9_-]{43})"
_FILE = r"media/(?P<digest>[0-9a-f]{64})/(?P<name>[a-z0-9-]+\.[a-z0-9]+)"

urlpatterns = [
    # The first three are asked for most.
    path(_SECTION + "<slug:slug>/", views.release, name="release"),
    path("<site_language:language>/", views.home, name="home"),
    path("<site_language:language>/releases/", search.releases, name="releases"),
    path("<site_language:language>/calendar/", schedule.calendar, name="calendar"),
    path("<site_language:language>/suggest", search.suggest, name="suggest"),
    path(_SUBSCRIBE, subscribing.subscribe, name="subscribe"),
    path(_SUBSCRIBE + "asked/", subscribing.asked, name="subscribe_asked"),
    path(_SUBSCRIBE + "confirm/<str:token>/", subscribing.confirm, name="subscribe_confirm"),
    path(_SUBSCRIBE + "manage/<str:token>/", subscribing.manage, name="subscribe_manage"),
    path(_SUBSCRIBE + "manage/<str:token>/data.json", subscribing.data, name="subscribe_data"),
    path(_SUBSCRIBE + "leave/<str:token>/", subscribing.leave, name="subscribe_leave"),
    path("<site_language:language>/people/", people.people, name="people"),
    path("<site_language:language>/people/<slug:slug>/", people.person, name="person"),
    path("<site_language:language>/topics/", topics.topics, name="topics"),
    path("<site_language:language>/topics/<slug:slug>/", topics.topic, name="topic"),
    path("<site_language:language>/statements/", narrowed.statements),
    path("<site_language:language>/media/", narrowed.media),
    path(_SECTION, views.section, name="section"),
    path(_SECTION + "<slug:slug>/editions/", views.editions, name="editions"),
    path(_SECTION + "<slug:slug>/editions/<int:number>/", views.edition, name="edition"),
    path(_SECTION + "<slug:slug>/editions/<int:number>/changes/<int:earlier>/", changes.changes, name="changes"),
    path("", views.entrance, name="entrance"),
    re_path(rf"{_PREVIEW}/\Z", shared.preview, name="preview"),
    re_path(rf"{_PREVIEW}/(?P<language>{'|'.join(LANGUAGES)})/\Z", shared.preview, name="preview_in"),
    re_path(rf"{_PREVIEW}/{_FILE}\Z", shared.file),
    re_path(rf"{_EARLY}/\Z", early.page, name="early"),
    re_path(rf"{_EARLY}/(?P<language>{'|'.join(LANGUAGES)})/\Z", early.page, name="early_in"),
    re_path(rf"{_EARLY}/(?P<language>{'|'.join(LANGUAGES)})/text\.txt\Z", early.text, name="early_text"),
    re_path(rf"{_EARLY}/{_FILE}\Z", early.file),
    re_path(
        r"^theme/(?P<colour>[0-9a-f]{6})-(?P<accent>[0-9a-f]{6})-(?P<digest>[0-9a-f]{12})\.css\Z",
        views.colours,
        name="theme",
    ),
    re_path(r"^theme/(?P<colour>[0-9a-f]{6})-(?P<accent>[0-9a-f]{6})\.svg\Z", machine.icon),
    re_path(
        r"^theme/(?P<colour>[0-9a-f]{6})-(?P<accent>[0-9a-f]{6})-(?P<side_px>[1-9][0-9]{1,2})\.png\Z", machine.icon
    ),
    path("favicon.ico", machine.favicon),
    path("robots.txt", machine.robots),
    path(".well-known/security.txt", machine.security),
    path("sitemap.xml", machine.sitemaps),
    path("sitemap-news.xml", machine.sitemap_of_news),
    path("sitemap-lists.xml", machine.sitemap_of_lists),
    re_path(r"^sitemap-(?P<year>[0-9]{4})-(?P<month>[0-9]{2})\.xml\Z", machine.sitemap_of_month),
]
