"""deploy/nginx/embassy.conf in a real nginx, before a real Granian."""

import datetime as dt
import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from django.conf import settings
from django.db import connection
from django.utils import timezone

from releases.assets.renditions import made
from releases.authoring.models import User
from releases.editions import acts
from releases.editions.models import Edition
from releases.outlets import addresses
from tests.factories import in_each, make_file, make_mission, make_release, picture, publish
from tests.prepare import tool

ROOT = Path(__file__).parents[2]
HOST = "press.example"


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as chosen:
        return int(chosen.getsockname()[1])


def certificate(folder: Path) -> None:
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, HOST)])
    now = dt.datetime.now(dt.UTC)
    signed = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(now - dt.timedelta(days=1))
        .not_valid_after(now + dt.timedelta(days=1))
        .sign(key, hashes.SHA256())
    )
    (folder / "fullchain.pem").write_bytes(signed.public_bytes(serialization.Encoding.PEM))
    kind, private, plain = serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    (folder / "privkey.pem").write_bytes(key.private_bytes(kind, private, plain))


@dataclass
class Front:
    """`get` asks nginx as a reader does, `behind` the application as nginx does."""

    folder: Path
    http: int
    https: int
    app: int

    def __post_init__(self) -> None:
        self.client = httpx.Client(verify=False, timeout=30)

    def get(self, path: str, *, method: str = "GET", host: str = HOST, **options: Any) -> httpx.Response:
        headers = {"Host": host, "User-Agent": "A reader's browser", **options.pop("headers", {})}
        url = f"https://127.0.0.1:{self.https}{path}"
        return self.client.request(method, url, headers=headers, extensions={"sni_hostname": host}, **options)

    def behind(self, path: str) -> httpx.Response:
        headers = {"Host": HOST, "X-Forwarded-Proto": "https"}
        return self.client.get(f"http://127.0.0.1:{self.app}{path}", headers=headers)

    def log(self) -> list[dict[str, Any]]:
        return [json.loads(line) for line in (self.folder / "log" / "embassy.log").read_text().splitlines()]


def configuration(front: Front) -> str:
    """The file as it is shipped, but for where things are."""
    text = (ROOT / "deploy" / "nginx" / "embassy.conf").read_text()
    text = "\n".join(line for line in text.splitlines() if "listen [::]" not in line)
    for shipped, here in {
        "listen 80;": f"listen 127.0.0.1:{front.http};",
        "listen 443 ": f"listen 127.0.0.1:{front.https} ",
        "server web:8000;": f"server 127.0.0.1:{front.app};",
        "/etc/embassy/tls/": f"{front.folder}/",
        "/var/cache/nginx/": f"{front.folder}/cache/",
        "/var/log/nginx/": f"{front.folder}/log/",
        "/var/lib/embassy/media/": f"{settings.MEDIA_DIR}/",
    }.items():
        assert shipped in text, shipped
        text = text.replace(shipped, here)
    user = "user root;" if os.geteuid() == 0 else ""
    kinds = ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    temporary = "".join(f"{kind}_temp_path {front.folder}/{kind};" for kind in kinds)
    return (
        f"{user} daemon off; pid {front.folder}/pid; error_log {front.folder}/log/start.log;"
        f"events {{}} http {{ include /etc/nginx/mime.types; {temporary} {text} }}"
    )


@pytest.fixture
def front(transactional_db: None, tmp_path: Path) -> Iterator[Front]:
    nginx = tool("nginx")
    assert nginx, "These tests need nginx: `python tests/prepare.py` installs it where it may."
    front = Front(tmp_path, free_port(), free_port(), free_port())
    for name in ("cache", "log"):
        (tmp_path / name).mkdir()
    certificate(tmp_path)
    (tmp_path / "nginx.conf").write_text(configuration(front))
    environment = {
        **{name: value for name, value in os.environ.items() if not name.startswith("EMBASSY_")},
        "DJANGO_SETTINGS_MODULE": "tests.deploy.served",
        "DATABASE_URL": f"sqlite:///{connection.settings_dict['NAME']}",
        "EMBASSY_DATA": str(settings.DATA_DIR),
        "EMBASSY_HOSTS": HOST,
        "EMBASSY_ORIGINS": f"https://{HOST}",
        "EMBASSY_SITE_ORIGIN": f"https://{HOST}",
        "EMBASSY_BEHIND_PROXY": "1",
        "EMBASSY_MEDIA_ACCEL_PREFIX": "/protected-media/",
    }
    granian = [
        str(Path(sys.executable).with_name("granian")), "--interface", "wsgi", "--port", str(front.app),
        "--workers", "1", "--blocking-threads", "2", "--no-access-log", "--log-level", "warning",
        "embassy.wsgi:application",
    ]  # fmt: skip
    running = [
        subprocess.Popen(granian, cwd=ROOT, env=environment),
        subprocess.Popen([nginx, "-p", str(tmp_path), "-c", str(tmp_path / "nginx.conf")], stderr=subprocess.PIPE),
    ]
    try:
        wait_for(front, running)
        yield front
    finally:
        front.client.close()
        for process in running:
            process.send_signal(signal.SIGTERM)
            process.communicate(timeout=30)


def wait_for(front: Front, running: list[subprocess.Popen[bytes]]) -> None:
    for _attempt in range(300):
        for process in running:
            assert process.poll() is None, process.stderr and process.stderr.read().decode()
        try:
            if front.get("/healthz").status_code == 200:
                return
        except httpx.TransportError:
            pass
        time.sleep(0.2)
    raise AssertionError("The site behind nginx did not come up within a minute.")


def until_public(edition: Edition) -> None:
    time.sleep(max(0.0, (edition.public_from - timezone.now()).total_seconds()) + 0.01)


@pytest.fixture
def pictures(transactional_db: None, author: User, reviewer: User, administrator: User, settings: Any) -> list[Edition]:
    """One that is public, and one that will be tomorrow; the bytes of both are there."""
    settings.RECORD_MARGIN_S = 0.5
    acts.publish_imprint(mission=make_mission(), by=administrator)
    chosen = []
    for colour, at in (("#804000", None), ("#004080", timezone.now() + dt.timedelta(days=1))):
        release = make_release("media", by=author, slug=f"castle-{colour[1:]}", file=make_file(picture(colour)))
        chosen += publish([release], author=author, reviewer=reviewer, at=at)
    for edition in chosen:
        made(edition.body["media"]["renditions"][0]["digest"])
    until_public(chosen[0])
    return chosen


def test_nginx_sends_what_the_application_allows_and_nothing_else(
    pictures: list[Edition], front: Front, reviewer: User, settings: Any
) -> None:
    shown, hidden = (edition.body["media"]["renditions"][0] for edition in pictures)
    path, etag = addresses.media(pictures[0].slug, shown), f'"{shown["digest"]}"'
    on_disk = (settings.MEDIA_DIR / "renditions" / shown["digest"][:2] / shown["digest"]).read_bytes()

    behind, sent = front.behind(path), front.get(path)
    assert (behind.status_code, behind.content) == (200, b"")
    assert behind.headers["X-Accel-Redirect"].startswith("/protected-media/renditions/")
    assert (sent.status_code, sent.content) == (200, on_disk)
    assert "X-Accel-Redirect" not in sent.headers
    ours = {name: value for name, value in behind.headers.items() if name not in {"content-length", "date", "server"}}
    ours.pop("x-accel-redirect")
    assert {name: sent.headers.get(name) for name in ours if name != "x-request-id"} == {
        name: value for name, value in ours.items() if name != "x-request-id"
    }
    assert (sent.headers["ETag"], sent.headers["Accept-Ranges"]) == (etag, "bytes")

    part = front.get(path, headers={"Range": "bytes=2-11", "If-Range": etag})
    assert (part.status_code, part.content) == (206, on_disk[2:12])
    assert front.get(path, headers={"If-None-Match": etag}).status_code == 304

    digest = hidden["digest"]
    missing = front.get(f"/media/{'0' * 64}/castle-64.jpg")
    not_yet = front.get(addresses.media(pictures[1].slug, hidden))
    assert (not_yet.status_code, not_yet.content) == (404, missing.content) == (missing.status_code, missing.content)
    assert front.get(f"/protected-media/renditions/{digest[:2]}/{digest}").status_code == 404
    assert front.get(f"/protected-media/renditions/{shown['digest'][:2]}/{shown['digest']}").status_code == 404

    [gone] = acts.withdraw(editions=pictures[:1], by=reviewer, reason=in_each("Issued in error."))
    assert gone.public_until is not None
    time.sleep(max(0.0, (gone.public_until - timezone.now()).total_seconds()) + 0.05)
    assert front.get(path).content == missing.content


def test_a_reader_comes_by_tls_under_our_name_and_leaves_no_trace_of_a_person(
    pictures: list[Edition], front: Front
) -> None:
    page = front.get("/en/releases/?q=quetzal")
    assert page.status_code == 200
    assert page.headers["Strict-Transport-Security"].startswith("max-age=31536000")
    assert front.get("/en/", host="other.example").status_code == 421
    plain = front.client.get(f"http://127.0.0.1:{front.http}/en/?a=b", headers={"Host": HOST})
    assert (plain.status_code, plain.headers["Location"]) == (301, f"https://{HOST}/en/?a=b")
    assert front.get("/en/", method="POST", content=b"x" * 3_000_000).status_code == 413
    assert front.get("/admin/login/", method="POST", content=b"x" * 3_000_000).status_code in {400, 403}
    assert front.get("/readyz").status_code in {200, 503}
    # These open a page for one person: who reads the log must not.
    token = "TheTokenOfOneReader" * 3
    for place in ("early", "preview", "en/subscribe/confirm", "ur/subscribe/manage", "ru/subscribe/leave"):
        assert front.get(f"/{place}/{token[:43]}/").status_code == 404
    kept, other = "/static/site/early.js", "/static/desk/desk.css"
    signed_in, keyed = {"Cookie": "a=b; __Host-session=x"}, {"Authorization": "Bearer x"}
    asked = [(kept, {}), (kept, {}), (kept, signed_in), (kept, keyed), (other, signed_in), (other, {}), (other, {})]
    answers = [front.get(path, headers=headers) for path, headers in asked]
    assert {answer.status_code for answer in answers} == {200}
    assert len({answer.content for answer in answers}) == 2
    media = addresses.media(pictures[0].slug, pictures[0].body["media"]["renditions"][0])
    for path in ("/en/", "/en/", media, media):
        assert front.get(path).status_code == 200
    assert front.get("/healthz").status_code == 200  # by now the line of the one before is written

    lines = front.log()
    assert {line["path"] for line in lines} >= {"/en/releases/", "/en/", "/admin/login/"}
    written = json.dumps(lines)
    assert not [word for word in ("127.0.0.1", "quetzal", "browser", "TheToken") if word in written]
    assert {line["path"] for line in lines} >= {"/early/<token>", "/en/subscribe/confirm/<token>"}
    # A page is kept by the application alone, which knows its second. A lifetime meant for a CDN would count twice.
    assert [(line["path"], line["cache"]) for line in lines if line["cache"]] == [
        *((kept, said) for said in ("MISS", "HIT", "BYPASS", "BYPASS")),
        *((other, said) for said in ("BYPASS", "MISS", "HIT")),
    ]
