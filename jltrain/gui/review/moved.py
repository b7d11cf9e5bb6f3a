"""复核: questions whose article only moved are made to cite it by its new number."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from jltrain.gui.page import Shell
from jltrain.i18n import _
from jltrain.progress import Report


def renumber(shell: Shell, numbers: Sequence[int], note: str, done: Callable[[str], None]) -> None:
    """Do it for these reviews, beside the GUI; `done` gets the sentence that says so."""
    if not numbers:
        return
    context = shell.context

    def work(report: Report) -> int:
        from jltrain.app import renumber

        return renumber.renumber(context, numbers, note, report=report)

    text = _("已改引新条号，完成 {n} 项复核。")
    shell.run(work, lambda n: done(text.format(n=n)), _("改引新条号"))


def offer_all(shell: Shell, law: str, act: Callable[[Sequence[int]], None]) -> None:
    """Find all of a statute ("": of any) whose article moved with its words as they were, ask, and `act` on them."""
    context = shell.context

    def work(_report: Report) -> tuple[int, ...]:
        from jltrain.app import renumber

        return renumber.merely_moved(context, law)

    def offer(numbers: tuple[int, ...]) -> None:
        if not numbers:
            shell.tell(_("没有条号变动而文字未变的试题，请逐项查看。"))
            return
        question = _(
            "有 {n} 项只是条号变了，条文文字未变。把这些试题的依据改成新条号，并完成复核？解析里写到的条号请另行核对。"
        ).format(n=len(numbers))
        if shell.ask(question, _("全部改引")):
            act(numbers)

    shell.run(work, offer, _("查找条号变动的试题"))
