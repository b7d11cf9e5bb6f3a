"""Make `resources/fonts/` anew from the source fonts. For developers; nothing runs it at install or start.

    .venv/bin/python .ci/fonts.py --serif NotoSerifSC_400Regular.ttf --sans NotoSansSC_400Regular.ttf \\
        --bold NotoSansSC_700Bold.ttf --rare HanaMinB.ttf --into resources/fonts

Where the sources come from is written in `resources/fonts/README.md`. What is done to them:

- subset: the characters a screen or a sheet can need, no layout features, no hinting;
- slimmed: outlines are fitted again within 2/1000 of an em and set on a grid of 500 (512) units instead of 1000
  (1024), which at the 10.5 pt of a sheet is a twentieth of a dot of a 600 dpi printer, and a sheet is a fifth smaller;
- renamed, because the OFL reserves the names of the originals.

The same sources and the same fontTools give the same bytes.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from fontTools import subset
from fontTools.misc.timeTools import timestampFromString
from fontTools.pens.cu2quPen import Cu2QuPen
from fontTools.pens.qu2cuPen import Qu2CuPen
from fontTools.pens.transformPen import TransformPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTFont

SCALE: Final = 0.5
TOLERANCE: Final = 2.0
"""In units of the source's em (1000 or 1024)."""

BEYOND_GB2312: Final = (
    "㑇㑊㕮㘎㙍㙘㙦㛃㛚㛹㟃㠇㠓㤘㥄㧐㧑㧟㫰㬊㬎㬚㭎㭕㮾㰀㳇㳘㳚㴔㵐㶲㸆㸌㺄㻬㽏㿠䁖䂮䃅䃎䅟䌹䎃䎖䏝䏡䏲䐃䓖䓛"
    "䓨䓫䓬䗖䗛䗪䗴䜣䝙䢺䢼䣘䥽䦃䲟䲠䲢䴓䴔䴕䴖䴗䴘䴙䶮丏乂乸亶亸亹伈伋伣伭伾佁佖佸佺佽侁侂侘侴侹俍俙俫俵俶倓"
    "倕倞倧倴倻偁偓偡偭偰偲傃傉傒傕僇僎僔僰儦儳儴冏冔冮凓凘刬剅剋剕剟劄劼勍勔勚勠匜匼卬厖厾叆叇叕叚吽呇呣咇咉"
    "咍咡咥咺哃哢哱唝唵啫啰啴喆喤嗐嗞嘚嘡噀噂噇嚄嚚嚭囷圌圐圙圢圫圲坉坋坒坥坬坰坽垈垍垎垏垕垙垚垞垟垯垱垵垺垾"
    "垿埆埇埌埗埪埫埵埼堃堉堌堎堐堧堨堲堼堽堾塅塆塝塱墈墐墕墘墡墣墦壸夐夬奓奡奭妘妧妭姈姞姤姮姱姶姽娀娵婌婍婘"
    "婞婠婤婫婳婻婼媂媄媆媓媖媞媭媱嫄嫕嫚嫪嫭嫽嬛嬥嬬嬿孅孖宧宬寁尨尪屃屼屾岊岞岠岨峂峃峗峘峛峣峧峱峿崀崁崄崌"
    "崒崚崟崡崶崿嵁嵅嵎嵖嵚嵲嶅嶍嶒嶓嶟嶦嶲巇巉帡帨幖幪庤庱庼廆廋廙弆弇弢弨弶弸彟彧徛忞忳忺恓恔悆悈悢悰惇惎惔"
    "惙惛愃愐愔愭慆慥慬慭憕憙憭憺戣戭扂扅扆扊扞扺扽抃抔拃拤挓挦捯捽掞揕揳搒摏摛摴摽擿攽敔敩斝斠斶旐旞旴旵旸旻"
    "旿昄昇昈昉昒昡昣昤昪昫昳昺昽晅晊晐晙晞晢晪晫晱暅暕暲暵暶暿曈曌朏朓朳朸杄杕杙杧杻枅枍枲枹柈柊柖柷栐栒栟栴"
    "栻桯桲桹梌梠梣梴梼梽梾梿棁棐棓棤棨棪棫棬棻棽椀椆椑椓椪椸楒楙楩楪楯榃榅榑榖榰槃槚槜槱橑橞橦檞櫆欂欸欻歅殣"
    "毌毐氾氿汈汋汧汫汭沄沇沘沚沨沺泂泃泇泙泚泜洈洑洓洘洢洣洨洭洴洸洺洿浉浐浕浛浟浡浥浬浭浰浲涄涍涐涘涢涴淏淜"
    "淟淯淴渟渰渼湉湑湜湝湣湲湴溁溇溍溚溞溠溦溵溹滃滆滉滍滘滧滪滫漈漋漖漦漴漷漹漻漼潏潖潟潩潵潽潾澂澛澥澪澭澴"
    "澼澽濋濩瀌瀍瀔瀱瀼灈炆炌炘炟炣烔烜烝烠烶烺烻焆焌焗焜焞煁煃煋煓煟煴熇熛熜熥熻燊燋燏燚爇爔爚爟牁牂牚牤牥牻"
    "犇犨狉狝猄猇猯猰猺獴玃玒玓玕玘玙玚玞玠玡玤玥玦玭玱玶玹玼玿珅珇珋珌珒珕珖珛珝珢珣珦珪珫珰珵珷珸珹珺珽琀琄"
    "琇琈琎琔琟琡琤琫琭琯琲瑀瑂瑃瑄瑅瑆瑑瑓瑔瑖瑝瑢瑧瑨瑬瑱瑳璆璈璒璘璟璠璥璪璬璮璱璲瓀瓖瓘瓻甗甡甦甪畖畤畬畯"
    "疁疍疐疢疭痓瘆癗癿皕皛皞皦皭盉盦盷眊眬睄睎瞋瞫瞭矞矰矻矼砄砆砠砫砮砵硁硊硍硔硙硚硿碃碈碏碨碶磏磜磡磹磻礌"
    "礵祃祇祊祋祎祏祐祕祲祼祾禋禒禔禘禛禤秬秾稌稑稙穄穙穜穟窅窊窎窣窸竑竘竫笯筀筜筤筥筦筶筼箓箖篯簃簉簕簝簠簰"
    "籥粿糒糵絜縠縢繄纮纴纻纼绖绤绹缊缐缞罍罶罽羑羓羕羖羱翀翂翃翈翙翚翛翯翷翾耇耏耑耤耰肸胈胠胣脟脩脿腒腘腨腯"
    "膙臑臜舠舥舲艅艎芃芠芣芼苉苧苾茀茋茓茝茽荁荄荓荖荙莙莝莿菂菉菍菼萚萣萩萳萹葎葖葰葴蒄蒐蒟蒨蒱蒻蓂蓇蓏蓢蔀"
    "蔃蔈蔊蕗蕰薁薢薳薸薿藟藠藦藨蘘虒虓虤虷虸蚄蚆蚲蛃蜎蜐蝘蝲螠螣螱蟏蟫蠋衃衎衒衠袆袗袪袯裈裛褕褟褯襕襚襜襫觃"
    "觟觭觱觿訄訚詟讱讻诇诐谞谼谿豨豮貆赑赒赗赟赪趯跂跐跱跶踒踦踶蹅蹐蹚蹜蹢蹽蹾轪辀辌辒辿迺逴遆遹邘邠邨邲邽邿"
    "郃郈郚郤郪郿鄀鄃鄅鄌鄑鄗鄘鄚鄜鄠鄫酂酅酦酺醨醾釐鋆钖钘铏铚铻锜锧锳锽镃镈镋镕镚镠镮镴镵闿阇阘陎陑陞隃隩隺"
    "雊雱霅霨靬靰靸靺靽靿鞁鞡鞧鞨鞬鞮鞳韂韨颋颎颙飏飐飔飗饳饸饹饻馃馉馌馝馞馧驲骃骉骍骎骕骙骦髃髎髢髽鬒鬘鬶鬷"
    "魆魋鱽鱾鲀鲃鲉鲊鲌鲏鲖鲗鲘鲙鲝鲪鲬鲯鲹鲾鲿鳀鳁鳂鳈鳉鳑鳒鳚鳛鳠鳡鳣鳤鸤鸧鸮鸰鸻鸼鹀鹍鹐鹒鹔鹖鹙鹝鹟鹠鹡鹢"
    "鹮鹯鹲鹴麀麑麖麹黇黡鼒鼩鼫鼱齁齇齉龁龂龢鿍鿎鿏"
)
"""The characters of 通用规范汉字表 (State Council, 2013) in the BMP that GB 2312 lacks: names, places, science."""

Point = tuple[float, float]


def gb2312() -> set[int]:
    """All characters of GB 2312-80: 6,763 Han and the symbols of its rows 1 to 9."""
    found = set()
    for row in range(0xA1, 0xFF):
        for cell in range(0xA1, 0xFF):
            try:
                found.add(ord(bytes((row, cell)).decode("gb2312")))
            except UnicodeDecodeError:
                continue
    return found


def signs(points: set[int]) -> set[int]:
    """Latin, punctuation, arrows, circled numbers, box drawing, full-width forms: all that is not Han or Hangul."""
    return {p for p in points if p < 0x3400 or 0xFE00 <= p <= 0xFFFF}


@dataclass(frozen=True, slots=True)
class Recipe:
    """One shipped font. `choose` gets all code points of the source and gives those to keep."""

    file: str
    family: str
    style: str
    choose: Callable[[set[int]], set[int]]
    polygons: bool = False


def slim_curves(glyph: Any) -> Any:
    """The same outline with fewer points: quadratic splines become cubics and splines again, within TOLERANCE."""
    pen = TTGlyphPen(None)
    halved = TransformPen(Cu2QuPen(pen, TOLERANCE * SCALE, all_quadratic=True), (SCALE, 0, 0, SCALE, 0, 0))
    glyph.draw(Qu2CuPen(halved, TOLERANCE, all_cubic=True))
    return pen.glyph(dropImpliedOnCurves=True)


def slim_polygons(glyph: Any, table: Any) -> Any:
    """HanaMin draws each curve as a chain of short lines: keep the corners that matter (Douglas-Peucker)."""
    pen, start = TTGlyphPen(None), 0
    for end in glyph.endPtsOfContours if glyph.numberOfContours > 0 else ():
        ring = [tuple(p) for p in glyph.coordinates[start : end + 1]]
        start = end + 1
        kept = [(round(x * SCALE), round(y * SCALE)) for x, y in _thin([*ring, ring[0]])[:-1]]
        if len(kept) < 3:
            continue
        pen.moveTo(kept[0])
        for point in kept[1:]:
            pen.lineTo(point)
        pen.closePath()
    return pen.glyph()


def _thin(chain: list[Point]) -> list[Point]:
    keep, spans = {0, len(chain) - 1}, [(0, len(chain) - 1)]
    while spans:
        a, b = spans.pop()
        far, where = TOLERANCE, 0
        (ax, ay), (bx, by) = chain[a], chain[b]
        dx, dy = bx - ax, by - ay
        length = (dx * dx + dy * dy) ** 0.5
        for i in range(a + 1, b):
            x, y = chain[i][0] - ax, chain[i][1] - ay
            distance = abs(x * dy - y * dx) / length if length else (x * x + y * y) ** 0.5
            if distance > far:
                far, where = distance, i
        if where:
            keep.add(where)
            spans += [(a, where), (where, b)]
    return [chain[i] for i in sorted(keep)]


def cut(source: Path, recipe: Recipe) -> TTFont:
    """The source with only the wanted characters and tables."""
    font = TTFont(source)
    options = subset.Options()
    options.layout_features, options.hinting, options.notdef_outline = [], False, True
    options.name_IDs, options.glyph_names = ["*"], False
    options.drop_tables += ["GSUB", "GPOS", "GDEF", "BASE", "STAT", "vhea", "vmtx", "FFTM", "gasp"]
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=recipe.choose(set(font.getBestCmap())))
    subsetter.subset(font)
    return font


def slim(font: TTFont, polygons: bool) -> None:
    """Fit all outlines again on the coarser grid, and scale all measures with them."""
    table, metrics, outlines = font["glyf"], font["hmtx"].metrics, font.getGlyphSet()
    fresh = {}
    for name in font.getGlyphOrder():
        glyph = table[name]
        glyph.expand(table)
        if glyph.isComposite():
            fresh[name] = slim_curves(outlines[name])
        else:
            fresh[name] = slim_polygons(glyph, table) if polygons else slim_curves(outlines[name])
    for name, glyph in fresh.items():
        glyph.recalcBounds(table)
        table[name] = glyph
        metrics[name] = (round(metrics[name][0] * SCALE), getattr(glyph, "xMin", 0) if glyph.numberOfContours else 0)
    font["head"].unitsPerEm = round(font["head"].unitsPerEm * SCALE)
    for tag, fields in _MEASURES.items():
        for field in fields:
            if hasattr(font[tag], field):
                setattr(font[tag], field, round(getattr(font[tag], field) * SCALE))


_MEASURES: Final = {
    "hhea": ("ascent", "descent", "lineGap"),
    "post": ("underlinePosition", "underlineThickness"),
    "OS/2": (
        "sTypoAscender", "sTypoDescender", "sTypoLineGap", "usWinAscent", "usWinDescent", "xAvgCharWidth",
        "ySubscriptXSize", "ySubscriptYSize", "ySubscriptYOffset", "ySuperscriptXSize", "ySuperscriptYSize",
        "ySuperscriptYOffset", "yStrikeoutSize", "yStrikeoutPosition", "sxHeight", "sCapHeight",
    ),
}  # fmt: skip


def rename(font: TTFont, recipe: Recipe) -> None:
    """Our own family name; the copyright and licence lines stay."""
    names = font["name"]
    names.names = [r for r in names.names if r.nameID in (0, 13, 14) and r.platformID == 3]
    postscript = f"{recipe.family.replace(' ', '')}-{recipe.style}"
    full = recipe.family if recipe.style == "Regular" else f"{recipe.family} {recipe.style}"
    for number, text in {
        1: recipe.family, 2: recipe.style, 3: f"1.000;{postscript}", 4: full, 5: "Version 1.000", 6: postscript,
    }.items():  # fmt: skip
        names.setName(text, number, 3, 1, 0x409)
    font["OS/2"].achVendID = "JLTR"
    font["head"].modified = font["head"].created = timestampFromString("Mon Jan  1 00:00:00 2024")
    font.recalcTimestamp = False


def main() -> None:
    parser = argparse.ArgumentParser(description="Make resources/fonts anew.")
    for name in ("serif", "sans", "bold", "rare", "into"):
        parser.add_argument(f"--{name}", type=Path, required=True)
    given = parser.parse_args()
    common = gb2312() | {ord(c) for c in BEYOND_GB2312}
    in_serif = set(TTFont(given.serif, lazy=True).getBestCmap())
    work: list[tuple[Path, Recipe]] = [
        (given.serif, Recipe("jltrain-serif.ttf", "JLTrain Serif", "Regular", lambda all_: all_)),
        (given.sans, Recipe("jltrain-sans.ttf", "JLTrain Sans", "Regular",
                            lambda all_: signs(all_) | (all_ & common) | {p for p in all_ if p > 0x1FFFF})),
        (given.bold, Recipe("jltrain-sans-bold.ttf", "JLTrain Sans", "Bold",
                            lambda all_: signs(all_) | all_ & gb2312())),
        (given.rare, Recipe("jltrain-rare.ttf", "JLTrain Rare", "Regular",
                            lambda all_: {p for p in all_ if p > 0x1FFFF} - in_serif, polygons=True)),
    ]  # fmt: skip
    for source, recipe in work:
        font = cut(source, recipe)
        slim(font, recipe.polygons)
        rename(font, recipe)
        target: Path = given.into / recipe.file
        font.save(target)
        print(f"{recipe.file}: {len(font.getBestCmap())} characters, {target.stat().st_size / 1e6:.1f} MB")


if __name__ == "__main__":
    main()
