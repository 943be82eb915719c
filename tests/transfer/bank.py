"""Where a person's money is: a plain model of the banks, which know nothing of papers but what is paid by them."""


class Bank:
    """Accounts in cents. Money is moved by one whom nothing keeps from it; :meth:`move` says where none is left."""

    def __init__(self):
        self.held = {"origin": 10**9, "way": 0, "destination": 0, "person": 0, "paid out": 0}
        self.entries = {}  # by the bank's reference: notice, cents
        self.there = []  # references of what has come to the destination
        self.sent_back = set()  # notices that the destination sent back before their money came

    def move(self, cents, source, target):
        """Move money that must be there."""
        assert 0 <= cents <= self.held[source], (cents, source, target, self.held)
        self.held[source] -= cents
        self.held[target] += cents

    def pay(self, notice, cents):
        """The origin pays what a notice says."""
        self.entries[f"B{len(self.entries)}"] = (notice, cents)
        self.move(cents, "origin", "way")

    def arrive(self, reference):
        """An entry comes to the destination, or goes back where that has refused it."""
        notice, cents = self.entries[reference]
        self.move(cents, "way", "origin" if notice in self.sent_back else "destination")
        self.there.append(reference)

    def on_the_way(self):
        """What has been paid and has not come."""
        return [reference for reference in self.entries if reference not in self.there]

    def come(self):
        """What has come, with its sums."""
        found = {one: self.entries[one] for one in self.there}
        return {one: cents for one, (notice, cents) in found.items() if notice not in self.sent_back}

    def send_back(self, notice, cents):
        """The destination returns money: what waits for the person, then what the person has got too much."""
        here = min(cents, self.held["destination"])
        self.move(here, "destination", "origin")
        self.move(min(cents - here, self.held["person"]), "person", "origin")

    @property
    def gone(self):
        """What the origin is short of."""
        return 10**9 - self.held["origin"]
