"""参保凭证 as a DOCX template: the boxes of ``templates/certificate/page.html``, A4 portrait, a page each copy."""

from ybzj_docs.derive.docx_builder import IDENTITY, TITLE, Builder, Cell, Row, label


def build() -> bytes:
    """The DOCX template."""
    paper = Builder(210, 297, (13, 17, 13, 17), 10.5)
    paper.paragraph("{%p for copy in paper.copies %}")
    title = "{{ paper.title }}{% if copy.name %}（{{ copy.name }}）{% endif %}"
    paper.paragraph(title, align="centre", size=18, bold=True, before=22, after=16, new_page=True)
    number = "凭证号：{{ doc.printedNumber or doc.documentNumber }}"
    code = "{% if doc.verificationCode %}校验码：{{ doc.verificationCode|grouped(4) }}{% endif %}"
    paper.line(number, code)
    paper.paragraph("{%p if doc.verificationUrl %}")
    verify = "凭此校验码，全国可上网确认真伪，无需盖章（{{ doc.verificationUrl }}）"
    paper.paragraph(verify, align="right", size=9)
    paper.paragraph("{%p endif %}")
    paper.table((7.5, 8.5, 21.5, 11, 23, 9.5, 19), _ROWS)
    paper.paragraph("* 未将公民身份号码作为唯一身份识别码的统筹地区，填写医疗保险编号。", size=9, before=4)
    paper.paragraph("** 填写转出地（原参保地）办理参保登记的机构名称。", size=9)
    paper.paragraph("此表由参保人员转出地经办机构提供", size=9, after=4)
    _notes(paper)
    paper.paragraph("{%p if copy.name %}")
    paper.paragraph("{{ copy.name }}　{{ copy.purpose }}", align="right", size=9, before=4)
    paper.paragraph("{%p endif %}")
    paper.paragraph("{%p endfor %}")
    return paper.bytes(TITLE)


_ROWS = [
    Row([label("基 本 信 息", 7, bold=True)], 7),
    Row(
        [
            label("参保人"),
            label("姓名"),
            Cell("{{ doc.person.name }}"),
            label("公民\n身份号码"),
            Cell(IDENTITY),
            label("医疗保障\n编号*"),
            Cell("{{ doc.person.insuredNumber }}"),
        ],
        9,
    ),
    Row(
        [
            Cell(below=True),
            label("户籍地\n地址"),
            Cell("{{ doc.person.householdAddress }}", 3),
            label("户籍\n类型"),
            Cell("{{ doc.person.householdType }}"),
        ],
        9,
    ),
    Row(
        [
            label("户主"),
            label("姓名"),
            Cell("{{ doc.person.householdHead.name }}"),
            label("公民\n身份号码"),
            Cell("{{ doc.person.householdHead.idNumber }}", 3),
        ],
        9,
    ),
    Row([label("参 保 信 息", 7, bold=True)], 7),
    Row(
        [
            label("医疗保障类型", 2),
            Cell("{{ doc.insuranceType }}"),
            label("参保地**"),
            Cell(
                "{{ doc.enrolmentAgencyName }}{% if doc.enrolmentRegionCode %}"
                "（{{ doc.enrolmentRegionCode }}）{% endif %}",
                3,
            ),
        ],
        9,
    ),
    Row(
        [
            label("参保时间", 2),
            Cell('开始年月：{{ doc.enrolment["from"] }}', 2),
            label("待遇享受起止时间"),
            Cell('开始年月：{{ doc.benefit["from"] }}', 2),
        ],
        9,
    ),
    Row(
        [
            Cell(across=2, below=True),
            Cell("截止年月：{{ doc.enrolment.to }}", 2),
            Cell(below=True),
            Cell("截止年月：{{ doc.benefit.to }}", 2),
        ],
        9,
    ),
    Row([label("个人账户余额", 2), Cell("（小写）￥{{ doc.account.balance }} 元", 5)], 9),
    Row([Cell(across=2, below=True), Cell("（大写）{{ doc.account.balanceInWords }}", 5)], 9),
    Row([label("经 办 机 构 信 息", 7, bold=True)], 7),
    Row([label("办理机构名称", 3), Cell("{{ doc.agency.name }}　　（盖章）", 4)], 14),
    Row(
        [label("联系人", 3), Cell("{{ doc.agency.contact }}", 2), label("电话"), Cell("{{ doc.agency.phone }}")],
        9,
    ),
    Row([label("打印时间", 3), Cell("{{ doc.printedOn or doc.issuedOn }}", 4)], 9),
]


def _notes(paper: Builder) -> None:
    box = paper.table((1,), [Row([label("注 意 事 项", bold=True)])])
    cell = box.rows[0].cells[0]
    paper.paragraph("{%p for note in paper.notes %}", into=cell)
    paper.paragraph("{{ loop.index }}. {{ note }}", size=9, into=cell)
    paper.paragraph("{%p endfor %}", into=cell)
    paper.paragraph("{%p if paper.supervision %}", into=cell)
    paper.paragraph("{{ paper.supervision }}", align="right", before=2, into=cell)
    paper.paragraph("{%p endif %}", into=cell)
    paper.paragraph("备注：{{ doc.lines.remarks }}", size=9, before=6, after=4, into=cell)
