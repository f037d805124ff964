"""Builds deploy/Containerfile from the last commit, and runs what comes out as compose.yaml does: nobody's, read-only.

Needs root, buildah and crun, and no engine. Where no registry of images is reached, `--stand-in` makes the base image
from Debian's packages first (debootstrap), under the name that the Containerfile asks for. It takes some ten minutes.
"""

import argparse
import contextlib
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
# Kept between runs, for what did not change.
STORE = ROOT / "build" / "image"
NAME, USER = "localhost/embassy-press-office", 10001
HOST = "press.example"
SETTINGS = {
    "EMBASSY_HOSTS": HOST,
    "EMBASSY_ORIGINS": f"https://{HOST}",
    "EMBASSY_SITE_ORIGIN": f"https://{HOST}",
    "EMBASSY_BEHIND_PROXY": "1",
    "EMBASSY_MEDIA_ACCEL_PREFIX": "/protected-media/",
    "EMBASSY_LOG_JSON": "1",
}
# As the service `prepare` of compose.yaml, with the founding briefing to have something to show.
PREPARE = (
    "python manage.py check --deploy --fail-level WARNING && python manage.py migrate --noinput"
    " && python manage.py roles && python manage.py collectstatic --noinput && python manage.py load_demo"
)
# What nobody may do in there, and what must be so; prints what is wrong.
CONFINED = """
import os, pathlib
lines = pathlib.Path("/proc/self/status").read_text().splitlines()
facts = dict(line.split(":\\t", 1) for line in lines if ":\\t" in line)
wrong = [] if os.getuid() == os.getgid() == 10001 else ["not the user that was meant"]
wrong += [name for name in ("CapEff", "CapPrm", "CapBnd") if int(facts[name], 16)]
wrong += [] if facts["NoNewPrivs"] == "1" else ["may gain privileges"]
for place in ("/app/x", "/app/static/x", "/etc/x", "/x"):
    try:
        open(place, "w")
        wrong.append("can write " + place)
    except OSError:
        pass
for place in ("/tmp/x", "/var/lib/embassy/x"):
    open(place, "w").close()
    os.unlink(place)
wrong += ["has a key in it"] if list(pathlib.Path("/app").rglob("secret-key")) else []
print("confined" if not wrong else wrong)
"""
ASK = """
import sys, urllib.error, urllib.request
headers = {"Host": "press.example", "X-Forwarded-Proto": "https", "X-Forwarded-For": "192.0.2.7"}
for path in sys.argv[1:]:
    try:
        asked = urllib.request.Request("http://127.0.0.1:8000" + path, headers=headers)
        answer = urllib.request.urlopen(asked, timeout=20)
    except urllib.error.HTTPError as refused:
        answer = refused
    body = answer.read()
    print(path, answer.status, len(body), answer.headers.get("X-Accel-Redirect", ""))
    if path.startswith("/en/"):
        print(body.decode())
"""


def run(command: Sequence[str | Path], **options: Any) -> str:
    """What it printed; what it said about it goes on to the terminal."""
    done = subprocess.run([str(part) for part in command], stdout=subprocess.PIPE, text=True, check=False, **options)
    if done.returncode != 0:
        raise SystemExit(f"{done.stdout}\n{' '.join(map(str, command))[:200]} ended with {done.returncode}.")
    return done.stdout


def buildah(*arguments: str | Path, **options: Any) -> str:
    driver = os.environ.get("STORAGE_DRIVER", "overlay")
    places = ["--root", STORE / "storage", "--runroot", STORE / "run", "--storage-driver", driver]
    return run(["buildah", *places, *arguments], **options)


def base() -> str:
    named = set(re.findall(r"^FROM (\S+)", (ROOT / "deploy" / "Containerfile").read_text(), re.MULTILINE))
    [found] = named
    return str(found)


def stand_in() -> None:
    """Debian's own Python of the same version where the image has it, and the certificates that this machine trusts."""
    name = f"localhost/{base()}"
    if name in buildah("images", "--format", "{{.Name}}:{{.Tag}}").split():
        return
    version, _slim, suite = base().removeprefix("python:").split("-")
    with tempfile.TemporaryDirectory() as made:
        python = f"python{version},python{version}-venv,python3-pip,ca-certificates"
        folder = Path(made) / "root"
        print(f"Making a base image of {suite}, in place of {base()} ...", flush=True)
        run(["debootstrap", "--variant=minbase", f"--include={python}", suite, folder])
        for path in ("python", "python3"):
            (folder / "usr/local/bin" / path).symlink_to(f"/usr/bin/python{version}")
        trusted = "/etc/ssl/certs/ca-certificates.crt"
        shutil.copy(trusted, folder / trusted[1:])
        container = buildah("from", "scratch").strip()
        buildah("copy", "--quiet", container, folder, "/")
        path = "/usr/local/bin:/usr/local/sbin:/usr/sbin:/usr/bin:/sbin:/bin"
        known = [f"PATH={path}", "LANG=C.UTF-8", f"PIP_CERT={trusted}", f"NODE_EXTRA_CA_CERTS={trusted}"]
        buildah("config", *(part for one in known for part in ("--env", one)), "--cmd", "python3", container)
        buildah("commit", "--quiet", "--rm", container, name)


def build(*, pull: bool) -> None:
    """From a clean clone, as a server has it."""
    with tempfile.TemporaryDirectory() as clone:
        run(["git", "clone", "--quiet", "--depth", "1", f"file://{ROOT}", clone])
        options = ["--format", "docker", "--isolation", "chroot", "--layers", *([] if pull else ["--pull-never"])]
        ignored = ["--ignorefile", "deploy/Containerfile.dockerignore"]
        buildah("build", *options, "--file", "deploy/Containerfile", *ignored, "--tag", NAME, ".", cwd=clone)


@contextlib.contextmanager
def mounted() -> Iterator[tuple[Path, dict[str, Any]]]:
    """The root of the image, and what it says of itself."""
    told = json.loads(buildah("inspect", "--type", "image", NAME))["Docker"]["config"]
    container = buildah("from", "--pull-never", NAME).strip()
    try:
        yield Path(buildah("mount", container).strip()), told
    finally:
        buildah("rm", container)


def bundle(folder: Path, root: Path, told: dict[str, Any], data: Path) -> None:
    """What the runtime reads: of `x-application` in compose.yaml, and what the image says of itself."""
    run(["crun", "spec"], cwd=folder)
    spec = json.loads((folder / "config.json").read_text())
    user, group = map(int, told["User"].split(":"))
    given = [f"{name}={value}" for name, value in SETTINGS.items()]
    spec["root"] = {"path": str(root), "readonly": True}
    spec["process"] |= {
        "terminal": False,
        "args": told["Cmd"],
        "cwd": told["WorkingDir"],
        "env": [*told["Env"], *given],
        "user": {"uid": user, "gid": group},
        "capabilities": {kind: [] for kind in spec["process"]["capabilities"]},
        "noNewPrivileges": True,
    }
    spec["mounts"] = [one for one in spec["mounts"] if one["destination"] != "/sys/fs/cgroup"]
    temporary = {"type": "tmpfs", "source": "tmpfs", "options": ["nosuid", "nodev", "mode=1777", "size=1g"]}
    kept = {"type": "bind", "source": str(data), "options": ["rbind", "rw", "nosuid", "nodev"]}
    spec["mounts"] += [{"destination": "/tmp", **temporary}, *({"destination": one, **kept} for one in told["Volumes"])]
    (folder / "config.json").write_text(json.dumps(spec))


def crun(*arguments: str) -> list[str]:
    """In a view of its own on control groups, which some hosts lay out as crun does not know."""
    alone = 'umount --recursive --lazy /sys/fs/cgroup; mount -t cgroup2 none /sys/fs/cgroup; exec crun "$@"'
    return ["unshare", "--mount", "sh", "-c", alone, "crun", "--cgroup-manager=disabled", *arguments]


def once(folder: Path, *command: str) -> str:
    """In a container of its own, as `docker run --rm`."""
    spec = json.loads((folder / "config.json").read_text())
    spec["process"]["args"] = command
    with tempfile.TemporaryDirectory() as place:
        (Path(place) / "config.json").write_text(json.dumps(spec))
        return run(crun("run", "--bundle", place, f"once-{os.getpid()}"))


def tried(folder: Path, told: dict[str, Any]) -> None:
    name = f"try-{os.getpid()}"
    with (folder / "log").open("w") as log:
        server = subprocess.Popen(crun("run", "--bundle", str(folder), name), stdout=log, stderr=log)
        try:
            inside = ("exec", "--user", told["User"], "--cwd", told["WorkingDir"], name)
            healthy = told["Healthcheck"]["Test"]
            assert healthy[0] == "CMD", healthy
            for attempt in range(100):
                asked = subprocess.run(crun(*inside, *healthy[1:]), stdout=log, stderr=log, check=False)
                if asked.returncode == 0:
                    print(f"Healthy after {attempt + 1} questions.", flush=True)
                    break
                assert server.poll() is None, (folder / "log").read_text()
                time.sleep(1)
            else:
                raise SystemExit((folder / "log").read_text())
            answers = run(crun(*inside, "python", "-c", ASK, "/healthz", "/readyz", "/en/", "/no-such-page"))
            expect(answers, r"^/healthz 200", r"^/readyz 200", r"^/en/ 200", r"^/no-such-page 404")
            media, static = (re.findall(rf'"(/{place}/[^" ]+)', answers)[0] for place in ("media", "static"))
            more = run(crun(*inside, "python", "-c", ASK, media, static))
            expect(more, rf"^{re.escape(media)} 200 0 /protected-media/", rf"^{re.escape(static)} 200 [1-9]")
            run(crun(*inside, "python", "manage.py", "deliver", "--once"))
            expect(run(crun(*inside, "python", "manage.py", "verify_record")), r".")
            run(crun(*inside, "python", "manage.py", "backup"))
            expect(run(crun(*inside, "pg_dump", "--version")), r"^pg_dump \(PostgreSQL\) 15\.")
        finally:
            subprocess.run(crun("kill", name, "TERM"), check=False)
            print(f"The server ended with {server.wait(timeout=60)}.")


def expect(said: str, *patterns: str) -> None:
    """Raises SystemExit where one is not in what was said."""
    missing = [pattern for pattern in patterns if not re.search(pattern, said, re.MULTILINE)]
    for line in said.splitlines():
        if re.match(r"/|confined|\[", line):
            print(line[:160], flush=True)
    if missing:
        raise SystemExit(f"Not said: {missing}, but:\n{said[:4000]}")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--stand-in", action="store_true", help="make the base image from Debian's packages")
    chosen = parser.parse_args()
    tools = ["buildah", "crun", *(["debootstrap"] if chosen.stand_in else [])]
    missing = [tool for tool in tools if not shutil.which(tool)]
    if missing or os.geteuid() != 0:
        print(f"This needs root, and: {', '.join(missing) or 'nothing else'}. They are packages of Debian.")
        return 1
    STORE.mkdir(parents=True, exist_ok=True)
    if chosen.stand_in:
        stand_in()
    build(pull=not chosen.stand_in)
    with mounted() as (root, told), tempfile.TemporaryDirectory() as place:
        folder, data = Path(place), Path(place) / "data"
        data.mkdir(mode=0o750)
        os.chown(data, USER, USER)
        bundle(folder, root, told, data)
        expect(once(folder, "python", "-c", CONFINED), r"^confined$")
        expect(once(folder, "sh", "-c", PREPARE), r"static files? copied")
        tried(folder, told)
    print("The image is built, runs as nobody on a read-only root, and answers.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
