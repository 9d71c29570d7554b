"""Mail: the report in a message, whoever wrote, encoded or passed it on; and nothing of what surrounds it."""

import base64
import quopri
import random
from datetime import UTC, date, datetime
from email.message import EmailMessage

import pytest

from wasata.errors import FormBroken, FormRefused, LeftOut, ListenError, ReportEmpty
from wasata.listen.forms import mail as mail_form
from wasata.listen.intake import Incoming, Refusal

ARABIC = "قال المتحدث باسم وزارة الخارجية إن المحادثات مستمرة.\nوأضاف أن 13 شخصا أفرج عنهم أمس."
ENGLISH = "The ministry said that talks go on.\nIt added that 13 people were released."
HEAD = (
    "From: QNA Bulletin <news@qna.example>\nTo: desk@room.example\nSubject: Talks go on\n"
    "Date: Mon, 27 Nov 2023 23:30:00 -0500\nMIME-Version: 1.0\n"
)


def letter(body: bytes | str, kind: str = "text/plain; charset=utf-8", how: str = "8bit", head: str = HEAD) -> bytes:
    data = body.encode() if isinstance(body, str) else body
    return f"{head}Content-Type: {kind}\nContent-Transfer-Encoding: {how}\n\n".encode() + data


# the head


def test_the_head_of_a_bulletin_becomes_that_of_the_report(one):
    got = one(letter(ENGLISH), "a.eml")
    assert (got.title, got.outlet, got.text) == ("Talks go on", "QNA Bulletin", ENGLISH)
    assert got.published_at == datetime(2023, 11, 28, 4, 30, tzinfo=UTC)
    assert got.published == date(2023, 11, 27), "the day by the sender's own clock"


@pytest.mark.parametrize(
    ("sender", "outlet", "kind"),
    [
        ("news@bulletin.example", "bulletin.example", None),
        ('"Ministry of Health" <a@b.example>', "Ministry of Health", "ministry"),
        ("=?utf-8?B?2YjZg9in2YTYqSDYp9mE2KPZhtio2KfYoQ==?= <a@b.example>", "وكالة الأنباء", "agency"),
        ("OCHA via Lists <a@b.example>", "OCHA", "un_body"),
        ("<a@b.example>", "b.example", None),
        ("", None, None),
        ("@@@", None, None),
    ],
)
def test_the_sender_is_the_outlet(one, sender: str, outlet: str | None, kind: str | None):
    got = one(letter(ENGLISH, head=HEAD.replace("QNA Bulletin <news@qna.example>", sender)), "a.eml")
    assert (got.outlet, got.outlet_kind) == (outlet, kind)


def encoded(text: str, charset: str, how: str) -> str:
    data = text.encode(charset)
    if how == "B":
        return f"=?{charset}?B?{base64.b64encode(data).decode()}?="
    return f"=?{charset}?Q?{''.join(f'={b:02X}' for b in data)}?="


@pytest.mark.parametrize("charset", ["utf-8", "windows-1256", "iso-8859-6", "UTF-8"])
@pytest.mark.parametrize("how", ["B", "Q"])
def test_a_headline_in_encoded_words_is_read(one, charset: str, how: str):
    title = "تمديد الهدنة يومين إضافيين"
    got = one(letter(ENGLISH, head=HEAD.replace("Talks go on", encoded(title, charset, how))), "a.eml")
    assert got.title == title


def test_a_letter_cut_in_two_between_encoded_words_is_whole_again(one):
    data = "الهدنة".encode()
    words = " ".join(f"=?utf-8?B?{base64.b64encode(part).decode()}?=" for part in (data[:3], data[3:]))
    assert (
        one(letter(ENGLISH, head=HEAD.replace("Talks go on", f"Fwd: {words}\n {words}")), "a.eml").title
        == "الهدنةالهدنة"
    )


def test_a_headline_in_bare_arabic_bytes_is_read(one):
    data = letter(ENGLISH).replace(b"Talks go on", "تمديد الهدنة في غزة".encode("cp1256"))
    assert one(data, "a.eml").title == "تمديد الهدنة في غزة"


@pytest.mark.parametrize(
    "subject", ["Fwd: Talks go on", "FW: Re: Talks go on", "إعادة توجيه: Talks go on", "رد: Talks go on"]
)
def test_marks_of_passing_on_are_no_part_of_the_headline(one, subject: str):
    assert one(letter(ENGLISH, head=HEAD.replace("Talks go on", subject)), "a.eml").title == "Talks go on"


@pytest.mark.parametrize(
    "sent", ["yesterday", "", "99 Foo 2023", "Mon, 27 Nov 1900 23:30:00 +0000", "Mon, 99 Nov 2023 99:99:99"]
)
def test_a_date_that_cannot_be_read_is_none_and_never_the_files(one, sent: str):
    got = one(letter(ENGLISH, head=HEAD.replace("Mon, 27 Nov 2023 23:30:00 -0500", sent)), "a.eml")
    assert (got.published, got.published_at) == (None, None)


# the letters


@pytest.mark.parametrize("charset", ["utf-8", "windows-1256", "iso-8859-6"])
@pytest.mark.parametrize("how", ["8bit", "quoted-printable", "base64"])
def test_arabic_comes_whole_out_of_every_encoding(one, charset: str, how: str):
    text = ARABIC.replace("،", "")
    data = text.encode(charset)
    sent = {"8bit": data, "quoted-printable": quopri.encodestring(data), "base64": base64.encodebytes(data)}[how]
    assert one(letter(sent, f"text/plain; charset={charset}", how), "a.eml").text == text


@pytest.mark.parametrize(
    "lie", ["utf-8", "us-ascii", "iso-8859-1", "windows-1252", "no-such-thing", "unknown-8bit", "utf-7"]
)
def test_a_lie_about_the_letters_is_seen_through(one, lie: str):
    assert one(letter(ARABIC.encode("cp1256"), f"text/plain; charset={lie}"), "a.eml").text == ARABIC
    assert one(letter(ARABIC, f"text/plain; charset={lie}"), "a.eml").text == ARABIC


def test_letters_of_other_scripts_are_believed(one):
    text = "Министерство сообщило, что переговоры продолжаются."
    assert one(letter(text.encode("koi8-r"), "text/plain; charset=koi8-r"), "a.eml").text == text


def test_base64_that_is_broken_gives_what_is_left_of_it(one):
    data = base64.encodebytes(ENGLISH.encode())
    got = one(letter(data[:30] + b"!!\n" + data[30:-6], how="base64"), "a.eml")
    assert got.text.startswith("The ministry said")


def test_lines_broken_at_a_fixed_width_are_sentences_again(one):
    long = (
        "The ministry said on Monday that the talks on a longer pause would go on in the capital for some days more. "
        * 6
    ).strip()
    lines, line = [], ""
    for w in long.split():
        if len(line) + len(w) > 71:
            lines.append(line.strip())
            line = ""
        line += f" {w}"
    wrapped = "\n".join([*lines, line.strip()])
    got = one(letter(f"{wrapped}\n\nA second paragraph.\n- a point\n- another"), "a.eml")
    assert got.text == f"{long}\n\nA second paragraph.\n- a point\n- another"


# which part is the report


def several(*parts: tuple[str, str], kind: str = "alternative") -> bytes:
    made = "".join(f"--b\nContent-Type: {k}; charset=utf-8\n\n{t}\n" for k, t in parts)
    return f"{HEAD}Content-Type: multipart/{kind}; boundary=b\n\npreamble\n{made}--b--\nepilogue\n".encode()


HTML = (
    "<html><head><title>x</title><style>p{}</style></head><body><div style='display:none'>Preheader to be hidden</div>"
    "<p>The ministry said that talks go on.</p><p>It added that 13 people were released.</p><script>x()</script></body></html>"
)


def test_plain_text_counts_before_html(one):
    assert one(several(("text/plain", ENGLISH), ("text/html", "<p>Other words</p>")), "a.eml").text == ENGLISH


@pytest.mark.parametrize("plain", ["", " \n", "Your program shows no HTML."])
def test_html_counts_where_the_plain_text_is_empty_or_no_text(one, plain: str):
    html = (
        HTML.replace("</p>", f" {'More was said of it on that day in the town. ' * 6}</p>") if plain.strip() else HTML
    )
    got = one(several(("text/plain", plain), ("text/html", html)), "a.eml")
    assert got.text.startswith("The ministry said that talks go on.")
    assert "13 people" in got.text
    assert "hidden" not in got.text
    assert "x()" not in got.text


def test_a_page_in_windows_1256_inside_a_mail_is_read(one):
    html = f"<meta charset=utf-8><p>{ARABIC}</p>".encode("cp1256")
    got = one(letter(base64.encodebytes(html), "text/html; charset=windows-1256", "base64"), "a.eml")
    assert "المحادثات مستمرة" in got.text


def attached(*files: tuple[str, str, bytes], body: str = ENGLISH) -> bytes:
    m = EmailMessage()
    m["From"], m["Subject"], m["Date"] = "Bulletin <a@b.example>", "Talks", "Mon, 27 Nov 2023 10:00:00 +0300"
    m.set_content(body)
    for name, kind, data in files:
        main, _, sub = kind.partition("/")
        m.add_attachment(data, maintype=main, subtype=sub, filename=name)
    return m.as_bytes()


def test_readable_attachments_are_reports_of_their_own_and_pictures_are_none(take):
    got = take(
        attached(("بيان.txt", "text/plain", ARABIC.encode("cp1256")), ("p.png", "image/png", b"\x89PNG"),
                 ("page.html", "text/html", HTML.encode()), ("broken.pdf", "application/pdf", b"%PDF-1.7 nothing")),
        "m.eml",
    )  # fmt: skip
    assert [x.where for x in got] == ["m.eml", "m.eml/بيان.txt", "m.eml/page.html", "m.eml/broken.pdf"]
    assert [isinstance(x, Refusal) for x in got] == [False, False, False, True]
    assert got[1].text == ARABIC
    assert (got[1].published, got[1].outlet) == (None, None), "an attachment says nothing of its own day or outlet"


def test_a_mail_of_nothing_but_an_attachment_is_that_attachment(take):
    (got,) = take(attached(("a.txt", "text/plain", ENGLISH.encode()), body="\n"), "m.eml")
    assert got.text == ENGLISH


def test_a_path_in_an_attachments_name_is_no_path(take):
    got = take(attached(("../../etc/passwd.txt", "text/plain", ENGLISH.encode())), "m.eml")
    assert "/etc" not in got[1].where.replace("m.eml/", "")


# passed on


def forwarded(inner: bytes, note: str = "FYI") -> bytes:
    return (
        "From: Colleague <c@room.example>\nSubject: Fwd: see\nDate: Fri, 1 Dec 2023 10:00:00 +0000\n"
        f"Content-Type: multipart/mixed; boundary=q\n\n--q\nContent-Type: text/plain\n\n{note}\n"
        "--q\nContent-Type: message/rfc822\n\n"
    ).encode() + inner + b"\n--q--\n"  # fmt: skip


def test_a_forwarded_message_keeps_its_own_sender_day_and_subject(one):
    got = one(forwarded(letter(ENGLISH)), "f.eml")
    assert (got.outlet, got.title, got.published) == ("QNA Bulletin", "Talks go on", date(2023, 11, 27))


def test_a_long_note_above_a_forwarded_message_is_a_report_too(take):
    note = "Our own account of the day follows, and it is a long one. " * 6
    got = take(forwarded(letter(ENGLISH), note), "f.eml")
    assert [x.outlet for x in got] == ["Colleague", "QNA Bulletin"]


@pytest.mark.parametrize(
    "mark",
    [
        "---------- Forwarded message ---------\nFrom: QNA <q@qna.example>\nDate: Mon, Nov 27, 2023 at 4:03 PM"
        "\nSubject: Pause\nTo: c@x",
        "---------- Forwarded message ---------\nFrom: QNA <q@qna.example>\nDate: Mon, 27 Nov 2023 at 16:03"
        "\nSubject: Pause\nTo: c@x",
        "Begin forwarded message:\n\nFrom: QNA <q@qna.example>"
        "\nSubject: Pause\nDate: 27 November 2023 at 16:03:00 GMT+3\nTo: c@x",
        "---------- رسالة تم تحويلها ----------\nمن: QNA <q@qna.example>\nالتاريخ: 2023-11-27\nالموضوع: Pause\nإلى: c@x",
    ],
)
def test_a_forward_in_the_text_keeps_its_own_head_and_never_takes_the_forwarders_day(one, mark: str):
    got = one(letter(f"See below.\n\n{mark}\n\n{ENGLISH}\n"), "f.eml")
    assert (got.outlet, got.title, got.text.strip()) == ("QNA", "Pause", ENGLISH)
    assert got.published in (date(2023, 11, 27), None)
    assert got.published_at is None or got.published_at.date() == date(2023, 11, 27)


# what is no report


def test_a_quoted_answer_at_the_end_is_left_out(one):
    text = f"{ENGLISH}\n\nOn Sun, 26 Nov 2023 at 10:00, Somebody <s@x.example> wrote:\n> Old news.\n>\n> More of it.\n"
    assert one(letter(text), "a.eml").text == ENGLISH


def test_words_after_a_quotation_are_kept(one):
    text = "The letter says:\n> We agree.\nThe ministry said no more."
    assert one(letter(text), "a.eml").text == text


def test_a_footer_and_a_signature_are_left_out(one):
    body = ENGLISH + "\nMore was said of it that day in the town." * 4
    for tail in (
        "\n\n-- \nPress office\n+974 0000",
        "\n\nYou are receiving this because you signed up.\nUnsubscribe | Preferences\n12 Road, Town",
        "\n\nوصلتك هذه الرسالة لأنك مشترك.\nإلغاء الاشتراك",
    ):
        assert one(letter(body + tail), "a.eml").text == body


def test_a_report_that_speaks_of_a_subscription_is_kept_whole(one):
    text = "Readers may unsubscribe, the paper said.\n" + "The talks go on, the ministry said.\n" * 30
    assert one(letter(text), "a.eml").text == text.strip()


# hostile


def test_a_message_without_words_is_refused(refused):
    assert isinstance(refused(HEAD.encode() + b"\n\n"[:1], "a.eml"), ReportEmpty)
    assert isinstance(refused(letter(" \n"), "a.eml"), ReportEmpty)


def test_parts_within_parts_without_end_are_refused(refused):
    deep = b"".join(b"Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n" % (n, n) for n in range(900))
    assert isinstance(refused(HEAD.encode() + deep, "a.eml"), FormRefused)


def test_messages_within_messages_end_somewhere(take):
    data = letter(ENGLISH)
    for _ in range(40):
        data = forwarded(data)
    assert all(isinstance(x, Incoming | Refusal) for x in take(data, "a.eml"))


@pytest.mark.parametrize(
    "head",
    [
        'From: "a" <=?utf-8?B?!!!?=>\nDate: ' + "9" * 400 + "\nSubject: =?x?Q?" + "=" * 500 + "?=\n",
        "From:" + "(" * 5000 + "\nDate: (" * 3 + "\nSubject: \udcff\n",
        "From: a\nDate: b\nContent-Type: multipart/mixed\n",
        "From: a\nDate: b\nContent-Type: text/plain; charset*0*=x''%ff; charset*1=\"\n",
        "From: a\nDate: b\nContent-Disposition: attachment; filename*=utf-8''%\n",
    ],
)
def test_a_broken_head_gives_a_report_or_a_refusal(take, head: str):
    for x in take(head.encode("utf-8", "surrogateescape") + b"\n" + ENGLISH.encode(), "a.eml"):
        assert isinstance(x, Incoming | Refusal)


def test_a_message_changed_anywhere_gives_reports_or_refusals(take):
    whole = attached(("a.txt", "text/plain", ARABIC.encode()), ("b.html", "text/html", HTML.encode()))
    chance = random.Random(7)
    for _ in range(300):
        data = bytearray(whole)
        for _ in range(chance.randrange(1, 30)):
            data[chance.randrange(len(data))] = chance.randrange(256)
        for x in take(bytes(data[: chance.randrange(len(data))]), "m.eml"):
            assert isinstance(x, Incoming) or isinstance(x.error, ListenError | FormBroken)


# more than is looked at


def in_parts(*parts: str) -> bytes:
    body = "".join(f"--b\n{part}\n" for part in parts)
    return f'{HEAD}Content-Type: multipart/mixed; boundary="b"\n\n{body}--b--\n'.encode()


def file_part(name: str, kind: str, text: str = ENGLISH) -> str:
    return f'Content-Type: {kind}\nContent-Disposition: attachment; filename="{name}"\n\n{text}'


def test_more_parts_than_are_looked_at_are_told_and_never_passed_over_in_silence(take):
    many = [file_part(f"{n}.txt", "text/plain", f"He said {n} left.") for n in range(mail_form.MAX_PARTS + 5)]
    found = list(take(in_parts(*many), "a.eml"))
    refused = [x for x in found if isinstance(x, Refusal)]
    assert [(type(x.error), x.note) for x in refused] == [(FormRefused, False)]
    assert len(found) - 1 == mail_form.MAX_PARTS - 1


def test_what_is_attached_and_of_no_form_we_read_is_told_and_what_is_no_report_is_not(take):
    data = in_parts(
        f"Content-Type: text/plain\n\n{ENGLISH}",
        file_part("old.doc", "application/msword"), file_part("x.xls", "application/xls"),
        file_part("logo.png", "image/png"), file_part("sign.p7s", "application/pkcs7-signature"),
        file_part("me.vcf", "text/vcard"), file_part("meeting.ics", "text/calendar"),
    )  # fmt: skip
    report, told = take(data, "a.eml")
    assert report.text == ENGLISH
    assert isinstance(told.error, LeftOut)
    assert (told.error.values["n"], told.note) == (2, True)
