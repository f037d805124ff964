from django.urls import re_path

from releases.authoring.languages import LANGUAGES

from . import views

_LANGUAGE = rf"^(?P<language>{'|'.join(LANGUAGES)})/"

urlpatterns = [
    re_path(_LANGUAGE + r"calendar\.ics\Z", views.subscription, name="calendar"),
    re_path(_LANGUAGE + r"briefings/(?P<slug>[-\w]+)/event\.ics\Z", views.single, name="event"),
]
