"""Nations: names of countries, and of what comes from them. English."""

from __future__ import annotations

_NATIONS = """
    america american americans us usa | britain british briton britons uk
    england english englishman | france french frenchman | germany german germans | spain spanish spaniard
    sweden swedish swede swedes | denmark danish dane danes | finland finnish finn finns | norway norwegian norwegians
    netherlands dutch dutchman dutchwoman | poland polish pole poles | turkey turkish turk turks
    greece greek greeks | ireland irish irishman | scotland scottish scot scots | wales welsh | switzerland swiss
    portugal portuguese | china chinese | thailand thai thais | philippines filipino filipinos philippine
    ukraine ukrainian ukrainians | argentina argentine argentinian | brazil brazilian | italy italian italians
    hungary hungarian | belgium belgian | egypt egyptian | canada canadian canadians | peru peruvian
    cyprus cypriot | iceland icelandic | afghanistan afghan afghans | czech czechia | lebanon lebanese
    croatia croatian croat croats | serbia serbian serb serbs | romania romanian romanians | mexico mexican mexicans
    russia russian russians | iran iranian iranians | iraq iraqi iraqis | israel israeli israelis | syria syrian syrians
    pakistan pakistani pakistanis | india indian indians | japan japanese | korea korean koreans | vietnam vietnamese
    taiwan taiwanese | indonesia indonesian indonesians | malaysia malaysian malaysians | singapore singaporean
    australia australian australians aussie aussies | zealand zealander zealanders | austria austrian austrians
    albania albanian albanians | algeria algerian algerians | angola angolan angolans | armenia armenian armenians
    azerbaijan azerbaijani azerbaijanis | bahrain bahraini | bangladesh bangladeshi bangladeshis
    belarus belarusian belarusians | bolivia bolivian bolivians | bosnia bosnian bosnians | bulgaria bulgarian
    cambodia cambodian cambodians | cameroon cameroonian | chile chilean chileans | colombia colombian colombians
    congo congolese | cuba cuban cubans | ecuador ecuadorian ecuadorians | estonia estonian estonians
    ethiopia ethiopian ethiopians | gambia gambian | georgia georgian georgians | ghana ghanaian ghanaians
    guatemala guatemalan guatemalans | haiti haitian haitians | honduras honduran hondurans | jamaica jamaican jamaicans
    jordan jordanian jordanians | kazakhstan kazakh kazakhs | kenya kenyan kenyans | kosovo kosovar kosovars
    kuwait kuwaiti kuwaitis | kyrgyzstan kyrgyz | laos laotian | latvia latvian latvians | libya libyan libyans
    lithuania lithuanian lithuanians | macedonia macedonian | malawi malawian | mali malian malians | malta maltese
    moldova moldovan moldovans | mongolia mongolian mongolians | montenegro montenegrin | morocco moroccan moroccans
    mozambique mozambican | myanmar burma burmese | namibia namibian | nepal nepali nepalese | nicaragua nicaraguan
    nigeria nigerian nigerians | oman omani omanis | palestine palestinian palestinians | panama panamanian
    paraguay paraguayan | qatar qatari qataris | rwanda rwandan rwandans | senegal senegalese | slovakia slovak slovaks
    slovenia slovene slovenian | somalia somali somalis | sudan sudanese | tajikistan tajik tajiks
    tanzania tanzanian tanzanians | tibet tibetan tibetans | tunisia tunisian tunisians | uganda ugandan ugandans
    uruguay uruguayan | uzbekistan uzbek uzbeks | venezuela venezuelan venezuelans | yemen yemeni yemenis
    zambia zambian zambians | zimbabwe zimbabwean zimbabweans | europe european europeans | africa african africans
    asia asian asians
"""


def one_nation(word: str) -> frozenset[str]:
    """The folded names for the nation that a folded word is a name for, and for what comes from it; else only it."""
    return _GROUPS.get(word, frozenset((word,)))


def _read() -> dict[str, frozenset[str]]:
    groups: dict[str, frozenset[str]] = {}
    for group in _NATIONS.replace("\n", "|").split("|"):
        words = frozenset(group.split())
        groups.update(dict.fromkeys(words, words))
    return groups


_GROUPS = _read()
