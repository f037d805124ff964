import io

import pytest
from django.core.management import CommandError, call_command

from releases.authoring.models import User
from releases.editions import guards
from releases.editions.models import Edition
from tests.clock import Clock
from tests.factories import make_release, publish


def test_it_counts_what_it_verified(clock: Clock, author: User, reviewer: User) -> None:
    publish([make_release("briefing", by=author)], author=author, reviewer=reviewer)
    out = io.StringIO()
    call_command("verify_record", stdout=out)
    assert "2 journal entries, 1 editions" in out.getvalue()


def test_it_fails_and_names_the_row_that_was_altered(clock: Clock, author: User, reviewer: User) -> None:
    [edition] = publish([make_release("briefing", by=author)], author=author, reviewer=reviewer, clock=clock)
    guards.remove()
    Edition.objects.filter(pk=edition.pk).update(content=edition.content.replace("Ruritania", "Ruritanla", 1))
    guards.install()
    with pytest.raises(CommandError, match=f"edition {edition.key}.*altered"):
        call_command("verify_record")
