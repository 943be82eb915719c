"""The break between the last month at the origin and the first at the destination, and what follows from it."""

from dataclasses import dataclass

from validators.case import Case, Paper
from validators.course import completion
from validators.periods import month_index
from validators.profile import Profile
from validators.terms import BASIC

#: What is said of benefits for months that are paid later.
_BACK_PAID = {
    True: ("，待遇可追溯", "; benefits reach back to them"),
    False: ("，待遇不追溯", "; benefits do not reach back to them"),
    None: ("", ""),
}


@dataclass(frozen=True, slots=True)
class Break:
    """A break of ``months`` calendar months after the period at ``form`` ``pointer``, before ``notice``'s first month.

    ``within`` is whether it is short enough for back-payment without a waiting period, None where the profile does
    not say how long that is (``limit`` months). ``waiting`` is the longest waiting period otherwise, in months, None
    where the profile gives none. ``retroactive`` is whether benefits reach back to months paid later, None = not said.
    """

    months: int
    form: Paper
    pointer: str
    notice: Paper
    limit: int | None
    waiting: int | None
    retroactive: bool | None

    @property
    def within(self) -> bool | None:
        """Whether the break does not exceed the profile's limit."""
        return None if self.limit is None else self.months <= self.limit

    @property
    def consequence(self) -> tuple[str, str]:
        """What follows, in Chinese and English."""
        if self.within is None:
            return "待遇衔接按当地规定办理", "what follows is for local rules to say"
        if self.within:
            zh, en = _BACK_PAID[self.retroactive]
            return f"可按规定补缴，不设待遇等待期{zh}", f"the months may be paid later, with no waiting period{en}"
        if self.waiting is None:
            return "待遇等待期按当地规定办理", "a waiting period as local rules say"
        return (
            f"待遇等待期不超过{self.waiting}个月",
            f"a waiting period of at most {self.waiting} months",
        )


def break_of(case: Case, profile: Profile) -> Break | None:
    """The break of a case; None where there is none, or where form or completion notice do not tell the months."""
    form, notice = case.one("informationForm"), completion(case)
    begins = notice.get("/destinationFrom") if notice else None
    if form is None or notice is None or begins is None:
        return None
    last = _last_period(form)
    if last is None:
        return None
    to, position = last
    months = month_index(begins) - month_index(to) - 1
    if months <= 0:
        return None
    return Break(
        months,
        form,
        f"/periods/{position}/to",
        notice,
        profile.value("break_max_months"),
        profile.value("waiting_max_months"),
        profile.value("back_payment_retroactive"),
    )


def _last_period(form: Paper) -> tuple[str, int] | None:
    """The last month of basic insurance in a form and the position of its period."""
    periods = enumerate(form.tree.get("periods", ()))
    known = [(p["to"], i) for i, p in periods if "to" in p and p.get("insuranceType") in BASIC]
    return max(known, default=None)
