"""Months: how newspapers print the names of months, weekdays and time zones, in twenty languages."""

# ruff: noqa: E501 - word lists read best as words

from __future__ import annotations

ENGLISH_MONTHS = "January February March April May June July August September October November December".split()

_ENGLISH = (
    "january february march april may june july august september october november december",
    "jan feb mar apr may jun jul aug sep oct nov dec",
)
_OTHERS = (
    "januar februar märz april mai juni juli august september oktober november dezember",
    "jänner feber mär apr mai jun jul aug sep okt nov dez",
    "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
    "janv févr mars avr mai juin juil août sept oct nov déc",
    "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre",
    "ene feb mar abr may jun jul ago sept oct nov dic",
    "gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre",
    "gen feb mar apr mag giu lug ago set ott nov dic",
    "januari februari maart april mei juni juli augustus september oktober november december",
    "jan feb mrt apr mei jun jul aug sep okt nov dec",
    "janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro dezembro",
    "jan fev mar abr mai jun jul ago set out nov dez",
    "januari februari mars april maj juni juli augusti september oktober november december",
    "januar februar marts april maj juni juli august september oktober november desember",
    "tammikuuta helmikuuta maaliskuuta huhtikuuta toukokuuta kesäkuuta heinäkuuta elokuuta syyskuuta lokakuuta marraskuuta joulukuuta",
    "stycznia lutego marca kwietnia maja czerwca lipca sierpnia września października listopada grudnia",
    "styczeń luty marzec kwiecień maj czerwiec lipiec sierpień wrzesień październik listopad grudzień",
    "ledna února března dubna května června července srpna září října listopadu prosince",
    "ianuarie februarie martie aprilie mai iunie iulie august septembrie octombrie noiembrie decembrie",
    "ocak şubat mart nisan mayıs haziran temmuz ağustos eylül ekim kasım aralık",
    "januari februari maret april mei juni juli agustus september oktober november desember",
    "января февраля марта апреля мая июня июля августа сентября октября ноября декабря",
    "янв фев мар апр мая июн июл авг сен окт ноя дек",
    "январь февраль март апрель май июнь июль август сентябрь октябрь ноябрь декабрь",
    "січня лютого березня квітня травня червня липня серпня вересня жовтня листопада грудня",
    "ιανουαρίου φεβρουαρίου μαρτίου απριλίου μαΐου ιουνίου ιουλίου αυγούστου σεπτεμβρίου οκτωβρίου νοεμβρίου δεκεμβρίου",
    "يناير فبراير مارس أبريل مايو يونيو يوليو أغسطس سبتمبر أكتوبر نوفمبر ديسمبر",
)  # fmt: skip
ALL_MONTHS = (*_OTHERS, *_ENGLISH)  # each a year of months, January first
MONTH_NUMBERS = {
    name: number for names in ALL_MONTHS for number, name in enumerate(names.split(), 1)
} | {"sept": 9, "сент": 9, "нояб": 11, "février": 2, "fevrier": 2, "aout": 8, "decembre": 12, "marzec": 3}  # fmt: skip
_SHORT = {name for names in _OTHERS for name in names.split() if len(name) == 3}
# Words that are a month without a capital only between a day and a year ("may", "mar", "set").
ALSO_WORDS = (frozenset(" ".join(_ENGLISH).split()) | _SHORT) - {"mei", "maj", "мая", "май"}
# Words that are no month at all where no year stands beside them ("Out 20 minutes", "5 Set", "K mart 5").
NEED_YEAR = frozenset(_SHORT - set(" ".join(_ENGLISH).split()) - {"mei", "mai", "maj", "мая", "июл", "июн"} | {"mart"})

WEEKDAY_NUMBERS = {
    name: number
    for names in (
        "monday tuesday wednesday thursday friday saturday sunday",
        "montag dienstag mittwoch donnerstag freitag samstag sonntag",
        "lundi mardi mercredi jeudi vendredi samedi dimanche",
        "lunes martes miércoles jueves viernes sábado domingo",
        "lunedì martedì mercoledì giovedì venerdì sabato domenica",
        "maandag dinsdag woensdag donderdag vrijdag zaterdag zondag",
        "segunda terça quarta quinta sexta sábado domingo",
        "poniedziałek wtorek środę czwartek piątek sobotę niedzielę",
        "понедельник вторник среду четверг пятницу субботу воскресенье",
        "понеділок вівторок середу четвер п'ятницю суботу неділю",
    )
    for number, name in enumerate(names.split())
}

# Hours from UTC of the abbreviations that mean one zone in the press of the world; "IST" and "ET" do not.
ZONES = {
    "z": "+00:00", "utc": "+00:00", "gmt": "+00:00", "wet": "+00:00", "bst": "+01:00", "cet": "+01:00", "mez": "+01:00",
    "cest": "+02:00", "mesz": "+02:00", "eet": "+02:00", "sast": "+02:00", "eest": "+03:00", "msk": "+03:00",
    "eat": "+03:00", "pkt": "+05:00", "hkt": "+08:00", "sgt": "+08:00", "awst": "+08:00", "jst": "+09:00", "kst": "+09:00",
    "aest": "+10:00", "aedt": "+11:00", "nzst": "+12:00", "nzdt": "+13:00", "est": "-05:00", "edt": "-04:00",
    "cst": "-06:00", "cdt": "-05:00", "mst": "-07:00", "mdt": "-06:00", "pst": "-08:00", "pdt": "-07:00", "hst": "-10:00",
}  # fmt: skip
