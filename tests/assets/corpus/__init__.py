"""Files made by the tests, hostile ones and odd ones, each with the verdict that it must get. None is committed."""

from tests.assets.corpus import documents, foreign, hostile_pictures, odd_pictures, recordings
from tests.assets.corpus.making import CASES, Case

__all__ = ["CASES", "Case", "documents", "foreign", "hostile_pictures", "odd_pictures", "recordings"]
