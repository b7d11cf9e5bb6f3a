"""QTI items by chance: `python -m tests.fuzz.fuzz_qti [libFuzzer options]`, with atheris, on Linux."""

from __future__ import annotations

from tests.fuzz.formats import made, owed, reader, run

_PIECES = (
    '<responseDeclaration identifier="R" cardinality="single" baseType="identifier">',
    "</responseDeclaration>",
    "<correctResponse>",
    "</correctResponse>",
    "<value>A</value>",
    "<itemBody>",
    "</itemBody>",
    '<choiceInteraction responseIdentifier="R">',
    "</choiceInteraction>",
    "<prompt>",
    "</prompt>",
    '<simpleChoice identifier="A">',
    "</simpleChoice>",
    '<textEntryInteraction responseIdentifier="R"/>',
    "<p>",
    "</p>",
    '<div class="jltrain-part">',
    "</div>",
    '<modalFeedback identifier="E">',
    "</modalFeedback>",
    "<mapping>",
    "</mapping>",
    '<mapEntry mapKey="a" mappedValue="1"/>',
    '<img src="../a"/>',
    "甲",
    "\n",
    "<math><msup><mi>x</mi>",
    "</msup></math>",
    "<orderInteraction/>",
    '<mapEntry mappedValue="nan"/>',
    "<table><tr><td>",
    "</td></tr></table>",
)


def one_input(data: bytes) -> None:
    """As it is, and as a row of pieces."""
    owed(
        reader("qti"),
        data[1:] if data[:1] == b"\0" else b"<assessmentItem>" + made(data, _PIECES) + b"</assessmentItem>",
    )


def main() -> None:
    run(one_input)


if __name__ == "__main__":
    main()
