from django.urls import path, re_path, register_converter

from releases.authoring.languages import LANGUAGES

from . import views
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

urlpatterns = [
    path("", views.entrance, name="entrance"),
    re_path(r"^theme/(?P<colour>[0-9a-f]{6})-(?P<accent>[0-9a-f]{6})\.css\Z", views.colours, name="theme"),
    path("<site_language:language>/", views.home, name="home"),
    path("<site_language:language>/releases/", views.releases, name="releases"),
    path(_SECTION, views.section, name="section"),
    path(_SECTION + "<slug:slug>/", views.release, name="release"),
    path(_SECTION + "<slug:slug>/editions/", views.editions, name="editions"),
    path(_SECTION + "<slug:slug>/editions/<int:number>/", views.edition, name="edition"),
]
