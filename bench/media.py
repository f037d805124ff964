"""24 megapixels to all widths in three formats: seconds and memory of the process that does it, beside the limits.

    python bench/media.py

Memory is the highest resident size of that process, whose own start includes this small one and nothing of Django.
"""

import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
WIDTH_PX, HEIGHT_PX = 6000, 4000
WIDTHS_PX = (320, 640, 960, 1280, 1920, 2560)
FORMATS = ("AVIF", "WEBP", "JPEG")
RUNS = 3
LIMIT_S, LIMIT_MB = 2.5, 130.0
ENVIRONMENT = {
    "PATH": "",
    "LANG": "C.UTF-8",
    "MALLOC_ARENA_MAX": "2",
    "MALLOC_MMAP_THRESHOLD_": "65536",
    "MALLOC_TRIM_THRESHOLD_": "131072",
}
METADATA = {
    "default_language": "en",
    "title": {"en": "The chancery"},
    "caption": {"en": "The chancery of Ruritania in spring."},
    "alt_text": {"en": "A white house among trees"},
    "usage_terms": {"en": "Free with credit"},
    "copyright_notice": {"en": "Embassy of Ruritania"},
    "creator": "R. Rassendyll",
    "credit_line": "Embassy of Ruritania",
    "source_type": "digitalCapture",
    "date": "2029-12-30",
    "place": "Strelsau",
    "web_statement": "https://ruritania.example/rights",
}
# A photograph's worth of detail: clouds, a slope of light, and grain. In a process of its own, or its memory would
# be counted with that of the one that is measured.
PHOTOGRAPH = """
import sys
from PIL import Image
size = (int(sys.argv[2]), int(sys.argv[3]))
small = (size[0] // 8, size[1] // 8)
clouds = Image.merge("RGB", [Image.effect_noise(small, spread) for spread in (50, 70, 90)]).resize(size)
slope = Image.merge("RGB", [Image.linear_gradient("L").resize(size)] * 3)
grain = Image.merge("RGB", [Image.effect_noise(size, 12)] * 3)
Image.blend(Image.blend(clouds, slope, 0.5), grain, 0.3).save(sys.argv[1], quality=90)
"""


def main() -> int:
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "photograph.jpg"
        subprocess.run([sys.executable, "-c", PHOTOGRAPH, str(source), str(WIDTH_PX), str(HEIGHT_PX)], check=True)
        runs = [render(source, Path(folder)) for _run in range(RUNS)]
    seconds = statistics.median(run[0] for run in runs)
    megabytes = statistics.median(run[1] for run in runs)
    print(f"24 megapixels to {len(WIDTHS_PX)} widths in {len(FORMATS)} formats, median of {RUNS} runs")
    print(f"  time    {seconds:7.2f} s    limit {LIMIT_S:6.1f} s   ({', '.join(f'{run[0]:.2f}' for run in runs)})")
    print(f"  memory  {megabytes:7.1f} MB   limit {LIMIT_MB:6.1f} MB  ({', '.join(f'{run[1]:.1f}' for run in runs)})")
    return 0 if seconds <= LIMIT_S and megabytes <= LIMIT_MB else 1


def render(source: Path, folder: Path) -> tuple[float, float]:
    """(seconds from start to exit, highest resident size in MB) of one process that makes all the files."""
    job = {
        "task": "render",
        "memory_mb": 512,
        "seconds": 10,
        "output_mb": 200,
        "limit_pixels": 60_000_000,
        "limit_pages": 1,
        "path": str(source),
        "outputs": [output(folder, width, name) for width in WIDTHS_PX for name in FORMATS],
        "metadata": METADATA,
    }
    started = time.perf_counter()
    process = subprocess.Popen(
        [sys.executable, "-m", "releases.assets.sandboxed"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        cwd=ROOT,
        env=ENVIRONMENT,
    )
    assert process.stdin
    assert process.stdout
    process.stdin.write(json.dumps(job).encode())
    process.stdin.close()
    answer = json.loads(process.stdout.read())
    _pid, _status, usage = os.wait4(process.pid, 0)
    seconds = time.perf_counter() - started
    if not answer["accepted"]:
        raise SystemExit(f"The files were not made: {answer}")
    return seconds, usage.ru_maxrss * 1024 / 1_000_000


def output(folder: Path, width_px: int, image_format: str) -> dict[str, Any]:
    height_px = round(HEIGHT_PX * width_px / WIDTH_PX)
    path = str(folder / f"{width_px}.{image_format}")
    return {"path": path, "format": image_format, "width_px": width_px, "height_px": height_px, "box": None}


if __name__ == "__main__":
    sys.exit(main())
