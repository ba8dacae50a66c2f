"""What walls say, in the languages of the web: phrases of demands and refusals, never the name of a site.

A phrase must be one that no reporter writes in a report; where one might, it counts only on a page without a report
(``walls.py``).
"""

import re

ROBOT_CHECK = re.compile(
    r"checking (?:your|if the site|the security of your) (?:browser|connection)|just a moment\b"
    r"|verif(?:y|ying|ied)\b.{0,30}\b(?:you are|you're|you aren't|you are not) (?:a |an )?(?:human|robot|bot|person)"
    r"|(?:are you|you are|you're|i'm|i am) (?:not )?a (?:robot|bot)\b|human verification|prove (?:that )?you(?:'re| are) human"
    r"|unusual (?:traffic|activity)|automated (?:quer|access|request|traffic)|enable javascript and cookies"
    r"|enable cookies|pardon our interruption|press (?:&|and) hold|ddos protection|attention required"
    r"|bot (?:detection|protection|challenge)|security (?:check|verification|challenge)|complete the captcha"
    r"|(?:enter|type) the (?:characters|letters|text) (?:you see|below|shown|in the image)"
    r"|ich bin kein roboter|sind sie ein (?:mensch|roboter)|dass sie (?:ein mensch|kein roboter) sind"
    r"|ihr(?:en)? browser (?:wird|zu) .{0,12}überprüf|ungewöhnliche[rn]? (?:datenverkehr|aktivität|zugriff)|sicherheits(?:über)?prüfung"
    r"|je ne suis pas un robot|vous (?:êtes|n'êtes pas) (?:bien )?un (?:humain|robot|être humain)|trafic inhabituel"
    r"|vérification de (?:sécurité|votre navigateur|la connexion)"
    r"|no (?:soy|eres|es) un robot|que (?:eres|es|usted es) (?:un )?(?:humano|ser humano)|tráfico inusual"
    r"|(?:comprobando|verificando) (?:su|tu) (?:navegador|conexión)|comprobación de seguridad"
    r"|non sono un robot|(?:sei|essere|sia) (?:un )?(?:umano|essere umano)|traffico (?:insolito|anomalo)|controllo di sicurezza"
    r"|não (?:sou|é) um robô|(?:você é|que é) (?:um )?humano|tráfego incomum|verificação de segurança"
    r"|ik ben geen robot|nie jestem robotem|ben robot değilim|jag är inte en robot"
    r"|я не робот|что вы (?:человек|не робот)|запросы .{0,40}автоматическ|проверка (?:вашего )?браузера|необычный трафик"
    r"|що ви (?:людина|не робот)|перевірка (?:вашого )?браузера"
    r"|ロボットではありません|ロボットではない|人間であることを確認|異常なトラフィック|通常と異なるトラフィック"
    r"|不是机器人|不是機器人|人机验证|人機驗證|安全验证|安全驗證|异常流量|異常流量|请完成验证"
    r"|로봇이 아닙니다|사람인지 확인|비정상적인 트래픽|보안 확인"
    r"|لست روبوت|لست برنامج روبوت|أنك إنسان|أنك لست روبوت|حركة مرور غير عادية"
)
DENIAL = re.compile(
    r"access (?:to this (?:page|site|resource|website) )?(?:has been |is |was )?(?:denied|blocked|forbidden|restricted)"
    r"|you (?:have been|are|were) blocked|(?:your )?(?:request|ip(?: address)?|connection) (?:has been|was|is) (?:blocked|denied|rejected)"
    r"|request (?:blocked|could not be satisfied|unsuccessful|rejected)|you don't have permission to access|^(?:403 )?forbidden\b"
    r"|(?:not available|unavailable) in your (?:country|region|location)|unavailable for legal reasons"
    r"|zugriff (?:verweigert|gesperrt|blockiert)|zugang verweigert|in ihrem land nicht verfügbar"
    r"|accès (?:refusé|interdit|bloqué|restreint)|pas disponible dans votre (?:pays|région)"
    r"|acceso (?:denegado|bloqueado|restringido)|no (?:está )?disponible en (?:su|tu) (?:país|región)"
    r"|accesso (?:negato|bloccato|limitato)|acesso (?:negado|bloqueado)|toegang geweigerd|odmowa dostępu|dostęp zabroniony"
    r"|erişim engellendi|доступ (?:запрещ[её]н|ограничен|заблокирован)|доступ (?:заборонено|обмежено)"
    r"|アクセスが(?:拒否|制限)|アクセスできません|访问被拒绝|拒绝访问|拒絕存取|访问受限|存取被拒"
    r"|접근이 거부|액세스가 거부|접근 거부|접속이 차단|تم رفض الوصول|تم حظر"
)
CONSENT = re.compile(
    r"before you continue|we (?:value|care about|respect) your privacy|your privacy (?:choices|matters|is important)"
    r"|(?:we and|our) (?:our )?(?:\d[\d,.]* )?(?:partners|vendors)\b|(?:store|access) (?:and/or access )?information on (?:a|your) device"
    r"|(?:we|site|website) uses? cookies|cookie (?:consent|settings|preferences|policy|wall)|consent to (?:the use|cookies|our)"
    r"|bevor sie (?:fortfahren|weiter)|(?:schätzen|respektieren|wert auf|schutz) ihre[rn]? privatsphäre|wir und unsere .{0,8}partner"
    r"|informationen auf (?:einem|ihrem) (?:end)?gerät|verwende[nt] .{0,20}cookies|mit werbung .{0,24}(?:weiter|lesen|nutzen)"
    r"|avant de continuer|(?:respect\w*|soucions de|importance à) (?:de )?votre vie privée|nos (?:\d+ )?partenaires|utilis\w+ (?:des|les) cookies"
    r"|antes de continuar|(?:valoramos|respetamos|importa) (?:su|tu) privacidad|nuestros (?:\d+ )?socios|utiliza\w* cookies|usamos cookies"
    r"|prima di continuare|(?:rispettiamo|teniamo al?)la tua privacy|i nostri (?:\d+ )?(?:partner|fornitori)|utilizz\w+ (?:i )?cookie"
    r"|(?:valorizamos|respeitamos|importamos com) a sua privacidade|nossos (?:\d+ )?parceiros"
    r"|voordat je verdergaat|waarde aan (?:uw|je) privacy|onze (?:\d+ )?partners|gebruik(?:en|t)? .{0,12}cookies"
    r"|(?:szanujemy|cenimy) (?:twoją|państwa) prywatność|nasi (?:zaufani )?partnerzy|używamy .{0,12}cookie"
    r"|(?:использу\w+|файл\w*) .{0,12}(?:cookie|куки)|використову\w+ .{0,16}(?:cookie|кукі)"
    r"|cookieを使用|クッキーを使用|プライバシーを尊重|使用cookie|使用 cookie|重视您的隐私|쿠키를 사용|개인정보를 소중|نستخدم ملفات تعريف الارتباط|نحترم خصوصيتك",
)
CONSENT_WORDS = re.compile(
    r"cookie|consent|privacy|vendor|partner|advertis|personali[sz]|einwillig|privatsphäre|datenschutz|werbung|confidentialité|vie privée"
    r"|publicité|consentement|privacidad|socios|publicidad|consentimiento|consenso|pubblicità|privacidade|parceiros|toestemming|prywatno"
    r"|куки|конфиденциальн|согласи|кукі|конфіденційн|クッキー|プライバシー|同意|隐私|隱私|쿠키|개인정보|동의|خصوصي|الارتباط"
)
ACCEPT = re.compile(
    r"^\W*(?:(?:i )?(?:accept|agree|consent|allow)(?: (?:all|to all|and (?:continue|close)))?(?: cookies)?|ok(?:ay)?|got it|yes,? i (?:agree|accept)"
    r"|reject all|manage (?:options|settings|preferences|choices)|(?:alle(?:n|s)? )?(?:cookies )?(?:akzeptieren|zustimmen|annehmen)(?: und .{1,20})?"
    r"|einverstanden|zustimmen und weiter|tout accepter|j'accepte|accepter.{0,24}|continuer sans accepter.{0,4}|aceptar.{0,24}|acepto"
    r"|accett[oa].{0,24}|aceit\w+.{0,24}|akkoord.{0,12}|(?:alles )?accept(?:eren|eer)(?: alles)?|zgadzam się|(?:za)?akceptuj.{0,12}|kabul et"
    r"|принять.{0,12}|согласен|соглашаюсь|прийняти.{0,12}|погоджуюсь|同意(?:する|して続ける)?|すべて(?:同意|許可|受け入れる)|接受(?:全部|所有)?.{0,10}|동의(?:합니다)?|모두 (?:동의|허용|수락)|موافق|أوافق|قبول.{0,8})\W*$"
)
NEEDS_SCRIPT = re.compile(
    r"(?:enable|turn on|requires?|without|needs?|supports?) .{0,20}java ?script|java ?script .{0,40}(?:enabled?|required|disabled|aktivier|activé|activad|attiv|ativ|включ|увімк)"
    r"|(?:aktivieren|activez|activer|activa|active|activar|habilite|habilita|abilita|attiva|включите|увімкніть) .{0,20}java ?script"
    r"|javascriptを有効|启用 ?javascript|啟用 ?javascript|자바스크립트|تفعيل جافا"
)
CHECK_MARKS = re.compile(r"captcha|turnstile|(?:^|[-_/ .])challenge(?:$|[-_/ .?])|are-?you-?human|bot-?check")
"""In the names, classes and addresses of a page's elements."""
