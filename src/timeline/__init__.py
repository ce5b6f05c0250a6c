"""News articles in, chronologies out: typed events with uncertain dates, actors, stances and exact provenance.

    article = timeline.parse(text, published="2020-02", language="da", source="ritzau-1")
    chronology = timeline.order(timeline.merge(article.events))

Importing this module loads neither spaCy nor Pydantic nor a model; the first use of a name loads what it needs.
"""

from typing import TYPE_CHECKING, Any

from timeline.errors import (
    DateError,
    DocumentError,
    InputError,
    LanguageError,
    ModelError,
    PackError,
    TimelineError,
    TimelineWarning,
)

if TYPE_CHECKING:
    from timeline.chronology.chronology import Chronology
    from timeline.chronology.merge import explain_merge, merge
    from timeline.chronology.order import order
    from timeline.pipeline import Pipeline, load, parse, parse_time
    from timeline.schema import (
        SCHEMA_VERSION,
        Act,
        Actor,
        ActorKind,
        Anchor,
        Article,
        Claim,
        Conflict,
        ConflictField,
        Contradiction,
        ErrorRecord,
        Event,
        EventType,
        Evidence,
        Granularity,
        Link,
        LinkReason,
        Modality,
        Participant,
        Polarity,
        Quantity,
        Quoted,
        Relation,
        Role,
        Source,
        Span,
        Stance,
        TimeValue,
        Timex,
        TimexMod,
        TimexType,
        Value,
    )

__version__ = "0.1.0"

#: Where the public names live that are imported on first use; all others are the schema's.
_LAZY = {
    "Chronology": "timeline.chronology.chronology",
    "Pipeline": "timeline.pipeline",
    "explain_merge": "timeline.chronology.merge",
    "load": "timeline.pipeline",
    "merge": "timeline.chronology.merge",
    "order": "timeline.chronology.order",
    "parse": "timeline.pipeline",
    "parse_time": "timeline.pipeline",
}

__all__ = [
    "SCHEMA_VERSION",
    "Act",
    "Actor",
    "ActorKind",
    "Anchor",
    "Article",
    "Chronology",
    "Claim",
    "Conflict",
    "ConflictField",
    "Contradiction",
    "DateError",
    "DocumentError",
    "ErrorRecord",
    "Event",
    "EventType",
    "Evidence",
    "Granularity",
    "InputError",
    "LanguageError",
    "Link",
    "LinkReason",
    "Modality",
    "ModelError",
    "PackError",
    "Participant",
    "Pipeline",
    "Polarity",
    "Quantity",
    "Quoted",
    "Relation",
    "Role",
    "Source",
    "Span",
    "Stance",
    "TimeValue",
    "TimelineError",
    "TimelineWarning",
    "Timex",
    "TimexMod",
    "TimexType",
    "Value",
    "__version__",
    "explain_merge",
    "load",
    "merge",
    "order",
    "parse",
    "parse_time",
]


def __getattr__(name: str) -> Any:
    if name in __all__:
        from importlib import import_module

        value = getattr(import_module(_LAZY.get(name, "timeline.schema")), name)
        globals()[name] = value
        return value
    raise AttributeError(f"module 'timeline' has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted(__all__)
