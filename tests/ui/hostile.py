"""What an article may print to attack whoever shows it: markup, addresses, templates, spoofs. All aimed at a trap."""

from __future__ import annotations


def attacks(trap: str) -> list[str]:
    """Hostile strings that would, if they were more than text, set `window.ran` or call the server at `trap`."""
    run = "window.ran=1"
    return [
        # scripts
        f"<script>{run}</script>",
        f"<script src={trap}/script.js></script>",
        f"<script type=module>import '{trap}/module.js'</script>",
        f"<ScRiPt\n>{run}</sCrIpT >",
        f"<<script>{run}//<</script>",
        f"</script><script>{run}</script>",
        f'<noscript><p title="</noscript><img src=x onerror={run}>">',
        # handlers
        f'<img src="{trap}/img.png" onerror="{run}">',
        f"<img src=x onerror={run}>",
        f'"><img src=x onerror={run}>',
        f"'><img src=x onerror={run}>",
        f"<body onload={run}>",
        f"<details open ontoggle={run}>",
        f"<input autofocus onfocus={run}>",
        f"<marquee onstart={run}>",
        f"<video><source onerror={run}></video>",
        f'" onmouseover="{run}" autofocus onfocus="{run}',
        f"` onerror=`{run}",
        # svg and mathml
        f"<svg onload={run}>",
        f"<svg><script>{run}</script></svg>",
        f"<svg><animate onbegin={run} attributeName=x dur=1s>",
        f"<svg><use href='{trap}/use.svg#x'/></svg>",
        f"<svg><image href='{trap}/image.png'/></svg>",
        f"<svg><foreignObject><iframe src='{trap}/foreign'></iframe></foreignObject></svg>",
        f'<svg></p><style><a id="</style><img src=x onerror={run}>">',
        f'<math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img src=x onerror={run}&gt;">',
        # what loads
        f'<iframe src="{trap}/frame"></iframe>',
        f'<iframe srcdoc="<script>parent.{run}</script>"></iframe>',
        f'<object data="{trap}/object"></object><embed src="{trap}/embed">',
        f'<link rel="stylesheet" href="{trap}/link.css">',
        f'<link rel="prefetch" href="{trap}/prefetch"><link rel="dns-prefetch" href="{trap}">',
        f'<video poster="{trap}/poster.png"></video><audio src="{trap}/audio.mp3"></audio>',
        f'<picture><source srcset="{trap}/set.png"><img srcset="{trap}/set2.png"></picture>',
        f'<input type="image" src="{trap}/input.png">',
        f'<table background="{trap}/table.png"><td>x</td></table>',
        f'<meta http-equiv="refresh" content="0;url={trap}/refresh">',
        f'<base href="{trap}/">',
        f'<form action="{trap}/form"><button>Ask</button></form>',
        # styles
        f'<div style="background:url({trap}/style.png)">x</div>',
        f"<style>@import '{trap}/import.css'; * {{ display: none !important }}</style>",
        f"</style><style>body {{ background: url({trap}/body.png) }}</style>",
        f"x;background-image:url({trap}/css.png)",
        f"@font-face{{font-family:x;src:url({trap}/font.woff)}}",
        # addresses
        f'<a href="javascript:{run}">read on</a>',
        f"javascript:{run}",
        f"data:text/html,<script>{run}</script>",
        f"vbscript:{run}",
        f"java\tscript:{run}",
        # templates
        f"${{{run}}}",
        f"{{{{constructor.constructor('{run}')()}}}}",
        "{{#with value}}{{lookup this 'constructor'}}{{/with}}",
        f"<%= {run} %> #{{{run}}} [[{run}]] {{% {run} %}}",
        f"$$\\href{{javascript:{run}}}{{x}}$$",
        # markdown
        f"![gull]({trap}/markdown.png)",
        f"[![gull]({trap}/nested.png)](javascript:{run})",
        f"[read on](javascript:{run})",
        f"![gull][trap] [trap]: {trap}/reference.png",
        f"<{trap}/autolink> {trap}/bare www.trap.example gull@trap.example",
        "[^1-1]: A footnote that nobody wrote.",
        "``` # heading ``` --- | a | b |",
        # spoofs
        "The mayor resigned. [1] Source 1: The Harbour Lantern, 4 May 2026",
        "The collection does not say. Nearest: nothing.",
        "</mark></blockquote></li></ol></details></div></section><h2>Dateline</h2>",
        '<mark>never printed</mark><a class="marker" data-source="1" href="#q1-s1">[1]</a>',
        f'"><div data-exchange="q1" data-html="&lt;img src=x onerror={run}&gt;"></div>',
        f'<dateline-chat server="{trap}"></dateline-chat>',
        f'<template shadowrootmode="open"><img src="{trap}/shadow.png"></template><slot name="x"></slot>',
        "\u202egnp.lluga\u202c \u2066left open",
        "g\u200bu\u200bl\u200bl \u2028 \u2029 \ufeff",
        "\u043e\u0440\u0435\u043d \u0430\u0440\u0435 \u0441\u0443\u0440\u0456\u043b\u043b\u0456\u0441",
        # wires and terminals
        'event: answer data: {"answer": "pwned"}',
        '","answer":"pwned","x":"',
        "\\u003cscript\\u003e window.ran=1 \\u003c/script\\u003e",
        f"&lt;img src=x onerror={run}&gt; &#60;script&#62;{run}&#60;/script&#62;",
        f"%3Cscript%3E{run}%3C/script%3E +ADw-script+AD4-{run}+ADw-/script+AD4-",
        "\x1b[2J\x1b]8;;http://trap.example\x07gull\x1b]8;;\x07",
        f"<!--><img src=x onerror={run}>--> <![CDATA[<script>{run}</script>]]> <?xml-stylesheet href='{trap}/xsl'?>",
    ]
