"""Words for days and small numbers, as headlines and tables write them, in a few languages."""

DAY_WORDS = frozenset(
    """
    monday tuesday wednesday thursday friday saturday sunday mon tue tues wed thu thur thurs fri sat sun
    january february march april may june july august september october november december
    jan feb mar apr jun jul aug sep sept oct nov dec today tomorrow tonight yesterday
    montag dienstag mittwoch donnerstag freitag samstag sonnabend sonntag
    januar jänner februar märz mai juni juli oktober dezember heute morgen gestern
    lundi mardi mercredi jeudi vendredi samedi dimanche
    janvier février mars avril juin juillet août septembre octobre novembre décembre demain hier aujourd'hui aujourd’hui
    lunes martes miércoles jueves viernes sábado domingo
    enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre hoy mañana ayer
    lunedì martedì mercoledì giovedì venerdì sabato domenica
    gennaio febbraio aprile maggio giugno luglio settembre ottobre dicembre oggi domani ieri
    segunda terça quarta quinta sexta segunda-feira terça-feira quarta-feira quinta-feira sexta-feira
    janeiro fevereiro março maio junho julho setembro outubro novembro dezembro hoje amanhã ontem
    maandag dinsdag woensdag donderdag vrijdag zaterdag zondag
    januari februari maart mei augustus vandaag morgen gisteren
    poniedziałek wtorek środa czwartek piątek sobota niedziela
    stycznia lutego marca kwietnia maja czerwca lipca sierpnia września października listopada grudnia
    понедельник вторник среда четверг пятница суббота воскресенье среду пятницу субботу
    января февраля марта апреля мая июня июля августа сентября октября ноября декабря сегодня завтра вчера
    """.split()
)
"""Folded. Some are words of other meanings too: a blank too many in a shape does no harm."""

RELATIVE_DAYS = frozenset(
    """
    today tomorrow tonight yesterday heute morgen gestern demain hier aujourd'hui aujourd’hui hoy mañana ayer
    oggi domani ieri hoje amanhã ontem vandaag gisteren сегодня завтра вчера
    """.split()
)
"""Those among them that stand in front of the same thing every day."""

NUMBER_WORDS = frozenset(
    """
    one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen
    nineteen twenty thirty forty fifty hundred thousand million billion nil zero half
    """.split()
)
