"""Every model of the application, where Django looks for them."""

from releases.assets.models import MediaFile, Rendition
from releases.authoring.models import *  # noqa: F403  one list, kept in authoring.models.__all__
from releases.authoring.models import __all__ as _authoring
from releases.editions.models import Edition, EditionFile, Imprint, JournalEntry, Submission, SubmissionItem
from releases.editions.pins import Pin
from releases.editions.search.models import SearchEntry, Subject, SubjectSet
from releases.partners.models import EarlyReading, Key, Partner

__all__ = [  # noqa: PLE0604
    "EarlyReading",
    "Edition",
    "EditionFile",
    "Imprint",
    "JournalEntry",
    "Key",
    "MediaFile",
    "Partner",
    "Pin",
    "Rendition",
    "SearchEntry",
    "Subject",
    "SubjectSet",
    "Submission",
    "SubmissionItem",
    *_authoring,
]
