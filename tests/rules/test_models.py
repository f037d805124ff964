"""Rules that hold for every model, on the day it is added."""

import inspect

import pytest
from django.apps import apps
from django.conf import settings
from django.core.management import call_command
from django.db import models
from django.utils.functional import Promise

MODELS = [model for model in apps.get_app_config("releases").get_models() if not model._meta.auto_created]
# Names whose model of Django's own we keep as they are.
INHERITED = {"User", "StaffSession"}


def own_fields(model: type[models.Model]) -> list[models.Field]:  # type: ignore[type-arg]
    return [field for field in model._meta.local_fields if model.__name__ not in INHERITED]


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)
def test_a_model_says_its_name_in_every_language(model: type[models.Model]) -> None:
    assert isinstance(model._meta.verbose_name, Promise)
    assert isinstance(model._meta.verbose_name_plural, Promise)


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)
def test_a_row_has_words_for_people(model: type[models.Model]) -> None:
    assert model.__str__ is not models.Model.__str__


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)
def test_the_ending_of_a_name_tells_its_type(model: type[models.Model]) -> None:
    """Times end `_at`; sizes bear their unit. `made_at` of a statement is where, not when: the briefing."""
    wrong = [
        field.name
        for field in own_fields(model)
        if (isinstance(field, models.DateTimeField) and not field.name.endswith(("_at", "_from", "_until")))
        or (field.name.endswith("_at") and not isinstance(field, models.DateTimeField | models.ForeignKey))
    ]
    assert wrong == []


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)
def test_no_deletion_reaches_the_record_by_cascade(model: type[models.Model]) -> None:
    guarded = {"Edition", "EditionFile", "JournalEntry", "Imprint", "Pin", "Acknowledgement"}
    cascading = [
        field.name
        for field in model._meta.local_fields
        if isinstance(field, models.ForeignKey) and field.remote_field.on_delete is models.CASCADE
    ]
    assert model.__name__ not in guarded or cascading == []


def test_every_model_is_in_an_admin_or_edited_inside_another() -> None:
    from django.contrib import admin

    registered = {model.__name__ for model in admin.site._registry}
    inside = {
        "TextBlock",
        "QuoteBlock",
        "FigureBlock",
        "ChartBlock",
        "PictureBlock",
        "AnswerBlock",
        "TableBlock",
        "Citation",
        "SubmissionItem",
    }
    inside |= {"PlannedCorrection"}
    inside |= {"Key", "Endpoint", "Delivery", "Attempt", "DutyOfficer", "DrawnMap", "MapRoute", "MapPlace"}
    # What nobody but the person who typed it may read, who has a form open, and what a translation follows.
    inside |= {"WorkingDraft", "Presence", "FollowedSource"}
    # Of the mission's form, and shown with the submission and the edition.
    inside |= {"CheckSetting", "Acknowledgement", "CheckTally"}
    # Not seen by anybody: how far the journal has been turned into mails.
    inside |= {"ReadUntil"}
    # By value, and shown on the page of the release that is shared.
    inside |= {"SharedPreview", "SharedPage", "SharedOpening", "FormerAddress"}
    # Given for one release, and shown on its page.
    inside |= {"EarlyAccess", "EarlyText"}
    # One's own page; nobody else sees or changes a factor, and a session is ended there.
    inside |= {"AuthenticatorApp", "Passkey", "RecoveryCodes", "RecoveryCode", "StaffSession"}
    # Of a subscriber, and gone with them; what stays of those who left is counted on the list of subscribers.
    inside |= {"Letter", "Told", "Departure"}
    files = {"EditionFile", "MediaFile", "Rendition", "EmbeddedMetadata"}
    inside |= {"Worker"}
    derived = {model.__name__ for model in MODELS if model.__module__.startswith("releases.editions.search")} | {
        "Mention"
    }
    assert {model.__name__ for model in MODELS} - registered - inside - files - derived - {"Office"} == set()


def test_migrations_are_in_step_with_the_models(db: None) -> None:
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)


def test_every_setting_of_the_environment_is_documented() -> None:
    from embassy import settings as module

    text = (settings.BASE_DIR / "docs" / "operating.md").read_text()
    names = {part.split('"')[1] for part in inspect.getsource(module).split("env.")[1:] if '"' in part.split(")")[0]}
    assert names
    assert [name for name in sorted(names) if name not in text] == []
