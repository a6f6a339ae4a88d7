"""Irregular verbs of English: which base a past form or a participle is of."""

from __future__ import annotations

# A verb's base, then its other forms.
_FORMS = """
beat beaten, become became, begin began begun, bend bent, bind bound, bite bit bitten, bleed bled, blow blew
blown, break broke broken, breed bred, bring brought, build built, burn burnt, buy bought, catch caught, choose
chose chosen, cling clung, come came, creep crept, deal dealt, dig dug, do did done does, draw drew drawn, drink
drank drunk, drive drove driven, eat ate eaten, fall fell fallen, feed fed, feel felt, fight fought, find found,
flee fled, fly flew flown, forbid forbade forbidden, forget forgot forgotten, forgive forgave forgiven, freeze
froze frozen, get got gotten, give gave given, go went gone goes, grow grew grown, hang hung, hear heard, hide
hid hidden, hold held, keep kept, kneel knelt, know knew known, lay laid, lead led, leave left, lend lent, lie
lay lain, light lit, lose lost, make made, mean meant, meet met, mislead misled, mistake mistook mistaken, outdo
outdid outdone, overcome overcame, overtake overtook overtaken, pay paid, rebuild rebuilt, repay repaid, ride
rode ridden, ring rang rung, rise rose risen, run ran, say said, see saw seen, seek sought, sell sold, send
sent, shake shook shaken, shine shone, shoot shot, show shown, shrink shrank shrunk, sing sang sung, sink sank
sunk, sit sat, sleep slept, slide slid, speak spoke spoken, spend spent, spin spun, spring sprang sprung, stand
stood, steal stole stolen, stick stuck, sting stung, strike struck stricken, strive strove striven, swear swore
sworn, sweep swept, swim swam swum, swing swung, take took taken, teach taught, tear tore torn, tell told, think
thought, throw threw thrown, tread trod trodden, undergo underwent undergone, understand understood, undo undid
undone, uphold upheld, wake woke woken, wear wore worn, weave wove woven, weep wept, win won, wind wound,
withdraw withdrew withdrawn, withhold withheld, write wrote written
"""
_ALIKE = (
    "beat bet bid burst cast cost cut hit hurt let put quit read rid set shed shut slit split spread thrust upset"
).split()


def _bases() -> dict[str, str]:
    return {
        form: base for line in _FORMS.replace("\n", " ").split(",") for base, *forms in [line.split()] for form in forms
    }


_BASES = _bases()
# Forms that a finite verb may have, with those that are like the base.
IRREGULAR = frozenset((*_BASES, *_ALIKE))
FORMS_OF: dict[str, frozenset[str]] = {
    base: frozenset(form for form, own in _BASES.items() if own == base) for base in set(_BASES.values())
}


def base_of(word: str) -> str:
    """The base of an irregular form ("sold": "sell"); any other word as it is."""
    return _BASES.get(word, word)
