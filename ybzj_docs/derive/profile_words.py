"""The words of a profile's page, each in Chinese and English."""

from collections.abc import Mapping

Words = Mapping[str, tuple[str, str]]

WORDS: Words = {
    "heading": (
        "医保关系转移接续　办理时限与所需材料",
        "Transfer of medical insurance: time limits and what is needed",
    ),
    "id": ("办法：", "profile: "),
    "valid": ("有效期：", "valid: "),
    "scope": ("范围：", "scope: "),
    "replaced": ("由其替代：", "replaced by: "),
    "steps": ("一、办理时限", "1. Time limits"),
    "needed": ("二、各阶段需要的材料和单据", "2. What is needed at each stage"),
    "demands": ("三、办理要求", "3. Demands"),
    "ask": ("四、咨询", "4. Where to ask"),
    "changed": ("五、审核规则级别的改动", "5. Changed severities of rules"),
    "sources": ("依据", "Sources"),
    "days": ("{} 个工作日，自{}起", "{} working days from {}"),
    "not measured": ("来源未给出天数，不计时", "no source gives the days: not measured"),
    "at once": ("即时办结，自{1}起", "at once, from {1}"),
    "not said": ("来源未说明、因此不作要求的：", "not said by any source, so not demanded: "),
    "bring": ("请申请人携带：", "bring: "),
    "not told": ("来源未列明", "no source lists it"),
    "until": ("至", "until"),
    "unconfirmed": ("（未证实）", " (unconfirmed)"),
    "yes": ("是", "yes"),
    "no": ("否", "no"),
}
SCOPES: Words = {"within-province": ("省内", "within the province"), "cross-province": ("跨省", "between provinces")}
STEPS: Words = {
    "letter": ("受理至发联系函", "acceptance to contact letter"),
    "form": ("转出办结（寄出信息表）", "information form"),
    "completion": ("转入办结", "completion"),
    "total": ("全程", "in all"),
    "funds-out": ("资金划出", "payment"),
    "funds-in": ("资金计入", "crediting"),
}
STARTS: Words = {
    "registration": ("在转入地登记参保", "registration at the destination"),
    "acceptance": ("受理", "acceptance"),
    "letter": ("收到联系函", "receipt of the letter"),
    "form": ("收到信息表", "receipt of the form"),
    "form-and-funds": ("收到信息表和资金", "receipt of form and money"),
    "funds": ("资金到账", "receipt of the money"),
    "match": ("资金匹配", "matching"),
}
STAGES: Words = {
    "application": ("申请", "application"),
    "acceptance": ("受理", "acceptance"),
    "letter": ("转入地发函", "letter of the destination"),
    "form": ("转出地办理", "at the origin"),
    "funds": ("资金划转", "money"),
    "completion": ("转入地办结", "completion"),
    "archive": ("归档", "archive"),
}
PAUSES: Words = {"supplement": ("补正", "supplement"), "correction": ("更正", "correction")}
FIGURES: Words = {
    "automatic": ("参保登记后自动办理（免申请）", "starts by itself after registration"),
    "system_review": ("由系统审核", "reviewed by the system"),
    "second_actor": ("须由另一人办理的步骤", "steps that another person must take"),
    "funds_apart": ("资金另行计时", "money has a clock of its own"),
    "credit_before_funds": ("资金到账前可先计入", "credit before the money"),
    "paper_certificate": ("须有纸质凭证", "paper certificate"),
    "certificate_months": ("凭证有效月数", "months of validity of the certificate"),
    "e_seal": ("信息表须有电子签章", "electronic seal on the form"),
    "registration_months": ("无单位者登记期限（月）", "months to register without employer"),
    "arrears_block": ("欠费阻断转移", "arrears block"),
    "current_month_paid": ("转入地须已缴当月费用", "this month must be paid at the destination"),
    "retirees_excluded": ("不含退休人员", "retirees excluded"),
    "break_max_months": ("可补缴的中断月数", "months of break that may be paid later"),
    "back_payment_retroactive": ("补缴后待遇可追溯", "benefits reach back once paid"),
    "waiting_max_months": ("等待期上限（月）", "longest waiting, months"),
    "switch_min_months": ("切换险种须连续参保月数", "months needed before switching schemes"),
    "returned_months_actual": ("转出又转回的本地时段计为实际缴费", "own months that come back count as actual"),
    "overlap_counted_once": ("计年限时重复时段只计一次", "overlapping months count once"),
    "pauses": ("停表情形", "what stops the clock"),
    "hotline": ("服务热线", "hotline"),
}
