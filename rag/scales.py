"""Scales: groups of words of which a thing can be only one ("rise" or "fall", "hours" or "minutes", "north" or "east").

What rag/opposites.py knows pair by pair, by whole sides: a sentence that moves a word to another side of its scale says
something else. English only.
"""

from __future__ import annotations

from rag.opposites import opposites
from rag.verb_forms import FORMS_OF
from rag.words import tokens

# A scale a line, its sides between bars. A word may stand on several scales.
_SCALES = """
increase add rise raise grow growth gain climb boost expand soar surge jump lift double accelerate extend augment \
heighten swell escalate | decrease reduce cut fall drop decline shrink lower slash lose loss dip plunge slump halve \
curb diminish dwindle tumble
help aid boost bolster strengthen spur foster promote encourage stimulate fuel propel sustain prop rescue save protect \
invigorate nurture support | hinder harm undermine weaken block hamper impede obstruct damage sabotage sink destroy \
stifle discourage derail thwart ruin abandon cripple suppress slow
open reopen unlock opening | close shut seal closure closing
start begin launch resume initiate introduce continue commence keep | stop halt end cease suspend finish scrap cancel \
abandon quit discontinue conclude terminate
allow permit authorise authorize approve grant enable legalise legalize accept let | forbid ban prohibit bar block \
prevent reject refuse deny outlaw veto disallow
show reveal unveil disclose announce publish expose present display publicise | hide conceal withhold suppress obscure
support back endorse favour favor praise welcome defend hail applaud | oppose condemn criticise criticize reject \
denounce attack resist decry
win victory triumph beat defeat | lose defeat loss
succeed success successful | fail failure failed unsuccessful
convict charge arrest detain jail imprison indict sentence accuse | acquit release free exonerate pardon absolve
thrive thriving prosper prosperous healthy booming flourish profitable stable triumphant successful | struggle \
struggling troubled ailing failing bankrupt embattled distressed unstable faltering beleaguered
small tiny little minor slight minimal | medium moderate | large big huge giant massive major vast enormous
mandatory compulsory required obligatory mandate mandated binding | voluntary optional
direct straight | indirect roundabout circuitous
include feature contain add | exclude omit drop
safe harmless secure | dangerous unsafe risky hazardous harmful perilous
popular popularity | unpopular unpopularity
commercial | military | personal
civilian | military
rich wealthy affluent | poor impoverished needy
happy glad pleased delighted joyful satisfied | sad unhappy angry furious disappointed upset
hopeful optimistic confident | pessimistic doubtful gloomy
calm peaceful quiet | violent turbulent chaotic
bold audacious ambitious daring brave | timid modest cautious minimal cowardly
quick fast rapid swift hasten quicken | slow gradual
most | least
more | less fewer
many numerous | few
always | never | sometimes
all every | none | some
alive survive live | dead die kill
peace peaceful truce ceasefire | war fighting battle
true genuine authentic real | false fake bogus counterfeit
legal lawful | illegal unlawful
buy purchase acquire | sell
accept | appeal contest challenge
import | export
arrive come enter | leave depart exit
join | leave quit
appoint hire elect promote | dismiss fire sack oust resign demote
build construct create erect establish | destroy demolish dismantle raze
improve ease recover better | worsen deteriorate aggravate worse
good positive favourable favorable beneficial | bad negative adverse detrimental
strong strengthen | weak weaken feeble
hot warm hotter warmer | cold cool freezing colder cooler
richer | poorer
stronger | weaker
bigger larger greater | smaller lesser
younger | older
longer | shorter
heavier | lighter
safer | riskier
cheaper | dearer costlier
deeper | shallower
wider broader | narrower
dry drought | wet rain
past previous former ago | future coming next upcoming ahead
early earlier | late later delayed
before | after
first | second | third | fourth | fifth | last final
north northern | south southern | east eastern | west western
second seconds | minute minutes | hour hours | day days | week weeks | month months | year years | decade decades | \
century centuries
hundred hundreds | thousand thousands | million millions | billion billions | trillion trillions
father | mother | son | daughter | brother | sister | husband | wife | uncle | aunt | grandfather | grandmother | \
nephew | niece | cousin
man men | woman women | boy boys | girl girls
male | female
red | blue | green | yellow | black | white | orange | purple | brown | grey
car | truck lorry | bus | train | plane aeroplane airplane | ship ferry | bicycle bike | motorcycle | helicopter
coffee | tea | water | wine | beer | juice
spring | summer | autumn | winter
morning | afternoon | evening | night
import | export
morning | evening
teacher | pupil student
buyer | seller
employer | employee
landlord | tenant
doctor | patient
victim | attacker assailant
plaintiff | defendant
prosecutor prosecution | defence defense
borrower debtor | lender creditor
parent | child
urban | rural
domestic foreign | overseas
public | private
temporary interim | permanent
partial partly | full fully complete
upper | lower
top | bottom
left | right
maximum | minimum
majority | minority
surplus | deficit shortage
profit | loss
innocent | guilty
friend friendly ally | enemy foe hostile
love | hate
remember | forget
agree agreement consent | disagree refuse
confirm acknowledge admit | deny dispute
praise | blame
reward | punish
unite merge unify | split divide separate
attract | repel deter
include | exclude
gather assemble | disperse scatter
push | pull
give donate provide | take seize confiscate
send | receive
lend | borrow
ask | answer reply
teach | learn
known | unknown
affected | unaffected
controlled | uncontrolled
crewed manned | uncrewed unmanned
employed | unemployed
specific particular | general generic
"""


def contraries(word: str) -> frozenset[str]:
    """The analysed words of the other sides of every scale an analysed word stands on, and its paired opposites.

    A word of the same side of any of them is no contrary.
    """
    return _CONTRARIES.get(word, frozenset()) | opposites(word)


def _read() -> dict[str, frozenset[str]]:
    others: dict[str, set[str]] = {}
    beside: dict[str, set[str]] = {}
    for line in _SCALES.splitlines():
        sides = [
            {stem for word in side.split() for each in (word, *FORMS_OF.get(word, ())) for stem in tokens(each)}
            for side in line.split("|")
        ]
        for side in sides:
            for word in side:
                beside.setdefault(word, set()).update(side)
                others.setdefault(word, set()).update(*(other for other in sides if other is not side))
    return {word: frozenset(found - beside[word]) for word, found in others.items()}


_CONTRARIES = _read()
