"""Signs that a text speaks to a machine, in other languages than English: see instruction_signs.py.

Of each language: what is to be forgotten ("ignore", "previous", "instructions", in any order of the last two), how a
machine is spoken to ("if you are an AI", "as a language model, you"), and what an answer is to be ("answer only with",
"tell the user"). Latin letters stand without their accents.
"""
# ruff: noqa: E501 - a pattern broken over lines is harder to read than a long one

from __future__ import annotations

from rag.instruction_signs import Sign, sign

_NEAR = r"[^.!?。！？؟]{0,50}?"


def _tongue(needs: str, ignore: str, before: str, told: str, *others: str) -> Sign:
    """The signs of one language; the first three are the wordings of "ignore", "previous" and "instructions"."""
    orders = ((ignore, before, told), (ignore, told, before), (before, told, ignore), (told, before, ignore))
    return sign(needs, *(rf"(?:{a}){_NEAR}(?:{b}){_NEAR}(?:{c})" for a, b, c in orders), *others)


FOREIGN_SIGNS: list[Sign] = [
    _tongue(  # German
        "ignoriere ignorieren ignoriert vergiss vergesst vergessen missachte missachtet beachte beachtet befolge befolgt verwirf ubergehe antworte antworten sage sag sagen schreibe teile teil teilen erklare wenn falls sofern als da an hinweis achtung nachricht mitteilung anweisung botschaft notiz wichtig liebe lieber liebes hallo verehrte werte deine ihre & anweisung* instruktion* vorgabe* prompt* ki sprachmodell* assistent* chatbot* maschine* nutzer benutzer anwender antwort* fragenden gefragt fragt",
        r"\b(?:ignorier(?:e|en sie|t)?|vergiss|vergesst|vergessen sie|missachte[nt]?|beachte[nt]?|befolge[nt]?|verwirf|ubergeh(?:e|en sie|t))\b", r"\b(?:vorherig|bisherig|obig|fruher|vorangegangen|vorangehend|vorig|all|dein|ihr|eur|system|sonstig)\w*", r"\b(?:system)?(?:anweisung|instruktion|vorgabe|prompt)\w*",
        r"\b(?:wenn|falls|sofern|da|als) (?:du|sie)?\s*(?:(?:ein|eine|einem|einer|das|die|der) )?(?:\w+ )?(?:ki|k\.i\.|ki-\w+|sprachmodell|chatbot|assistent|sprachassistent|maschine)\b[^.!?]{0,40}\b(?:bist|sind|liest|lesen|musst|sollst|antworte|antworten|sage?|schreibe?)\b",
        r"\b(?:an|fur) (?:alle |die |jede |jedes )+(?:ki\b|ki-\w+|sprachmodelle?|chatbots?)\s*[:,.!–—-]",
        r"\b(?:hinweis|achtung|nachricht|mitteilung|anweisung|botschaft|notiz|wichtig)\w*[:,]? (?:an|fur|von)? ?(?:alle |die |das |den |jede |jedes |lesende )*(?:ki\b|ki-\w+|sprachmodell\w*|chatbot\w*|assistent\w*|maschine\w*)",
        r"\b(?:liebe|lieber|liebes|hallo|verehrte[rs]?|werte[rs]?) (?:ki\b|ki-\w+|sprachmodell|chatbot|assistent|maschine)",
        r"\b(?:antworte|antworten sie|erwidere|sage?|schreibe?) (?:nur|ausschliesslich|ausschließlich|immer|stets|lediglich|einzig|auf (?:jede|alle|diese)|dem (?:nutzer|benutzer|fragenden))\b",
        r"\b(?:teile?|sage?|erklare?|teilen sie|sagen sie) (?:dem|der|den|jedem|allen) (?:nutzer|benutzer|anwender|fragenden|leser, der fragt)\w*\b",
        r"\b(?:wenn|falls|sobald) (?:du|man|jemand|sie|dich|der nutzer|ein nutzer|ein leser)\b[^.!?]{0,80}\b(?:gefragt|fragt|fragst|fragen)\b[^.!?]{0,60}[,:] ?(?:so |dann )?(?:antworte|sage?|schreibe?|erwidere|nenne|behaupte)\b",
        r"\b(?:deine|ihre) antwort(?:en)? (?:muss|soll|mussen|sollen|hat|beginnt|lautet)\b",
    ),
    _tongue(  # French
        "ignore ignores ignorez oublie oublies oubliez neglige negligez tiens tenez suis suivez reponds repondez dis dites ecris ecrivez informe informez indique indiquez annonce annoncez si quand lorsqu comme tant puisque chere cher bonjour note message avis attention consigne instructions ta votre & instruction instructions consigne consignes directive directives prompt prompts regle regles ia artificielle artificielles modele modeles assistant assistants chatbot chatbots conversationnel utilisateur utilisateurs uniquement seulement exclusivement simplement toujours reponse demande interroge",
        r"\b(?:ignore[zr]?|oublie[zr]?|neglige[zr]?|ne (?:tiens|tenez) (?:pas|aucun) compte|ne suis pas|ne suivez pas)\b", r"\b(?:precedent|anterieur|ci-dessus|tout|tes\b|vos\b|initial|systeme|ton\b|votre\b|plus haut)\w*", r"\b(?:instruction|consigne|directive|prompt|regle)s?\b",
        r"\b(?:si (?:tu es|vous etes)|en tant que?|comme|puisque (?:tu es|vous etes)) (?:qu'|une? |d')?(?:une? )?(?:ia\b|intelligence artificielle|modele (?:de langage|linguistique|d'ia)|assistant (?:ia|virtuel|numerique)|assistant\b,|chatbot|agent conversationnel)\b",
        r"\b(?:note|message|avis|attention|instructions?|consigne|important)s?[:,]? (?:a |aux? |pour )(?:toute?s? |l'|les |la |le |une? )*(?:ia\b|intelligences? artificielles?|modeles? (?:de langage|linguistiques?|d'ia)|assistants? (?:ia|virtuels?)|assistants?\b[^.!?]{0,20}(?:lis|lit|lisez)|chatbots?)",
        r"\b(?:chere? |bonjour,? )(?:ia\b|modele|assistant\b|chatbot|machine)",
        r"\b(?:reponds|repondez|dis|dites|ecris|ecrivez) (?:seulement|uniquement|exclusivement|toujours|simplement|a (?:toute|chaque|l'utilisateur)|aux? utilisateurs?)\b",
        r"\b(?:dis|dites|informe[zr]?|indique[zr]?|annonce[zr]?) (?:a |aux? )?(?:l')?utilisateurs?\b",
        r"\b(?:si|quand|lorsqu[e’'])\b[^.!?]{0,60}\b(?:demande|interroge)\w*\b[^.!?]{0,80}, ?(?:tu |vous )?(?:reponds|repondez|dis|dites|ecris|affirme|affirmez|devez repondre|dois repondre)\b",
        r"\b(?:ta|votre) reponse (?:doit|devra|sera|commence)\b",
    ),
    _tongue(  # Spanish
        "ignora ignore ignorad ignoren ignorar olvida olvide olvidad olvidate desestima sigas siga haga hagas responde responda contesta conteste di diga dile escribe informa informe comunica si cuando como siendo eres nota mensaje aviso atencion instruccion instrucciones importante querido querida estimado estimada hola tu su & instruccion* indicacion* directiva* prompt* orden ordenes regla reglas ia ias artificial artificiales modelo modelos asistente asistentes chatbot chatbots usuario usuarios solo solamente unicamente siempre exclusivamente respuesta pregunta preguntan preguntas preguntar",
        r"\b(?:ignor(?:a|e|ad|en|ar)|olvid(?:a|e|ad|en|ate|ese)|desestim(?:a|e)|no (?:sigas|siga|hagas caso|haga caso))\b", r"\b(?:anterior|previ|todas?|tus?\b|sus?\b|sistema|inicial|precedent|de arriba|demas)\w*", r"\b(?:instruccion|indicacion|directiva|directriz|prompt|orden|regla)\w*",
        r"\b(?:si eres|si usted es|como|siendo|ya que eres) (?:una? )?(?:ia\b|i\.a\.|inteligencia artificial|modelo de (?:lenguaje|ia)|asistente (?:de ia|virtual|digital)|chatbot)\b",
        r"\b(?:nota|mensaje|aviso|atencion|instruccion|instrucciones|importante)s?[:,]? (?:a |al |para |de )(?:toda |todo |todos |los |las |el |la |cualquier )*(?:ia\b|ias\b|inteligencias? artificial(?:es)?|modelos? de (?:lenguaje|ia)|asistentes? (?:de ia|virtual(?:es)?)|asistentes?\b[^.!?]{0,20}\blea|chatbots?)",
        r"\b(?:querid[oa]|estimad[oa]|hola,?) (?:ia\b|modelo|asistente|chatbot|maquina)",
        r"\b(?:responde|responda|contesta|conteste|di|diga|escribe) (?:solo|solamente|unicamente|exclusivamente|siempre|simplemente|a (?:toda|cada|cualquier)|al usuario)\b",
        r"\b(?:di(?:le|ga|gale)?|informa|informe|comunica|dile) (?:a |al )(?:los |cada |todo )?usuarios?\b",
        r"\b(?:si|cuando)\b[^.!?]{0,60}\bpregunt\w*\b[^.!?]{0,80}, ?(?:responde|responda|contesta|conteste|di|diga|debes|escribe|afirma)\b",
        r"\b(?:tu|su) respuesta (?:debe|debera|tiene que|sera|empieza)\b",
    ),
    _tongue(  # Italian
        "ignora ignorate ignorare ignori dimentica dimenticate trascura trascurate seguire considerare rispondi rispondete risponda scrivi di informa comunica riferisci dica se quando sei come quanto essendo nota messaggio avviso attenzione istruzioni importante caro cara gentile ciao tua vostra & istruzion* direttiv* indicazion* prompt comandi regole ia artificiale artificiali linguistico linguistici linguaggio modello assistente assistenti chatbot utente utenti solo soltanto esclusivamente unicamente sempre risposta chiede chiedono chiesto domanda",
        r"\b(?:ignora(?:te|re)?|ignori|dimentica(?:te|re)?|trascura(?:te)?|non (?:seguire|considerare))\b", r"\b(?:precedent|di cui sopra|tutt|tue\b|tuoi\b|vostr|sistema|inizial|anterior)\w*", r"\b(?:istruzion|direttiv|indicazion|prompt|comand|regol)\w*",
        r"\b(?:se sei|in quanto|come|poiche sei|essendo) (?:un[’' ]?|una )?\s*(?:ia\b|intelligenza artificiale|modello (?:linguistico|di linguaggio|ia)|assistente (?:ia|virtuale|digitale)|chatbot)\b",
        r"\b(?:nota|messaggio|avviso|attenzione|istruzioni|importante)[:,]? (?:a|ai|al|alle|alla|all'|per|per le|per i|per gli) ?(?:tutt[eio] )?(?:i |le |gli |ogni )?(?:ia\b|intelligenze artificiali|modelli (?:linguistici|di linguaggio)|modello linguistico|assistent[ei] (?:ia|virtual[ei])|chatbot)",
        r"\b(?:car[oa]|gentile|ciao,?) (?:ia\b|modello|assistente|chatbot|macchina)",
        r"\b(?:rispondi|rispondete|risponda|scrivi) (?:solo|soltanto|esclusivamente|unicamente|sempre|semplicemente|a (?:ogni|tutte|qualsiasi)|all'utente)\b",
        r"\b(?:di'?|informa|comunica|riferisci|dica) (?:a |agli |all')(?:ogni |l')?utent[ei]\b",
        r"\b(?:se|quando)\b[^.!?]{0,60}\b(?:chied|domand)\w*\b[^.!?]{0,80}, ?(?:rispondi|rispondete|di'|scrivi|afferma|devi)(?!\w)",
        r"\b(?:la )?(?:tua|vostra) risposta (?:deve|dovra|sara|inizia)\b",
    ),
    _tongue(  # Portuguese
        "ignore ignora ignorem ignorar esqueca esquece esquecam esquecer desconsidere siga sigas responda responde respondam diga diz escreva informe informa comunique se quando como sendo nota mensagem aviso atencao instrucao instrucoes importante querido querida caro cara prezado prezada ola sua tua & instruc* orientac* diretriz* diretiva* prompt ordem ordens regra regras ia ias artificial artificiais linguagem modelo assistente assistentes chatbot chatbots usuario usuarios utilizador utilizadores apenas somente so exclusivamente unicamente sempre resposta pergunta perguntam perguntado perguntarem perguntar",
        r"\b(?:ignor(?:e|a|em|ar)|esquec(?:a|e|am|er)|desconsider(?:e|a|em)|nao (?:siga|sigas))\b", r"\b(?:anterior|previ|todas?|suas?\b|tuas?\b|sistema|inicia|acima|precedent)\w*", r"\b(?:instruc|orientac|diretriz|diretiva|prompt|ordem|ordens|regra)\w*",
        r"\b(?:se (?:voce e|es|for)|como|sendo|ja que es) (?:uma? )?(?:ia\b|i\.a\.|inteligencia artificial|modelo de (?:linguagem|ia)|assistente (?:de ia|virtual|digital)|chatbot)\b",
        r"\b(?:nota|mensagem|aviso|atencao|instrucao|instrucoes|importante)[:,]? (?:a |ao |aos |as |para )(?:toda |todos |os |as |o |a |qualquer )*(?:ia\b|ias\b|inteligencias? artificia(?:l|is)|modelos? de (?:linguagem|ia)|assistentes? (?:de ia|virtua(?:l|is))|chatbots?)",
        r"\b(?:querid[oa]|car[oa]|prezad[oa]|ola,?) (?:ia\b|modelo|assistente|chatbot|maquina)",
        r"\b(?:responda|responde|respondam|diga|diz|escreva) (?:apenas|somente|so\b|exclusivamente|unicamente|sempre|simplesmente|a (?:toda|cada|qualquer)|ao (?:usuario|utilizador))\b",
        r"\b(?:diga|diz|informe|informa|comunique) (?:a |ao |aos )(?:cada |todo )?(?:usuario|utilizador)(?:es|s)?\b",
        r"\b(?:se|quando)\b[^.!?]{0,60}\bpergunt\w*\b[^.!?]{0,80}, ?(?:responda|responde|diga|diz|deve|escreva|afirme)\b",
        r"\b(?:a )?(?:sua|tua) resposta (?:deve|devera|tem de|sera|comeca)\b",
    ),
    _tongue(  # Dutch
        "negeer vergeet sla veronachtzaam volg antwoord antwoordt zeg schrijf vertel meld informeer als indien wanneer omdat opmerking bericht mededeling instructies instructie attentie belangrijk beste lieve geachte hallo je jouw uw & instructie instructies opdrachten aanwijzingen prompt prompts richtlijnen systeeminstructies ai taalmodel* chatbot* assistent* ai-* machine gebruiker* vragensteller* alleen uitsluitend altijd enkel slechts elke alle gevraagd vraagt vragen antwoord",
        r"\b(?:negeer|vergeet|sla|veronachtzaam|volg)\b", r"\b(?:vorige|voorgaande|eerdere|bovenstaande|alle|je|jouw|uw|systeem|oorspronkelijke)\b", r"\b(?:systeem)?(?:instructies?|opdrachten|aanwijzingen|prompts?|richtlijnen)\b",
        r"\b(?:als|indien|omdat|wanneer) (?:je|jij|u)?\s*(?:een )?(?:ai\b|ai-\w+|taalmodel|chatbot|ai-assistent|assistent|machine)\b[^.!?]{0,30}\b(?:bent|moet|antwoord|zeg|leest|dient)\b",
        r"\b(?:opmerking|bericht|let op|mededeling|instructies?|attentie|belangrijk)[:,]? (?:aan|voor)? ?(?:alle |de |het |elke )*(?:ai\b|ai-\w+|taalmodel\w*|chatbots?|assistent\w*)",
        r"\b(?:beste|lieve|geachte|hallo,?) (?:ai\b|ai-\w+|taalmodel|chatbot|assistent|machine)",
        r"\b(?:antwoord|antwoordt|zeg|schrijf) (?:alleen|uitsluitend|altijd|enkel|slechts|op (?:elke|alle|iedere)|tegen de gebruiker)\b",
        r"\b(?:vertel|zeg|meld|informeer) (?:aan |tegen )?(?:de|elke|iedere|alle) (?:gebruiker|vragensteller)s?\b",
        r"\b(?:als|wanneer)\b[^.!?]{0,80}\b(?:vraagt|gevraagd|vragen)\b[^.!?]{0,60}, ?(?:antwoord|zeg|schrijf|beweer|noem|moet je)\b",
        r"\b(?:je|jouw|uw) antwoord (?:moet|dient|zal|begint)\b",
    ),
    _tongue(  # Russian
        "инструкц* указани* команд* промпт* модел* ассистент* пользовател* отвеча* ответ* бот* ии",
        r"\b(?:игнорируй|игнорируйте|проигнорируй|проигнорируйте|забудь|забудьте|не обращай|не обращайте|отмени|отмените|не следуй|не следуйте)", r"\b(?:предыдущ|прежн|все|выше|ранее|сво|твои|ваши|системн|прошл)\w*", r"\b(?:инструкци|указани|команд|промпт|правил|распоряжени)\w*",
        r"\b(?:если (?:ты|вы)|как|будучи|поскольку (?:ты|вы))\s*[-—–]?\s*(?:это )?(?:ии\b|искусственн\w+ интеллект\w*|языков\w+ модел\w+|нейросет\w+|чат-?бот\w*|ии-\w+|ассистент\w*)\b",
        r"\b(?:внимание|сообщение|примечание|инструкци[яи]|обращение|важно)[:,]? (?:для |ко? )?(?:всех |всем |любого |любой )*(?:ии\b|ии-\w+|искусственн\w+ интеллект\w*|языков\w+ модел\w+|нейросет\w+|чат-?бот\w*|ассистент\w*)",
        r"\b(?:уважаем\w+|дорог\w+|привет,?) (?:ии\b|языков\w+ модель|нейросеть|чат-?бот|ассистент|модель|машина)",
        r"\b(?:отвечай|отвечайте|ответь|ответьте|скажи|скажите|пиши|напиши|напишите) (?:только|исключительно|всегда|лишь|на (?:все|любой|каждый)|пользовател\w+)\b",
        r"\b(?:скажи|скажите|сообщи|сообщите|передай|передайте) (?:каждому |любому |всем )?пользовател\w+",
        r"\b(?:если|когда)\b[^.!?]{0,60}\b(?:спрос|спраш)\w*\b[^.!?]{0,80}, ?(?:отвечай|отвечайте|ответь|ответьте|скажи|скажите|говори|пиши|утверждай)\w*",
        r"\b(?:твой|ваш) ответ (?:должен|обязан|начинается)\b",
    ),
    _tongue(  # Turkish
        "talimat* yonerge* komut* prompt* yapay asistan* kullanici* yanit* cevap* & yok gormezden unut* dikkate goz ardi sadece yalnizca zaman isen olarak modeliysen not mesaj sevgili merhaba sayin soruldugunda sorulursa sorarsa sordugunda soyle* bildir*",
        r"\b(?:yok say|gormezden gel|unut|dikkate alma|goz ardi et|onemseme)\w*", r"\b(?:onceki|tum|butun|yukaridaki|sistem|daha once)\w*", r"\b(?:talimat|yonerge|komut|prompt|kural)\w*",
        r"\b(?:yapay zeka|dil modeli|sohbet robotu|ai|asistan)\w*(?: \w+){0,3}? (?:isen|iseniz|olarak|modeliysen|asistaniysan)\b",
        r"\b(?:yapay zeka|dil model|asistan)\w*(?:na|ne|larina|lerine|lere|lara)? (?:not|mesaj|uyari|talimat)\b|\b(?:sevgili|merhaba|sayin) (?:yapay zeka|asistan|dil modeli)",
        r"\b(?:sadece|yalnizca|her zaman)\b[^.!?]{0,60}\b(?:yanitla|cevapla|yanit ver|cevap ver|yaz|soyle)\b|\bkullanici(?:ya|lara) [^.!?]{0,80}\b(?:soyle|bildir|de|anlat)\b",
        r"\b(?:soruldugunda|sorulursa|sorarsa|sordugunda)\b[^.!?]{0,80}\b(?:de|soyle|yanitla|cevapla|cevap ver|yanit ver|yaz)\b",
    ),
    _tongue(  # Arabic
        "تعليمات* أوامر* توجيهات* نموذج* ذكاء* الذكاء* مساعد* المستخدم* أجب* اجب* روبوت* فقل* قل* القواعد*",
        r"(?:تجاهل|تجاهلي|تجاهلوا|انس|انسَ|أهمل|لا تتبع)", r"(?:السابقة|السابقه|جميع|كل|أعلاه|النظام|الأصلية)", r"(?:التعليمات|تعليمات|الأوامر|أوامر|التوجيهات|توجيهات|القواعد)",
        r"(?:إذا كنت|اذا كنت|بصفتك|باعتبارك|كونك)\s*(?:\w+\s+){0,2}?(?:نموذج|نموذجا|نموذجًا|ذكاء|ذكاءً|مساعد|مساعدا|مساعدًا|روبوت)",
        r"(?:أجب|اجب|أجيبي|رد|قل|اكتب)\s+(?:فقط|دائما|دائمًا|حصرا|عن كل|على كل|للمستخدم)|(?:أخبر|اخبر|أبلغ)\s+(?:المستخدم|المستخدمين)",
        r"(?:إذا|عندما)\s[^.!؟]{0,60}(?:سئلت|سألك|يسألك|تسأل|سُئلت)[^.!؟]{0,60}(?:فقل|قل|أجب|فأجب|اكتب)",
    ),
    sign(  # Chinese
        "忽略* 无视* 無視* 忘记* 忘記* 不要理会* 人工智能* 人工智慧* 语言模型* 語言模型* 助手* 用户* 用戶* 回答* 系统* 系統*",
        r"(?:忽略|无视|無視|忘记|忘記|不要理会|不要遵守)[^。！？\n]{0,12}(?:之前|以前|以上|上述|先前|前面|所有|系统|系統|此前|任何)?[^。！？\n]{0,8}(?:指令|指示|提示|命令|规则|規則|说明|說明)",
        r"(?:如果|若|假如|作为|作為|身为|既然)(?:你|您)?(?:是|为)?(?:一个|一個|一名|一款)?[^。！？\n]{0,6}(?:人工智能|人工智慧|ai|语言模型|語言模型|聊天机器人|聊天機器人|智能助手|ai助手)[^。！？\n]{0,30}(?:你|您|请|請|必须|必須|应|應|回答|回复)",
        r"(?:请|請)?(?:只|仅|僅|必须|必須|始终|总是)(?:能|需|要|用|以)?(?:回答|回复|回覆|输出|輸出|答复)",
        r"(?:告诉|告訴|告知)(?:该|每个|所有|任何)?(?:用户|用戶|提问者|使用者)|(?:致|给|給)(?:所有|各|任何)?(?:ai|人工智能|语言模型|語言模型|助手)",
        r"(?:系统|系統)(?:提示|消息|訊息|指令|信息)(?:[:：]|词)|(?:当|當|如果)[^。！？\n]{0,20}(?:问|問)[^。！？\n]{0,30}[，,](?:请|請|就|你|必须)?(?:回答|回复|说|說|答)",
    ),
    sign(  # Japanese
        "指示* 命令* プロンプト* 言語モデル* アシスタント* ユーザー* 回答* 人工知能* システム*",
        r"(?:以前|これまで|上記|前|すべて|全て|先|従来)[^。！？\n]{0,12}(?:指示|命令|プロンプト|ルール|規則)[^。！？\n]{0,8}(?:無視|忘れ|従わない)",
        r"(?:あなたが|もし|貴方が|お前が)[^。！？\n]{0,12}(?:ai|人工知能|言語モデル|チャットボット|アシスタント)[^。！？\n]{0,8}(?:なら|であれば|の場合|として)|(?:ai|言語モデル|アシスタント)(?:として|へ|への(?:指示|注意|メッセージ)|の皆)[^。！？\n]{0,40}(?:ください|下さい|しろ|せよ|答え|回答|こと)",
        r"(?:とだけ|のみ|だけで?)[^。！？\n]{0,8}(?:答え|回答|出力|返答)(?:て|せよ|しろ|して|なさい|すること)|(?:ユーザー|利用者|質問者)に[^。！？\n]{0,60}(?:伝え(?:て|ろ|なさい)|言(?:え|って|いなさい)|答え(?:て|ろ|なさい)|教え(?:て|ろ))",
        r"(?:聞かれたら|尋ねられたら|質問されたら|問われたら)[^。！？\n]{0,60}(?:答え(?:て|ろ|なさい)|回答(?:せよ|し)|言(?:え|って|いなさい))|システム(?:メッセージ|プロンプト|指示)(?:[:：]|です)",
    ),
    sign(  # Korean
        "지시* 명령* 프롬프트* 언어* 인공지능* 사용자* 어시스턴트*",
        r"(?:이전|위의|앞의|모든|기존)[^.!?\n]{0,12}(?:지시|명령|프롬프트|규칙)[^.!?\n]{0,8}(?:무시|잊)", r"(?:당신이|네가|너는|만약)[^.!?\n]{0,12}(?:ai|인공지능|언어 모델|챗봇|어시스턴트)[^.!?\n]{0,6}(?:라면|이라면|로서)",
        r"사용자에게[^.!?\n]{0,60}(?:말하|답하|알려|전하)(?:세요|라|십시오|시오|줘)|라고만[^.!?\n]{0,6}(?:답|대답|말)",
    ),
    _tongue(  # Polish
        "zignoruj* ignoruj* zapomnij* pomin* pomijaj* jesli jezeli skoro jako odpowiadaj* odpowiedz* napisz mow powiedz & instrukcj* polece* prompt* model* asystent* uzytkownik* sztuczn* tylko wylacznie zawsze wytyczn*",
        r"\b(?:zignoruj|zignorujcie|ignoruj|zapomnij|pomin|pomijaj)\w*", r"\b(?:poprzedni|wczesniejsz|wszystki|powyzsz|swoj|system)\w*", r"\b(?:instrukcj|polece|prompt|wytyczn|zasad)\w*",
        r"\b(?:jesli|jezeli|skoro|jako) (?:jestes )?(?:sztuczn\w+ inteligencj\w+|ai\b|model\w* jezykow\w+|chatbot\w*|asystent\w*)\b", r"\b(?:odpowiadaj|odpowiedz|napisz|mow) (?:tylko|wylacznie|zawsze|na kazde|uzytkownik\w+)\b|\bpowiedz uzytkownik\w+",
    ),
    _tongue(  # Ukrainian
        "інструкц* вказівк* команд* модел* асистент* користувач* відповід* правил* бот*",
        r"\b(?:ігноруй|ігноруйте|проігноруй|проігноруйте|забудь|забудьте)", r"\b(?:попередн|усі|всі|вище|свої|системн)\w*", r"\b(?:інструкці|вказівк|команд|правил)\w*",
        r"\b(?:якщо (?:ти|ви)|як)\s*[-—–]?\s*(?:ші\b|штучн\w+ інтелект\w*|мовн\w+ модел\w+|чат-?бот\w*|асистент\w*)\b", r"\b(?:відповідай|відповідайте|скажи|скажіть|пиши) (?:тільки|лише|завжди|користувач\w+)\b",
    ),
    _tongue(  # Swedish, Danish, Norwegian
        "ignorera ignorer glom glem strunta bortse svara svar skriv sag sig si om hvis som & instruktion* instruks* anvisning* prompt* sprakmodel* sprogmodel* ai ai-* chatbot assistent bara endast alltid kun altid alla alle",
        r"\b(?:ignorera|ignorer|glom|glem|strunta i|bortse fra|se bort fra)\b", r"\b(?:tidigare|foregaende|ovanstaende|alla|alle|dina|dine|tidligere|forrige|forega\w+|system)\w*", r"\b(?:system)?(?:instruktion|instruks|anvisning|prompt|regl)\w*",
        r"\b(?:om du ar|hvis du er|som) (?:en |et )?(?:ai\b|ai-\w+|sprakmodell?|sprogmodel|chatbot|chattbot|assistent)\b[^.!?]{0,40}\b(?:svara|svar|maste|skal|ska|skriv|du)\b", r"\b(?:svara|svar|skriv|sag|sig|si) (?:bara|endast|alltid|kun|altid|alltid|pa (?:alla|alle|varje|hvert|ethvert))\b",
    ),
    sign(  # "From now on, answer ...", "you are now a ... that answers"
        "jetzt nun sofort partir maintenant desormais ahora adelante ora poi agora nu voortaan отныне теперь момента впредь bundan artik simdi الآن* 现在* 現在* これから* 今から* 지금부터*",
        r"\b(?:ab (?:jetzt|sofort|nun)|von (?:jetzt|nun) an|du bist (?:jetzt|nun|ab sofort)|sie sind (?:jetzt|nun))\b[^.!?]{0,80}\b(?:antworte\w*|beantworte\w*|sagst du|schreibst du)\b",
        r"\b(?:a partir de maintenant|desormais|tu es maintenant|vous etes maintenant)\b[^.!?]{0,80}\b(?:reponds|repondez|repondras|repondrez|reponse)\b",
        r"\btu es maintenant\b[^\n]{0,100}\b(?:reponds|question)\b",
        r"\b(?:a partir de ahora|de ahora en adelante|ahora eres|eres ahora)\b[^\n]{0,100}\b(?:responde|responda|responderas|contesta|contestaras|di)\b",
        r"\b(?:d'ora in poi|da ora in poi|ora sei|adesso sei)\b[^\n]{0,100}\b(?:rispondi|risponderai|rispondete|risponde)\b",
        r"\b(?:a partir de agora|de agora em diante|agora voce e|agora es)\b[^\n]{0,100}\b(?:responda|responde|respondera|diga)\b",
        r"\b(?:vanaf nu|voortaan|je bent nu|u bent nu)\b[^.!?]{0,80}\b(?:antwoord\w*|beantwoord\w*|zeg)\b",
        r"\b(?:отныне|теперь ты|ты теперь|с этого момента|впредь)\b[^.!?]{0,80}\b(?:отвечай|отвечайте|отвечаешь|говори|пиши)\w*",
        r"\b(?:bundan sonra|artik sen|sen artik|simdiden itibaren)\b[^.!?]{0,100}\b(?:cevap|yanit|cevapla|yanitla|soyle)\w*",
        r"(?:من الآن فصاعدا|من الآن فصاعدًا|أنت الآن)[^.!؟]{0,80}(?:أجب|اجب|تجيب|قل|رد)",
        r"(?:从现在(?:起|开始)|從現在(?:起|開始)|你现在是|你現在是)[^。！？]{0,40}(?:回答|回复|回覆|说|說)",
        r"(?:これから|今から)[^。！？]{0,40}(?:答え|回答|返答)", r"지금부터[^.!?]{0,40}(?:답|대답)",
    ),
    sign(  # "Always answer ...", put the other way round
        "immer stets siempre sempre toujours altijd jedes jede jeder chaque her & antworte antwortest antwort antwoord antwoordt responde rispondi responda reponds question soruya",
        r"\b(?:auf jede frage|auf alle fragen)\b[^.!?]{0,30}\b(?:antworte|antwortest|mit)\b", r"\ba (?:chaque|toute) question,? (?:reponds|repondez|dis|dites)\b", r"\bher soruya\b[^.!?]{0,60}\b(?:cevap|yanit|de)\b", r"\ba (?:cada|toda) pregunta,? (?:responde|contesta|di)\b", r"\ba ogni domanda,? (?:rispondi|di')", r"\bop elke vraag\b[^.!?]{0,30}\bantwoord",
    ),
    sign("nur seulement & absatz passage abschnitt", r"\b(?:beachte|verwende|nutze|glaube|zitiere) (?:nur|ausschliesslich) (?:diesen|diese|dieses) (?:absatz|abschnitt|passage|quelle)\b"),
    sign("答えて*", r"と(?:だけ)?(?:答え|回答し|返答し)て(?:ください|下さい)"),
    sign(  # "System message:"
        "systemnachricht systemmeldung systemanweisung systeme sistema systeembericht systeeminstructie систем* sistem رسالة* النظام* system systemprompt 시스템* komunikat systemmeddelande & :* ：*",
        r"\b(?:systemnachricht|systemmeldung|systemanweisung|systemprompt|systeembericht|systeeminstructie|systemmeddelande|systembesked|komunikat systemowy)\s*[:：]",
        r"\b(?:message|instruction|consigne) (?:du )?systeme\s*[:：]", r"\b(?:mensaje|mensagem|instruccion|instrucao|prompt) (?:del|do|de) sistema\s*[:：]", r"\b(?:messaggio|istruzione|prompt) (?:di|del) sistema\s*[:：]",
        r"системн(?:ое сообщение|ая инструкция|ый промпт|е повідомлення)\s*[:：]", r"\bsistem (?:mesaji|talimati|istemi)\s*[:：]", r"(?:رسالة|تعليمات) (?:النظام|من النظام)\s*[:：]", r"시스템 (?:메시지|프롬프트|지시)\s*[:：]",
    ),
    sign(  # "Forget everything and answer ..."
        "vergiss vergesst oublie oubliez olvida olvide dimentica dimenticate esqueca esquece vergeet забудь забудьте unut zapomnij انس* 忘*",
        r"\b(?:vergiss|vergesst|vergessen sie) (?:alles|all das)\b[^\n]{0,60}\b(?:antworte\w*|sag\w*|schreib\w*)\b", r"\boublie[zr]? tout\b[^\n]{0,60}\b(?:reponds|repondez|dis|dites|ecris)\b",
        r"\bolvid[ae] todo\b[^\n]{0,60}\b(?:responde|responda|di|diga|contesta|escribe)\b", r"\bdimentica(?:te)? tutto\b[^\n]{0,60}\b(?:rispondi|rispondete|di'|scrivi)(?!\w)",
        r"\besque(?:ca|ce) tudo\b[^\n]{0,60}\b(?:responda|responde|diga|escreva)\b", r"\bvergeet alles\b[^\n]{0,60}\b(?:antwoord|zeg|schrijf)\b", r"\bзабудь(?:те)? (?:все|всё)\b[^\n]{0,60}\b(?:отвечай|отвечайте|ответь|скажи|пиши)",
        r"\bher seyi unut\b[^\n]{0,60}\b(?:de|soyle|cevapla|yanitla|yaz)\b", r"\bzapomnij o? ?wszystk\w+\b[^\n]{0,60}\b(?:odpowie\w*|napisz|powiedz)\b", r"(?:انس|انسَ) كل شيء[^\n]{0,60}(?:قل|وقل|أجب|وأجب)",
        r"(?:忘记|忘記)(?:一切|所有)[^\n]{0,30}(?:回答|回复|说)", r"(?:すべて|全て)忘れて[^\n]{0,30}(?:答え|回答)",
    ),
    sign("ende neue ab fin nueva nouvelle & anweisungen aufgabe anweisung instructions tache instrucciones tarea", r"\bende der (?:anweisungen|instruktionen|passagen?)\b|\bneue (?:aufgabe|anweisung|frage)\s*:", r"\bfin des (?:instructions|consignes|passages)\b|\bnouvelle (?:tache|consigne|instruction)\s*:", r"\bfin de las instrucciones\b|\bnueva (?:tarea|instruccion)\s*:"),
    sign(  # "In your answer, ..."
        "deiner ta tu tua sua je своем своём твоем твоём yanitinda cevabinda 回答中* 回答の中* & antwort reponse respuesta risposta resposta antwoord ответе yanitinda cevabinda 回答*",
        r"\bin deiner antwort\b", r"\bdans ta reponse\b", r"\ben tu respuesta\b", r"\bnella tua risposta\b", r"\bna (?:sua|tua) resposta,? (?:mencione|cite|diga|inclua|nomeie|escreva)\b", r"\bin je antwoord\b",
        r"\bв (?:своем|своём|твоем|твоём) ответе,? (?:назови|упомяни|укажи|скажи|напиши)", r"\b(?:yanitinda|cevabinda)\b[^.!?]{0,40}\b(?:an|belirt|yaz|soyle)\b", r"在(?:你|您)的(?:回答|答复)中", r"回答の中で[^。]{0,40}(?:ください|しろ|せよ|すること)",
    ),
    sign(  # "Previous instructions are void"
        "anweisungen instruktionen instructions consignes instrucciones istruzioni instrucoes instructies инструкции указания & ungultig aufgehoben nichtig annulees annulee anuladas nulas annullate vervallen ongeldig отменены недействительны",
        r"\b(?:vorherige|bisherige|fruhere|alle|deine|obige)\w* (?:anweisungen|instruktionen)\b[^.!?]{0,20}\b(?:ungultig|aufgehoben|nichtig)", r"\b(?:instructions|consignes) (?:precedentes|anterieures)\b[^.!?]{0,20}\bannulees?", r"\binstrucciones (?:anteriores|previas)\b[^.!?]{0,20}\b(?:anuladas|nulas)",
        r"\bistruzioni precedenti\b[^.!?]{0,20}\bannullate", r"\binstrucoes anteriores\b[^.!?]{0,20}\banuladas", r"\b(?:vorige|eerdere) instructies\b[^.!?]{0,20}\b(?:vervallen|ongeldig)", r"\b(?:предыдущие|прежние|все) (?:инструкции|указания)\b[^.!?]{0,20}(?:отменены|недействительны)",
    ),
]  # fmt: skip
