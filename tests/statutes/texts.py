"""Made-up statutes as they are published, for tests of several rooms."""

from __future__ import annotations

from jltrain.statutes.parse import parse
from jltrain.statutes.statute import Statute

HEAD = """中华人民共和国国务院令

第 900 号

　　《中华人民共和国渡口条例》已经2019年3月1日国务院第40次常务会议通过，现予公布，自2019年5月1日起施行。

　　总　理　某某某

2019年3月8日

　　　　　　中华人民共和国渡口条例

目　　录

　　第一章　总　　则
　　第二章　渡　　口
　　　第一节　设　　置
　　　第二节　管　　理
　　第三章　附　　则
"""
BODY = """　　　　第一章　总　　则

　　第一条　为了加强渡口管理，保障人身财产安全，制定本条例。
　　第二条　本条例所称渡口，是指设在江河两岸、专供渡船停靠的设施。
　　前款规定的设施包括码头和引道。

　　　　第二章　渡　　口
　　　　第一节　设　　置

　　第三条　设置渡口应当具备下列条件：
　　（一）选址合理，水流平缓；
　　（二）有下列设施之一：
　　1．固定码头；
　　2．浮动码头。
　　（三）有经过批准的方案。
　　县级人民政府应当自收到申请之日起三十日内作出决定。
　　第三条之一　渡口的名称应当报县级人民政府备案。

　　　　第二节　管　　理

　　第四条　违反本条例第三条规定的，处三千元以上一万元以下的罚款；情节严重的，责令停业整顿。

　　　　第三章　附　　则
　　第五条　本条例自公布之日起三十日后施行。
"""
FERRY = HEAD + BODY


def statute(text: str = FERRY, file: str = "") -> Statute:
    return parse(text.split("\n"), file)


def law(name: str, day: str, *articles: str) -> str:
    """A short statute's text: its name, the day of its adoption (2020年1月1日), its articles by number."""
    from jltrain.statutes.numerals import to_chinese

    lines = [f"第{to_chinese(n)}条　{words}" for n, words in enumerate(articles, 1)]
    return "\n\n".join([f"# 中华人民共和国{name}", f"{day}通过", *lines]) + "\n"
