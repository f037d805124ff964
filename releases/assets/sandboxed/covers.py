"""How a document looks: its first page, and the pages on which words lie under something."""

import itertools
import time
from typing import Any

import pypdfium2 as pdfium

from releases.assets.sandboxed.refusing import Refused

_PREVIEW_WIDTH_PX = 2560
_PAGE_PX = 1200
_MIN_LETTERS = 4
_FLAT = 12  # how far the lightest and darkest sample of a covered letter may lie apart
_TIME_S = 6.0  # of processor time, after which no further page is looked at: a warning is not worth a refusal


def first_page(path: str, target: str) -> tuple[int, int]:
    """Draws it as PNG; its size in pixels. Raises Refused."""
    try:
        document = pdfium.PdfDocument(path)
        first = document[0]
        scale = min(_PREVIEW_WIDTH_PX / max(first.get_width(), 1), _PREVIEW_WIDTH_PX / max(first.get_height(), 1), 4.0)
        picture = first.render(scale=scale).to_pil().convert("RGB")
    except pdfium.PdfiumError:
        raise Refused("damaged") from None
    picture.save(target, "PNG", compress_level=1)
    return picture.width, picture.height


def hidden_pages(path: str) -> list[int]:
    """Numbers of pages, from 1, with words that can be copied and not be seen: under a black box, white on white."""
    try:
        document = pdfium.PdfDocument(path)
        numbers = itertools.takewhile(lambda _number: time.process_time() < _TIME_S, range(len(document)))
        return [number + 1 for number in numbers if _hides_letters(document[number])]
    except pdfium.PdfiumError:
        raise Refused("damaged") from None


def _hides_letters(page: Any) -> bool:
    letters = page.get_textpage()
    count = letters.count_chars()
    if count <= 0:
        return False
    bitmap = page.render(scale=min(1.0, _PAGE_PX / max(page.get_width(), page.get_height(), 1)), grayscale=True)
    image, to_bitmap = bitmap.to_pil().convert("L"), bitmap.get_posconv(page).to_bitmap
    text, in_a_row = letters.get_text_range(), 0
    for index in range(min(count, len(text))):
        if text[index].isspace():
            in_a_row = in_a_row if text[index] == " " else 0
            continue
        left, bottom, right, top = letters.get_charbox(index)
        if not text[index].isalnum() or right - left < 1:
            continue
        (x1, y1), (x2, y2) = to_bitmap(left, bottom), to_bitmap(right, top)
        # A sample more to each side: of a letter alone, without its ground, nothing but ink might be seen.
        box = (min(x1, x2) - 1, min(y1, y2), max(x1, x2) + 2, max(y1, y2) + 1)
        if box[0] < 0 or box[1] < 0 or box[2] > image.width or box[3] > image.height:
            continue
        darkest, lightest = image.crop(box).getextrema()
        in_a_row = in_a_row + 1 if lightest - darkest <= _FLAT else 0
        if in_a_row >= _MIN_LETTERS:
            return True
    return False
