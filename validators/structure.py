"""Structure: a form's JSON Schema over the document tree, told as findings ST-01 to ST-06.

JSON and XML documents are the same tree here; both JSON Schema engines give the same codes and pointers.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from difflib import get_close_matches
from typing import Any, Literal

from validators.finding import ERROR, WARNING, Finding, escape
from validators.schema import Schema, resolve, schema_at
from validators.structure_engines import Fault, python_engine, rust_engine

Engine = Literal["rs", "py"]

#: The code of a fault by the keyword that failed; ``allOf`` marks a bound that is written as a pattern.
_CODES = {
    "required": "ST-01",
    "additionalProperties": "ST-02",
    "false": "ST-02",
    "type": "ST-03",
    "pattern": "ST-04",
    "not": "ST-04",
    "minLength": "ST-04",
    "minItems": "ST-04",
    "minProperties": "ST-04",
    "enum": "ST-05",
    "const": "ST-05",
    "bound": "ST-06",
    "maxLength": "ST-06",
    "minimum": "ST-06",
    "maximum": "ST-06",
    "maxItems": "ST-06",
    "tooMany": "ST-06",
}


class Structure:
    """The compiled structure check of one form.

    ``schema`` is a JSON Schema that stands alone; ``open_lists`` holds the known codes of each open code list;
    ``engine`` is ``rs`` (jsonschema-rs) or ``py`` (python-jsonschema, the reference, and the fallback where no
    wheel of the other exists).
    """

    def __init__(self, schema: Schema, open_lists: Mapping[str, frozenset[str]], engine: Engine = "rs") -> None:
        self._schema = schema
        self._lists = open_lists
        self._verdict, self._faults = (rust_engine if engine == "rs" else python_engine)(schema)
        self._codes = _coded_members(schema, resolve(schema, schema), open_lists)

    def findings(self, tree: object) -> list[Finding]:
        """Every structure finding of ``tree``: of each value only its lowest code, in no particular order."""
        found = [] if self._verdict(tree) else self._errors(tree)
        if self._codes is not None:
            broken = {finding.pointer for finding in found}
            found.extend(self._unknown_codes(tree, self._codes, "", broken))
        return found

    def _errors(self, tree: object) -> list[Finding]:
        by_pointer: dict[str, dict[tuple[str, str | None], Finding]] = defaultdict(dict)
        for fault in _own_faults(list(self._faults(tree))):
            for finding in self._of_fault(tree, fault):
                by_pointer[finding.pointer].setdefault((finding.rule, finding.expected), finding)
        return [finding for group in by_pointer.values() for finding in _lowest(group.values())]

    def _of_fault(self, tree: object, fault: Fault) -> Iterator[Finding]:
        code = _CODES[fault.keyword]
        pointer = "".join(f"/{escape(str(token))}" for token in fault.path)
        if fault.keyword == "required":
            yield Finding(code, ERROR, pointer, "missing", expected=fault.names[0])
        elif fault.keyword == "additionalProperties":
            known = (schema_at(self._schema, tree, pointer) or {}).get("properties", {})
            for name in fault.names:
                nearest = get_close_matches(name, known, n=1, cutoff=0.6)
                key = "unknown-near" if nearest else "unknown"
                place = f"{pointer}/{escape(name)}"
                yield Finding(code, ERROR, place, key, expected=nearest[0] if nearest else None, at_name=True)
        else:
            said = schema_at(self._schema, tree, pointer) or {}
            key, expected = _explain(fault, code, said)
            shown = None if isinstance(fault.value, (dict, list)) or fault.value is None else _text(fault.value)
            yield Finding(
                code, ERROR, pointer, key, expected=expected, actual=shown, at_name=fault.keyword == "false"
            )

    def _unknown_codes(self, node: Any, plan: Any, pointer: str, broken: set[str]) -> Iterator[Finding]:
        if isinstance(plan, str):
            if isinstance(node, str) and pointer not in broken and node not in self._lists[plan]:
                yield Finding("ST-05", WARNING, pointer, "open-code", {"list": plan}, actual=node[:200])
        elif isinstance(plan, list):
            for index, entry in enumerate(node if isinstance(node, list) else ()):
                yield from self._unknown_codes(entry, plan[0], f"{pointer}/{index}", broken)
        elif isinstance(plan, _ByForm):
            form = node.get("documentType") if isinstance(node, dict) else None
            inner = plan.get(form) if isinstance(form, str) else None
            if inner is not None:
                yield from self._unknown_codes(node, inner, pointer, broken)
        elif isinstance(node, dict):
            for name, inner in plan.items():
                value = node.get(name)
                known = isinstance(value, str) and isinstance(inner, str) and value in self._lists[inner]
                if value is not None and not known:
                    yield from self._unknown_codes(value, inner, f"{pointer}/{name}", broken)


class _ByForm(dict[str, Any]):
    """The plans of a list of documents, by documentType."""


def _coded_members(whole: Schema, node: Schema, lists: Mapping[str, frozenset[str]]) -> Any:
    """Where open-list codes stand below ``node``: a list's name, [plan of entries], or {member: plan}; or None."""
    if node.get("x-codelist") in lists:
        return node["x-codelist"]
    if "items" in node:
        if node.get("x-item") == "*":
            forms = {rule["if"]["properties"]["documentType"]["const"] for rule in node["items"]["allOf"]}
            nodes = {form: resolve(whole, {"$ref": f"#/$defs/{form}"}) for form in forms}
            return [_ByForm({form: _coded_members(whole, inner, lists) for form, inner in nodes.items()})]
        inner = _coded_members(whole, resolve(whole, node["items"]), lists)
        return None if inner is None else [inner]
    plans = {
        name: plan
        for name, child in node.get("properties", {}).items()
        if (plan := _coded_members(whole, resolve(whole, child), lists)) is not None
    }
    return plans or None


def _own_faults(faults: list[Fault]) -> Iterator[Fault]:
    """``faults`` without those of a list of documents that only say again that a document in it is of no type listed.

    Such a document is one defect, told at its documentType; that it makes one too many, or stands where another
    type is demanded, is none of its own.
    """
    foreign = Counter(fault.path[:-2] for fault in faults if fault.keyword == "enum" and _is_inner_type(fault.path))
    for fault in faults:
        others = foreign[fault.path]
        if not others or not (fault.keyword == "required" or _has_room(fault, others)):
            yield fault


def _has_room(fault: Fault, others: int) -> bool:
    """Whether a list that is too long would not be so without ``others`` of its entries."""
    return (
        fault.keyword == "maxItems"
        and isinstance(fault.value, list)
        and len(fault.value) - others <= int(fault.names[0])
    )


def _is_inner_type(path: tuple[str | int, ...]) -> bool:
    return len(path) > 2 and path[-1] == "documentType"


def _lowest(findings: Iterable[Finding]) -> list[Finding]:
    group = list(findings)
    lowest = min(finding.rule for finding in group)
    return [finding for finding in group if finding.rule == lowest]


def _explain(fault: Fault, code: str, said: Schema) -> tuple[str, str | None]:
    """The message key of a faulty value, and what was expected there."""
    keyword, value, kind = fault.keyword, fault.value, str(said.get("x-kind", ""))
    if code == "ST-02":
        return "not-here", None
    if code == "ST-03":
        return ("null" if value is None else str(said.get("type", "value"))), None
    if code == "ST-05":
        return "closed-code", "、".join(fault.names)[:200]
    if value in ("", [], {}):
        return "empty", None
    if keyword == "not":
        return "control", None
    if keyword in ("maxLength", "maximum", "minimum", "maxItems"):
        bound = "money" if kind == "money" else keyword
        return bound, str(said[keyword]) if keyword in said else None
    return (kind if kind in _FORMS else "code" if kind.startswith("code") else keyword), None


def _text(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value)[:200]


_FORMS = ("date", "month", "time", "money", "region", "code", "uuid", "hex", "sha256", "accountNumber")
Messages = Mapping[str, Mapping[str, tuple[str, str]]]

#: What each finding says: code -> key -> (Chinese, English).
MESSAGES: Messages = {
    "ST-01": {
        "missing": ("缺少必填项，请补填", "A required member is missing: add it"),
    },
    "ST-02": {
        "unknown": (
            "本表没有这一项，请删去或改用规定的名称",
            "The form has no such member: remove or rename it",
        ),
        "unknown-near": (
            "本表没有这一项，是否应为“{expected}”？请改名或删去",
            "The form has no such member: did you mean {expected}?",
        ),
        "not-here": (
            "此类报文不带这一项，请删去",
            "This type of message does not carry this member: remove it",
        ),
    },
    "ST-03": {
        "null": ("不得为 null；没有内容时请整项不写", "null is not allowed: leave the member out"),
        "string": ("应为文字（字符串），请加引号填写", "A string is expected"),
        "integer": ("应为整数，不带引号和小数", "An integer is expected, without quotes or decimals"),
        "boolean": ("只能填 true（是）或 false（否），不带引号", "true or false is expected, without quotes"),
        "array": ("应为列表，可填一条或多条", "A list is expected"),
        "object": ("应为一组下级项目", "An object is expected"),
        "value": ("内容的类型不对", "The value is of the wrong type"),
    },
    "ST-04": {
        "empty": ("内容为空；没有内容时请整项不写", "The value is empty: leave the member out"),
        "control": ("含有不可见的控制字符，请删去后重填", "The text holds control characters: remove them"),
        "date": ("不是真实存在的日期，应写作 2026-11-02", "Not a real date: write it as 2026-11-02"),
        "month": ("不是年月，应写作 2026-11", "Not a month: write it as 2026-11"),
        "time": (
            "不是时间，应写作 2026-11-02T09:30:00+08:00",
            "Not a time: write it as 2026-11-02T09:30:00+08:00",
        ),
        "money": (
            "不是金额，应写两位小数，不带符号和千分号，如 1409.50",
            "Not an amount: two decimals, no sign, no separators, as 1409.50",
        ),
        "region": ("应为六位数字的区划代码，如 320200", "A region is six digits, as 320200"),
        "code": (
            "不是代码，应由字母、数字和 _ . - 组成，至多 20 位",
            "Not a code: letters, digits, _ . -, at most 20",
        ),
        "uuid": ("不是小写的 UUID（8-4-4-4-12）", "Not a UUID in lower case (8-4-4-4-12)"),
        "hex": ("应为小写十六进制", "Lower-case hex is expected"),
        "sha256": ("应为 64 位小写十六进制", "64 digits of lower-case hex are expected"),
        "accountNumber": (
            "银行账号应为 5 至 40 位数字、字母或短横",
            "An account number has 5 to 40 digits, letters or hyphens",
        ),
        "pattern": ("写法不合规定", "The text is not of the form that is asked for"),
    },
    "ST-05": {
        "closed-code": ("不是规定的代码，只能填：{expected}", "Not one of the codes allowed: {expected}"),
        "open-code": (
            "代码不在代码表“{list}”中，请确认是否为地方码",
            "The code is not in the list {list}: is it a local one?",
        ),
    },
    "ST-06": {
        "date": ("日期超出范围（1900-01-01 至 2199-12-31）", "The date is out of 1900-01-01 to 2199-12-31"),
        "month": ("年月超出范围（1950-01 至 2099-12）", "The month is out of 1950-01 to 2099-12"),
        "money": ("金额超过上限 99999999999.99", "The amount is above 99999999999.99"),
        "maxLength": ("文字过长，至多 {expected} 个字", "The text is longer than {expected} characters"),
        "maximum": ("数目过大，至多 {expected}", "The number is above {expected}"),
        "minimum": ("数目过小，至少 {expected}", "The number is below {expected}"),
        "maxItems": ("单据过多或重复，每种至多一份", "Too many documents, or one type twice"),
        "tooMany": ("同一种单据出现多次，每种至多一份", "A type of document stands here more than once"),
        "bound": ("超出允许的范围", "The value is out of its bounds"),
    },
}
