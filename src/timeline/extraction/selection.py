"""Which happenings belong on a timeline: states, talk, framing verbs and bare nouns are left out."""

from spacy.tokens import Token

from timeline.extraction.arguments import subjects
from timeline.extraction.candidates import Kind
from timeline.extraction.clauses import has
from timeline.extraction.happenings import Happening, Told
from timeline.extraction.modality import GOVERNED
from timeline.extraction.reading import Reading
from timeline.schema import EventType, Modality, Role
from timeline.schema.event import CALLED_OFF, DISPUTED

#: Types whose nouns name a happening even without a date, a doer or a verb beside them.
_STRONG = {
    EventType.ASSAULT,
    EventType.ACCIDENT,
    EventType.DISASTER,
    EventType.CRIME,
    EventType.DEATH,
    EventType.ELECTION,
    EventType.PROTEST,
    EventType.TRIAL,
}

#: What a speaker's own present tells no event of: wishes, abilities, denials in general.
_TALK = (Modality.ACTUAL, Modality.POSSIBLE, Modality.DENIED)


def belongs(happening: Happening, reading: Reading) -> bool:
    """Whether a happening belongs on a timeline."""
    return any(_worthy(mention, reading) for mention in happening.mentions)


def _worthy(mention: Told, reading: Reading) -> bool:
    candidate, concept = mention.candidate, mention.candidate.concept
    dated = mention.dated.explicit
    token = reading.tokens[candidate.token]
    if candidate.kind is Kind.NOUN:
        return _eventive(mention, reading)
    clause = reading.clause(candidate.token)
    if concept is not None and concept.reporting:
        return (dated and not _frames(token, mention, reading)) or _testifies(mention, reading)
    if clause.finite is None and not clause.infinitive and not mention.parts and not dated:
        return False  # "interrupted by pauses": a participle that nobody and no date goes with
    if concept is not None and concept.weak and not mention.parts and not dated:
        return False
    if concept is not None and concept.vague:
        told = dated or (bool(mention.parts) and not reading.quoted[token.i] and _moves(token, reading))
        if clause.direction != "past" or not told:
            return False
    if any(subject.lower_ in reading.grammar.generic for subject in subjects(token, reading)):
        return False
    past = clause.direction == "past"
    if concept is not None and concept.content is Modality.DENIED and clause.negation is not None and not dated:
        kept = past and concept.type is EventType.RETREAT  # "has not dropped the charge" tells a fact
        if not kept:
            return False  # "does not rule out": nothing is rejected
    if clause.infinitive and _describes_noun(token, reading):
        return False
    if reading.quoted[candidate.token] and not past and not dated and mention.verdict.modality in _TALK:
        return False
    if not dated and _frames_quotation(token, reading):
        return False
    if candidate.known:
        return True
    if reading.quoted[candidate.token]:
        return dated
    if mention.verdict.modality not in (Modality.ACTUAL, Modality.DENIED, Modality.PLANNED, Modality.DEMANDED):
        return dated
    if token.dep_ == "xcomp" or (not mention.parts and not dated and has(token, "VerbForm", "Part")):
        return False  # "felt encouraged", "is involved": states
    return dated or past or (mention.verdict.modality is not Modality.ACTUAL and bool(mention.parts))


def _moves(token: Token, reading: Reading) -> bool:
    """Whether a main clause's verb has a particle or a phrase with a preposition: "went into the case"."""
    return token.dep_ in ("ROOT", "conj") and any(
        child.dep_ in ("obl", "compound:prt", "advmod:lmod") and child.i > token.i and child.i not in reading.timed
        for child in reading.children[token.i]
    )


def _frames(token: Token, mention: Told, reading: Reading) -> bool:
    """Whether a verb of saying closes what is said, so that a date before it is not its own."""
    if token.i == 0 or reading.tokens[token.i - 1].text != "," or mention.dated.timex is None:
        return False
    span = reading.spans[mention.dated.timex]
    return bool(span) and span[-1] < token.i


def _testifies(mention: Told, reading: Reading) -> bool:
    """Whether somebody tells somebody of something in the past tense, outside any quotation."""
    token = reading.tokens[mention.candidate.token]
    clause = reading.clause(token.i)
    if reading.quoted[token.i] or clause.tense != "past" or clause.modals or _frames_quotation(token, reading):
        return False
    told = {part.role for part in mention.parts}
    return Role.AGENT in told and Role.RECIPIENT in told


def _frames_quotation(token: Token, reading: Reading) -> bool:
    """Whether a verb only frames a quotation: right after it, with its subject behind."""
    before, after = token.i - 1, token.i + 1
    if before < 1 or after >= len(reading.tokens) or not reading.tokens[before].is_punct:
        return False
    spoken = reading.quoted[before - 1] or reading.quoted[before]
    inverted = any(subject.i > token.i for subject in subjects(token, reading))
    return spoken and inverted


def _describes_noun(token: Token, reading: Reading) -> bool:
    """Whether an infinitive only describes a noun or adjective ("a home to go to", "time to ask")."""
    head = token.head
    if head.i == token.i or head.pos_ not in ("NOUN", "ADJ", "PRON", "ADV"):
        return False
    nominal = reading.noun(head.i)
    return nominal is None or nominal.concept.content is None


def _eventive(mention: Told, reading: Reading) -> bool:
    candidate = mention.candidate
    token = reading.tokens[candidate.token]
    if mention.dated.explicit or candidate.parts or candidate.token in reading.tallies:
        return True
    definite = has(token, "Definite", "Def")
    if any(child.dep_ == "cop" for child in reading.children[token.i]) and not definite:
        return False  # "it is a threat" describes
    if mention.verdict.rule in (GOVERNED, CALLED_OFF, DISPUTED):
        return True
    if candidate.result:
        return False
    if mention.verdict.rule.startswith("governed"):
        return True
    strong = candidate.type in _STRONG
    if mention.parts:
        return strong or not reading.quoted[candidate.token]
    if not strong:
        return False
    return definite or any(child.dep_ in ("det", "amod", "nummod") for child in reading.children[token.i])
