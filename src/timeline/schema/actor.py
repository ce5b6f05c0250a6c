"""Who: persons, organisations, countries and groups, and the parts they play."""

from enum import StrEnum
from typing import Annotated

from pydantic import Field

from timeline.schema.base import Value
from timeline.schema.text import Span

#: An ISO 3166-1 alpha-3 code; states that are no more keep their old one (SUN, YUG, DDR, CSK).
CountryCode = Annotated[str, Field(pattern=r"^[A-Z]{3}$")]


class ActorKind(StrEnum):
    """What kind of actor: an unnamed set of people is a GROUP."""

    PERSON = "PERSON"
    ORGANISATION = "ORGANISATION"
    COUNTRY = "COUNTRY"
    GROUP = "GROUP"


class Actor(Value):
    """Somebody who acts or is acted upon: one per real-world entity in a document.

    `id` is the same in every document for countries and well-known organisations ("country:IRQ",
    "organisation:nato") and a slug of kind and name for all others ("person:jens-stoltenberg").
    `name` is the fullest that the document gives. `mentions` lists every place that names the actor in
    `Article.actors`; actors inside events and stances leave it empty, since `Participant.mention` says where.

    >>> Actor(id="country:IRQ", name="Irak", kind="COUNTRY", country="IRQ").kind
    <ActorKind.COUNTRY: 'COUNTRY'>
    """

    id: str
    name: str
    kind: ActorKind
    title: str | None = None
    affiliation: str | None = None
    country: CountryCode | None = None
    mentions: tuple[Span, ...] = ()


class Role(StrEnum):
    """The part that an actor plays in an event."""

    AGENT = "AGENT"
    PATIENT = "PATIENT"
    RECIPIENT = "RECIPIENT"
    PARTNER = "PARTNER"


class Participant(Value):
    """An actor in its role; `mention` are the words that put it there (None where nothing in the clause names it).

    >>> nato = Actor(id="organisation:nato", name="Nato", kind="ORGANISATION")
    >>> str(Participant(actor=nato, role="AGENT").role)
    'AGENT'
    """

    actor: Actor
    role: Role
    mention: Span | None = None
