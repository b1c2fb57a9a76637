"""Invented texts that cleaning is measured on: English dumps of 10 KB, and stories in other languages with their furniture."""

from __future__ import annotations

import random
from dataclasses import dataclass

_BYTES = 10 * 1024

_SAID = (
    "The port authority said on {day} that {what}, and that nobody had been told before {day}.",
    "According to {who}, who has kept the books of {where} for eleven years, {what}.",
    "“We asked for the papers in spring and were sent a bill,” said {who}. “Nobody in {where} was surprised.”",
    "{who} does not agree: in a letter to the council of {where} she writes that {what}.",
    "By {day} the water stood at {count} centimetres below the mark, and still {what}.",
    "Of the {count} families that were asked to leave, fewer than half had gone when {what}.",
    "It is not the first time that {what}; in 2019 a court in {where} had to decide about the same question.",
    "A spokesman for the ministry declined to comment, but two people who were in the room say that {what}.",
    "What it will cost is open. The council of {where} had set aside {count} thousand crowns before {what}.",
)
_SLOTS = {
    "day": ("Monday", "Tuesday", "Friday", "3 March", "the end of June"),
    "who": ("Ilse Maar", "Jonna Vik", "Professor Anders Holt", "Mirela Dace", "Tomas Brun"),
    "where": ("Halvern", "Nordhavn", "Lower Selm", "Ostrava Bay", "the valley"),
    "what": (
        "the third gate of the dam had stood open for ninety minutes",
        "the new brakes were never ordered",
        "engineers who warned of the crack were moved to another office",
        "the ferries would not sail before the repairs are paid for",
        "the report would be read by a committee that has not met yet",
        "the figures in the first statement were those of the year before",
    ),
    "count": ("12", "40", "118", "260", "1,400"),
}
_ABOVE = (
    "Skip to main content|Menu|Home|News|World|Business|Sport|Culture|Opinion|Weather|Podcasts|Jobs|Log in|Subscribe|"
    "We use cookies to make this site better for you. By going on you accept our cookies.|Accept all|Settings"
)
_BELOW = (
    "Share this story|Facebook|Email|Copy link|Read more|Ferry fares to rise again in autumn|Mayor opens the new fish market|"
    "Storm closes the coast road for the third time this year|Five soups for a wet week|Most read|"
    "Sign up for our letter: what matters in the morning, free of charge, in your inbox at seven.|Your email address|Sign up|"
    "Why the old lighthouse stays dark|About us|Contact|Terms of use|Privacy policy|© 2024 Nordpost. All rights reserved."
)


def dump(seed: int) -> str:
    """The visible text of an invented page: a story of some 60 sentences among menus, teasers and a footer; 10 KB."""
    source = random.Random(seed)
    head = [
        f"Why the gate stayed open: {seed} questions about the dam",
        "By Jonna Vik",
        "21 July 2024",
        "4 minute read",
    ]
    above, below = (part.split("|") for part in (_ABOVE, _BELOW))
    room = _BYTES - len("\n".join([*above, *head, *below]).encode())
    story: list[str] = []
    while room > 0:
        paragraph = " ".join(_sentence(source) for _ in range(source.randint(1, 3)))
        story.append(paragraph)
        room -= len(paragraph.encode()) + 2
    story.insert(len(story) // 2, "What the engineers knew")
    return "\n".join([*above, "", *head, "", "\n\n".join(story), "", *below])


def _sentence(source: random.Random) -> str:
    said = source.choice(_SAID).format(**{name: source.choice(words) for name, words in _SLOTS.items()})
    return said[0].upper() + said[1:]


@dataclass(frozen=True)
class Foreign:
    """A story that is not in English: its lines, and those that stand above and below it on the page."""

    language: str
    above: tuple[str, ...]
    story: tuple[str, ...]
    below: tuple[str, ...]

    @property
    def page(self) -> str:
        """The visible text of the page."""
        return "\n\n".join([*self.above, *self.story, *self.below])


FOREIGN = (
    Foreign(
        "German",
        ("Zum Inhalt springen", "Startseite", "Politik", "Sport", "Anmelden", "Wir verwenden Cookies. Mehr erfahren"),
        (
            "Warum das dritte Tor offen blieb",
            "Neunzig Minuten lang lief das Wasser in die Unterstadt, bevor jemand den Schalter fand.",
            "Das Ministerium sprach am Freitag von einem „bedauerlichen Einzelfall“. Zwei Ingenieure widersprechen: Schon im "
            "Frühjahr hätten sie vor den alten Bremsen gewarnt, eine Antwort sei nie gekommen.",
            "„Wir haben dreimal geschrieben“, sagt Ilse Brandt.",
            "„Und?“",
            "„Nichts.“",
            "Was bisher bekannt ist",
            "Das Wasser stand am Dienstag 118 Zentimeter über der Marke.",
            "Der Newsletter der Gemeinde, den man im Rathaus abonnieren kann, hatte noch am Morgen Entwarnung gegeben.",
            "Ob jemand dafür haften muss, prüft nun die Staatsanwaltschaft in Halvern. Mit einem Ergebnis rechnet vor dem "
            "Sommer niemand.",
        ),
        ("Teilen", "Auch interessant", "Bürgermeister eröffnet Fischmarkt", "Impressum", "© 2024 Nordpost"),
    ),
    Foreign(
        "Russian",
        ("Главная", "Новости", "Спорт", "Войти", "Подписаться"),
        (
            "Почему третий затвор остался открытым",
            "Вода девяносто минут шла в нижний город, прежде чем кто-то нашёл рубильник.",
            "В министерстве в пятницу назвали случившееся «досадной случайностью». Два инженера с этим не согласны: по их "
            "словам, о старых тормозах они предупреждали ещё весной.",
            "— Мы писали трижды, — говорит Ильзе Брандт.",
            "— И что?",
            "— Ничего.",
            "Что известно",
            "Подписаться под отчётом комиссии согласились только четверо из девяти её членов.",
            "Кто ответит за это, теперь выясняет прокуратура. До лета решения никто не ждёт.",
        ),
        ("Поделиться", "Читайте также", "Мэр открыл рыбный рынок", "Все права защищены. 2024"),
    ),
    Foreign(
        "Arabic",
        ("الرئيسية", "أخبار", "رياضة", "تسجيل الدخول"),
        (
            "لماذا بقيت البوابة الثالثة مفتوحة",
            "تدفقت المياه إلى المدينة السفلى تسعين دقيقة قبل أن يعثر أحد على المفتاح.",
            "ووصفت الوزارة يوم الجمعة ما جرى بأنه «حادث مؤسف». لكن مهندسين اثنين يقولان إنهما حذرا من المكابح القديمة منذ "
            "الربيع ولم يتلقيا أي رد.",
            "قالت إيلزه براندت: «كتبنا ثلاث مرات».",
            "ما نعرفه حتى الآن",
            "بلغ منسوب المياه يوم الثلاثاء 118 سنتيمترا فوق العلامة.",
            "وتحقق النيابة العامة الآن في المسؤولية عن ذلك، ولا يتوقع أحد نتيجة قبل الصيف.",
        ),
        ("شارك", "اقرأ أيضا", "العمدة يفتتح سوق السمك الجديدة", "جميع الحقوق محفوظة 2024"),
    ),
    Foreign(
        "Chinese",
        ("首页", "新闻", "体育", "登录", "注册"),
        (
            "第三道闸门为何一直开着",
            "在有人找到开关之前，水已经向下城流了九十分钟。",
            "该部周五称此事为“令人遗憾的个案”。两名工程师则不同意：他们说早在春天就对老旧的制动器提出过警告，却从未得到答复。",
            "“我们写了三封信。”伊尔莎·布兰特说。",
            "“然后呢？”",
            "“没有回音。”",
            "目前已知的情况",
            "周二的水位比警戒线高出118厘米。",
            "检察机关正在调查谁应当为此负责。夏天之前，没有人指望会有结果。",
        ),
        ("分享", "相关阅读", "市长为新鱼市剪彩", "版权所有 2024"),
    ),
    Foreign(
        "French, in an English frame",
        ("Skip to main content", "Home", "Log in", "We use cookies to make this site better for you.", "Accept all"),
        (
            "Pourquoi la troisième vanne est restée ouverte",
            "L'eau a coulé pendant quatre-vingt-dix minutes vers la ville basse avant que l'on trouve l'interrupteur.",
            "Le ministère a parlé vendredi d'un « cas isolé ». Deux ingénieurs le contestent : dès le printemps, ils avaient "
            "signalé l'état des freins, sans jamais recevoir de réponse.",
            "« Nous avons écrit trois fois », dit Ilse Brandt.",
            "Ce que l'on sait",
            "Le parquet de Halvern cherche maintenant qui devra en répondre. Personne n'attend de résultat avant l'été.",
        ),
        ("Share", "Read more", "Sign up for our newsletter", "© 2024 Nordpost. All rights reserved."),
    ),
)
