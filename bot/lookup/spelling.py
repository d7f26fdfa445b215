"""Spelling conventions made one: British and American, older and newer. Facts of English orthography, our own lists."""

import re

SPELLINGS = """
    grey=gray plough=plow draught=draft cheque=check tyre=tire kerb=curb gaol=jail pyjamas=pajamas sceptic=skeptic
    sceptical=skeptical scepticism=skepticism mould=mold moult=molt smoulder=smolder storey=story storeys=stories
    programme=program programmes=programs manoeuvre=maneuver manoeuvres=maneuvers aluminium=aluminum
    judgement=judgment judgements=judgments acknowledgement=acknowledgment abridgement=abridgment ageing=aging
    whilst=while amongst=among amidst=amid learnt=learned spelt=spelled burnt=burned dreamt=dreamed leapt=leaped
    spoilt=spoiled smelt=smelled defence=defense offence=offense licence=license pretence=pretense defences=defenses
    offences=offenses practise=practice practised=practiced practising=practicing fulfil=fulfill enrol=enroll
    instil=instill skilful=skillful wilful=willful instalment=installment enrolment=enrollment fulfilment=fulfillment
    marvellous=marvelous woollen=woolen jewellery=jewelry moustache=mustache sulphur=sulfur oer=over eer=ever neer=never
    shew=show shewed=showed shewn=shown sheweth=showeth shewing=showing shews=shows chuse=choose antient=ancient
    publick=public musick=music compleat=complete controul=control encrease=increase expence=expense
    intire=entire enquire=inquire enquiry=inquiry enquiries=inquiries connexion=connection gulph=gulf surprize=surprise
    befal=befall recal=recall untill=until
    burthen=burden murther=murder vertue=virtue theatre=theater centre=center metre=meter litre=liter
    fibre=fiber sabre=saber lustre=luster sepulchre=sepulcher spectre=specter sombre=somber meagre=meager ochre=ocher
    mitre=miter calibre=caliber reconnoitre=reconnoiter theatres=theaters centres=centers metres=meters litres=liters
    fibres=fibers sepulchres=sepulchers centred=centered kilometre=kilometer kilometres=kilometers
    analyse=analyze analysed=analyzed analysing=analyzing paralyse=paralyze paralysed=paralyzed catalyse=catalyze
    catalogue=catalog catalogues=catalogs dialogue=dialog dialogues=dialogs analogue=analog prologue=prolog
    epilogue=epilog monologue=monolog foetus=fetus encyclopaedia=encyclopedia mediaeval=medieval aeroplane=airplane
    towards=toward afterwards=afterward backwards=backward forwards=forward upwards=upward downwards=downward
    cosy=cozy sceptre=scepter
    """
"""Older or British spelling = the one used here."""

WORDS = dict(pair.split("=") for pair in SPELLINGS.split())

OUR = re.compile(
    r"^(un|dis|mis|be|over|out|re|en)?"
    r"(ard|arb|arm|behavi|cand|clam|clang|col|demean|enam|end|endeav|fav|ferv|flav|glam|harb|hon|hum|lab|neighb|od"
    r"|parl|ranc|rig|rum|sav|savi|splend|succ|tum|val|vap|vig|mold|misdemean|anch|auth|err|terr|emper|govern)"
    r"our(?=$|s$|ed$|ing|able|ably|ite|less|er|ful|hood|ly|ist)"
)
ISE = re.compile(r"^(.{3,})is(e|ed|es|er|ers|ing|ation|ations|able)$")
ENDS_IN_ISE = re.compile(
    r"(^|dis|en|un|mis|re|pre)(advert|adv|appr|ar|chast|circumc|comprom|compr|concise|conc|cru|dem|desp|dev|disgu|exc"
    r"|exerc|exorc|expert|franch|gu|improv|inc|mort|no|parad|po|pra|prec|prem|prom|pr|pra|rev|ra|r|superv|surm|surpr"
    r"|telev|treat|trel|w|bru|br|ver|merchand|likew|otherw|anyw|nowh|appra|malai|l)$"
)
"""Stems whose -ise was never -ize: advise, exercise, promise, wise."""

DOUBLED = re.compile(
    r"^(.*[aeiou](?:vel|bel|cel|gel|nel|pel|sel|tel|rel|mel|del|fel|val|tal|nal|ial|dal|ual|il))l(ed|ing|er|ers|or|ors)$"
)
KEEPS_TWO = re.compile(
    r"(^|un|re|mis)(compel|propel|repel|expel|dispel|impel|excel|rebel|install|fulfil|distil|instil|enrol|til|kil|fil|wil|mil|bil|spil|dril|stil|gril|pil|chil|thril|skil|tal|fal|wal|cal|bal|hal)$"
)
AE = re.compile(r"^(an|h|p|arch|orthop|gyn|encyclop|medi)ae(?=[a-z]{3})")


def fold(word: str) -> str:
    """Return the spelling that stands for all conventions of `word`. Applying it twice changes nothing more."""
    for _step in range(3):
        folded = _once(word)
        if folded == word:
            break
        word = folded
    return word


def _once(word: str) -> str:
    if word in WORDS:
        return WORDS[word]
    if len(word) < 5 or not word.isascii():
        return word
    word = OUR.sub(r"\1\2or", word)
    word = AE.sub(r"\1e", word)
    return _ize(_single(word))


def _ize(word: str) -> str:
    found = ISE.match(word)
    if not found or ENDS_IN_ISE.search(found[1]):
        return word
    return f"{found[1]}iz{found[2]}"


def _single(word: str) -> str:
    """Return "traveled" of "travelled", leaving "compelled" and "called" alone."""
    found = DOUBLED.match(word)
    return word if not found or KEEPS_TWO.search(found[1]) else found[1] + found[2]
