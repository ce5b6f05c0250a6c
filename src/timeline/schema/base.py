"""The base of every value: frozen, closed, and equal by content."""

from typing import Any, Literal, Self

from pydantic import BaseModel, ConfigDict

#: Version of the JSON that this package writes; it changes when a reader would have to.
SCHEMA_VERSION: Literal["1"] = "1"

#: Each set of field names that some value was made with, held once, and for each class the set of all its names.
_NAMED: dict[frozenset[str], set[str]] = {}
_ALL: dict[type, set[str]] = {}


class Value(BaseModel):
    """A frozen value: no unknown fields, tuples instead of lists, safe to share and to hash."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    def model_post_init(self, _context: Any, /) -> None:
        """Share the set of names of the fields that were given: of a small value it is half the memory."""
        object.__setattr__(self, "__pydantic_fields_set__", _shared(self.__pydantic_fields_set__))

    @classmethod
    def trusted(cls, **fields: Any) -> Self:
        """Return a value whose fields, all of them given, are known to be right: they are not validated.

        For values that are made by the hundred thousand, where checking each costs more than finding it. Fields are
        given in the order in which the class declares them, which is their order in JSON.

        >>> from timeline.schema import Span
        >>> Span.trusted(start=0, end=4, text="Nato") == Span(start=0, end=4, text="Nato")
        True
        """
        made = cls.__new__(cls)
        object.__setattr__(made, "__dict__", fields)
        names = _ALL.get(cls)
        if names is None:
            names = _ALL[cls] = _shared(set(fields))
        object.__setattr__(made, "__pydantic_fields_set__", names)
        object.__setattr__(made, "__pydantic_extra__", None)
        object.__setattr__(made, "__pydantic_private__", None)
        return made

    def replace(self, **changes: Any) -> Self:
        """Return a copy with some fields changed, validated again.

        >>> from timeline.schema import Span
        >>> Span(start=0, end=4, text="Nato").replace(start=5, end=9)
        Span(start=5, end=9, text='Nato')
        """
        return type(self).model_validate({name: getattr(self, name) for name in type(self).model_fields} | changes)


def _shared(names: set[str]) -> set[str]:
    return _NAMED.setdefault(frozenset(names), names)
