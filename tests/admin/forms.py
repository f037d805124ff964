"""What a browser would send: the fields of a form, as the page has them."""

from html.parser import HTMLParser
from typing import Any


class _Form(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.candidates: list[dict[str, list[str]]] = []
        self.fields: dict[str, list[str]] = {}
        self.select = self.textarea = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        name = given.get("name", "")
        if tag == "form":
            self.fields = {}
        elif tag == "input" and name and given.get("type") not in {"submit", "file"}:
            ticked = given.get("type") in {"checkbox", "radio"}
            if not ticked or "checked" in given:
                self.fields.setdefault(name, []).append(given.get("value", "on" if ticked else ""))
        elif tag == "textarea":
            self.textarea, self.fields[name] = name, [""]
        elif tag == "select":
            self.select = name
        elif tag == "option" and "selected" in given and given.get("value"):
            self.fields.setdefault(self.select, []).append(given["value"])

    def handle_data(self, data: str) -> None:
        if self.textarea:
            self.fields[self.textarea][0] += data

    def handle_endtag(self, tag: str) -> None:
        if tag == "textarea":
            # A browser drops the line break after the opening tag.
            self.fields[self.textarea][0] = self.fields[self.textarea][0].removeprefix("\n").removeprefix("\r\n")
            self.textarea = ""
        elif tag == "form":
            self.candidates.append(self.fields)


def filled(response: Any, having: str = "", **typed: Any) -> dict[str, Any]:
    """The fields of the last form on the page that has the field `having`, with what is typed into them.

    Without `having`: the form that the page is for, which is kept while it is typed into; else the last.
    """
    parser = _Form()
    parser.feed(response.content.decode())
    forms = [form for form in parser.candidates if not having or having in form]
    forms = ([] if having else [form for form in parser.candidates if "kept_window" in form]) or forms
    fields: dict[str, Any] = dict(forms[-1])
    for name, value in typed.items():
        if value is None:
            fields.pop(name, None)
        else:
            fields[name] = value
    return fields


def errors_of(response: Any) -> str:
    """Every error that the page shows, in one text."""
    page = response.content.decode()
    return " ".join(part.split("</ul>")[0] for part in page.split('class="errorlist')[1:])


def acknowledging(form: dict[str, Any], reason: str = "Seen by the tests.") -> dict[str, Any]:
    """The form with a reason for every warning of the checks."""
    return form | {name: reason for name in form if name.startswith("because-")}
