"""What kind of post an officer holds, as far as the policy asks more of some: from the words of the roster.

Source: 吉交法规〔2021〕161号 items 7 (领导班子成员每季度学法) and 17 (基层执法站所领导初任培训).
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Final

from jltrain.i18n import N_, _
from jltrain.ledger.identity import tidy_name


class PostKind(StrEnum):
    """The kinds of post that requirements tell apart."""

    OFFICER = "officer"
    STATION_HEAD = "station_head"
    LEADER = "leader"

    @property
    def label(self) -> str:
        """What the screen says."""
        return _(_LABELS[self])


_LABELS: Final = {
    PostKind.OFFICER: N_("执法人员"),
    PostKind.STATION_HEAD: N_("基层站所领导"),
    PostKind.LEADER: N_("领导班子成员"),
}


def post_kind_named(word: str) -> PostKind | None:
    """The kind that a plan file means: by its key, its Chinese name, or the name in the language in use."""
    return next((kind for kind in PostKind if word in (kind.value, _LABELS[kind], kind.label)), None)


PostWords = Mapping[PostKind, tuple[str, ...]]
"""Words by which a post is known; a plan may give its own."""

POST_WORDS: Final[PostWords] = {
    PostKind.STATION_HEAD: (
        "站长", "所长", "中队长", "分队长", "站所负责人", "站负责人", "所负责人", "中队负责人", "中队指导员", "教导员",
    ),
    PostKind.LEADER: (
        "总队长", "支队长", "大队长", "局长", "主任", "书记", "政委", "班子成员", "党委委员", "党组成员", "总工程师",
    ),
}  # fmt: skip
_NOT_LEADERS: Final = ("办公室主任", "科室主任", "主任科员", "车间主任", "党支部书记", "支部书记", "书记员")
"""Words that hold a leader's word and mean no member of the leadership."""


def post_kind(post: str, words: PostWords = POST_WORDS) -> PostKind:
    """The kind of a post as the roster words it: "副大队长" is a leader's, "三中队中队长" a station head's.

    A word counts at any place in the text. A leader who also heads a station is a leader. Blank: OFFICER.
    """
    text = tidy_name(post)
    for other in _NOT_LEADERS:
        if other not in words.get(PostKind.LEADER, ()):
            text = text.replace(other, "")
    for kind in (PostKind.LEADER, PostKind.STATION_HEAD):
        if any(word in text for word in words.get(kind, ())):
            return kind
    return PostKind.OFFICER
