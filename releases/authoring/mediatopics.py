"""The IPTC Media Topics: codes and English names.

Source: IPTC Media Topic NewsCodes, https://cv.iptc.org/newscodes/mediatopic, (c) IPTC, https://iptc.org,
licensed under CC BY 4.0 (https://creativecommons.org/licenses/by/4.0/). Only codes and names in use are kept;
retired codes are left out.
"""

import functools
from pathlib import Path


@functools.cache
def vocabulary() -> dict[str, str]:
    """Code -> English name, such as `medtop:20000574` -> `election`."""
    rows = (Path(__file__).parent / "mediatopics.tsv").read_text(encoding="utf-8").splitlines()
    return dict(row.split("\t") for row in rows if not row.startswith("#"))
