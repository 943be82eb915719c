"""Words for verbs, steps, clocks and those who act: Chinese first, with English."""

from collections.abc import Mapping

from ybzj_docs.catalog import codelist
from ybzj_docs.transfer.states import Side, Track

_SIDES: Mapping[Side, tuple[str, str]] = {
    "origin": ("转出地", "origin"),
    "destination": ("转入地", "destination"),
}
_STATUSES: Mapping[Track, str] = {"relationship": "relationshipStatus", "funds": "fundStatus"}
#: The code list of what an option takes.
_OPTIONS = {"--outcome": "outcome", "--reason": "reasonCode"}
_VERBS: Mapping[str, tuple[str, str]] = {
    "apply": ("申请", "apply"),
    "precheck": ("校验", "precheck"),
    "supplement": ("要求补正", "ask for what is missing"),
    "resupply": ("补正", "hand in what was missing"),
    "accept": ("受理", "accept"),
    "refuse": ("不予受理", "refuse"),
    "request": ("发出或登记联系函", "request by contact letter"),
    "reply": ("回复联系函", "reply to the letter"),
    "resume": ("恢复办理", "resume"),
    "issue": ("转出（出具或登记信息表）", "issue the information form"),
    "recall": ("撤回信息表", "recall the form"),
    "take-over": ("接续", "take over"),
    "arrears": ("告知欠费", "tell of arrears"),
    "settle": ("欠费补缴", "settle arrears"),
    "correct": ("更正", "correct"),
    "complete": ("办结", "complete"),
    "withdraw": ("撤回申请", "withdraw"),
    "decease": ("登记死亡", "record a death"),
    "confirm": ("记录确认", "record what was confirmed"),
    "remind": ("记录提醒", "record what one was reminded of"),
    "notify": ("发出或登记划转通知", "notify of the payment"),
    "pay": ("划款", "pay"),
    "receive": ("登记到账", "record the receipt"),
    "match": ("匹配", "match"),
    "unmatch": ("取消匹配", "undo the match"),
    "credit": ("计入个人账户", "credit"),
    "return": ("退汇", "return the money"),
    "suspend": ("挂起", "suspend"),
    "release": ("解除挂起", "release"),
    "payout": ("一次性支付", "pay out"),
}
_ACTORS: Mapping[str, tuple[str, str]] = {
    "applicant": ("申请人", "applicant"),
    "side": ("本方经办机构", "each side itself"),
    "accepting": ("受理机构", "accepting agency"),
    "origin": ("转出地", "origin"),
    "destination": ("转入地", "destination"),
    "either": ("任一方", "either side"),
    "origin-business": ("转出地业务", "origin, business"),
    "origin-finance": ("转出地财务", "origin, finance"),
    "destination-finance": ("转入地财务", "destination, finance"),
    "destination-second": ("转入地另一人", "destination, a second person"),
}
_CLOCKS: Mapping[str, tuple[str, str]] = {
    "letter": ("发函", "contact letter"),
    "form": ("转出", "information form"),
    "completion": ("转入", "completion"),
    "total": ("全程", "the whole"),
    "funds-out": ("资金划转", "payment"),
    "funds-in": ("资金入账", "credit"),
}


def verb_words(verb: str) -> tuple[str, str]:
    """A verb in Chinese and English."""
    return _VERBS[verb]


def side_words(side: Side) -> tuple[str, str]:
    """A side in Chinese and English."""
    return _SIDES[side]


def status_words(track: Track, status: str) -> str:
    """A status in Chinese; of a record that has not begun too."""
    return codelist(_STATUSES[track]).titles[status] if status else "未开始"


def code_words(option: str, code: str) -> str:
    """What an option takes, in Chinese, with the code that is typed in brackets; a code unknown as it is."""
    title = codelist(_OPTIONS[option]).titles.get(code)
    return f"“{title}”（{code}）" if title else f" {code} "


def actor_words(who: str) -> tuple[str, str]:
    """Who acts, in Chinese and English."""
    return _ACTORS[who]


def clock_words(step: str) -> tuple[str, str]:
    """A measured step in Chinese and English."""
    return _CLOCKS[step]
