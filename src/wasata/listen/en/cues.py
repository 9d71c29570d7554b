"""Cues: the words of reporting, what they do, and what may follow them.

Danger: "demands", "reports" and "claims" are nouns as often as verbs; "before", "found" and "held" are hardly ever sayings.
Duty: every form of every verb of saying with its frames and its act; the nouns of saying; nothing about any one conflict.
Shape: a frame is a letter:
    t  that-clause, bare clause or quotation after it, or before it ("…", X said)
    b  the same, but a bare clause without *that* only after a pronoun, determiner or capital ("believes the talks")
    o  an addressee comes first ("told Reuters that")
    i  to + verb is the content ("offered to host")
    p  someone + to + verb is the content ("urged both to stop")
    n  a noun phrase or -ing is the content ("rejected the terms")
    f  someone + for + noun phrase ("thanked Oman for hosting")
    a  someone + of + noun phrase ("accused the army of shelling")
    c  something + what it is called ("called the raid a crime", "described it as …")
    l  only as an inversion or after the content ("…," X replied): speech without its own object
"""

from typing import NamedTuple

from wasata.listen.en.grammar import words
from wasata.values import Act


class Cue(NamedTuple):
    """One form of a verb of saying. `form`: base, s, past, ing. `noun`: the form is a noun as well."""

    lemma: str
    form: str
    frames: str
    act: Act
    strong: bool  # a verb of speech proper: any subject will do
    noun: bool
    link: str  # what must stand after it ("for" in "called for"), or ""


_IRREGULAR = {
    "say": "said", "tell": "told", "write": "wrote written", "think": "thought", "know": "knew known", "find": "found",
    "show": "showed shown", "swear": "swore sworn", "hold": "held", "forbid": "forbade forbidden", "put": "put",
    "foresee": "foresaw foreseen", "see": "saw seen", "feel": "felt", "read": "read", "make": "made", "give": "gave given",
    "seek": "sought", "hear": "heard", "quip": "quipped", "admit": "admitted", "commit": "committed", "rule": "ruled",
    "vow": "vowed", "refer": "referred", "set": "set", "lay": "laid", "learn": "learned learnt", "mean": "meant",
    "stand": "stood",
}  # fmt: skip

# lemma | frames | act | flags: s = speech proper, n = s-form or base is also a noun
_VERBS = """
say t say s
tell o+p say s
add t say s
note t+n say sn
state t say sn
declare t+n+c say s
announce t+n say s
report t+n say sn
explain t say s
write t say s
tweet t say sn
post t say n
remark t say sn
comment l say n
observe t say
mention t say n
recall b say n
recount t say s
remind o say
reply t say sn
respond t say s
answer l say n
continue l say
argue t say s
insist t say s
maintain b say s
contend t say s
assert t say s
stress t+n say sn
emphasize t+n say s
emphasise t+n say s
underline t+n say
underscore t+n say
highlight n say n
reiterate t+n say s
repeat t+n say
signal b say n
indicate b say
suggest t say s
imply b say
hint b say n
reveal t+n say
disclose t+n say s
conclude b say
estimate b+n say n
reckon b say
clarify t say s
specify b say
elaborate l say
testify t say s
tell_off x say
joke t say n
quip t say n
lament t+n say s
complain t accuse s
concede t confirm s
assure o say
brief x say
inform o say
notify o say
advise o+p say
pronounce c say
opine t say
muse t say
exclaim t say
shout t say n
yell t say
chant t say n
welcome n say
hail n+c thank
praise n+f thank
commend n+f thank
applaud n+f thank
laud n+f thank
salute n+f thank
thank f+n thank
congratulate f say
condemn n say
denounce n+c say
deplore n+t say
criticize f+n say
criticise f+n say
slam f+n say
blast f+n say n
decry n say
lambast f+n say
lambaste f+n say
blame f+n accuse n
fault f+n accuse n
mourn n say
regret n+t say n
describe c say
call c say n
label c say n
brand c say n
dub c say
characterize c say
characterise c say
portray c say
dismiss c+n reject
confirm t+n confirm s
affirm t+n confirm s
acknowledge t+n+g confirm s
admit t+n+g confirm s
recognize t+n say
recognise t+n say
verify t+n confirm
corroborate n+t confirm
reaffirm t+n+i confirm s
deny t+n+g deny s
refute n+t deny
rebut n deny
disavow n deny
demand t+n+i demand sn
urge p+n+t demand sn
call_on p demand n
call_upon p demand n
call_for n demand n
speak_of n say
talk_of n say n
appeal_to p demand
appeal_for n demand
beg p+t demand
implore p demand
ask p+o demand
request n+t+p demand n
order p demand n
instruct p+o demand
invite p demand
press p demand n
exhort p demand
encourage p demand
plead t demand
insist_on n demand
ask_for n demand
push_for n demand
push p demand n
require x demand
recommend t+n+g demand
propose n+i+t+g offer s
offer i+n offer n
volunteer i offer n
pledge i+n+t offer sn
promise i+n+t offer sn
present m offer n
submit m offer
unveil m offer
put_forward m offer
table m offer n
guarantee b+n offer n
agree b say
agree_to n accept
accept n+t accept
approve n accept
endorse n accept
back x accept
consent_to n accept
reject n reject
refuse i+n reject n
rebuff n reject
spurn n reject
rule_out n reject
veto n reject
oppose n reject
object_to n reject
warn t+o+p+n warn s
warn_of n warn
warn_against n warn
advise_against n warn
caution t+o+p warn sn
fear b warn n
alert o warn
threaten i+n+t threaten
vow i+t+n threaten sn
swear i+t threaten
accuse a accuse
allege t+n accuse s
claim t+n+i say sn
charge t accuse n
expect p+n+b expect
hope i+b expect n
hope_for n expect
predict t+n expect
forecast n+t expect n
anticipate n+b expect
foresee n+b expect
believe b say
think b say
consider c say
know b say
find b say
show b say n
feel b say
doubt b say n
fear_for x warn
want p+n demand
assume b say
assess b say
judge b say n
determine b say
learn b say
discover b say
understand x say
calculate b say
project b expect n
count x say
boast t say n
brag t say
counter t say n
retort t say
recommend_to x demand
point_out t say
go_on x say
spell_out n say
lash_out x accuse
hit_back l say
shoot_back l say
chime_in l say
sum_up l say
make_clear t say
take_issue x say
speak l say
speculate t say
theorize t say
postulate t say
vent l say
gush l say
fume l say
whisper t say
proclaim t+n say s
profess t+i say
attest t+n confirm
certify t+n confirm
cite n say
raise x say
voice x say
hail_as x say
blog t say n
email t say n
text t say n
caption t say n
retweet t say
describe_as x say
wonder b say n
worry b warn n
worry_about n warn
complain_about n accuse
complain_of n accuse
demur l say
marvel t say
rebuke f+n say n
attack x accuse n
decline i reject n
commit_to n offer
stand_ready i offer
long_for n expect
refer_to n say
allude_to n say
point_to n say
"""

_PARTICLES = words("on upon for to of against out about up back in clear issue")


def _forms(verb: str) -> list[tuple[str, str]]:
    if verb.endswith("y") and verb[-2] not in "aeiou":
        s, ing, past = verb[:-1] + "ies", verb + "ing", verb[:-1] + "ied"
    elif verb.endswith(("s", "sh", "ch", "x", "o")):
        s, ing, past = verb + "es", verb + "ing", verb + "ed"
    elif verb.endswith("e"):
        s, ing, past = verb + "s", verb[:-1] + "ing", verb + "d"
    elif verb in _DOUBLING:
        s, ing, past = verb + "s", verb + verb[-1] + "ing", verb + verb[-1] + "ed"
    else:
        s, ing, past = verb + "s", verb + "ing", verb + "ed"
    if verb in ("see", "foresee"):
        ing = verb + "ing"
    pasts = _IRREGULAR.get(verb, past).split()
    return [(verb, "base"), (s, "s"), (ing, "ing"), *((p, "past" if k == 0 else "part") for k, p in enumerate(pasts))]


_DOUBLING = words("admit quip refer put set slam rebut commit plan brag rap chat dub demur")
_DROPPED = frozenset({"x"})


def _table() -> dict[str, tuple[Cue, ...]]:
    table: dict[str, list[Cue]] = {}
    respelt = {"signaled": "signalled", "signaling": "signalling", "labeled": "labelled", "labeling": "labelling"}
    for line in _VERBS.strip().splitlines():
        lemma, frames, act, *flags = line.split()
        if frames in _DROPPED:
            continue
        verb, _, link = lemma.partition("_")
        flag = flags[0] if flags else ""
        for form, name in _forms(verb):
            noun = "n" in flag and name in ("base", "s")
            if form in respelt:
                table.setdefault(respelt[form], []).append(
                    Cue(lemma, name, frames.replace("+", ""), act, "s" in flag, noun, link)  # type: ignore[arg-type]
                )
            table.setdefault(form, []).append(
                Cue(lemma, name, frames.replace("+", ""), act, "s" in flag, noun, link)  # type: ignore[arg-type]
            )
    return {form: tuple(sorted(cues, key=lambda c: not c.link)) for form, cues in table.items()}


CUES: dict[str, tuple[Cue, ...]] = _table()
"""The cues by their word; those that need a second word ("called on") first."""

SAYING_NOUNS: dict[str, Act] = {
    "announcement": "say", "statement": "say", "declaration": "say", "claim": "say", "claims": "say", "assertion": "say",
    "assertions": "say", "warning": "warn", "warnings": "warn", "threat": "threaten", "threats": "threaten",
    "call": "demand", "calls": "demand", "demand": "demand", "demands": "demand", "appeal": "demand", "appeals": "demand",
    "insistence": "say", "accusation": "accuse", "accusations": "accuse", "allegation": "accuse", "allegations": "accuse",
    "denial": "deny", "admission": "confirm", "acknowledgment": "confirm", "acknowledgement": "confirm",
    "pledge": "offer", "promise": "offer", "promises": "offer", "vow": "threaten", "assurance": "say", "assurances": "say",
    "suggestion": "say", "prediction": "expect", "hope": "expect", "hopes": "expect", "belief": "say", "view": "say",
    "fear": "warn", "fears": "warn", "contention": "say", "argument": "say", "complaint": "accuse", "request": "demand",
    "proposal": "offer", "offer": "offer", "refusal": "reject", "comment": "say", "comments": "say", "remark": "say",
    "remarks": "say", "conclusion": "say", "estimate": "say", "report": "say",
}  # fmt: skip
"""Nouns of saying: "Hamas's claim that …", "his call for …"."""

FEELINGS: dict[str, Act] = {
    "appreciation": "thank", "gratitude": "thank", "thanks": "thank", "hope": "expect", "hopes": "expect",
    "optimism": "expect", "confidence": "expect", "concern": "say", "concerns": "say", "alarm": "warn", "fear": "warn",
    "fears": "warn", "worry": "say", "support": "say", "regret": "say", "condolences": "say", "solidarity": "say",
    "readiness": "offer", "willingness": "offer", "doubt": "say", "doubts": "say", "opposition": "reject",
    "rejection": "reject", "condemnation": "say", "satisfaction": "say", "disappointment": "say", "outrage": "say",
    "surprise": "say",
    "anger": "say", "frustration": "say", "sorrow": "say", "shock": "say", "belief": "say", "commitment": "say",
    "determination": "say", "desire": "say", "view": "say", "scepticism": "say", "skepticism": "say", "dismay": "say",
    "reservations": "say", "admiration": "thank", "praise": "thank", "warning": "warn", "warnings": "warn",
}  # fmt: skip
"""What one expresses or voices: "expressed his appreciation to Qatar for …"."""

EXPRESSING = words(
    "express expressed expresses expressing voice voiced voices voicing convey conveyed conveying reiterated "
    "reiterates reiterating extended extending extends offered"
)
"""Verbs that carry a feeling."""
