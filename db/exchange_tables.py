"""The tables of signing, sending and answering: signed documents, keys, copies, what the province received and said."""

import sqlalchemy as sa

from db.schema import identity, metadata, text

signed_document = sa.Table(
    "signed_document",
    metadata,
    identity(),
    sa.Column("submission_id", sa.String(36), sa.ForeignKey("submission.id"), nullable=False),
    sa.Column("step", sa.Integer, nullable=False),
    sa.Column("sha256", sa.String(64), nullable=False),
    sa.Column("way", sa.Text, nullable=False),
    sa.Column("signer", sa.Text, nullable=False),
    text("organisation"),
    text("issuer"),
    text("serial"),
    text("signed_at"),
    sa.UniqueConstraint("submission_id", "step"),
    sa.CheckConstraint("way IN ('key_file', 'token', 'imported')", name="way"),
    sa.CheckConstraint("step IN (1, 2)", name="step"),
)

trust_list = sa.Table(
    "trust_list",
    metadata,
    identity(),
    sa.Column("edition", sa.Text, nullable=False, unique=True),
    text("issued"),
    sa.Column("sha256", sa.String(64), nullable=False),
    sa.Column("content", sa.LargeBinary, nullable=False),
    sa.Column("imported_at", sa.Text, nullable=False),
)

device = sa.Table(
    "device",
    metadata,
    identity(),
    sa.Column("owner", sa.Text, nullable=False),
    sa.Column("owner_name", sa.Text, nullable=False),
    sa.Column("fingerprint", sa.String(64), nullable=False, unique=True),
    sa.Column("certificate", sa.LargeBinary, nullable=False),
    sa.Column("enrolled_at", sa.Text, nullable=False),
    text("retired_at"),
    sa.Index("ix_device_owner", "owner"),
)

package_copy = sa.Table(
    "package_copy",
    metadata,
    identity(),
    sa.Column("submission_id", sa.String(36), sa.ForeignKey("submission.id"), nullable=False, index=True),
    sa.Column("medium", sa.Text, nullable=False),
    text("label"),
    sa.Column("place", sa.Text, nullable=False),
    sa.Column("sha256", sa.String(64), nullable=False),
    sa.Column("size", sa.Integer, nullable=False),
    sa.Column("parts", sa.Integer, nullable=False, server_default="1"),
    sa.Column("written_at", sa.Text, nullable=False),
    text("read_back_at"),
    text("gone_at"),
    sa.CheckConstraint("medium IN ('folder', 'stick', 'mail')", name="medium"),
)

answer_from_province = sa.Table(
    "answer_from_province",
    metadata,
    identity(),
    sa.Column("submission_id", sa.String(36), sa.ForeignKey("submission.id"), nullable=False),
    sa.Column("kind", sa.Text, nullable=False),
    sa.Column("code", sa.Text, nullable=False),
    text("at"),
    text("note"),
    sa.Column("content", sa.LargeBinary, nullable=True),
    sa.Column("imported_at", sa.Text, nullable=False),
    sa.UniqueConstraint("submission_id", "kind", "code"),
    sa.CheckConstraint("kind IN ('received', 'returned', 'accepted')", name="kind"),
)

remark = sa.Table(
    "remark",
    metadata,
    identity(),
    sa.Column("answer_id", sa.String(36), sa.ForeignKey("answer_from_province.id"), nullable=False, index=True),
    sa.Column("sequence", sa.Integer, nullable=False),
    sa.Column("target", sa.Text, nullable=False),
    sa.Column("place", sa.Text, nullable=False),
    sa.Column("text", sa.Text, nullable=False),
    text("reply"),
    sa.Column("replied_by", sa.String(36), sa.ForeignKey("officer.id"), nullable=True),
    text("replied_at"),
    sa.UniqueConstraint("answer_id", "sequence"),
)

received = sa.Table(
    "received",
    metadata,
    identity(),
    sa.Column("unit_code", sa.String(5), nullable=False),
    sa.Column("kind", sa.Text, nullable=False),
    text("form_code"),
    sa.Column("period_code", sa.Text, nullable=False),
    sa.Column("revision", sa.Integer, nullable=False),
    text("parent_sha256"),
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
    text("source"),
    text("decided_at"),
    sa.Column("decided_by", sa.String(36), sa.ForeignKey("officer.id"), nullable=True),
    text("note"),
    sa.CheckConstraint("state IN ('received', 'conflict', 'superseded', 'returned', 'accepted')", name="state"),
    sa.CheckConstraint("key_state IN ('known', 'unknown', 'replaced', 'unsigned')", name="key_state"),
    sa.CheckConstraint("revision >= 1", name="revision"),
    sa.Index("ix_received_place", "unit_code", "kind", "form_code", "period_code"),
)

received_remark = sa.Table(
    "received_remark",
    metadata,
    identity(),
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
    identity(),
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
    identity(),
    sa.Column("package_sha256", sa.String(64), nullable=False, unique=True),
    sa.Column("name", sa.Text, nullable=False),
    sa.Column("size", sa.Integer, nullable=False),
    sa.Column("reasons", sa.Text, nullable=False),
    text("source"),
    sa.Column("at", sa.Text, nullable=False),
    text("released_at"),
)
