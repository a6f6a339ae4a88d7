"""Furniture patterns: what a line of each kind looks like, one regular expression a wording.

Read without regard to case, except inside (?-i:...), where a capital tells a name. The logic is in furniture.py. A kind
may have wordings of both sorts: those that no article has anywhere, and those that are furniture on a scraped page, where
it is certain that there is some.
"""
# ruff: noqa: E501 - a pattern broken over lines is harder to read than a long one

from __future__ import annotations

_NEWS_NOUN = (
    r"(?:news|stor(?:y|ies)|articles?|posts?|reads?|reading|content|headlines|coverage|topics?|links?|videos?|topic)"
)

_CREDIT_AGAIN = (
    r"(?:\W*|\s(?-i:[A-Z])[^.!?()]{2,90}(?:/[^.!?()]{2,40}|(?-i:Getty Images|Reuters|AP)))$"  # as some captions end
)
_NAME = r"(?:[A-ZÀ-Þ][\w'’-]*|in|and|of|the|by|with|[Ee]diting|[Ww]riting|[Rr]eporting|additional)"
_NAMES = rf"(?-i:(?=[A-ZÀ-Þ]){_NAME}(?:[;,.)&( ]+{_NAME})*)"

# No article says these, whatever text they stand in.
CERTAIN_PATTERNS: dict[str, list[str]] = {
    "advertisement": [
        r"^(?:-+ ?)?(?:advertise?ments?|advertising|skip ad(?:vert(?:isement)?)?|sponsored(?: content| links?)?|promoted(?: stories| content)?|ad"
        r"|anzeige|publicité|publicidad|paid post)(?:[ :.–—-]+(?:story continues below|scroll to continue|continue "
        r"reading below|close|skip|remove ads))?(?: ?-+)?$",
        r"^(?:story|article) continues (?:below|after)\b",
        r"^(?:scroll|continue reading|keep reading)(?: (?:to continue|below|for more))?(?: with content)?[.:…]*$",
    ],
    "video player": [
        r"^(?:just watched|now playing|video ad feedback|playback on other websites)\b",
        r"\breplay more videos\b",
        r"^\d{1,2}:\d\d(?: ?[-–])? source: \w+",
        r"^(?:hit|press|click) play (?:on|in) the player\b|^this (?:video|audio) (?:is|was) (?:no longer|not) available\b",
    ],
    "read time": [
        r"^(?:estimated )?(?:reading|read)(?: |-)?time:?\s.{1,20}$",
        r"^\d{1,3}(?: |-)?min(?:ute)?s?\.?(?: |-)?(?:to )?(?:read|lesezeit|de lecture|de lectura)\b.{0,12}$",
    ],
    "caption": [
        r"\bhide caption(?: \d+ of \d+)?$",
        r"[.!?”\"’] (?:photo(?:graph)?s?(?: by)?:? )?(?-i:[A-Z])[^.!?]{2,70}/[^.!?]{0,60}(?-i:Getty Images|AP|AFP|Reuters|EPA|Shutterstock|Xinhua|ZUMA\b.{0,12})(?:/(?:file|pool|handout))?$",
        r"[.!?”\"’)] (?:photo |image |picture )?(?-i:Credit|CREDIT): ?(?-i:[A-Z])[^.!?:]{1,60}\.?$",
        r"\b(?:photos?|images?|pictures?|photography|illustrations?) ?© ?(?-i:[A-Z])[^.!?]{1,60}$",
        r"[(\[](?:photo|image|picture|illustration|graphic|video|file)?[ -]?(?:photo|image|picture)?s? ?"
        r"(?:credits?|courtesy)\b[^()\[\]]*[)\]]",
        r"\((?:(?:file|stock|handout|archive|pool) )?(?:photos?|photographs?|pictures?|images?|foto)\s*(?:by|from|via|of"
        rf"|:|/|courtesy)[^()]*\){_CREDIT_AGAIN}",
        r"[(\[](?:[^()\[\]]{0,40} )?(?:screen ?shots?|screen ?grab|screen capture|video still|illustrative(?: photo"
        r"| image)?|file (?:photo|image|picture|pic)|handout|archivbild|courtesy(?: of)?[^()\[\]]{0,60})[)\]]\W*$",
        r"[\[(](?:file|archive|illustrative|illustration)[\])]\W*$",
        r"^in this\b[^.]{0,90}\b(?:file|handout|pool|combination|undated)[ ,](?:[\w ]{0,20})?(?:photo|image|picture)\b",
        r"\((?-i:AP|AFP|Reuters|EPA|Xinhua|TASS|dpa|PA|ANSA|EFE|UPI|Kyodo)(?: |/)(?:photos?|images?|pool|video|file)"
        r"[^()]*\)\W*$",
        r"\([^()]{2,70}\b(?:via|/) ?(?:AP|AFP|Reuters|EPA|Getty(?: Images)?|Flickr|Twitter|Facebook|YouTube|Wikimedia"
        rf"(?: Commons)?|Shutterstock|Xinhua|Instagram)\b[^()]*\){_CREDIT_AGAIN}",
        r"^[^.!?]{0,80}\b(?:getty images|ap photo|shutterstock|istock(?:photo)?|afp/getty|alamy|wikimedia commons)"
        r"(?:/[\w ]+)?$",
        r"^(?:©|\(c\)) ?(?-i:[A-Z])[\w.'-]+(?: (?-i:[A-Z])[\w.'-]+){0,4}(?: ?/ ?[\w.' -]{2,40})?$",
        r"^(?:click|tap) (?:here |image |photo |on the image )?to (?:enlarge|expand|zoom|view (?:the )?(?:gallery|image))",
    ],
    "related": [
        r"^\W{0,3}(?:read(?: (?:more|also|next|this|on|the full (?:story|article|report)))?|(?:see|watch|listen|learn|find out)"
        r" (?:more|also|next|now|here|this))\s*(?::|>+|»|\|).{0,160}$",
        r"^[►▶•\[*(-]*\s*(?:related(?: \w+)?|more|also read|read also|see also|must[- ]read|go deeper|dig deeper|live updates?)"
        r"\s*:\s(?=[^.]{3,160}$)",
        rf"^(?:related|recommended|more|further|similar|other|additional|popular|trending|latest|top|must)"
        rf"[ -](?:\w+ )?{_NEWS_NOUN}(?: (?:for you|from|by|on|in|about|now|today|stories)\b(?:[^.!?]|\.(?=\w)){{0,60}})?:?$",
        r"^\W{0,2}live updates?:\S[^.]{3,160}$",
        r"^have you read these yet\?|^[^.!?:]{3,80} here ?>{2,}$",
        r"^(?:read|see|find out|learn|view|show) (?:more|also|full (?:story|article)|the full (?:story|article))[.:…>»]*$",
        r"^more (?-i:[A-Z])[\w ]{1,30}: ?https?://\S+",
        r"^(?!.*[.!][\"”’)]*$|note:)[^.:!“”\"]{2,80}:(?=(?-i:[A-ZÀ-Þ]\S*|['‘“\"]\S+)\s+(?:\S+\s+){2}).{9,200}$",  # a label and, with no space, a headline
        r"^(?!.*[.!][\"”’)]*$|note:)[^.:!“”\"]{2,80}(?<!\d):(?=\d[\d,]*\+? (?!(?:million|billion|percent|per|to|of|and|or|[ap]m)\b)[^\W\d_]{4,}(?:\s+\S+){3}).{9,200}$",
        r"^click (?:here )?(?:for|to (?:see|read|view|get|watch|visit|find|subscribe|sign))\b.{0,100}$",
    ],
    "newsletter": [
        r"\b(?:newsletters?|inbox|e-?mails?)\b.{0,80}\bsign up (?:right )?(?:here|now|today|for free|to get)\b"
        r"|\bsign up (?:right )?(?:here|now|today|for free)\b.{0,80}\b(?:newsletters?|inbox)\b",
        r"^(?:to|want to) (?:get|receive|stay)\b.{0,90}\b(?:inbox|newsletters?|e-?mails?|updates?)\b.{0,40}\b(?:sign up|subscribe)\b",
        r"^for (?:more|the latest)\b[^.!?]{0,60}\b(?:sign up|subscribe)\b[^.!?]{0,60}\bnewsletters?( here)?\W*$",
        r"^(?:would you like|want) to receive\b.{0,60}\bnewsletters?\b ?\?$",
        r"^(?:(?-i:[A-Z])\w+ ){1,4}newsletter$|^the .{3,40} newsletter (?:provides|brings|gives|delivers|sends) you\b",
        r"^follow @?[\w.]+ on (?:twitter|x|facebook|instagram)\b.{0,140}\b(?:latest|deals|more|updates|news)\b.{0,60}$",
        r"^(?:be the first to (?:know|hear)|never miss (?:a|an)\b|stay (?:informed|up to date|connected|tuned)\b"
        r"(?=.{0,60}$)|get (?:the (?:latest|best|news|day['’]s|top)|our|all the (?:latest|news)|breaking|more "
        r"(?:news|stories))\b(?=.*\b(?:inbox|newsletter|e-?mail|app|alerts?|delivered|sign)\b))",
        r"^(?:please )?(?:join|follow|like|find|visit|connect with|subscribe to|download|get|sign up (?:for|to)|try|install"
        r"|add)\b.{0,40}\b(?:us|our|the app|my)\b.{0,60}\b(?:on|page|channel|group|app|newsletters?|feed|alerts?|e-?mail"
        r"|facebook|twitter|whatsapp|telegram|instagram|youtube|podcast|community|here)\b[^,;]{0,60}$",
        r"^(?:[^.!?:]{2,40}: ?)?join our\b[^.!?]{0,60}\bchannel to (?:receive|get)\b",
        r"^(?:want|looking for) more\b.{0,80}\?.{0,20}\b(?:sign up|subscribe|follow|join|click)\b",
        r"\b(?-i:Sign up|Subscribe)(?: now| today)?(?: for free)? (?:here|for|to)\b.{0,60}(?<![/.])\b(?:newsletters?|inbox"
        r"|updates|alerts|briefing|here)\b",
        r"^(?:[^.!?:]{2,30}:)?(?-i:Sign up|Subscribe)\b.{0,60}(?<![/.])\be-?mails?\b",
        r"^(?:sign up|subscribe|register|become an? (?:member|subscriber|supporter|partner))(?: (?:now|today|here|for free"
        r"))?(?:[:!.…]|$)",
        r"^(?:sign up|subscribe)\b.{0,90}\b(?:newsletters?|inbox|alerts?|briefing|podcast|today|free)\b.{0,40}$",
        r"^follow (?-i:[A-Z@])[\w.'@-]*(?: (?-i:[A-Z@])[\w.'@-]*){0,3} (?:on|at) (?:twitter|x|facebook|instagram|bluesky|mastodon|threads)\b.{0,80}$",
    ],
    "plea": [
        r"\b(?:support|empower)(?:ing)? (?:our|local|independent|quality|the) journalism\b.{0,100}\b(?:subscri\w+|donat\w+|today|member)\b",
        r"\b(?:stories|articles) (?:we link to |here )?are (?:for )?(?:.{1,20} )?subscribers?(?:[- ]only)?\b",
        r"^(?:show me later|don['’]t show (?:it|this) again|no,? thanks?|not now|maybe later|remind me later|already a "
        r"(?:subscriber|member).{0,40}|continue without .{0,30})$",
        r"\bplease consider (?:supporting|subscribing|donating|contributing|becoming|making|a (?:donation|subscription))\b",
        r"^(?:this (?:article|story|content) is|the rest of this (?:article|story) is) (?:only )?(?:for|available to|"
        r"reserved for|exclusive to)\b.{0,60}\b(?:subscribers|members)\b",
        r"^to (?:continue|keep) reading\b.{0,100}$",
        r"^you have \w+ free (?:articles?|stor(?:y|ies))\b",
        r"^this (?:article|story) is (?:offered )?free\b.{0,140}\bsubscri\w+\b.{0,60}$",
        r"^thank you for supporting our journalism\b.{0,160}$",
    ],
    "comments": [
        r"^(?:please |you must )?(?:log ?in|sign ?in|register|be logged in)(?: or \w+(?: \w+)?)? to (?:comment|post|reply|"
        r"join)\b.{0,80}$",
        r"^your (?:e-?mail|email) address will not be\b|^required fields are marked\b",
        r"\bexample@\w+\.\w+|\b\w+@example\.\w",
        r"^(?:thank you|thanks)[!.,]? .{0,30}\b(?:check your (?:e-?mail|inbox)|for (?:subscribing|signing up|joining)|(?:link|mail) is on its way)\b",
        r"^you are now (?:a member|subscribed|logged in|signed up)\b",
        r"^save my name, e-?mail\b|^notify me of\b|^tell us what you think\b.{0,20}$",
        r"^an error (?:has )?occurred\b.{0,60}$|^this article has been sent to\b.{0,30}$|^order reprints$",
    ],
    "credit": [
        r"^\W{0,3}(?:contributing|contributors?)\s*: ?(?-i:[A-Z]).{2,400}$",
        r"^\W?(?:additional |further )?(?:reporting|writing|editing|compiled|research|graphics?|production|translation)"
        rf"(?: and (?:reporting|writing|editing))? by {_NAMES}[.)\s]*$",
        r"^(?=.*contributed)(?-i:[A-Z])[^.!?\"“”]{2,160}\bcontributed (?:reporting|(?:reporting )?to (?:this|the) (?:report|story|article))\b[^.!?]{0,80}\.?\)?$",
        r"^(?:from )?(?:(?-i:[A-Z])[\w ]{1,40} and )?(?:staff|wire|agency|news service)(?: and (?:wire|staff|agency|news service))? reports?\.?$",
    ],
    "legal": [
        r"^(?:©|\(c\)|copyright)\b.{0,40}\b(?:19|20)\d\d\b.{0,60}$",
        r"^we (?:will|may) use the (?:details|information|data) you (?:have )?(?:shared|provided|given)\b",
        r"^if you wish to (?:object|opt out|unsubscribe)\b.{0,90}\b(?:tick|click|contact)\b",
        r"^['‘“\"]?we['’”\"]? includes .{5,120}\b(?:brands|companies|partners)\b",
        r"^this copy is for your personal\b",
        r"\bdistribution and use of this material are governed\b",
        r"\bis an? .{3,40}\bcontent partner\b|\bits content is produced independently of\b",
        r"^prices (?:were|are) (?:accurate|correct) at the time\b",
        r"\bearn us an? (?:\w+ )?commission\b|\bwe (?:may |can |could )?(?:earn|receive|get) an? (?:\w+ )?commission\b",
        r"\b(?:our (?:fact[- ]check )?work|coverage|reporting|journalism)\b.{0,60}\bis (?:supported|made possible|funded) (?:in part )?by an? (?:grant|gift)\b",
        r"\ball rights reserved\b",
        r"^(?:©|\(c\)|copyright)\s*(?:©|\(c\)|\d{4}|by|the)\b|^©",
        r"^this site is protected by recaptcha\b|^protected by recaptcha\b",
    ],
    "contact": [
        r"^(?:contact|reach|e-?mail|follow|message|tweet) (?:(?-i:[A-Z])|(?:(?:him|her|them|me|us|reporter|the (?:reporter|author|writer))\b))"
        r".{0,120}(?:\S+@\S+\.\w{2,}|(?<!\w)@\w{3,}|\bon (?:twitter|x|facebook|instagram)\b).{0,160}$",
        r"^(?-i:[A-Z][\w.'’-]+(?: [A-Z][\w.'’-]+){1,3}) can be reached (?:at|on|by)\b(?=.*[@\d]).{0,140}$",
        r"^(?=[^@]*@)(?-i:[A-Z])[^@]{10,220}\b(?:contact|reach|e-?mail|follow) (?:him|her|them|me)\b[^@]{0,40}@.{0,160}$",
        r"^(?=[^@]*@)(?-i:[A-Z])[^@]{4,80}\b(?:reporter|writer|editor|columnist|correspondent|producer|journalist|covers)\b[^@]{0,200}"
        r"\b(?:e-?mail|twitter|reached)\b[^@]{0,30}@.{0,120}$",
    ],
}

# Furniture on a page as it was scraped; an article may have a line such as this.
PAGE_PATTERNS: dict[str, list[str]] = {
    "navigation": [
        r"^(?:skip to (?:main )?(?:content|navigation)|(?:back|return) to (?:top|home|the top)|previous|next|prev"
        r"|(?:previous|next) (?:article|story|post|page)|menu|search|log ?in|log ?out|sign ?in|sign ?up|register|loading"
        r"|close|show more|show less|load more|view more|see more|view all|see all|expand|collapse|home ?page|home"
        r"|view comments|toggle \w+|open menu|main menu|my account|play video|play|watch live|live|page \d+ of \d+)"
        r"[.…:>»›]*$",
        r"^(?:previous|next|prev|\d{1,3}|[«‹›»<>…|·]+)(?:\s+(?:previous|next|prev|\d{1,3}|[«‹›»<>…|·]+)){2,}$",
        r"^(?:terms(?: of (?:use|service)| (?:and|&) conditions)?|privacy(?: (?:policy|notice))?|cookies?(?: (?:policy"
        r"|settings|preferences))?|contact(?: us)?|about(?: us)?|advertise(?: with us)?|careers|accessibility"
        r"|site ?map|help|faq|imprint|impressum|datenschutz|newsletters?|corrections?|[,|•·/–-]|\s)+$",
    ],
    "section label": [
        r"^(?:beat|section|category|categories|topics?|tags?|tagged(?: with)?|filed (?:under|in)|posted in|keywords?"
        r"|department|ressort|rubrique|kategorie|sección|in this story|related topics|explore more)\s*:\s*[^.!?]{1,90}$",
    ],
    "caption": [
        r"^(?:file|stock|archive|handout|undated)(?: (?:photo|image|picture|handout))+\b",
        r"^(?:in |an? )?(?:this )?(?:undated |file |handout |combination )*(?:photo|image|picture|frame grab|still)s?"
        r"(?: combination)? (?:(?:provided|released|issued|supplied|made available) by|courtesy of|taken\b(?=.*\([^()]*\)\W*$)|from video)\b",
        r"\b(?-i:Photo(?:graph)?s?|Pictures?|Image|Illustration|Foto|Bild|Grafik)\s*: ?(?-i:[A-ZÀ-Þ])[^.!?:]{1,60}[\])]?$",
        r"^[\[(]?(?:photos?|images?|pictures?|photographs?|captions?|illustrations?|foto|bild)"
        r"(?: (?:credits?|sources?|captions?|by|courtesy|copyright|von|illustration)\b|\s*[:/|©])",
        r"^(?:image|photo|picture) (?:source|caption)\b|^(?:graphics?|videos?)(?: (?:credits?|by)\b|\s*[:/|©])(?!.*[.!?]$)",
    ],
    "related": [
        r"^(?:related|recommended(?: for you)?|trending(?: now)?|read next|also in (?:the )?news|in other news"
        r"|weiterlesen|mehr zum thema|lesen sie auch|lire aussi|à lire aussi|le(?:e|a) también|te puede interesar)\s*:?$",
        r"^(?:the )?most (?:popular|read|viewed|shared|commented|watched|recent|discussed)(?: (?:in|on|today|now|stories"
        r"|articles|this week|news)\b[^.!?]{0,40})?\s*:?$",
        r"^(?:you (?:may|might)(?: also)? (?:like|be interested in|have missed)|what to read next|don['’]t miss|editor"
        r"['’]?s['’]? (?:picks?|choice)|our picks|from our partners|around the web|more (?:from|on|about|in|like) "
        r"[^.!?]{2,60}|people (?:are )?also read(?:ing)?|paid partner content)\s*:?$",
        r"^(?:[►▶•*-]+ ?)?(?:read|see|watch|listen|learn|find out)(?: |-)?(?:more|also|next|now|here|this|the full (?:story"
        r"|article|report)|on)?\s*(?::|>+|»|\|).{0,160}$",
        r"^[►▶•\[*(-]*\s*(?:related(?: \w+)?|more|also read|read also|see also|don['’]t miss|must[- ]read|recommended"
        r"|go deeper|dig deeper|background|opinion|video|gallery|photos|watch|in pictures|live updates?)\s*:\s"
        r"(?=[^.]{3,160}$)",
        r"^(?:also|more|elsewhere)(?: (?:stories|reading))? (?:in|from|on) (?:this|the|our) [^.!?]{2,40}:?$",
        r":\s*click here\W*$",
        r"\?.{0,20}\byes\b\W*\d+ ?%.{0,20}\bno\b\W*\d+ ?%",
    ],
    "newsletter": [
        r"^(?:join|follow|like) us\b.{0,60}$",
        r"^listen to .{3,60}\b(?:live (?:at|on)|listen back|wherever you get)\b.{0,60}$",
    ],
    "plea": [
        r"^get .{3,60}\bdelivered (?:through|to) your\b.{0,140}$|^get access to .{3,60}\bsubscription\b.{0,60}$",
        r"\b(?:issues|months|weeks|year) (?:for|from) (?:just |only )?(?:[$€£]|rs\.? ?)\d",
        r"^(?:dear|hello|hi) (?:reader|subscriber|friend|visitor|supporter)s?\b.{0,20}$",
        r"\b(?:ads?|advert\w*|ad-)(?:[ -])(?:free|light|blocker)\b.{0,80}\b(?:subscri\w+|experience|whitelist|disable|turn"
        r" off|only)\b|\bturn off your ad ?blocker\b",
        r"^(?:upgrade|get|start|try|subscribe|join|support|unlock)\b.{0,70}(?:[$€£¥] ?\d+(?:\.\d\d)?|\d+ ?[$€£])"
        r".{0,12}\b(?:per|a|each|/) ?(?:month|week|year)\b",
        r"^(?:support|help fund|help us)\b.{0,60}\b(?:journalism|reporting|newsroom|grow|independent)\b.{0,90}$",
        r"^(?:give|pay|donate) (?:[$€£¥] ?)?\d+(?: \w+)?[.!]?$",
        r"^(?:donate|contribute|chip in|support us)(?: (?:now|today|here|to .{0,40}))?[.!]?$",
        r"^(?:join|support|become|subscribe|donate)\b.{0,80}\b(?:us|ours?)\b[^,;]{0,30}[.!]?$",
        r"^(?:enjoy(?:ing|ed)?|lik(?:e|ing|ed)|lov(?:e|ing|ed)) (?:this|what you|our)\b.{0,30}\?",
        r"\bunsubscribe\b|\byou (?:are )?receiv\w+ this (?:e-?mail|letter|newsletter|message)\b",
    ],
    "comments": [
        r"^\(?\d* ?comments?(?: ?\(?\d+\)?)?(?: (?:section|policy|are closed|closed|disabled))?\.?:?$",
        r"^(?:leave|post|add|write|submit)(?: a| your)? (?:comment|reply)\b.{0,30}$",
        r"^(?:join|start) the (?:conversation|discussion|debate)\b.{0,30}$"
        r"|^(?:what do you think|(?:want to )?have your say)\b.{0,90}$",
        r"^you (?:must|need to|have to) (?:be|become|log|sign|register)\b.{0,60}\b(?:comment|post|reply|read|vote)\b",
        r"\bcomments (?:are|is) (?:only )?(?:for|open to|available to|limited to|reserved for) .{0,40}\b(?:members|subscribers)\b",
        r"^if you(?:['’]?d like| would like| want| wish) to (?:comment|join)\b",
        r"^comment(?:ing|s) (?:is|are|on this (?:article|story)) .{0,160}$",
        r"^(?:confirm|enter|your)(?: your)? (?:e-?mail|mail|name|password|comment|address)\b.{0,30}$",
        r"^(?:name|e-?mail|website|comment|message|first name|last name)(?: ?\*| \(required\)|:)$",
        r"^(?:show|hide|load|view)(?: \d+| all)? comments\b.{0,20}$|^reply(?: to .{1,40})?$|^report (?:abuse|comment)$",
    ],
    "membership": [
        r"^(?:please )?join (?:the )?(?:(?-i:[A-Z])[\w.'’&-]+ |of |the ){1,7}(?-i:Community|Club|Circle|Membership)\b.{0,40}$",
    ],
    "legal": [
        r"\b(?:material|content|article|story|text|work)s?\b.{0,80}\b(?:may|must|can) not be (?:\w+ )?(?:published|broadcast"
        r"|reproduced|republished|copied|rewritten|redistributed|used)\b",
        r"\b(?:publisher|editors?|editorial (?:office|team)|web ?site|site|operators?|provider|portal|newspaper|we)\b.{0,80}"
        r"\b(?:assumes?|accepts?|takes?|bears?|is|are)\b.{0,12}\b(?:no|not|any)\b.{0,20}\b(?:liab\w+|responsib\w+)\b",
        r"^(?:exemption|exclusion|disclaimer|limitation)(?: (?:from|of) (?:liability|responsibility))?\s*:?$",
        r"^disclaimer\s*[:.]|^legal (?:notice|disclaimer|information)\b.{0,40}$",
        r"^(?:editorial (?:office|programme?|program|team|responsibility)|responsible (?:for content|editor|publisher)"
        r"|publisher|published by|redaktion|verantwortlich|imprint|impressum|masthead)\b[^.!?]{0,90}:",
        r"^v\.? ?i\.? ?s\.? ?d\.? ?p\b",
        r"\bMDSt?V\b|\bRStV\b",
        r"\b(?:the )?(?:views|opinions) (?:expressed )?(?:in this|here|by|are) (?:article|those|the|do not|not|solely|piece)\b",
        r"\b(?:reuse|reproduction|reprint\w*|copying) .{0,60}\b(?:permission|consent|prohibited|forbidden)\b",
        r"\b(?:complaints|letters|corrections|enquiries) to the (?:editor|station manager|newsroom|news ?desk|press council)\b",
        r"\balle rechte vorbehalten\b|\btous droits réservés\b|\btodos los derechos reservados\b",
        r"\b(?:we|this (?:web)?site|our partners)\b.{0,40}\buses? cookies\b",
        r"^(?:accept|reject|manage)(?: all)? cookies?\b",
        r"\bby (?:continuing|using|clicking|signing up|subscribing|browsing|registering)\b.{0,80}\b(?:agree|accept|consent)",
        r"\b(?:subject to|read|see|accept) (?:our|the) (?:terms|privacy|cookie)\b.{0,60}$",
    ],
    "contact": [
        r"^(?:tel|phone|telephone|telefon|fax|facsimile|mobile|e-?mail|mail|web(?:site)?|internet|hotline|newsroom)\s*[:.]\s*"
        r"\S.{0,70}$",
        r"^(?:(?:tel|phone|fax)\.?\s*)?(?=(?:\D*\d){7,15}\D*$)(?:\+\d|\(\d{2,5}\)|\d{3}[-. ]\d{3}[-. ]\d{4}|0\d{2,4}[ /-])"
        r"[\d\s().+/-]*(?:local|fax|facsimile|tel|phone|office|mobile|toll[- ]free)?\.?$",
        r"^(?:contact|write to|e-?mail|reach)(?: \w+){0,4}(?: (?:at|us at|on))?:? ?\S+@\S+\.\w+\W*$|^\S+@\S+\.\w+$",
        r"^<?(?:https?://|www\.)\S+>?$",
        r"^\d{1,5}[a-z]? (?:[\w.'-]+ ){0,4}(?:street|st|road|rd|avenue|ave|lane|ln|drive|dr|boulevard|blvd|square|way|place"
        r"|quay|parkway|terrace|row|court)\b\.?(?:,[^.!?]{0,60})?$",
        r"^(?-i:[A-Z])[\w .'-]{1,40},? (?-i:[A-Z]{2}),? \d{5}(?:-\d{4})?(?:,? (?-i:[A-Z])[\w .]{1,20})?$",
        r"^(?:article online|original article|source url|permalink|short ?link|link|url|web address|online)\s*:"
        r"(?:\s*<?(?:https?://|www\.)\S+)?$",
    ],
}

# For speed: a wording that may stand anywhere in a line is looked for only where one of these does, in any case.
ANYWHERE_CUES: dict[str, tuple[str, ...]] = {
    "video player": ("replay",),
    "caption": (
        "(",
        "[",
        "©",
        "credit:",
        "/",
        "caption",
        "photo",
        "picture",
        "image:",
        "illustration",
        "foto",
        "bild",
        "grafik",
    ),
    "related": ("click here", "yes"),
    "newsletter": ("sign up", "subscribe"),
    "plea": (
        *("journalism", "subscriber", "please consider", "blocker", "-free", "d free", "s free", "light"),
        *("unsubscribe", "receiv", "issues f", "months f", "weeks f", "year f"),
    ),
    "comments": ("example", "comments "),
    "legal": (
        *("governed", "content partner", "independently of", "commission", "grant", "gift", "reserved", "not be"),
        *("liab", "responsib", "stv", "views", "opinions", "permission", "consent", "prohibited", "forbidden"),
        *("complaints", "letters", "corrections", "enquiries", "vorbehalten", "réservés", "reservados", "cookies"),
        *("agree", "accept", "terms", "privacy"),
    ),
}
