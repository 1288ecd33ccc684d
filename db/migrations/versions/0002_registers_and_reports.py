"""Registers, report forms, the commune's own plan, and which edition of a pack is in use."""

import uuid
from collections.abc import Iterator

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Add the tables; submissions get the form that they were made on, evidence may belong to a register row."""
    for name, columns, rules in _new_tables():
        op.create_table(name, *columns, *rules)
    op.create_index("ix_register_row_register_code_day", "register_row", ["register_code", "day"], unique=False)
    _let_submissions_name_their_form()
    _let_evidence_belong_to_register_rows()
    _take_the_packs_into_use()


def _new_tables() -> Iterator[tuple[str, list[sa.Column[str]], list[sa.Constraint]]]:
    yield (
        "pack_use",
        [_id(), _key("code"), _key("edition"), _key("kind")],
        [
            sa.PrimaryKeyConstraint("id", name=op.f("pk_pack_use")),
            sa.UniqueConstraint("code", name=op.f("uq_pack_use_code")),
            sa.ForeignKeyConstraint(
                ["code", "edition"], ["pack.code", "pack.edition"], name=op.f("fk_pack_use_code_edition")
            ),
        ],
    )
    yield (
        "commune_plan",
        [
            _id(),
            _key("plan_code"),
            *map(_text, ("title", "basis", "purpose", "arrangements", "sent_number", "sent_day", "sent_to")),
        ],
        [
            sa.PrimaryKeyConstraint("id", name=op.f("pk_commune_plan")),
            sa.UniqueConstraint("plan_code", name=op.f("uq_commune_plan_plan_code")),
        ],
    )
    yield (
        "commune_task",
        [
            _id(),
            _key("plan_code"),
            _key("task_code"),
            sa.Column("own", sa.Boolean(name="own"), nullable=False),
            sa.Column("included", sa.Boolean(name="included"), server_default=sa.text("1"), nullable=False),
            sa.Column("sequence", sa.Integer(), server_default="0", nullable=False),
            *map(_text, ("number", "field", "goal", "name", "lead", "cooperation", "product", "time")),
        ],
        [
            sa.PrimaryKeyConstraint("id", name=op.f("pk_commune_task")),
            sa.UniqueConstraint("plan_code", "task_code", name=op.f("uq_commune_task_plan_code_task_code")),
        ],
    )
    yield (
        "register_row",
        [
            _id(),
            _key("register_code"),
            _text("day"),
            sa.Column("sequence", sa.Integer(), nullable=False),
            sa.Column("content", sa.Text(), server_default="{}", nullable=False),
        ],
        [sa.PrimaryKeyConstraint("id", name=op.f("pk_register_row"))],
    )
    yield (
        "report_field",
        [
            _id(),
            _key("form_code"),
            _key("period_code"),
            _key("field_code"),
            sa.Column("state", sa.Text(), server_default="empty", nullable=False),
            _text("value"),
            sa.Column("estimate", sa.Boolean(name="estimate"), server_default=sa.text("0"), nullable=False),
            _text("override_reason"),
        ],
        [
            sa.PrimaryKeyConstraint("id", name=op.f("pk_report_field")),
            sa.CheckConstraint("state IN ('empty', 'not_arising', 'value')", name=op.f("ck_report_field_state")),
            _one_for_each("report_field", "field_code"),
        ],
    )
    yield _report_table("report_text", "section_code", ("text", "draft"))
    yield _report_table("report_explanation", "finding_code", ("text",))


def _report_table(name: str, key: str, texts: tuple[str, ...]) -> tuple[str, list[sa.Column[str]], list[sa.Constraint]]:
    columns = [_id(), _key("form_code"), _key("period_code"), _key(key), *map(_text, texts)]
    return name, columns, [sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{name}")), _one_for_each(name, key)]


def _one_for_each(table: str, key: str) -> sa.UniqueConstraint:
    return sa.UniqueConstraint("form_code", "period_code", key, name=op.f(f"uq_{table}_form_code_period_code_{key}"))


def _id() -> sa.Column[str]:
    return sa.Column("id", sa.String(length=36), nullable=False)


def _key(name: str) -> sa.Column[str]:
    return sa.Column(name, sa.Text(), nullable=False)


def _text(name: str) -> sa.Column[str]:
    return sa.Column(name, sa.Text(), server_default="", nullable=False)


def _let_submissions_name_their_form() -> None:
    with op.batch_alter_table("submission", recreate="always") as batch:
        batch.add_column(_text("form_code"), insert_after="kind")
        batch.drop_constraint(op.f("uq_submission_unit_code_kind_period_code_revision"), type_="unique")
        batch.create_unique_constraint(
            op.f("uq_submission_unit_code_kind_form_code_period_code_revision"),
            ["unit_code", "kind", "form_code", "period_code", "revision"],
        )


def _let_evidence_belong_to_register_rows() -> None:
    with op.batch_alter_table("evidence_use", recreate="always") as batch:
        batch.add_column(sa.Column("register_row_id", sa.String(length=36), nullable=True), insert_after="product_id")
        batch.create_foreign_key(op.f("fk_evidence_use_register_row_id"), "register_row", ["register_row_id"], ["id"])
        batch.create_unique_constraint(
            op.f("uq_evidence_use_evidence_id_register_row_id"), ["evidence_id", "register_row_id"]
        )
        batch.drop_constraint(op.f("ck_evidence_use_one_owner"), type_="check")
        batch.create_check_constraint(
            op.f("ck_evidence_use_one_owner"),
            "(answer_id IS NOT NULL) + (product_id IS NOT NULL) + (register_row_id IS NOT NULL) = 1",
        )
    op.create_index(op.f("ix_evidence_use_register_row_id"), "evidence_use", ["register_row_id"], unique=False)


def _take_the_packs_into_use() -> None:
    """The packs that a folder holds are the ones that it works with: there was one edition of each so far."""
    connection = op.get_bind()
    for code, edition, kind in connection.execute(sa.text("SELECT code, edition, kind FROM pack")).all():
        connection.execute(
            sa.text("INSERT INTO pack_use (id, code, edition, kind) VALUES (:id, :code, :edition, :kind)"),
            {"id": str(uuid.uuid4()), "code": code, "edition": edition, "kind": kind},
        )
