"""The fonts of every paper: one private Fontconfig set, the same for layout and for the coverage check.

Fontconfig would hand any installed font to Pango as a fallback, so the same document would look different on
each machine. Here only the families of ``templates/_base/fonts.toml`` exist; they are found where the system keeps fonts, through
the system's own font caches. What none of them draws is not printed at all (see ``Fonts.missing``).
"""

import ctypes
import tomllib
from collections.abc import Iterator
from functools import cache, lru_cache
from unicodedata import category

from ybzj_docs import resources

_TABLE = tomllib.loads(resources.read_text("templates/_base/fonts.toml"))["family"]
#: Family -> Debian package, in the order in which families are asked for a character.
FAMILIES: dict[str, str] = {one["name"]: one["package"] for one in _TABLE}
#: Without these there is no paper at all.
REQUIRED = tuple(one["name"] for one in _TABLE if one["role"] == "form")
FOLDERS = ("/usr/share/fonts", "/usr/local/share/fonts")
LIBRARY = "libfontconfig.so.1"

#: Private use, and separators of lines and paragraphs: fonts may list them, Pango draws a box.
_NEVER_DRAWN = ("Co", "Zl", "Zp")
_FC_SET_SYSTEM = 0
_FC_MATCH = 0


class FontsUnavailable(OSError):
    """Fontconfig itself cannot be loaded or refuses our configuration."""


class _FontSet(ctypes.Structure):
    _fields_ = (("count", ctypes.c_int), ("room", ctypes.c_int), ("fonts", ctypes.POINTER(ctypes.c_void_p)))


def configuration() -> bytes:
    """The private Fontconfig configuration, as XML."""
    folders = "".join(f"<dir>{folder}</dir>" for folder in FOLDERS)
    accepted = "".join(
        f'<pattern><patelt name="family"><string>{family}</string></patelt></pattern>' for family in FAMILIES
    )
    every = "".join(
        f'<pattern><patelt name="scalable"><bool>{word}</bool></patelt></pattern>' for word in ("true", "false")
    )
    return (
        f"<fontconfig>{folders}<cachedir>/var/cache/fontconfig</cachedir>"
        '<cachedir prefix="xdg">fontconfig</cachedir>'
        f"<selectfont><acceptfont>{accepted}</acceptfont><rejectfont>{every}</rejectfont></selectfont>"
        "<config><rescan><int>0</int></rescan></config></fontconfig>"
    ).encode()


def _library() -> ctypes.CDLL:
    try:
        library = ctypes.CDLL(LIBRARY)
    except OSError as error:
        raise FontsUnavailable(str(error)) from error
    for name in ("FcConfigCreate", "FcConfigGetFonts"):
        getattr(library, name).restype = ctypes.c_void_p
    return library


class Fonts:
    """The private font set; ``address`` is its ``FcConfig *``, alive as long as the process.

    Raises FontsUnavailable where Fontconfig is missing.
    """

    def __init__(self) -> None:
        self._library = _library()
        self.address: int = self._library.FcConfigCreate()
        config = ctypes.c_void_p(self.address)
        read = self._library.FcConfigParseAndLoadFromMemory(config, configuration(), 1)
        if not read or not self._library.FcConfigBuildFonts(config):
            raise FontsUnavailable("Fontconfig refuses the private configuration")
        self._patterns = list(self._installed(config))
        self._charsets = [self._charset(pattern) for pattern in self._patterns]
        self.covers = lru_cache(maxsize=65536)(self._covers)

    def _installed(self, config: ctypes.c_void_p) -> Iterator[ctypes.c_void_p]:
        address = self._library.FcConfigGetFonts(config, _FC_SET_SYSTEM)
        if not address:
            return
        found = _FontSet.from_address(address)
        for index in range(found.count):
            yield ctypes.c_void_p(found.fonts[index])

    def _charset(self, pattern: ctypes.c_void_p) -> ctypes.c_void_p:
        charset = ctypes.c_void_p()
        self._library.FcPatternGetCharSet(pattern, b"charset", 0, ctypes.byref(charset))
        return charset

    def families(self) -> set[str]:
        """The families of FAMILIES that this machine has."""
        names = set()
        for pattern in self._patterns:
            name = ctypes.c_char_p()
            index = 0
            while self._library.FcPatternGetString(pattern, b"family", index, ctypes.byref(name)) == _FC_MATCH:
                names.add((name.value or b"").decode())
                index += 1
        return names & FAMILIES.keys()

    def _covers(self, char: str) -> bool:
        if invisible(char):
            return True
        if category(char) in _NEVER_DRAWN:
            return False
        return any(self._library.FcCharSetHasChar(charset, ord(char)) for charset in self._charsets if charset)

    def missing(self, text: str) -> list[str]:
        """The characters of ``text`` that no font of the set draws, each once, in their order.

        Joiners and variation selectors draw nothing themselves and are not asked for. A private-use character
        is always missing: what a font draws there is no more than that font's own idea.
        """
        if text.isascii():
            return []
        return [char for char in dict.fromkeys(text) if not self.covers(char)]


def invisible(char: str) -> bool:
    """Whether ``char`` only steers its neighbours: format characters and variation selectors."""
    return category(char) == "Cf" or 0xFE00 <= ord(char) <= 0xFE0F or 0xE0100 <= ord(char) <= 0xE01EF


@cache
def installed() -> Fonts:
    """The font set of this machine, loaded once."""
    return Fonts()
