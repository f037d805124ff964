"""The models of this folder, in one place for Django."""

from .drawn_maps import DrawnMap, MapPlace, MapRoute
from .duty import DutyOfficer
from .mission import LargeNumbers, Mission
from .people import User
from .registers import Office, Organisation, Person, Topic
from .releases import KIND_MODELS, Briefing, Citation, Kind, MediaAsset, Observation, Release, Statement, Statistic
from .texts import BLOCKS, AnswerBlock, Block, ChartBlock, FigureBlock, PictureBlock, QuoteBlock, Text, TextBlock

__all__ = [
    "BLOCKS",
    "KIND_MODELS",
    "AnswerBlock",
    "Block",
    "Briefing",
    "ChartBlock",
    "Citation",
    "DrawnMap",
    "DutyOfficer",
    "FigureBlock",
    "Kind",
    "LargeNumbers",
    "MapPlace",
    "MapRoute",
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
