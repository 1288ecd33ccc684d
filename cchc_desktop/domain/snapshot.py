"""The shape of a snapshot (bản chốt): the frozen content of a submission; everything printed or sent is made from it.

A snapshot is plain JSON (strings, integers, booleans, lists, objects). Decimal numbers travel as strings with a point
("1.82"), dates as "YYYY-MM-DD". Its canonical form is RFC 8785, its identity the SHA-256 of that form.
All text is NFC.
"""

from typing import Literal, NotRequired, TypedDict

FORMAT = "cchc-snapshot"
FORMAT_VERSION = 1


class UnitPart(TypedDict):
    """The unit that submits."""

    code: str
    full_name: str  # "Xã Yên Sơn"
    office: str  # "UBND xã Yên Sơn"
    heading: list[str]  # ["ỦY BAN NHÂN DÂN", "XÃ YÊN SƠN"]
    place: str


class PeriodPart(TypedDict):
    """The period: code "2025-Q4", label "Quý IV năm 2025", data window and the day on which statuses are taken."""

    code: str
    label: str
    window_from: str
    window_to: str
    reference_day: str


class DocumentPart(TypedDict):
    """What the office gives the document: never invented, empty until typed."""

    number: str  # "" or "05"
    notation: str  # "BC-UBND"
    date: str  # "" or "2025-12-15"
    recipients: list[str]  # "Nơi nhận": lines without dash and end mark, last is "Lưu: VT, VP"
    addressee: str  # "Sở Nội vụ tỉnh Tuyên Quang"


class DefinitionPart(TypedDict):
    """The catalogue pack used."""

    code: str
    edition: str
    title: str
    issuer: str
    legal_basis: str
    sha256: str  # of the pack file as stored
    reconstruction: str  # sentence to print, or ""


class PersonPart(TypedDict):
    """An officer as printed."""

    name: str
    post: str


class SignerPart(TypedDict):
    """The leader who is to sign, with the lines above the signature."""

    name: str
    post: str
    form: list[str]


class EvidencePart(TypedDict):
    """A stored file. ``sha256`` is also its name in the evidence store; ``use`` lists what it proves."""

    sha256: str
    name: str  # as given, NFC
    size: int
    media_type: str
    number: str
    date: str
    title: str
    use: list[str]  # "criterion:1.1.1", "task:TQ2025H2-06"


class ProductPart(TypedDict):
    """A product document of a task."""

    name: str
    number: str
    date: str
    evidence: list[str]  # sha256


class EntryPart(TypedDict):
    """A progress entry."""

    day: str
    percent: int
    result: str
    difficulty: str
    objective_reason: str
    products: list[ProductPart]


class TaskPart(TypedDict):
    """A task of the plan with its status on the reference day."""

    code: str
    number: str
    goal: str
    name: str
    lead: str
    cooperation: str
    product: str
    time: str
    involvement: str  # "lead" | "cooperating" | "not_named"
    involvement_label: str
    due: str  # "2025-12-31" or ""
    assignee: str
    internal_due: str
    percent: int
    status: str  # value of TaskStatus
    status_label: str
    entries: list[EntryPart]


class FieldPart(TypedDict):
    """A field of reform with its tasks."""

    code: str
    name: str
    tasks: list[TaskPart]


class CountPart(TypedDict):
    """A line of the count by status; the counts add up to ``total``."""

    status: str
    label: str
    count: int


class ProgressPart(TypedDict):
    """The content of a progress report."""

    total: int
    counts: list[CountPart]
    fields: list[FieldPart]


class LeafPart(TypedDict):
    """A node of the criteria tree, flattened in printed order; ``depth`` 0 is an area. Inner nodes carry sums."""

    code: str
    name: str
    depth: int
    leaf: bool
    survey: bool
    max_points: str
    points: str  # "" where not scored (survey, not answered, left out)
    outcome: str  # value of scoring.Outcome, "" on inner nodes
    rule: str  # the rule in words, "" on inner nodes
    answer: list[str]  # what was entered, in words: "Số nhiệm vụ đề ra trong kế hoạch: 61 nhiệm vụ"
    arithmetic: str
    explanation: str
    evidence: list[str]  # sha256


class AdjustmentPart(TypedDict):
    """A bonus or deduction line."""

    code: str
    name: str
    each: str
    cases: int
    points: str
    explanation: str


class AssessmentPart(TypedDict):
    """The content of a self-assessment. Points of the survey are the province's and are not in it."""

    year: int
    rows: list[LeafPart]
    self_max: str  # maximum that is self-assessed, e.g. "70"
    self_points: str
    survey_max: str
    bonus: list[AdjustmentPart]
    bonus_points: str
    deduction: list[AdjustmentPart]
    deduction_points: str
    total: str  # self points + bonus - deduction
    rescaled: str  # on the scale of 100 without the survey
    grade: str  # preliminary class on the rescaled total


class Snapshot(TypedDict):
    """The whole snapshot."""

    format: Literal["cchc-snapshot"]
    format_version: int
    kind: Literal["progress", "assessment"]
    sample: bool  # DỮ LIỆU MẪU: can never be exported as real
    submission_id: str
    revision: int
    parent_id: str  # "" for the first revision
    created_at: str  # RFC 3339 with offset
    program_version: str
    unit: UnitPart
    period: PeriodPart
    document: DocumentPart
    definition: DefinitionPart
    prepared_by: PersonPart
    signer: SignerPart
    evidence: list[EvidencePart]
    reopen_reason: str
    progress: NotRequired[ProgressPart]
    assessment: NotRequired[AssessmentPart]
