"""Words that turn a meaning: negations, numbers, opposites. General lists of our own, in the languages we know."""

import re

NEGATING = """
    not no nor never none nothing neither nobody nowhere without cannot cant dont doesnt didnt wont wouldnt shouldnt
    couldnt isnt arent wasnt werent hasnt havent hadnt mustnt neednt mightnt shant aint nought naught hardly scarcely
    nicht kein keine keinen keinem keiner keines nie niemals nichts ohne weder niemand
    nunca jamas nada nadie ninguno ninguna ningun tampoco sin ni
    ne pas jamais rien aucun aucune personne sans
    non nec neque nihil nunquam numquam nemo nullus haud sine
    не нет никогда ничего никто без ни ου ουκ ουχ μη ουδε μηδε δεν לא אל אינ בלי אינו
    لا لم لن ليس ليست غير दون न मा नहि नहीं मत
    不 无 没 非 未 勿 莫 毋 弗 否 ず ぬ ไม่
    """
NEGATIONS = frozenset(NEGATING.split())

COUNTING = """
    two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen
    nineteen twenty thirty forty fifty sixty seventy eighty ninety hundred thousand million billion trillion
    dozen score twice thrice second third fourth fifth sixth seventh eighth ninth tenth half double triple
    zwei drei vier funf sechs sieben acht neun zehn hundert tausend dos tres cuatro cinco seis siete ocho nueve diez
    cien mil deux trois quatre cinq sept huit neuf dix cent mille
    二 三 四 五 六 七 八 九 十 百 千 万 亿
    """
NUMBERS = frozenset(COUNTING.split())

OPPOSITES = """
all none/ all some/ all no/ every no/ always never/ always sometimes/ ever never/ more less/ most least/ many few/
much little/ everything nothing/ everyone nobody/ everybody nobody/ everywhere nowhere/ both neither/ either neither/
love hate/ loved hated/ loves hates/ lover hater/ good evil/ good bad/ better worse/ best worst/ right wrong/
true false/ truth lie/ truth falsehood/ truth error/ war peace/ life death/ live die/ living dead/ alive dead/
light dark/ light darkness/ day night/ friend enemy/ friend foe/ friends enemies/ friends foes/ strong weak/
strength weakness/ rich poor/ wealth poverty/ riches poverty/ begin end/ beginning end/ first last/ before after/
above below/ over under/ up down/ in out/ into from/ with without/ for against/ come go/ give take/ gave took/
given taken/ open close/ open shut/ opened closed/ increase decrease/ increased decreased/ increasing decreasing/
rise fall/ rises falls/ rising falling/ high low/ higher lower/ highest lowest/ great small/ greater smaller/
greater lesser/ big small/ large small/ long short/ longer shorter/ old young/ old new/ older newer/ hot cold/
warm cool/ wise foolish/ wisdom folly/ joy sorrow/ joy grief/ happy sad/ happiness misery/ laugh weep/ laugh cry/
hope despair/ hope fear/ courage fear/ bless curse/ blessed cursed/ blessing curse/ heaven hell/ heaven earth/
god devil/ angel devil/ saint sinner/ man woman/ men women/ king slave/ master servant/ master slave/ father mother/
brother sister/ son daughter/ sons daughters/ boy girl/ his her/ him her/ husband wife/ win lose/ won lost/
victory defeat/ success failure/ succeed fail/ gain loss/ profit loss/ build destroy/ create destroy/ save destroy/
accept reject/ accept refuse/ admit deny/ agree disagree/ allow forbid/ permit forbid/ ask answer/ buy sell/
remember forget/ find lose/ found lost/ keep lose/ free slave/ freedom slavery/ liberty slavery/ liberty tyranny/
freedom tyranny/ free bound/ unity division/ united divided/ unite divide/ join separate/ together apart/
justice injustice/ just unjust/ righteous wicked/ innocent guilty/ honest dishonest/ honor shame/ honor dishonor/
praise blame/ virtue vice/ pride humility/ proud humble/ mercy cruelty/ kind cruel/ gentle harsh/ soft hard/
soft harsh/ easy hard/ easy difficult/ simple complex/ rough smooth/ sharp blunt/ sharp dull/ quick slow/
fast slow/ early late/ soon late/ near far/ here there/ now then/ top bottom/ east west/ north south/ left right/
full empty/ wet dry/ clean dirty/ pure impure/ beautiful ugly/ fair foul/ sweet bitter/ safe dangerous/
safety danger/ sane mad/ healthy sick/ health sickness/ sleep wake/ asleep awake/ public private/ foreign domestic/
native foreign/ ancient modern/ past future/ permanent temporary/ same different/ like unlike/ equal unequal/
possible impossible/ lawful unlawful/ legal illegal/ able unable/ certain uncertain/ known unknown/ natural artificial/
positive negative/ plus minus/ majority minority/ maximum minimum/ superior inferior/ offense defense/ attack defend/
advance retreat/ forward backward/ ahead behind/ inside outside/ within without/ include exclude/ import export/
raise lower/ lift drop/ push pull/ add subtract/ multiply divide/ teach learn/ speak silent/ speech silence/
loud quiet/ order chaos/ order disorder/ union separation/ faith doubt/ trust distrust/ believe doubt/ belief unbelief/
knowledge ignorance/ wise ignorant/ cause effect/ mortal immortal/ finite infinite/ temporal eternal/ visible invisible/
flesh spirit/ body soul/ summer winter/ spring autumn/ morning evening/ sun moon/ land sea/ fire water/ gold silver/
must may/ can cannot/ will wont/ shall shant/ only also/ yes no/ turn stay/ start stop/ stand fall/ stands falls/
sit stand/ arrive depart/ arrival departure/ enter leave/ appear disappear/ approve disapprove/ support oppose/
supported opposed/ obey disobey/ reward punish/ help hinder/ help harm/ harmless harmful/ borrow lend/ borrower lender/
hide show/ conceal reveal/ sink float/ peace conflict/ peace violence/ peaceful violent/ peaceful warlike/
cooperation confrontation/ cooperation conflict/ equality inequality/ development decline/ growth decline/
prosperity poverty/ prosperity adversity/ stability instability/ stable unstable/ friendly hostile/ friendship enmity/
friendship hostility/ sincerity insincerity/ sincere insincere/ openness isolation/ trust suspicion/ ally enemy/
bueno malo/ bien mal/ amor odio/ vida muerte/ guerra paz/ luz tinieblas/ verdad mentira/ siempre nunca/ todo nada/
mas menos/ dia noche/ cielo infierno/ rico pobre/ gut bose/ leben tod/ liebe hass/ krieg frieden/ licht finsternis/
tag nacht/ immer nie/ alle keine/ mehr weniger/ wahrheit luge/ bon mauvais/ vie mort/ amour haine/ guerre paix/
大 小/ 多 少/ 有 无/ 上 下/ 前 后/ 左 右/ 高 低/ 长 短/ 生 死/ 善 恶/ 是 非/ 爱 恨/ 老 少/ 男 女/ 远 近/ 内 外/ 天 地/
东 西/ 南 北/ 强 弱/ 贫 富/ 冷 热/ 黑 白/ 新 旧/ 开 关/ 始 终/ 乐 忧/ 喜 悲/ 得 失/ 胜 败/ 利 害/ 安 危/ 进 退/ 古 今/
君 臣/ 父 母/ 日 月/ 昼 夜/ 春 秋/ 冬 夏/ 贵 贱/ 轻 重/ 难 易/ 盛 衰/ 兴 亡/ 存 亡/ 真 假
"""

PAIRS = frozenset(frozenset(pair.split()) for pair in OPPOSITES.replace("\n", " ").split("/"))
TURNING = ("un", "in", "im", "ir", "il", "dis", "non", "mis", "anti")
DIGITS = re.compile(r"\d+")


def opposite(one: str, other: str) -> bool:
    """Return whether two words mean the opposite, by the list, by a prefix (un-, dis-) or by -less against -ful."""
    if frozenset((one, other)) in PAIRS:
        return True
    short, long = sorted((one, other), key=len)
    if len(short) >= 4 and any(long == prefix + short for prefix in TURNING):
        return True
    if one.endswith("less") != other.endswith("less") and one[:4] == other[:4]:
        return one.removesuffix("less") == other.removesuffix("ful") or other.removesuffix("less") == one.removesuffix(
            "ful"
        )
    return _compounds(one, other)


def _compounds(one: str, other: str) -> bool:
    """Return whether the words differ only in a part that is opposite: "peacemaker", "warmaker"."""
    shared = 0
    while shared < min(len(one), len(other)) and one[-1 - shared] == other[-1 - shared]:
        shared += 1
    if shared < 4:
        return False
    return any(frozenset((one[: len(one) - cut], other[: len(other) - cut])) in PAIRS for cut in range(shared, 2, -1))


def negates(token: str) -> bool:
    """Return whether the word turns a statement into its contrary."""
    return token in NEGATIONS


def counts(token: str) -> bool:
    """Return whether the word is a number."""
    return token in NUMBERS or bool(DIGITS.fullmatch(token))
