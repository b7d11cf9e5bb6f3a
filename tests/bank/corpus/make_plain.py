"""Text files in the shapes that most trainers use: numbers, options, answers, fields and encodings."""

# ruff: noqa: E501 (texts of the corpus are kept whole in their lines)
from __future__ import annotations

from tests.bank.corpus.keep import keep
from tests.bank.corpus.pool import B, J, M, Q, S


def numbered(questions: list[Q], form: str = "{}. ", first: int = 1) -> str:
    """Number, stem with an empty bracket, options one a line, 答案：X."""
    parts = []
    for n, q in enumerate(questions, first):
        lines = [form.format(n) + q.put("（ ）"), *([q.listed()] if q.options else []), "答案：" + said(q)]
        parts.append("\n".join(lines))
    return "\n".join(parts)


def said(q: Q) -> str:
    """The answer as most files word it."""
    if q.kind == "judge":
        return "正确" if q.answer == "Y" else "错误"
    return q.answer.replace("|", "；") if q.kind == "blank" else q.answer


def plain() -> None:
    text = "公路路政知识题库\n\n一、单选题（每题1分，共6分）\n" + numbered(list(S[:6]))
    text += "\n\n二、多选题（每题2分，共6分）\n" + numbered(list(M[:3]))
    text += "\n\n三、判断题（每题1分，共4分）\n" + numbered(list(J[:4]))
    text += (
        "\n\n四、填空题（每空1分）\n"
        + "\n".join(f"{n}. {q.put('____')}\n答案：{said(q)}" for n, q in enumerate(B[:3], 1))
        + "\n"
    )
    keep(
        "01-plain.txt",
        text,
        [q.say() for q in (*S[:6], *M[:3], *J[:4], *B[:3])],
        ignored=("公路路政知识题库", "一、单选题"),
    )


def bracketed() -> None:
    rows = []
    for n, q in enumerate((S[0], M[1], S[4], J[1], S[8], M[2], J[4], S[10], M[5]), 1):
        mark = {"judge": "", "single": f"（ {q.answer} ）", "multiple": f"( {q.answer})"}[q.kind]
        rows.append(f"{n}、{q.put(mark)}" + ("" if q.options else "（√）" if q.answer == "Y" else "（×）"))
        if q.options:
            rows.append(q.listed("{}、{}", "\t"))
    keep("02-bom-brackets.txt", "\n".join(rows), [q.say() for q in (S[0], M[1], S[4], J[1], S[8], M[2], J[4], S[10], M[5])],
         code="utf-8-sig", ends="\r\n")  # fmt: skip


def paper_with_key() -> None:
    singles, many, judges = S[:5], M[:4], J[:5]
    text = ("××市交通运输综合行政执法支队\n2023年度执法人员业务考试试卷（A卷）\n（闭卷，时间120分钟，满分100分）\n"
            "单位：____________ 姓名：________ 准考证号：____________ 得分：______\n"
            "注意事项：1.答题前请将姓名、单位填写清楚。2.一律用黑色签字笔作答。\n\n一、单项选择题（每题2分，共10分）\n")  # fmt: skip
    text += "\n".join(f"{n}．{q.put('（    ）')}\n{q.listed('{}．{}', '    ')}" for n, q in enumerate(singles, 1))
    text += "\n二、多项选择题（每题4分，共16分，多选、少选、错选均不得分）\n"
    text += "\n".join(f"{n}．{q.put('（    ）')}\n{q.listed('{}．{}')}" for n, q in enumerate(many, 1))
    text += "\n三、判断题（每题2分，共10分，对的打√，错的打×）\n"
    text += "\n".join(f"（    ）{n}．{q.stem}" for n, q in enumerate(judges, 1))
    text += "\n\n—— 试卷到此结束 ——\n\n参考答案\n一、单项选择题\n1-5 " + "".join(q.answer for q in singles)
    text += "\n二、多项选择题\n" + "  ".join(f"{n}.{q.answer}" for n, q in enumerate(many, 1))
    text += (
        "\n三、判断题\n" + " ".join(f"{n}.{'√' if q.answer == 'Y' else '×'}" for n, q in enumerate(judges, 1)) + "\n"
    )
    keep("03-exam-paper-key-gbk.txt", text, [q.say() for q in (*singles, *many, *judges)], code="gbk", ends="\r\n",
         ignored=("准考证号", "注意事项", "试卷到此结束", "闭卷"))  # fmt: skip


def rare() -> None:
    a = Q("single", "执法人员石㛃发现船名“䶮洋6号”的货船没有报告进港，她应当怎么办？", ("责令改正", "立即拖船", "不予理睬", "代为报告"), "A",
          "先责令改正。")  # fmt: skip
    b = Q("judge", "驾驶员张𬭎的从业资格证过期三天，仍可继续从事危险货物运输。", (), "N")
    c = Q("blank", "王䶮、李𫍣二人申请的许可，应当自受理之日起@日内作出决定。", (), "20")
    text = f"1．{a.stem}\n{a.listed('{}．{}')}\n【答案】A\n【解析】{a.why}\n2．{b.stem}\n【答案】错\n3．{c.put('______')}\n【答案】20\n4．{S[6].stem}\n"
    text += f"{S[6].listed('{}．{}')}\n【答案】B\n【解析】{S[6].why}\n"
    keep(
        "04-rare-names-gb18030.txt",
        text,
        [a.say(explained=True), b.say(), c.say(), S[6].say(explained=True)],
        code="gb18030",
    )


def wide() -> None:
    text = (
        "\ufeff"
        + "判断题\n"
        + "\n".join(f"{n}）{q.stem} {'对' if q.answer == 'Y' else '错'}" for n, q in enumerate(J[:5], 1))
    )
    text += "\n单选题\n" + "\n".join(
        f"{n}）{q.put('()')}\n{q.listed('{}） {}')}\n正确答案:{q.answer}" for n, q in enumerate(S[5:9], 1)
    )
    keep("05-utf16le.txt", text, [q.say() for q in (*J[:5], *S[5:9])], code="utf-16-le", ends="\r\n")
    some = (M[0], M[3], S[9], J[7])
    text = "\ufeff" + "\n\n".join(
        f"第{n}题 {q.put('（ ）')}\n"
        + (q.listed("({}){}") + "\n" if q.options else "")
        + ("参考答案：" + ("、".join(q.answer) if q.options else said(q)))
        + f"\n解析：{q.why}"
        for n, q in enumerate(some, 1)
    )
    keep("06-utf16be.txt", text, [q.say(explained=True) for q in some], code="utf-16-be", ends="\r\n")


def tags() -> None:
    rows = [
        f"1.[单选]{S[0].put('（ ）')}\n{S[0].listed()}\n答案：B",
        f"[多选] 2. {M[0].stem}\n{M[0].listed()}\n答案：ABC",
        f"3、（判断）{J[0].stem}\n答案：√",
        f"【多选题】4、{M[1].put('（ ）')}\n{M[1].listed('{}、{}')}\n答案：ABCD",
        f"5．【单选题】{S[3].stem}\n{S[3].listed('{}．{}')}\n答案：D",
        f"(判断题)6. {J[1].stem}\n答案：×",
        f"7、【填空题】{B[2].put('（  ）')}\n答案：7",
        f"（单选题）（8）{S[7].stem}\n{S[7].listed()}\n答案：D",
        f"9. {J[8].stem}【判断】\n答案：错误",
        f"第10题（多选）：{M[2].put('（ ）')}\n{M[2].listed()}\n答案：AB",
    ]
    keep("07-kind-tags.txt", "\n".join(rows) + "\n",
         [q.say() for q in (S[0], M[0], J[0], M[1], S[3], J[1], B[2], S[7], J[8], M[2])])  # fmt: skip


def marks() -> None:
    forms = (
        "{}.{}",
        "{}、{}",
        "{}．{}",
        "{}:{}",
        "({}){}",
        "（{}）{}",
        "[{}]{}",
        "{} {}",
        "{}：{}",
        "{}) {}",
        "【{}】{}",
    )
    rows, say = [], []
    for n, (q, form) in enumerate(zip((*S[:7], *S[12:16]), forms, strict=True), 1):
        rows.append(f"({n}) {q.put('（ ）')}\n{q.listed(form)}\n答案：{q.answer}")
        say.append(q.say())
    q = S[8]
    rows.append(f"(12) {q.put('（ ）')}\n{q.listed('{}. {}', lower=True)}\n答案：b")
    wide = str.maketrans("ABCD", "ＡＢＣＤ")
    rows.append(f"(13) {S[9].put('（ ）')}\n{S[9].listed('{}．{}').translate(wide)}\n答案：Ａ")
    rows.append(f"(14) {M[3].put('（ ）')}\n{M[3].listed('{}、{}', lower=True)}\n答案：a、b、c")
    keep("08-option-marks.txt", "\n".join(rows), [*say, q.say(), S[9].say(), M[3].say()])


def inline() -> None:
    rows = [
        f"1、{S[17].put('（  ）')}\nA、12306B、12309C、12328D、12345\n答案：C",
        f"2、{S[4].put('（  ）')} A.1 B.2 C.3 D.5\n答案：B",
        f"3、{S[0].put('（  ）')}\nA、10米B、15米C、20米D、30米 答案：B",
        f"4、{M[1].put('（  ）')}\nA、书证；B、物证；C、视听资料；\nD、电子数据；E、传言。\n答案：ABCD",
        f"5、{S[12].put('（  ）')}\nA.50% B.80%\nC.100% D.150%\n答案：C",
        f"6、{S[13].stem}\nA 1997年 B 2004年 C 2011年 D 2019年\n答案：C",
        f"7、{M[4].stem}\n（A）A类码头可以停靠万吨船（B）B类码头限5000吨级（C）C类码头不得夜航（D）三类码头标准相同\n答案：ABC",
        f"8、{S[11].put('（  ）')}\nA.减速通过B.绕行或者经许可后加固通过\nC.夜间通过D.与限载20t的车同行\n答案：B",
        f"9、{S[5].put('（  ）')}\nA. A类站  B. B类站  C. C类站  D. D类站\n答案：A",
    ]
    keep("09-options-in-a-line.txt", "\n".join(rows) + "\n",
         [q.say() for q in (S[17], S[4], S[0], M[1], S[12], S[13], M[4], S[11], S[5])])  # fmt: skip


def judges() -> None:
    yes, no = ("√", "对", "正确", "T", "Y", "是", "✓"), ("×", "错", "错误", "F", "N", "否", "✗")
    rows, say = ["判断题"], []
    for n, q in enumerate(J[:14], 1):
        word = (yes if q.answer == "Y" else no)[n // 2 % 7]
        shape = n % 5
        rows.append({0: f"{n}、{q.stem}（{word}）", 1: f"{n}、{q.stem}答案：{word}", 2: f"{n}、{q.stem}\n{word}",
                     3: f"（{word}）{n}、{q.stem}", 4: f"{n}、{q.stem} （ {word} ）"}[shape])  # fmt: skip
        say.append(q.say())
    keep("10-judge-marks.txt", "\n".join(rows), say)
    rows = [
        f"{n}. {q.stem}\nA. 正确\nB. 错误\n答案：{'A' if q.answer == 'Y' else 'B'}" for n, q in enumerate(J[2:6], 1)
    ]
    rows += [
        f"{n}. {q.stem}\nA、错误 B、正确\n答案：{'B' if q.answer == 'Y' else 'A'}" for n, q in enumerate(J[6:8], 5)
    ]
    rows.append(f"7. {S[7].stem}\n{S[7].listed()}\n答案：D")
    keep("11-judge-as-options.txt", "\n".join(rows), [*(q.say(options=[]) for q in J[2:8]), S[7].say()],
         notes="判断题写成两个选项“正确/错误”：按判断题收，不留选项；第7题的选项里有“正确”“错误”，仍是单选")  # fmt: skip


def blanks() -> None:
    rows = ["填空题（请将答案填在括号内）"]
    for n, q in enumerate(B[:5], 1):
        rows.append(f"{n}、" + q.put(*(f"（{t}）" for t in q.blanks)))
    rows.append("6、" + B[5].put("____") + "答案：30")
    rows.append("7、" + B[7].put("________") + "\n答案：中华人民共和国；号型")
    rows.append("8、" + B[8].put("（    ）") + "\n答案：500;禁采区")
    rows.append("9、" + B[9].put("____") + "\n答案：（1）公路管理机构（2）起运地")
    rows.append("10、" + B[6].put("___九十___"))
    keep("12-blanks.txt", "\n".join(rows) + "\n", [q.say() for q in (*B[:6], *B[7:10], B[6])])


def fields() -> None:
    a, b, c, d, e = S[0], M[0], J[7], B[1], S[6]
    text = f"""1、{a.put("（ ）")}
{a.listed()}
答案：B
难度：易
依据：{a.law}
解析：{a.why}
知识点：建筑控制区
分值：1

2、{b.stem}
{b.listed()}
知识点：公路用地
试题解析：{b.why}
正确答案：ABC
出处：{b.law}
难易程度：3
章节：第三章 公路保护

3、{c.stem}
【出处】{c.law}
【答案】正确
【分值】2分
【分析】{c.why}

4、{d.put("（ ）")}
章节:第五章
答案:二百
分析:{d.why}
依据:{d.law}

5、{e.stem}
{e.listed()}
【正确答案】B  【难度】0.6  【知识点】听证
【解析】{e.why}
见本章例2。
【依据】{e.law}
"""
    keep("13-fields.txt", text, [*(q.say(explained=True, cited=True) for q in (a, b, c, d)),
         e.say(cited=True, explanation=e.why + "见本章例2。")])  # fmt: skip


def based() -> None:
    a, b = S[0], M[6]
    text = f"""1. {a.put("（ ）")}
{a.listed()}
答案:B(公路安全保护条例第十一条:省道的建筑控制区不少于15米)
2. {b.put("（ ）")}
{b.listed()}
答案：ABC（《行政处罚法》第三十条、第三十三条）
3. {J[8].stem}
答案：错误（《行政处罚法》第二十九条：对同一个违法行为，不得给予两次以上罚款）
4. {S[4].put("（ ）")}
{S[4].listed()}
答案:B(条例第六条:执法人员不得少于两人)
5. {B[2].put("（ ）")}
答案：7（《行政处罚法》第五十六条）
"""
    free = {"explanation": None}
    keep("14-answer-with-basis.txt", text, [
        a.say(basis=["第十一条"], **free), b.say(basis=["第三十条"], **free), J[8].say(basis=["第二十九条"], **free),
        S[4].say(basis=["第六条"], doubtful="may", why="没有写明是哪个条例", **free), B[2].say(basis=["第五十六条"], **free)],
        notes="explanation null：括号里的话放进解析还是依据都可以")  # fmt: skip


def one_line() -> None:
    some = (S[0], S[6], M[0], J[0], S[12], M[6], J[3], S[7])
    text = "交通运输执法考试题库及答案一、单项选择题"
    for n, q in enumerate(some, 1):
        text += f"{n}.{q.put('()')}" + q.listed("{}.{}", "") + f"答案:{said(q)}" + (f"解析:{q.why}" if n % 2 else "")
    text = text.replace("一、单项选择题1.", "1.")
    keep("15-one-line.txt", text, [q.say(explained=bool(n % 2)) for n, q in enumerate(some, 1)], shared_lines=True)


def wrapped() -> None:
    some = (S[1], S[2], M[6], S[14], J[3], M[4])
    text = ""
    for n, q in enumerate(some, 1):
        parts = [
            f"{n}、{q.put('（ ）')}",
            *([*q.listed("{}、{}").split("\n")] if q.options else []),
            f"答案：{said(q)}",
        ]
        if q.why:
            parts.append(f"解析：{q.why}")
        for part in parts:
            text += "\n".join(part[at : at + 18] for at in range(0, len(part), 18)) + "\n"
    keep("16-hard-wrapped-gbk.txt", text, [q.say(explained=True) for q in some], code="gbk")


def make() -> None:
    for one in (
        plain,
        bracketed,
        paper_with_key,
        rare,
        wide,
        tags,
        marks,
        inline,
        judges,
        blanks,
        fields,
        based,
        one_line,
        wrapped,
    ):
        one()
