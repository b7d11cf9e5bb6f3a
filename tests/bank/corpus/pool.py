"""Questions of our own making that the corpus is built of. `@` in a stem is where an answer bracket or a blank stands."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

LETTERS: Final = "ABCDEFGHIJ"


@dataclass(frozen=True)
class Q:
    """One question as its author means it; `answer`: letters, Y or N, or the texts of the blanks set apart by |."""

    kind: str
    stem: str
    options: tuple[str, ...]
    answer: str
    why: str = ""
    law: str = ""

    def put(self, *marks: str) -> str:
        """The stem with `marks` (the last one repeated) in place of its @ signs."""
        text, left = self.stem, list(marks)
        while "@" in text:
            text = text.replace("@", left.pop(0) if len(left) > 1 else left[0], 1)
        return text

    @property
    def bare(self) -> str:
        """The stem as it is to be read: empty brackets, or blanks."""
        return self.put("____" if self.kind == "blank" else "（ ）")

    @property
    def blanks(self) -> list[str]:
        """The texts of the blanks."""
        return self.answer.split("|")

    def listed(self, form: str = "{}. {}", between: str = "\n", lower: bool = False) -> str:
        """The options as text."""
        letters = LETTERS.lower() if lower else LETTERS
        return between.join(form.format(letters[n], text) for n, text in enumerate(self.options))

    def say(self, **change: Any) -> dict[str, Any]:
        """What the judge expects: without explanation unless asked for with why=True."""
        answer: Any = self.answer == "Y" if self.kind == "judge" else list(self.answer)
        if self.kind == "blank":
            answer = self.blanks
        explained = change.pop("explained", False)
        record: dict[str, Any] = {
            "kind": self.kind,
            "stem": self.bare,
            "options": list(self.options),
            "answer": answer,
            "explanation": self.why if explained else "",
        }
        if change.pop("cited", False):
            record["basis"] = [self.law]
        return record | {"doubtful": False} | change


def _s(stem: str, options: str, answer: str, why: str = "", law: str = "") -> Q:
    return Q("single" if len(answer) == 1 else "multiple", stem, tuple(options.split("|")), answer, why, law)


def _j(stem: str, answer: str, why: str = "", law: str = "") -> Q:
    return Q("judge", stem, (), answer, why, law)


def _b(stem: str, answer: str, why: str = "", law: str = "") -> Q:
    return Q("blank", stem, (), answer, why, law)


S: Final = (
    _s(
        "省道两侧的建筑控制区，从公路用地外缘向外量起，不得少于@。",
        "10米|15米|20米|30米",
        "B",
        "省道为十五米，二十米是国道的标准。",
        "《公路安全保护条例》第十一条",
    ),
    _s(
        "一辆6轴货车车货总重52吨，2021.7.15驶入超限检测站。执法人员接下来应当做什么？",
        "当场放行|引导复称并核对证件|扣留驾驶人|要求掉头驶离",
        "B",
        "先查清事实，再谈处理。",
        "《公路安全保护条例》第四十条",
    ),
    _s(
        "A、B两车在县道上相撞，B车碾坏路缘石1.5米。路产损失由谁赔偿？",
        "A车驾驶人|B车一方|两车平均分担|乡镇人民政府",
        "B",
        "谁造成损坏谁赔偿。",
        "《公路法》第八十五条",
    ),
    _s("持C1驾照的人员，不能驾驶下列哪一种车辆？", "小型汽车|小型自动挡汽车|低速载货汽车|大型客车", "D"),
    _s("执法人员调查取证时不得少于@人。", "1|2|3|5", "B", "应当两人以上，并出示执法证件。", "《行政处罚法》第四十二条"),
    _s("依照第6条对客运站的分级办法，日发量在5000人次以上的客运站属于@。", "A类站|B类站|C类站|D类站", "A"),
    _s(
        "当事人要求听证的，应当在行政机关告知后几日内提出？",
        "3日|5日|7日|10日",
        "B",
        "五日内提出。",
        "《行政处罚法》第六十四条",
    ),
    _s(
        "关于简易程序，下列说法哪一项成立？",
        "以上说法都正确|以上说法都错误|当场处罚不必制作决定书|当场处罚应当交付决定书",
        "D",
        "决定书应当当场交付当事人。",
        "《行政处罚法》第五十二条",
    ),
    _s("下列标志中，由@负责设置和维护的是公路交通标志。", "公安机关|公路管理单位|广告公司|沿线村民委员会", "B"),
    _s(
        "航道两侧养殖网箱侵入航道的，海事人员首先应当@当事人限期清除。",
        "责令|劝说|罚没|起诉",
        "A",
        "先责令改正。",
        "《航道法》第四十二条",
    ),
    _s("内河船舶的载重线被水淹没，说明该船@。", "空载|超载|搁浅|漏油", "B"),
    _s(
        "某桥限载20t，一辆49t的货车要通过时，处理正确的是@。",
        "减速通过|绕行或者经许可后加固通过|夜间通过|与限载20t的车同行",
        "B",
    ),
    _s(
        "罚款超过3%的日加处数额，最终不得超过罚款本数的@。",
        "50%|80%|100%|150%",
        "C",
        "加处罚款不超过本数。",
        "《行政处罚法》第七十二条",
    ),
    _s("《公路安全保护条例》自哪一年起施行？", "1997年|2004年|2011年|2019年", "C", "自2011年7月1日起施行。"),
    _s("港口经营人（不含仅提供岸电服务的）应当向@申请许可。", "海关|港口行政管理部门|税务机关|船级社", "B"),
    _s("船舶进出内河港口，应当向海事管理机构@。", "报告|交保证金|抵押证书|申请引水", "A"),
    _s("监理人员发现隐蔽工程未经验收就被覆盖，应当要求施工单位@。", "补写记录|剥开重验|降价结算|继续施工", "B"),
    _s("交通运输服务监督电话是@。", "12306|12309|12328|12345", "C"),
)

M: Final = (
    _s(
        "下列哪些行为在公路用地范围内被禁止？",
        "堆放杂物|摆摊设点|挖沟引水|按批准埋设管线",
        "ABC",
        "经批准埋设的不在此列。",
        "《公路法》第四十六条",
    ),
    _s(
        "行政处罚的证据包括@。",
        "书证|物证|视听资料|电子数据|传言",
        "ABCD",
        "传言不是证据。",
        "《行政处罚法》第四十六条",
    ),
    _s("道路运输企业的@应当经考核合格。", "主要负责人|专职安全员|门卫|保洁员", "AB"),
    _s("危险货物运输车辆上应当随车携带的有@。", "道路运输证|安全卡|押运人员证件|广告宣传单", "ABC", "前三种随车携带。"),
    _s(
        "关于A、B、C三类码头的说法，正确的有哪些？",
        "A类码头可以停靠万吨船|B类码头限5000吨级|C类码头不得夜航|三类码头标准相同",
        "ABC",
    ),
    _s(
        "船员在船上工作期间，应当@。",
        "携带适任证书|遵守值班规定|记载航行日志|私自离船",
        "ABC",
        "",
        "《船员条例》第二十条",
    ),
    _s(
        "下列情形可以不予行政处罚的是@。",
        "不满十四周岁的人违法|轻微并及时改正没有危害后果|有证据证明没有主观过错|违法后拒不改正",
        "ABC",
        "拒不改正的不能免罚。",
        "《行政处罚法》第三十条",
    ),
    _s("施工单位对建筑材料必须进行检验的是@。", "水泥|钢筋|商品混凝土|办公桌椅", "ABC"),
    _s("回避的情形有@。", "是本案当事人的近亲属|与本案有利害关系|是当事人的同乡|可能影响公正的其他关系", "ABD"),
    _s("听证结束后，行政机关可以@。", "作出处罚决定|作出不予处罚决定|移送司法机关|要求当事人承担听证费", "ABC"),
)

J: Final = (
    _j("执法人员与案件有直接利害关系的，应当回避。", "Y", "这是回避制度的要求。", "《行政处罚法》第四十三条"),
    _j("公民对罚款决定不服的，可以拒绝出示身份证件并离开现场。", "N", "不服可以复议、诉讼，不能拒绝配合。"),
    _j("经批准在公路上增设平面交叉道口的，不需要再设置标志。", "N"),
    _j("高速公路上货车可以在应急车道内停车补胎，时间不超过15分钟。", "N", "应急车道不得停车作业。"),
    _j("收费站应当在显著位置公布收费标准和收费期限。", "Y"),
    _j("船舶可以在桥区水域追越，只要鸣笛一长声。", "N"),
    _j("电子数据经核实后可以作为定案的根据。", "Y"),
    _j(
        "违法行为在二年内未被发现的，一般不再给予行政处罚。",
        "Y",
        "涉及公民生命健康安全的为五年。",
        "《行政处罚法》第三十六条",
    ),
    _j("同一个违法行为可以给予两次以上罚款。", "N", "一事不再罚款。", "《行政处罚法》第二十九条"),
    _j("隐蔽工程在隐蔽以前，施工单位应当通知建设单位和质量监督机构。", "Y"),
    _j("听证的费用由要求听证的一方承担。", "N"),
    _j("港口的危险货物作业应当在作业前24小时报告。", "Y"),
    _j("执法记录仪没电了，所以这次检查可以一个人进行。", "N"),
    _j("路政车辆不执行任务时也可以使用警示灯。", "N"),
)

B: Final = (
    _b("公路按行政等级分为国道、@、县道、@和村道。", "省道|乡道"),
    _b("对公民处以@元以下罚款的，可以当场作出处罚决定。", "二百", "见简易程序一节。", "《行政处罚法》第五十一条"),
    _b("证据先行登记保存的，应当在@日内作出处理决定。", "7"),
    _b("申请行政复议的一般期限为知道该行为之日起@日。", "60"),
    _b("安全生产工作实行@第一、@为主、综合治理的方针。", "安全|预防"),
    _b("高速公路的建筑控制区自公路用地外缘起不少于@米。", "30", "高速公路为30米。"),
    _b("行政机关应当自立案之日起@日内作出处罚决定。", "九十"),
    _b("船舶应当悬挂@国旗，并按规定显示号灯和@。", "中华人民共和国|号型"),
    _b("桥梁上下游各@米内不得采砂，具体以公告的@为准。", "500|禁采区"),
    _b("超限运输申请由@受理，跨省的由@统一受理。", "公路管理机构|起运地"),
)
