"""Atheris on the recogniser: `uv run --group fuzz python tests/fuzz/fuzz_recognise.py -max_total_time=180`.

Any text must be read without a crash, in time that grows with its length, and with each line accounted for.
"""

from __future__ import annotations

import sys

_PIECES = (
    "1.", "2、", "（3）", "第4题", "A.", "B、", "(C)", "D ", "答案：", "【答案】", "解析：", "（ ）",
    "（AB）", "（√）", "____", "一、单选题\n", "参考答案\n", "1-5 ABCDA", "1.A 2.B",
    "《公路法》第六条", "题号\t1\t2\n", "答案\tA\tB\n", "案例一：", "\n", "\n\n", " ", "。", "\\ans:AB",
    "题干：", "选项A：", "1/8 单选题\n", "判断题", "简答题", "A\n", "正确", "错误",
)  # fmt: skip


def text_of(data: bytes) -> str:
    """Bytes as pieces of question files and characters in between."""
    out = []
    for byte in data:
        out.append(
            _PIECES[byte % len(_PIECES)] if byte < 160 else chr(0x4E00 + byte * 31 % 2000) if byte < 240 else chr(byte)
        )
    return "".join(out)


def one(data: bytes) -> None:
    """One run: structured text from the bytes, and the bytes as UTF-8."""
    from jltrain.bank.intake.recognise import plain, recognise

    for text in (text_of(data), data.decode("utf-8", "replace")):
        found = recognise(plain(text))
        assert found.unaccounted() == (), text


def main() -> None:
    """Runs until libFuzzer is told to stop."""
    import atheris

    with atheris.instrument_imports(include=["jltrain.bank.intake"]):
        import jltrain.bank.intake.recognise  # noqa: F401  instrumented here, used in one()

    atheris.Setup(sys.argv, one)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
