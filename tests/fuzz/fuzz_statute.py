"""Law texts by chance: `python -m tests.fuzz.fuzz_statute [libFuzzer options]`, with atheris, on Linux."""

from __future__ import annotations

import sys

from jltrain.errors import JltrainError
from jltrain.foreign.text import decoded
from jltrain.statutes.difference import differences
from jltrain.statutes.parse import parse
from jltrain.statutes.statute import paragraphs_of, span


def one_input(data: bytes) -> None:
    """Read it as a statute and compare it with itself; a refusal in words is an answer, anything else is not."""
    try:
        one = parse(decoded(data, "a.txt").text.split("\n"), "某法_20200101")
    except JltrainError as error:
        assert error.sentence()
        return
    keys = [tuple(map(int, a.key.split("-"))) for a in one.articles]
    assert keys == sorted(set(keys))
    for article in one.articles:
        assert article.text and paragraphs_of(article.text)
        span(article.text, 1, 1)
    assert all(c.change == "unchanged" for c in differences(one.articles, one.articles))


def main() -> None:
    import atheris

    atheris.instrument_all()
    atheris.Setup(sys.argv, one_input)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
