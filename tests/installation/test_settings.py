"""An installation as operating.md tells to set it up passes every check; one that is set wrong does not start."""

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from embassy import checks

ROOT = Path(__file__).parents[2]
PRODUCTION = {
    "EMBASSY_HOSTS": "press.example",
    "EMBASSY_ORIGINS": "https://press.example",
    "EMBASSY_SITE_ORIGIN": "https://press.example",
    "EMBASSY_BEHIND_PROXY": "1",
    "EMBASSY_MEDIA_ACCEL_PREFIX": "/protected-media/",
    "EMBASSY_METRICS_TOKEN": "long enough not to be guessed",
}


def manage(folder: Path, *command: str, **environment: str) -> subprocess.CompletedProcess[str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("EMBASSY_", "DJANGO_"))}
    return subprocess.run(
        [sys.executable, "-W", "error", "manage.py", *command],
        cwd=ROOT,
        env={**kept, "EMBASSY_DATA": str(folder), "DATABASE_URL": "", **environment},
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )


def test_under_production_settings_no_check_has_anything_to_say(tmp_path: Path) -> None:
    said = manage(tmp_path, "check", "--deploy", "--fail-level", "WARNING", **PRODUCTION)
    assert (said.returncode, said.stdout.strip()) == (0, "System check identified no issues (1 silenced)."), said.stderr


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"ALLOWED_HOSTS": ["*"]}, {"embassy.E001"}),
        ({"DEMONSTRATION": True}, {"embassy.E002"}),
        ({"CSRF_TRUSTED_ORIGINS": ["https://other.example"]}, {"embassy.E003"}),
        ({"CSRF_TRUSTED_ORIGINS": ["https://press.example/desk"]}, {"embassy.E003"}),
        ({"SITE_ORIGIN": "http://press.example"}, {"embassy.E003"}),
        ({"SITE_ORIGIN": "press.example"}, {"embassy.E003"}),
        ({"SITE_ORIGIN": "https://press.example:port"}, {"embassy.E003"}),
        ({"MEDIA_ACCEL_PREFIX": "protected"}, {"embassy.E004"}),
        ({"S3_BUCKET": "media"}, {"embassy.E005"}),
        ({"SECURE_PROXY_SSL_HEADER": None}, {"embassy.E006", "embassy.W002"}),
        ({"WEBHOOKS_LOOPBACK": True}, {"embassy.W003"}),
        ({"SITE_ORIGIN": ""}, {"embassy.W004"}),
        (
            {"ALLOWED_HOSTS": ["localhost"], "CSRF_TRUSTED_ORIGINS": [], "SITE_ORIGIN": "https://localhost"},
            {"embassy.W001"},
        ),
        ({}, set()),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, dict) else "",
)
def test_what_is_set_wrong_is_named(changed: dict[str, Any], said: set[str], settings: Any) -> None:
    right = {
        "ALLOWED_HOSTS": ["press.example"],
        "CSRF_TRUSTED_ORIGINS": ["https://press.example"],
        "SITE_ORIGIN": "https://press.example",
        "SECURE_PROXY_SSL_HEADER": ("HTTP_X_FORWARDED_PROTO", "https"),
        "SECURE_SSL_REDIRECT": True,
        "MEDIA_ACCEL_PREFIX": "/protected-media/",
        "DEMONSTRATION": False,
    }
    for name, value in {**right, **changed}.items():
        setattr(settings, name, value)
    found = [*checks.names_and_proxies(None), *checks.deployed(None)]
    assert {message.id for message in found} == said
    assert all(message.hint for message in found)


@pytest.mark.parametrize(
    ("name", "value"),
    [("EMBASSY_METRICS_TOKEN", "short"), ("EMBASSY_LOG_LEVEL", "LOUD"), ("EMBASSY_SENTRY_DSN", "sentry")],
)
def test_a_malformed_value_stops_the_start_and_is_named(name: str, value: str, tmp_path: Path) -> None:
    said = manage(tmp_path, "check", **{**PRODUCTION, name: value})
    assert said.returncode == 1
    assert name in said.stderr


def test_a_database_server_that_says_nothing_is_not_waited_for(tmp_path: Path) -> None:
    """Every thread would wait with it, and what the page cache has would not go out either. The address goes before."""
    asked = "from django.conf import settings; print(settings.DATABASES['default']['OPTIONS'])"
    url = "postgresql://a:b@127.0.0.1:1/none?keepalives_idle=60"
    said = manage(tmp_path, "shell", "--no-imports", "-c", asked, DATABASE_URL=url, **PRODUCTION).stdout
    assert all(f"'{name}': " in said for name in ("connect_timeout", "tcp_user_timeout", "keepalives_interval")), said
    assert "60" in said.split("'keepalives_idle': ")[1].split(",")[0]
