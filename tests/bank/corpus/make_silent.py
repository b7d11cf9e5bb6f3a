"""Where a wrong answer would slip in unseen: two answers of which one is not the key, brackets that are none, keys that shift."""
# ruff: noqa: E501 (texts of the corpus are kept whole in their lines)

from __future__ import annotations

from docx import Document

from tests.bank.corpus.keep import keep
from tests.bank.corpus.make_tables import book
from tests.bank.corpus.make_word import done
from tests.bank.corpus.pool import J, M, Q, S


def _q(kind: str, stem: str, options: str, answer: str, why: str = "") -> Q:
    return Q(kind, stem, tuple(options.split("|")) if options else (), answer, why)


def decoys() -> None:
    a = _q("single", "图（B）所示的标志设置在学校附近，它的含义是@。", "注意儿童|禁止通行|允许停车|注意横风", "A")
    b = _q("single", "某车辆属于第（C）类（即半挂列车），轴数为@。", "2|4|6|8", "C")
    c = _q("judge", "询问笔录应当由被询问人写明“以上属实（是）或者不属实（否）”。", "", "Y")
    d = _q("blank", "罚款（人民币）超过@元的，应当经负责人集体讨论。", "", "20万")
    e = _q(
        "multiple",
        "关于表（A）、表（B）两份文书，下列说法正确的有@。",
        "表（A）由当事人签名|表（B）由见证人签名|两份都可以不签|两份都应当编号",
        "ABD",
    )
    f = _q("judge", "标志牌上写着“正确停车”，驾驶人就一定可以停车。", "", "N")
    g = _q("single", "准驾车型A1（大型客车）的驾驶人可以驾驶@。", "A1、A3、B1、B2、C1|只有A1|无轨电车|D型摩托车", "A")
    text = f"""1. {a.put("（ ）")}
{a.listed()}
答案：A
2. {b.put("（ ）")}
{b.listed("{}. {}", "  ")}
答案：C
3. {c.stem}
答案：√
4. {d.put("____")}
答案：20万
5. {e.put("（ ）")}
{e.listed()}
答案：ABD
6. {f.stem}
答案：错误
7. {g.put("（ ）")}
{g.listed()}
答案：A
"""
    keep("135-brackets-that-are-no-answers.txt", text, [q.say() for q in (a, b, c, d, e, f, g)])


def two_answers() -> None:
    text = f"""1. {S[0].put("（ ）")}
{S[0].listed()}
你的答案：A　正确答案：B
2. {S[6].stem}
{S[6].listed()}
考生答案：D
标准答案：B
3. {M[0].stem}
{M[0].listed()}
答案：ABC（原答案AB有误，已更正）
4. {J[0].stem}
作答：错误　　参考答案：正确
5. {S[9].put("（ D ）")}
{S[9].listed()}
答案：A
6. {S[13].stem}
{S[13].listed()}
答案：B或C
"""
    keep("136-your-answer-and-the-right-one.txt", text, [
        S[0].say(), S[6].say(), M[0].say(doubtful="may", why="答案后面有更正说明", explanation=["", "原答案AB有误，已更正"]), J[0].say(),
        S[9].say(doubtful=True, why="括号里是D，下面写A"), S[13].say(doubtful=True, why="答案写着B或C")])  # fmt: skip
    rows = [["题干", "选项A", "选项B", "选项C", "选项D", "考生答案", "正确答案", "得分", "正确率"],
            [S[0].put("（ ）"), *S[0].options, "C", "B", "0", "35%"], [M[0].stem, *M[0].options, "AB", "ABC", "1", "20%"],
            [J[0].stem, "", "", "", "", "错", "对", "0", "80%"]]  # fmt: skip
    book("137-answers-given-beside-the-key.xlsx", {"成绩明细": rows}, [S[0].say(), M[0].say(), J[0].say()])


def shifted() -> None:
    text = "一、单选题\n" + "\n".join(
        f"{n}. {q.put('（ ）')}\n{q.listed('{}. {}', '  ')}" for n, q in enumerate(S[:4], 1)
    )
    text += "\n二、多选题\n" + "\n".join(
        f"{n}. {q.put('（ ）')}\n{q.listed('{}. {}', '  ')}" for n, q in enumerate(M[:2], 1)
    )
    text += "\n三、判断题\n" + "\n".join(f"{n}. {q.stem}（ ）" for n, q in enumerate(J[:3], 1))
    turned = text + "\n\n参考答案\n三、判断题：1.√ 2.× 3.×\n一、单选题：1.B 2.B 3.B 4.D\n二、多选题：1.ABC 2.ABCD\n"
    keep("138-key-in-another-order.txt", turned, [q.say() for q in (*S[:4], *M[:2], *J[:3])])
    less = text + "\n\n参考答案\n一、1.B 2.B 3.B 4.D\n三、1.√ 2.× 3.×\n"
    keep("139-key-without-a-part-gbk.txt", less, [*(q.say(doubtful="may", why="答案缺一部分") for q in S[:4]),
         *(q.say(answer=None, doubtful=True, why="答案里没有多选题") for q in M[:2]), *(q.say(doubtful="may", why="答案缺一部分") for q in J[:3])], code="gbk")  # fmt: skip
    both = (
        text
        + "\n\nA卷答案\n一、1.B 2.B 3.B 4.D\n二、1.ABC 2.ABCD\n三、1.√ 2.× 3.×\nB卷答案\n一、1.C 2.A 3.D 4.A\n二、1.BD 2.AC\n三、1.× 2.√ 3.√\n"
    )
    keep(
        "140-keys-of-two-papers.txt",
        both,
        [q.say(doubtful=True, why="有A卷、B卷两份答案，不知是哪一卷") for q in (*S[:4], *M[:2], *J[:3])],
    )
    short = (
        "单选题\n"
        + "\n".join(f"{n}. {q.put('（ ）')}\n{q.listed('{}. {}', '  ')}" for n, q in enumerate(S[:5], 1))
        + "\n答案：1-5 BBBD\n"
    )
    keep("141-range-with-a-letter-too-few.txt", short, [q.say(doubtful=True, why="1-5题只有四个字母") for q in S[:5]])


def crossed_out() -> None:
    document = Document()
    for n, q in enumerate((S[0], S[6]), 1):
        document.add_paragraph(f"{n}. {q.put('（ ）')}")
        for line in q.listed().split("\n"):
            document.add_paragraph(line)
        paragraph = document.add_paragraph("答案：")
        if n == 1:
            paragraph.add_run("C").font.strike = True
        paragraph.add_run(q.answer)
    document.add_paragraph(f"3. {J[0].stem}")
    hidden = document.add_paragraph("答案：")
    hidden.add_run("×").font.strike = True
    hidden.add_run("√")
    done(
        "142-crossed-out-answers.docx",
        document,
        [S[0].say(doubtful="may", why="划掉了一个答案"), S[6].say(), J[0].say(doubtful="may", why="划掉了一个答案")],
    )


def make() -> None:
    for one in (decoys, two_answers, shifted, crossed_out):
        one()
