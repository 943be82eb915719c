"""A name has characters that were lost or spoilt on the way.

Why: names are compared letter by letter between systems; a lost character prints as a box or a question mark.
Basis: GB 18030, Unicode (NFC, private use areas); the middle dot of names is U+00B7. Rare characters are right. Dots,
    blanks, form, and private characters that have a code by now are mended mechanically; all others need a fact.
Bad: "张?", "张\\ufffd", a private-use character, "古丽‧娜尔", "张 三", " 张三".
Good: "古丽娜尔·玉素甫江", "谢𬱖", "O'Neil".
"""

from collections.abc import Iterator

from validators import names
from validators.finding import ERROR, WARNING
from validators.rule import At, Document, at, rule
from validators.scene import Scene
from validators.terms import people

#: The most characters that a name may have, also after a mend (NFC makes a few characters two).
_LONGEST = 50


@rule(
    "ID-04",
    ERROR,
    also=(WARNING,),
    title_zh="姓名中有丢失或异常的字符",
    why_zh="姓名逐字比对，丢字、造字、异形间隔号和多余空格都会使比对失败。生僻字本身不判。"
    "丢失的字请按证件补录；造字请改用 GB 18030 字符；间隔号用“·”，去掉多余空格。",
    reads=(("/person/name",), ("/person/formerName",), ("/person/householdHead/name",), ("/agent/name",)),
    risk="信息",
    covers=("GBT-7", "GBT-4-exchange"),
    messages={
        "lost": (
            "姓名中有问号或替换符，原字已丢失；请按证件补录",
            "a character of the name was lost (a question mark or U+FFFD stands for it); take it from the document",
        ),
        "private": (
            "姓名中有自造字（私用区字符），别的系统显示不出；请改用 GB 18030 中的字",
            "the name has a private-use character that other systems cannot show; use the character of GB 18030",
        ),
        "dot": (
            "姓名中的间隔号不规范；请改用“·”（U+00B7）",
            "the middle dot of the name is another character; write U+00B7",
        ),
        "blank": (
            "姓名首尾或汉字之间有空格；请去掉",
            "the name has blanks at its ends or between Han characters; remove them",
        ),
        "nfc": (
            "姓名的编码不是规范组合形式（NFC）；请按 NFC 重新录入",
            "the name is not in Unicode form NFC; write it so",
        ),
    },
)
def name_is_whole(document: Document, _scene: Scene) -> Iterator[At]:
    """Judge the characters of every name; what can be mended mechanically tells the mended name."""
    for pointer, person in people(document):
        for member in ("name", "formerName"):
            name = person.get(member, "")
            for defect in names.defects(name):
                yield _found(f"{pointer}/{member}", defect, name)


def _found(pointer: str, defect: str, name: str) -> At:
    if defect == "lost":
        return at(pointer, defect, actual=name)
    standard = names.standardised(name)
    known = "private" not in names.defects(standard)
    mended = names.mended(standard if known else name)
    if (defect == "private" and not known) or not 0 < len(mended) <= _LONGEST:
        return at(pointer, defect, actual=name, severity=WARNING)
    fix = ({"op": "replace", "path": pointer, "value": mended},)
    return at(pointer, defect, expected=mended, actual=name, severity=WARNING, fix=fix)
