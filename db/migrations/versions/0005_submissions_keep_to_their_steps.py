"""A submission begins as a draft, and each state follows only where the table of transitions lets it."""

from alembic import op

revision = "0005"
down_revision = "0004"

_STEPS = (
    ("draft", "complete"),
    ("complete", "signed"),
    ("complete", "reopened"),
    ("signed", "exported"),
    ("signed", "reopened"),
    ("exported", "received"),
    ("exported", "returned"),
    ("exported", "accepted"),
    ("exported", "reopened"),
    ("received", "returned"),
    ("received", "accepted"),
    ("received", "reopened"),
    ("returned", "reopened"),
    ("accepted", "returned"),
)


def upgrade() -> None:
    """Add the two triggers. A later migration that makes the table anew has to make them anew as well."""
    allowed = " OR ".join(f"(OLD.state = '{before}' AND NEW.state = '{after}')" for before, after in _STEPS)
    op.execute(
        "CREATE TRIGGER submission_begins_as_a_draft BEFORE INSERT ON submission WHEN NEW.state <> 'draft' "
        "BEGIN SELECT RAISE(ABORT, 'a submission begins as a draft'); END"
    )
    op.execute(
        "CREATE TRIGGER submission_keeps_to_its_steps BEFORE UPDATE OF state ON submission "
        f"WHEN NEW.state <> OLD.state AND NOT ({allowed}) "
        "BEGIN SELECT RAISE(ABORT, 'this state does not follow that one'); END"
    )
