"""Fixtures that the tests share: one loaded pipeline and one real article for the whole run."""

from collections.abc import Callable
from pathlib import Path

import pytest

import timeline
from timeline import Article, Pipeline

SEEDS = Path(__file__).parent.parent / "seeds"


@pytest.fixture(scope="session")
def danish() -> Pipeline:
    """The default Danish pipeline."""
    return timeline.load("da")


@pytest.fixture(scope="session")
def seed_text() -> str:
    """A seed article that states its own publication date."""
    return (SEEDS / "nato-irak-1.txt").read_text(encoding="utf-8")


@pytest.fixture(scope="session")
def article(danish: Pipeline, seed_text: str) -> Article:
    """The parsed seed article."""
    return danish.parse(seed_text, source="nato-irak-1")


@pytest.fixture(scope="session")
def concepts(danish: Pipeline) -> Callable[[str], set[str]]:
    """The concepts that a text tells, whatever its words for them."""

    def told(text: str) -> set[str]:
        events = danish.parse(text, published="2024-05-16").events
        return {source.concept for event in events for source in event.sources}

    return told
