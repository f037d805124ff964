"""`/api/v1/webhooks/`: where a partner is told, set up by a key that may."""

from collections.abc import Mapping
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponseBase
from rest_framework.exceptions import NotAuthenticated, ParseError, PermissionDenied
from rest_framework.parsers import JSONParser
from rest_framework.request import Request
from rest_framework.response import Response

from releases.editions.canonical import instant
from releases.errors import Refusal
from releases.outlets.addresses import absolute
from releases.partners import subscribing
from releases.partners.endpoints import Delivery, Endpoint
from releases.partners.models import Partner

from .answers import ApiView
from .asking import moment
from .problems import Problem, bad_parameter

_LOGGED = 100


class Body(JSONParser):
    """JSON that is nested without end is refused as what it is."""

    def parse(self, *args: Any, **options: Any) -> Any:
        try:
            return super().parse(*args, **options)
        except RecursionError:
            raise ParseError from None


class WebhookView(ApiView):
    """Every method wants a key that may; an endpoint of another partner is one that does not exist."""

    parser_classes = (Body,)
    fields: ClassVar[Mapping[str, type]] = {}

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        super().initial(request, *args, **kwargs)
        if self.reader.key is None:
            raise NotAuthenticated
        if not self.reader.key.webhooks:
            raise PermissionDenied
        self.asked()

    @property
    def partner(self) -> Partner:
        assert self.reader.key is not None, "initial() lets nobody through without one"  # noqa: S101
        return self.reader.key.partner

    def endpoint(self, number: int) -> Endpoint:
        found = self.partner.endpoints.filter(pk=number).first() if number < 2**63 else None
        if found is None:
            raise Http404
        return found

    def sent(self) -> dict[str, Any]:
        """The body, each field of the type that it must have. Raises a problem that names every fault."""
        body = self.request.data
        if not isinstance(body, dict):
            raise Problem("malformed")
        known = ", ".join(self.fields)
        errors = dict.fromkeys(body.keys() - self.fields.keys(), f"There is no such field. Known: {known}.")
        errors |= {
            name: f"This must be {_TYPES[kind]}."
            for name, kind in self.fields.items()
            if name in body and type(body[name]) is not kind
        }
        if errors:
            raise bad_parameter(**errors)
        return dict(body)

    def caching(self) -> str:
        return "private, no-store"

    def told(self, data: Any, *, status: int = 200) -> HttpResponseBase:
        response = self.answer(data)
        response.status_code = status
        return response

    def shown(self, endpoint: Endpoint) -> dict[str, Any]:
        return {
            "id": endpoint.pk,
            "url": endpoint.url,
            "whole_items": endpoint.whole_items,
            "kinds": endpoint.kinds,
            "languages": endpoint.languages,
            "state": endpoint.state,
            "created_at": instant(endpoint.created_at),
            "deliveries": absolute(self.request, f"/api/v1/webhooks/{endpoint.pk}/deliveries/"),
        }


_TYPES: Mapping[type, str] = {str: "a string", bool: "true or false", list: "a list of strings"}


class Endpoints(WebhookView):
    """The endpoints of the partner. One query. `POST` makes one; its `secret` stands in that one answer alone."""

    fields = {"url": str, "whole_items": bool, "kinds": list, "languages": list}

    def get(self, request: Request) -> HttpResponseBase:
        return self.told({"results": [self.shown(endpoint) for endpoint in self.partner.endpoints.all()]})

    def post(self, request: Request) -> HttpResponseBase:
        choices = self.sent()
        url = choices.pop("url", "")
        endpoint, secret = _done(lambda: subscribing.subscribe(partner=self.partner, url=url, **choices))
        return self.told({**self.shown(endpoint), "secret": secret}, status=201)


class OneEndpoint(WebhookView):
    """One endpoint. `PATCH` pauses it or lets it go on: what happens meanwhile is sent then. `DELETE` takes it away."""

    fields = {"state": str}

    def get(self, request: Request, number: int) -> HttpResponseBase:
        return self.told(self.shown(self.endpoint(number)))

    def patch(self, request: Request, number: int) -> HttpResponseBase:
        endpoint = self.endpoint(number)
        acts = {"paused": subscribing.pause, "active": subscribing.resume}
        act = acts.get(self.sent().get("state", ""))
        if act is None:
            raise bad_parameter(state=f"Choose from: {', '.join(acts)}.")
        act(endpoint=endpoint)
        endpoint.refresh_from_db()
        return self.told(self.shown(endpoint))

    def delete(self, request: Request, number: int) -> HttpResponseBase:
        subscribing.remove(endpoint=self.endpoint(number))
        return Response(status=204)


class Secret(WebhookView):
    """A new secret, which stands in this one answer alone. For a day, what is sent is signed with the old one too."""

    def post(self, request: Request, number: int) -> HttpResponseBase:
        return self.told({"secret": subscribing.rotate_secret(endpoint=self.endpoint(number))})


class Test(WebhookView):
    """Sends an event of the type `test.sent`."""

    def post(self, request: Request, number: int) -> HttpResponseBase:
        return self.told(_logged(subscribing.send_test(endpoint=self.endpoint(number))), status=202)


class Replay(WebhookView):
    """Sends once more what took effect from `since` until before `until`, each under its own id."""

    fields = {"since": str, "until": str}

    def post(self, request: Request, number: int) -> HttpResponseBase:
        endpoint, span = self.endpoint(number), self.sent()
        since, until = (moment(name, span.get(name, "")) for name in ("since", "until"))
        count = _done(lambda: subscribing.replay(endpoint=endpoint, since=since, until=until))
        return self.told({"deliveries": count}, status=202)


class Deliveries(WebhookView):
    """The last hundred deliveries of an endpoint with every attempt, the latest first. Three queries."""

    def get(self, request: Request, number: int) -> HttpResponseBase:
        rows = self.endpoint(number).deliveries.prefetch_related("attempted")[:_LOGGED]
        return self.told({"results": [_logged(row) for row in rows]})


def _logged(delivery: Delivery) -> dict[str, Any]:
    return {
        "id": delivery.event_id,
        "type": delivery.event_type,
        "edition": delivery.edition or None,
        "at": instant(delivery.effective_at),
        "state": delivery.state,
        "next_attempt_at": instant(delivery.next_at) if delivery.next_at else None,
        "attempts": [
            {
                "at": instant(attempt.made_at),
                "status": attempt.status,
                "error": attempt.error,
                "duration_ms": attempt.duration_ms,
            }
            for attempt in delivery.attempted.all()
        ],
    }


def _done(act: Any) -> Any:
    """What the act gives; what it refuses becomes a problem that names the field."""
    try:
        return act()
    except ValidationError as fault:
        errors = {name: " ".join(said) for name, said in fault.message_dict.items() if name != "__all__"}
        raise bad_parameter(**(errors or {"url": " ".join(fault.messages)})) from None
    except Refusal as refusal:
        raise Problem("conflict", refusal.message) from None
