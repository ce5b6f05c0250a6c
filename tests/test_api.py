"""The public surface: what can be imported, how light that is, and the rules that hold for every parse."""

import subprocess
import sys

import timeline
from timeline import schema


def test_public_names() -> None:
    """Exactly these names are public; adding or dropping one is a decision."""
    assert [
        "Act", "Actor", "ActorKind", "Anchor", "Article", "Chronology", "Claim", "Conflict", "ConflictField",
        "Contradiction", "DateError", "DocumentError", "ErrorRecord", "Event", "EventType", "Evidence",
        "Granularity", "InputError", "LanguageError", "Link", "LinkReason", "Modality", "ModelError", "PackError",
        "Participant", "Pipeline", "Polarity", "Quantity", "Quoted", "Relation", "Role", "SCHEMA_VERSION", "Source",
        "Span", "Stance", "TimeValue", "TimelineError", "TimelineWarning", "Timex", "TimexMod", "TimexType", "Value",
        "__version__", "explain_merge", "load", "merge", "order", "parse", "parse_time",
    ] == sorted(timeline.__all__)  # fmt: skip


def test_public_names_resolve() -> None:
    """Every public name can be imported, and every schema type is public."""
    assert all(getattr(timeline, name) is not None for name in timeline.__all__)
    assert set(schema.__all__) <= set(timeline.__all__)
    assert sorted(timeline.__all__) == dir(timeline)


def test_unknown_name_is_an_attribute_error() -> None:
    """Lazy loading hides no typing mistake."""
    assert not hasattr(timeline, "prase")


def test_import_is_light() -> None:
    """Importing the package loads neither spaCy nor Pydantic nor any other heavy library."""
    heavy = ("spacy", "numpy", "pydantic", "dateparser", "holidays", "babel", "rapidfuzz", "typer", "pandas")
    code = f"import sys, timeline; print([name for name in {heavy} if name in sys.modules])"
    result = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert "[]\n" == result.stdout
