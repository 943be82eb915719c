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
        self.sent = self.back = self.came = self.credited = 0
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
            "settle": r in OPEN and self.told_arrears and own == self.origin,
            "complete": (r == "continued" and held) if not self.origin else (r == "issued" and not own),
            "withdraw": r in EARLY and own,
            "decease": r in OPEN,
            "confirm": r != "" and own,
            "remind": r != "" and own,
            "notify": f in ("pending", "returned") and own == self.origin and (not own or self.left > 0),
            "pay": f == "notified" and self.origin and own,
            "receive": f in ("pending", "notified", "paid", "returned") and not self.origin and own,
            "match": f == "received" and not self.origin and own and self.came == self.amount,
            "unmatch": f == "matched" and not self.origin and own,
            "credit": f == "matched" and not self.origin and own and actor != self.matched_by,
            "return": f in ("notified", "paid", "received") and own != self.origin and self.takes_back(came),
            "suspend": f in ("received", "matched") and not self.origin and own,
            "release": f == "suspended" and not self.origin and own,
            "payout": f == "pending" and own == self.origin and (own or self.amount in _sums(came)),
        }
        if verb == "complete" and not self.origin and not own:
            return False
        return answers[verb]

    def recallable(self, own):
        issued = self.relation == "issued" and self.funds in ("none", "pending")
        return own and issued if self.origin else not own and (issued or self.relation in ("requested", "accepted"))

    def takes_back(self, came):
        """The origin takes back what it has sent, all of it."""
        return not self.origin or _sums(came) in ([], [self.sent - self.back])

    @property
    def left(self):
        """What the origin still has to pay."""
        return (self.amount if self.disposition == "transfer" else 0) - self.sent + self.back

    def do(self, verb, actor, outcome, amount, disposition):
        """Do a verb that is allowed; ``amount`` is what its paper says."""
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
        self.funds = funds.get(verb, self.funds)
        if verb == "issue":
            self.disposition, self.amount = disposition, 0 if disposition == "none" else amount
            self.funds = "none" if disposition == "none" else "pending"
        self.told_arrears |= verb == "arrears"
        self.recalled |= verb == "recall"
        self.matched_by = actor if verb == "match" else self.matched_by
        self.money(verb, amount)

    def money(self, verb, amount):
        if verb == "notify":
            self.sent += amount
        elif verb == "return":
            self.back += amount
            self.came = 0
        elif verb == "receive":
            self.came = amount
        elif verb == "credit":
            self.credited += self.came


def _sums(came):
    """The amounts of the papers that came, in cents."""
    return [round(float(one["amount"]) * 100) for one in came.documents if "amount" in one]
