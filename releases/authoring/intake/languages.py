"""The grammars by language."""

from collections.abc import Mapping

from .en import EN
from .grammar import Grammar
from .kk import KK
from .ru import RU
from .ur import UR

GRAMMARS: Mapping[str, Grammar] = {grammar.language: grammar for grammar in (EN, KK, RU, UR)}
