"""Where a fault is mended: each leads to its field."""

from collections.abc import Sequence

from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from releases.authoring.models import KIND_MODELS, Release, Text
from releases.errors import Fault


def linked(problems: Sequence[str]) -> list[SafeString | str]:
    """Each problem that names its place as a link to the field that mends it. Two queries, or none."""
    faults = [problem for problem in problems if isinstance(problem, Fault)]
    if not faults:
        return list(problems)
    keys = {fault.release for fault in faults}
    texts = {
        (release, language): pk
        for pk, release, language in Text.objects.filter(release__in=keys).values_list("pk", "release", "language")
    }
    kinds = dict(Release.objects.filter(pk__in=keys).values_list("pk", "kind"))
    return [_link(problem, texts, kinds) if isinstance(problem, Fault) else problem for problem in problems]


def _link(fault: Fault, texts: dict[tuple[int, str], int], kinds: dict[int, str]) -> SafeString | str:
    if fault.release not in kinds:
        return str(fault)
    if not fault.language:
        model = KIND_MODELS[kinds[fault.release]]._meta.model_name
        address = reverse(f"admin:releases_{model}_change", args=[fault.release])
    elif (fault.release, fault.language) in texts:
        address = reverse("admin:releases_text_change", args=[texts[fault.release, fault.language]])
    else:
        address = f"{reverse('admin:releases_text_add')}?release={fault.release}&language={fault.language}"
    # A block bears its own name; a field that of its input.
    anchor = fault.field if "-" in fault.field else f"id_{fault.field}"
    return format_html('<a href="{}">{}</a>', address + (f"#{anchor}" if fault.field else ""), str(fault))
