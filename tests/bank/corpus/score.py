"""How well an import reads the corpus: `python -m tests.bank.corpus.score [part of a file's name …]` prints a table.

A question is right when kind, stem, options, answer, explanation (and pictures, where told) agree, width and white
space aside. `doubtful` in the expectation: false: must be right (a flag on it is counted as needless); true: must be
flagged, its values do not matter; "may": right or flagged. An answer that is wrong and not flagged counts ten times.
"""

from __future__ import annotations

import difflib
import json
import re
import sys
import unicodedata
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from jltrain.bank.intake.found import Findings, FoundQuestion

HERE: Final = Path(__file__).parent
_OURS: Final = {".py", ".json", ".pyc"}
_HOLE: Final = "\u25cb"
Said = dict[str, Any]


def files() -> list[Path]:
    """Every file of the corpus, in order."""
    return sorted(path for path in HERE.iterdir() if path.is_file() and path.suffix not in _OURS)


def expected(path: Path) -> Said:
    """What a careful person says of the file."""
    record: Said = json.loads((HERE / f"{path.stem}.expected.json").read_text(encoding="utf-8"))
    return record


def squeeze(text: str) -> str:
    """Width normalised, no white space, no picture marks, no LaTeX braces; brackets and blanks alike."""
    text = re.sub(r"〔图\d+〕", "", text)
    text = re.sub(r"\s+", "", unicodedata.normalize("NFKC", text)).replace("\u200b", "")
    text = re.sub(r"[${}]", "", text).replace("~", "")
    return re.sub(r"\(_*\)|\[_*\]|_{2,}", _HOLE, text)


def stem_key(text: str, kind: str) -> str:
    """A stem to be compared: an empty bracket after the last stop says nothing, nor does the stop."""
    text = squeeze(text)
    loose = rf"^{_HOLE}|{_HOLE}+[。.]?$" if kind == "judge" else rf"(?<=[。?!.:])(?:{_HOLE})+[。.]?$"
    return re.sub(r"[。.,、;:]+$", "", re.sub(loose, "", text))


def plain_key(text: str) -> str:
    """An option or explanation to be compared."""
    return re.sub(r"[。.,、;]+$", "", squeeze(text))


def _one_of(found: str, wanted: Any) -> bool:
    if wanted is None:
        return True
    return plain_key(found) in {plain_key(text) for text in ([wanted] if isinstance(wanted, str) else wanted)}


def _answer_of(found: FoundQuestion) -> list[str] | bool | None:
    if not found.answer:
        return None
    if found.kind.value == "judge":
        return found.answer == ("Y",)
    return [squeeze(text) for text in found.answer]


def _answer_agrees(found: FoundQuestion, wanted: Said) -> bool:
    answer = wanted.get("answer")
    if isinstance(answer, list):
        answer = [squeeze(text) for text in answer] or None
    return _answer_of(found) == answer


def wrong_fields(found: FoundQuestion, wanted: Said) -> list[str]:
    """What does not agree."""
    kind = wanted["kind"]
    stems = [wanted["stem"]] if isinstance(wanted["stem"], str) else wanted["stem"]
    wrong = [] if found.kind.value == kind else ["kind"]
    if stem_key(found.stem, kind) not in {stem_key(text, kind) for text in stems}:
        wrong.append("stem")
    if [plain_key(o) for o in found.options] != [plain_key(o) for o in wanted.get("options") or []]:
        wrong.append("options")
    if kind != "case" and not _answer_agrees(found, wanted):
        wrong.append("answer")
    if not _one_of(found.explanation, wanted.get("explanation", "")):
        wrong.append("explanation")
    if "pictures" in wanted and len(found.pictures) + sum(len(p.pictures) for p in found.parts) != wanted["pictures"]:
        wrong.append("pictures")
    parts = wanted.get("parts") or []
    if len(parts) != len(found.parts):
        wrong.append("parts")
    for part, said in zip(found.parts, parts, strict=False):
        wrong += [f"part {name}" for name in wrong_fields(part, said)]
    return wrong


def _told(text: str | list[str]) -> str:
    return squeeze(text if isinstance(text, str) else text[0])


def paired(found: tuple[FoundQuestion, ...], wanted: list[Said]) -> Iterator[tuple[FoundQuestion | None, Said | None]]:
    """Each expected question with the found one that is most like it, then the found ones nobody expected."""
    left: dict[int, FoundQuestion] = dict(enumerate(found))
    by_stem: dict[str, list[int]] = {}
    for n, question in left.items():
        by_stem.setdefault(stem_key(question.stem, question.kind.value), []).append(n)
    waiting = []
    for said in wanted:
        same = by_stem.get(stem_key(_told(said["stem"]), said["kind"]), [])
        if same:
            yield left.pop(same.pop(0)), said
        else:
            waiting.append(said)
    for said in waiting:
        stem = _told(said["stem"])
        likeness = [
            (difflib.SequenceMatcher(None, squeeze(q.stem), stem, autojunk=False).ratio(), n) for n, q in left.items()
        ]
        best, at = max(likeness, default=(0.0, -1))
        yield (left.pop(at) if best >= 0.5 else None), said
    for question in left.values():
        yield question, None


@dataclass
class Score:
    """What became of the questions of one file or of all."""

    counts: Counter[str] = field(default_factory=Counter)
    faults: list[str] = field(default_factory=list)
    fields: Counter[str] = field(default_factory=Counter)

    @property
    def total(self) -> int:
        """Expected questions that must be found, and those invented."""
        return sum(self.counts[name] for name in ("right", "flagged", "wrong", "wrong answer", "missing", "invented"))

    @property
    def good(self) -> int:
        """Right, or flagged where a flag is what a careful person would set."""
        return self.counts["right"] + self.counts["flagged"]

    @property
    def share(self) -> float:
        """The judge's figure: a wrong answer that nobody was told of weighs ten times."""
        weighed = self.total + 9 * self.counts["wrong answer"]
        return self.good / weighed if weighed else 1.0

    def note(self, kind: str, text: str = "") -> None:
        """Counts one question."""
        self.counts[kind] += 1
        if text:
            self.faults.append(f"{kind}: {text}")

    def __add__(self, other: Score) -> Score:
        return Score(self.counts + other.counts, self.faults + other.faults, self.fields + other.fields)


def _judge(score: Score, found: FoundQuestion | None, said: Said | None) -> None:
    if said is None:
        assert found is not None
        score.note("needless" if found.doubtful else "invented", f"{found.lines} {found.stem[:40]!r} {found.answer}")
        return
    doubtful = said.get("doubtful", False)
    if found is None:
        if not said.get("optional"):
            score.note("missing", _told(said["stem"])[:50])
        return
    wrong = wrong_fields(found, said)
    score.fields.update(wrong)
    told = f"{_told(said['stem'])[:30]!r}: " + "; ".join(
        f"{name}: {getattr(found, name, '')!r} for {said.get(name)!r}" if " " not in name else name for name in wrong
    )
    if doubtful is True:
        score.note(
            "flagged" if found.doubtful else "wrong answer",
            "" if found.doubtful else f"not flagged: {told} {said.get('why', '')}",
        )
    elif not wrong:
        score.note("right")
        if found.doubtful and doubtful is False:
            score.note("needless", f"{told}{[(d.code.value, d.fact) for d in found.doubts]}")
    elif found.doubtful and doubtful == "may":
        score.note("flagged")
    elif found.doubtful:
        score.note("wrong", "(flagged) " + told)
    else:
        score.note("wrong answer" if "answer" in wrong or "part answer" in wrong else "wrong", told)
    for basis in said.get("basis") or ():
        number = re.search(r"第[^条]+条", basis)
        key = number.group() if number else basis
        given = (*found.basis, *(b for p in found.parts for b in p.basis))
        score.note("basis kept" if any(key in b for b in given) else "basis lost")


def _stems(said: Said) -> list[str]:
    return [said["stem"]] if isinstance(said["stem"], str) else said["stem"]


def _near(stem: str, findings: Findings, found: FoundQuestion) -> bool:
    """Whether the lines beside the question begin it: the first characters of the stem stand in them."""
    lines = findings.source[max(0, found.lines.first - 1) : found.lines.last]
    start = re.split(r"[$\u25cb]", squeeze(stem) if "$" not in stem else stem.partition("$")[0])[0][:5]
    return squeeze(start) in re.sub(r"[*\\]", "", squeeze("".join(lines)))


def judge(findings: Findings, want: Said) -> Score:
    """Compares one file's findings with the expectation, its lines included."""
    score = Score()
    for found, said in paired(findings.questions, want["questions"]):
        _judge(score, found, said)
        if found and said and not said.get("torn") and not any(_near(stem, findings, found) for stem in _stems(said)):
            score.note("lines off", f"{found.lines} do not hold {_told(said['stem'])[:30]!r}")
    for number in findings.unaccounted():
        score.note("unaccounted", f"line {number}: {findings.source[number - 1][:60]!r}")
    spans = sorted((q.lines.first, q.lines.last) for q in findings.questions)
    spans += [] if want.get("shared_lines") else sorted((i.lines.first, i.lines.last) for i in findings.ignored)
    owners = Counter(line for first, last in spans for line in range(first, last + 1))
    if not want.get("shared_lines"):
        for line in [line for line, count in owners.items() if count > 1][:5]:
            score.note("overlap", f"line {line} claimed more than once")
    aside = squeeze(
        "\n".join(line for i in findings.ignored for line in findings.source[i.lines.first - 1 : i.lines.last])
    )
    for snippet in want.get("ignored_has") or ():
        if squeeze(snippet) not in aside:
            score.note("not told ignored", snippet)
    return score


def read(path: Path) -> Findings:
    """As the program would."""
    from jltrain.bank.intake.read import read as read_file
    from jltrain.progress import silent

    return read_file(path, report=silent)


def score(names: tuple[str, ...] = (), *, say: bool = True) -> Score:
    """Reads the files whose names have one of `names` in them (all without any); prints a line for each."""
    total = Score()
    columns = ("right", "flagged", "needless", "wrong", "wrong answer", "missing", "invented", "unaccounted", "overlap", "lines off",
               "not told ignored", "basis lost")  # fmt: skip
    if say:
        print(f"{'file':42}" + "".join(f"{name[:11]:>12}" for name in columns))
    for path in files():
        if names and not any(name in path.name for name in names):
            continue
        try:
            one = judge(read(path), expected(path))
        except Exception as error:
            one = Score()
            one.note("missing", f"{type(error).__name__}: {error}")
            one.counts["missing"] = len(expected(path)["questions"])
        total += one
        if say:
            print(f"{path.name:42}" + "".join(f"{one.counts[name] or '':>12}" for name in columns))
            for fault in one.faults:
                print("      ", fault[:400])
    if say:
        print(f"{'all':42}" + "".join(f"{total.counts[name]:>12}" for name in columns))
        print(
            f"{total.good} of {total.total} right or rightly flagged; weighed {total.share:.2%}; fields wrong: {dict(total.fields)}"
        )
    return total


if __name__ == "__main__":
    score(tuple(sys.argv[1:]))
