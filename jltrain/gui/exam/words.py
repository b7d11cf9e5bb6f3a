"""Times as an exam shows them."""

from __future__ import annotations

from jltrain.i18n import _


def clock_text(milliseconds: int) -> str:
    """Time left, a begun second counting whole: 1:29:59, or 09:59 below an hour."""
    seconds = -(-milliseconds // 1000)
    hours, rest = divmod(seconds, 3600)
    minutes, seconds = divmod(rest, 60)
    return f"{hours}:{minutes:02d}:{seconds:02d}" if hours else f"{minutes:02d}:{seconds:02d}"


def span_text(seconds: int) -> str:
    """A span in words: 1 小时 30 分钟, 4 分 20 秒, 11 秒."""
    hours, rest = divmod(max(0, seconds), 3600)
    minutes, rest = divmod(rest, 60)
    if hours:
        return _("{hours} 小时 {minutes} 分钟").format(hours=hours, minutes=minutes)
    if rest and not minutes:
        return _("{seconds} 秒").format(seconds=rest)
    if rest:
        return _("{minutes} 分 {seconds} 秒").format(minutes=minutes, seconds=rest)
    return _("{minutes} 分钟").format(minutes=minutes)
