"""What happened, is planned, may happen or is denied, in English. All sentences are our own."""

import pytest

from wasata.listen.marks import Event
from wasata.listen.reader import read


def events(text: str) -> list[Event]:
    return list(read(text, "en").events)


def kinds(text: str) -> dict[str, str]:
    return {e.kind: e.status for e in events(text)}


@pytest.mark.parametrize(
    ("text", "kind", "status"),
    [
        # talks
        ("Peace talks continued in Oslo on Monday.", "talks_continue", "ongoing"),
        ("Talks are still under way in Oslo.", "talks_continue", "ongoing"),
        ("A new round of talks will be held in Oslo next week.", "talks_continue", "planned"),
        ("The talks have slowed since Friday.", "talks_slow", "happened"),
        ("The army suspended the talks.", "talks_suspended", "happened"),
        ("The talks collapsed after two days.", "talks_suspended", "happened"),
        ("The rebels pulled out of the talks.", "talks_suspended", "happened"),
        ("The talks reached a dead end.", "talks_suspended", "happened"),
        ("Talks resumed in Oslo on Monday.", "talks_resumed", "happened"),
        ("The two sides returned to the negotiating table.", "talks_resumed", "happened"),
        ("Talks will resume on Monday.", "talks_resumed", "planned"),
        # visits and calls
        ("A rebel delegation arrived in Oslo.", "delegation_arrives", "happened"),
        ("The foreign minister will travel to Cairo on Monday.", "delegation_arrives", "planned"),
        ("The delegation left Oslo on Monday.", "delegation_leaves", "happened"),
        ("The government recalled its negotiators.", "delegation_leaves", "happened"),
        ("The president spoke by phone with his Swedish counterpart.", "contact", "happened"),
        ("The cabinet will meet on Monday.", "contact", "planned"),
        # offers
        ("Norway proposed a new plan.", "proposal", "happened"),
        ("The mediators presented a draft agreement.", "proposal", "happened"),
        ("The rebels accepted the proposal.", "acceptance", "happened"),
        ("The rebels rejected the proposal.", "rejection", "happened"),
        ("The army said it would not accept the plan.", "rejection", "happened"),
        ("Prisoners will be freed only if the army leaves.", "condition", "happened"),
        ("The rebels will not return to the talks unless the army leaves.", "condition", "happened"),
        ("No prisoner would be freed until the war ended, the rebels said.", "condition", "happened"),
        ("The two sides signed a peace agreement.", "agreement", "happened"),
        ("The deal, brokered by Norway, was signed in Oslo.", "agreement", "happened"),
        ("The two sides have agreed to exchange 200 prisoners.", "agreement", "happened"),
        # truce
        ("The ceasefire took effect at dawn.", "truce_start", "happened"),
        ("The ceasefire will take effect on Monday.", "truce_start", "planned"),
        ("Norway called for an immediate ceasefire.", "truce_start", "possible"),
        ("The truce was extended by two days.", "truce_extension", "happened"),
        ("The two sides agreed to extend the truce.", "truce_extension", "planned"),
        ("Norway hopes to extend the truce.", "truce_extension", "possible"),
        ("The army violated the ceasefire on Monday.", "truce_violation", "happened"),
        ("The rebels accused the army of breaking the truce.", "truce_violation", "happened"),
        ("The truce expired on Friday.", "truce_end", "happened"),
        ("The truce collapsed on Friday.", "truce_end", "happened"),
        ("The truce began on Monday. It is due to expire on Saturday.", "truce_end", "planned"),
        # people
        ("The rebels released five hostages.", "release", "happened"),
        ("The rebels will release five hostages on Monday.", "release", "planned"),
        ("The rebels agreed to release five hostages.", "release", "planned"),
        ("Norway demanded the release of all hostages.", "release", "possible"),
        ("The two sides swapped 200 prisoners.", "release", "happened"),
        ("The rebels denied releasing any hostages.", "release", "denied"),
        ("The rebels handed over a list of names.", "list_exchange", "happened"),
        # aid
        ("Forty aid trucks entered the town on Monday.", "aid_delivery", "happened"),
        ("Aid will be delivered on Monday.", "aid_delivery", "planned"),
        ("The army blocked an aid convoy.", "aid_obstructed", "happened"),
        ("Fighters looted tonnes of food.", "aid_obstructed", "happened"),
        ("The wounded were evacuated on Monday.", "evacuation", "happened"),
        # fighting
        ("The army shelled the market.", "attack", "happened"),
        ("Shells hit a market in the south.", "attack", "happened"),
        ("Five people were killed in an air strike.", "attack", "happened"),
        ("Gunmen opened fire on residents.", "attack", "happened"),
        ("The army threatened to bomb the port.", "attack", "possible"),
        ("The army denied attacking the hospital.", "attack", "denied"),
        ("The army stepped up its offensive.", "escalation", "happened"),
        ("The fighting intensified on Sunday.", "escalation", "happened"),
        ("Internet and phone services were cut in the town.", "blackout", "happened"),
    ],
)
def test_each_kind_with_its_standing(text: str, kind: str, status: str) -> None:
    assert kinds(text).get(kind) == status


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Norway demanded a halt to the attacks.", "attack"),
        ("The two sides struck a deal.", "attack"),
        ("The ministers had an exchange of views.", "release"),
        ("Five people died in a flood.", "attack"),
        ("The mayor declined to comment on the plan.", "rejection"),
        ("The ministry released a statement.", "release"),
        ("Norway rejected the accusations.", "rejection"),
        ("The team paused for lunch.", "truce_start"),
        ("The army broke the siege.", "truce_violation"),
        ("Residents saw no end to the de-escalation.", "escalation"),
        ("They wanted to avoid an escalation.", "escalation"),
        ("The union signed a trade deal.", "release"),
    ],
)
def test_a_word_alone_is_no_event(text: str, kind: str) -> None:
    assert kind not in kinds(text)


def test_a_threat_with_if_is_no_condition() -> None:
    found = kinds("The army warned it would attack the port if the rebels stayed.")
    assert found.get("attack") == "possible"
    assert "condition" not in found


def test_one_mark_for_each_kind_in_a_sentence_and_the_surest_standing_wins() -> None:
    text = "The rebels released five hostages and will release ten more hostages on Monday."
    assert [(e.kind, e.status) for e in events(text) if e.kind == "release"] == [("release", "happened")]


def test_the_span_is_the_sentence() -> None:
    text = "It rained. The truce collapsed on Friday. It rained again."
    (event,) = [e for e in events(text) if e.kind == "truce_end"]
    assert event.span.of(text) == "The truce collapsed on Friday."


def test_those_who_take_part_are_named_but_not_the_mere_speaker() -> None:
    text = "Norway said Russia had released ten Ukrainian prisoners."
    (event,) = [e for e in events(text) if e.kind == "release"]
    assert event.actors == ("russia", "ukraine")


def test_the_month_of_may_makes_nothing_doubtful() -> None:
    assert kinds("The truce, which took effect on May 22, was extended on Monday.")["truce_extension"] == "happened"


def test_every_event_says_by_which_rule_it_was_found() -> None:
    text = "The truce collapsed on Friday and the army shelled the market."
    assert {e.rule for e in events(text)} >= {"en.event.truce-ends", "en.event.violence"}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Nine sailors were freed through the mediation of the elders.", {"release": "happened"}),
        ("Three Ukrainian sailors and nine Indians were set free.", {"release": "happened"}),
        ("Twenty-two were released at the bridge.", {"release": "happened"}),
        ("The Kenyans were released at the bridge.", {"release": "happened"}),
        ("Ten foreigners were handed over at the bridge.", {"release": "happened"}),
        ("The keys were handed over at the bridge.", {}),
        ("Juba got back 40 people in exchange for 12 Ugandans.", {"release": "happened"}),
        ("Juba got 40 lorries in exchange for 12 boats.", {}),
        ("Aid is expected to slow after the escalation that began in May.", {"escalation": "happened"}),
        ("The next round of talks will open in Nairobi.", {"talks_resumed": "planned"}),
        ("The truce drew to a close.", {"truce_end": "happened"}),
        ("The rebels signed a deal with Bangui.", {"agreement": "happened"}),
        ("The envoy is still in contact with both.", {"contact": "ongoing"}),
        ("The two armies signed a ten-day truce.", {"agreement": "happened"}),
        ("Aid convoys were held up at the bridge.", {"aid_obstructed": "happened"}),
        ("The mayor's office rejected the figures.", {}),
    ],
)
def test_people_let_go_and_what_the_words_around_an_event_make_of_it(text: str, expected: dict[str, str]) -> None:
    assert kinds(text) == expected


def test_a_denial_does_not_reach_into_the_next_clause() -> None:
    assert kinds("Bangui denied the report and said it would resume talks.")["talks_resumed"] == "planned"


def test_a_deal_that_infringes_on_something_is_not_itself_broken() -> None:
    assert "truce_violation" not in kinds("The rebels would take no deal which infringes on their land.")


@pytest.mark.parametrize(
    ("text", "kind", "status"),
    [
        ("A truce was reached in Stockholm.", "agreement", "happened"),
        ("Norway brokered a cease-fire in 2002.", "agreement", "happened"),
        ("Peace talks between Chad and the rebels ended without a deal.", "talks_suspended", "happened"),
        ("The talks ended in deadlock.", "talks_suspended", "happened"),
        ("The ceasefire ended amid fighting in the south.", "truce_end", "happened"),
        ("Chad signed a peace deal with 14 groups.", "agreement", "happened"),
        ("The army decided to end peace talks with the rebels.", "talks_suspended", "planned"),
        ("Rebels free 10 hostages", "release", "happened"),
        ("The rebels had freed all those they held.", "release", "happened"),
        ("The army has suspended all operations in the delta.", "truce_start", "happened"),
        ("Ahead of the announcement, air strikes shook the town.", "attack", "happened"),
        ("The militia fired shells on the market.", "attack", "happened"),
        (
            "A ceasefire deal between rebels and the state in the city has effectively collapsed.",
            "truce_end",
            "happened",
        ),
        ("The rebels ended a five-month-old ceasefire.", "truce_end", "happened"),
        ("A deal to end fighting between the two armies in the delta could be reached.", "agreement", "possible"),
        ("The plan includes the evacuation of two villages.", "evacuation", "planned"),
        ("About 2,700 children were evacuated.", "evacuation", "happened"),
        ("Heavy fighting renewed in the north.", "attack", "happened"),
    ],
)
def test_each_way_of_telling_an_event_is_known(text: str, kind: str, status: str) -> None:
    assert kinds(text).get(kind) == status


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Envoys sought talks to halt the war.", "talks_suspended"),
        ("It would return if the offensive is stopped.", "attack"),
        ("The delivery of aid remains blocked by the militia.", "aid_delivery"),
        ("Chad sent a force of 300 to help enforce the truce.", "truce_start"),
        ("Israel said five soldiers were killed.", "attack"),
        ("About 300 civilians arrived at a camp in the hills.", "delegation_arrives"),
        ("The two opposing forces met in Oslo.", "rejection"),
        ("A source spoke on condition of anonymity.", "contact"),
        ("The rebels will not leave unless their demands are met.", "contact"),
        ("They gave three telephoned warnings.", "contact"),
        ("The two sides and the mediators agreed to a ceasefire.", "acceptance"),
        ("The two-day talks ended in Geneva on Friday.", "talks_suspended"),
        ("The truce brought to an end 20 years of war.", "truce_end"),
    ],
)
def test_what_only_sounds_like_an_event_is_none(text: str, kind: str) -> None:
    assert kind not in kinds(text)


@pytest.mark.parametrize(
    ("text", "kind", "status"),
    [
        ("The rebels captured the village of Kalma at dawn.", "attack", "happened"),
        ("Kenya said its troops had seized control of the airport and two towns.", "attack", "happened"),
        ("Violence erupted in the northern valley on Monday.", "attack", "happened"),
        ("The two tribes have fought three wars over the wells.", "attack", "happened"),
        ("Cross-border fire between the army and the guerrillas kept the farmers away.", "attack", "happened"),
        ("About 20 projectiles were launched from the hills.", "attack", "happened"),
        ("The blast wounded two guards after the bomb attack on the bridge.", "attack", "happened"),
        ("A number of shells from the rebel side of the river have hit the market.", "attack", "happened"),
        ("Ten prisoners came home on Friday, and Oman mediated the swap.", "release", "happened"),
        ("The Kenyans released on Saturday were taken to a hospital.", "release", "happened"),
        ("The returned soldiers were met by their mothers.", "release", "happened"),
        ("The government does not want to negotiate with the guerrillas.", "rejection", "happened"),
        ("The general said he would never negotiate with the guerrillas.", "rejection", "happened"),
        ("The president said he would release no prisoners.", "rejection", "happened"),
        ("The guerrillas did not intend to attend the conference.", "rejection", "happened"),
        ("The envoy held a discussion with the tribal leaders.", "contact", "happened"),
        ("The general wants to re-establish direct contact with the rebels.", "contact", "possible"),
        ("The guerrillas are studying the Kenyan proposal.", "proposal", "happened"),
        ("The visit follows a peace deal between the government and the guerrillas.", "agreement", "happened"),
        ("The camps will open as agreed between the army and the guerrillas.", "agreement", "happened"),
        ("The mayor took office with a call for talks with the rebels.", "talks_resumed", "possible"),
        ("The government is open to peace talks with the rebels.", "talks_resumed", "possible"),
        ("The envoy told both sides to sit down at the negotiating table.", "talks_resumed", "possible"),
        ("Mediators have shuttled between the palace and the camp for a week.", "talks_continue", "happened"),
        ("Norway will send a delegation to Nairobi on Monday.", "delegation_arrives", "planned"),
        ("The escalating violence keeps the schools shut.", "escalation", "ongoing"),
        ("The teacher was gunned down on the road to the school.", "attack", "happened"),
        ("A bomber detonated an explosive belt at the gate.", "attack", "happened"),
        ("The Kenyan minister will visit Angola this week.", "delegation_arrives", "planned"),
        ("The general sent a delegation, led by his brother, to the capital.", "delegation_arrives", "happened"),
    ],
)
def test_fighting_refusals_and_offers_told_by_other_words_are_known(text: str, kind: str, status: str) -> None:
    assert kinds(text).get(kind) == status, kinds(text)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("The council took control of the budget.", "attack"),
        ("The ministers took part in talks on the town.", "attack"),
        ("The school has been shut since the war broke out.", "attack"),
        ("The minister called the remark offensive and unacceptable.", "attack"),
        ("The army fought corruption.", "attack"),
        ("The minister has come under fire during the campaign.", "attack"),
        ("The vendor was shot down the road with a mobile in his hand.", "blackout"),
        ("A video released by the group shows the hostages.", "release"),
        ("The rebels do not want to leave until the army withdraws.", "rejection"),
        ("The president visited the army's positions on Monday.", "delegation_arrives"),
        ("The proposed peace talks were discussed in the press.", "talks_resumed"),
        ("The vaccine saved the lives of children during the operation.", "attack"),
    ],
)
def test_what_only_resembles_fighting_or_refusal_is_none(text: str, kind: str) -> None:
    assert kind not in kinds(text), kinds(text)


def test_to_release_nobody_is_a_release_denied() -> None:
    assert kinds("The president will release no prisoners.")["release"] == "denied"
