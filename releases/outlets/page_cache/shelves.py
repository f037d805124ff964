"""Where entries lie: bounded, and those out first for which nobody has asked longest."""

import threading
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field

from .asked import Asked, Key
from .entries import Entry

_MOST_VARIANTS = 24


@dataclass
class Page:
    """The answers of one address: one, or one for each language or format that its readers prefer."""

    by_language: bool
    by_accept: bool
    variants: dict[tuple[str, str], Entry] = field(default_factory=dict)

    def entry(self, languages: str, accept: str) -> Entry | None:
        return self.variants.get((languages if self.by_language else "", accept if self.by_accept else ""))

    @property
    def size_bytes(self) -> int:
        return sum(entry.size_bytes for entry in self.variants.values())


class Shelf:
    """Pages up to so many bytes. Reading takes no lock. `changed` is told of whatever comes, grows or goes."""

    def __init__(self, room_bytes: int, *, changed: Callable[[], None]) -> None:
        self.room_bytes = room_bytes
        self.size_bytes = 0
        self._changed = changed
        self._pages: OrderedDict[Key, Page] = OrderedDict()
        self._sizes: dict[Key, int] = {}
        self._lock = threading.Lock()

    def __len__(self) -> int:
        return len(self._pages)

    def get(self, key: Key) -> Page | None:
        page = self._pages.get(key)
        if page is not None:
            try:
                self._pages.move_to_end(key)
            except KeyError:  # it was just put out, by another thread
                return page
        return page

    def put(self, ask: Asked, entry: Entry) -> None:
        with self._lock:
            page = self._pages.get(ask.key)
            if page is None or (page.by_language, page.by_accept) != (entry.by_language, entry.by_accept):
                page = Page(entry.by_language, entry.by_accept)
            variant = (ask.languages if entry.by_language else "", ask.accept if entry.by_accept else "")
            variants = {name: kept for name, kept in page.variants.items() if name != variant}
            while len(variants) >= _MOST_VARIANTS:
                del variants[next(iter(variants))]
            page.variants = {**variants, variant: entry}
            self._pages[ask.key] = page
            self._weigh(ask.key, page)

    def weigh(self, key: Key) -> None:
        """After an entry was made in another coding."""
        with self._lock:
            page = self._pages.get(key)
            if page is not None:
                self._weigh(key, page)

    def _weigh(self, key: Key, page: Page) -> None:
        self._pages.move_to_end(key)
        size = page.size_bytes
        self.size_bytes += size - self._sizes.get(key, 0)
        self._sizes[key] = size
        while self.size_bytes > self.room_bytes:
            out, _page = self._pages.popitem(last=False)
            self.size_bytes -= self._sizes.pop(out)
        self._changed()
