"""Words of one meaning: what memory puts in each other's place. A general list of our own; older words beside newer."""

from bot.lookup.stem import stem

GROUPS = """
abandon forsake desert leave/ able capable/ abundance plenty fullness wealth/ accept receive take/ accomplish achieve
attain fulfil/ act deed action work/ add join/ admit confess acknowledge/ adversary enemy foe/ adversity hardship
trouble affliction/ advice counsel guidance/ advise counsel urge/ afraid fearful scared frightened/ age era epoch
time/ agree consent/ aid help assist succor/ aim goal purpose end/ allow let permit suffer/ ally friend partner/
almost nearly nigh/ alone only solely/ also too likewise/ always ever forever evermore constantly/ amaze astonish
astound marvel/ among amid between betwixt/ ancestor forefather father/ ancient old aged/ anger wrath fury rage ire/
angry wroth furious/ animal beast creature/ announce proclaim declare/ annoy vex trouble/ answer reply respond/
anxiety worry care/ anxious worried careful troubled/ anything aught ought/ appear seem/ appoint ordain name/ army
host troops/ arrive come reach/ arrogance haughtiness pride/ arrogant haughty proud/ ask request beg entreat beseech
inquire/ assembly congregation gathering council/ assert affirm declare claim/ assist help/ attack assault strike/
attempt try endeavor/ attend heed/ awake wake arise/ aware conscious mindful/ away hence off/ awful terrible dreadful/
babe baby infant child/ back again/ bad evil wicked ill/ bank shore/ bare naked/ battle fight war combat/ beach shore
coast strand/ bear carry endure/ bear endure suffer tolerate stand/ beat smite strike hit/ beautiful fair lovely
pretty/ because for since/ become grow turn/ before ere/ beg beseech plead pray/ begin start commence/ beginning start
outset origin/ behave act conduct/ behold see look lo/ belief faith creed/ believe think trust/ below beneath under/
bend bow/ benefit profit gain advantage/ besides moreover furthermore/ best finest/ betray deceive/ better superior/
beyond past/ big great large huge vast/ bind tie/ birth origin/ bit piece/ blame fault censure/ bless hallow/ blind
sightless/ blow strike/ boast brag glory/ boat ship vessel/ body flesh/ boldness courage bravery/ border boundary
frontier edge/ bound limit/ bow bend/ boy lad youth/ branch bough twig/ brave bold courageous valiant/ break burst
shatter/ breath wind spirit/ bridge span/ brief short/ bright shining radiant/ bring fetch carry/ broad wide/ brook
stream/ brother brethren/ build construct make erect/ burden load weight/ burn blaze/ bury inter/ business affair
trade/ buy purchase/ call name summon/ calm quiet peaceful serene tranquil/ camp tent/ captain commander leader/
capture seize take/ care concern worry/ careless heedless/ carry bear/ cast throw fling/ castle fortress/ catch seize
take/ cattle kine herd/ cause reason/ cease stop end quit/ celebrate honor/ certain sure/ chance opportunity/ change
alter shift/ character nature/ charity love/ chase pursue hunt/ chief principal main head/ child kid son/ choose pick
select elect/ circle ring/ citizen countryman/ city town/ claim demand/ clean pure/ clear plain evident/ clearly
plainly/ clever wise cunning/ climb ascend/ close near/ close shut/ cloth garment/ clothe dress array/ clothes
garments raiment apparel clothing/ coat cloak robe mantle/ cold chill/ collect gather/ color hue dye/ come arrive/
comfort console/ command order bid/ commandment law command/ commerce trade/ commit entrust/ common ordinary/
companion friend fellow/ compassion pity mercy/ complain murmur/ complete finish/ complete whole entire full/ conceal
hide/ conceive imagine/ condemn judge/ condition state/ conduct behavior/ confidence trust/ conflict strife war/
conquer overcome vanquish/ consider think ponder/ constant steady/ construct build/ consume eat devour/ contain hold/
contempt scorn/ content satisfied pleased/ contest struggle/ continue persist remain/ control rule govern/ converse
speak talk/ cooperate collaborate/ corn grain wheat/ corrupt rotten/ counsel advice/ country land nation/ courage
bravery valor/ course way path/ cover hide/ coward craven/ create make/ creature being/ crime sin offense/ crowd
multitude throng/ crown diadem/ cruel harsh/ cry shout/ cry weep/ cunning sly subtle/ cup chalice/ cure heal/ curse
damn/ custom habit usage/ damage harm hurt/ danger peril risk/ dangerous perilous/ dare venture/ dark dim black/
darkness gloom night/ dawn daybreak morning/ dead deceased lifeless/ deadly mortal fatal/ dear beloved precious/
debate argue dispute/ decay rot/ deceit fraud/ deceive cheat trick/ decide determine resolve/ decision judgment/
declare say/ decline fall/ decree order/ deed act/ deep profound/ defeat overcome beat/ defend guard protect/ delay
tarry wait/ delight joy pleasure/ deliver free rescue save/ demand require/ deny refuse/ depart leave go/ descend
fall/ desert wilderness/ deserve merit/ desire longing/ desire want wish/ despise scorn hate disdain/ destroy ruin
demolish/ destruction ruin/ develop grow/ devil demon satan/ devise plan/ devour eat/ die perish/ differ vary/
different other/ difficult hard/ difficulty trouble/ dig delve/ diligent industrious/ direct guide/ disaster calamity/
disciple follower/ discover find/ discuss talk/ disease sickness illness/ disgrace shame/ dispute quarrel/ distant far
remote/ distress trouble/ disturb trouble/ divide part split/ divine holy/ do perform/ doctor physician/ doctrine
teaching/ door gate/ doubt uncertainty/ dread fear/ dream vision/ dress clothe/ drive push/ drop fall/ dumb mute/ dust
earth/ duty obligation/ dwell live abide reside stay/ dwelling house home/ each every/ eager keen/ early soon/ earn
gain win/ earth ground soil land/ earth world globe/ easily readily/ easy simple light/ eat consume/ educate teach/
effect result/ effort endeavor/ elder senior/ elect choose/ empire kingdom/ employ use/ empty void/ encourage hearten/
end finish/ endless eternal everlasting/ endure last/ enemy foe/ enlarge expand/ enough sufficient/ entire all whole/
entirely wholly/ envy jealousy/ equal same/ err sin/ error mistake fault/ escape flee/ establish set/ eternal
everlasting/ eternity forever/ evening eve even/ event happening/ everyone everybody all/ everything all/ evil
wickedness/ exalt raise lift/ examine search/ example pattern/ exceed surpass/ excellent good/ except save but/
exchange trade/ excuse pardon/ exile banish/ exist be live/ expand extend spread/ expect await/ expel drive/ explain
expound/ express say/ extend stretch/ face countenance/ fact truth/ fade wither/ failing fault/ faint weak/ fair just/
faith belief trust/ faithful true loyal/ fall stumble/ false untrue lying/ fame renown glory/ family household kin/
famine hunger/ famous renowned/ farm field/ farmer husbandman/ fashion manner/ fast quick swift/ fate destiny lot/
fault sin/ favor grace/ fear dread terror/ feast banquet/ feeble weak frail/ feeling emotion passion/ fellow man/
field meadow/ fierce savage/ filthy unclean/ final last/ find discover/ fine good/ finish end/ fire flame/ firm
steadfast/ first foremost/ fit suitable/ flee run/ flesh meat/ flood deluge/ flourish thrive prosper/ flow run/ flower
blossom/ folly foolishness/ food meat bread/ foolish silly unwise/ forbid prohibit/ force compel thrust/ force power/
foreign strange/ foreigner stranger/ foretell prophesy/ forgive pardon/ form shape/ fortune luck/ foundation basis
ground base/ fountain spring well/ fragile frail/ frailty weakness/ freedom liberty/ frequently often/ frighten scare/
gain profit win/ gather collect assemble/ generous liberal/ gentle mild meek/ get obtain acquire/ ghost spirit/ gift
present/ girl maid maiden damsel/ give bestow grant/ glad happy/ gladness joy/ glory honor/ glow shine/ go depart/ god
lord/ gone departed/ goods possessions/ govern rule/ governor ruler/ grain corn/ grand great/ grant give/ grateful
thankful/ gratitude thanks/ grave serious/ grave tomb/ greed avarice covetousness/ greedy covetous/ greet salute/
grief sorrow/ grieve mourn/ guard keep watch/ guess suppose/ guide lead/ happen befall/ happy blessed glad/ harbor
haven port/ harm injure/ harmony concord peace/ harvest reap/ haste hurry/ hasten hurry/ hasty rash/ hate abhor detest
loathe/ have possess own/ hear hearken listen/ heaven sky/ heavy weighty/ high lofty tall/ highway road/ hill mount
mountain/ hinder prevent/ hold keep/ hole pit/ holy sacred/ home house/ honest upright/ honor respect/ hope expect/
horse steed/ hour time/ however but yet/ human mortal/ humble lowly meek/ hurt wound/ idea thought/ idle lazy
slothful/ idol image/ ill sick/ imagine suppose/ immediately straightway forthwith instantly/ important weighty great/
increase grow/ indeed verily truly/ inform tell/ inhabit dwell/ injure hurt/ injury wound wrong/ inner inward/
innocent guiltless/ insane mad/ instruct teach/ instruction teaching/ intelligence understanding/ intend mean purpose/
intention purpose/ island isle/ jail prison/ jealous envious/ jest joke/ job task work/ join unite/ journey travel/
joy gladness/ joyful glad/ jump leap/ just righteous/ justice righteousness/ kill slay murder/ kind gentle/ kind sort/
kindness goodness/ king monarch/ kingdom realm/ know understand/ knowledge learning/ labor work toil/ lack want need/
lady woman/ lament mourn/ lamp candle light/ language tongue/ last final/ lay put/ letter epistle/ lie falsehood/ lift
raise/ like as/ likeness image/ listen hear/ little small/ lord master/ lust desire/ maintain keep/ maker creator/
mankind humanity/ manner way/ mansion house/ many numerous/ mark sign/ marriage wedding/ marry wed/ meaning sense/
meet encounter/ memory remembrance/ mend repair/ merchant trader/ merely only/ message tidings news/ mighty powerful
strong/ miracle wonder/ miserable wretched/ mix mingle/ mock scorn/ moment instant/ money silver/ morning morn/ move
stir/ mutual reciprocal/ narrow strait/ nation people/ near nigh/ necessary needful/ neighboring nearby/ noise sound/
noon midday/ nothing naught/ notice mark/ oath vow/ observe keep/ observe see/ obvious plain/ occur happen/ often oft/
opinion view/ overseas abroad/ parent father/ pastor shepherd/ people folk/ perceive see/ perhaps maybe haply/
permanent lasting/ person man/ persuade convince/ picture image/ pig swine hog/ pious godly/ poor needy/ power might
strength/ praise extol/ preserve keep/ pretend feign/ price cost/ prisoner captive/ progress advance/ promote advance/
prophet seer/ protect shield/ proverb saying/ prudent wise/ punish chastise/ pupil disciple/ push thrust/ put place
set/ quarrel strife/ quickly swiftly speedily/ real true/ reality truth/ rebuke reprove/ recall remember/ reckon
count/ recognize know/ refuge shelter/ reign rule/ remain stay/ render give/ revenge vengeance/ reward recompense/
rich wealthy/ riches wealth/ rise arise/ river stream/ road way/ rob steal/ robber thief/ rock stone/ rod staff/ royal
kingly/ sad sorrowful/ sea ocean/ search seek/ serpent snake/ servant slave/ several many/ silent mute/ sin
transgression iniquity/ sleep slumber/ snare trap/ soldier warrior/ soul spirit/ sow plant/ spare save/ spare
withhold/ still yet/ storm tempest/ story tale/ stupid foolish/ supper dinner/ surrender yield/ sword blade/ tax
tribute/ teacher master/ tell say/ tent tabernacle/ there thither/ tired weary/ torment torture/ tremble shake/
universe world/ useless vain/ valley vale/ value worth/ victory triumph/ wages pay/ wander stray/ woe sorrow/ worker
laborer
"""
"""Words that may stand for one another, a group between two strokes; a word may be in several groups."""


def _table() -> dict[str, frozenset[str]]:
    near: dict[str, set[str]] = {}
    for group in GROUPS.split("/"):
        roots = {stem(each) for each in group.split()}
        for root in roots:
            near.setdefault(root, set()).update(roots - {root})
    return {root: frozenset(others) for root, others in near.items() if others}


NEAR = _table()


def synonyms(root: str) -> frozenset[str]:
    """Return the stems of the words that may stand for a word, by its stem; none where we know of none."""
    return NEAR.get(root, frozenset())
