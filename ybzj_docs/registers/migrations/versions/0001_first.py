"""The first schema: events and what is made of them, as ``tables.py`` was then."""

from alembic import op
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

revision: str = "0001"
down_revision: str | None = None

_REFUSED = "events are only ever added"
_SQLITE = """
CREATE TRIGGER events_{verb} BEFORE {verb} ON events
BEGIN SELECT RAISE(ABORT, '{refused}'); END
"""
_FUNCTION = """
CREATE FUNCTION events_only_added() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION '{refused}'; END $$
"""
_POSTGRESQL = """
CREATE TRIGGER events_only_added BEFORE UPDATE OR DELETE OR TRUNCATE ON events
FOR EACH STATEMENT EXECUTE FUNCTION events_only_added()
"""


_METADATA = MetaData(
    naming_convention={
        "pk": "pk_%(table_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    }
)
_Big = BigInteger().with_variant(Integer, "sqlite")

_events = Table(
    "events",
    _METADATA,
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

_head = Table(
    "head",
    _METADATA,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("position", _Big, nullable=False),
    Column("hash", String(64), nullable=False),
)

_numbers = Table(
    "numbers",
    _METADATA,
    Column("region", String(6), primary_key=True),
    Column("letters", String(2), primary_key=True),
    Column("year", Integer, primary_key=True),
    Column("last", Integer, nullable=False),
)

_certificates = Table(
    "certificates",
    _METADATA,
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
Index("ix_certificates_person", _certificates.c.person_number, _certificates.c.person_type)
Index("ix_certificates_agency_issued_on", _certificates.c.agency, _certificates.c.issued_on)
Index("ix_certificates_region", _certificates.c.region)
Index("ix_certificates_valid_until", _certificates.c.status, _certificates.c.valid_until)
_ONE_VALID = Index(
    "uq_certificates_one_valid",
    _certificates.c.person_number,
    _certificates.c.person_type,
    _certificates.c.pooling_area,
    _certificates.c.insurance_type,
    unique=True,
    sqlite_where=text("status = 'valid'"),
    postgresql_where=text("status = 'valid'"),
)

_agencies = Table(
    "agencies",
    _METADATA,
    Column("code", String(30), primary_key=True),
    Column("valid_from", Date, primary_key=True),
    Column("valid_to", Date),
    Column("region", String(6), nullable=False),
    Column("name", String(100), nullable=False),
    Column("succeeded_by", String(200)),
    Column("verified_on", Date),
    Column("agency", Text, nullable=False),
)
Index("ix_agencies_region", _agencies.c.region)

_agency_accounts = Table(
    "agency_accounts",
    _METADATA,
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

_agency_changes = Table(
    "agency_changes",
    _METADATA,
    Column("position", _Big, primary_key=True, autoincrement=False),
    Column("entry", Integer, primary_key=True, autoincrement=False),
    Column("code", String(30), nullable=False),
    Column("on", Date, nullable=False),
    Column("by", Text, nullable=False),
    Column("field", Text, nullable=False),
    Column("before", Text),
    Column("after", Text),
)
Index("ix_agency_changes_code", _agency_changes.c.code)

_transfers = Table(
    "transfers",
    _METADATA,
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
Index("ix_transfers_transfer_number", _transfers.c.transfer_number)
Index("ix_transfers_application_number", _transfers.c.application_number)
Index("ix_transfers_person", _transfers.c.person_number, _transfers.c.person_type)
Index("ix_transfers_agency", _transfers.c.agency, _transfers.c.open, _transfers.c.changed_at)

_transfer_documents = Table(
    "transfer_documents",
    _METADATA,
    Column("number", String(40), primary_key=True),
    Column("transfer", String(60), primary_key=True),
)
Index("ix_transfer_documents_transfer", _transfer_documents.c.transfer)

_receipts = Table(
    "receipts",
    _METADATA,
    Column("bank_reference", String(40), primary_key=True),
    Column("document", String(40), primary_key=True),
    Column("transfer", String(60), nullable=False),
    Column("amount", _Big, nullable=False),
)
Index("ix_receipts_transfer", _receipts.c.transfer)

_due = Table(
    "due",
    _METADATA,
    Column("transfer", String(60), primary_key=True),
    Column("step", String(40), primary_key=True),
    Column("track", String(12), nullable=False),
    Column("agency", String(30), nullable=False),
    Column("started_on", Date, nullable=False),
    Column("due_on", Date, nullable=False),
    Column("days", Integer, nullable=False),
)
Index("ix_due_agency_due_on", _due.c.agency, _due.c.due_on)


def upgrade() -> None:
    """Make the tables, the row of the head, and the triggers that keep events as they are."""
    _METADATA.create_all(op.get_bind(), checkfirst=False)
    op.execute("INSERT INTO head (id, position, hash) VALUES (1, 0, '')")
    if op.get_bind().dialect.name == "sqlite":
        for verb in ("UPDATE", "DELETE"):
            op.execute(_SQLITE.format(verb=verb, refused=_REFUSED))
    else:
        op.execute(_FUNCTION.format(refused=_REFUSED))
        op.execute(_POSTGRESQL)
