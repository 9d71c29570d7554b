"""Grammar: the small closed classes of English that tell where a noun phrase or a clause begins and ends.

Danger: a list that grows until it is a parser nobody can explain.
Duty: closed classes only (determiners, prepositions, pronouns, auxiliaries, days…); open words are known by their shape.
"""


def words(text: str) -> frozenset[str]:
    """The words of a string, as a set to look in."""
    return frozenset(text.split())


DETERMINERS = words(
    "the a an this that these those his her its their our my your some any no every each both all several many "
    "few most another such much either neither one two three four five six seven eight nine ten dozens hundreds "
    "thousands"
)
POSSESSIVES = words("his her its their our my your")
PREPOSITIONS = words(
    "of in on at by for from with to into onto over under after before during against between among about through "
    "via as amid near off outside inside within without toward towards upon across along around behind beyond "
    "despite except following including regarding concerning since until till per than like versus alongside"
)
SUBORDINATORS = words(
    "that because while after before when as although though if since unless until whereas whether once where how "
    "why so but or lest provided"
)
COORDINATORS = words("and but or nor yet so")
RELATIVES = words("who which whose whom that where")
SUBJECT_PRONOUNS = words("he she it they we i you who")
PRONOUNS = words(
    "he she it they we i you him her them us me himself herself itself themselves this that these those who there"
)
THIRD = {"he": "m", "she": "f", "it": "o", "they": "p"}
AUXILIARIES = words(
    "is are was were be been being am has have had having do does did will would shall should can could may might "
    "must isn't aren't wasn't weren't hasn't haven't hadn't don't doesn't didn't won't wouldn't can't couldn't "
    "shouldn't ain't 's 've 'd 'll cannot"
)
BE = words("is are was were be been being am isn't aren't wasn't weren't get gets got")
HAVE = words("has have had having hasn't haven't hadn't")
DO = words("do does did don't doesn't didn't")
MODALS = words("will would shall should can could may might must won't wouldn't can't couldn't shouldn't cannot")
NEGATIONS = words(
    "not never no n't isn't aren't wasn't weren't hasn't haven't hadn't don't doesn't didn't won't wouldn't can't "
    "couldn't shouldn't cannot neither nor"
)
DAYS = words("monday tuesday wednesday thursday friday saturday sunday mon tue wed thu fri sat sun")
MONTHS = words(
    "january february march april may june july august september october november december jan feb mar apr jun "
    "jul aug sep sept oct nov dec"
)
DAYS_AND_MONTHS = DAYS | MONTHS
TIMES = DAYS | words("today yesterday tomorrow tonight overnight earlier later recently previously afterwards now then")
ADVERBS = words(
    "also again later earlier then now still already just only once even soon ever never always often today "
    "yesterday tonight recently previously first further too instead meanwhile however moreover separately rather "
    "simply thus therefore therein not n't effectively twice both almost nearly so far long well much back all"
)
LEADS = words(
    "however meanwhile but and yet so still separately moreover instead also earlier later then now today yesterday "
    "thus therefore furthermore additionally nevertheless nonetheless similarly likewise besides afterwards"
)
VERBISH = words(
    "is are was were has have had will would can could may might must shall should does did do be been went came "
    "took gave got made said told became began broke brought built bought chose drew drove fell fought flew fled "
    "grew held hit kept knew led left lost met paid ran rose saw sent shot sold spoke spent stood struck swore "
    "thought threw understood won wrote put set cut let shut quit burst sank rose shook swept tore drove froze lay laid bore "
    "beat blew caught clung dealt dug fled forgot hung hid lit overran rang rode sang sat slid slept stole stuck swung taught "
    "wore withdrew withstood undertook upheld overthrew overcame broadcast "
    " includes remains continues comes goes takes gives makes "
    "gets becomes begins brings leads leaves holds keeps means needs seems appears faces follows wants shows runs "
    "stands plays works lives"
)
SUBJECT_OPENERS = DETERMINERS | SUBJECT_PRONOUNS
"""Words with which a subject begins."""
TITLES = words(
    "secretary-general president minister secretary king queen prince princess emir amir sheikh sultan general gen brigadier "
    "colonel col major maj lieutenant lt captain capt sergeant admiral adm commander senator sen congressman "
    "congresswoman representative rep governor gov mayor judge justice chancellor ambassador envoy chief director "
    "spokesman spokeswoman spokesperson mr mrs ms miss dr doctor professor prof rev reverend pope cardinal bishop "
    "archbishop imam ayatollah rabbi father sir lord lady dame baroness premier leader head deputy vice chairman "
    "chairwoman chair speaker advisor adviser coordinator commissioner officer official lawmaker mp analyst "
    "lawyer attorney prosecutor candidate nominee crown inspector detective coach author economist pollster "
    "strategist author activist undersecretary under-secretary co-chair republican democrat democratic sheriff "
    "superintendent negotiator mediator politician parliamentarian diplomat foreign prime defence defense "
    "interior finance health acting former interim caretaker senior special national security state press "
    "campaign veteran billionaire"
)
NO_NAMES = TITLES | DAYS_AND_MONTHS
"""Words written with a capital that are no part of a name."""
FEMALE = words(
    "ms mrs miss queen princess lady dame baroness spokeswoman chairwoman congresswoman mother sister wife woman"
)
MALE = words(
    "mr king prince sheikh sir lord spokesman chairman congressman father brother husband emir sultan imam pope man"
)
FEMALE_NAMES = words(
    "mary maria anna anne ann angela hillary elizabeth sarah sara laura jane jennifer jessica emily emma kate "
    "katherine catherine kathleen karen karine linda lisa liz margaret michelle melania ivanka nancy patricia "
    "rachel rebecca ruth sandra sharon susan susana theresa teresa victoria wendy yulia julia olga natalia nadia "
    "fatima aisha amina leila layla mariam maryam samantha stephanie nikki clementine denise ravina "
    "tamara martha cindy winnie reena joyce leni hala asma dina kamala jeanine donna diana "
    "barbara christine christina cynthia deborah debbie diane elena ella eva francesca gabriela giorgia "
    "hanan helen huda irene isabel jill joanna judith julie kellyanne kelly kim lynn megan melissa nora noura "
    "olivia paula pamela penny rania rosa rosemary sally sophia sophie tania tatiana tulsi ursula valerie vera "
    "virginia yasmin zeinab claudia dilma cristina mette sanna annalena rosemary"
)


_THINGS = words(
    "orders numbers matters letters papers powers offers others factors errors sectors computers centers doors"
)


def are_doers(word: str) -> bool:
    """Whether a word names by its ending those who do something ("organisers", "visitors", "lobbyists")."""
    return word.endswith(("ers", "ors", "ists")) and word not in _THINGS
