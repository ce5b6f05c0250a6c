"""What things are: frozen Pydantic values, with no I/O, no spaCy and no language in them."""

from timeline.schema.actor import Actor, ActorKind, Participant, Role
from timeline.schema.article import Article, ErrorRecord
from timeline.schema.base import SCHEMA_VERSION, Value
from timeline.schema.chronology import Contradiction, Link, LinkReason, Relation
from timeline.schema.event import (
    Claim,
    Conflict,
    ConflictField,
    Event,
    EventType,
    Evidence,
    Modality,
    Quantity,
    Source,
)
from timeline.schema.stance import Act, Polarity, Quoted, Stance
from timeline.schema.text import Span
from timeline.schema.time import Anchor, Granularity, TimeValue, Timex, TimexMod, TimexType

__all__ = [
    "SCHEMA_VERSION",
    "Act",
    "Actor",
    "ActorKind",
    "Anchor",
    "Article",
    "Claim",
    "Conflict",
    "ConflictField",
    "Contradiction",
    "ErrorRecord",
    "Event",
    "EventType",
    "Evidence",
    "Granularity",
    "Link",
    "LinkReason",
    "Modality",
    "Participant",
    "Polarity",
    "Quantity",
    "Quoted",
    "Relation",
    "Role",
    "Source",
    "Span",
    "Stance",
    "TimeValue",
    "Timex",
    "TimexMod",
    "TimexType",
    "Value",
]
