"""Text files with keys at their end, mistakes, open questions and answers in unusual places."""

# ruff: noqa: E501 (texts of the corpus are kept whole in their lines)
from __future__ import annotations

from tests.bank.corpus.keep import keep
from tests.bank.corpus.pool import B, J, M, Q, S


def keyed() -> None:
    text = "一、单选题\n" + "\n".join(
        f"{n}. {q.put('（ ）')}\n{q.listed('{}. {}', '  ')}" for n, q in enumerate(S[:8], 1)
    )
    text += "\n二、多选题\n" + "\n".join(f"{n}. {q.put('（ ）')}\n{q.listed()}" for n, q in enumerate(M[:3], 9))
    text += "\n三、判断题\n" + "\n".join(f"{n}. {q.stem}（ ）" for n, q in enumerate(J[:6], 12))
    text += "\n四、填空题\n" + "\n".join(f"{n}. {q.put('____')}" for n, q in enumerate(B[:3], 18))
    text += "\n\n答案及解析\n1.B 【解析】" + S[0].why + "\n2.B\n3.B\n4.D\n5.B\n6.A\n7.B 【解析】" + S[6].why + "\n8.D\n"
    text += "9.ABC\n10.ABCD\n11.AB\n12.正确 13.错误 14.错误 15.错误 16.正确 17.错误\n18.省道；乡道\n19.二百\n20.7\n"
    keep(
        "20-key-at-the-end.txt",
        text,
        [q.say(explained=n in (0, 6)) for n, q in enumerate((*S[:8], *M[:3], *J[:6], *B[:3]))],
    )


def keyed_parts() -> None:
    text = "第一部分 路政\n一、选择题\n" + "\n".join(
        f"{n}、{q.put('（ ）')}\n{q.listed('{}、{}', ' ')}" for n, q in enumerate((S[0], M[0], S[2]), 1)
    )
    text += "\n二、判断题\n" + "\n".join(f"{n}、{q.stem}（ ）" for n, q in enumerate(J[2:5], 1))
    text += "\n第二部分 运政\n一、选择题\n" + "\n".join(
        f"{n}、{q.put('（ ）')}\n{q.listed('{}、{}', ' ')}" for n, q in enumerate((M[2], S[5], M[3]), 1)
    )
    text += "\n二、判断题\n" + "\n".join(f"{n}、{q.stem}（ ）" for n, q in enumerate(J[6:9], 1))
    text += "\n\n标准答案\n第一部分\n一、选择题 1、B 2、ABC 3、B\n二、判断题 1、× 2、× 3、√\n第二部分\n一、选择题 1、AB 2、A 3、ABC\n二、判断题 1、√ 2、√ 3、×\n"
    keep("21-key-by-parts-restarting-gb.txt", text,
         [q.say() for q in (S[0], M[0], S[2], *J[2:5], M[2], S[5], M[3], *J[6:9])], code="gb18030", ignored=("第一部分",))  # fmt: skip


def mistakes() -> None:
    text = f"""一、单选题
1、{S[0].put("（ ）")}
{S[0].listed()}
答案;B
2、{S[1].stem}
{S[1].listed()}
2、{S[2].stem}
{S[2].listed()}
答案：F
4、{S[4].put("（ ）")}
{S[4].listed()}
荅案：B
5、{S[6].stem}
{S[6].listed()}
答案：AC
6、{S[8].put("（ ）")}
A. 公安机关
B. 公路管理单位
D. 广告公司
E. 沿线村民委员会
答案：B
7、{S[9].put("（A）")}
{S[9].listed()}
答案：C
8、{S[3].stem}
{S[3].listed()}
答 案 ： D
二、判断题
1、{J[0].stem}
答案：√
2、{J[1].stem}
3、{J[2].stem}
答案：待定
"""
    e = Q("single", S[8].stem, S[8].options, "B")
    keep("26-mistakes.txt", text, [
        S[0].say(doubtful="may", why="答案后面是分号"), S[1].say(answer=None, doubtful=True, why="没有答案"),
        S[2].say(doubtful=True, why="答案F不在选项中"), S[4].say(doubtful="may", why="“荅案”是错字"),
        S[6].say(doubtful=True, why="单选题有两个答案"), e.say(doubtful=True, why="选项字母缺C"),
        S[9].say(doubtful=True, why="括号里是A，下面写C"), S[3].say(), J[0].say(),
        J[1].say(answer=None, doubtful=True, why="没有答案"), J[2].say(answer=None, doubtful=True, why="答案写着待定")])  # fmt: skip


def wrong_keys() -> None:
    text = (
        "一、单选题\n"
        + "\n".join(f"{n}. {q.put('（ ）')}\n{q.listed()}" for n, q in enumerate(S[:6], 1))
        + "\n参考答案：\nBBBDB\n"
    )
    keep("27-key-too-short.txt", text, [q.say(doubtful=True, why="六道题只有五个答案，不知道缺哪个") for q in S[:6]])
    text = "一、单选题\n" + "\n".join(f"{n}. {q.put('（ ）')}\n{q.listed()}" for n, q in enumerate(S[:5], 1))
    text += "\n二、判断题\n" + "\n".join(f"{n}. {q.stem}" for n, q in enumerate(J[:3], 1))
    text += "\n答案\n一、1.B 2.B 3.B 5.B 6.A\n二、1.√ 2.× 3.× 4.√\n"
    wanted = [q.say(doubtful="may", why="答案表多一个、缺一个") for q in (S[0], S[1], S[2])]
    wanted += [
        S[3].say(answer=None, doubtful=True, why="答案表里没有第4题"),
        S[4].say(doubtful="may", why="答案表多一个、缺一个"),
    ]
    wanted += [q.say(doubtful="may", why="答案表多一个") for q in J[:3]]
    keep("28-key-does-not-fit-gbk.txt", text, wanted, code="gbk")


def open_questions() -> None:
    text = f"""执法大队业务测试题
一、名词解释（每题5分）
1、建筑控制区
2、超限运输
二、单选题（每题2分）
1、{S[0].put("（ ）")}
{S[0].listed("{}、{}", "  ")}
答案：B
2、{S[14].put("（ ）")}
{S[14].listed("{}、{}")}
答案：B
三、简答题（每题10分）
1、简述当场处罚的适用条件。
答：违法事实确凿；有法定依据；罚款数额较小或者警告。
2、执法人员进行检查时应当遵守哪些要求？
答：（1）两人以上；（2）出示证件；（3）制作笔录。
四、判断题
1、{J[4].stem}
答案：对
2、{J[5].stem}
答案：错
五、论述题（20分）
结合本职工作谈谈怎样做到严格规范公正文明执法。
"""
    answers = [
        "简述当场处罚的适用条件。",
        "执法人员进行检查时应当遵守哪些要求？",
        "结合本职工作谈谈怎样做到严格规范公正文明执法。",
        "建筑控制区",
        "超限运输",
    ]
    open_ = [
        Q("blank", stem, (), "").say(answer=None, optional=True, doubtful=True, why="简答题、论述题本程序没有这个题型")
        for stem in answers
    ]
    keep(
        "29-open-questions-among.txt",
        text,
        [S[0].say(), S[14].say(), J[4].say(), J[5].say(), *open_],
        ignored=("执法大队业务测试题",),
    )
    text = f"""1．{B[2].put("（  ）")}
答案：7
2．【简答】什么是行政处罚的追诉时效？
参考答案：违法行为在二年内未被发现的，不再给予行政处罚；法律另有规定的除外。
3．【多选】{M[0].stem}
{M[0].listed("{}．{}")}
答案：ABC
4．【问答】路政巡查发现路面坑槽应当怎么处理？
答：设置警示标志，通知养护单位，记入巡查日志。
5．【判断】{J[6].stem}
答案：T
"""
    open_ = [Q("blank", stem, (), "").say(answer=None, optional=True, doubtful=True, why="简答题") for stem in
             ("什么是行政处罚的追诉时效？", "路政巡查发现路面坑槽应当怎么处理？")]  # fmt: skip
    keep(
        "30-short-answers-tagged-utf16.txt",
        "\ufeff" + text,
        [B[2].say(), M[0].say(), J[6].say(), *open_],
        code="utf-16-le",
    )


def in_sentence() -> None:
    text = f"""1、由 B 负责设置和维护的是公路交通标志。
A、公安机关 B、公路管理单位 C、广告公司 D、沿线村民委员会
2、港口经营人应当向（ B ）申请许可。
A、海关 B、港口行政管理部门 C、税务机关 D、船级社
3、{S[13].stem}C
A、1997年 B、2004年 C、2011年 D、2019年
4、下列证据中（ A、B、D ）需要核实。
A、书证 B、物证 C、传言 D、电子数据
5、罚款的加处数额最终不得超过本数的[C]。
A、50% B、80% C、100% D、150%
6、{S[6].stem} 【B】
A、3日 B、5日 C、7日 D、10日
7、施工单位对水泥_ABC_必须检验。
A、强度 B、凝结时间 C、安定性 D、颜色喜好
"""
    keep("36-answers-in-the-sentence.txt", text, [
        Q("single", "由（ ）负责设置和维护的是公路交通标志。", S[8].options, "B").say(doubtful="may", why="答案没有括号", stem=[
            "由（ ）负责设置和维护的是公路交通标志。", "由____负责设置和维护的是公路交通标志。"]),
        Q("single", "港口经营人应当向（ ）申请许可。", S[14].options, "B").say(), S[13].say(doubtful="may", why="答案贴在问号后面"),
        Q("multiple", "下列证据中（ ）需要核实。", ("书证", "物证", "传言", "电子数据"), "ABD").say(),
        Q("single", "罚款的加处数额最终不得超过本数的（ ）。", S[12].options, "C").say(stem=["罚款的加处数额最终不得超过本数的（ ）。", "罚款的加处数额最终不得超过本数的[ ]。"]),
        S[6].say(), Q("multiple", "施工单位对水泥（ ）必须检验。", ("强度", "凝结时间", "安定性", "颜色喜好"), "ABC").say(
            doubtful="may", why="答案夹在下划线里")], torn=True)  # fmt: skip


def glued() -> None:
    """Answers of all shapes in one file, kinds mixed, nothing said of kinds."""
    rows = [
        f"1、{S[0].put('（ ）')}\n{S[0].listed('{}、{}', ' ')}\n答案B",
        f"2、{M[1].put('（ ）')}\n{M[1].listed('{}、{}', ' ')}\n正确答案:A、B、C、D",
        f"3、{S[6].stem}\n{S[6].listed('{}、{}', ' ')}\n[B]",
        f"4、{S[13].stem}\n{S[13].listed('{}、{}', ' ')}\nC",
        f"5、{M[3].put('（ ）')}\n{M[3].listed('{}、{}', ' ')}\n参考答案：A,B,C\n解析：{M[3].why}",
        f"6、{J[8].stem}\n[错]",
        f"7、{S[14].put('（ ）')}\n{S[14].listed('{}、{}', ' ')} 答案:B",
        f"8、{M[8].put('（ ）')}\n{M[8].listed('{}、{}', ' ')}\n标准答案：A B D",
        f"9、{S[7].stem}\n{S[7].listed('{}、{}', ' ')}\n【参考答案】D。解析：{S[7].why}",
        f"10、{S[9].put('（ ）')}\n{S[9].listed('{}、{}', ' ')}\n答：A",
        f"11、{J[9].stem}\nanswer: T",
        f"12、{S[15].put('（ ）')}\n{S[15].listed('{}、{}', ' ')}\n本题选A。",
    ]
    say = [q.say() for q in (S[0], M[1], S[6], S[13])] + [M[3].say(explained=True), J[8].say(), S[14].say(), M[8].say(),
           S[7].say(explained=True), S[9].say(), J[9].say(), S[15].say(doubtful="may", why="答案写成一句话")]  # fmt: skip
    keep("42-answers-of-all-shapes.txt", "\n".join(rows) + "\n", say)


def unnumbered() -> None:
    text = "\n\n".join(f"{q.put('（ ）')}\n{q.listed('{}、{}')}\n答案：{q.answer}" for q in (S[0], M[1], S[6], S[13]))
    text += "\n\n" + "\n\n".join(f"{q.stem}\n答案：{'对' if q.answer == 'Y' else '错'}" for q in J[:3])
    text += f"\n\n{B[1].put('（ ）')}\n答案：二百\n"
    keep("22-no-numbers.txt", text, [q.say() for q in (S[0], M[1], S[6], S[13], *J[:3], B[1])])
    text = "单选题\n" + "\n".join(
        f"{q.put(f'（{q.answer}）')}\n{q.listed('{}.{}')}" for q in (S[4], S[0], S[14], S[10])
    )
    text += "\n多选题\n" + "\n".join(f"{q.put(f'（{q.answer}）')}\n{q.listed('{}.{}')}" for q in (M[7], M[8]))
    text += "\n判断题\n" + "\n".join(f"{q.stem}（{'对' if q.answer == 'Y' else '错'}）" for q in J[:4])
    keep("23-no-numbers-no-gaps.txt", text, [q.say() for q in (S[4], S[0], S[14], S[10], M[7], M[8], *J[:4])])


def letterless() -> None:
    text = f"""单选题
1. {S[0].put("（ ）")}
10米
15米
20米
30米
答案：B
2. {S[6].stem}
3日
5日
7日
10日
答案：B
多选题
3. {M[0].stem}
堆放杂物
摆摊设点
挖沟引水
按批准埋设管线
答案：ABC
"""
    keep(
        "37-options-without-letters.txt", text, [q.say(doubtful="may", why="选项没有字母") for q in (S[0], S[6], M[0])]
    )


def padded() -> None:
    text = "　　复　习　题　　　\n\n"
    for n, q in enumerate((S[0], S[8], M[1]), 1):
        text += (
            f"　　{n}　、　{q.put('（　' + q.answer + '　）')}　\n\n\n"
            + q.listed("\t　{} 、 {}　　", "\n\n")
            + "\n\n\n\n"
        )
    text += f"\u3000\u30004 、{J[0].stem}  （   √  ）\u00a0\u00a0\n\u200b\n   5 、{J[1].stem}\t\t（ ×）\n"
    keep("38-padding.txt", text, [q.say() for q in (S[0], S[8], M[1], J[0], J[1])], code="gb18030", ends="\r\n")


def make() -> None:
    for one in (
        keyed,
        keyed_parts,
        mistakes,
        wrong_keys,
        open_questions,
        in_sentence,
        glued,
        unnumbered,
        letterless,
        padded,
    ):
        one()
