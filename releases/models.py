"""Every model of the application, where Django looks for them."""

from releases.assets.models import MediaFile, Rendition
from releases.authoring.models import *  # noqa: F403  one list, kept in authoring.models.__all__
from releases.authoring.models import __all__ as _authoring
from releases.editions.acknowledgements import Acknowledgement
from releases.editions.former import FormerAddress
from releases.editions.mentions import Mention
from releases.editions.models import Edition, EditionFile, Imprint, JournalEntry, Submission, SubmissionItem
from releases.editions.pins import Pin
from releases.editions.search.models import Description, Listed, SearchEntry, Subject, SubjectSet
from releases.editions.shares import SharedOpening, SharedPage, SharedPreview
from releases.notices.models import ReadUntil, StaffMail
from releases.partners.early_access import EarlyAccess, EarlyText
from releases.partners.endpoints import Attempt, Delivery, Endpoint
from releases.partners.models import EarlyReading, Key, Partner
from releases.running.models import Worker
from releases.subscribers.models import Departure, Letter, Subscriber, Told

__all__ = [  # noqa: PLE0604
    "Attempt",
    "Delivery",
    "Departure",
    "Description",
    "Endpoint",
    "Acknowledgement",
    "EarlyAccess",
    "EarlyReading",
    "EarlyText",
    "Edition",
    "EditionFile",
    "FormerAddress",
    "Imprint",
    "JournalEntry",
    "Key",
    "Letter",
    "Listed",
    "MediaFile",
    "Mention",
    "Partner",
    "Pin",
    "ReadUntil",
    "Rendition",
    "SearchEntry",
    "SharedOpening",
    "SharedPage",
    "SharedPreview",
    "StaffMail",
    "Subject",
    "SubjectSet",
    "Submission",
    "SubmissionItem",
    "Subscriber",
    "Told",
    "Worker",
    *_authoring,
]
