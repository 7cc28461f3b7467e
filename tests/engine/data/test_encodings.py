"""Bytes to letters: what the bytes prove is taken, what they don't prove is told."""

from __future__ import annotations

import pytest

from engine.data.encodings import CHOICES, detect_encoding, encoding_title, known_encoding

CHINESE = "这家餐厅的菜很好吃，服务员的态度也不错，就是等的时间有点长。我们一家人都很喜欢，下次还会再来。环境干净，价格也合理。\n"
RARE = "张伟,王芳,李娜,刘洋,陈静,杨磊,赵敏,黄鑫,周杰,吴倩,徐丽,孙浩,马超,朱婷,胡斌,郭磊,何洁,高峰,林峰,罗敏\n"
TRADITIONAL = "這家餐廳的菜很好吃，服務員的態度也不錯，就是等的時間有點長。我們一家人都很喜歡，下次還會再來。環境乾淨，價格也合理。\n"
JAPANESE = "この店の料理はとても美味しいです。スタッフの対応も良かったので、また家族と一緒に行きたいと思います。値段も安いです。\n"
KOREAN = "이 식당의 음식은 정말 맛있고 직원들도 친절합니다. 가격은 조금 비싸지만 다음에도 가족과 함께 다시 방문하고 싶습니다.\n"
FRENCH = "Très déçu par la qualité, l'appareil a cessé de marcher après une journée. Le café était à côté de l'hôtel, c'était bien.\n"
GERMAN = "Für den Preis schön, aber die Tür schließt nicht; größere Füße passen nicht hinein. Übrigens: sehr höflich!\n"
SPANISH = "El niño comió en el jardín mañana; qué día más bonito, ¿verdad? El señor preguntó por el baño.\n"
RUSSIAN = "Очень хороший магазин, быстрая доставка и приятные цены. Буду заказывать ещё раз, всем рекомендую этого продавца.\n"
POLISH = "Bardzo dobra jakość, szybka wysyłka, polecam każdemu. Książka była ładnie zapakowana, żółta wstążka też się spodobała.\n"

CASES = [
    *((text, code, {"utf-8"}) for text in (CHINESE, JAPANESE, KOREAN, FRENCH, RUSSIAN) for code in ("utf-8",)),
    (FRENCH, "utf-8-sig", {"utf-8-sig"}),
    *((text, "utf-16", {"utf-16"}) for text in (CHINESE, FRENCH)),
    *((text, code, {code}) for text in (CHINESE, JAPANESE, KOREAN, FRENCH, RUSSIAN, RARE) for code in ("utf-16-le", "utf-16-be")),
    *((text, code, {"gb18030"}) for text in (CHINESE, RARE) for code in ("gbk", "gb18030")),
    (TRADITIONAL, "big5", {"big5"}),
    (JAPANESE, "cp932", {"cp932"}),
    (JAPANESE, "euc_jp", {"euc_jp"}),
    (KOREAN, "cp949", {"cp949"}),
    *((text, code, {"cp1252"}) for text in (FRENCH, GERMAN, SPANISH) for code in ("cp1252", "latin-1")),
    (RUSSIAN, "cp1251", {"cp1251"}),
    (POLISH, "cp1250", {"cp1250"}),
]


@pytest.mark.parametrize(("text", "code", "expected"), CASES, ids=[f"{code}-{text[:6].strip()}" for text, code, _ in CASES])
@pytest.mark.parametrize("repeat", [1, 20], ids=["short", "long"])
@pytest.mark.parametrize("lead", ["", "id,text,label\n1,plain words,x\n" * 50], ids=["alone", "ascii-heavy"])
def test_that_letters_come_out_as_they_were_written(text: str, code: str, expected: set[str], repeat: int, lead: str) -> None:
    data = (lead + text * repeat).encode(code)
    decision = detect_encoding(data)
    assert decision
    assert decision.encoding in expected
    assert data.decode(decision.encoding) == lead + text * repeat


@pytest.mark.parametrize("code", ["gbk", "big5", "cp932", "cp1252", "cp1251", "utf-16-le"])
def test_that_an_encoding_that_the_bytes_do_not_prove_is_told(code: str) -> None:
    text = {"gbk": CHINESE, "big5": TRADITIONAL, "cp932": JAPANESE, "cp1251": RUSSIAN}.get(code, FRENCH)
    decision = detect_encoding(text.encode(code))
    assert decision
    assert encoding_title(decision.encoding) in str(decision.assumption)


def test_that_few_bytes_of_evidence_are_admitted() -> None:
    decision = detect_encoding("text,label\nun café noir,bon\n".encode("latin-1"))
    assert decision
    assert decision.encoding == "cp1252"
    assert "only 1 bytes to judge by" in str(decision.assumption)


def test_that_a_character_cut_by_the_samples_end_does_not_cost_utf8() -> None:
    data = CHINESE.encode()
    assert all(detect_encoding(data[: len(data) - cut]).encoding == "utf-8" for cut in range(4))  # type: ignore[union-attr]


@pytest.mark.parametrize("name", CHOICES)
def test_that_every_encoding_on_offer_is_known(name: str) -> None:
    assert known_encoding(name) == name
