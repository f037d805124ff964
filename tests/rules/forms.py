"""The forms of a page as a browser reads them, and as something that is no browser sends them."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import parse_qsl, urlencode, urljoin, urlsplit

from lxml import html

BOUNDARY = "of-the-tests"
_BUTTONS = {"submit", "button", "image", "reset"}
_TYPED = {"text", "search", "email", "url", "tel", "textarea"}

Sent = list[tuple[str, bytes]]
"""Names and values in their order, as bytes: a value need not be text."""


@dataclass(frozen=True)
class Field:
    """`kind` is the type of the input, "textarea", "select", or "fixed" where nobody can type."""

    name: str
    value: str
    kind: str

    @property
    def is_typed(self) -> bool:
        return self.kind in _TYPED


@dataclass(frozen=True)
class Form:
    """`fields` hold what a browser would send had nobody touched the page; `buttons` what it adds when pressed."""

    action: str
    method: str
    fields: tuple[Field, ...]
    buttons: tuple[Field, ...] = ()

    @property
    def names(self) -> list[str]:
        return list(dict.fromkeys(field.name for field in (*self.fields, *self.buttons)))

    @property
    def has_files(self) -> bool:
        return any(field.kind == "file" for field in self.fields)

    def at(self, action: str) -> "Form":
        return replace(self, action=action, method="post")


def forms_of(page: bytes, at: str) -> list[Form]:
    """Every form of a page that stays with us, with what stands outside it and belongs to it by its `form`."""
    if not page.strip():
        return []
    root = html.fromstring(page.decode())
    loose: dict[str, list[Any]] = {}
    for control in root.xpath("//input[@form]|//textarea[@form]|//select[@form]|//button[@form]"):
        loose.setdefault(control.get("form"), []).append(control)
    found = []
    for form in root.xpath("//form"):
        own = form.xpath(".//input[not(@form)]|.//textarea[not(@form)]|.//select[not(@form)]|.//button[not(@form)]")
        controls = [*own, *loose.get(form.get("id"), [])]
        action = urljoin(at, form.get("action") or at)
        if urlsplit(action).netloc:
            continue
        fields = tuple(field for control in controls for field in _sent(control))
        buttons = tuple(_button(control) for control in controls if _is_button(control) and control.get("name"))
        found.append(Form(action, (form.get("method") or "get").lower(), fields, buttons))
    return found


def with_rows(form: Form) -> Form:
    """As a script makes it: each formset with one more row, after its template."""
    totals = {field.name: field.value for field in form.fields if field.name.endswith("-TOTAL_FORMS")}
    fields = []
    for field in form.fields:
        prefix, is_template, name = field.name.partition("-__prefix__-")
        if field.name in totals:
            fields.append(replace(field, value=str(int(field.value) + 1)))
        elif is_template and f"{prefix}-TOTAL_FORMS" in totals:
            fields.append(replace(field, name=f"{prefix}-{totals[f'{prefix}-TOTAL_FORMS']}-{name}"))
        else:
            fields.append(field)
    return replace(form, fields=tuple(fields))


def parameters_of(page: bytes, at: str) -> set[str]:
    """The names that a page asks itself with: in its links to itself and in its forms that search."""
    names = {name for form in forms_of(page, at) if form.method == "get" for name in form.names}
    for link in html.fromstring(page.decode()).xpath("//a/@href") if page.strip() else ():
        split = urlsplit(urljoin(at, link))
        if split.path == urlsplit(at).path:
            names |= {name for name, _ in parse_qsl(split.query, keep_blank_values=True)}
    return names


def encoded(sent: Sent, files: Iterable[tuple[str, str, bytes]] = (), *, in_parts: bool) -> tuple[bytes, str]:
    """Body and content type."""
    if not in_parts:
        return urlencode(sent).encode(), "application/x-www-form-urlencoded"
    parts = [b'Content-Disposition: form-data; name="%s"\r\n\r\n%s' % (name.encode(), value) for name, value in sent]
    parts += [
        b'Content-Disposition: form-data; name="%s"; filename="%s"\r\nContent-Type: text/plain\r\n\r\n%s'
        % (name.encode(), filename.encode(), content)
        for name, filename, content in files
    ]
    mark = b"--" + BOUNDARY.encode()
    body = b"".join(mark + b"\r\n" + part + b"\r\n" for part in parts) + mark + b"--\r\n"
    return body, f"multipart/form-data; boundary={BOUNDARY}"


def _is_button(control: Any) -> bool:
    return control.tag == "button" or control.get("type") in _BUTTONS


def _button(control: Any) -> Field:
    return Field(control.get("name"), control.get("value") or "", "submit")


def _sent(control: Any) -> Iterator[Field]:
    name, kind = control.get("name"), control.get("type") or "text"
    if not name or _is_button(control) or control.get("disabled") is not None:
        return
    if control.tag == "textarea":
        yield Field(name, (control.text or "").removeprefix("\n"), "textarea")
    elif control.tag == "select":
        options = control.xpath(".//option")
        chosen = [option for option in options if option.get("selected") is not None]
        if control.get("multiple") is None:
            chosen = (chosen or options)[:1]
        values = [option.get("value", option.text or "") for option in chosen]
        # A list that nothing was chosen from sends nothing, yet its name is one to try.
        yield from (Field(name, value, "select") for value in values or [""])
    elif control.get("readonly") is not None or control.get("hidden") is not None:
        yield Field(name, control.get("value") or "", "fixed")
    elif kind not in {"checkbox", "radio"} or control.get("checked") is not None:
        yield Field(name, control.get("value") or ("on" if kind in {"checkbox", "radio"} else ""), kind)
