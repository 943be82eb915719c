"""A plain model of a transfer at one side, written down from the contract's page and not from the table."""

OPEN = ("applied", "supplementing", "accepted", "requested", "deferred", "issued", "continued")
EARLY = OPEN[:5]


class Plain:
    """Statuses and sums of money of one side; :meth:`allows` says whether a verb may be done, :meth:`do` does it."""

    def __init__(self, side, edition):
        self.side, self.edition = side, edition
        self.relation, self.funds = "", "none"
        self.before_supplement = self.before_suspension = ""
        self.disposition, self.amount = "none", 0
        self.notices, self.sent, self.paid_out = {}, 0, 0
        self.order = None  # the notice that is out
        self.came = self.credited = 0
        self.matched_by = None
        self.told_arrears = self.recalled = False

    @property
    def origin(self):
        return self.side == "origin"

    def allows(self, verb, own, actor, came, outcome):
        """Whether the verb may be done: by our own agency, or told by the other's paper (``own`` false)."""
        r, f = self.relation, self.funds
        held = f in ("none", "credited", "paid-out")
        answers = {
            "apply": r == "" and own,
            "precheck": r == "applied",
            "supplement": r in ("applied", "accepted"),
            "resupply": r == "supplementing" and own,
            "accept": r == "applied" or (r == "requested" and self.origin and not own),
            "refuse": r in ("applied", "supplementing"),
            "request": (r == "accepted" or (r == "" and self.origin)) and own != self.origin,
            "reply": r == "requested" and own == self.origin,
            "resume": r == "deferred" and own == self.origin,
            "issue": (r == "requested" or (r == "accepted" and self.edition == "2021"))
            and own == self.origin
            and (own or not self.recalled or "replaces" in came.documents[0]),
            "recall": self.recallable(own),
            "take-over": r == "issued" and not self.origin and own,
            "arrears": r in OPEN and own == self.origin,
            "settle": r in OPEN and self.told_arrears and own == self.origin and (own or r in OPEN[5:]),
            "complete": (r == "continued" and held and self.left >= 0) if not self.origin else (r == "issued" and not own),
            "withdraw": r in EARLY and own,
            "decease": r in OPEN,
            "confirm": r != "" and own,
            "remind": r != "" and own,
            "correct": r in ("issued", "continued", "completed") and own == self.origin and self.corrects(own, came),
            "notify": own == self.origin and (f in ("pending", "returned") or (not own and f in HERE))
            and (not own or self.left > 0),
            "pay": f == "notified" and self.origin and own and self.left >= 0,
            "receive": (f in ("pending", "notified", "returned") or (f == "received" and self.left > 0))
            and not self.origin and own,
            "match": f == "received" and not self.origin and own and self.left == 0,
            "unmatch": f == "matched" and not self.origin and own,
            "credit": f == "matched" and not self.origin and own and actor != self.matched_by and self.left == 0,
            "return": own != self.origin and self.takes_back(came),
            "suspend": f in ("received", "matched") and not self.origin and own,
            "release": f == "suspended" and not self.origin and own,
            "payout": own == self.origin and self.pays_out(own, came),
        }  # fmt: skip
        if verb == "complete" and not self.origin and not own:
            return False
        return answers[verb]

    def recallable(self, own):
        issued = self.relation == "issued" and self.funds in ("none", "pending") and not (self.moved or self.paid_out)
        return own and issued if self.origin else not own and (issued or self.relation in ("requested", "accepted"))

    def takes_back(self, came):
        """What goes back: what was announced, or what is here and not credited; the origin takes what it has sent."""
        f, sums = self.funds, _sums(came)
        if not self.origin:
            return f in ("notified", "received") or (f in ("credited", "paid-out") and self.left < 0)
        got = sums[0] if sums else 0
        fits = 0 < got <= -self.left or got in (self.sent, *self.notices.values())
        return f in ("notified", "paid", "pending", "returned", "paid-out") and 0 < got <= self.sent and fits

    def pays_out(self, own, came):
        """The rest is paid to the person, where nothing more has to come back."""
        if own:
            return self.funds in ("pending", "returned") and self.left >= 0
        return self.funds in ("pending", "returned", "notified", "received", "suspended") and self.rest in _sums(came)

    def corrects(self, own, came):
        """A form may always be renewed; a notice while it is not paid, to what is left."""
        paper = came.documents[0] if came.documents else {}
        if paper.get("documentType") != "fundNotice":
            return True
        if not self.notices:
            return False
        replaced = list(self.notices)[-1] if own else paper.get("replaces")
        before = self.notices.get(replaced, 0)
        if replaced == self.order:
            return not own or _sums(came) == [max(self.left + before, 0)]
        return _sums(came) == [before]

    @property
    def moved(self):
        """What the origin has sent and not got back, or what is at the destination."""
        return self.sent if self.origin else self.came

    @property
    def rest(self):
        """What has to move still."""
        return self.amount - self.moved - self.paid_out

    @property
    def left(self):
        """What the origin still has to pay; below zero, what the destination has too much."""
        there = max(self.amount - self.paid_out, 0) if self.disposition == "transfer" else 0
        return there - self.moved

    def do(self, verb, actor, outcome, paper, cents):
        """Do a verb that is allowed; ``paper`` is the first that it made or brought, ``cents`` what it says."""
        if verb == "supplement":
            self.before_supplement = self.relation
        if verb == "suspend":
            self.before_suspension = self.funds
        relation = {
            "apply": "applied", "supplement": "supplementing", "resupply": self.before_supplement,
            "refuse": "refused", "request": "requested", "resume": "requested", "issue": "issued",
            "take-over": "continued", "complete": "completed", "withdraw": "withdrawn", "decease": "discontinued",
        }  # fmt: skip
        funds = {
            "notify": "notified", "pay": "paid", "receive": "received", "match": "matched", "unmatch": "received",
            "credit": "credited", "return": "returned", "suspend": "suspended",
            "release": self.before_suspension, "payout": "paid-out",
        }  # fmt: skip
        replies = {
            "refused": "refused",
            "returned": "accepted",
            "deferred": "deferred",
            "discontinued": "discontinued",
        }
        if verb == "accept" and self.relation == "applied":
            self.relation = "accepted"
        elif verb == "reply":
            self.relation = replies.get(outcome, self.relation)
        elif verb == "recall" and self.relation == "issued":
            self.relation, self.funds = "requested", "none"
        else:
            self.relation = relation.get(verb, self.relation)
        self.bounced = verb == "return" and self.funds == "notified"
        same = {"return": ("credited", "paid-out"), "notify": HERE, "payout": HERE}.get(verb, ())
        if self.funds not in same:
            self.funds = funds.get(verb, self.funds)
        self.told_arrears |= verb == "arrears"
        self.recalled |= verb == "recall"
        self.matched_by = actor if verb == "match" else self.matched_by
        self.money(verb, paper, cents)
        self.funds = self.settled(self.funds)

    def money(self, verb, paper, cents):
        """What a verb does to the sums."""
        form = paper.get("documentType")
        if form == "informationForm" and verb in ("issue", "settle", "correct"):
            self.disposition = paper["account"]["disposition"]
            self.amount = 0 if self.disposition == "none" else cents
        elif verb == "recall":
            self.disposition, self.amount = "none", 0
        elif form == "fundNotice":
            old = self.notices.pop(paper.get("replaces"), 0)
            self.sent += cents - old
            self.notices[paper["documentNumber"]] = cents
            if verb == "notify" or self.order == paper.get("replaces"):
                self.order = paper["documentNumber"]
        elif verb in ("pay", "receive"):
            self.order, self.came = None, self.came + cents
        elif verb == "return":
            self.goes_back(paper, cents)
        elif verb == "payout":
            self.paid_out += cents
        elif verb == "credit":
            self.credited = self.came

    def goes_back(self, paper, cents):
        """The notice that is out is none any more, unless another one's money goes back."""
        if not self.origin or paper["concerns"] == self.order or paper["concerns"] not in self.notices:
            self.order = None
        if self.origin:
            self.sent -= cents
        elif not self.bounced:
            self.came -= cents
            self.credited = min(self.credited, self.came)

    def settled(self, funds):
        """The status that the sums make of the one that a verb leads to."""
        if funds in ("received", "matched", "suspended"):
            return funds
        if self.notices.get(self.order) and (self.origin or funds == "notified"):
            return "notified"
        if self.rest > 0:
            return "returned" if funds == "returned" else "pending"
        if self.moved:
            return "paid" if self.origin else "credited" if self.credited == self.came else "received"
        return "paid-out" if self.paid_out else "none"


#: Statuses at the destination in which a notice of more money changes nothing.
HERE = ("notified", "received", "matched", "suspended")


def _sums(came):
    """The amounts of the papers that came, in cents."""
    return [round(float(one["amount"]) * 100) for one in came.documents if "amount" in one]
