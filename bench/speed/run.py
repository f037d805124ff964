"""Builds everything, measures all of it in one run, prints the ratios beside what is to be reached.

    make bench                                 or: python -m bench.speed.run
    python -m bench.speed.run --seconds 1      shorter turns
    python -m bench.speed.run --only page      some of the groups: page, api, media

Exit 1 where a ratio is below its limit, 2 where something that is measured against is missing on this machine.
"""

import argparse
import gzip
import json
import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from . import peer_sites
from .measuring import FEW, Subject, fetch, medians
from .ours import LIST, PAGE
from .servers import BUILD, MANY_THREADS, ROOT, THREADS, Servers, servers

GZIP = {"Accept-Encoding": "gzip"}
GROUPS = ("page", "api", "media")
_PEER_PAGE, _PEER_LIST = "/briefings/ambassador-briefs-pakistani-media/", "/briefings/"
_PEER_API = "/api/v2/pages/"
_PEER_API_LIST = (
    f"{_PEER_API}?type=press_wagtail.ArticlePage&fields=released_at,summary,speaker&limit=20&order=-released_at"
)
_API_LIST = "/api/v1/releases/?language=en&limit=20"
# What Wagtail's list says of each; with identity, status and embargo, which ours always says.
_API_LIST_ALIKE = f"{_API_LIST}&fields=api_url,slug,title,summary,people"


@dataclass(frozen=True)
class Limit:
    """`measured` is to be at least so many times `against`."""

    group: str
    measured: str
    against: str
    at_least: float


LIMITS = (
    Limit("page", "our page, kept", "nginx, the page", 0.40),
    Limit("page", "our page, kept, gzip", "nginx, the page, gzip", 0.40),
    Limit("page", "our page, kept", "Wagtail with wagtail-cache", 7),
    Limit("page", "our page, kept, gzip", "Wagtail with wagtail-cache, gzip", 7),
    Limit("page", "our 304", "nginx, 304", 0.5),
    Limit("page", "our page, cold", "Wagtail, the page", 8),
    Limit("page", "our page, cold", "feincms3, the page", 2),
    Limit("page", "our list, cold", "Wagtail, the list", 8),
    Limit("page", "our list, cold", "feincms3, the list", 2),
    Limit("api", "our API, detail, cold", "Wagtail's API, detail", 8),
    Limit("api", "our API, list of 20, cold", "Wagtail's API, list of 20", 25),
    Limit("media", "our picture, through the gate", "nginx, the picture", 0.15),
    Limit("media", "our picture, by X-Accel", "nginx, the picture", 0.7),
)


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--seconds", type=int, default=2)
    parser.add_argument("--only", choices=GROUPS, action="append")
    asked = parser.parse_args()
    groups = tuple(asked.only or GROUPS)
    if shutil.which("wrk") is None:
        print("MISSING: wrk, the load generator. Debian has it: apt-get install wrk")
        return 2
    nginx = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin")
    if nginx is None:
        print("MISSING: nginx, which is what all is measured against. Debian has it: apt-get install nginx-light")
        return 2
    BUILD.mkdir(parents=True, exist_ok=True)
    content = _content()
    has_peers = peer_sites.environment()
    filled = peer_sites.filled(BUILD / "ours" / "content.json") if has_peers else {}
    with servers() as running:
        subjects = list(_subjects(running, nginx, content, filled))
        chosen = [subject for group, subject in subjects if group in groups]
        print(f"{len(chosen)} subjects, {asked.rounds} rounds of {asked.seconds} s each ...", flush=True)
        found = medians(chosen, rounds=asked.rounds, seconds=asked.seconds, cpu_s=running.cpu_s)
    return _told(found, groups) or (0 if has_peers else 2)


def _content() -> dict[str, Any]:
    subprocess.run([sys.executable, "-m", "bench.speed.ours", str(BUILD / "ours")], cwd=ROOT, check=True)
    read: dict[str, Any] = json.loads((BUILD / "ours" / "content.json").read_text())
    return read


def _subjects(running: Servers, nginx: str, content: dict[str, Any], filled: dict[str, Any]) -> Any:
    kept = running.ours("kept", ready=PAGE)
    cold = running.ours("cold", ready=PAGE, threads=THREADS, EMBASSY_PAGE_CACHE_MB="0")
    accelerated = running.ours("accelerated", ready=PAGE, EMBASSY_MEDIA_ACCEL_PREFIX="/protected-media/")
    page, listing = fetch(f"{kept}{PAGE}")[2], fetch(f"{cold}{LIST}")[2]
    picture = f"/media/{content['picture']}/picture.jpg"
    files = _files(page, fetch(f"{kept}{picture}")[2])
    limit = running.nginx(nginx, upstream=accelerated, media=content["media_folder"], ready="/page.html")
    bare = running.granian(
        "bare", "bench.speed.bare:application", python=Path(sys.executable).parent, folder=ROOT, ready="/",
        threads=MANY_THREADS, BENCH_PAGE=str(files / "page.html"),
    )  # fmt: skip
    assert fetch(f"{limit}/page.html")[2] == fetch(bare)[2] == fetch(f"{cold}{PAGE}")[2] == page
    tag = fetch(f"{limit}/page.html")[1]["etag"], fetch(f"{kept}{PAGE}")[1]["etag"]
    yield "page", Subject("nginx, the page", f"{limit}/page.html")
    yield "page", Subject("nginx, the page, gzip", f"{limit}/page.html", GZIP)
    yield "page", Subject("nginx, 304", f"{limit}/page.html", {"If-None-Match": tag[0]})
    yield "page", Subject("bare Granian, the page", bare)
    yield "page", Subject("bare Granian, 304", bare, {"If-None-Match": '"a"'})
    yield "page", Subject("our page, kept", f"{kept}{PAGE}")
    yield "page", Subject("our page, kept, gzip", f"{kept}{PAGE}", GZIP)
    yield "page", Subject("our 304", f"{kept}{PAGE}", {"If-None-Match": tag[1]})
    yield "page", Subject("our page, cold", f"{cold}{PAGE}", connections=FEW)
    yield "page", Subject("our list, cold", f"{cold}{LIST}", connections=FEW)
    uid = content["uid"]
    detail = f"/api/v1/releases/{uid}/?language=en"
    for name, path in (("detail", detail), ("list of 20", _API_LIST)):
        yield "api", Subject(f"our API, {name}, cold", f"{cold}{path}", connections=FEW)
        yield "api", Subject(f"our API, {name}, kept", f"{kept}{path}")
    yield "api", Subject("our API, list of 20, Wagtail's fields, cold", f"{cold}{_API_LIST_ALIKE}", connections=FEW)
    sizes = ", ".join(str(len(fetch(f"{cold}{path}")[2])) for path in (detail, _API_LIST, _API_LIST_ALIKE))
    print(f"our API: {sizes} bytes (detail, list of 20, the same with Wagtail's fields)")
    yield "media", Subject("nginx, the picture", f"{limit}/picture.jpg")
    yield "media", Subject("our picture, through the gate", f"{kept}{picture}")
    yield "media", Subject("our picture, by X-Accel", f"{limit}{picture}")
    if filled:
        yield from _of_peers(running, filled, page=page, listing=len(listing))


def _of_peers(running: Servers, filled: dict[str, Any], *, page: bytes, listing: int) -> Any:
    for name in filled:
        bare = running.peer(name, ready=_PEER_PAGE)
        own = [fetch(f"{bare}{path}")[2] for path in (_PEER_PAGE, _PEER_LIST)]
        before = [(BUILD / name / f"frame_{kind}.html").read_bytes() for kind in ("article", "list")]
        peer_sites.frames(
            name,
            article=len(page) - len(own[0]) + len(before[0]),
            listing=listing - len(own[1]) + len(before[1]),
            packed=_packed(page) - _packed(own[0].replace(before[0], b"")),
        )
    wagtail = running.peer("wagtail", ready=_PEER_PAGE)
    cached = running.peer("wagtail", ready=_PEER_PAGE, PRESS_CACHED="1")
    feincms3 = running.peer("feincms3", ready=_PEER_PAGE)
    packed = len(fetch(f"{cached}{_PEER_PAGE}", **GZIP)[2])
    print(f"in gzip our page {_packed(page)} bytes, Wagtail's {packed}")
    print(f"our page {len(page)} bytes, Wagtail's {len(fetch(f'{wagtail}{_PEER_PAGE}')[2])}, ", end="")
    print(f"feincms3's {len(fetch(f'{feincms3}{_PEER_PAGE}')[2])}; our list {listing}, ", end="")
    print(f"Wagtail's {len(fetch(f'{wagtail}{_PEER_LIST}')[2])}, feincms3's {len(fetch(f'{feincms3}{_PEER_LIST}')[2])}")
    detail = f"{_PEER_API}{filled['wagtail']['detail']}/"
    sizes = ", ".join(str(len(fetch(f"{wagtail}{path}")[2])) for path in (detail, _PEER_API_LIST))
    print(f"Wagtail's API: {sizes} bytes")
    yield "page", Subject("Wagtail, the page", f"{wagtail}{_PEER_PAGE}", connections=FEW)
    yield "page", Subject("Wagtail with wagtail-cache", f"{cached}{_PEER_PAGE}")
    yield "page", Subject("Wagtail with wagtail-cache, gzip", f"{cached}{_PEER_PAGE}", GZIP)
    yield "page", Subject("feincms3, the page", f"{feincms3}{_PEER_PAGE}", connections=FEW)
    yield "page", Subject("Wagtail, the list", f"{wagtail}{_PEER_LIST}", connections=FEW)
    yield "page", Subject("feincms3, the list", f"{feincms3}{_PEER_LIST}", connections=FEW)
    yield "api", Subject("Wagtail's API, detail", f"{wagtail}{detail}", connections=FEW)
    yield "api", Subject("Wagtail's API, list of 20", f"{wagtail}{_PEER_API_LIST}", connections=FEW)


def _packed(page: bytes) -> int:
    return len(gzip.compress(page, compresslevel=6, mtime=0))


def _files(page: bytes, picture: bytes) -> Path:
    """What nginx serves: the very bytes of ours."""
    files = BUILD / "nginx" / "files"
    files.mkdir(parents=True, exist_ok=True)
    (files / "page.html").write_bytes(page)
    (files / "page.html.gz").write_bytes(gzip.compress(page, compresslevel=6, mtime=0))
    (files / "picture.jpg").write_bytes(picture)
    return files


def _told(found: dict[str, float], groups: tuple[str, ...]) -> int:
    print(f"\n{'answers a second of work, medians':50}")
    for name, rate in found.items():
        print(f"  {name:48} {rate:10,.0f}")
    print(f"\n{'ratios':80} {'is':>8} {'at least':>9}")
    missed = 0
    for limit in LIMITS:
        if limit.group not in groups:
            continue
        if limit.against not in found:
            print(f"  {limit.measured + ' / ' + limit.against:78} {'missing':>8} {limit.at_least:9.2f}")
            continue
        ratio = found[limit.measured] / found[limit.against]
        is_missed = ratio < limit.at_least
        missed += is_missed
        mark = "  MISSED" if is_missed else ""
        print(f"  {limit.measured + ' / ' + limit.against:78} {ratio:8.2f} {limit.at_least:9.2f}{mark}")
    print(f"\nThe machine's load was {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores.")
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
