"""信息表 as a DOCX template: the boxes of ``templates/informationForm/page.html``, A4 landscape, any number of rows."""

from docx.shared import Mm

from ybzj_docs.derive.docx_builder import IDENTITY, TITLE, Builder, Cell, Row, foot, label, statement


def build() -> bytes:
    """The DOCX template."""
    paper = Builder(297, 210, (13, 13, 15, 13), 9.5)
    paper.paragraph("{{ paper.title }}", align="centre", size=17, bold=True, after=4)
    number = "编号：{{ doc.printedNumber or doc.documentNumber }}"
    paper.line(
        number + "{% if doc.inReplyTo %}　　来函编号：{{ doc.inReplyTo }}{% endif %}", "填发日期：{{ doc.issuedOn }}"
    )
    paper.table((9, 14.5, 9, 17.5, 9, 17.5, 9, 14.5), _PERSON)
    paper.gap()
    paper.table((8, 17, 8, 17, 8, 17, 8, 17), _agency_rows())
    paper.gap()
    paper.table((4, 6.5, 6.5, 12.5, 7, 4.5, 17, 6.5, 15.5, 8.5, 12), _period_rows(), size=9)
    paper.paragraph("{%p if paper.overlaps %}")
    paper.paragraph("注：如实记录，重复时段未合并。", size=9)
    paper.paragraph("{%p endif %}")
    _totals(paper)
    _supplementary(paper)
    paper.gap()
    paper.table((9, 9, 17, 9, 17, 11, 28), _account_rows(), together=True)
    _signing(paper)
    foot(paper, "{{ paper.title }}　编号 {{ doc.documentNumber }}　{{ doc.person.name }}", 9)
    return paper.bytes(TITLE)


_PERSON = [
    Row(
        [
            label("姓名"),
            Cell("{{ doc.person.name }}"),
            label("公民身份号码"),
            Cell(IDENTITY),
            label("医疗保障编号"),
            Cell("{{ doc.person.insuredNumber }}"),
            label("性别"),
            Cell("{{ doc.person.sex }}"),
        ],
        7,
    ),
    Row(
        [
            label("出生日期"),
            Cell("{{ doc.person.birthDate }}"),
            label("民族"),
            Cell("{{ doc.person.ethnicity }}"),
            label("户籍类型"),
            Cell("{{ doc.person.householdType }}"),
            label("手机号码"),
            Cell("{{ doc.person.mobile }}"),
        ],
        7,
    ),
    Row(
        [
            label("户籍地址"),
            Cell("{{ doc.person.householdAddress }}", 3),
            label("户主姓名"),
            Cell("{{ doc.person.householdHead.name }}"),
            label("户主公民身份号码"),
            Cell("{{ doc.person.householdHead.idNumber }}"),
        ],
        7,
    ),
    Row(
        [
            label("转出单位"),
            Cell("{{ doc.employerName }}", 3),
            label("身份变更类型"),
            Cell("{{ doc.changeType }}"),
            label("中止参保日期"),
            Cell("{{ doc.stoppedOn }}"),
        ],
        7,
    ),
    Row(
        [
            label("原医疗保障类型"),
            Cell("{{ doc.originInsuranceType }}"),
            label("新医疗保障类型"),
            Cell("{{ doc.destinationInsuranceType }}"),
            label("转移日期"),
            Cell("{{ doc.transferredOn }}"),
            label("终止参保日期"),
            Cell("{{ doc.terminatedOn }}"),
        ],
        7,
    ),
]


def _agency_rows() -> list[Row]:
    both = ("origin", "destination")

    def row(*boxes: tuple[str, str]) -> Row:
        wide = 3 if len(boxes) == 1 else 1
        return Row(
            [
                cell
                for one in both
                for name, value in boxes
                for cell in (label(name), Cell(value.replace("@", f"doc.{one}"), wide))
            ],
            6,
        )

    return [
        Row(
            [label("转出地（原参保地）经办机构", 4, bold=True), label("转入地（新就业地）经办机构", 4, bold=True)], 6
        ),
        row(("机构名称", "{{ @.name }}")),
        row(("行政区划代码", "{{ @.regionCode }}"), ("机构编码", "{{ @.agencyCode }}")),
        row(("统筹区", "{{ @.poolingArea }} {{ @.poolingAreaName }}"), ("邮政编码", "{{ @.postcode }}")),
        row(("联系人", "{{ @.contact }}"), ("联系电话", "{{ @.phone }}")),
        row(("地址", "{{ @.address }}")),
        statement("if doc.origin.fax or doc.origin.email or doc.destination.fax or doc.destination.email", 8),
        row(("传真", "{{ @.fax }}"), ("电子邮箱", "{{ @.email }}")),
        statement("endif", 8),
    ]


def _period_rows() -> list[Row]:
    heads = (
        "序号",
        "开始年月",
        "结束年月",
        "医疗保障类型",
        "缴费性质",
        "缴费\n月数",
        "经办机构名称",
        "区划代码",
        "医疗保障编号",
        "年末累计\n储存额",
        "备注",
    )
    sums = "".join(
        f"{{% if doc.{name} %}}{title} {{{{ doc.{name} }}}}　{{% endif %}}"
        for name, title in (
            ("naturalMonths", "自然月数"),
            ("overlapMonths", "重叠月数"),
            ("gapMonths", "间断月数"),
            ("crossSchemeOverlapMonths", "跨制度重叠月数"),
        )
    )
    return [
        Row([label(head, bold=True) for head in heads], head=True),
        statement("for row in doc.periods", 11),
        Row(
            [
                Cell("{{ loop.index }}", align="right"),
                label('{{ row["from"].column }}'),
                label("{{ row.to.column }}"),
                Cell("{{ row.insuranceType }}"),
                Cell("{{ row.contributionType }}"),
                Cell("{{ row.months }}", align="right"),
                Cell("{{ row.agencyName }}"),
                label("{{ row.regionCode }}"),
                Cell("{{ row.insuredNumber }}"),
                Cell("{{ row.yearEndBalance }}", align="right"),
                Cell("{{ row.lines.remarks }}"),
            ]
        ),
        statement("endfor", 11),
        Row([label("累计缴费月数", 5, bold=True), Cell("{{ doc.totalMonths }}", align="right"), Cell(sums, 5)]),
    ]


def _totals(paper: Builder) -> None:
    heads = (
        "分险种合计",
        "缴费月数",
        "自然月数",
        "重叠月数",
        "实际缴费月数",
        "视同缴费月数",
        "转入月数",
        "首次缴费年月",
        "末次缴费年月",
    )
    names = ("months", "naturalMonths", "overlapMonths", "actualMonths", "deemedMonths", "transferredMonths")
    figures = [Cell(f"{{{{ row.{name} }}}}", align="right") for name in names]
    paper.paragraph("{%p if doc.totals %}")
    paper.gap()
    paper.table(
        (20, 8, 8, 8, 11, 11, 8, 13, 13),
        [
            Row([label(head, bold=True) for head in heads], head=True),
            statement("for row in doc.totals", 9),
            Row(
                [
                    Cell("{{ row.insuranceType }}"),
                    *figures,
                    label("{{ row.firstMonth.column }}"),
                    label("{{ row.lastMonth.column }}"),
                ]
            ),
            statement("endfor", 9),
        ],
        size=9,
    )
    paper.paragraph("{%p endif %}")


def _supplementary(paper: Builder) -> None:
    paper.paragraph("{%p if doc.supplementary %}")
    paper.gap()
    paper.table(
        (40, 60),
        [
            Row([label("补充保险", bold=True), label("起止年月", bold=True)], head=True),
            statement("for row in doc.supplementary", 2),
            Row([Cell("{{ row.insuranceType }}"), label('{{ row["from"].column }} 至 {{ row.to.column }}')]),
            statement("endfor", 2),
        ],
        size=9,
    )
    paper.paragraph("{%p endif %}")


def _account_rows() -> list[Row]:
    def yuan(name: str) -> str:
        return f"{{% if doc.account.{name} %}}￥{{{{ doc.account.{name} }}}}{{% endif %}}"

    why = "{% if doc.account.NAME %}（{{ doc.account.NAME }}）{% endif %}"
    reasons = why.replace("NAME", "noTransferCode") + why.replace("NAME", "dispositionReason")
    return [
        Row(
            [
                label("个人账户"),
                label("余额"),
                Cell(yuan("balance")),
                label("大写"),
                Cell("{{ doc.account.balanceInWords }}", 3),
            ],
            7,
        ),
        Row(
            [
                Cell(below=True),
                label("处置"),
                Cell("{{ doc.account.disposition }}" + reasons),
                label("转移额"),
                Cell(yuan("amount")),
                label("余额截止日"),
                Cell("{{ doc.account.asOf }}"),
            ],
            7,
        ),
        Row(
            [
                Cell(below=True),
                label("当年账户"),
                Cell(yuan("currentYear")),
                label("历年账户"),
                Cell(yuan("priorYears")),
                label("其中利息"),
                Cell(yuan("interest")),
            ],
            7,
        ),
        Row([label("备注"), Cell("{{ doc.lines.remarks }}", 6)], 7),
    ]


def _signing(paper: Builder) -> None:
    reviewed = "{% if doc.signature.reviewKind %}（{{ doc.signature.reviewKind }}）{% endif %}"
    people = [
        ("", "经办人：{{ doc.signature.handledBy }}　{{ doc.signature.handledOn }}"),
        ("", "复核人：{{ doc.signature.reviewedBy }}　{{ doc.signature.reviewedOn }}" + reviewed),
        (
            "doc.signature.approvedBy or doc.signature.approvedOn",
            "审批人：{{ doc.signature.approvedBy }}　{{ doc.signature.approvedOn }}",
        ),
        (
            "doc.signature.financeBy or doc.signature.financeReviewedBy",
            "财务经办人：{{ doc.signature.financeBy }}　财务复核人：{{ doc.signature.financeReviewedBy }}",
        ),
        ("doc.receivedOn", "转入地收到日期：{{ doc.receivedOn }}"),
    ]
    for condition, words in people:
        if condition:
            paper.paragraph(f"{{%p if {condition} %}}")
        paper.paragraph(words, before=3)
        if condition:
            paper.paragraph("{%p endif %}")
    for words, before in (("{{ doc.origin.name }}", 20), ("{{ doc.issuedOn }}", 2), ("（转出地经办机构盖章）", 2)):
        made = paper.paragraph(words, align="centre", before=before)
        made.paragraph_format.left_indent = Mm(0.6 * paper.inner)
        made.paragraph_format.keep_with_next = True
