"""Text files as they come from the web, from scanners, from hurried hands: noise, keys, mistakes, traps."""

# ruff: noqa: E501 (texts of the corpus are kept whole in their lines)
from __future__ import annotations

from tests.bank.corpus.keep import keep
from tests.bank.corpus.make_plain import numbered
from tests.bank.corpus.pool import B, J, M, Q, S


def noise() -> None:
    rows = ["交通运输行政执法培训题库（内部资料 请勿外传）", "第 1 页 共 3 页", "一、单选题"]
    for n, q in enumerate(S[:4], 1):
        rows += [f"{n}. {q.put('（ ）')}", *q.listed().split("\n")]
        if n == 2:
            rows += ["- 2 -", "交通运输行政执法培训题库（内部资料 请勿外传）"]
        rows.append(f"答案：{q.answer}")
    rows += ["更多题库请关注公众号：路路通学习", "www.example.com 免费下载", "第 2 页 共 3 页", "二、判断题"]
    for n, q in enumerate(J[:4], 1):
        rows.append(f"{n}. {q.stem}（{'√' if q.answer == 'Y' else '×'}）")
    rows += ["第 3 页 共 3 页", "【本资料由培训中心整理，如有错漏请联系 0431-8888****】"]
    keep("17-page-noise.txt", "\n".join(rows) + "\n", [q.say() for q in (*S[:4], *J[:4])],
         ignored=("第 1 页 共 3 页", "关注公众号", "www.example.com", "如有错漏请联系"))  # fmt: skip


def torn() -> None:
    a, b = S[0], M[6]
    text = f"""1、{a.stem[:14]}
                    — 12 —
{a.stem[14:].replace("@", "（ B ）")}
A、10米   B、15米
第13页
C、20米   D、30米
2、{b.put("（ABC）")}
A、{b.options[0]}
B、{b.options[1]}
            交通执法试题汇编            14
C、{b.options[2]}
D、{b.options[3]}
            交通执法试题汇编            15
3、{J[1].stem}（×）
            交通执法试题汇编            16
"""
    keep("18-page-number-in-a-stem-gbk.txt", text, [a.say(), b.say(), J[1].say()], code="gbk", torn=True)


def tag() -> None:
    rows = []
    say = []
    for n, q in enumerate((M[1], S[0], M[3], S[9], J[0], J[1], M[0]), 1):
        rows.append(f"{n}.{q.put('()')}")
        if q.options:
            rows.append(q.listed("{}.{}") + f"\\ans:{q.answer}")
        else:
            rows[-1] += "\\ans:" + ("对" if q.answer == "Y" else "错")
        say.append(q.say())
    q = M[5]
    rows += [f"8.{q.put('()')} " + q.listed("{}.{}", " ") + "\\ans:ABC"]
    keep("19-ans-tag.txt", "\n".join(rows), [*say, q.say()])


def traps() -> None:
    a = Q("single", "第6条所称“三超”是指（一）超限、（二）超载、（三）超速。下列哪辆车只属于（一）？",
          ("A类B级车，总重51t", "C1驾照人员驾驶的轿车", "2021.7.15抽检合格的客车", "时速1.5倍于限速的摩托车"), "A")  # fmt: skip
    b = Q("multiple", "某桥（建于1998年，3.5米宽）限重10吨，A、B两车分别重9.8吨和10.2吨，下列说法正确的是@。",
          ("A车可以通过", "B车超过限重", "A、B两车可以同时通过", "答案因桥龄而不同", "B车绕行的，里程增加12.5%"), "AB")  # fmt: skip
    c = Q("judge", "《公路法》2017年11月4日第五次修正，共9章87条，其中第44条规定了占用、挖掘公路的审批。", (), "Y")
    d = Q(
        "single",
        "当事人在笔录上写“以上正确”或者“以上错误”，谁应当核对？",
        ("记录人（不是A类人员）", "只有组长", "当事人本人和执法人员", "D项以外都错误"),
        "C",
    )
    e = Q("blank", "根据第11条第（二）项，国道（含A、B类）的控制区不少于@米，省道不少于@米。", (), "20|15")
    f = Q(
        "single",
        "下列时间中，属于“日落前2小时”起算点的是：",
        ("17:30", "3.5小时后", "2023-06-21", "第1章第2节所述时刻"),
        "A",
    )
    g = Q("judge", "1.8米以下的标志牌不需要经过批准，A项、B项工程除外。", (), "N")
    text = f"""1. {a.stem}
A. {a.options[0]}
B. {a.options[1]}
C. {a.options[2]}
D. {a.options[3]}
答案：A
2. {b.put("（ AB ）")}
{b.listed("{}、{}")}
3. {c.stem}
答案：√
4. {d.stem}
{d.listed()}
答案：C
5. {e.put("____")}
答案：20；15
6. {f.stem}
{f.listed("{}．{}")}
答案：A
7. {g.stem}（×）
"""
    keep("24-traps.txt", text, [q.say() for q in (a, b, c, d, e, f, g)])
    h = Q(
        "single",
        "某公司2020.5.1取得许可，有效期4年。1.2.3三号泊位中，2024.4.30到期的是哪一个？",
        ("1号泊位", "2号泊位", "1、2号泊位", "全部"),
        "D",
    )
    i = Q("multiple", "甲、乙、丙、丁四人（其中丙持A2驾照）运输危险货物，谁的行为违法？", ("甲：没有押运员", "乙：夜间停在加油站旁", "丙：证件齐全", "丁：把3.2吨的罐车装到3.8吨"),
          "ABD")  # fmt: skip
    k = Q("judge", "执法人员认为“对”与“错”应当由群众判断，所以不需要出示证据。", (), "N")
    m = Q(
        "single",
        "依据条例，处5000元以上2万元以下罚款的是（单选）：",
        ("未携带证件", "涂改证件", "擅自改装（B级以上）车辆", "未按时年审"),
        "C",
    )
    text = f"（1）{h.stem}\n{h.listed('（{}）{}')}\n【答案】D\n（2）{i.stem}\n{i.listed('（{}）{}')}\n【答案】A、B、D\n（3）{k.stem}\n【答案】错\n（4）{m.stem}\n{m.listed('（{}）{}')}\n【答案】C\n"
    m_said = m.say()
    m_said["stem"] = [m.stem, m.stem.replace("（单选）", "")]
    keep("25-more-traps.txt", text, [h.say(), i.say(), k.say(), m_said])


def quoted_law() -> None:
    text = f"""第一章 总则
第一条 为了加强公路保护，保障公路完好、安全和畅通，制定本条例。
第二条 各级人民政府应当加强对公路保护工作的领导。
练习题
1. {S[13].stem}
{S[13].listed()}
答案：C
2. {J[4].stem}
答案：正确
第二章 公路线路
第十一条 县级以上地方人民政府应当划定公路建筑控制区的范围。
公路建筑控制区的范围，从公路用地外缘起向外的距离标准为：
（一）国道不少于20米；
（二）省道不少于15米。
练习题
1. {S[0].put("（ ）")}
{S[0].listed()}
答案：B
2. {B[5].put("（ ）")}
答案：30
"""
    keep("31-law-articles-between.txt", text, [S[13].say(), J[4].say(), S[0].say(), B[5].say()],
         ignored=("第一条 为了加强公路保护", "第二章 公路线路", "（一）国道不少于20米"))  # fmt: skip


def single_one() -> None:
    q = M[1]
    keep("32-one-question.txt", f"{q.put('（ ）')}A.书证B.物证C.视听资料D.电子数据E.传言答案：ABCD", [q.say()])


def many() -> None:
    places = ("青松岭", "二道沟", "白桦林", "石门子", "红旗渡", "月亮湾")
    kinds: list[Q] = []
    for n in range(1, 301):
        place = f"{places[n % 6]}{n}号"
        right = "ABCD"[n * 7 % 4]
        if n <= 150:
            base = [f"{n + k * 5}米" for k in range(4)]
            kinds.append(Q("single", f"K{n}+{n * 37 % 1000:03d}处的{place}桥，桥面净宽记录为@。", tuple(base), right))
        elif n <= 210:
            base = [f"更换{place}护栏", f"清理{n}立方米塌方", "设置限速标志", f"封闭{n % 4 + 1}车道"]
            kinds.append(
                Q(
                    "multiple",
                    f"{place}路段抢修方案中，已经列入计划的有@。",
                    tuple(base),
                    ("AB", "ACD", "BD", "ABCD")[n % 4],
                )
            )
        elif n <= 270:
            kinds.append(Q("judge", f"{place}标志牌的高度是{n % 7 + 1}.5米，符合设计。", (), "YN"[n % 2]))
        else:
            kinds.append(Q("blank", f"{place}涵洞的孔径是@米，编号第{n}条。", (), str(n % 5 + 1)))
    text = (
        "一、单选题（共150题）\n"
        + numbered(kinds[:150], "{}、")
        + "\n二、多选题（共60题）\n"
        + numbered(kinds[150:210], "{}、", 151)
    )
    text += (
        "\n三、判断题（共60题）\n"
        + numbered(kinds[210:270], "{}、", 211)
        + "\n四、填空题（共30题）\n"
        + numbered(kinds[270:], "{}、", 271)
    )
    keep("33-three-hundred-gbk.txt", text + "\n", [q.say() for q in kinds], code="gbk", ends="\r\n")


def pasted() -> None:
    rows = ["首页 > 题库 > 交通执法", "共8题 已答0题 收藏 分享"]
    for n, q in enumerate((S[0], M[0], J[1], S[6]), 1):
        name = {"single": "单选题", "multiple": "多选题", "judge": "判断题"}[q.kind]
        rows += [
            f"{n}/8 {name}",
            q.put("（ ）"),
            *(q.listed("{}\n{}").split("\n") if q.options else ["A\n正确", "B\n错误"]),
        ]
        letters = q.answer if q.options else ("A" if q.answer == "Y" else "B")
        rows += [f"正确答案：{letters}", f"解析：{q.why}", "收藏 纠错 笔记"]
    keep("34-pasted-from-web.txt", "\n".join(rows), [q.say(explained=True, doubtful="may", why="字母与选项分在两行") for q in (S[0], M[0], J[1], S[6])],
         ignored=("首页 > 题库",))  # fmt: skip
    rows = []
    for n, q in enumerate((S[12], M[6], J[7], S[14]), 1):
        name = {"single": "单选题", "multiple": "多选题", "judge": "判断题"}[q.kind]
        rows += [f"{n}.【{name}】{q.put('（  ）')}(2.0分)", *(q.listed("{}、{}").split("\n") if q.options else [])]
        letters = "、".join(q.answer) if q.options else ("正确" if q.answer == "Y" else "错误")
        rows += [
            "我的答案：" + (q.answer[:1] if q.options else "错误") + "  得分：0.0分",
            f"正确答案：{letters}",
            f"答案解析：{q.why}" if q.why else "答案解析：",
            "",
        ]
    keep("35-pasted-from-a-platform.txt", "\n".join(rows), [q.say(explained=True) for q in (S[12], M[6], J[7], S[14])],
         notes="“我的答案”不是答案")  # fmt: skip


def cases() -> None:
    story = "2023年5月8日，执法人员在G102线查获一辆无道路运输证的货车，车主张某当场承认已营运三次，获利900元。"
    p = Q("single", "张某的行为属于什么？", ("未取得许可擅自营运", "超限运输", "违章停车", "正当营运"), "A")
    r = Q("multiple", "执法人员可以采取哪些措施？", ("制作现场笔录", "责令停止经营", "当场没收车辆", "核对证件"), "ABD")
    t = Q("judge", "张某获利的900元应当没收。", (), "Y")
    story2 = "某砂石码头未经许可装卸危险货物，港口行政管理部门两次通知其停止，码头仍继续作业。"
    u = Q("single", "对该码头应当首先怎样处理？", ("责令停止违法作业", "予以奖励", "不予处理", "收取管理费"), "A")
    v = Q("multiple", "下列可以作为证据的有哪些？", ("通知书回执", "作业录像", "码头负责人陈述", "网友猜测"), "ABC")
    text = f"""四、案例分析题
案例一：
{story}
请根据上述材料回答下列问题：
1. {p.stem}
{p.listed()}
答案：A
2. {r.stem}
{r.listed()}
答案：ABD
3. {t.stem}
答案：正确

案例二：
{story2}
请根据上述材料回答下列问题：
1. {u.stem}
{u.listed()}
答案：A
2. {v.stem}
{v.listed()}
答案：ABC
"""
    keep("39-cases.txt", text, [
        {"kind": "case", "stem": [story, story + "请根据上述材料回答下列问题："], "options": [], "explanation": "", "doubtful": "may",
         "why": "材料与小题的边界", "parts": [q.say() for q in (p, r, t)]},
        {"kind": "case", "stem": [story2, story2 + "请根据上述材料回答下列问题："], "options": [], "explanation": "", "doubtful": "may",
         "why": "材料与小题的边界", "parts": [q.say() for q in (u, v)]}])  # fmt: skip


def markdown() -> None:
    text = "# 交通执法题库\n\n> 说明：仅供内部学习。\n\n## 建筑控制区\n\n"
    text += f"**1. {S[0].put('（ ）')}**\n\n" + S[0].listed("- {}. {}") + f"\n\n**答案：B**\n\n**解析**：{S[0].why}\n\n"
    text += f"**2. {J[2].stem}**\n\n答案：✗\n\n---\n\n## 处罚程序\n\n"
    text += f"1. {M[1].put('（ ）')}\n   " + M[1].listed("{}. {}", "\n   ") + "\n\n   答案：`ABCD`\n\n"
    blank = "\\_" * 4
    text += (
        f"2. {B[3].put(blank)}\n\n   答案：60\n\n3. {S[6].stem}\n\n"
        + S[6].listed("   * {}. {}")
        + "\n\n   答案：**B**\n"
    )
    keep("40-topics-as-headings.md", text, [S[0].say(explained=True), J[2].say(), M[1].say(), B[3].say(), S[6].say()],
         ignored=("仅供内部学习",))  # fmt: skip
    rows = ["| 序号 | 题型 | 题目 | 选项 | 答案 | 解析 |", "|---|:-:|---|---|:-:|---|"]
    some = (S[0], S[4], M[0], J[0], J[8])
    for n, q in enumerate(some, 1):
        name = {"single": "单选", "multiple": "多选", "judge": "判断"}[q.kind]
        answer = q.answer if q.options else ("正确" if q.answer == "Y" else "错误")
        rows.append(f"| {n} | {name} | {q.put('（ ）')} | {q.listed('{}. {}', '<br>')} | {answer} | {q.why} |")
    keep("41-table.md", "\n".join(["# 题库", "", *rows, ""]), [q.say(explained=True) for q in some], torn=True)


def make() -> None:
    for one in (noise, torn, tag, traps, quoted_law, single_one, many, pasted, cases, markdown):
        one()
