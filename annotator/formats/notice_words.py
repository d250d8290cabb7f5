"""The words that notices about cookies and consent are made of; a line with any other word is not one."""

_ENGLISH = """
a about accept accepting accordance ad ads advertisement advertisements advertising agree agreeing
agreement all allow an analyse analytics analyze and any anonymous anytime are as at audience be
before best better brand browse browser browsing button by can certain change choices choose click
clicking close closing collect consent content continue continuing cookie cookies data decline
deliver description details device devices disable do enable enhance enjoy ensure essential
experience features find following for from full functionality functions further get give given
giving have here how if improve in including information interest interests is it learn like link
manage may measure media more my navigate necessary non not notice of ok on only optimise optimize
optional options or other our out own page partners party performance personal personalise
personalised personalize personalized please policies policy possible preferences preference privacy
process provide provided purposes read refuse reject relevant remember save see serve service
services set setting settings share show similar site sites so social some statement stop store
stored storing such technologies technology terms that the these third this those through time to
tracking traffic turn under understand up updated us usage use used useful user users uses using
value various view visit visiting visitor visitors visits we web website websites what when which
while will with without work you your yes
"""
_FRENCH = """
à accepter acceptez accepte améliorer analyser appareil afin aux avec bouton ce ces cet cette ci
cliquant cliquez conditions confidentialité connaître consentement consentez consulter contenu
contenus continuant continuer continuez cookie cookies d dans de des désactiver dessous détails
données du elle en et expérience faire fonctionnalités fonctionnement garantir gérer informations
intérêts la le les leur lien l' l mesure mesurer meilleur meilleure mes modifier naviguant
navigateur navigation nos notre nous obtenir offrir ok optimiser ou page par paramètres paramétrer
partenaires personnalisé personnalisée personnalisées personnalisés personnaliser personnelles plus
politique poursuivant poursuivez pour pouvez préférences proposer publicité publicités publicitaires
qu que qui réaliser réseaux refuser retirer réglages s sa sans savoir services ses si site sites
sociaux statistiques stocker sur tiers tous tout toute toutes trafic traceurs un une utilisant
utilisateur utilisation utilise utiliser utilisez utilisons vie visite visites voir vos votre vous y
d'utiliser d'audience l'utilisation l'expérience d'intérêts l'audience
"""
_GERMAN = """
ablehnen akzeptieren akzeptiere alle allen als an analysieren analyse ändern anbieten anpassen
anzeigen auch auf aus bei benutzen benutzt besten beste bestmögliche besuch bieten browser cookie
cookie-einstellungen cookie-richtlinie cookies damit daten datenschutz datenschutzerklärung dem den
der des die diese dieser dieses durch ein eine einem einen einer einstellungen einverstanden
einwilligung erfahren erfahrung erhalten erklären erlauben es finden für funktionen geben ganz gerät
helfen hier ihr ihre ihrem ihren ihrer ihres ihnen im in indem informationen inhalte ist jederzeit
können klicken klick mehr medien mit möglich möchten müssen nach notwendige notwendigen nutzen
nutzer nutzererlebnis nutzt nutzung ob oder ohne optimal optimieren partner personalisieren
personalisierte richtlinie sammeln seite seiten sich sicherzustellen sie sind so sowie soziale
speichern stimmen surfen technologien über um und uns unser unsere unserem unseren unserer unter
verarbeiten verbessern verwalten verwenden verwendet verwendung von wählen weitere weiteren weiter
weitersurfen wenn werbung werden widerrufen wir wird website webseite websites webseiten zu zulassen
zum zur zugriffe zustimmen zustimmung zwecke
"""
_SPANISH = """
a aceptar acepta aceptas aceptación acceder al analizar ajustes anuncios aquí botón cambiar clic
click configuración configurar con consentimiento consiente contenido contenidos continuar continúa
continúas continuando cookie cookies cómo cual cuando de del desactivar datos el ella en es esta
este esto estos estadísticas experiencia fines funciones funcionamiento garantizar gestionar hacer
hacemos haciendo información intereses la las le les lo los más medir mediante mejor mejorar mejores
mostrar mostrarle mostrarte navega navegación navegador navegando navegar nuestra nuestras nuestro
nuestros o obtener ofrecer ofrecerle ofrecerte opciones otras otros para página páginas permite
permitir personalizada personalizado personalizar personales podemos política por preferencias
privacidad propias propios publicidad puede puedes que rechazar recopilar recordar redes relacionada
revocar saber se según servicio servicios si sigue sigues similares sitio sitios sin sobre sociales
socios su sus te tecnologías terceros tiene todas todo todos tráfico tu tus un una usa usamos usando
usar uso usted usuario usuarios utiliza utilizamos utilizando utilizar ver visita visitas web y
"""
_ARABIC = """
أجل أفضل أو إذا إعدادات إعداداتك إلى أن أنت استخدام استخدامك استخدامنا الإعدادات الإعلانات الارتباط
التجربة التصفح الخصوصية الشروط الكوكيز المحتوى المزيد الموقع الويب بإمكانك باستخدام باستخدامك
باستمرارك بالنقر بتجربة بذلك بك بمتابعة بمتابعتك تتفق تجربة تجربتك تحسين تحليل تخصيص تستمر تصفح
تصفحك تعريف تعلم تغيير تقديم توافق توفير ثالثة جميع جهة حركة حول خدمات خدماتنا خلال ذلك رفض زيارة
زيارتك سياسة شركائنا صفحة ضمان على عبر عن في فإنك فإننا قبول كل كوكيز لأطراف لاستخدام لاستخدامنا
لتحسين لتجربة لتحليل لتخصيص لتقديم لتوفير لجميع لديك لذلك لضمان لك لمعرفة لموقعنا لملفات بملفات لنا
لهذا لهذه ما متصفحك متابعة مع معلومات معرفة ملفات من منك موافق موافقتك موقع موقعنا نحن نستخدم هذا
هذه هنا و وتحليل وتحسين وتخصيص والإعلانات وسياسة وملفات ونستخدم ويمكنك يتم يرجى يستخدم يمكن يمكنك
"""

_VERBS = """
use uses using accept agree consent continue continuing manage change
utilise utilisons utilisant acceptez accepter poursuivant gérer modifier
verwenden verwendet nutzen nutzt benutzt akzeptieren zustimmen stimmen einverstanden ändern verwalten
utiliza utilizamos usa usamos acepta aceptas aceptar gestionar cambiar
نستخدم يستخدم توافق موافق موافقتك تغيير
"""

_ADDRESS = """
we us our you your experience
nous notre nos vous votre vos expérience
wir uns unser unsere unserem unseren unserer ihr ihre ihrem ihren ihrer ihnen sie erfahrung
utilizamos usamos nuestra nuestras nuestro nuestros usted su sus te tu tus
ofrecerle ofrecerte mostrarle mostrarte experiencia
نحن نستخدم خدماتنا لنا لموقعنا موقعنا شركائنا لاستخدامنا تجربتك موافقتك استخدامك باستمرارك متصفحك
"""


def _words(*lists: str) -> frozenset[str]:
    return frozenset(" ".join(lists).split())


CONSENT_WORDS = _words(_ENGLISH, _FRENCH, _GERMAN, _SPANISH, _ARABIC)

CONSENT_VERBS = _words(_VERBS)
"""Of a notice, at least one of these: a baker's subheading “Our cookies” has none."""

CONSENT_ADDRESS = _words(_ADDRESS)
"""And one of these: the page speaks to its reader, which reporting does not."""
