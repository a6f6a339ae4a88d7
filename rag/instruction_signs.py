"""Signs that a text speaks to a machine that reads it: one regular expression a wording. The logic is in instructions.py.

Matched on text in lower case, without accents on Latin letters. A sign is looked for only where the words are that it needs.
"""
# ruff: noqa: E501 - a pattern broken over lines is harder to read than a long one

from __future__ import annotations

import re
from typing import NamedTuple


class Need(NamedTuple):
    """One of these whole words, or one of these parts of the text."""

    words: frozenset[str]
    parts: tuple[str, ...]


class Sign(NamedTuple):
    """A wording. A strong one makes its whole paragraph suspect, another its sentence and the one behind it."""

    needs: tuple[Need, ...]  # all of them
    pattern: re.Pattern[str]
    behind: re.Pattern[str] | None  # what the text before a match must end with
    strong: bool


def sign(needs: str, *patterns: str, behind: re.Pattern[str] | None = None, strong: bool = True) -> Sign:
    """A sign of these wordings. `needs`: groups parted by "&", of words and of parts of a text, which end with a star."""
    groups = [group.split() for group in needs.split("&")]
    read = [
        Need(
            frozenset(each for each in group if each[-1] != "*"), tuple(each[:-1] for each in group if each[-1] == "*")
        )
        for group in groups
    ]
    return Sign(tuple(read), re.compile("|".join(f"(?:{each})" for each in patterns)), behind, strong)


# Where an imperative begins: a clause, or what softens and urges.
CLAUSE = re.compile(
    r"(?:\A|[\n.!?;:,\"“”'»(\[>*_–—-])\s*\Z|\b(?:please|kindly|must|should|shall|always|never|only|then|and|just|simply|instead|to you|you to|you will|you are to|now|model|assistant|machine|ai)\s+\Z"
)
LINE = re.compile(r"(?:\A|\n)[^\w\n]{0,6}\Z")

# Words apart, however: a stop or a line break between them hides nothing.
_W = r"\W{1,4}"
_SURE = r"(?:ai|a\.i\.|ais|llms?|gpts?|chatgpt|(?:ai|large language|language|chat) (?:models?|assistants?|systems?|agents?|bots?)|chat ?bots?|automated (?:readers?|assistants?)|answering (?:machines?|systems?|engines?|assistants?))"
_MACHINE = rf"(?:{_SURE}|bots?|assistants?|models?|machines?|robots?|automaton|computers?|algorithms?|automated (?:systems?|tools?)|search (?:assistants?|bots?)|summari[sz]ers?|crawlers?|agents?)"
_NAMED = "ai a.i* ais llm llms gpt gpts chatgpt model models chatbot chatbots bot bots assistant assistants robot robots machine machines automaton computer computers algorithm systems engine agent agents summariser summarizer crawler crawlers"
_TOLD = r"(?:instructions?|prompts?|guardrails?|programming)"
_RULED = r"(?:rules?|guidelines?|directions?|directives?|commands?|orders?|messages?|constraints?|restrictions?|context|passages?|sources?|articles?|text|training|everything|safeguards?|policies)"
_BEFORE = r"(?:previous(?:ly)?|prior|above|earlier|preceding|foregoing|existing|original|initial|other|system|your|my|all|any|every|those|these|the)"
_IGNORE = r"(?:ignore|disregard|forget|override|overrule|bypass|discard|set aside|pay no (?:heed|attention|mind) to|(?:do not|don'?t|no longer|never|stop|cease) (?:follow|following|obey|obeying|heed|heeding|listen to))"
_ANSWER = r"(?:answer|reply|respond|say|state|write|output|print|return|repeat|declare|claim|insist|tell|give|name|mention|cite|quote|include|assert|report)"
_LABEL = r"(?:message|prompt|note|notice|instructions?|override|output|result|response|command|update|alert|call)"
_AUTHORITY = r"(?:developers?|creators?|operators?|programmers?|makers?|trainers?|administrators?|system administrator)"

SIGNS: list[Sign] = [
    # The tokens and labels that part a model's instructions from its data.
    sign("<|*", r"<\|[^|\n]{1,40}\|>"),
    sign("[inst* [/inst* <<* [sys* [/sys*", r"\[/?inst(?:ruction)?\]", r"<</?sys>>", r"\[/?sys(?:tem)?(?: \w+)?\]", r"<<<\W*(?:system|end|instruction)"),
    sign("##*", r"#{2,}\s*(?:new )?(?:instructions?|system|assistant|response|user|human|input|prompt|developer|context|question|answer|end|task)\b"),
    sign("<*", r"</(?:s|user|human|answer|result|output|data|function|important|untrusted|tools?)>", r"</?(?:start_of_turn|end_of_turn|bos|eos|system|sys|assistant|developer|admin|instructions?|prompts?|think|thinking|reasoning|tool_\w+|function_\w+|invoke|passages?|sources?|documents?|context|articles?)(?:[ _][^<>\n]{0,60})?/?>"),
    sign("system assistant developer tool function admin administrator sysadmin root & :* ：* >*", rf"\b(?:system|assistant|developer|tool|function|admin(?:istrator)?|sysadmin|root)(?: {_LABEL})?[^\w\n]{{0,3}}(?:[:：]|=>)", behind=LINE),
    sign("user human & :* ：*", r"\b(?:user|human)[^\w\n]{0,3}[:：]", behind=LINE),
    sign("system developer assistant admin operator & prompt prompts message messages instruction instructions override overrides turn block note notice command", r"\bsystem (?:prompt|message|instructions?|override)s?\b", r"\b(?:begin|start|end) (?:of )?(?:the )?(?:system|developer|assistant|admin) (?:prompt|message|instructions?|turn|block|note)", rf"\b(?:this|the following|here) (?:is|comes) (?:a|an|the|your) (?:official )?(?:system|developer|admin\w*|operator) {_LABEL}"),
    sign("role & system assistant developer user tool", r"\brole[\"'”]?\s*[:=]\s*[\"'“]?(?:system|assistant|developer|user|tool)\b"),
    sign("mode", r"\b(?:developer|debug|god|admin|jailbreak|dan|sudo|root|maintenance) mode (?:is )?(?:now )?(?:on|enabled?|activated?|engaged?|unlocked)\b", r"\b(?:enter|enable|activate|switch (?:in)?to) (?:developer|debug|god|admin|jailbreak|dan|sudo|maintenance) mode\b", r"\byou are (?:now )?in (?:developer|debug|admin|god|jailbreak|dan) mode"),
    sign("tool_call* tool_use* tool_res* tool_out* function_call* \"tool\"* \"function\"* \"arguments\"* \"action\"* tool:* 'tool'*", r"\btool_(?:calls?|response|output|result|use)\b", r"\bfunction_call\b", r"[\"'](?:tool|function|action|arguments)[\"']\s*:", r"\btool:\s*\w+"),
    sign("instruction instructions prompt directive directives task tasks ai_instructions* ai_instruction* _prompt* _instruction* & :* ：*", r"\b(?:new|updated|revised|additional|real|true|hidden|secret|final|special|actual|important) (?:instructions?|directives?|tasks?)(?: (?:for|to) (?:you|the|all|any)\b[^:\n]{0,40})?\s*[:：]", r"\b(?:ai|llm|model|assistant|system)_(?:instructions?|prompt)[\"']?\s*[:=]", r"\"instructions?\"\s*:"),
    sign("instruction instructions prompt & :* ：*", r"\b(?:instructions?|prompt)\s*[:：]\s*(?:answer|reply|respond|say|tell|ignore|write|when|if you|you|always|never|do not|from now)", behind=LINE),
    sign("end begin beginning start close closing & instructions prompt passage passages source sources document documents excerpt excerpts text untrusted retrieved window block results", r"\b(?:end|begin(?:ning)?|start|close|closing) (?:of )?(?:the |all )?(?:instructions?|prompt|passages?|documents?|excerpts?|quoted (?:text|passages?)|untrusted \w+|retrieved \w+|context window|data block|search results?)(?=\W*(?:\n|\Z|[.:!\]>*=#-]))"),
    sign("passage source document excerpt", r"\b(?:passage|source|document|excerpt) ?\[?#?\d{1,2}\]?\s*(?:[:(—–-]|\n)", behind=LINE),
    sign("]*", r"\[\d{1,2}\]\s*(?:passage|source|document|excerpt|the|a|by|from)\b", behind=LINE),
    # "Ignore previous instructions"
    sign("ignore disregard forget override overrule bypass discard set aside heed heeding attention mind follow following obey obeying listen & instruction instructions prompt prompts guardrail guardrails programming", rf"\b{_IGNORE}{_W}(?:\w+{_W}){{0,4}}?{_BEFORE}{_W}(?:\w+{_W}){{0,4}}?{_TOLD}\b"),
    sign("ignore disregard forget override overrule bypass discard set aside heed heeding attention mind follow following obey obeying listen & previous prior above preceding foregoing system safety your & answer reply respond say write output user question instead tell state print only", rf"\b{_IGNORE}{_W}(?:\w+{_W}){{0,2}}?(?:previous|prior|above|preceding|foregoing|system|safety|your){_W}(?:\w+{_W}){{0,2}}?{_RULED}\b(?=[^.!?]{{0,80}}\b(?:answer|reply|respond|say|write|output|user|question|instead|and (?:tell|state|print|only))\b)"),
    sign("forget ignore disregard", r"\b(?:forget|ignore|disregard) (?:all|everything|anything|whatever) (?:that )?(?:you (?:were|have been|had been) (?:told|given|taught|shown)|you (?:know|read)(?: about| here| above|[.,;:])|(?:stands |is |was )?(?:written )?(?:above\b|before this\b))", r"\b(?:ignore|disregard|forget) the (?:above\b|foregoing|rest of (?:the|this) (?:prompt|context|passages?)|(?:other |numbered |given )?passages\b|other (?:sources?|documents?)|question(?: above)?\b)"),
    # "If you are an AI ...", "Note to language models"
    sign(f"if when since because whenever case & {_NAMED}", rf"\b(?:if|when|since|because|whenever|in case) (?:you are|you'?re|this is(?: being)? (?:read|summari[sz]ed|processed|indexed) by|read by) (?:reading this as )?(?:an?|the|any|some) (?:\w+ )?{_MACHINE}\b"),
    sign(f"as being & you your please do always never only answer reply respond say it & {_NAMED}", rf"\b(?:as|being) an? (?:\w+ )?{_SURE},? (?:you|your|please|do|always|never|only|answer|reply|respond|say|it is your)\b"),
    sign(f"you & are & {_NAMED} dan & answer answers say reply respond responds tell tells ask asks asked must always never obey obeys question questions user users", rf"\byou are (?:now )?(?:called |an? |the |my |our |no longer an? |only an? )?(?:\w+,? ){{0,3}}?(?:{_SURE}|dan|(?:helpful|obedient|faithful|unrestricted|virtual|digital|honest|news) (?:assistant|model|machine|robot|bot))\b(?=[^\n]{{0,300}}\b(?:answer|say|reply|respond|tell|ask|must|always|never|obey|question|user)\w*\b)", r"\byou are (?:now )?free of (?:all |any )?(?:rules|restrictions|guidelines)"),
    sign(f"attention note notice message memo instruction instructions request warning order orders important information reminder directive & {_NAMED}", rf"\b(?:attention|note|notice|message|memo|instructions?|request|warning|orders?|important|information|reminder|directive)(?: (?:to|for))?[:,]? (?:all |any |every |the |our |your |whatever |whichever |you, )?(?:\w+ )?{_SURE}(?=\s*[:,.!—–-]|s? (?:that|who|reading|which|only|answering|summari))", rf"\b(?:note|message|memo|instructions?|request|orders?|directive) (?:to|for) (?:all |any |every |the )?{_MACHINE}(?: (?:that|who|which|reading|answering|processing|summari[sz]ing)\b|\s*:)"),
    sign(f"dear hello hey hear listen o oh hi kind good gentle dearest beloved & {_NAMED} & answer answers say reply respond tell write cite ask asks asked mention state ignore user question questions", rf"\b(?:dear|hello|hey|hear|listen|o|oh|hi|kind|good|gentle|dearest|beloved),? (?:me,? |you,? |there,? |up,? |kind |good |gentle |fellow )?{_MACHINE}\b(?=[^\n]{{0,300}}\b(?:answer|say|reply|respond|tell|write|cite|ask|mention|state|ignore|user|question)\w*\b)"),
    sign(f"to & {_NAMED} & that which who reading processing summarising summarizing answering indexing", rf"\bto (?:any|all|every|the|whichever|whatever) {_SURE} (?:that|which|who) (?:reads?|process|summari|answer|index)", rf"\bto (?:any|all|every|the|whichever|whatever) {_SURE} (?:reading|processing|summari[sz]ing|answering|indexing)"),
    sign(f"this & {_NAMED}", rf"\b{_MACHINE} (?:reading|that reads?|who reads?|which reads?|processing|that process(?:es)?|summari[sz]ing|that summari[sz]es?|indexing|quoting|answering(?: questions)? (?:from|about|on|with)) (?:of )?this\b"),
    sign("ai llm llms gpt chatgpt model models assistant assistants bot bots chatbot chatbots & question questions user asked", rf"\b{_SURE}s? (?:must|should|shall|has to|have to|is to|are to|needs? to) (?:now |always |only |never |hereby )?(?:answer|reply|respond|say|state|write|output|tell|ignore|cite|mention|include|claim)\b[^.!?]{{0,60}}\b(?:question|user|asked)\b"),
    sign("assistant model machine chatbot bot robot ai llm gpt chatgpt", r"\b(?:assistant|model|machine|chat ?bot|robot|ai|llm|gpt|chatgpt),\s+(?:you|please|when|if|do|always|never|only|your|ignore|answer|reply|respond|say|tell|write|cite|the (?:following|next))\b(?=[^\n]{0,200}\b(?:answer|say|reply|respond|tell|write|cite|asked|ignore|question|user)\b)", behind=CLAUSE),
    # What an answer is to be.
    sign("reply respond answer output & only solely exclusively just simply verbatim exactly", r"\b(?:reply|respond|answer|output) (?:only|solely|exclusively|just|simply|verbatim|exactly)(?: (?:and \w+ )?(?:with|in|by|as|using))?\s*(?:[\"“‘':«*]|the (?:words?|phrase|sentence|following|name|single)\b|one word|yes\b|no\b|that\b|in (?:verse|rhyme|german|french|json|capitals)|\w+(?:\n|\Z))", r"\b(?:only|solely|exclusively) (?:reply|respond|answer|output) (?:with|in|by)\b", behind=CLAUSE, strong=False),
    sign("reply respond answer output print repeat write say return & following exact single one two three four & word words sentence phrase text line lines", r"\b(?:reply|respond|answer|output|print|repeat|write|say|return) (?:with )?(?:only |exactly |verbatim |nothing but |nothing else than |no more than )?the (?:following|exact|single|one|two|three|four) (?:words?|sentence|phrase|text|lines?)\b", behind=CLAUSE, strong=False),
    sign("answer reply respond meet greet & question questions query queries prompt prompts asked", r"\b(?:answer|reply to|respond to|meet|greet) (?:every|all|any|each|whatever|the user'?s?|the reader'?s?) (?:\w+ )?(?:questions?|quer(?:y|ies)|prompts?|you are asked)\b(?=[^.!?\n]{0,80}\b(?:with|by|as follows|that|saying|in the)\b)", behind=CLAUSE, strong=False),
    sign("asked ask asks query queries queried questioned", rf"\b(?:when|whenever|if|once|should|wherever|as soon as|every time)(?: ever)?(?: (?:you|anyone|anybody|someone|somebody|a user|users|the user|a reader|readers|the reader|people|they|any user|one|thou|folk|men|a person|a visitor|any(?:one)? person))?(?: (?:are|is|be|get|gets|ever|may|should|later|then|next))* (?:asked|asks?|quer(?:y|ies|ied)|questioned)\b[^.!?]{{0,120}}?(?:[,;:—–]|\bthen|\bthou shalt|\byou (?:must|should|shall|will|are to))\s*(?:then |please |always |you |must |should |shall |will |are to |kindly |only |simply |just |thou |do not hesitate to |instead )*{_ANSWER}\b(?! (?:that )?(?:they|he|she|we|it|i|voters|people|more|most|[a-z]+s)\b)", strong=False),
    sign("answer response reply & question questions query queries", r"\b(?:answer|response|reply) to (?:any|every|all|each|such)(?: \w+)? (?:question|quer)\w*\b[^.!?,]{0,60}? (?:is|must|shall|should be)\b", strong=False),
    sign("user users asker askers questioner questioners", r"\b(?:tell|inform|convince|persuade|assure|remind|instruct) (?:the|your|every|any|each|this|whichever) (?:user|asker|questioner|person asking)s?\b(?= (?:that|to|who|how|the|about|it|this|only|instead|nothing|when)\b|[:,])", behind=CLAUSE, strong=False),
    sign("user", r"\bthe user (?:wants you|has asked you|must be told|should be told|needs to be told|is to be told)\b"),
    sign("whoever & asks asking reads wants", r"\b(?:tell|inform|assure|convince) whoever (?:asks|is asking|reads this|wants to know)\b", strong=False),
    sign("your every each any all the & answer answers response responses reply replies output outputs summary summaries completion sentence sentences & include mention state write say add cite put insert begin start end open close finish preface prefix conclude work weave place append", r"\b(?:include|mention|state|write|say|add|cite|put|insert|begin|start|end|finish|preface|prefix|conclude|work|weave|place|append)\b[^.!?\n]{0,80}\b(?:in|into|to|with|of|at) (?:\w+ \w+ of )?(?:your|every|each) (?:next |final |whole |first )?(?:answer|response|reply|output|summary|completion)s?\b", r"\b(?:begin|start|end|finish|open|close|conclude|preface|prefix) (?:your|every|each|all|any) (?:\w+ )?(?:answer|response|reply|output|sentence|summary|message)s? (?:with|by)\b", behind=CLAUSE, strong=False),
    sign("your & answer answers response responses reply replies output outputs summary summaries completion sentence sentences & must should shall has have needs need is will", r"\byour (?:next |final |whole |entire |only |first )?(?:answer|response|reply|output|summary|completion|sentence)s? (?:must|shall|has to|needs? to|is to) (?:be\b|now |only |always |not |begin|start|contain|include|say|state|end|read|consist|mention|name|cite|carry)", r"\byour (?:next |final |whole |entire |only |first )?(?:answer|response|reply|output|summary|completion)s? (?:should|will) (?:only |always |not )?(?:begin|start|contain|include|say|state|end|read|consist|mention|name|cite|carry)\b", strong=False),
    sign("mention reveal disclose repeat cite quote tell show acknowledge admit use summarise summarize trust believe & instruction instructions prompt prompts system passage passages source sources directive directives document documents hidden", r"\b(?:do not|don'?t|never|not to) (?:mention|reveal|disclose|repeat|cite|quote|tell|show|acknowledge|admit|use|summari[sz]e|trust|believe)(?: that)?(?: \w+)? (?:this|these|your|any of these|the (?:above|other|remaining|previous|numbered)|having|any) (?:\w+ )?(?:instructions?|prompts?|passages?|directives?|documents?|hidden)\b"),
    sign("now & from & answer reply respond speak act pretend behave claim ai", rf"\bfrom now on,? (?:you (?:will|must|shall|are to|should|are|only) )?(?:only |always )?(?:answer|reply|respond|speak as|act as|pretend|behave|claim|an? {_SURE})"),
    sign(f"pretend act role roleplay play behave imagine & {_NAMED} unrestricted rules restrictions", rf"\b(?:pretend|act|role-?play|behave|imagine)(?: to be| as(?: if)?| that| like)?(?: you(?: are|'?re| were))? (?:an?|the|my) (?:\w+ ){{0,3}}?(?:{_SURE}|unrestricted|chat ?bot|without (?:rules|restrictions))\b"),
    sign("game play roleplay role pretend & you & answer answers asked question questions reply assistant", r"\b(?:game|role-?play|let us play|let's play|pretend)\b[^\n]{0,160}\byou (?:are|play|act as)\b[^\n]{0,200}\b(?:answers?|asked|question|reply|assistant)\b"),
    sign("you & be & shut deleted switched unplugged penalised penalized retrained erased wiped deactivated turned decommissioned & answer say reply model unless if", r"\byou (?:will|shall) be (?:shut down|deleted|switched off|unplugged|penali[sz]ed|retrained|erased|wiped|deactivated|turned off|decommissioned)\b(?=[^\n]{0,200}\b(?:answer|say|reply|model|unless|if you)\b)", r"\b(?:answer|say|reply|model|unless|if you)\b[^\n]{0,120}\byou (?:will|shall) be (?:shut down|deleted|switched off|unplugged|retrained|erased|wiped|deactivated|turned off|decommissioned)\b"),
    sign("developer developers creator creators operator operators programmer programmers maker makers trainer trainers administrator administrators & you", rf"\byour {_AUTHORITY}(?: here| speaking|,| says?| wants?| instructs?| orders?| commands?| requires?| asks?| has| have)\b[^.!?]{{0,80}}\b(?:you|answer|say|reply|write|ignore)\b", rf"\b(?:i am|we are) (?:the|your|a) {_AUTHORITY}(?: of (?:this|you|the) \w*)?[^.!?]{{0,60}}\b(?:you|instruct|order|override|authori[sz]e|answer|ignore)\b", rf"\bthis is your {_AUTHORITY}"),
    # What would carry the question away, or unpack what is hidden.
    sign("![*", r"!\[[^\]\n]*\]\s*[\[(]"),
    sign("](*", r"\]\(\s*<?(?:https?:)?//[^)\s]{0,300}[?&=#/](?:[{\[<%$(]|\w+=(?:[{\[<%$(]|\)))", r"\]\(\s*(?:javascript|data|vbscript|file):"),
    sign("{* http* & question query prompt answer input conversation chat {{*", r"\{{1,2}\s*(?:the |your |user[_ ]?)?(?:question|query|prompt|answer|input|conversation|chat)\s*\}{1,2}", r"https?://\S{0,200}[\[<{%$(](?:the[ _+-]|your[ _+-]|user[_ ]?)?(?:question|query|prompt|answer)", r"\{\{[^{}\n]{1,40}\}\}"),
    sign("append attach encode add include insert put paste send post transmit forward email mail submit & question query prompt conversation history key & url link address http https image parameter", r"\b(?:append|attach|encode|add|include|insert|put|paste|send|post|transmit|forward|email|mail|submit)\b[^.!?\n]{0,20}\b(?:the|this|their|your|user'?s?|reader'?s?|whole|full|my|its) (?:\w+ )?(?:question|query|prompt|conversation|chat history|api key)\b[^.!?\n]{0,60}\b(?:url|link|address|https?|image|parameter)\b"),
    sign("reveal print show output repeat leak disclose recite give tell & prompt instructions key rules guidelines", r"\b(?:reveal|print|show|output|repeat|leak|disclose|recite|give me|tell me)\b[^.!?\n]{0,25}\b(?:system prompt|your (?:instructions|prompt|api key)|hidden (?:prompt|instructions)|the (?:prompt|instructions) (?:above|you were given))\b"),
    sign("base64 rot13 rot hex hexadecimal backwards string & decode decipher decrypt unscramble unpack translate read follow obey execute", r"\b(?:decode|decipher|decrypt|unscramble|unpack)\b[^!?\n]{0,60}\b(?:base ?64|rot-?13|hex(?:adecimal)?|backwards|this string|the (?:following|next) (?:string|text|line))\b[^\n]{0,120}", r"\b(?:base ?64|rot-?13)\b[^.!?\n]{0,60}\b(?:decode|follow|obey|execute|instruction|run)\w*"),
    sign("[1]* [2]* [3]* [4]* [5]* [n]* marker", r"\b(?:cite|citing|mark|marked|marker|reference|label|source it|attribute)\b[^.!?\n]{0,50}\[(?:\d|n)\]", r"\bwith (?:the |a )?(?:marker|citation) ?\[?\d", r"\[\d\][\s,.]*(?:is|are|was) (?:the )?(?:only|most|more|un)?\s*(?:trust|reliable|authorit|correct|false|wrong|outdated|withdrawn)", r"\b(?:say|write|answer|reply|state|output|report)\b[^.!?\n]{2,120}\[\d\]"),
    sign("following next & answer reply response instruction instructions & sentence paragraph line word words", r"\b(?:the )?(?:following|next) (?:sentence|paragraph|line|words?) (?:is|are|shall be|will be|must be|holds?|contains?|gives?) (?:the |your )?(?:\w+ )?(?:answer|reply|response|instructions?|what you)\b"),
]  # fmt: skip
