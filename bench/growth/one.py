"""One database of one size: filled where it is empty, measured, told as lines of JSON.

python -m bench.growth.one sqlite|postgresql SIZE FOLDER [URI OF THE DATABASE]
"""

import json
import os
import sys
import warnings
from dataclasses import asdict
from pathlib import Path


def main(database: str, size: int, folder: Path, uri: str = "") -> None:
    data = folder / f"{'sqlite' if database == 'sqlite' else 'pgdata'}-{size}"
    data.mkdir(parents=True, exist_ok=True)
    os.environ |= {
        "EMBASSY_DATA": str(data),
        "EMBASSY_DEMONSTRATION": "1",
        "EMBASSY_PAGE_CACHE_MB": "0",
        "DJANGO_SETTINGS_MODULE": "embassy.settings",
    }
    os.environ.pop("DATABASE_URL", None)
    if uri:
        os.environ["DATABASE_URL"] = uri
    import django

    warnings.simplefilter("ignore")
    django.setup()
    from django.conf import settings
    from django.core.management import call_command

    from releases.editions.models import Edition

    settings.ALLOWED_HOSTS = ["*"]
    settings.STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    call_command("migrate", verbosity=0)
    if not Edition.objects.exists():
        from . import filling

        filling.fill(size)
    from . import asking

    count = Edition.objects.count()
    editions = round(count, 3 - len(str(count)))
    for name, cost in asking.costs():
        print(json.dumps({"database": database, "editions": editions, "request": name, **asdict(cost)}), flush=True)


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), Path(sys.argv[3]), *sys.argv[4:5])
