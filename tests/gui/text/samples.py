"""Texts that the article view is tried with."""

ENGLISH = (
    "The port of Varon stays closed\n\n"
    "On Monday, the Varon Harbour Authority said that ships of the Ostrian fleet may not land, and that "
    "Prime Minister Mira Toll had agreed to it after two days of talks with envoys of the Ostrian crown.\n\n"
    "“We will wait,” said Toll 🌊 in Cafe\u0301 Miro\u0301. All of Varon knew: the harbour 👩‍👩‍👧 was empty."
)
ARABIC = (
    "قال رئيس الوزراء كريم النجار (Karim al-Najjar) يوم الأربعاء 27 سبتمبر 2020 إن بلاده لن تقبل أي وساطة "
    "من NATO أو من الاتحاد الأوروبي في النزاع مع جمهورية أرسوف، مضيفًا أن 1,250 شخصًا وصلوا لأرسوف."
)
MIXED = "The السلام means peace, שלום too; \u200f(both)\u200f in 3 lines, 12,5 words. لا or لأ, e\u0301."
