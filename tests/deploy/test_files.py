"""deploy/: units that systemd accepts and rates as tight, a compose file and an image that keep to rules."""

import configparser
import re
import shlex
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from releases.management.commands import serve
from tests.prepare import tool

ROOT = Path(__file__).parents[2]
DEPLOY = ROOT / "deploy"
UNITS = sorted((DEPLOY / "systemd").glob("*.service"))
IDS = [path.stem for path in UNITS]
# `systemd-analyze security` counts from 0 (tight) to 10; what talks to the network cannot come much below.
LOOSEST = 1.5
OURS = ("prepare", "web", "worker")


def analyze(*arguments: str) -> subprocess.CompletedProcess[str]:
    program = tool("systemd-analyze")
    assert program, "These tests need systemd-analyze: `python tests/prepare.py` installs it where it may."
    return subprocess.run([program, *arguments], capture_output=True, text=True, check=False, timeout=60)


def test_systemd_accepts_every_unit(tmp_path: Path) -> None:
    programs = str(Path(sys.executable).parent)
    for path in (DEPLOY / "systemd").iterdir():
        text = path.read_text().replace("/opt/embassy/.venv/bin", programs).replace("/opt/embassy", str(ROOT))
        (tmp_path / path.name).write_text(text)
    said = analyze("verify", "--man=no", *(str(path) for path in tmp_path.iterdir()))
    assert (said.returncode, said.stderr) == (0, "")


@pytest.mark.parametrize("unit", UNITS, ids=IDS)
def test_a_unit_may_touch_its_own_folder_and_little_else(unit: Path) -> None:
    said = analyze("security", "--offline=true", f"--threshold={int(LOOSEST * 10)}", str(unit))
    rated = re.search(r"exposure level for \S+: ([\d.]+)", said.stdout)
    assert rated is not None, said.stdout + said.stderr
    assert float(rated[1]) <= LOOSEST, said.stdout
    parsed = configparser.RawConfigParser(strict=False, delimiters=("=",))
    parsed.read(unit)
    service = parsed["Service"]
    assert (service["User"], service["StateDirectory"], service["ProtectSystem"]) == ("embassy", "embassy", "strict")
    assert service["NoNewPrivileges"] == "true"
    assert "Environment=EMBASSY_DATA=/var/lib/embassy " in unit.read_text()


def test_what_is_started_is_what_the_server_knows() -> None:
    """No option that Granian does not have, in the unit and in the image."""
    helped = subprocess.run(
        [str(Path(sys.executable).with_name("granian")), "--help"], capture_output=True, text=True, check=True
    ).stdout
    unit = next(line for line in UNITS[-2].read_text().splitlines() if "granian" in line)
    image = (DEPLOY / "Containerfile").read_text().split("\nCMD [")[1]
    options = set(re.findall(r"--[a-z-]+", f"{unit} {image}"))
    assert "--workers-kill-timeout" in options
    assert [option for option in sorted(options) if not re.search(rf"{option}\b", helped)] == []


def test_the_server_gets_its_allocator_set_wherever_it_is_started() -> None:
    name, value = serve.ALLOCATOR
    said = f"{name}={value}"
    assert f"Environment={said}\n" in UNITS[-2].read_text()
    assert f"ENV {said}\n" in (DEPLOY / "Containerfile").read_text()


def compose() -> dict[str, Any]:
    loaded: dict[str, Any] = yaml.safe_load((DEPLOY / "compose.yaml").read_text())
    return loaded


def test_every_name_in_the_compose_file_is_declared() -> None:
    file = compose()
    for name, service in file["services"].items():
        assert set(service.get("depends_on", {})) <= set(file["services"]), name
        assert set(service["networks"]) <= set(file["networks"]), name
        named = [volume.split(":")[0] for volume in service["volumes"]]
        assert {volume for volume in named if not volume.startswith(".")} <= set(file["volumes"]), name
        for path in (volume for volume in named if volume.startswith(".") and volume != "./tls"):
            assert (DEPLOY / path).exists(), path
        assert name in OURS or ":" in service["image"], name
    for service in (file["services"][name] for name in OURS):
        assert (DEPLOY / service["build"]["context"] / service["build"]["dockerfile"]).exists()


def test_our_containers_are_nobodys_and_cannot_write_but_where_they_must() -> None:
    services = compose()["services"]
    for name in OURS:
        service = services[name]
        assert service["read_only"] is True
        assert service["cap_drop"] == ["ALL"]
        assert "no-new-privileges:true" in service["security_opt"]
        assert service["volumes"] == ["data:/var/lib/embassy"]
    assert [name for name, service in services.items() if "ports" in service] == ["nginx"]
    assert services["database"]["networks"] == ["inside"]
    assert services["nginx"]["depends_on"]["web"]["condition"] == "service_healthy"


def test_the_image_runs_as_nobody_and_says_how_it_is() -> None:
    lines = (DEPLOY / "Containerfile").read_text().replace("\\\n", " ").splitlines()
    last = "\n".join(lines[max(number for number, line in enumerate(lines) if line.startswith("FROM")) :])
    assert re.search(r"^USER (?!0\b)\d+:\d+$", last, re.MULTILINE)
    assert last.index("\nUSER") < last.index("\nHEALTHCHECK") < last.index("\nCMD [")
    assert not [line for line in lines if line.startswith("ADD ")]
    assert all(":" in line.split()[1] for line in lines if line.startswith("FROM"))
    assert "/healthz" in last
    # pg_dump of the image is of the server's version: Debian 12 has 15.
    assert compose()["services"]["database"]["image"].startswith("postgres:15")
    assert all("bookworm" in line for line in lines if line.startswith("FROM"))


def test_the_password_of_the_database_reaches_compose() -> None:
    """What stands in `env_file` is for the containers; `${...}` in the file itself is read from `--env-file`."""
    assert re.findall(r"\$\{(\w+)", (DEPLOY / "compose.yaml").read_text()) == ["POSTGRES_PASSWORD"]
    commands = re.findall(r"^    (docker compose .*)$", (DEPLOY / "README.md").read_text(), re.MULTILINE)
    assert len(commands) == 2
    assert [command for command in commands if "--env-file deploy/environment " not in command] == []


def test_what_the_example_sets_is_documented() -> None:
    documented = (ROOT / "docs" / "operating.md").read_text()
    lines = [line.lstrip("#") for line in (DEPLOY / "environment.example").read_text().splitlines()]
    names = [line.split("=")[0] for line in lines if re.match(r"[A-Z_]+=", line)]
    assert "EMBASSY_HOSTS" in names
    assert [name for name in names if f"`{name}`" not in documented and name != "POSTGRES_PASSWORD"] == []


def test_commands_in_the_units_are_commands() -> None:
    from django.core.management import get_commands

    known = set(get_commands())
    for unit in UNITS:
        for line in unit.read_text().splitlines():
            words = shlex.split(line.partition("=")[2]) if line.startswith("Exec") else []
            if "manage.py" in words:
                assert words[words.index("manage.py") + 1] in known
