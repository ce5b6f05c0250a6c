"""From events of many articles to one chronology: merge, then order. No spaCy, no language."""
