from django.urls import re_path

from releases.authoring.languages import LANGUAGES
from releases.outlets.addresses import KINDS

from . import views

_LANGUAGE = rf"^(?P<language>{'|'.join(LANGUAGES)})/"
_FEED = r"feed\.(?P<form>atom|rss|json)\Z"

urlpatterns = [
    re_path(_LANGUAGE + _FEED, views.everything, name="feed"),
    re_path(_LANGUAGE + rf"(?P<section>{'|'.join(KINDS)})/{_FEED}", views.section, name="feed-section"),
    re_path(_LANGUAGE + rf"topics/(?P<slug>[-\w]+)/{_FEED}", views.topic, name="feed-topic"),
    re_path(_LANGUAGE + rf"people/(?P<slug>[-\w]+)/{_FEED}", views.person, name="feed-person"),
]
