"""Tables of the store. Events are the truth; all else but numbers is made of them again by ``rebuild``.

JSON stands in text columns, canonical, so that SQLite and PostgreSQL compare it alike. Changes of this file need a
migration in ``migrations/versions``; a test compares the two.
"""

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Date,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
    text,
)

#: The newest migration.
SCHEMA = "0001"

metadata = MetaData(
    naming_convention={
        "pk": "pk_%(table_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    }
)
_Big = BigInteger().with_variant(Integer, "sqlite")

events = Table(
    "events",
    metadata,
    Column("position", _Big, primary_key=True, autoincrement=False),
    Column("stream", String(100), nullable=False),
    Column("version", Integer, nullable=False),
    Column("kind", String(40), nullable=False),
    Column("schema", Integer, nullable=False),
    Column("at", String(32), nullable=False),
    Column("actor", Text, nullable=False),
    Column("reason", Text),
    Column("channel", Text),
    Column("data", Text, nullable=False),
    Column("previous", String(64), nullable=False),
    Column("hash", String(64), nullable=False),
    UniqueConstraint("stream", "version"),
)

#: One row: the last position, and the hash over all events up to it.
head = Table(
    "head",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("position", _Big, nullable=False),
    Column("hash", String(64), nullable=False),
)

#: The last serial given of each kind of number, by region and year.
numbers = Table(
    "numbers",
    metadata,
    Column("region", String(6), primary_key=True),
    Column("letters", String(2), primary_key=True),
    Column("year", Integer, primary_key=True),
    Column("last", Integer, nullable=False),
)

certificates = Table(
    "certificates",
    metadata,
    Column("number", String(40), primary_key=True),
    Column("version", Integer, nullable=False),
    Column("status", String(10), nullable=False),
    Column("actor", Text, nullable=False),
    Column("agency", String(30), nullable=False),
    Column("region", String(6), nullable=False),
    Column("person_type", String(20), nullable=False),
    Column("person_number", String(30), nullable=False),
    Column("pooling_area", String(6), nullable=False),
    Column("insurance_type", String(20), nullable=False),
    Column("issued_on", Date, nullable=False),
    Column("valid_until", Date),
    Column("verification_code", String(32)),
    Column("replaces", String(40)),
    Column("restored_from", String(10)),
    Column("used_by", Text, nullable=False),
    Column("document", Text, nullable=False),
)
Index("ix_certificates_person", certificates.c.person_number, certificates.c.person_type)
Index("ix_certificates_agency_issued_on", certificates.c.agency, certificates.c.issued_on)
Index("ix_certificates_region", certificates.c.region)
Index("ix_certificates_valid_until", certificates.c.status, certificates.c.valid_until)
_ONE_VALID = Index(
    "uq_certificates_one_valid",
    certificates.c.person_number,
    certificates.c.person_type,
    certificates.c.pooling_area,
    certificates.c.insurance_type,
    unique=True,
    sqlite_where=text("status = 'valid'"),
    postgresql_where=text("status = 'valid'"),
)

#: Stretches of validity of agencies; ``agency`` is the group as it stands in documents.
agencies = Table(
    "agencies",
    metadata,
    Column("code", String(30), primary_key=True),
    Column("valid_from", Date, primary_key=True),
    Column("valid_to", Date),
    Column("region", String(6), nullable=False),
    Column("name", String(100), nullable=False),
    Column("succeeded_by", String(200)),
    Column("verified_on", Date),
    Column("agency", Text, nullable=False),
)
Index("ix_agencies_region", agencies.c.region)

#: ``changed_on`` is None where the account is as first entered; ``account`` is the group as it stands in documents.
agency_accounts = Table(
    "agency_accounts",
    metadata,
    Column("code", String(30), primary_key=True),
    Column("number", String(40), primary_key=True),
    Column("valid_from", Date, primary_key=True),
    Column("valid_to", Date),
    Column("holder", String(100), nullable=False),
    Column("bank_code", String(200)),
    Column("verified_on", Date),
    Column("changed_on", Date),
    Column("account", Text, nullable=False),
)

agency_changes = Table(
    "agency_changes",
    metadata,
    Column("position", _Big, primary_key=True, autoincrement=False),
    Column("entry", Integer, primary_key=True, autoincrement=False),
    Column("code", String(30), nullable=False),
    Column("on", Date, nullable=False),
    Column("by", Text, nullable=False),
    Column("field", Text, nullable=False),
    Column("before", Text),
    Column("after", Text),
)
Index("ix_agency_changes_code", agency_changes.c.code)

#: ``state`` is the fold of the events; ``registered`` the members of ``validators.registers.Transfer``.
transfers = Table(
    "transfers",
    metadata,
    Column("key", String(60), primary_key=True),
    Column("version", Integer, nullable=False),
    Column("side", String(11), nullable=False),
    Column("agency", String(30), nullable=False),
    Column("application_number", String(40)),
    Column("transfer_number", String(40)),
    Column("person_type", String(20), nullable=False),
    Column("person_number", String(30), nullable=False),
    Column("insurance_type", String(20), nullable=False),
    Column("relationship_status", String(20), nullable=False),
    Column("fund_status", String(20), nullable=False),
    Column("open", Boolean, nullable=False),
    Column("changed_at", String(32), nullable=False),
    Column("state", Text, nullable=False),
    Column("registered", Text, nullable=False),
)
Index("ix_transfers_transfer_number", transfers.c.transfer_number)
Index("ix_transfers_application_number", transfers.c.application_number)
Index("ix_transfers_person", transfers.c.person_number, transfers.c.person_type)
Index("ix_transfers_agency", transfers.c.agency, transfers.c.open, transfers.c.changed_at)

#: Every number by which a document may name a transfer.
transfer_documents = Table(
    "transfer_documents",
    metadata,
    Column("number", String(40), primary_key=True),
    Column("transfer", String(60), primary_key=True),
)
Index("ix_transfer_documents_transfer", transfer_documents.c.transfer)

#: Fund receipts by the bank's reference; ``amount`` in cents is what the document allocates.
receipts = Table(
    "receipts",
    metadata,
    Column("bank_reference", String(40), primary_key=True),
    Column("document", String(40), primary_key=True),
    Column("transfer", String(60), nullable=False),
    Column("amount", _Big, nullable=False),
)
Index("ix_receipts_transfer", receipts.c.transfer)

#: Steps that run; ``track`` is relationship or funds, or applicant for what the person is waited for; ``due_on`` is
#: 9999-12-31 where it cannot be reckoned.
due = Table(
    "due",
    metadata,
    Column("transfer", String(60), primary_key=True),
    Column("step", String(40), primary_key=True),
    Column("track", String(12), nullable=False),
    Column("agency", String(30), nullable=False),
    Column("started_on", Date, nullable=False),
    Column("due_on", Date, nullable=False),
    Column("days", Integer, nullable=False),
)
Index("ix_due_agency_due_on", due.c.agency, due.c.due_on)
