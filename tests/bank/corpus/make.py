"""Writes the corpus anew: `python -m tests.bank.corpus.make`."""

from __future__ import annotations

from tests.bank.corpus import (
    make_field,
    make_hard,
    make_keys,
    make_last,
    make_more,
    make_plain,
    make_real,
    make_rough,
    make_silent,
    make_standards,
    make_tables,
    make_wild,
    make_word,
)

if __name__ == "__main__":
    for part in (
        make_plain, make_rough, make_keys, make_word, make_tables, make_standards, make_more, make_last, make_wild, make_hard,
        make_field, make_silent, make_real,
    ):  # fmt: skip
        part.make()
