"""The schema, as SQLAlchemy Core tables. Rows have UUID identities; business keys are unique in the schema."""

import sqlalchemy as sa

metadata = sa.MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)


def _id() -> sa.Column[str]:
    return sa.Column("id", sa.String(36), primary_key=True)


def _text(name: str, default: str = "") -> sa.Column[str]:
    return sa.Column(name, sa.Text, nullable=False, server_default=default)


workspace = sa.Table(
    "workspace",
    metadata,
    _id(),
    sa.Column("only", sa.Integer, nullable=False, server_default="1", unique=True),
    sa.Column("unit_code", sa.String(5), nullable=False),
    sa.Column("plan_code", sa.Text, nullable=False),
    sa.Column("criteria_code", sa.Text, nullable=False),
    sa.Column("sample", sa.Boolean(name="sample"), nullable=False),
    _text("addressee"),
    _text("recipients"),
    _text("desk", "commune"),
    sa.Column("created_at", sa.Text, nullable=False),
    sa.CheckConstraint("only = 1", name="single_row"),
    sa.CheckConstraint("desk IN ('commune', 'province')", name="desk"),
)

officer = sa.Table(
    "officer",
    metadata,
    _id(),
    sa.Column("full_name", sa.Text, nullable=False),
    sa.Column("post", sa.Text, nullable=False),
    sa.Column("role", sa.Text, nullable=False),
    sa.Column("password_hash", sa.Text, nullable=False),
    sa.Column("active", sa.Boolean(name="active"), nullable=False, server_default=sa.true()),
    sa.Column("failed_attempts", sa.Integer, nullable=False, server_default="0"),
    _text("locked_until"),
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
    _id(),
    sa.Column("code", sa.Text, nullable=False, unique=True),
    sa.Column("edition", sa.Text, nullable=False),
    sa.Column("kind", sa.Text, nullable=False),
    sa.ForeignKeyConstraint(["code", "edition"], ["pack.code", "pack.edition"]),
)

commune_plan = sa.Table(
    "commune_plan",
    metadata,
    _id(),
    sa.Column("plan_code", sa.Text, nullable=False, unique=True),
    _text("title"),
    _text("basis"),
    _text("purpose"),
    _text("arrangements"),
    _text("sent_number"),
    _text("sent_day"),
    _text("sent_to"),
)

commune_task = sa.Table(
    "commune_task",
    metadata,
    _id(),
    sa.Column("plan_code", sa.Text, nullable=False),
    sa.Column("task_code", sa.Text, nullable=False),
    sa.Column("own", sa.Boolean(name="own"), nullable=False),
    sa.Column("included", sa.Boolean(name="included"), nullable=False, server_default=sa.true()),
    sa.Column("sequence", sa.Integer, nullable=False, server_default="0"),
    _text("number"),
    _text("field"),
    _text("goal"),
    _text("name"),
    _text("lead"),
    _text("cooperation"),
    _text("product"),
    _text("time"),
    sa.UniqueConstraint("plan_code", "task_code"),
)

register_row = sa.Table(
    "register_row",
    metadata,
    _id(),
    sa.Column("register_code", sa.Text, nullable=False),
    _text("day"),
    sa.Column("sequence", sa.Integer, nullable=False),
    _text("content", "{}"),
    sa.Index("ix_register_row_register_code_day", "register_code", "day"),
)

report_field = sa.Table(
    "report_field",
    metadata,
    _id(),
    sa.Column("form_code", sa.Text, nullable=False),
    sa.Column("period_code", sa.Text, nullable=False),
    sa.Column("field_code", sa.Text, nullable=False),
    sa.Column("state", sa.Text, nullable=False, server_default="empty"),
    _text("value"),
    sa.Column("estimate", sa.Boolean(name="estimate"), nullable=False, server_default=sa.false()),
    _text("override_reason"),
    sa.UniqueConstraint("form_code", "period_code", "field_code"),
    sa.CheckConstraint("state IN ('empty', 'not_arising', 'value')", name="state"),
)

report_text = sa.Table(
    "report_text",
    metadata,
    _id(),
    sa.Column("form_code", sa.Text, nullable=False),
    sa.Column("period_code", sa.Text, nullable=False),
    sa.Column("section_code", sa.Text, nullable=False),
    _text("text"),
    _text("draft"),
    sa.UniqueConstraint("form_code", "period_code", "section_code"),
)

report_explanation = sa.Table(
    "report_explanation",
    metadata,
    _id(),
    sa.Column("form_code", sa.Text, nullable=False),
    sa.Column("period_code", sa.Text, nullable=False),
    sa.Column("finding_code", sa.Text, nullable=False),
    _text("text"),
    sa.UniqueConstraint("form_code", "period_code", "finding_code"),
)

assignment = sa.Table(
    "assignment",
    metadata,
    _id(),
    sa.Column("plan_code", sa.Text, nullable=False),
    sa.Column("task_code", sa.Text, nullable=False),
    sa.Column("officer_id", sa.String(36), sa.ForeignKey("officer.id"), nullable=True),
    _text("internal_due"),
    sa.Column("not_arising", sa.Boolean(name="not_arising"), nullable=False, server_default=sa.false()),
    _text("not_arising_reason"),
    sa.UniqueConstraint("plan_code", "task_code"),
)

progress_entry = sa.Table(
    "progress_entry",
    metadata,
    _id(),
    sa.Column("plan_code", sa.Text, nullable=False),
    sa.Column("task_code", sa.Text, nullable=False),
    sa.Column("day", sa.Text, nullable=False),
    sa.Column("sequence", sa.Integer, nullable=False),
    sa.Column("percent", sa.Integer, nullable=False, server_default="0"),
    _text("result"),
    _text("difficulty"),
    _text("objective_reason"),
    sa.CheckConstraint("percent BETWEEN 0 AND 100", name="percent"),
    sa.Index("ix_progress_entry_plan_code_task_code", "plan_code", "task_code"),
)

product = sa.Table(
    "product",
    metadata,
    _id(),
    sa.Column("entry_id", sa.String(36), sa.ForeignKey("progress_entry.id"), nullable=False, index=True),
    sa.Column("sequence", sa.Integer, nullable=False),
    _text("name"),
    _text("number"),
    _text("day"),
)

answer = sa.Table(
    "answer",
    metadata,
    _id(),
    sa.Column("criteria_code", sa.Text, nullable=False),
    sa.Column("year", sa.Integer, nullable=False),
    sa.Column("criterion_code", sa.Text, nullable=False),
    _text("content"),
    _text("explanation"),
    sa.UniqueConstraint("criteria_code", "year", "criterion_code"),
)

adjustment = sa.Table(
    "adjustment",
    metadata,
    _id(),
    sa.Column("criteria_code", sa.Text, nullable=False),
    sa.Column("year", sa.Integer, nullable=False),
    sa.Column("code", sa.Text, nullable=False),
    sa.Column("cases", sa.Integer, nullable=False, server_default="0"),
    _text("explanation"),
    sa.UniqueConstraint("criteria_code", "year", "code"),
    sa.CheckConstraint("cases >= 0", name="cases"),
)

evidence = sa.Table(
    "evidence",
    metadata,
    _id(),
    sa.Column("sha256", sa.String(64), nullable=False, unique=True),
    sa.Column("name", sa.Text, nullable=False),
    sa.Column("size", sa.Integer, nullable=False),
    sa.Column("media_type", sa.Text, nullable=False),
    _text("number"),
    _text("day"),
    _text("issuer"),
    _text("title"),
    sa.Column("added_at", sa.Text, nullable=False),
    sa.CheckConstraint("size > 0", name="size"),
)

evidence_use = sa.Table(
    "evidence_use",
    metadata,
    _id(),
    sa.Column("evidence_id", sa.String(36), sa.ForeignKey("evidence.id"), nullable=False, index=True),
    sa.Column("answer_id", sa.String(36), sa.ForeignKey("answer.id"), nullable=True, index=True),
    sa.Column("product_id", sa.String(36), sa.ForeignKey("product.id"), nullable=True, index=True),
    sa.Column("register_row_id", sa.String(36), sa.ForeignKey("register_row.id"), nullable=True, index=True),
    sa.Column("sequence", sa.Integer, nullable=False),
    _text("pages"),
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
    _id(),
    sa.Column("kind", sa.Text, nullable=False),
    _text("form_code"),
    sa.Column("unit_code", sa.String(5), nullable=False),
    sa.Column("period_code", sa.Text, nullable=False),
    sa.Column("revision", sa.Integer, nullable=False),
    sa.Column("parent_id", sa.String(36), sa.ForeignKey("submission.id"), nullable=True),
    sa.Column("state", sa.Text, nullable=False),
    _text("reference_day"),
    _text("document_number"),
    _text("document_date"),
    sa.Column("leader_id", sa.String(36), sa.ForeignKey("officer.id"), nullable=True),
    _text("reopen_reason"),
    sa.Column("completed_by", sa.String(36), sa.ForeignKey("officer.id"), nullable=True),
    _text("completed_at"),
    sa.Column("snapshot", sa.LargeBinary, nullable=True),
    _text("snapshot_sha256"),
    _text("signing_way"),
    sa.Column("signed_by", sa.String(36), sa.ForeignKey("officer.id"), nullable=True),
    _text("signed_at"),
    sa.Column("signature", sa.LargeBinary, nullable=True),
    sa.Column("scan_id", sa.String(36), sa.ForeignKey("evidence.id"), nullable=True),
    _text("exported_at"),
    _text("package_path"),
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

signed_document = sa.Table(
    "signed_document",
    metadata,
    _id(),
    sa.Column("submission_id", sa.String(36), sa.ForeignKey("submission.id"), nullable=False),
    sa.Column("step", sa.Integer, nullable=False),
    sa.Column("sha256", sa.String(64), nullable=False),
    sa.Column("way", sa.Text, nullable=False),
    sa.Column("signer", sa.Text, nullable=False),
    _text("organisation"),
    _text("issuer"),
    _text("serial"),
    _text("signed_at"),
    sa.UniqueConstraint("submission_id", "step"),
    sa.CheckConstraint("way IN ('key_file', 'token', 'imported')", name="way"),
    sa.CheckConstraint("step IN (1, 2)", name="step"),
)

trust_list = sa.Table(
    "trust_list",
    metadata,
    _id(),
    sa.Column("edition", sa.Text, nullable=False, unique=True),
    _text("issued"),
    sa.Column("sha256", sa.String(64), nullable=False),
    sa.Column("content", sa.LargeBinary, nullable=False),
    sa.Column("imported_at", sa.Text, nullable=False),
)

device = sa.Table(
    "device",
    metadata,
    _id(),
    sa.Column("owner", sa.Text, nullable=False),
    sa.Column("owner_name", sa.Text, nullable=False),
    sa.Column("fingerprint", sa.String(64), nullable=False, unique=True),
    sa.Column("certificate", sa.LargeBinary, nullable=False),
    sa.Column("enrolled_at", sa.Text, nullable=False),
    _text("retired_at"),
    sa.Index("ix_device_owner", "owner"),
)

package_copy = sa.Table(
    "package_copy",
    metadata,
    _id(),
    sa.Column("submission_id", sa.String(36), sa.ForeignKey("submission.id"), nullable=False, index=True),
    sa.Column("medium", sa.Text, nullable=False),
    _text("label"),
    sa.Column("place", sa.Text, nullable=False),
    sa.Column("sha256", sa.String(64), nullable=False),
    sa.Column("size", sa.Integer, nullable=False),
    sa.Column("parts", sa.Integer, nullable=False, server_default="1"),
    sa.Column("written_at", sa.Text, nullable=False),
    _text("read_back_at"),
    _text("gone_at"),
    sa.CheckConstraint("medium IN ('folder', 'stick', 'mail')", name="medium"),
)

answer_from_province = sa.Table(
    "answer_from_province",
    metadata,
    _id(),
    sa.Column("submission_id", sa.String(36), sa.ForeignKey("submission.id"), nullable=False),
    sa.Column("kind", sa.Text, nullable=False),
    sa.Column("code", sa.Text, nullable=False),
    _text("at"),
    _text("note"),
    sa.Column("content", sa.LargeBinary, nullable=True),
    sa.Column("imported_at", sa.Text, nullable=False),
    sa.UniqueConstraint("submission_id", "kind", "code"),
    sa.CheckConstraint("kind IN ('received', 'returned', 'accepted')", name="kind"),
)

remark = sa.Table(
    "remark",
    metadata,
    _id(),
    sa.Column("answer_id", sa.String(36), sa.ForeignKey("answer_from_province.id"), nullable=False, index=True),
    sa.Column("sequence", sa.Integer, nullable=False),
    sa.Column("target", sa.Text, nullable=False),
    sa.Column("place", sa.Text, nullable=False),
    sa.Column("text", sa.Text, nullable=False),
    _text("reply"),
    sa.Column("replied_by", sa.String(36), sa.ForeignKey("officer.id"), nullable=True),
    _text("replied_at"),
    sa.UniqueConstraint("answer_id", "sequence"),
)

received = sa.Table(
    "received",
    metadata,
    _id(),
    sa.Column("unit_code", sa.String(5), nullable=False),
    sa.Column("kind", sa.Text, nullable=False),
    _text("form_code"),
    sa.Column("period_code", sa.Text, nullable=False),
    sa.Column("revision", sa.Integer, nullable=False),
    _text("parent_sha256"),
    sa.Column("snapshot_sha256", sa.String(64), nullable=False, unique=True),
    sa.Column("package_sha256", sa.String(64), nullable=False, unique=True),
    sa.Column("package_name", sa.Text, nullable=False),
    sa.Column("package_size", sa.Integer, nullable=False),
    sa.Column("program_version", sa.Text, nullable=False),
    sa.Column("snapshot", sa.LargeBinary, nullable=False),
    sa.Column("device_id", sa.String(36), sa.ForeignKey("device.id"), nullable=True),
    sa.Column("key_state", sa.Text, nullable=False),
    sa.Column("state", sa.Text, nullable=False),
    sa.Column("received_at", sa.Text, nullable=False),
    _text("source"),
    _text("decided_at"),
    sa.Column("decided_by", sa.String(36), sa.ForeignKey("officer.id"), nullable=True),
    _text("note"),
    sa.CheckConstraint("state IN ('received', 'conflict', 'superseded', 'returned', 'accepted')", name="state"),
    sa.CheckConstraint("key_state IN ('known', 'unknown', 'replaced', 'unsigned')", name="key_state"),
    sa.CheckConstraint("revision >= 1", name="revision"),
    sa.Index("ix_received_place", "unit_code", "kind", "form_code", "period_code"),
)

received_remark = sa.Table(
    "received_remark",
    metadata,
    _id(),
    sa.Column("received_id", sa.String(36), sa.ForeignKey("received.id"), nullable=False, index=True),
    sa.Column("sequence", sa.Integer, nullable=False),
    sa.Column("target", sa.Text, nullable=False),
    sa.Column("place", sa.Text, nullable=False),
    sa.Column("text", sa.Text, nullable=False),
    sa.UniqueConstraint("received_id", "sequence"),
)

issued_answer = sa.Table(
    "issued_answer",
    metadata,
    _id(),
    sa.Column("received_id", sa.String(36), sa.ForeignKey("received.id"), nullable=False, index=True),
    sa.Column("kind", sa.Text, nullable=False),
    sa.Column("code", sa.Text, nullable=False),
    sa.Column("at", sa.Text, nullable=False),
    sa.Column("content", sa.LargeBinary, nullable=False),
    sa.CheckConstraint("kind IN ('received', 'returned', 'accepted')", name="kind"),
)

quarantined = sa.Table(
    "quarantined",
    metadata,
    _id(),
    sa.Column("package_sha256", sa.String(64), nullable=False, unique=True),
    sa.Column("name", sa.Text, nullable=False),
    sa.Column("size", sa.Integer, nullable=False),
    sa.Column("reasons", sa.Text, nullable=False),
    _text("source"),
    sa.Column("at", sa.Text, nullable=False),
    _text("released_at"),
)

folder_holder = sa.Table(
    "folder_holder",
    metadata,
    _id(),
    sa.Column("only", sa.Integer, nullable=False, server_default="1", unique=True),
    sa.Column("folder_id", sa.String(36), nullable=False),
    sa.Column("generation", sa.Integer, nullable=False),
    sa.Column("state", sa.Text, nullable=False),
    _text("machine"),
    _text("place"),
    _text("since"),
    _text("given_to"),
    _text("given_code"),
    _text("given_file"),
    sa.CheckConstraint("only = 1", name="single_row"),
    sa.CheckConstraint("generation >= 1", name="generation"),
    sa.CheckConstraint("state IN ('live', 'handed_over')", name="state"),
)

program_run = sa.Table(
    "program_run",
    metadata,
    _id(),
    sa.Column("started_at", sa.Text, nullable=False),
    _text("ended_at"),
    _text("machine"),
    sa.Column("first_seq", sa.Integer, nullable=False),
)

kept_text = sa.Table(
    "kept_text",
    metadata,
    _id(),
    sa.Column("target", sa.Text, nullable=False),
    sa.Column("label", sa.Text, nullable=False),
    sa.Column("text", sa.Text, nullable=False),
    _text("stored"),
    sa.Column("officer_id", sa.String(36), sa.ForeignKey("officer.id"), nullable=True),
    sa.Column("kept_at", sa.Text, nullable=False),
    _text("discarded_at"),
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
    _text("run_id"),
    sa.Column("elapsed_ms", sa.Integer, nullable=False, server_default="0"),
    sa.Column("previous_hash", sa.String(64), nullable=False),
    sa.Column("hash", sa.String(64), nullable=False),
    sa.Index("ix_audit_table_name_row_id", "table_name", "row_id"),
    sa.Index("ix_audit_group_id", "group_id"),
    sqlite_autoincrement=True,
)
