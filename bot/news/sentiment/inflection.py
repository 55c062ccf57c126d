"""The forms of a word, as the lexicon marks them."""


def forms_of(marked: str) -> list[str]:
    """gain~ is a regular verb, slip~p one that doubles a letter, order~s a plural; others as is."""
    word, mark, letter = marked.partition("~")
    if not mark:
        return [word]
    if letter == "s":
        return [word, _with_s(word)]
    stem = word + letter
    if word.endswith("e"):
        return [word, f"{word}s", f"{word}d", f"{word[:-1]}ing"]
    past = f"{stem[:-1]}ied" if _is_y_after_consonant(word) else f"{stem}ed"
    return [word, _with_s(word), past, f"{stem}ing"]


def _with_s(word: str) -> str:
    if _is_y_after_consonant(word):
        return f"{word[:-1]}ies"
    return word + ("es" if word.endswith(("s", "x", "z", "ch", "sh")) else "s")


def _is_y_after_consonant(word: str) -> bool:
    return word.endswith("y") and word[-2:-1] not in "aeiou"
