"""corpus/languages.py: the language of a text."""

import pytest

from corpus.languages import language_of


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "The ferry was an hour late, and nobody on the quay had been told why it was so."),
        ("de", "Die Fähre kam eine Stunde zu spät, und niemand auf der Mole wusste, warum das so war."),
        ("fr", "Le ferry est arrivé avec une heure de retard, et personne sur le quai ne savait pourquoi."),
        ("es", "El ferry llegó con una hora de retraso y nadie en el muelle sabía por qué, según la empresa."),
        ("nl", "De veerboot kwam een uur te laat en niemand op de kade wist waarom het zo was."),
        ("fi", "Lautta oli tunnin myöhässä, ja kukaan ei tiennyt, että se on hinattu satamaan jo kun oli ilta."),
        ("cs", "Trajekt měl hodinu zpoždění a nikdo na molu nevěděl, proč se to stalo, ale už je to jedno."),
        ("hu", "A komp egy órát késett, és senki sem tudta, hogy miért, mert az nem volt kiírva, csak később."),
        (
            "ro",
            "Feribotul a întârziat o oră și nimeni nu știa de ce, pentru că nu a fost anunțat din timp, cum se știe.",
        ),
        ("id", "Kapal feri itu terlambat satu jam dan tidak ada yang tahu kenapa, karena hal ini tidak diumumkan."),
        ("ru", "Паром пришёл на час позже, и никто на причале не знал почему."),
        ("uk", "Пором прийшов на годину пізніше, і ніхто на причалі не знав чому це сталося."),
        ("ja", "フェリーは一時間遅れて到着した。"),
        ("zh", "渡轮晚到了一个小时。"),
        (None, "FERRY"),
        (None, ""),
        (None, "12 34 56"),
    ],
)
def test_languages_are_told(language: str | None, text: str) -> None:
    assert language_of(text) == language
