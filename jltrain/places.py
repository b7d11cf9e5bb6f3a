"""The user's one data folder and what lies where in it."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from jltrain.errors import Trouble, reason_of
from jltrain.i18n import N_


class FolderNotWritable(Trouble):
    template = N_("文件夹“{folder}”不能写入（{reason}），请换一个有写权限的位置，或设置环境变量 JLTRAIN_HOME 后重试。")


@dataclass(frozen=True, slots=True)
class Places:
    """`home` and the files and folders in it. Nothing is made until `prepare`."""

    home: Path

    @property
    def database(self) -> Path:
        return self.home / "jltrain.db"

    @property
    def settings(self) -> Path:
        return self.home / "settings.json"

    @property
    def keys(self) -> Path:
        return self.home / "keys"

    @property
    def sheets(self) -> Path:
        return self.home / "sheets"

    @property
    def packets(self) -> Path:
        return self.home / "packets"

    @property
    def logs(self) -> Path:
        return self.home / "logs"

    @property
    def backups(self) -> Path:
        return self.home / "backups"

    def prepare(self) -> None:
        """Make the folders and prove that the home can be written. Raises FolderNotWritable."""
        try:
            for folder in (self.home, self.keys, self.sheets, self.packets, self.logs, self.backups):
                folder.mkdir(parents=True, exist_ok=True)
            probe = self.home / f".write-test-{os.getpid()}"
            try:
                probe.write_bytes(b"jltrain")
            finally:
                probe.unlink(missing_ok=True)  # a full disk leaves an empty file behind
        except OSError as error:
            raise FolderNotWritable(folder=self.home, reason=reason_of(error)) from error


def user_places() -> Places:
    """`JLTRAIN_HOME` if set (a USB stick, a test), else the platform's data folder."""
    home = os.environ.get("JLTRAIN_HOME")
    if home:
        return Places(Path(home).expanduser().resolve())
    import platformdirs  # 20 ms of the window's start, for who has no JLTRAIN_HOME

    return Places(Path(platformdirs.user_data_dir("jltrain", appauthor=False)))
