"""The schema, as SQLAlchemy Core tables. Rows have UUID identities; business keys are unique in the schema."""

import sqlalchemy as sa

from db.exchange_tables import (
    answer_from_province,
    device,
    issued_answer,
    package_copy,
    quarantined,
    received,
    received_remark,
    remark,
    signed_document,
    trust_list,
)
from db.schema import identity, metadata, text

__all__ = [
    "adjustment",
    "answer",
    "answer_from_province",
    "assignment",
    "audit",
    "commune_plan",
    "commune_task",
    "device",
    "evidence",
    "evidence_use",
    "folder_holder",
    "issued_answer",
    "kept_text",
    "metadata",
    "officer",
    "pack",
    "pack_use",
    "package_copy",
    "product",
    "program_run",
    "progress_entry",
    "quarantined",
    "received",
    "received_remark",
    "register_row",
    "remark",
    "report_explanation",
    "report_field",
    "report_text",
    "signed_document",
    "submission",
    "trust_list",
    "workspace",
]

workspace = sa.Table(
    "workspace",
    metadata,
    identity(),
    sa.Column("only", sa.Integer, nullable=False, server_default="1", unique=True),
    sa.Column("unit_code", sa.String(5), nullable=False),
    sa.Column("plan_code", sa.Text, nullable=False),
    sa.Column("criteria_code", sa.Text, nullable=False),
    sa.Column("sample", sa.Boolean(name="sample"), nullable=False),
    text("addressee"),
    text("recipients"),
    text("desk", "commune"),
    sa.Column("created_at", sa.Text, nullable=False),
    sa.CheckConstraint("only = 1", name="single_row"),
    sa.CheckConstraint("desk IN ('commune', 'province')", name="desk"),
)

officer = sa.Table(
    "officer",
    metadata,
    identity(),
    sa.Column("full_name", sa.Text, nullable=False),
    sa.Column("post", sa.Text, nullable=False),
    sa.Column("role", sa.Text, nullable=False),
    sa.Column("password_hash", sa.Text, nullable=False),
    sa.Column("active", sa.Boolean(name="active"), nullable=False, server_default=sa.true()),
    sa.Column("failed_attempts", sa.Integer, nullable=False, server_default="0"),
    text("locked_until"),
    sa.CheckConstraint("role IN ('preparer', 'reviewer', 'leader')", name="role"),
)

pack = sa.Table(
    "pack",
    metadata,
    sa.Column("code", sa.Text, primary_key=True),
    sa.Column("edition", sa.Text, primary_key=True),
    sa.Column("kind", sa.Text, nullable=False),
    sa.Column("title", sa.Text, nullable=False),
    sa.Column("sha256", sa.String(64), nullable=False),
    sa.Column("content", sa.LargeBinary, nullable=False),
    sa.Column("imported_at", sa.Text, nullable=False),
)

pack_use = sa.Table(
    "pack_use",
    metadata,
    identity(),
    sa.Column("code", sa.Text, nullable=False, unique=True),
    sa.Column("edition", sa.Text, nullable=False),
    sa.Column("kind", sa.Text, nullable=False),
    sa.ForeignKeyConstraint(["code", "edition"], ["pack.code", "pack.edition"]),
)

commune_plan = sa.Table(
    "commune_plan",
    metadata,
    identity(),
    sa.Column("plan_code", sa.Text, nullable=False, unique=True),
    text("title"),
    text("basis"),
    text("purpose"),
    text("arrangements"),
    text("sent_number"),
    text("sent_day"),
    text("sent_to"),
)

commune_task = sa.Table(
    "commune_task",
    metadata,
    identity(),
    sa.Column("plan_code", sa.Text, nullable=False),
    sa.Column("task_code", sa.Text, nullable=False),
    sa.Column("own", sa.Boolean(name="own"), nullable=False),
    sa.Column("included", sa.Boolean(name="included"), nullable=False, server_default=sa.true()),
    sa.Column("sequence", sa.Integer, nullable=False, server_default="0"),
    text("number"),
    text("field"),
    text("goal"),
    text("name"),
    text("lead"),
    text("cooperation"),
    text("product"),
    text("time"),
    sa.UniqueConstraint("plan_code", "task_code"),
)

register_row = sa.Table(
    "register_row",
    metadata,
    identity(),
    sa.Column("register_code", sa.Text, nullable=False),
    text("day"),
    sa.Column("sequence", sa.Integer, nullable=False),
    text("content", "{}"),
    sa.Index("ix_register_row_register_code_day", "register_code", "day"),
)

report_field = sa.Table(
    "report_field",
    metadata,
    identity(),
    sa.Column("form_code", sa.Text, nullable=False),
    sa.Column("period_code", sa.Text, nullable=False),
    sa.Column("field_code", sa.Text, nullable=False),
    sa.Column("state", sa.Text, nullable=False, server_default="empty"),
    text("value"),
    sa.Column("estimate", sa.Boolean(name="estimate"), nullable=False, server_default=sa.false()),
    text("override_reason"),
    sa.UniqueConstraint("form_code", "period_code", "field_code"),
    sa.CheckConstraint("state IN ('empty', 'not_arising', 'value')", name="state"),
)

report_text = sa.Table(
    "report_text",
    metadata,
    identity(),
    sa.Column("form_code", sa.Text, nullable=False),
    sa.Column("period_code", sa.Text, nullable=False),
    sa.Column("section_code", sa.Text, nullable=False),
    text("text"),
    text("draft"),
    sa.UniqueConstraint("form_code", "period_code", "section_code"),
)

report_explanation = sa.Table(
    "report_explanation",
    metadata,
    identity(),
    sa.Column("form_code", sa.Text, nullable=False),
    sa.Column("period_code", sa.Text, nullable=False),
    sa.Column("finding_code", sa.Text, nullable=False),
    text("text"),
    sa.UniqueConstraint("form_code", "period_code", "finding_code"),
)

assignment = sa.Table(
    "assignment",
    metadata,
    identity(),
    sa.Column("plan_code", sa.Text, nullable=False),
    sa.Column("task_code", sa.Text, nullable=False),
    sa.Column("officer_id", sa.String(36), sa.ForeignKey("officer.id"), nullable=True),
    text("internal_due"),
    sa.Column("not_arising", sa.Boolean(name="not_arising"), nullable=False, server_default=sa.false()),
    text("not_arising_reason"),
    sa.UniqueConstraint("plan_code", "task_code"),
)

progress_entry = sa.Table(
    "progress_entry",
    metadata,
    identity(),
    sa.Column("plan_code", sa.Text, nullable=False),
    sa.Column("task_code", sa.Text, nullable=False),
    sa.Column("day", sa.Text, nullable=False),
    sa.Column("sequence", sa.Integer, nullable=False),
    sa.Column("percent", sa.Integer, nullable=False, server_default="0"),
    text("result"),
    text("difficulty"),
    text("objective_reason"),
    sa.CheckConstraint("percent BETWEEN 0 AND 100", name="percent"),
    sa.Index("ix_progress_entry_plan_code_task_code", "plan_code", "task_code"),
)

product = sa.Table(
    "product",
    metadata,
    identity(),
    sa.Column("entry_id", sa.String(36), sa.ForeignKey("progress_entry.id"), nullable=False, index=True),
    sa.Column("sequence", sa.Integer, nullable=False),
    text("name"),
    text("number"),
    text("day"),
)

answer = sa.Table(
    "answer",
    metadata,
    identity(),
    sa.Column("criteria_code", sa.Text, nullable=False),
    sa.Column("year", sa.Integer, nullable=False),
    sa.Column("criterion_code", sa.Text, nullable=False),
    text("content"),
    text("explanation"),
    sa.UniqueConstraint("criteria_code", "year", "criterion_code"),
)

adjustment = sa.Table(
    "adjustment",
    metadata,
    identity(),
    sa.Column("criteria_code", sa.Text, nullable=False),
    sa.Column("year", sa.Integer, nullable=False),
    sa.Column("code", sa.Text, nullable=False),
    sa.Column("cases", sa.Integer, nullable=False, server_default="0"),
    text("explanation"),
    sa.UniqueConstraint("criteria_code", "year", "code"),
    sa.CheckConstraint("cases >= 0", name="cases"),
)

evidence = sa.Table(
    "evidence",
    metadata,
    identity(),
    sa.Column("sha256", sa.String(64), nullable=False, unique=True),
    sa.Column("name", sa.Text, nullable=False),
    sa.Column("size", sa.Integer, nullable=False),
    sa.Column("media_type", sa.Text, nullable=False),
    text("number"),
    text("day"),
    text("issuer"),
    text("title"),
    sa.Column("added_at", sa.Text, nullable=False),
    sa.CheckConstraint("size > 0", name="size"),
)

evidence_use = sa.Table(
    "evidence_use",
    metadata,
    identity(),
    sa.Column("evidence_id", sa.String(36), sa.ForeignKey("evidence.id"), nullable=False, index=True),
    sa.Column("answer_id", sa.String(36), sa.ForeignKey("answer.id"), nullable=True, index=True),
    sa.Column("product_id", sa.String(36), sa.ForeignKey("product.id"), nullable=True, index=True),
    sa.Column("register_row_id", sa.String(36), sa.ForeignKey("register_row.id"), nullable=True, index=True),
    sa.Column("sequence", sa.Integer, nullable=False),
    text("pages"),
    sa.CheckConstraint(
        "(answer_id IS NOT NULL) + (product_id IS NOT NULL) + (register_row_id IS NOT NULL) = 1", name="one_owner"
    ),
    sa.UniqueConstraint("evidence_id", "answer_id"),
    sa.UniqueConstraint("evidence_id", "product_id"),
    sa.UniqueConstraint("evidence_id", "register_row_id"),
)

submission = sa.Table(
    "submission",
    metadata,
    identity(),
    sa.Column("kind", sa.Text, nullable=False),
    text("form_code"),
    sa.Column("unit_code", sa.String(5), nullable=False),
    sa.Column("period_code", sa.Text, nullable=False),
    sa.Column("revision", sa.Integer, nullable=False),
    sa.Column("parent_id", sa.String(36), sa.ForeignKey("submission.id"), nullable=True),
    sa.Column("state", sa.Text, nullable=False),
    text("reference_day"),
    text("document_number"),
    text("document_date"),
    sa.Column("leader_id", sa.String(36), sa.ForeignKey("officer.id"), nullable=True),
    text("reopen_reason"),
    sa.Column("completed_by", sa.String(36), sa.ForeignKey("officer.id"), nullable=True),
    text("completed_at"),
    sa.Column("snapshot", sa.LargeBinary, nullable=True),
    text("snapshot_sha256"),
    text("signing_way"),
    sa.Column("signed_by", sa.String(36), sa.ForeignKey("officer.id"), nullable=True),
    text("signed_at"),
    sa.Column("signature", sa.LargeBinary, nullable=True),
    sa.Column("scan_id", sa.String(36), sa.ForeignKey("evidence.id"), nullable=True),
    text("exported_at"),
    text("package_path"),
    sa.UniqueConstraint("unit_code", "kind", "form_code", "period_code", "revision"),
    sa.CheckConstraint(
        "state IN ('draft', 'complete', 'signed', 'exported', 'received', 'returned', 'accepted', 'reopened')",
        name="state",
    ),
    sa.CheckConstraint("state = 'draft' OR snapshot IS NOT NULL", name="frozen"),
    sa.CheckConstraint("state IN ('draft', 'complete', 'reopened') OR signature IS NOT NULL", name="signed"),
    sa.CheckConstraint("signed_by IS NULL OR signed_by <> completed_by", name="four_eyes"),
    sa.CheckConstraint("revision >= 1", name="revision"),
)

folder_holder = sa.Table(
    "folder_holder",
    metadata,
    identity(),
    sa.Column("only", sa.Integer, nullable=False, server_default="1", unique=True),
    sa.Column("folder_id", sa.String(36), nullable=False),
    sa.Column("generation", sa.Integer, nullable=False),
    sa.Column("state", sa.Text, nullable=False),
    text("machine"),
    text("place"),
    text("since"),
    text("given_to"),
    text("given_code"),
    text("given_file"),
    sa.CheckConstraint("only = 1", name="single_row"),
    sa.CheckConstraint("generation >= 1", name="generation"),
    sa.CheckConstraint("state IN ('live', 'handed_over')", name="state"),
)

program_run = sa.Table(
    "program_run",
    metadata,
    identity(),
    sa.Column("started_at", sa.Text, nullable=False),
    text("ended_at"),
    text("machine"),
    sa.Column("first_seq", sa.Integer, nullable=False),
)

kept_text = sa.Table(
    "kept_text",
    metadata,
    identity(),
    sa.Column("target", sa.Text, nullable=False),
    sa.Column("label", sa.Text, nullable=False),
    sa.Column("text", sa.Text, nullable=False),
    text("stored"),
    sa.Column("officer_id", sa.String(36), sa.ForeignKey("officer.id"), nullable=True),
    sa.Column("kept_at", sa.Text, nullable=False),
    text("discarded_at"),
    sa.Index("ix_kept_text_target", "target"),
)

audit = sa.Table(
    "audit",
    metadata,
    sa.Column("seq", sa.Integer, primary_key=True, autoincrement=True),
    sa.Column("group_id", sa.Integer, nullable=False),
    sa.Column("at", sa.Text, nullable=False),
    sa.Column("officer_id", sa.String(36), nullable=True),
    sa.Column("action", sa.Text, nullable=False),
    sa.Column("table_name", sa.Text, nullable=False),
    sa.Column("row_id", sa.Text, nullable=False),
    sa.Column("field", sa.Text, nullable=False),
    sa.Column("old", sa.Text, nullable=True),
    sa.Column("new", sa.Text, nullable=True),
    sa.Column("reason", sa.Text, nullable=False, server_default=""),
    text("run_id"),
    sa.Column("elapsed_ms", sa.Integer, nullable=False, server_default="0"),
    sa.Column("previous_hash", sa.String(64), nullable=False),
    sa.Column("hash", sa.String(64), nullable=False),
    sa.Index("ix_audit_table_name_row_id", "table_name", "row_id"),
    sa.Index("ix_audit_group_id", "group_id"),
    sqlite_autoincrement=True,
)
