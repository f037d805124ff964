from django.urls import re_path

from releases.authoring.languages import LANGUAGES
from releases.outlets.addresses import KINDS

from . import views

_LANGUAGE = rf"^(?P<language>{'|'.join(LANGUAGES)})/"
_STATISTIC = _LANGUAGE + r"statistics/(?P<slug>[-\w]+)/"

urlpatterns = [
    re_path(_STATISTIC + r"data\.csv\Z", views.csv_table, name="data-csv"),
    re_path(_STATISTIC + r"data\.json\Z", views.json_table, name="data-json"),
    re_path(_STATISTIC + r"data\.csv-metadata\.json\Z", views.csvw, name="data-csvw"),
    re_path(_LANGUAGE + rf"(?P<section>{'|'.join(KINDS)})/(?P<slug>[-\w]+)/text\.txt\Z", views.text, name="text"),
]
