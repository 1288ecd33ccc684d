"""The first schema: workspace, officers, packs, progress, self-assessment, evidence, submissions, audit trail."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Create all tables; the audit trail and the mark of sample data refuse changes by themselves."""
    op.create_table(
        "adjustment",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("criteria_code", sa.Text(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("cases", sa.Integer(), server_default="0", nullable=False),
        sa.Column("explanation", sa.Text(), server_default="", nullable=False),
        sa.CheckConstraint("cases >= 0", name=op.f("ck_adjustment_cases")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_adjustment")),
        sa.UniqueConstraint("criteria_code", "year", "code", name=op.f("uq_adjustment_criteria_code_year_code")),
    )
    op.create_table(
        "answer",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("criteria_code", sa.Text(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("criterion_code", sa.Text(), nullable=False),
        sa.Column("content", sa.Text(), server_default="", nullable=False),
        sa.Column("explanation", sa.Text(), server_default="", nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_answer")),
        sa.UniqueConstraint(
            "criteria_code", "year", "criterion_code", name=op.f("uq_answer_criteria_code_year_criterion_code")
        ),
    )
    op.create_table(
        "audit",
        sa.Column("seq", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("group_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.Text(), nullable=False),
        sa.Column("officer_id", sa.String(length=36), nullable=True),
        sa.Column("action", sa.Text(), nullable=False),
        sa.Column("table_name", sa.Text(), nullable=False),
        sa.Column("row_id", sa.Text(), nullable=False),
        sa.Column("field", sa.Text(), nullable=False),
        sa.Column("old", sa.Text(), nullable=True),
        sa.Column("new", sa.Text(), nullable=True),
        sa.Column("reason", sa.Text(), server_default="", nullable=False),
        sa.Column("previous_hash", sa.String(length=64), nullable=False),
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("seq", name=op.f("pk_audit")),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_audit_group_id", "audit", ["group_id"], unique=False)
    op.create_index("ix_audit_table_name_row_id", "audit", ["table_name", "row_id"], unique=False)
    op.create_table(
        "evidence",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("media_type", sa.Text(), nullable=False),
        sa.Column("number", sa.Text(), server_default="", nullable=False),
        sa.Column("day", sa.Text(), server_default="", nullable=False),
        sa.Column("title", sa.Text(), server_default="", nullable=False),
        sa.Column("added_at", sa.Text(), nullable=False),
        sa.CheckConstraint("size > 0", name=op.f("ck_evidence_size")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_evidence")),
        sa.UniqueConstraint("sha256", name=op.f("uq_evidence_sha256")),
    )
    op.create_table(
        "officer",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("full_name", sa.Text(), nullable=False),
        sa.Column("post", sa.Text(), nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("password_hash", sa.Text(), nullable=False),
        sa.Column("active", sa.Boolean(name="active"), server_default=sa.text("1"), nullable=False),
        sa.Column("failed_attempts", sa.Integer(), server_default="0", nullable=False),
        sa.Column("locked_until", sa.Text(), server_default="", nullable=False),
        sa.CheckConstraint("role IN ('preparer', 'reviewer', 'leader')", name=op.f("ck_officer_role")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_officer")),
    )
    op.create_table(
        "pack",
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("edition", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("imported_at", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("code", "edition", name=op.f("pk_pack")),
    )
    op.create_table(
        "progress_entry",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("plan_code", sa.Text(), nullable=False),
        sa.Column("task_code", sa.Text(), nullable=False),
        sa.Column("day", sa.Text(), nullable=False),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("percent", sa.Integer(), server_default="0", nullable=False),
        sa.Column("result", sa.Text(), server_default="", nullable=False),
        sa.Column("difficulty", sa.Text(), server_default="", nullable=False),
        sa.Column("objective_reason", sa.Text(), server_default="", nullable=False),
        sa.CheckConstraint("percent BETWEEN 0 AND 100", name=op.f("ck_progress_entry_percent")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_progress_entry")),
    )
    op.create_index("ix_progress_entry_plan_code_task_code", "progress_entry", ["plan_code", "task_code"], unique=False)
    op.create_table(
        "workspace",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("only", sa.Integer(), server_default="1", nullable=False),
        sa.Column("unit_code", sa.String(length=5), nullable=False),
        sa.Column("plan_code", sa.Text(), nullable=False),
        sa.Column("criteria_code", sa.Text(), nullable=False),
        sa.Column("sample", sa.Boolean(name="sample"), nullable=False),
        sa.Column("addressee", sa.Text(), server_default="", nullable=False),
        sa.Column("recipients", sa.Text(), server_default="", nullable=False),
        sa.Column("created_at", sa.Text(), nullable=False),
        sa.CheckConstraint("only = 1", name=op.f("ck_workspace_single_row")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_workspace")),
        sa.UniqueConstraint("only", name=op.f("uq_workspace_only")),
    )
    op.create_table(
        "assignment",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("plan_code", sa.Text(), nullable=False),
        sa.Column("task_code", sa.Text(), nullable=False),
        sa.Column("officer_id", sa.String(length=36), nullable=True),
        sa.Column("internal_due", sa.Text(), server_default="", nullable=False),
        sa.Column("not_arising", sa.Boolean(name="not_arising"), server_default=sa.text("0"), nullable=False),
        sa.Column("not_arising_reason", sa.Text(), server_default="", nullable=False),
        sa.ForeignKeyConstraint(["officer_id"], ["officer.id"], name=op.f("fk_assignment_officer_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_assignment")),
        sa.UniqueConstraint("plan_code", "task_code", name=op.f("uq_assignment_plan_code_task_code")),
    )
    op.create_table(
        "product",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("entry_id", sa.String(length=36), nullable=False),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), server_default="", nullable=False),
        sa.Column("number", sa.Text(), server_default="", nullable=False),
        sa.Column("day", sa.Text(), server_default="", nullable=False),
        sa.ForeignKeyConstraint(["entry_id"], ["progress_entry.id"], name=op.f("fk_product_entry_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_product")),
    )
    op.create_index(op.f("ix_product_entry_id"), "product", ["entry_id"], unique=False)
    op.create_table(
        "submission",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("unit_code", sa.String(length=5), nullable=False),
        sa.Column("period_code", sa.Text(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("parent_id", sa.String(length=36), nullable=True),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("reference_day", sa.Text(), server_default="", nullable=False),
        sa.Column("document_number", sa.Text(), server_default="", nullable=False),
        sa.Column("document_date", sa.Text(), server_default="", nullable=False),
        sa.Column("leader_id", sa.String(length=36), nullable=True),
        sa.Column("reopen_reason", sa.Text(), server_default="", nullable=False),
        sa.Column("completed_by", sa.String(length=36), nullable=True),
        sa.Column("completed_at", sa.Text(), server_default="", nullable=False),
        sa.Column("snapshot", sa.LargeBinary(), nullable=True),
        sa.Column("snapshot_sha256", sa.Text(), server_default="", nullable=False),
        sa.Column("signing_way", sa.Text(), server_default="", nullable=False),
        sa.Column("signed_by", sa.String(length=36), nullable=True),
        sa.Column("signed_at", sa.Text(), server_default="", nullable=False),
        sa.Column("signature", sa.LargeBinary(), nullable=True),
        sa.Column("scan_id", sa.String(length=36), nullable=True),
        sa.Column("exported_at", sa.Text(), server_default="", nullable=False),
        sa.Column("package_path", sa.Text(), server_default="", nullable=False),
        sa.CheckConstraint("state = 'draft' OR snapshot IS NOT NULL", name=op.f("ck_submission_frozen")),
        sa.CheckConstraint(
            "state IN ('draft', 'complete', 'reopened') OR signature IS NOT NULL", name=op.f("ck_submission_signed")
        ),
        sa.CheckConstraint(
            "state IN ('draft', 'complete', 'signed', 'exported', 'reopened')", name=op.f("ck_submission_state")
        ),
        sa.CheckConstraint("revision >= 1", name=op.f("ck_submission_revision")),
        sa.CheckConstraint("signed_by IS NULL OR signed_by <> completed_by", name=op.f("ck_submission_four_eyes")),
        sa.ForeignKeyConstraint(["completed_by"], ["officer.id"], name=op.f("fk_submission_completed_by")),
        sa.ForeignKeyConstraint(["leader_id"], ["officer.id"], name=op.f("fk_submission_leader_id")),
        sa.ForeignKeyConstraint(["parent_id"], ["submission.id"], name=op.f("fk_submission_parent_id")),
        sa.ForeignKeyConstraint(["scan_id"], ["evidence.id"], name=op.f("fk_submission_scan_id")),
        sa.ForeignKeyConstraint(["signed_by"], ["officer.id"], name=op.f("fk_submission_signed_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_submission")),
        sa.UniqueConstraint(
            "unit_code",
            "kind",
            "period_code",
            "revision",
            name=op.f("uq_submission_unit_code_kind_period_code_revision"),
        ),
    )
    op.create_table(
        "evidence_use",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("evidence_id", sa.String(length=36), nullable=False),
        sa.Column("answer_id", sa.String(length=36), nullable=True),
        sa.Column("product_id", sa.String(length=36), nullable=True),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.CheckConstraint("(answer_id IS NULL) <> (product_id IS NULL)", name=op.f("ck_evidence_use_one_owner")),
        sa.ForeignKeyConstraint(["answer_id"], ["answer.id"], name=op.f("fk_evidence_use_answer_id")),
        sa.ForeignKeyConstraint(["evidence_id"], ["evidence.id"], name=op.f("fk_evidence_use_evidence_id")),
        sa.ForeignKeyConstraint(["product_id"], ["product.id"], name=op.f("fk_evidence_use_product_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_evidence_use")),
        sa.UniqueConstraint("evidence_id", "answer_id", name=op.f("uq_evidence_use_evidence_id_answer_id")),
        sa.UniqueConstraint("evidence_id", "product_id", name=op.f("uq_evidence_use_evidence_id_product_id")),
    )
    op.create_index(op.f("ix_evidence_use_answer_id"), "evidence_use", ["answer_id"], unique=False)
    op.create_index(op.f("ix_evidence_use_evidence_id"), "evidence_use", ["evidence_id"], unique=False)
    op.create_index(op.f("ix_evidence_use_product_id"), "evidence_use", ["product_id"], unique=False)
    for verb in ("UPDATE", "DELETE"):
        op.execute(
            f"CREATE TRIGGER audit_refuses_{verb.lower()} BEFORE {verb} ON audit "
            "BEGIN SELECT RAISE(ABORT, 'the audit trail is append-only'); END"
        )
    op.execute(
        "CREATE TRIGGER workspace_sample_is_for_good BEFORE UPDATE OF sample ON workspace "
        "BEGIN SELECT RAISE(ABORT, 'sample data stay sample data'); END"
    )
