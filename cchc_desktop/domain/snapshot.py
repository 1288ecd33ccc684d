"""The shape of a snapshot (bản chốt): the frozen content of a submission; everything printed or sent is made from it.

A snapshot is plain JSON (strings, integers, booleans, lists, objects). Decimal numbers travel as strings with a point
("1.82"), dates as "YYYY-MM-DD". Its canonical form is RFC 8785, its identity the SHA-256 of that form.
All text is NFC.
"""

from typing import Literal, NotRequired, TypedDict

FORMAT = "cchc-snapshot"
FORMAT_VERSION = 3
REPLIES_VERSION = 4
KNOWN_VERSIONS = (1, 2, 3, 4)
"""2 added the report, the plan and the register; 3 who issued a document, on which pages it proves something, the
files of a register, and where the audit trail stood; 4 the replies to the province's remarks, and only a snapshot that
has some is of it. What the versions before knew is unchanged."""

KindWord = Literal["progress", "report", "assessment", "plan", "register"]


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


class PagesPart(TypedDict):
    """Where in a file the proof stands, for one of its uses."""

    use: str  # one of those that the file lists
    pages: str  # "2-3", "mục II, trang 4"


class TrailPart(TypedDict):
    """Where the audit trail stood when the snapshot was frozen: the code on every page vouches for these lines too."""

    lines: int
    last_hash: str


class EvidencePart(TypedDict):
    """A stored file. ``sha256`` is also its name in the evidence store; ``use`` lists what it proves."""

    sha256: str
    name: str  # as given, NFC
    size: int
    media_type: str
    number: str
    date: str
    title: str
    use: list[str]  # "criterion:1.1.1", "task:TQ2025H2-06", "register:PUBLICITY", in a register "row:7"
    issuer: NotRequired[str]  # who issued the document, where it is known
    pages: NotRequired[list[PagesPart]]  # for the uses of which they are known


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


class ParagraphPart(TypedDict):
    """A paragraph of the narrative; ``drafted`` where it stands as the program wrote it from the data."""

    text: str
    drafted: bool


class SectionPart(TypedDict):
    """A section of a report with its computed number ("I", "1", "1.1", "a")."""

    code: str
    number: str
    title: str
    level: int
    paragraphs: list[ParagraphPart]


class FigurePart(TypedDict):
    """A figure of a report. ``value`` is exact and plain ("1855", "2025-10-05"), the shown forms are as printed."""

    code: str
    section: str
    name: str
    type: str  # value of field_type.FieldType; "heading" opens a group and has no value
    unit: str
    decimals: int
    basis: str  # value of form.Basis
    state: str  # value of field_value.ValueState
    value: str
    shown: str
    estimate: bool
    origin: str  # where it comes from, in words: "Sổ tuyên truyền: 12 dòng"; "" where typed
    derived: str  # the derived value, shown, where it was overridden
    override_reason: str
    previous: str
    last_year: str
    change: str  # against the previous period, "+12,50%"
    target: str  # "từ 90% trở lên"
    met: str  # "met", "not_met" or ""
    table: NotRequired["TablePart"]  # the rows of a table field that has some


class TablePart(TypedDict):
    """A table of typed columns: a register, or an annex made from one.

    Numbers and dates in ``rows`` are plain ("1855", "2025-10-05"), everything else is as printed.
    """

    code: str
    title: str
    columns: list["TableColumnPart"]
    rows: list[list[str]]


class TableColumnPart(TypedDict):
    """A column of a ``TablePart``."""

    name: str
    type: str  # value of field_type.FieldType
    decimals: int
    share: int


class RemarkPart(TypedDict):
    """A finding that was let pass, with the explanation that the unit gave."""

    code: str
    level: str
    text: str
    explanation: str


class TargetPart(TypedDict):
    """A target with the value reached."""

    code: str
    name: str
    threshold: str  # "từ 90% trở lên"
    shown: str  # the value reached, "" where nothing is known
    met: str  # "met", "not_met" or ""
    trend: str  # "up", "down", "same" or ""
    source: str
    place: str


class ReportPart(TypedDict):
    """The content of a periodic report."""

    form_code: str
    title: str
    opening: str
    next_period: str  # label of the next report, "" where there is none
    due: str
    previous_label: str
    last_year_label: str
    sections: list[SectionPart]
    figures: list[FigurePart]
    annexes: list[TablePart]  # annexes made from registers and tasks; the figures are an annex of their own
    figures_annex: str  # title of the annex of figures, "" where the form has none
    figures_place: NotRequired[int]  # how many of ``annexes`` stand before the figures; all of them where it is missing
    targets: list[TargetPart]
    remarks: list[RemarkPart]
    packs: list[DefinitionPart]  # every pack that the figures rest on


class PlanTaskPart(TypedDict):
    """A task of the commune's plan; ``own`` where the commune added it."""

    code: str
    number: str
    own: bool
    goal: str
    name: str
    lead: str
    cooperation: str
    product: str
    time: str
    assignee: str
    internal_due: str


class PlanFieldPart(TypedDict):
    """A field of reform with the tasks of the commune's plan."""

    code: str
    name: str
    tasks: list[PlanTaskPart]


class PlanPart(TypedDict):
    """The commune's own plan; the texts are paragraphs."""

    title: str
    basis: list[str]
    purpose: list[str]
    arrangements: list[str]
    fields: list[PlanFieldPart]
    targets: list[TargetPart]


class RegisterPart(TypedDict):
    """A register printed as a book, for the rows between two days."""

    code: str
    name: str
    window_from: str
    window_to: str
    table: TablePart


class ReplyPart(TypedDict):
    """What the unit says to a remark of the province on an earlier revision; place and text are the remark's own."""

    answer: str  # sha256 of the signed answer, "" where it was told by telephone alone
    revision: int  # the one that was returned
    sequence: int  # of the remark in the answer
    target: str
    place: str
    text: str
    reply: str
    by: str
    at: str


class Snapshot(TypedDict):
    """The whole snapshot."""

    format: Literal["cchc-snapshot"]
    format_version: int
    kind: KindWord
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
    report: NotRequired[ReportPart]
    plan: NotRequired[PlanPart]
    register: NotRequired[RegisterPart]
    assessment: NotRequired[AssessmentPart]
    replies: NotRequired[list[ReplyPart]]  # to all remarks on the revisions before, oldest first
    trail: NotRequired[TrailPart]  # of what is completed; a draft and a printed register have none
