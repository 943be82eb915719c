"""Every sentence of an import, Chinese and English, by its key. None repeats a value of a person."""

from collections.abc import Mapping
from typing import Final

#: key -> (Chinese, English), filled by ``str.format``.
MESSAGES: Final[dict[str, tuple[str, str]]] = {
    # what stops an import: wrong use
    "region-form": ("{option} 须为六位行政区划代码", "{option} must be a region code of six digits"),
    "region-unknown": (
        "agencies.csv 中没有 {option} {region} 在 {day} 有效的经办机构",
        "agencies.csv has no agency of {option} {region} that is valid on {day}",
    ),
    "first-number": ("起始流水号须在 1 至 99999999 之间", "the first number must lie between 1 and 99999999"),
    "numbers-end": (
        "流水号超过 8 位：共 {persons} 人，起始流水号 {first}",
        "the serial would exceed 8 digits: {persons} persons from number {first}",
    ),
    "encoding-unknown": (
        "不支持的编码 {encoding}（可用 utf-8、gb18030）",
        "encoding {encoding} is not supported (utf-8, gb18030)",
    ),
    "out-not-folder": ("{path} 不是文件夹", "{path} is not a folder"),
    "out-not-made": (
        "不能建立输出文件夹 {path}：{words}；请换一个可以写入的文件夹",
        "cannot make the output folder {path}: {reason}; choose one that can be written",
    ),
    "out-not-empty": (
        "输出文件夹 {path} 不是空的；续作未完成的导入请加 --resume",
        "the output folder {path} is not empty; --resume finishes an interrupted import",
    ),
    "resume-nothing": ("{path} 不是导入的输出文件夹，无法续作", "{path} holds no import that could be resumed"),
    "resume-differs": (
        "无法续作：{what} 与中断的导入不同",
        "cannot resume: {what} differs from the interrupted import",
    ),
    # what stops an import: unreadable input
    "source-missing": ("找不到导出文件夹 {path}", "there is no export folder {path}"),
    "table-missing": ("缺少表 {file}", "table {file} is missing"),
    "column-missing": (
        "{file} 缺少列 {column}；请核对表头，列之间须以逗号分隔",
        "{file} lacks column {column}; look at its head: columns are parted by commas",
    ),
    "column-twice": ("{file} 的列 {column} 出现两次", "{file} has column {column} twice"),
    "undecodable": (
        "{file} 第 {line} 行不是 {encoding} 编码；国标编码的文件请加 --encoding gb18030",
        "{file}, line {line} is not {encoding}; for GB encoded files give --encoding gb18030",
    ),
    "undecodable-gb18030": (
        "{file} 第 {line} 行不是 {encoding} 编码；UTF-8 的文件请去掉 --encoding",
        "{file}, line {line} is not {encoding}; for UTF-8 files leave --encoding out",
    ),
    "unreadable": ("无法读取 {file}", "{file} cannot be read"),
    "refused": ("无法读取 {file}：{words}", "{file} cannot be read"),
    # rows and persons left out
    "row-malformed": (
        "第 {begin} 至 {end} 行不是合格的 CSV（引号不配对或字段过长）",
        "lines {begin} to {end} are no well-formed CSV (an unbalanced quote or an overlong field)",
    ),
    "row-overlong": ("该行过长", "the line is too long"),
    "row-width": ("有 {fields} 个字段，表头有 {width} 个", "{fields} fields where the header has {width}"),
    "person-number": (
        "个人编号须为 1 至 30 位数字或字母，该人员未导入",
        "the person's number must be 1 to 30 digits or letters; the person is left out",
    ),
    "person-repeated": (
        "个人编号重复，该人员未导入",
        "the person's number is repeated; the person is left out",
    ),
    "person-value": (
        "必填值缺失或不可用，该人员未导入",
        "a value that is needed is missing or unusable; the person is left out",
    ),
    "person-unknown": ("psn_info_b 中没有此人", "psn_info_b does not hold this person"),
    "value-missing": ("必填值缺失", "a value that is needed is missing"),
    "value-unusable": ("值不可用", "the value is unusable"),
    "row-repeated": ("与第 {first} 行重复", "repeats line {first}"),
    "row-contradicts": ("与同一编号的其他行矛盾", "contradicts other rows of the same number"),
    "row-older": ("同一人员另有日期更晚的行", "the person has a row of a later day"),
    "month-none": ("不是有效年月", "not a month"),
    "months-reversed": ("开始年月晚于结束年月", "begins after its end"),
    "relation-unknown": ("psn_insu_d 中没有可用的此参保关系", "psn_insu_d has no usable relation of this number"),
    "relation-of-other": ("参保关系属于其他人员", "the relation is another person's"),
    "balance-digits": (
        "余额不是金额，或两位小数之后还有非零数字",
        "the balance is no amount, or has digits other than 0 beyond two decimals",
    ),
    # documents not written
    "no-relation": ("没有可转移的参保关系", "no relation that could be transferred"),
    "no-months": ("没有可计算的缴费月份", "no month that counts"),
    "agency-unknown": (
        "agencies.csv 中没有区划 {region} 在签发日有效的经办机构",
        "agencies.csv has no agency of region {region} that is valid on the day of issue",
    ),
    # information
    "name-dot": ("姓名中的间隔号已改为 U+00B7", "dots in the name were written as U+00B7"),
    "account-unusable": (
        "个人账户行不能用，凭证和信息表按无账户填写；请核对余额后再出具",
        "the account row cannot be used: certificate and form say there is no account; check the balance first",
    ),
    "other-origin": (
        "{relations} 个参保关系属于统筹区 {region}，须由该统筹区另行转移",
        "{relations} relations belong to pooling area {region}, which transfers its own",
    ),
    # a spreadsheet: what stops it
    "sheet-list": (
        "{form}须填列表（每份多行），不能一行一份；请用 JSON 或 XML",
        "{form} has a list that must be filled and does not fit a row: use JSON or XML",
    ),
    "sheet-form": ("{form}不是单据，不能由表格生成", "{form} is no document that a row could be"),
    "sheet-out-not-empty": (
        "输出文件夹 {path} 不是空的，请换一个",
        "the output folder {path} is not empty: take another",
    ),
    "sheet-old": (
        "{file} 是旧格式（.xls）或加了密码的工作簿；请用 Excel 或 WPS 去掉密码，另存为 .xlsx",
        "{file} is of the old format (.xls) or has a password: save it as .xlsx without one",
    ),
    "sheet-damaged": ("{file} 不是完好的 .xlsx 工作簿", "{file} is no sound .xlsx workbook"),
    "sheet-too-large": (
        "{file} 展开后超过 1 GiB；请分成几个文件",
        "{file} unpacks to more than 1 GiB: split it into several files",
    ),
    "sheet-line": ("{file} 第 {line} 行过长", "{file}, line {line} is too long"),
    "sheet-no-head": (
        "{file} 前 20 行中没有表头；每列须有名称，如 {heads}（ybzj forms sheet 可生成空表）",
        "{file} has no heads in its first 20 rows: each column needs a name, as {heads} (ybzj forms sheet makes one)",
    ),
    # a spreadsheet: cells and rows
    "sheet-formula": (
        "公式没有结果；请用 Excel 打开并保存，或改为数值",
        "a formula without a result: open and save the file, or write the value",
    ),
    "sheet-cell-error": ("单元格是错误值 {shown}", "the cell is an error: {shown}"),
    "sheet-cell-damaged": ("单元格已损坏，读不出内容", "the cell is damaged: what it holds cannot be read"),
    "sheet-csv": (
        "这一行不是合格的 CSV（引号不配对或字段过长）",
        "no well-formed CSV (an unbalanced quote or an overlong field)",
    ),
    "sheet-digits-lost": (
        "号码被表格软件存成了数字（显示如 1.1E+17），末几位已丢失；请把该列设为“文本”格式后重新录入",
        "the program stored the number as 1.1E+17 and its last digits are lost: format the column as text, type it anew",
    ),
    "sheet-fraction": ("号码不能带小数", "a number of this kind has no decimals"),
    "sheet-flag-for-text": ("这里应填文字，不是 TRUE/FALSE", "a text is expected, not TRUE or FALSE"),
    "sheet-date-for-text": (
        "这里应填文字，表格软件却存成了日期；请把单元格设为“文本”格式后重新录入",
        "the program turned the text into a date: format the cell as text and type it anew",
    ),
    "sheet-date": (
        "不是真实存在的日期，应填日期，或写作 2026-11-02、2026年11月2日、20261102",
        "not a real date: a date cell, 2026-11-02 or 20261102",
    ),
    "sheet-date-number": (
        "是数字，不是日期；请把单元格设为“日期”格式，或写作 2026-11-02",
        "a number and no date: format the cell as a date, or write 2026-11-02",
    ),
    "sheet-month": (
        "不是年月，应写作 2026-11、2026年11月 或 202611",
        "not a month: write 2026-11 or 202611",
    ),
    "sheet-month-number": (
        "存成了数字，分不清 1 月和 10 月（2026.1）；请写作 2026-10 或 202610",
        "stored as a number, where 2026.1 may be January or October: write 2026-10 or 202610",
    ),
    "sheet-money": ("不是金额，应填数字，如 1409.5 或 1,409.50", "not an amount: 1409.5 or 1,409.50"),
    "sheet-money-negative": ("金额不能是负数", "an amount is not negative"),
    "sheet-money-decimals": ("金额至多两位小数", "an amount has two decimals at most"),
    "sheet-count": ("不是整数", "not a whole number"),
    "sheet-flag": ("应填“是”或“否”", "write 是 or 否 (true or false)"),
    "sheet-code": ("不是规定的代码或名称；可填：{list}", "neither a code nor its title: {list}"),
    "sheet-number-twice": ("编号与第 {row} 行重复", "bears the number of row {row}"),
    "sheet-row-same": ("与第 {row} 行完全相同", "says the same as row {row}"),
    "sheet-column-unknown": (
        "表头不是本表的项目，这一列没有读入{near}",
        "the head names no member of the form, the column is left out{near}",
    ),
}


def say(key: str, data: Mapping[str, object], lang: str = "zh") -> str:
    """The sentence ``key`` in Chinese, or in English where ``lang`` is ``en``, filled from ``data``."""
    return MESSAGES[key][lang == "en"].format(**data)
