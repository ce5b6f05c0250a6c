"""From a spaCy Doc to an Article: one file a stage, each a function over a Doc and a language pack."""
