"""Many people press the same button in the same second."""

import threading
from collections import Counter
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection

from releases.authoring.models import User
from releases.editions import acts
from releases.editions.models import Edition, Submission
from releases.editions.verifying import verify
from releases.errors import Refusal
from tests.editions.conftest import Bundle
from tests.factories import submit

pytestmark = pytest.mark.django_db(transaction=True)
MANY = 50


def press(submission: Submission, by: User, together: threading.Barrier) -> str:
    together.wait(timeout=60)
    try:
        acts.approve(submission=submission, by=by)
    except Refusal as refusal:
        return refusal.code
    finally:
        connection.close()
    return "approved"


def test_of_fifty_simultaneous_approvals_one_is_done_and_the_others_are_told(
    bundle: Bundle, author: User, reviewer: User
) -> None:
    submission, together = submit(bundle.releases, by=author), threading.Barrier(MANY)

    with ThreadPoolExecutor(MANY) as pool:
        ends = list(pool.map(lambda _number: press(submission, reviewer, together), range(MANY)))

    assert Counter(ends) == {"approved": 1, "already_decided": MANY - 1}
    assert sorted(Edition.objects.values_list("number", flat=True)) == [1] * len(bundle.releases)
    verify()


def test_approving_and_returning_at_once_ends_in_one_of_them(
    bundle: Bundle, author: User, reviewer: User, second_reviewer: User
) -> None:
    submission, together = submit(bundle.releases, by=author), threading.Barrier(2)

    def send_back() -> str:
        together.wait(timeout=60)
        try:
            acts.send_back(submission=submission, by=second_reviewer, comment="Shorter.")
        except Refusal as refusal:
            return refusal.code
        finally:
            connection.close()
        return "returned"

    with ThreadPoolExecutor(2) as pool:
        ends = {
            pool.submit(press, submission, reviewer, together).result,
            pool.submit(send_back).result,
        }
        said = sorted(end() for end in ends)

    assert said in (["already_decided", "approved"], ["already_decided", "returned"])
    assert Edition.objects.exists() == ("approved" in said)
