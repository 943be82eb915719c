"""schemas/DICTIONARY.md: every document, group, kind of value, message type and code list, in Chinese first."""

from collections.abc import Iterator, Mapping
from typing import Any

from validators.schema import resolve
from ybzj_docs import catalog
from ybzj_docs.derive import markdown as md
from ybzj_docs.derive import subset
from ybzj_docs.derive.members import Member, members, walk
from ybzj_docs.derive.xsd_values import base_of

Schema = Mapping[str, Any]

__all__ = ["dictionary", "members"]

_INTRO = """\
# 数据字典 · Data dictionary

本页由 `ybzj dev sync` 从 `schemas/` 生成，请勿手改。/ Generated from `schemas/`; do not edit.

字段路径用 RFC 6901 指针，`*` 表示列表中的每一项；JSON 的成员名就是 XML 的元素名，XML 按本页次序排列，命名空间
`urn:ybzj:docs:2017`。没有 null、空串、空列表、空对象：没有就不写。对象是封闭的：未列出的成员是错误。任何字符串都不得
含控制字符（C0、DEL、C1、U+FFFE、U+FFFF）。

类型写法：`[x]` 是 x 的列表，`{}` 是下列成员组成的对象，引号中是固定值，其余见[值的类型](#kinds)与[公共组](#groups)。
"""
#: Name and rule of each kind of value; ``text`` stands for all lengths.
KINDS: Mapping[str, tuple[str, str]] = {
    "date": ("日期", "真实的公历日期，1900-01-01 至 2199-12-31，不带时区"),
    "month": ("年月", "1950-01 至 2099-12，不带时区"),
    "time": ("时间", "大写 T，秒至多 6 位小数，以 Z 或至多 14:00 的时差结尾，时不过 23，秒不过 59"),
    "money": ("金额", "元，两位小数，无正负号、指数、前导零，至多 99999999999.99"),
    "count": ("数", "0 至 999999 的整数，无正负号、前导零"),
    "flag": ("是否", "只有 true、false 两个词"),
    "region": ("区划代码", "六位数字；不枚举：省本级、兵团、地方功能区也可以是统筹区"),
    "code": ("代码", "封闭代码表逐一枚举；开放代码表允许地方代码：字母数字开头，至多 20 个字母、数字、`_` `.` `-`"),
    "name": ("姓名", "1 至 50 个字符，不限文字"),
    "number": ("编号", "1 至 40 个字符，任何机构的编号，不限格式"),
    "uuid": ("UUID", "小写，8-4-4-4-12"),
    "hex": ("十六进制", "小写，至多 128 位"),
    "sha256": ("SHA-256 摘要", "小写十六进制 64 位"),
    "accountNumber": ("银行账号", "5 至 40 个数字、字母、连字符"),
    "text": ("文本", "1 至 200 个字符；`text(N)`：1 至 N 个字符。写成 NFC，读时不限"),
}
_SOURCES = {
    "real system": "现行系统",
    "design": "本项目设计",
    "agency practice": "经办实践",
    "compilation notes": "编制说明",
    "unconfirmed": "未核实",
}
_HEADS = ("字段", "名称", "类型", "必填", "代码表", "国家平台", "LB/T", "来源", "个人信息", "Description")


def dictionary() -> str:
    """The whole page, Markdown."""
    parts = (_INTRO, *_contents(), *_kinds(), *_groups(), *_documents(), *_message(), *_codelists())
    return "\n".join(parts)


def _contents() -> Iterator[str]:
    yield (
        f"- {md.link('值的类型', 'kinds')}\n- {md.link('公共组', 'groups')}\n- {md.link('单据', 'documents')}\n"
        f"- {md.link('交换报文', 'message')}\n- {md.link('代码表', 'codelists')}\n"
    )


def _kinds() -> Iterator[str]:
    yield md.heading(2, "值的类型 · Kinds of values", "kinds")
    found = catalog.source_schema("common")["$defs"]
    rows = [
        (md.code(kind), name, found[kind]["type"], md.code(base_of(kind, found[kind])), rule)
        for kind, (name, rule) in KINDS.items()
    ]
    yield md.table(("类型", "名称", "JSON", "XML", "规则"), rows)


def _groups() -> Iterator[str]:
    yield md.heading(2, "公共组 · Groups", "groups")
    whole = catalog.schema("documents")
    for name, group in catalog.source_schema("common")["$defs"].items():
        if group["type"] == "object":
            yield md.heading(3, f"`{name}` {group['title']}", f"group-{name}")
            yield f"{md.text(group['description'])}\n"
            yield _table(whole, whole["$defs"][name])


def _documents() -> Iterator[str]:
    yield md.heading(2, "单据 · Documents", "documents")
    forms = [catalog.form(name) for name in catalog.DOCUMENT_TYPES]
    rows = [
        (md.link(md.code(form.id), f"document-{form.id}"), form.title, form.settings["title_en"], _issuer(form))
        for form in forms
    ]
    yield md.table(("单据类型", "名称", "English", "出具方"), rows)
    for form in forms:
        yield from _document(form)


def _issuer(form: catalog.Form) -> str:
    return md.text(str(form.settings["issued_by"]))


def _document(form: catalog.Form) -> Iterator[str]:
    whole = catalog.schema(form.id)
    yield md.heading(3, f"`{form.id}` {form.title}", f"document-{form.id}")
    letters = form.settings.get("letters")
    yield "".join(
        f"- {label}：{md.text(value)}\n"
        for label, value in (
            ("Description", whole["description"]),
            ("出具方", form.settings["issued_by"]),
            ("依据", form.settings["source"]),
            ("编号字母", letters or "无"),
            *((f"{edition} 版名称", title) for edition, title in form.settings.get("titles", {}).items()),
        )
    )
    yield _table(whole, whole)


def _message() -> Iterator[str]:
    whole = catalog.schema("message")
    bodies = subset.bodies(whole) or {}
    yield md.heading(2, "交换报文 · Exchange message", "message")
    yield "报文头之后，是 `documents`（单据，每种至多一份）或一种正文。\n"
    head = {key: child for key, child in whole["properties"].items() if key not in bodies}
    yield _table(whole, {**whole, "properties": head})
    titles = catalog.codelist("messageType").titles
    rows = []
    for branch in whole["allOf"]:
        kind = branch["if"]["properties"]["messageType"]["const"]
        rows.append((md.code(kind), titles[kind], _carries(branch["then"])))
    yield md.table(("报文类型", "名称", "承载"), rows)
    for said in (branch for branches in bodies.values() for branch in branches if "$ref" in branch):
        body = resolve(whole, said)
        yield md.heading(3, f"`{body['x-kind']}` {body['title']}", f"body-{body['x-kind']}")
        yield _table(whole, body)


def _carries(then: Schema) -> str:
    """What a message of one type carries: one of several documents, these and perhaps those, or a body."""
    (name,) = then["required"]
    said = then["properties"][name]
    if "$ref" in said:
        body = said["$ref"].rpartition("/")[2]
        return f"{md.code(name)}：{md.link(body, f'body-{body}')}"
    needed = {
        rule["contains"]["properties"]["documentType"]["const"]
        for rule in said.get("allOf", ())
        if rule["minContains"]
    }
    kinds = said["items"]["properties"]["documentType"]["enum"]
    links = [md.link(md.code(kind), f"document-{kind}") + ("（必有）" if kind in needed else "") for kind in kinds]
    return "、".join(links) + (f"（至多 {said['maxItems']} 份）" if len(kinds) > 1 else "")


def _codelists() -> Iterator[str]:
    yield md.heading(2, "代码表 · Code lists", "codelists")
    yield "封闭：表外的代码是错误。开放：允许地方代码，表外的代码是警告，打印时加（地方码）。\n"
    for name in catalog.codelist_settings():
        found = catalog.codelist(name)
        yield md.heading(3, f"`{name}` {found.title}", f"codelist-{name}")
        yield f"{'封闭 closed' if found.closed else '开放 open'} · 来源：{_source(found.source)}\n"
        rows = [(md.code(row["code"]), *map(md.text, (row["title"], row["title_en"]))) for row in found.rows]
        yield md.table(("代码", "名称", "English"), rows)


def _table(whole: Schema, node: Schema) -> str:
    return md.table(_HEADS, [_row(member) for member in walk(whole, node, unfold=False)])


def _row(member: Member) -> tuple[str, ...]:
    said = member.schema
    codes = said.get("x-codelist", "")
    return (
        md.code(member.pointer),
        md.text(said["title"]),
        _kind(member),
        "是" if member.required else "",
        md.link(codes, f"codelist-{codes}") if codes else "",
        md.code(said.get("x-nhsa", "")),
        md.code(said.get("x-lb", "")),
        _source(said.get("x-source", "")),
        "是" if said.get("x-personal") else "",
        md.text(said["description"]),
    )


def _kind(member: Member) -> str:
    """The kind, linked to the group it names."""
    name = member.kind.strip("[]")
    groups = catalog.source_schema("common")["$defs"]
    if groups.get(name, {}).get("type") != "object":
        return md.code(member.kind)
    return member.kind.replace(name, md.link(name, f"group-{name}"))


def _source(words: str) -> str:
    """Where a member or a list comes from, in Chinese."""
    whole = _SOURCES.get(words)
    return whole or md.text(words.replace("(unconfirmed)", f"（{_SOURCES['unconfirmed']}）"))
