"""No outlet can reach a working copy: not by import, not by a relation, not by a string."""

import re
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.conf import settings
from django.db import models

from releases.authoring import models as authoring
from releases.editions.former import FormerAddress
from releases.editions.mentions import Mention
from releases.editions.models import Edition, EditionFile, Imprint, JournalEntry
from releases.editions.pins import Pin
from releases.editions.search.models import Description, Listed, SearchEntry, Subject, SubjectSet
from releases.editions.shares import SharedOpening, SharedPage, SharedPreview

ROOT = Path(settings.BASE_DIR)
OUTLETS = ROOT / "releases" / "outlets"
READ_BY_OUTLETS = (
    Edition,
    EditionFile,
    JournalEntry,
    Imprint,
    Pin,
    SearchEntry,
    Subject,
    SubjectSet,
    Description,
    Listed,
    SharedPreview,
    SharedPage,
    SharedOpening,
    FormerAddress,
    Mention,
)
AUTHORED = {name for name in authoring.__all__ if isinstance(getattr(authoring, name), type)}
_STRING_REFERENCE = re.compile(
    r"""["']releases\.(?P<dotted>\w+)["']|get_model\(\s*["']releases["'],\s*["'](?P<called>\w+)["']"""
)
_ACCESSORS = re.compile(
    r"\.(?:texts|citations|cited_in|submission_items|observations|statements|offices|predecessors)\."
)


def relations(model: Any) -> Iterator[tuple[str, Any]]:
    """Every relation of a model, forward and reverse, hidden ones too."""
    for field in model._meta.get_fields(include_hidden=True):
        if field.is_relation and field.related_model:
            yield field.name, field.related_model


def ways_out(models_read: Iterable[Any]) -> list[str]:
    """Relations that lead from what outlets read to anything else than that."""
    allowed = set(models_read)
    return [f"{model.__name__}.{name}" for model in allowed for name, other in relations(model) if other not in allowed]


def faults_in(source: str) -> list[str]:
    """Mentions of an authoring model by string, and uses of a reverse accessor."""
    known = {name.lower() for name in AUTHORED}
    named = [match["dotted"] or match["called"] for match in _STRING_REFERENCE.finditer(source)]
    return [name for name in named if name.lower() in known] + _ACCESSORS.findall(source)


def test_nothing_that_outlets_read_is_related_to_a_working_copy_or_a_person() -> None:
    assert ways_out(READ_BY_OUTLETS) == []


def test_the_detector_of_relations_sees_a_planted_one() -> None:
    """Planted: a foreign key from the record's side to an authoring model."""

    class Planted(models.Model):
        text = models.ForeignKey("releases.Text", on_delete=models.CASCADE, related_name="+")

        class Meta:
            app_label = "releases"

        def __str__(self) -> str:
            return "planted"

    try:
        assert ways_out([Planted]) == ["Planted.text"]
    finally:
        del apps.all_models["releases"]["planted"]
        apps.clear_cache()


def test_no_outlet_mentions_a_working_copy_by_string_or_accessor() -> None:
    found = {path.name: faults for path in OUTLETS.rglob("*.py") if (faults := faults_in(path.read_text()))}
    assert found == {}


@pytest.mark.parametrize(
    "planted", ['ForeignKey("releases.Text")', 'apps.get_model("releases", "Briefing")', "release.texts.all()"]
)
def test_the_detector_of_strings_sees_a_planted_one(planted: str) -> None:
    assert faults_in(planted) != []


CONTRACTS = {
    "Imports look upstream": ("releases/editions/planted.py", "import releases.outlets.addresses"),
    "Outlets read the record, and never what staff edit": (
        "releases/outlets/site/planted.py",
        "from releases.authoring.models import Text",
    ),
    "Outlets are blind to one another": ("releases/outlets/site/planted.py", "import releases.outlets.feeds.views"),
    "Only the API imports DRF": ("releases/outlets/feeds/planted.py", "import rest_framework"),
    "Pillow stops at assets": ("releases/outlets/media/planted.py", "import PIL"),
}


def lint_imports(folder: Path) -> "subprocess.CompletedProcess[str]":
    program = Path(sys.executable).with_name("lint-imports")
    return subprocess.run([program, "--no-cache"], cwd=folder, capture_output=True, text=True, check=False)


@pytest.fixture
def copy_of_the_tree(tmp_path: Path) -> Path:
    ignored = shutil.ignore_patterns("__pycache__", "locale")
    for name in ("releases", "embassy"):
        shutil.copytree(ROOT / name, tmp_path / name, ignore=ignored)
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    return tmp_path


def test_every_contract_is_kept() -> None:
    result = lint_imports(ROOT)
    assert result.returncode == 0, result.stdout[-2000:]
    assert all(name in result.stdout for name in CONTRACTS)


@pytest.mark.parametrize("contract", CONTRACTS)
def test_a_planted_import_breaks_its_contract(copy_of_the_tree: Path, contract: str) -> None:
    place, line = CONTRACTS[contract]
    (copy_of_the_tree / place).write_text(f"{line}\n")
    result = lint_imports(copy_of_the_tree)
    assert result.returncode == 1
    assert f"{contract} BROKEN" in result.stdout


def test_no_corner_of_the_tree_is_left_out_of_the_contracts(copy_of_the_tree: Path) -> None:
    """Planted where a list of folders could have forgotten them, all at once: each breaks its own contract."""
    planted = {
        "Outlets read the record, and never what staff edit": (
            "releases/outlets/webhooks/planted.py",
            "import releases.authoring.comments",
        ),
        "Outlets are blind to one another": (
            "releases/outlets/webhooks/telling_mail.py",
            "import releases.outlets.mail",
        ),
        "Only the API imports DRF": ("releases/partners/planted.py", "import rest_framework"),
        "Pillow stops at assets": ("releases/management/planted.py", "import PIL"),
    }
    for place, line in planted.values():
        (copy_of_the_tree / place).write_text(f"{line}\n")
    said = lint_imports(copy_of_the_tree).stdout
    assert [contract for contract in planted if f"{contract} BROKEN" not in said] == []


def test_every_outlet_is_among_those_that_are_blind_to_one_another() -> None:
    outlets = {f"releases.outlets.{path.parent.name}" for path in OUTLETS.glob("*/__init__.py")}
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"]
    [blind] = [contract for contract in contracts if contract["name"] == "Outlets are blind to one another"]
    assert set(blind["modules"]) == outlets
