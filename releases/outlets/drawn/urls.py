from django.urls import re_path

from releases.authoring.languages import LANGUAGES
from releases.outlets.addresses import KINDS

from . import views

_LANGUAGE = rf"^(?P<language>{'|'.join(LANGUAGES)})/"
_CARD = r"card-(?P<digest>[0-9a-f]{16})\.png\Z"
_FORMAT = r"\.(?P<form>svg|png)\Z"

urlpatterns = [
    re_path(_LANGUAGE + _CARD, views.card_of_page, name="card-home"),
    re_path(_LANGUAGE + r"(?P<name>[a-z]+)/" + _CARD, views.card_of_page, name="card-page"),
    re_path(
        _LANGUAGE + rf"(?P<section>{'|'.join(KINDS)})/(?P<slug>[-\w]+)/" + _CARD, views.card_of_release, name="card"
    ),
    re_path(_LANGUAGE + r"(?P<name>people|topics)/(?P<slug>[-\w]+)/" + _CARD, views.card_of_named, name="card-named"),
    re_path(_LANGUAGE + r"statistics/(?P<slug>[-\w]+)/(?P<name>chart)" + _FORMAT, views.drawing, name="chart"),
    re_path(_LANGUAGE + r"media/(?P<slug>[-\w]+)/(?P<name>map)" + _FORMAT, views.drawing, name="map"),
]
