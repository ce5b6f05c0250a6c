"""Schema of `stances.toml`: verbs and adjectives of saying, thinking and judging."""

from functools import cached_property

from pydantic import Field

from timeline.schema import Act, Polarity, Value


class Attitude(Value):
    """Words that do the same: say, demand, fear, praise.

    `verbs` are lemmas, or a lemma and the words that it needs beside it ("stå bag"); `nouns` are what such an act is
    called, `adjectives` what its holder is. `act` and `polarity` are what the word alone tells; where one is None, the
    content tells. `speech` words may report a quotation or a clause, `shown` ones show a stance by being done, with no
    content told. `targets` are the prepositions before what the stance is about; the direct object is it otherwise.
    `denied_act` and `denied_polarity` are what the negated word tells ("does not support").
    `named` words give their object a name or quality ("calls the plan hopeless").
    `experiencer` words have the holder as their object ("it annoys her").
    """

    name: str
    act: Act | None = None
    polarity: Polarity | None = None
    verbs: tuple[str, ...] = ()
    nouns: tuple[str, ...] = ()
    adjectives: tuple[str, ...] = ()
    targets: tuple[str, ...] = ()
    speech: bool = False
    shown: bool = False
    experiencer: bool = False
    named: bool = False
    denied_act: Act | None = None
    denied_polarity: Polarity | None = None


class Signal(Value):
    """Words in somebody's content that tell act or polarity, each with its weight in the scoring.

    `words` are base forms, found in every inflection; `nouns` are found as the last part of a compound, too; `verbs`
    are lemmas, found as verbs alone. `phrases` are words in a row; "..." among them stands for up to six words.
    """

    name: str
    act: Act | None = None
    polarity: Polarity | None = None
    words: tuple[str, ...] = ()
    nouns: tuple[str, ...] = ()
    verbs: tuple[str, ...] = ()
    phrases: tuple[tuple[str, ...], ...] = ()
    weight: float = Field(default=1.0, gt=0)


class StanceLexicon(Value):
    """The words by which a language tells who says, supports, opposes or demands.

    `according` opens a source ("according to"), `sources` are prepositions before whom words come from, `about` those
    before what is told about. `lights` are verbs that lean on a noun of attitude. `anaphors` stand for what was said
    before, `likening` stands before what an object is called, `breaks` end what is said where they
    follow a comma, `contrasts` turn from what is granted to what is meant, `unwilled` are modals of duty and
    possibility, under which an act shows nothing yet. To demand `departures` of something is to be against it
    ("that NN step down", "end the support"); entries are as in `Attitude.verbs`, and `leaving` verbs are departures
    only where they end their clause. `relieving` words put an end to what follows ("solves the problem").
    `inflections` are endings to strip from a judging word, `excess` stands before what is more than good ("too
    slow") save `excess_excepted`.
    """

    attitudes: tuple[Attitude, ...] = ()
    signals: tuple[Signal, ...] = ()
    according: tuple[str, ...] = ()
    lights: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    anaphors: tuple[str, ...] = ()
    about: tuple[str, ...] = ()
    likening: tuple[str, ...] = ()
    breaks: tuple[str, ...] = ()
    contrasts: tuple[str, ...] = ()
    unwilled: tuple[str, ...] = ()
    departures: tuple[str, ...] = ()
    leaving: tuple[str, ...] = ()
    relieving: tuple[str, ...] = ()
    inflections: tuple[str, ...] = ()
    excess: tuple[str, ...] = ()
    excess_excepted: tuple[str, ...] = ()

    @cached_property
    def verbs(self) -> dict[str, tuple[tuple[tuple[str, ...], Attitude], ...]]:
        """For each verb lemma the further words that an entry needs and its attitude, the most demanding first."""
        table: dict[str, list[tuple[tuple[str, ...], Attitude]]] = {}
        for attitude in self.attitudes:
            for entry in attitude.verbs:
                lemma, *words = entry.split()
                table.setdefault(lemma, []).append((tuple(words), attitude))
        return {lemma: tuple(sorted(found, key=lambda item: -len(item[0]))) for lemma, found in table.items()}

    @cached_property
    def departing(self) -> dict[str, tuple[tuple[str, ...], ...]]:
        """For each lemma of `departures` the further words of its entries."""
        table: dict[str, list[tuple[str, ...]]] = {}
        for entry in self.departures:
            lemma, *words = entry.split()
            table.setdefault(lemma, []).append(tuple(words))
        return {lemma: tuple(found) for lemma, found in table.items()}

    @cached_property
    def signal_words(self) -> dict[str, Signal]:
        """Each single signal word with its signal; the first signal that lists a word has it."""
        return {word: signal for signal in reversed(self.signals) for word in (*signal.words, *signal.nouns)}

    @cached_property
    def signal_nouns(self) -> dict[str, Signal]:
        """Each signal noun that may be the last part of a compound, with its signal."""
        return {word: signal for signal in reversed(self.signals) for word in signal.nouns}

    @cached_property
    def signal_verbs(self) -> dict[str, Signal]:
        """Each lemma of a signal verb with its signal."""
        return {word: signal for signal in reversed(self.signals) for word in signal.verbs}

    @cached_property
    def signal_phrases(self) -> dict[str, tuple[tuple[Signal, tuple[str, ...]], ...]]:
        """The signals of several words, by their first word."""
        table: dict[str, list[tuple[Signal, tuple[str, ...]]]] = {}
        for signal in self.signals:
            for phrase in signal.phrases:
                table.setdefault(phrase[0], []).append((signal, phrase))
        return {first: tuple(found) for first, found in table.items()}

    @cached_property
    def nouns(self) -> dict[str, Attitude]:
        """Each noun of an attitude; the first that lists it has it."""
        return {noun: attitude for attitude in reversed(self.attitudes) for noun in attitude.nouns}

    @cached_property
    def adjectives(self) -> dict[str, Attitude]:
        """Each adjective that tells its holder's attitude; the first that lists it has it."""
        return {word: attitude for attitude in reversed(self.attitudes) for word in attitude.adjectives}
