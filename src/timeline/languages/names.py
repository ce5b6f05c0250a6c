"""Schema of `names.toml`: names that a language's news takes for granted, and shapes of names that are sure."""

from typing import Any, Literal

from pydantic import model_validator

from timeline.schema import Value

Label = Literal["PER", "ORG", "LOC"]


class NameList(Value):
    """Names of one kind. `certain` says that even one word of it alone is always such a name ("Højesteret")."""

    label: Label = "ORG"
    certain: bool = False
    names: tuple[str, ...]


class Shapes(Value):
    """Names by their shape: the words that open or close one.

    `opens` are words before one or more capitalised words ("Region Fyn"), which a preposition of `inside` may part from
    its place ("Retten i Ribe"); `closes` are words behind them ("Vejle Kommune"), `tails` endings of one word with a
    capital inside a sentence ("Fiskeristyrelsen"), `elliptic` endings of the word that ends a coordination whose first
    parts end in hyphens ("Klima- og Energiministeriet"), with the words that join it in `joins`. All are ORG.
    `places` are words that close the name of a place ("Kolding Fjord"), `streets` endings of one word that is a street.
    `events` are words that close the name of a tournament or race, which is no name of these kinds ("Davis Cup").
    Behind a preposition of `toward` a listed place is a place; behind one of `within` no name is a person's.
    `genitive` are the endings of a genitive.
    """

    opens: tuple[str, ...] = ()
    inside: tuple[str, ...] = ()
    closes: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    tails: tuple[str, ...] = ()
    events: tuple[str, ...] = ()
    streets: tuple[str, ...] = ()
    elliptic: tuple[str, ...] = ()
    joins: tuple[str, ...] = ()
    toward: tuple[str, ...] = ()
    within: tuple[str, ...] = ()
    genitive: tuple[str, ...] = ()


class NameLexicon(Value):
    """The shapes, the letters of parties, and the lists of names by kind."""

    ruler: Shapes = Shapes()
    letters: tuple[str, ...] = ()
    lists: tuple[tuple[str, NameList], ...] = ()

    @model_validator(mode="before")
    @classmethod
    def _gather(cls, data: Any) -> Any:
        """Each table of the file but the shapes is a list of its own."""
        if not isinstance(data, dict) or "lists" in data:
            return data
        tables = {name: dict(table) for name, table in data.items() if name != "ruler"}
        letters = [letter for table in tables.values() for letter in table.pop("letters", ())]
        return {"ruler": data.get("ruler", {}), "letters": letters, "lists": tuple(tables.items())}
