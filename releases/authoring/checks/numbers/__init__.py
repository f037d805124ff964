"""The reader of numbers: figures as people write them, in four languages, as exact decimals with unit and qualifier.

Enters: a plain text and its language. Leaves: `Number`s in the order of the text, each with its place in it.
Never here: a database, a float, a guess that is not marked as one, time that grows faster than the text.
"""

from .number import Kind, Number, Qualifier, same_quantity
from .reading import UnknownLanguage, read_numbers

__all__ = ["Kind", "Number", "Qualifier", "UnknownLanguage", "read_numbers", "same_quantity"]
