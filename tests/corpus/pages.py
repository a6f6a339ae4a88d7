"""Invented pages for the tests of corpus: an outlet, people and places that do not exist."""

# ruff: noqa: E501 - invented pages, as pages are

BODY = [
    "GULL BAY, May 4 (Kelp) - The ferry Amber Gannet came in an hour late on Monday, with 212 people aboard, "
    "the harbour office said.",
    "A rope had caught in her wheel, according to Captain Ida Moor, who cut it herself with the galley's bread knife.",
    '"Nobody was in danger," Moor said. "Some of us were hungry."',
    "The crossing from Little Tern usually takes fifty minutes. It will cost 3 crowns more from June.",
]
PLEA = [
    "Dear Reader,",
    "As you may know, more people read The Gull Bay Courier than ever. We have no paywall, and our journalism costs money.",
    "For 4 crowns a month you will receive:",
    "  • fewer ads",
    "  • The Courier's tide table",
    "Help us grow and stay independent.",
    "Thank you,",
    "Hob Lantern, Editor-in-Chief",
    "UPGRADE FOR 4$ PER MONTH Show me later",
]
TEXT_PAGE = "\n\n".join(
    [
        "The Gull Bay Courier\nHome | News | Harbour | Sport",
        "Ferry late after rope catches in wheel",
        "By Nell Quayside and Otto Brine",
        "May 4, 2026 19:40\n2 minute read.",
        "The Amber Gannet at the quay [file]",
        BODY[0],
        "\n".join(PLEA),
        BODY[1],
        "Related:\n- Wheel of the Gannet to be painted red\n- Knife bread now sold at the quay\n- Captain Moor opens a bakery",
        BODY[2],
        "gull.cmd.push(function () { gull({ id: 'x-1' }).show('y'); });" + BODY[3],
        "Most Popular\nSeal elected to harbour board\nAugust 16, 2018\nHow to mend a rope in nine steps",
        "Join The Gull Bay Courier Community\nCommenting is available for paying members only. Please join our Community.",
        "© 2026 The Gull Bay Courier. All rights reserved.",
    ]
)
HTML_PAGE = """<!doctype html><html lang="en"><head><title>Ferry late after rope catches in wheel | The Gull Bay Courier</title>
<link rel="canonical" href="https://courier.example/ferry-late?id=7">
{head}
<script>var a = 1; function go() {{ return a; }}</script></head><body>
<nav><ul><li><a href="/">Home</a></li><li><a href="/n">News</a></li><li><a href="/h">Harbour</a></li></ul></nav>
<main><article><h1>Ferry late after rope catches in wheel</h1>
<p class="by">By Nell Quayside</p><p class="day">{day}</p>
<p>{0}</p><p>{1}</p>
<figure><img src="a.jpg"><figcaption>The Amber Gannet at the quay. Photo: Otto Brine</figcaption></figure>
<p>{2}</p><p>{3}</p></article>
<aside><h3>Most Popular</h3><ul><li><a href="/1">Seal elected to harbour board</a><time datetime="2018-08-16">then</time></li></ul></aside>
</main><footer><p>&copy; 2026 The Gull Bay Courier. All rights reserved.</p></footer></body></html>"""


def html_page(head: str = "", day: str = "4 May 2026, 19:40") -> str:
    """The invented page with markup of one's own in its head and as its visible date line."""
    return HTML_PAGE.format(*BODY, head=head, day=day)
