"""Formulas: what screens show, what travels as MathML, and money that is none."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jltrain.bank.formula import pieces, plain, to_html, to_mathml
from jltrain.bank.mathml import from_mathml
from jltrain.foreign.xml import parsed


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("面积$x^2$平方米", "面积x²平方米"),
        (r"$\frac{1}{2}$", "½"),
        (r"$\frac{a+b}{c}$", "(a+b)/c"),
        (r"$\sqrt{2}$和$\sqrt[3]{x+1}$", "√2和∛(x+1)"),
        (r"$\alpha \le \beta_{12}$", "α≤β₁₂"),
        (r"$10^{-3}\,\text{m}$", "10⁻³m"),
        (r"$v=\dfrac{s}{t}$", "v=s/t"),
        (r"$\left(x\right)^{ab}$", "(x)^(ab)"),
        (r"$a_1^2$", "a₁²"),
        ("从$5涨到$6", "从$5涨到$6"),
        ("罚款$100", "罚款$100"),
        ("$ 5 $", "$ 5 $"),
        ("$$", "$$"),
        ("没有公式", "没有公式"),
        (r"$\unknown$", r"\unknown"),
    ],
)
def test_plain(text: str, shown: str) -> None:
    assert plain(text) == shown


def test_html_is_escaped_outside_and_inside() -> None:
    assert to_html("<b>$x^2<y$") == "&lt;b&gt;<i>x</i><sup>2</sup>&lt;<i>y</i>"


@pytest.mark.parametrize("latex", [r"x^2+\frac{1}{2}", r"\sqrt[3]{x+1}", r"\overline{AB}", "a<b&c", r"\text{速度}_1"])
def test_mathml_there_and_back(latex: str) -> None:
    xml = to_mathml(latex)
    assert from_mathml(parsed(xml.encode(), "")) == latex
    bare = parsed(re.sub(r"<annotation.*?</annotation>", "", xml).encode(), "")
    assert plain(f"${from_mathml(bare)}$") == plain(f"${latex}$"), "the same without our note in it"


@pytest.mark.parametrize(
    ("mathml", "latex"),
    [
        ("<msup><mi>x</mi><mn>2</mn></msup>", "x^{2}"),
        ("<mfrac><mn>1</mn><mrow><mi>a</mi><mo>+</mo><mi>b</mi></mrow></mfrac>", r"\frac{1}{a+b}"),
        ("<msqrt><mn>2</mn></msqrt>", r"\sqrt{2}"),
        ("<mi>α</mi><mo>≤</mo><mn>5</mn>", r"\alpha \le 5"),
        ("<msubsup><mi>x</mi><mn>1</mn><mn>2</mn></msubsup>", "x_{1}^{2}"),
        ("<mfenced><mi>x</mi><mi>y</mi></mfenced>", "(x,y)"),
    ],
)
def test_mathml_of_others(mathml: str, latex: str) -> None:
    assert from_mathml(parsed(f"<math>{mathml}</math>".encode(), "")) == latex


@settings(max_examples=200, deadline=None)
@given(st.text(alphabet="$\\{}^_ab1/ \n中frac[]'", max_size=60))
def test_nothing_crashes_and_words_stay(text: str) -> None:
    found = pieces(text)
    assert "".join(f"${piece}$" if formula else piece for formula, piece in found) == text
    plain(text)
    to_html(text)
    for formula, piece in found:
        if formula:
            assert from_mathml(parsed(to_mathml(piece).encode(), "")) == piece.strip()


def test_depth_is_bounded() -> None:
    plain("$" + "{" * 400 + "x" + "}" * 400 + "$")
    plain("$" + r"\frac" * 190 + "$")
