"""What readers are spared, and what they get all the same."""

from typing import Any

import pytest
from csp.constants import HEADER, NONCE, SELF
from csp.exceptions import CSPNonceError
from csp.middleware import CSPMiddleware
from django.http import HttpResponse
from django.test import Client, RequestFactory

from embassy.policy import PolicyMiddleware
from releases.authoring.models import User
from tests.outlets.conftest import mission  # noqa: F401  fixture

KEPT_AT_THE_DESK = ("session", "user", "_messages")


def test_a_reader_has_no_session_even_one_who_works_at_the_desk(
    mission: Any, client: Client, author: User  # noqa: F811
) -> None:  # fmt: skip
    client.force_login(author)
    for path in ("/en/", "/api/v1/releases/", "/api/v1/docs/", "/en/feed.atom", "/nowhere", "/admin"):
        answer = client.get(path)
        assert [name for name in KEPT_AT_THE_DESK if getattr(answer.wsgi_request, name, None)] == [], path
        assert "Cookie" not in answer.headers.get("Vary", ""), path


def test_the_desk_has_one(client: Client, db: None) -> None:
    asked = client.get("/admin/login/").wsgi_request
    assert [name for name in KEPT_AT_THE_DESK if getattr(asked, name, None) is not None] == list(KEPT_AT_THE_DESK)
    assert hasattr(asked.user, "otp_device")


@pytest.mark.parametrize("uses_nonce", [False, True])
@pytest.mark.parametrize(
    "own",
    [
        {},
        {"_csp_update": None},
        {"_csp_update": {"style-src": ["'sha256-a'"]}},
        {"_csp_update": {"style-src": [NONCE], "frame-src": SELF}},
        {"_csp_replace": {"frame-ancestors": [SELF]}},
        {"_csp_config": {"default-src": [SELF]}},
        {"_csp_exempt": True},
        {"headers": {HEADER: "sandbox"}},
    ],
    ids=str,
)
def test_the_policy_is_the_one_that_django_csp_would_build(own: dict[str, Any], uses_nonce: bool) -> None:
    def answer(request: Any) -> HttpResponse:
        if uses_nonce:
            request._csp_nonce = "a"
        response = HttpResponse(headers=own.get("headers"))
        vars(response).update({name: value for name, value in own.items() if name != "headers"})
        return response

    said = []
    for middleware in (CSPMiddleware, PolicyMiddleware, PolicyMiddleware):
        request = RequestFactory().get("/")
        policy = middleware(answer)(request).headers.get(HEADER, "")
        said.append(sorted(policy.split("; ")))
        if not uses_nonce:
            with pytest.raises(CSPNonceError):
                str(request.csp_nonce)  # type: ignore[attr-defined]
    assert said[0] == said[1] == said[2]
