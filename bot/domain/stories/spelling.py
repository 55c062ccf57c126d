"""What the words of headlines are read as, for telling whether two of them tell one story."""


def _words(text: str) -> list[str]:
    return text.split()


NO_WORDS = frozenset(
    _words(
        "a about above after again ahead all amid an and are as at be been before below "
        "breaking but by could despite did do does down for from had has have he her his how in "
        "into is it its just may more new news now of off on onto or our out over past pc pct "
        "percent report reportedly reports said say says she since so than that the their them "
        "they this to under up update via was we were what when where which while who why will "
        "with would you your"
    )
)
"""Words that say nothing about what happened, in the spelling that titles have."""

PHRASES = {
    "federal reserve": "fed",
    "basis points": "bps",
    "basis point": "bps",
    "quarter point": "25 bps",
    "quarter-point": "25 bps",
    "half point": "50 bps",
    "half-point": "50 bps",
}
"""What is written in several words, and what it is read as."""

SCALES = {
    "k": 1e3,
    "thousand": 1e3,
    "m": 1e6,
    "mn": 1e6,
    "million": 1e6,
    "b": 1e9,
    "bn": 1e9,
    "billion": 1e9,
    "tn": 1e12,
    "trillion": 1e12,
}
"""What a number before the word is multiplied by."""

NOT = "not"
"""What every word that denies is read as."""

_FAMILIES = {
    "raise": "boost boosts hike hiked hikes hiking increase increased increases increasing lift "
    "lifted lifts raise raised raises raising",
    "cut": "cut cuts cutting lower lowered lowering lowers reduce reduced reduces slash slashed "
    "slashes trim trimmed trims",
    "hold": "held hold holding holds keep keeps leave leaves left maintain maintains pause paused "
    "pauses unchanged",
    "rise": "advance advances advancing climb climbed climbing climbs gain gained gaining gains "
    "jump jumped jumping jumps rallied rallies rally rallying rise risen rises rising rose soar "
    "soared soaring soars spike spikes surge surged surges surging top topped tops",
    "fall": "crash crashed crashes crashing decline declined declines declining dip dips drop "
    "dropped dropping drops fall fallen falling falls fell plummet plummeted plummets plunge "
    "plunged plunges plunging sink sinking sinks sank slide slides sliding slid slip slipped slips "
    "slump slumped slumps tumble tumbled tumbles tumbling",
    "beat": "beat beating beats exceed exceeded exceeds",
    "miss": "miss missed misses missing",
    "approve": "approval approve approved approves approving",
    "reject": "denied denies deny reject rejected rejecting rejection rejects",
    "delay": "delay delayed delaying delays postpone postponed postpones",
    "halt": "halt halted halting halts suspend suspended suspends",
    "resume": "resume resumed resumes resuming",
    NOT: "cannot cant didnt doesnt dont isnt never no not wont without",
    "shut": "close closed closes closing closure shut shuts shutter shuttered shutters",
    "bps": "bp bps",
    "fed": "fed fomc",
    "stock": "share shares stock stocks",
}
SPELLINGS = {word: name for name, words in _FAMILIES.items() for word in words.split()}
"""Forms and near synonyms of the words of headlines, and the one that they are read as."""

WAYS = frozenset(_words("raise cut hold rise fall beat miss approve reject delay halt resume"))
"""The words among those that say which way something went: another one is another story."""
