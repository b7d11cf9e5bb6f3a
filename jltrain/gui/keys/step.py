"""One step of the chain as a dialog: a form, work beside the GUI, faults beside the field, and what to carry where.

The dialog stays open while the work runs and when it fails, so that nothing typed is lost. When it is done the form
gives way to the result: the sentence that says the next step, and where the file lies.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import pairwise
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import Qt, QUrl, Signal
from PySide6.QtGui import QDesktopServices, QShowEvent
from PySide6.QtWidgets import (
    QApplication,
    QDialog,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QProgressBar,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from jltrain.errors import JltrainError
from jltrain.gui.hr.parts import label
from jltrain.gui.keys.field import Field, focusable
from jltrain.gui.keys.file_field import OpenField, SaveField
from jltrain.gui.keys.parts import copyable, tint
from jltrain.gui.page import Shell
from jltrain.gui.shell.frame import px
from jltrain.i18n import _

T = TypeVar("T")

WIDTH = 34
"""Of a dialog, in lines of text."""

_CAPTION = "国" * 6
"""As wide as a caption is at least, so that fields above and below a picture line up."""


class StepDialog(QDialog):
    """`changed`: something on this PC is different now, so the page must read anew."""

    changed = Signal()

    def __init__(self, parent: QWidget, shell: Shell, title: str, act: str, *, danger: bool = False) -> None:
        super().__init__(parent)
        self.shell, self.context = shell, shell.context
        self.setWindowTitle(title)
        self.setModal(True)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.fields: list[Field] = []
        self.working = self.finished_well = False
        self.result_file: Path | None = None
        self.then: QPushButton | None = None
        self._before: QWidget | None = None
        self._content = QWidget()
        self.body = QVBoxLayout(self._content)
        self.body.setContentsMargins(px(4), px(4), px(10), px(4))
        self.body.setSpacing(px(10))
        self._form: QGridLayout | None = None
        self._area = QScrollArea()
        self._area.setWidgetResizable(True)
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area.setWidget(self._content)
        self.fault = copyable("", "badge-bad")
        self.fault.hide()
        self.busy, self.bar = label("", "muted"), QProgressBar()
        self.bar.setRange(0, 0)
        self.bar.setTextVisible(False)
        self.busy.hide()
        self.bar.hide()
        self.go = QPushButton(act)
        self.go.setProperty("role", "danger" if danger else "primary")
        self.go.setDefault(True)
        self.go.clicked.connect(self._press)
        self.cancel = QPushButton(_("取消"))
        self.cancel.setAutoDefault(False)
        self.cancel.clicked.connect(self.reject)
        self._feet = QHBoxLayout()
        self._feet.addStretch(1)
        self._feet.addWidget(self.go)
        self._feet.addWidget(self.cancel)
        column = self._column = QVBoxLayout(self)
        column.setContentsMargins(px(18), px(16), px(18), px(16))
        column.setSpacing(px(10))
        column.addWidget(self._area, 1)
        for part in (self.fault, self.busy, self.bar):
            column.addWidget(part)
        column.addLayout(self._feet)

    # ---- building

    def say(self, text: str, role: str = "") -> QLabel:
        """A sentence above or between the fields."""
        made = copyable(text, role)
        self.body.addWidget(made)
        self._form = None
        return made

    def put(self, widget: QWidget) -> None:
        """Any other part, over the whole width."""
        self.body.addWidget(widget)
        self._form = None

    def field(self, caption: str, editor: QWidget, hint: str = "", codes: Sequence[str] = ()) -> Field:
        """A line of the form."""
        if self._form is None:
            self._form = QGridLayout()
            self._form.setHorizontalSpacing(px(14))
            self._form.setVerticalSpacing(px(4))
            self._form.setColumnStretch(1, 1)
            self._form.setColumnMinimumWidth(0, self.fontMetrics().horizontalAdvance(_CAPTION))
            self.body.addLayout(self._form)
        made, grid = Field(caption, editor, hint, codes), self._form
        row = grid.rowCount()
        made.caption.setMinimumHeight(editor.sizeHint().height() if editor.focusProxy() is None else 0)
        grid.addWidget(made.caption, row, 0, Qt.AlignmentFlag.AlignTop)
        inside = QVBoxLayout()
        inside.setSpacing(px(3))
        inside.setContentsMargins(0, 0, 0, px(5))
        for part in (made.editor, made.hint, made.fault):
            inside.addWidget(part)
        grid.addLayout(inside, row, 1)
        made.caption.setContentsMargins(0, px(7), 0, 0)
        self.fields.append(made)
        edited = getattr(editor, "edited", None) or getattr(editor, "textChanged", None)
        if edited is not None:
            edited.connect(lambda *_a: made.calm())
        return made

    # ---- working

    def missing(self) -> bool:
        """Whether something is not filled in or not right yet; says so beside the field."""
        return False

    def act(self) -> None:
        """The main button: start the work."""
        raise NotImplementedError

    def _press(self) -> None:
        if self.finished_well:
            self.accept()
            return
        self.fault.hide()
        for field in self.fields:
            field.calm()
        if not self.working and not self.missing() and self._may_overwrite():
            self.act()

    def _may_overwrite(self) -> bool:
        for field in self.fields:
            if field.shown and isinstance(field.editor, SaveField) and field.editor.overwrites():
                path = field.editor.path()
                assert path is not None
                if not self.shell.ask(_("已有文件“{file}”，要用新的替换它吗？").format(file=path.name), _("替换")):
                    return False
                field.editor.sure = path
        return True

    def start(self, work: Callable[[], T], done: Callable[[T], None], text: str) -> None:
        """Do `work` off the GUI thread; the form waits, and stays as it is when the work fails."""

        def finished(result: T) -> None:
            self._wait("")
            self.remember_folders()
            done(result)

        self._wait(text)
        self.shell.run(lambda _report: work(), finished, text, failed=self.failed)

    def failed(self, error: Exception) -> None:
        """Show a user's trouble beside the field to blame, or else above the buttons."""
        self._wait("")
        if isinstance(error, JltrainError):
            self.blame(error)
        else:
            self.shell.fail(error)

    def blame(self, error: JltrainError) -> None:
        """Beside the first field that answers for such errors."""
        for field in self.fields:
            if field.shown and error.code in field.codes:
                field.complain(error.sentence())
                if self.isVisible():
                    self.fit()
                self._reveal(field.fault)
                return
        self.fault.setText(error.sentence())
        self.fault.show()
        if self.isVisible():
            self.fit()

    def _reveal(self, widget: QWidget) -> None:
        self.body.activate()
        QApplication.sendPostedEvents()
        self._area.ensureWidgetVisible(widget, px(10), px(10))

    def _wait(self, text: str) -> None:
        """Wait for work described by `text`; "" ends it, and the keyboard is where it was."""
        if text and not self.working:
            self._before = self.focusWidget()
        self.working = bool(text)
        self.busy.setText(text)
        self.busy.setVisible(self.working)
        self.bar.setVisible(self.working)
        self._content.setDisabled(self.working)
        self.go.setDisabled(self.working)
        self.cancel.setDisabled(self.working)
        if not self.working:
            self.ready()
            if self._before is not None and self._before.isEnabled():
                self._before.setFocus(Qt.FocusReason.OtherFocusReason)

    def ready(self) -> None:
        """Enable the main button, or not yet. Called after each work as well."""
        self.go.setEnabled(True)

    def remember_folders(self) -> None:
        """Begin in the same folders the next time."""
        for field in self.fields:
            if field.shown and isinstance(field.editor, SaveField | OpenField):
                field.editor.used()

    def reject(self) -> None:
        if not self.working:
            super().reject()

    # ---- the result

    def finish(
        self, headline: str, sentence: str, file: Path | None = None, *more: QWidget, then: QPushButton | None = None
    ) -> None:
        """Show the result in place of the form. `more` is shown under the sentence; `then` leads on."""
        self.finished_well, self.fields = True, []
        self.fault.hide()
        self._content = QWidget()
        self.body = QVBoxLayout(self._content)
        self.body.setContentsMargins(px(4), px(4), px(10), px(4))
        self.body.setSpacing(px(12))
        self.headline, self.sentence = label(headline, "badge-good"), copyable(sentence)
        self.body.addWidget(self.headline)
        for widget in more:
            self.body.addWidget(widget)
        if sentence:
            self.body.addWidget(self.sentence)
        self.result_file = file
        if file is not None:
            self.body.addWidget(label(_("文件在这里："), "muted"))
            self.body.addWidget(copyable(_breakable(file)))
            self.open_folder = QPushButton(_("打开所在文件夹(&F)"))
            self.open_folder.setToolTip(_("在文件管理器里打开存放文件的文件夹（Alt+F）"))
            self.open_folder.setAutoDefault(False)
            self.open_folder.clicked.connect(self.show_folder)
            self._feet.insertWidget(0, self.open_folder)
        self.body.addStretch(1)
        self.then = then
        if then is not None:
            then.setAutoDefault(False)
            self._feet.insertWidget(self._feet.indexOf(self.go), then)
        self._area.setWidget(self._content)
        self.go.setText(_("完成"))
        tint(self.go, "primary")
        self.go.setEnabled(True)
        self.cancel.hide()
        self.fit()
        self.go.setFocus()
        self.changed.emit()

    def show_folder(self) -> None:
        """Show the file's folder to the desktop."""
        if self.result_file is not None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(self.result_file.parent)))

    # ---- size

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.fit()

    def order_tabs(self) -> None:
        """Tab goes through the form from top to bottom and then to the buttons, whatever was made when."""
        chain = [*focusable(self.body), *focusable(self._feet)]
        for before, after in pairwise(chain):
            QWidget.setTabOrder(before, after)

    def fit(self) -> None:
        """Be as wide as a dialog is, as high as its contents ask, never larger than the screen."""
        line, screen = self.fontMetrics().height(), self.screen().availableGeometry()
        self.body.activate()
        width = min(line * WIDTH, screen.width() * 9 // 10)
        inner = width - 2 * self._column.contentsMargins().left()
        high = (
            self.body.totalHeightForWidth(inner)
            if self.body.hasHeightForWidth()
            else self.body.totalSizeHint().height()
        )
        margins, gap = self._column.contentsMargins(), self._column.spacing()
        feet = margins.top() + margins.bottom() + gap + self.go.sizeHint().height()
        if not self.fault.isHidden():
            feet += gap + self.fault.heightForWidth(inner)
        wanted = min(max(high + feet + px(4), line * 8), screen.height() * 9 // 10)
        self.resize(max(width, self.minimumSizeHint().width()), wanted)
        self.order_tabs()


def _breakable(file: Path) -> str:
    """A path that can be broken at its folders when it is long."""
    return str(file).replace("/", "/\u200b").replace("\\", "\\\u200b")
