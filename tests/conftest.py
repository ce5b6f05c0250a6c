"""Fixtures that the tests share: one loaded pipeline and one real article for the whole run."""

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
