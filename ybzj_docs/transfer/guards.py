"""What keeps a step from going, beyond what rules say of its papers. Pure: the record, the table, the profile."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from validators import money
from validators.profile import Profile
from ybzj_docs import catalog
from ybzj_docs.registers import Refused
from ybzj_docs.registers.refusal import OTHER
from ybzj_docs.transfer import states, sums
from ybzj_docs.transfer.desk import Brought
from ybzj_docs.transfer.events import Document
from ybzj_docs.transfer.record import Record
from ybzj_docs.transfer.refusal import refused
from ybzj_docs.transfer.states import Step
from ybzj_docs.transfer.words import code_words, side_words, status_words, verb_words


class WrongUse(Exception):
    """A verb was called without what it needs; ``zh`` and ``en`` say what."""

    def __init__(self, zh: str, en: str) -> None:
        super().__init__(en)
        self.zh, self.en = zh, en


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked of a record: the verb, by whom, with what, under which regulation."""

    record: Record
    verb: str
    actor: str
    brought: Brought
    profile: Profile


def allowed(record: Record, profile: Profile) -> list[str]:
    """The verbs that may be called now."""
    return [verb for verb in states.VERBS if _blocked(record, verb, profile) is None]


def step_of(asked: Asked) -> Step:
    """The row by which the verb goes.

    Raises:
        Refused: it does not go now.
    """
    blocked = _blocked(asked.record, asked.verb, asked.profile)
    if blocked is not None:
        raise blocked
    step = states.row(asked.verb, asked.record.side, asked.record.status, asked.record.edition)
    if step is None:  # pragma: no cover - _blocked says so
        raise _not_from(asked.record, asked.verb)
    return step


def _blocked(record: Record, verb: str, profile: Profile) -> Refused | None:
    step = states.row(verb, record.side, record.status, record.edition)
    if step is None:
        return _not_from(record, verb)
    if states.money_held(step, record.status, before_funds=bool(profile.value("credit_before_funds"))):
        funds = status_words("funds", record.funds)
        return refused(
            f"资金状态为“{funds}”，现在不能{verb_words(verb)[0]}", f"not while the funds are {record.funds}"
        )
    if (
        verb == "complete"
        and record.side == "destination"
        and record.ledger.surplus
        and not profile.value("credit_before_funds")
    ):
        surplus = money.text(record.ledger.surplus)
        return refused(
            f"转入资金多出 {surplus}，请先退回转出地（return）再办结",
            f"{surplus} came too much: return it to the origin first",
            OTHER,
            "FD-02",
        )
    own = record.side in step.made_at
    return next(_held(record, step, own), None)


def _not_from(record: Record, verb: str) -> Refused:
    zh, en = verb_words(verb)
    gone = record.relationship in ("issued", "continued", "completed")
    if verb == "apply" and record.version:
        done = record.relationship == "completed"
        text = (
            ("该申请的转移已办结", "this transfer is completed") if done else ("该申请已在办", "it is already open")
        )
        return refused(f"{text[0]}，不能再次申请（{record.number}）", text[1], "R11" if done else "R06")
    if verb == "recall" and record.relationship in ("continued", "completed"):
        return refused(
            "关系已接续，信息表不能再撤回；转出地另行出具的信息表请用更正（correct）登记，关系须转回的另办一件转移",
            "the relation was taken over: record another form of the origin by correct, or transfer back anew",
            "R11",
        )
    relationship = status_words("relationship", record.relationship)
    before = any(step.sources and step.sources <= states.BEFORE_ISSUE for step in states.rows(verb))
    return refused(
        f"本方为{side_words(record.side)[0]}，关系“{relationship}”、资金“{status_words('funds', record.funds)}”时不能{zh}",
        f"{en}: not at the {record.side} while {record.relationship or 'new'}, funds {record.funds}",
        "R11" if gone and before else OTHER,
    )


def _held(record: Record, step: Step, own: bool) -> Iterator[Refused]:
    """What the state of the file, not the table, keeps from going."""
    verb = step.verb
    if verb == "recall" and own and received_by_other(record):
        yield refused(
            "转入地已收到信息表，不能撤回；请由转入地另行转回", "the form was received: only a new transfer back"
        )
    if step.track == "funds":
        yield from _money_held(record, verb, own)
    if verb == "recall" and (record.ledger.moved or record.ledger.out):
        yield refused("资金已划转或支付，不能撤回信息表", "the money was paid: the form is not recalled")
    if verb == "settle" and not record.all("arrearsNotice"):
        yield refused("没有欠费告知单", "no arrears were told")
    if verb == "settle" and not own and not step.papers:
        yield refused("信息表尚未出具，补缴后没有新版可登记", "no form is issued: there is no new version to record")


def _money_held(record: Record, verb: str, own: bool) -> Iterator[Refused]:
    """What the sums of the file keep from going (``sums``)."""
    book = record.ledger
    if verb == "notify" and own and book.left <= 0:
        yield refused("没有应划转的金额", "there is nothing to pay", OTHER, "FD-11")
    if verb == "pay" and book.left < 0:
        yield refused(
            f"通知划转的 {money.text(book.ordered)} 已多于应转，请先更正划转通知（correct），不要划款",
            "the notice says more than is due since the form was renewed: correct the notice first, do not pay",
            OTHER,
            "FD-11",
        )
    if verb == "receive" and record.funds == "received" and book.left <= 0:
        yield refused("应转金额已全部到账，不能再登记", "all that is due has come", OTHER, "FD-04")
    if verb == "return" and not (book.surplus if _settled(record) else book.moved or book.ordered):
        yield refused("没有可退的款项", "there is nothing to return")
    if verb == "payout" and own and book.surplus:
        yield refused(
            f"转入地尚有 {money.text(book.surplus)} 未退回，退回后才能支付本人",
            f"{money.text(book.surplus)} is still at the destination: it is returned first",
            OTHER,
            "FD-11",
        )


def _settled(record: Record) -> bool:
    """Whether the destination has nothing but what it credited."""
    return record.side == "destination" and record.funds in ("credited", "paid-out")


def not_recalled(record: Record, step: Step, documents: Iterable[Document]) -> None:
    """Refuse at the destination a form that the origin has recalled; one that was issued since says what it replaces.

    Raises:
        Refused: it was recalled.
    """
    if step.verb != "issue" or record.side != "destination":
        return
    recalls = [filed.tree["issuedOn"] for filed in record.papers if filed.version == record.recalled]
    for day in recalls:
        for form in documents:
            issued = form.get("issuedOn", day)
            earlier = issued < day or (issued == day and "replaces" not in form)
            if form["documentType"] == "informationForm" and earlier:
                raise refused(
                    "该信息表已被转出地撤回；请登记此后出具的新表（replaces 载明原表编号）",
                    "the origin has recalled this form: record the one issued since, which says what it replaces",
                )


def received_by_other(record: Record) -> bool:
    """Whether the origin knows that its form was received: by a mail slip, or by a letter that finds fault with it."""
    issued = max((filed.version for filed in record.papers if filed.form == "informationForm"), default=0)
    since = [filed for filed in record.papers if filed.version > issued]
    return any(
        (filed.form == "mailSlip" and "receivedOn" in filed.tree)
        or (filed.form == "correctionLetter" and not filed.own)
        for filed in since
    )


def judge(asked: Asked, step: Step, own: bool) -> None:
    """Refuse what must not happen, the papers not yet looked at.

    Raises:
        Refused: another person must do it, the money is not right, it was paid already.
        WrongUse: words are missing.
    """
    _second(asked, step)
    if step.needs_text and not (asked.brought.text or asked.brought.documents):
        raise WrongUse(f"{verb_words(step.verb)[0]}须写明文字，请加 --text", "missing --text")
    if step.verb in ("match", "credit"):
        sums.fit(asked.record)
    if step.verb == "payout" and own:
        _paid_out(asked)


def _second(asked: Asked, step: Step) -> None:
    """Handling and checking are two persons' (compilation notes 七; 医保办发〔2021〕43号: checked before it is credited)."""
    record, demanded = asked.record, asked.profile.value("second_actor") or ()
    first = record.last(*step.second) if step.second else None
    if step.verb in demanded and record.acts:
        first = first or record.acts[-1]
    if first is not None and first.actor == asked.actor:
        raise refused(
            f"须由另一人办理：{verb_words(first.verb)[0]}和{verb_words(step.verb)[0]}不得为同一人",
            f"another person must do it: {first.verb} and {step.verb} are not one person's",
            OTHER,
            "AG-03",
        )


def _paid_out(asked: Asked) -> None:
    record = asked.record
    free = record.ledger.disposition == "paid-out" or record.relationship == "discontinued" or asked.brought.reason
    if not free:
        raise refused(
            "信息表载明余额转移，改为一次性支付须写明原因（--reason）",
            "the form transfers the balance: paying it out needs --reason",
            "R15",
        )


def own_papers(record: Record, documents: Iterable[Document]) -> None:
    """An agency renews its own papers; of the other's it asks a new version by a correction letter.

    Raises:
        Refused: the paper is the other's.
    """
    for one in documents:
        filed = next((paper for paper in reversed(record.papers) if paper.form == one["documentType"]), None)
        if filed is not None and not filed.own and filed.form != "correctionLetter":
            title = catalog.form(filed.form).title
            raise refused(
                f"{title}由对方出具，本方不能更正；请发更正函，由对方出具新版",
                f"the {filed.form} is the other agency's: send a correction letter, it issues the new version",
                OTHER,
                "ST-05",
            )


def more_money(documents: Iterable[Document]) -> None:
    """A paper of more money stands beside the earlier ones: only a correction comes in the stead of one.

    Raises:
        Refused: its draft says that it replaces one, whose money would then no longer be counted.
    """
    for one in documents:
        if "replaces" in one and one["documentType"] != "correctionLetter":
            raise refused(
                f"{catalog.form(one['documentType']).title}写有 replaces（{one['replaces']}）："
                "更正已有单据请用 correct；另一笔款项请删去 replaces",
                f"the {one['documentType']} replaces {one['replaces']}: use correct for a new version of a paper; for"
                " other money leave replaces out",
                OTHER,
                "FD-11",
            )


def agreed(option: str, *told: str | None) -> str | None:
    """What the command line, the paper and the step say of one thing; None where nothing does.

    Raises:
        Refused: they do not say the same.
    """
    said = tuple(dict.fromkeys(one for one in told if one is not None))
    if len(said) > 1:
        raise refused(
            f"{option} {code_words(option, said[0])}与单据或此步骤的{code_words(option, said[1])}不一致，请核对后只写一种",
            f"{option} {said[0]} is not what the paper or the step says, {said[1]}: give the one that is right",
        )
    return said[0] if said else None


def reason_of(asked: Asked, step: Step, outcome: str | None) -> str | None:
    """The reason code of a step: as given, or as its draft says, or the only one that it may have.

    Raises:
        Refused: this step may not have it, or the draft has another.
        WrongUse: one is needed, or words to R99.
    """
    given, may = told_reason(asked.brought), step.reasons.get(outcome or "", ())
    if given is None and step.verb == "return" and _settled(asked.record):
        return OTHER  # a surplus goes back after a new form
    if step.verb == "payout" and not given:
        return None
    if not may:
        return given
    if given is None and len(may) > 1:
        raise WrongUse(f"缺少 --reason，可为 {'、'.join(may)}", f"missing --reason: one of {', '.join(may)}")
    code = given or may[0]
    if code not in may:
        zh = verb_words(step.verb)[0]
        raise refused(
            f"{zh}的原因不能是{code_words('--reason', code)}，可为 {'、'.join(may)}",
            f"{code}: not a reason of {step.verb}",
            code,
        )
    surplus = step.verb == "return" and asked.record.ledger.surplus
    told = surplus or asked.brought.text or any("reason" in one or "basis" in one for one in asked.brought.documents)
    if code == OTHER and not told:
        raise WrongUse("原因 R99 须用 --text 写明", "the reason R99 needs --text")
    return code


def told_reason(brought: Brought) -> str | None:
    """The reason code as given and as the papers say.

    Raises:
        Refused: the papers say another.
    """
    return agreed("--reason", brought.reason, *(one.get("reasonCode") for one in brought.documents))
