"""The verification code of a certificate: chance, and a last character that shows a slip of the pen.

The alphabet has no two characters that are misread for each other in print or handwriting (0 O, 1 I L, 2 Z, 5 S, 8 B,
U V). Fifteen characters of chance are 68 bits: nobody guesses one. The sixteenth is Luhn's check over the others, mod
24: it finds every single wrong character, and neighbours that changed places (all but 3 and Y).

>>> code = make(b"chance of a test")
>>> code, is_whole(code), is_whole("jdhn-tjjn-q63k-qrx9"), is_whole(code.replace("6", "4"))
('JDHNTJJNQ63KQRX9', True, True, False)
>>> grouped(compact("jdhn-tjjn q63k qrx9"))
'JDHN TJJN Q63K QRX9'
"""

ALPHABET = "34679ACDEFGHJKMNPQRTUWXY"
#: Characters of a code, and bytes of chance that one takes.
LENGTH, CHANCE = 16, 16


def make(chance: bytes) -> str:
    """The code of ``chance``, which are at least :data:`CHANCE` bytes that nobody can foresee.

    Raises:
        ValueError: they are fewer.
    """
    if len(chance) < CHANCE:
        raise ValueError(f"{len(chance)} bytes of chance, not {CHANCE}")
    rest, body = int.from_bytes(chance, "big"), ""
    for _ in range(LENGTH - 1):
        rest, digit = divmod(rest, len(ALPHABET))
        body += ALPHABET[digit]
    return body + ALPHABET[-_sum(body + ALPHABET[0]) % len(ALPHABET)]


def compact(code: str) -> str:
    """A code in capitals, without what separates its groups."""
    return "".join(code.split()).replace("-", "").upper()


def is_whole(code: str) -> bool:
    """Whether a code of ours was written down without a slip; other codes, however right, are not ours."""
    code = compact(code)
    return len(code) == LENGTH and set(code) <= set(ALPHABET) and _sum(code) % len(ALPHABET) == 0


def grouped(code: str) -> str:
    """A code as it is printed, in groups of four."""
    return " ".join(code[start : start + 4] for start in range(0, len(code), 4))


def _sum(code: str) -> int:
    """Luhn's sum: from the right every second value is doubled, and what is beyond one digit added across."""
    total = 0
    for position, character in enumerate(reversed(code)):
        value = ALPHABET.index(character) * (1 + position % 2)
        total += sum(divmod(value, len(ALPHABET)))
    return total
