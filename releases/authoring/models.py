"""The models of this folder, in one place for Django."""

from .mission import Mission
from .people import User
from .registers import Office, Organisation, Person, Topic
from .releases import KIND_MODELS, Briefing, Citation, Kind, MediaAsset, Observation, Release, Statement, Statistic
from .texts import BLOCKS, AnswerBlock, Block, FigureBlock, PictureBlock, QuoteBlock, Text, TextBlock

__all__ = [
    "BLOCKS",
    "KIND_MODELS",
    "AnswerBlock",
    "Block",
    "Briefing",
    "Citation",
    "FigureBlock",
    "Kind",
    "MediaAsset",
    "Mission",
    "Observation",
    "Office",
    "Organisation",
    "Person",
    "PictureBlock",
    "QuoteBlock",
    "Release",
    "Statement",
    "Statistic",
    "Text",
    "TextBlock",
    "Topic",
    "User",
]
