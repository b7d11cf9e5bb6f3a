"""Named fields inside a question: 答案 解析 依据 难度 知识点 …, whatever brackets and colons they come with."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

_NAMES: Final = {
    "answer": "正确答案 参考答案 标准答案 本题答案 试题答案 题目答案 答案选项 正确选项 答案 答 标答 ANSWER Answer answer ANS "
              "Ans ans 本题选 正确选择",
    "explanation": "试题解析 答案解析 题目解析 参考解析 答题解析 解析说明 本题解析 官方解析 详细解析 答案详解 题目详解 解析 "
                   "试题分析 题目分析 答案分析 分析 解答 详解 试题详解 讲解 点评 评析 "
                   "解释 说明 Explanation 答案说明 备注 注释 理由 改正 更正 解题思路 答题要点",
    "basis": "法律依据 法条依据 法规依据 答案依据 命题依据 参考依据 出题依据 试题依据 依据条款 依据法条 制定依据 政策依据 "
             "依据 试题出处 答案出处 "
             "出处 试题来源 来源 法条 条款 参考文献 参考资料 规范依据",
    "difficulty": "难易程度 难易度 难度系数 难度等级 难度级别 试题难度 难度 Difficulty",
    "topic": "知识点 考核知识点 所属知识点 考查点 考核点 考察点 考点 知识要点 标签 专题",
    "chapter": "考题来源 所属章节 章节 篇章 所属章 章 分类 类别 试题分类 题目分类",
    "points": "本题分值 试题分值 题目分值 分值 分数 得分 评分 实际得分 本题得分 满分 我的得分 你的得分 学生得分",
    "kind": "试题类型 题目类型 题目类别 试题题型 题型 类型",
    "options": "备选答案 备选项 选项内容 答案选项列表 选项",
    "stem": "试题内容 题目内容 题干内容 试题题干 题干 题目 试题 问题",
    "number": "题号 序号",
    "id": "试题编号 题目编号 编号 试题编码",
    "discipline": "执法门类 专业 门类 科目 适用专业",
    "other": "作答 你的答案 我的答案 考生答案 学生答案 您的答案 错误答案 出题人 命题人 审核人 答题时间 作答时间 得分点",
}  # fmt: skip
_BY_NAME: Final = {name: field for field, names in _NAMES.items() for name in names.split()}
_LOOSE: Final = (
    "正确答案|参考答案|标准答案|本题答案|试题答案|题目答案|答案|试题解析|答案解析|题目解析|参考解析|答题解析|解析说明|本题解析|官方解析|解析|试题分析|题目分析"
    "|你的答案|我的答案|考生答案|学生答案|您的答案|错误答案"
)
_EDGED: Final = "|".join(sorted(
    (n for n, f in _BY_NAME.items() if f not in {"number", "id", "discipline", "options", "stem"} and n not in {"章",
    "答", "条款", "备注"}),
    key=len, reverse=True))  # fmt: skip
_ALL: Final = "|".join(sorted(_BY_NAME, key=len, reverse=True))
_MARKER: Final = re.compile(
    rf"\\(?P<tex>[Aa]ns(?:wer)?)\s*[:：]?"
    rf"|[【\[〔][ ]*(?P<boxed>{_ALL})[ ]*[:：]?[ ]*[】\]〕][ ]*[:：]?"
    rf"|^[ ]*[★☆◆●\-*#>]*[ ]*(?P<first>{_ALL})[ ]*[\*]*[:：]\**"
    rf"|^[ ]*(?P<bare>正确答案|参考答案|标准答案|答案|解析)(?:[ ]*[是为])?(?=[ ]*$|[ ]+\S"
    rf"|[（(【\[]?[ ]*(?:[A-Z]{{1,8}}|[√×✓✗对错]|正确|错误)[ ]*[）)】\]]?[ ]*(?:$|[。，,.;；]))"
    rf"|(?P<loose>{_LOOSE})[是为]?[ ]*[:：]"
    rf"|(?<=[ 。；;！？!?）)】\]”\"A-Z√×])(?P<edged>{_EDGED})[ ]*[:：]"
    rf"|[（(][ ]*(?P<inside>正确答案|参考答案|答案|解析|依据|法律依据|出处|难度|知识点"
    rf"|分值)[ ]*[:：][ ]*(?P<value>[^（）()\n]*(?:[（(][^（）()\n]*[）)][^（）()\n]*)*)[）)]",
    re.MULTILINE,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class FieldMark:
    """A field's marker at `start`..`end` of a text; `value` is set when its brackets hold the value too."""

    field: str
    start: int
    end: int
    value: str | None = None


def field_of(name: str) -> str | None:
    """What a column or marker of that name holds; None: no name we know."""
    return _BY_NAME.get(name.strip(" :：【】[]（）()*").replace(" ", ""))


def marks(text: str) -> list[FieldMark]:
    """Where fields begin in `text`, in order."""
    out = []
    for match in _MARKER.finditer(text):
        group = match.lastgroup or ""
        if group == "value":
            group = "inside"
        field = "answer" if group == "tex" else _BY_NAME[match[group]]
        out.append(FieldMark(field, match.start(), match.end(), match["value"] if group == "inside" else None))
    return out


_LEVELS: Final = {
    "很易": 1, "非常简单": 1, "极易": 1, "容易": 1, "易": 1, "简单": 1, "低": 1, "初级": 1, "一级": 1, "基础": 1,
    "较易": 2, "较容易": 2, "较简单": 2, "偏易": 2, "二级": 2,
    "中": 3, "中等": 3, "一般": 3, "普通": 3, "适中": 3, "中级": 3, "三级": 3,
    "较难": 4, "偏难": 4, "四级": 4, "中上": 4, "较高": 4,
    "难": 5, "困难": 5, "很难": 5, "极难": 5, "高": 5, "高级": 5, "五级": 5, "非常难": 5,
}  # fmt: skip


def difficulty(text: str) -> int:
    """1 (recalls) to 5 of what a file says: 易, 中等, 4, ★★★, 0.7 (share that is right). 0: not understood."""
    text = text.strip(" 。.；;，,（）()级度")
    if text and set(text) <= set("★☆*"):
        return min(max(text.count("★") + text.count("*"), 0), 5)
    if text in _LEVELS:
        return _LEVELS[text]
    if re.fullmatch(r"[1-5](?:\.0)?", text):
        return int(text[0])
    if re.fullmatch(r"0?\.\d{1,3}", text):
        return min(5, max(1, 5 - int(float(text) * 5)))
    return 0
