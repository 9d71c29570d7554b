"""Encodings: letters of other scripts are read where they are named, and refused where nobody names them; nothing is garbled."""

import pytest

from wasata.errors import LettersUnknown
from wasata.listen.decoding import decode, decode_declared


@pytest.mark.parametrize(
    ("text", "charset"),
    [
        ("首相は停戦を求めた。", "iso-2022-jp"), ("총리는 휴전을 촉구했다.", "iso-2022-kr"),
        ("قال الوزير إن الهدنة مستمرة في غزة", "utf-7"), ("Премьер призвал стороны к перемирию.", "windows-1251"),
    ],
)  # fmt: skip
def test_letters_of_other_scripts_are_read_where_a_mail_names_them(text: str, charset: str):
    assert decode_declared(text.encode(charset), "m.eml", charset)[0] == text


@pytest.mark.parametrize(
    ("text", "charset"),
    [
        ("首相は停戦を求めた。", "iso-2022-jp"), ("총리는 휴전을 촉구했다.", "iso-2022-kr"),
        ("قال الوزير إن الهدنة مستمرة في غزة", "utf-7"),
        ("Премьер призвал стороны к перемирию, сообщили в пятницу вечером в правительстве страны.", "koi8-r"),
        ("Премьер призвал стороны к перемирию, сообщили в пятницу вечером в правительстве страны.", "cp1251"),
        ("총리는 휴전을 촉구했다. 협상은 계속된다고 대변인이 금요일 저녁에 기자들에게 말했다.", "euc-kr"),
    ],
)  # fmt: skip
def test_letters_of_other_scripts_are_refused_where_nobody_names_them(text: str, charset: str):
    with pytest.raises(LettersUnknown):
        decode(text.encode(charset), "a.txt")


def test_signs_that_look_like_them_are_no_reason_to_refuse():
    for text in ("Call +972-2-555 or +970-8-444 or +9728-1.", "\x1b[1mBold\x1b[0m words.", "a+b-c +abcd- +efgh- x+y-z"):
        assert decode(text.encode(), "a.txt")[0] == text
