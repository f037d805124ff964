"""The models of this folder, in one place for Django."""

from .check_settings import CheckSetting, NumberMark
from .comments import Comment
from .corrections import PlannedCorrection
from .drawn_maps import DrawnMap, MapPlace, MapRoute
from .duty import DutyOfficer
from .mission import LargeNumbers, Mission
from .people import User
from .registers import Office, Organisation, Person, Topic
from .releases import KIND_MODELS, Briefing, Citation, Kind, MediaAsset, Observation, Release, Statement, Statistic
from .signing_in.factors import AuthenticatorApp, Passkey, RecoveryCode, RecoveryCodes
from .signing_in.sessions import StaffSession
from .tallies import CheckTally
from .texts import (
    BLOCKS,
    AnswerBlock,
    Block,
    ChartBlock,
    FigureBlock,
    PictureBlock,
    QuoteBlock,
    TableBlock,
    Text,
    TextBlock,
)
from .working_drafts import FollowedSource, Presence, WorkingDraft

__all__ = [
    "BLOCKS",
    "KIND_MODELS",
    "AnswerBlock",
    "AuthenticatorApp",
    "Block",
    "Briefing",
    "ChartBlock",
    "CheckSetting",
    "CheckTally",
    "Citation",
    "Comment",
    "DrawnMap",
    "DutyOfficer",
    "FigureBlock",
    "FollowedSource",
    "Kind",
    "LargeNumbers",
    "MapPlace",
    "MapRoute",
    "MediaAsset",
    "Mission",
    "NumberMark",
    "Observation",
    "Office",
    "Organisation",
    "Passkey",
    "Person",
    "PictureBlock",
    "PlannedCorrection",
    "Presence",
    "QuoteBlock",
    "RecoveryCode",
    "RecoveryCodes",
    "Release",
    "StaffSession",
    "Statement",
    "Statistic",
    "TableBlock",
    "Text",
    "TextBlock",
    "Topic",
    "User",
    "WorkingDraft",
]
