"""Files for the trainer's walk: forty questions in a dozen shapes, as they come from years of copying together."""

from __future__ import annotations

from pathlib import Path

SINGLE = (
    ("检测站的检测报告保存期限是多少年", ("一年", "二年", "三年", "五年"), 2),
    ("称重设备每隔多久检定一次", ("三个月", "半年", "一年", "两年"), 2),
    ("检测站变更地址，应当提前几日报告", ("五日", "十日", "十五日", "三十日"), 1),
    ("检测人员每年参加培训不少于多少学时", ("八", "十六", "二十四", "四十"), 1),
    ("对检测结果有异议的，可以在几日内申请复检", ("三日", "五日", "七日", "十日"), 3),
    ("检测收费标准由谁公布", ("检测站", "价格主管部门", "行业协会", "委托人"), 1),
    ("检测站停业，应当向谁备案", ("委托人", "县级主管部门", "行业协会", "公安机关"), 1),
    ("轴载称量的允许误差是多少", ("百分之一", "百分之二", "百分之三", "百分之五"), 3),
    ("检测站的视频资料至少保存多久", ("七日", "三十日", "六十日", "九十日"), 3),
    ("检测报告由谁签字", ("委托人", "授权签字人", "收费员", "司机"), 1),
    ("一份检测报告最多可以有几处更正", ("一处", "两处", "三处", "不得更正"), 3),
    ("检测站的负责人应当有几年以上从业经历", ("一年", "两年", "三年", "五年"), 2),
)
MULTIPLE = (
    ("检测站不得有下列哪些行为", ("出具虚假报告", "按期检定设备", "转让检测资格", "拒绝监督检查"), "ACD"),
    ("检测报告应当载明哪些内容", ("委托人", "检测结论", "司机的家庭住址", "签字人"), "ABD"),
    ("哪些设备应当检定", ("称重设备", "测速设备", "办公桌", "外廓尺寸测量仪"), "ABD"),
    ("哪些情形应当停止检测", ("设备故障", "停电", "正常下雨", "检定过期"), "ABD"),
    ("监督检查时可以采取哪些措施", ("查阅记录", "询问人员", "扣留身份证", "现场复测"), "ABD"),
    ("检测人员应当做到哪些", ("持证上岗", "如实记录", "收受礼品", "保守秘密"), "ABD"),
)
JUDGE = (
    ("检测站可以跨区域设立分站而不报告", False),
    ("检测设备检定过期的，不得使用", True),
    ("检测报告可以用铅笔填写", False),
    ("委托人有权查阅自己的检测记录", True),
    ("检测站可以代收罚款", False),
    ("检测结论应当明确", True),
    ("停电时可以凭经验出具报告", False),
    ("检测站应当公示收费标准", True),
    ("检测人员可以同时受聘于两个检测站", False),
    ("复检费用由责任方承担", True),
)
BLANK = (
    ("检测站应当在醒目位置公示（ 收费标准 ）和（ 投诉电话 ）。", ""),
    ("称重设备的检定周期是______。", "一年"),
    ("检测报告一式（ 三 ）份。", ""),
    ("检测记录应当（    ）、完整。", "真实"),
    ("检测站停业应当提前____日公告。", "三十"),
    ("检测结论分为合格和______两种。", "不合格"),
)
LETTERS = "ABCD"
_FULL = str.maketrans("0123456789ABCD", "０１２３４５６７８９ＡＢＣＤ")


def messy(file: Path) -> Path:
    """Numbers, options, answers and headings in a different way every few questions; GB18030."""
    lines = ["公路检测站题库（2021—2024年汇总）", "", "一、单项选择题（每题1分，共12分）"]
    for n, (stem, options, right) in enumerate(SINGLE, 1):
        lines += _single(n, stem, options, LETTERS[right])
    lines += ["第 1 页 共 3 页", "二、多选题"]
    for n, (stem, options, letters) in enumerate(MULTIPLE, 1):
        lines += _multiple(n, stem, options, letters)
    lines += ["本部分由张三整理，联系电话略。", "三、判断题（对的打√，错的打×）"]
    for n, (stem, true) in enumerate(JUDGE, 1):
        lines += _judge(n, stem, true)
    lines += ["第 2 页 共 3 页", "四、填空题"]
    for n, (stem, answer) in enumerate(BLANK, 1):
        lines += [f"{n}．{stem}", *([f"答案：{answer}"] if answer else [])]
    lines += [
        "五、简答题",
        "1．简述检测站的设立条件。",
        "六、案例分析题",
        "【案情】2024年3月，某检测站的称重设备检定过期两个月，仍为12辆货车出具了合格报告，被主管部门查获。",
        "（1）检测站的做法是否合法？（单选）",
        "A．合法　B．不合法",
        "答案：B",
        "（2）检定过期的设备应当停止使用。（√）",
        "解析：检定过期的设备不得使用，用它出具的报告无效。",
        "第 3 页 共 3 页",
    ]
    file.write_bytes("\r\n".join(lines).encode("gb18030"))
    return file


def _single(n: int, stem: str, options: tuple[str, ...], right: str) -> list[str]:
    one = [f"{letter}．{text}" for letter, text in zip(LETTERS, options, strict=True)]
    shapes = (
        [f"{n}、{stem}？（ {right} ）", *one],
        [f"{n}. {stem}?( )", "  ".join(one), f"答案：{right}"],
        [f"{n}．{stem}？（）".translate(_FULL), *(line.translate(_FULL) for line in one), f"【答案】{right}"],
        [f"（{n}）{stem}？", *one, f"正确答案:{right}", "难度：易", "知识点：检测报告"],
        [f"{n}、{stem}？", "、".join(f"{a}{b}" for a, b in zip(LETTERS, options, strict=True)), f"[{right}]"],
        [f"{n}.[单选]{stem}？", *one, *([f"答案：{right}"] if n != 12 else ["答案：E"])],
    )
    return shapes[n % len(shapes)]


def _multiple(n: int, stem: str, options: tuple[str, ...], right: str) -> list[str]:
    one = [f"({letter.lower()}) {text}" for letter, text in zip(LETTERS, options, strict=True)]
    shapes = (
        [f"{n}、{stem}？（ {right} ）", *one],
        [f"{n}、{stem}？", *one, f"参考答案：{'、'.join(right)}", "解析：其余一项不违反规定。"],
        [f"{n}、{stem}？（{right[:2]}）", *one, f"答案：{right}"],
    )
    return shapes[n % len(shapes)]


def _judge(n: int, stem: str, true: bool) -> list[str]:
    shapes = (
        [f"{n}、{stem}。（{'√' if true else '×'}）"],
        [f"{n}、{stem}。", f"答案：{'正确' if true else '错误'}"],
        [f"（{'T' if true else 'F'}）{n}、{stem}。"],
        [f"{n}、{stem}。（  ）", f"答案:{'对' if true else '错'}(条例第六条：检测应当如实)"],
    )
    return shapes[n % len(shapes)]
