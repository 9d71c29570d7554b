"""Event words: the classes of words that speak of an event.

Danger: "exchange of views" taken for an exchange of prisoners; "strike a deal" for an air strike.
Duty: which classes a word belongs to; the spellings are written as small patterns and spelt out once when loaded.
"""

from typing import NamedTuple


class Trigger(NamedTuple):
    """Where a rule fired: the anchor, the token whose standing counts, and its sentence."""

    at: int
    mark: int
    first: int
    last: int
    near: int = -1


_CLASSES: dict[str, str] = {
    "truce": r"truces?|cease-?fires?|armistices?|cessation|pauses?|lulls?",
    "talks": (
        r"talks|negotiations?|mediation|dialogue|negotiators?|mediators?|discussions|negotiating|"
        r"mediat(?:e|ed|ing)"
    ),
    "deal": r"deals?|agreements?|accords?|pacts?|memorandum|understandings?|treat(?:y|ies)|settlement",
    "extend": r"exten(?:d|ds|ded|ding|sions?)|prolong(?:s|ed|ing|ation)?|renew(?:s|ed|ing|als?)?",
    "breach": r"violat(?:e|es|ed|ing|ions?)|breach(?:es|ed|ing)?|broke|broken|breaking|break|infring\w+",
    "begin": r"begins?|began|begun|beginning|starts?|started|starting|effect|force|hold|holding|holds|commence[sd]?",
    "seek_truce": (
        r"demand(?:s|ed|ing)?|call(?:s|ed|ing)?|urge[sd]?|urging|negotiat\w+|push(?:es|ed|ing)?|seek(?:s|ing)?|"
        r"sought|reach(?:ed|ing)?|want(?:s|ed)?|appeal(?:s|ed)?|secure[sd]?|declare[sd]?|announce[sd]?|"
        r"impose[sd]?|implement(?:ed|ing)?|broker(?:ing)?|agree[sd]?|hope[sd]?|propose[sd]?|immediate|lasting|"
        r"permanent|new|achiev\w+|observe|proclaim\w*|accept(?:s|ed)?|offer(?:s|ed|ing)?|conclude|honou?r|"
        r"establish\w*"
    ),
    "expire": (
        r"broke|broken|expire[sd]?|expiring|expiry|disintegrat\w+|crumbl\w+|collaps(?:e|es|ed|ing)|ends?|ended|ending|lapse[sd]?|"
        r"unravel\w*|close"
    ),
    "free": (
        r"fre(?:e|ed|es|eing)|releas(?:e|es|ed|ing)|swap(?:s|ped|ping)?|transfer(?:s|red|ring)?|exchang(?:e|es|ed|ing)|"
        r"trad(?:e|es|ed|ing)|handover|repatriat\w+|liberat(?:e|ed|ion)|handed|hand|handing|return|returned|"
        r"returning"
    ),
    "free_sure": r"free|freed|freeing|frees|releas(?:e|es|ed|ing)|freedom|handover|repatriat\w+|liberat(?:e|ed|ion|ing)",
    "captive": (
        r"hostages?|captives?|prisoners?|detainees?|abductees?|pows?|captivity|bodies|remains|inmates|internees|"
        r"abducted|kidnapped|detained|abductions?|jailed|prisons?|imprisoned|corpses|coffins?"
    ),
    "someone": (
        r"officers|officials|personnel|rebels|gunmen|troops|policemen|priests|nuns|students|schoolgirls|schoolchildren|"
        r"tourists|engineers|teachers|fishermen|diplomats|peacekeepers|militants|pilgrims|seamen|seafarers|"
        r"convicts|relatives|leaders|guards|doctors|aid-workers|activists|those|them|him|her|"
        r"fighters|members|soldiers?|staff|women|children|citizens|foreigners|commanders|nationals|m[ae]n|wom[ae]n|sergeant|corporal|people|"
        r"individuals|persons|missionaries|contractors|hikers|politicians?|girls|boys|civilians|americans|israelis|palestinians|britons|sailors|crew|workers|servicemen|pilots?|"
        r"journalists?"
    ),
    "lists": r"lists?",
    "names": (
        r"names?|prisoners?|hostages?|detainees?|captives?|given|exchanged|handed|submitted|provided|received|"
        r"hand|exchange"
    ),
    "aid": (
        r"aid|humanitarian|relief|assistance|food|medicines?|fuel|supplies|trucks?|lorr(?:y|ies)|convoys?|flour|"
        r"wheat|grain|medical|shipments?|cargo"
    ),
    "aid_sure": (
        r"aid|assistance|convoys?|shipments?|trucks?|lorr(?:y|ies)|supplies|food|medicines?|fuel|flour|relief|"
        r"goods"
    ),
    "aid_move": (
        r"deliver(?:s|y|ies|ed|ing)?|enter(?:s|ed|ing)?|entry|cross(?:es|ed|ing)?|arriv(?:e|es|ed|ing|al)|flows?|"
        r"flowed|flowing|sent|send|sending|airdrop(?:s|ped|ping)?|distribut(?:e|ed|ing|ion)|bring(?:s|ing)?|"
        r"brought|surge[sd]?|unload(?:ed|ing)?|reach(?:ed|es|ing)?|moving|moved|transport(?:ed|ing)?|docked|"
        r"drop(?:ped)?|rolled|provide[sd]?|providing|provision|allow(?:s|ed|ing)?|admit(?:ted)?|dispatch\w*|"
        r"ship(?:ped|ping)?|let|letting|pass(?:ed|age)?"
    ),
    "block": (
        r"block(?:s|ed|ing|ade|ades)?|obstruct(?:s|ed|ing|ion)?|imped(?:e|es|ed|ing)|prevent(?:s|ed|ing)?|"
        r"hinder(?:s|ed|ing)?|hamper(?:s|ed|ing)?|loot(?:ed|ing|s)?|restrict(?:s|ed|ing|ions?)?|sieges?|besieg\w+|"
        r"halt(?:s|ed|ing)?|suspend(?:s|ed|ing)?|suspension|stopp(?:ed|ing)|stranded|barred|denied|denying|deny|"
        r"refus(?:e|ed|es|ing|al)|unable|stuck|withheld|withholding|seized|delay(?:s|ed|ing)?|turned|"
        r"divert(?:ed|ing|s)?|cut|disrupt\w*|held|curb(?:s|ed|ing)?|curtail(?:s|ed|ing)?|delays|stalled"
    ),
    "evacuate": r"evacuat(?:e|es|ed|ing|ions?)|evacuees",
    "attack": (
        r"skirmish(?:es)?|attack(?:s|ed|ing|ers?)?|counter-?attack(?:s|ed)?|counter-?offensives?|airstrikes?|air-strikes?|bombard(?:s|ed|ing|ment|ments)?|"
        r"bomb(?:s|ed|ing|ings)?|shell(?:s|ed|ing)?|raid(?:s|ed|ing)?|assault(?:s|ed|ing)?|offensives?|massacres?|"
        r"massacred|ambush(?:es|ed)?|invasions?|invad(?:e|es|ed|ing)|clash(?:es|ed|ing)?|aggression|missiles?|"
        r"rockets?|onslaught|genocid(?:e|al)|strafed|gunfire|mortars?|grenades?|incursions?|bloodshed|hostilities|fighting|"
        r"warplanes|pound(?:ed|ing)|barrage|sniper|snipers|torched|drones?"
    ),
    "strike": (
        r"strikes?|struck|hit|hits|hitting|fire[sd]?|firing|shot|shoot(?:ing|ings)?|targeted|targeting|targets?|"
        r"operations?|explosions?|blasts?|launched|launch|launching|stormed|storming|gunned|detonated|rammed|battles?|battling"
    ),
    "take": (
        r"driven|drove|driving|captured|recaptured|seized|seizing|taken|took|take|retaken|retook|overran|overrun|occupied|capture[sd]?|capturing|"
        r"retaking|recapture|seize[sd]?"
    ),
    "ground": (
        r"villages?|townships?|towns?|city|cities|districts?|suburbs?|bases?|airport|airfield|ports?|hills?|stronghold|strongholds|"
        r"territory|enclave|region|land|roads?|bridges?|crossing|garrison|outposts?|bridgehead|barracks|province|neighbou?rhoods?|settlements?|positions?|control"
    ),
    "clash": r"war|wars|rebellions?|insurgency|violence|conflict|uprising|hostilities",
    "fought": r"fought|battled",
    "shots": r"fire|projectiles?",
    "atrocity": r"atrocit(?:y|ies)",
    "unwilling": r"want|plan|intend|wish|planning|intending",
    "wont": r"not|never|no|n't|won't",
    "seek_talks": (
        r"seek(?:s|ing)?|sought|calls?|called|calling|open|ready|offer(?:s|ed|ing)?|propose[sd]?|urge[sd]?|wants?|wanted|"
        r"willing|appeal(?:s|ed)?|push(?:es|ed|ing)?|favou?rs?|demand(?:s|ed)?"
    ),
    "swap": r"swaps?|exchanges?",
    "table": r"sit|sits|get|gets|come|comes|sat|bring",
    "touch": r"contacts?|communications?|discussions?|touch|engagements?|conversations?",
    "kill": r"kill(?:s|ed|ing)?|died|dead|wounded|injured|lives|deaths?|toll|slain",
    "escalate": r"escalat(?:e|es|ed|ing|ion)|intensif(?:y|ies|ied|ying|ication)|widen(?:s|ed|ing)?",
    "more": (
        r"stepped|expand(?:s|ed|ing)?|expansion|ramp(?:ed|ing)?|deepen(?:s|ed|ing)?|widen(?:s|ed|ing)?|"
        r"broaden(?:s|ed|ing)?|surge[sd]?|wider|broader"
    ),
    "war": (
        r"attacks?|strikes?|airstrikes?|bombing|bombardment|offensive|operations?|war|assault|fighting|violence|"
        r"raids|conflict|shelling|invasion|campaign|hostilities"
    ),
    "lines": (
        r"internet|phone|communications?|telecommunications?|telecoms?|electricity|mobile|network|networks|"
        r"connectivity|starlink|cellular"
    ),
    "dark": (
        r"cut|cuts|down|blackouts?|outages?|severed|disrupted|interrupted|shut|collapsed?|lost|out|offline|off|"
        r"restored"
    ),
    "continue": (
        r"continu(?:e|es|ed|ing|ation)|ongoing|underway|held|hold|holding|hosted|host|hosting|took|take|taking|"
        r"went|goes|going|progress|engaged|conducted|serious|weeks|days|months|rounds?|constructive|still|under|way|intensive|"
        r"productive|positive|shuttl\w+|pursu(?:e|es|ed|ing)|conclude[sd]?|led|via|through|seeking|mediating|facilitating|indirect|proceeding|advanced|working"
    ),
    "slow": (
        r"slow(?:s|ed|er|ly|ing)?|stall(?:s|ed|ing)?|delay(?:s|ed|ing)?|drag(?:s|ged|ging)?|procrastinat\w+|"
        r"stonewall\w*|foot-dragging|sluggish|stutter(?:s|ed|ing)?|bogged|hurdles?|obstacles?|snags?|sticking|gaps"
    ),
    "suspend": (
        r"suspend(?:s|ed|ing)?|suspension|collaps(?:e|es|ed|ing)|fail(?:s|ed|ure|ing)?|froze|freez(?:e|es|ing)|"
        r"frozen|halt(?:s|ed|ing)?|deadlock(?:ed)?|impasse|stalemate|standstill|walk(?:s|ed|ing)?|pull(?:s|ed|ing)?|"
        r"withdr(?:ew|aw|aws|awn|awing|awal)|cancel\w*|postpon\w+|adjourn\w*|broke|broken|breakdown|dead|"
        r"inconclusive\w*|off|end(?:s|ed|ing)?|boycott\w*|quit|abandon(?:s|ed|ing)?|participation|faltered?"
    ),
    "resume": (
        r"enter(?:ed|s|ing)?|resum(?:e|es|ed|ing|ption)|restart(?:s|ed|ing)?|reopen(?:s|ed|ing)?|begin(?:s|ning)?|began|begun|"
        r"start(?:s|ed|ing)?|open(?:s|ed|ing)?|relaunch\w*|revive[sd]?|reviving|return(?:s|ed|ing)?|"
        r"reconvene[sd]?|launch(?:ed)?|back|kick(?:s|ed)?"
    ),
    "arrive": (
        r"returned|arriv(?:e|es|ed|ing|al)|visit(?:s|ed|ing)?|travel(?:s|ed|led|ling|ing)?|trips?|flew|flying|fly|"
        r"flies|land(?:ed|s|ing)?|heading|headed|heads|tour|toured|sent|sends?|sending|dispatch(?:ed)?|shuttl\w+|coming|came|"
        r"lands"
    ),
    "leave": (
        r"left|leaves|leave|leaving|depart(?:s|ed|ing|ure)?|recall(?:s|ed|ing)?|home|withdr(?:ew|aw|awn)|pulled|"
        r"returned"
    ),
    "delegation": (
        r"chairman|delegations?|envoys?|minister|president|team|negotiators?|mediators?|secretary|officials?|"
        r"director|chief|delegates?|leaders?|premier|ambassadors?|spymaster|representatives|emir|crown|chancellor|"
        r"adviser|advisor|coordinator|general|visit|delegate|diplomats?|senator|pope|king"
    ),
    "contact": (
        r"called|met|meets?|meeting|meetings|spoke|calls?|phoned|telephoned|telephone|summit|summits|convened?|"
        r"convenes|convening|reconvene[sd]?|gathered|consult(?:ed|ing|ations?)|conferred|"
        r"discuss(?:es|ed|ing)?|readout|received|conversation|contact(?:s|ed)?|huddled|held"
    ),
    "propose": (
        r"propos(?:e|es|ed|ing|als?)|initiatives?|offer(?:s|ed|ing)?|roadmap|bridging|draft|counter-?offer|"
        r"counter-?proposals?|submitted|present|presented|tabled|unveiled|put|suggested"
    ),
    "plan": (
        r"proposals?|plans?|offers?|initiatives?|invitations?|draft|roadmap|framework|document|paper|formula|resolution|deal|"
        r"outline|bridging|truce|ceasefire|cease-fire|pause|swap"
    ),
    "accept": (
        r"accept(?:s|ed|ing|ance)?|agree[sd]?|agreeing|approv(?:e|es|ed|ing|al)|endorse[sd]?|consent(?:ed|s)?|"
        r"adopt(?:s|ed)?|yes|signed"
    ),
    "reject": (
        r"reject(?:s|ed|ing|ion)?|refus(?:e|es|ed|ing|al)|veto(?:es|ed|ing)?|rebuff(?:s|ed)?|spurn(?:s|ed)?|"
        r"declin(?:e|es|ed)|turned|ruled|rules|ruling|dismiss(?:es|ed)?|oppose[sd]?|opposing|opposition|"
        r"shun(?:s|ned)?|brushed"
    ),
    "only": (
        r"before|unless|provided|only|until|once|conditional|conditions?|conditioned|precondition|preconditions|if|"
        r"conditionally|hinges?|contingent"
    ),
    "agree": (
        r"reach(?:es|ed|ing)?|sign(?:s|ed|ing)?|broker(?:s|ed|ing)?|conclud(?:e|es|ed|ing)|seal(?:s|ed|ing)?|"
        r"clinch(?:es|ed|ing)?|struck|strike|strikes|finali[sz]\w+|ink(?:s|ed)|announc(?:e|ed|es|ing)|mediated|"
        r"secure[sd]?|negotiated|hammered|agreed|cut|yield(?:s|ed)?|confirm(?:s|ed|ing)?"
    ),
    "nearing": r"expected|close|imminent|likely|elusive|near|possible|unlikely|far",
    "pact": r"agree[sd]?",
    "attend": r"chair(?:s|ed|ing)?|attend(?:s|ed|ing)?|part|present",
    "session": r"talks|negotiations?|meetings?|summit|encounter|session|conference|discussions?",
    "message": r"messages?|proposals?|ideas",
    "pass": r"pass(?:es|ed|ing)|exchang(?:e|es|ed|ing)|relay(?:s|ed|ing)?|carr(?:y|ied|ying)|shuttl\w+",
    "fulfil": (
        r"fulfil(?:l|s|led)?|honou?r(?:s|ed|ing)?|abide[sd]?|comply|complied|adhere[sd]?|respect(?:s|ed|ing)?|"
        r"uphold|implement(?:s|ed)?"
    ),
    "ceasing": r"paus(?:e|es|ed|ing)|halt(?:s|ed|ing)?|stop(?:s|ped|ping)?|suspend(?:s|ed)?|ceas(?:e|ed|es|ing)|silence[sd]?|lay",
    "fire": (
        r"fire|fighting|hostilities|war|attacks|strikes|arms|offensive|operations|guns|bombing|bombardment|assault|"
        r"advance|airstrikes|shelling|raids"
    ),
    # words of the classes above that alone can hold with one rule or two
    "let_go": r"released|freed|returned",
    "freed": r"released|freed|free",
    "handed": r"handed|swapped|exchanged",
    "release": r"release[sd]?|exchange|swap|handover",
    "releasing": r"release|handover|repatriation|freeing|releasing",
    "releases": r"releases",
    "returning": r"return|transfer",
    "bring": r"bring(?:s|ing)?|brought",
    "expired": r"expire[sd]?|collapsed|ends|ended|lapsed",
    "prolong": r"extend(?:ed|ing)?|renew|prolong",
    "kept": (
        r"block(?:ed|ing)|prevent(?:ed|ing)|hindered|hampered|restrict(?:ed|ing|ions)|barred|den(?:ied|ying|y)|"
        r"refus(?:ed|es|ing|al)|delay(?:s|ed|ing)?"
    ),
    "go_away": r"leave",
    "landed": r"arrive[sd]|landed",
    "travel": r"arrive[sd]|travel(?:led|ed|ling|ing)|flew|flying|heading|headed|heads|coming|came",
    "visit": r"visit(?:s|ed)?|trip|tour",
    "proposal": r"proposals?|initiative",
    "proposing": r"propos(?:es|ed|ing)",
    "put": r"put",
    "yes": r"accepts?|agree",
    "agreed": r"agreed",
    "talking": r"talks|negotiations|discussions|dialogue|mediation",
    "going_on": r"continu(?:e|es|ed|ing)|ongoing|underway|proceeding",
    "broken_off": r"broke|collaps(?:ed|ing)|suspended|failed|adjourned|postponed",
    "begun_again": r"begins?|began|start|started|opened|resum(?:e|es|ed|ing)|restarted",
    # words that must stand in the sentence
    "access": r"access|reach(?:ing)?|entry|entering",
    "began": r"began|took|entered|came|started",
    "between": r"between",
    "declaring": r"declare[sd]?",
    "during": r"during",
    "flaring": r"broke|breaks|erupt(?:s|ed)|rag(?:ed|es|ing)|flare[sd]|taking|continues|continuing|ongoing",
    "forward": r"forward",
    "home": r"home",
    "sealing": r"seal(?:s|ed|ing)?|clinch(?:es|ed|ing)?|finali[sz]\w+|conclud(?:e|es|ed|ing)",
    "signing": r"sign(?:s|ed|ing)?|inked|reached|brokered|mediated|agreed",
    "the_table": r"table",
    "will": r"will|would|shall|won't",
}  # fmt: skip


BESIDE: dict[str, tuple[tuple[str, frozenset[str]], ...]] = {
    "truce": (
        ("lasts", frozenset(("hold", "holds", "holding", "held", "effect", "force", "place", "intact"))),
        ("expire", frozenset(("over",))),
    ),
    "talks": (("continue", frozenset(("go",))),),
}
"""Common words that tell of something only in a sentence with a word of the class: looked for there alone."""


_SIGNS = frozenset("|()[]?\\")


def _spell(pattern: str, at: int, closing: str) -> tuple[list[str], int]:
    """The words a pattern stands for, from `at` to `closing` (a word that ends in * is a beginning of words)."""
    words: list[str] = []
    heads = [""]
    size = len(pattern)
    while at < size:
        sign = pattern[at]
        if sign == closing:
            return words + heads, at
        if sign == "|":
            words += heads
            heads = [""]
            at += 1
            continue
        if sign == "(":
            pieces, at = _spell(pattern, at + 3, ")")
        elif sign == "[":
            end = pattern.index("]", at)
            pieces, at = list(pattern[at + 1 : end]), end
        elif sign == "\\":
            if pattern[at + 1] == "w":
                pieces, at = ["*"], at + 2
            else:
                pieces, at = [pattern[at + 1]], at + 1
        else:
            end = at + 1
            while end < size and pattern[end] not in _SIGNS:
                end += 1
            if end < size and pattern[end] == "?" and end > at + 1:
                end -= 1  # the mark belongs to the last letter alone
            pieces, at = [pattern[at:end]], end - 1
        at += 1
        if at < size and pattern[at] == "?":
            pieces = ["", *pieces]
            at += 1
        heads = [head + piece for head in heads for piece in pieces]
    return words + heads, at


def _spelt() -> tuple[dict[str, tuple[str, ...]], tuple[tuple[str, str], ...]]:
    exact: dict[str, tuple[str, ...]] = {}
    begun: list[tuple[str, str]] = []
    for name, pattern in _CLASSES.items():
        for word in dict.fromkeys(_spell(pattern, 0, "")[0]):
            if word.endswith("*"):
                begun.append((word[:-1], name))
            else:
                exact[word] = (*exact.get(word, ()), name)
    return exact, tuple(begun)


_WORDS, _BEGUN = _spelt()
_BY_HEAD: dict[str, list[tuple[str, str]]] = {}
for _head, _name in _BEGUN:
    _BY_HEAD.setdefault(_head[:3], []).append((_head, _name))


class _Classes(dict[str, tuple[str, ...]]):
    """What was asked of words, kept for the next time, since a dictionary answers a whole text without a call for each."""

    def __missing__(self, word: str) -> tuple[str, ...]:
        if len(self) >= _KEPT:
            self.clear()
        bare = word[:-2] if word.endswith("'s") else word
        found = _WORDS.get(bare, ())
        begun = _BY_HEAD.get(bare[:3])
        if begun is not None and len(bare) <= _LONGEST:
            found += tuple(name for head, name in begun if bare.startswith(head))
        self[word] = found
        return found


_KEPT = 1 << 14
_LONGEST = 24
"""Letters of a word that may be a longer form of one; a longer one is no word."""
classes_of = _Classes().__getitem__
"""The classes a word (in small letters) belongs to."""
