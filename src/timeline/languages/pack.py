"""A language pack: all that `timeline` knows of one language, as frozen data validated against a schema.

A pack is a folder with the same file names in every language; `pack.toml` and the three files for time are required,
the rest may be missing (a pack without `triggers.toml` finds dates but no events). Each file's schema is the model
of the same name beside this module.
"""

from pydantic import Field

from timeline.languages.actors import ActorLexicon
from timeline.languages.grammar import Grammar
from timeline.languages.names import NameLexicon
from timeline.languages.stances import StanceLexicon
from timeline.languages.timexes import Calendar, Numbers, TimexRules
from timeline.languages.triggers import TriggerLexicon
from timeline.languages.zones import ZoneRules
from timeline.schema import Value


class Pack(Value):
    """One language: `code` is BCP 47's, `name` its own name for itself, `model` the folder of the shipped pipeline.

    `generic` marks the stand-in for a language that has no pack: of it only absolute dates are read.
    """

    code: str = Field(pattern=r"^[a-z]{2,3}(-[A-Z]{2})?$")
    name: str
    country: str | None = Field(default=None, pattern=r"^[A-Z]{3}$")
    model: str | None = None
    generic: bool = False
    zones: ZoneRules = ZoneRules()
    calendar: Calendar
    numbers: Numbers
    timexes: TimexRules
    grammar: Grammar | None = None
    triggers: TriggerLexicon | None = None
    actors: ActorLexicon | None = None
    names: NameLexicon | None = None
    stances: StanceLexicon | None = None

    def __hash__(self) -> int:
        """By the code alone: packs key many caches, and hashing every word of one anew took milliseconds an article."""
        return hash(self.code)
