"""Events told by word order, possession and the passive. All sentences are our own."""

import pytest

from wasata.listen.reader import read


def kinds(text: str) -> dict[str, str]:
    return {e.kind: e.status for e in read(text, "en").events}


@pytest.mark.parametrize(
    ("text", "kind", "status"),
    [
        # somebody's attack has come, whatever is hoped or doubted of it
        ("Norway hopes its incursion into the hills changes the war.", "attack", "happened"),
        ("The influence of this incursion could be large.", "attack", "happened"),
        ("Norway is preparing for its offensive in the south.", "attack", "planned"),
        ("Any attack on the mission is a crime.", "attack", "possible"),
        # ground taken, in either voice
        ("The town of Bama was captured by the rebels on Friday.", "attack", "happened"),
        ("The militia has seized control of much of the country's south.", "attack", "happened"),
        ("The mission has driven the rebels out of an eastern town.", "attack", "happened"),
        ("She was from the town of Glin, which the army retook from the rebels.", "attack", "happened"),
        ("There is a risk of even greater instability and bloodshed.", "attack", "possible"),
        ("It is the only city that Norway has captured in this war.", "attack", "happened"),
        # fighting
        ("Clashes with government troops left the town empty.", "attack", "happened"),
        ("Ms Ruiz was shot in the head by soldiers at the march.", "attack", "happened"),
        ("The soldiers killed her husband and daughter.", "attack", "happened"),
        ("The group has been fighting for years with the army.", "attack", "ongoing"),
        ("Jets pounded the southern suburbs.", "attack", "happened"),
        ("Ten people were hurt due to bombs hitting the city.", "attack", "happened"),
        # meetings and visits
        ("The leader also contacted the defence minister about the bridge.", "contact", "happened"),
        ("The prime minister spoke to the commander of the mission.", "contact", "happened"),
        ("The news followed a three-hour meeting between the two.", "contact", "happened"),
        ("Ivo Brun will visit Egypt on Friday.", "delegation_arrives", "planned"),
        ("Brun will seek support during a trip to Germany.", "delegation_arrives", "happened"),
        ("Egyptian minister to visit Kenya for talks on water", "delegation_arrives", "planned"),
        # talks, offers, conditions
        ("Both sides traded blame, leaving negotiations at a standstill.", "talks_suspended", "happened"),
        ("Rebels said talks were only possible if the army left the town.", "condition", "happened"),
        ("It was put forward last week by Norway.", "proposal", "happened"),
        ("Norway brushed off the ceasefire proposal.", "rejection", "happened"),
        ("Norway is facilitating the peace talks between the two.", "talks_continue", "ongoing"),
        # people let go
        ("Rebels to release 20 hostages", "release", "planned"),
        ("They seized 700 hostages, but soon released all but 72 men.", "release", "happened"),
        ("The plan would include a truce and the release of the prisoners.", "release", "planned"),
        # aid
        ("The raid led to the suspension of food assistance in the area.", "aid_obstructed", "happened"),
    ],
)
def test_an_event_told_by_the_grammar_of_its_sentence(text: str, kind: str, status: str) -> None:
    assert kinds(text).get(kind) == status


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("The protests and strikes went on as union leaders met.", "attack"),
        ("The trial resumed after a hunger strike.", "attack"),
        ("The rebels fled under the pressure of attack helicopters.", "attack"),
        ("A new sex assault fuels the row over the base.", "attack"),
        ("The fighters took up positions between the crowds.", "attack"),
        ("Repatriation is the only solution for these refugees.", "release"),
        ("The rebels have asked humanitarian agencies to stop all operations in the camps.", "truce_start"),
        ("People in the town had stopped to remember their war dead.", "truce_start"),
        ("All wars end with negotiations.", "talks_suspended"),
        ("Norway had agreed to several proposed deals.", "proposal"),
        ("The army dismissed two officers.", "rejection"),
        ("The push for a deal has reached a decisive moment.", "agreement"),
        ("The shell hit an aid distribution site.", "aid_delivery"),
        ("The appeals had been “met with refusals”.", "contact"),
    ],
)
def test_what_the_words_around_it_rule_out(text: str, kind: str) -> None:
    assert kind not in kinds(text)
