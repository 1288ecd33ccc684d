"""Faults planted in the bundled report form, registers, targets and calendar, each once, with what must be said of it.

pack, text, what replaces it once, problem, entry, key
"""

FORM = "BC-CCHC-XA"
REGISTERS = "SO-XA-2025"
TARGETS = "CT-XA-2025"
CALENDAR = "LLV-VN-2025"

_DIALOGUES = 'name = "Số cuộc đối thoại"\ntype = "integer"'
_OPTIONS = f'{_DIALOGUES}\noptions = [{{ code = "0", label = "Không" }}]'
_COLUMNS = f'{_DIALOGUES}\ncolumns = [{{ code = "a", name = "A", type = "text" }}]'
_PAPER = '{ code = "1", label = "Phát phiếu" }'
_FIRST_FIELD = 'code = "BC1.1.1"\nsection = "I.2"'
_FIRST_CHECK = 'code = "KT01"\nlevel = "block"\nrule = "BC1.1.2 <= BC1.1.1"'
_ANNEX_ROWS = 'register = "VB"\ncondition = "linh_vuc = \'cchc\'"'
_FIGURES = 'kind = "figures"\n'
_SHARE = 'name = "Trích yếu nội dung"\ntype = "long_text"\nrequired = true\nshare = 34'
_LEVEL_2 = 'title = "Về tổ chức chỉ đạo, điều hành cải cách hành chính"\nlevel = 2'
_RATE = 'formula = "TY_LE(BC1.1.2, BC1.1.1)"'
_SWAP = "[[worked]]\nday = 2025-04-26"
_DUE = "working_days = 2"

FAULTS = [
    (FORM, 'code = "BC-CCHC-XA"', 'code = "../BC"', "pack-code-malformed", "header", "code"),
    (FORM, 'periods = ["M", "Q1", "H1", "Q3", "Y", "AD"]', 'periods = ["Q5"]', "part-unknown", "form", "periods"),
    (FORM, 'periods = ["M", "Q1", "H1", "Q3", "Y", "AD"]', "periods = []", "list-empty", "form", "periods"),
    (FORM, "nhiệm vụ {ky_sau}", "nhiệm vụ {ky_toi}", "placeholder-unknown", "form", "title"),
    (FORM, "Phương hướng, nhiệm vụ {ky_sau}", "Phương hướng {BC1.1.1}", "placeholder-unknown", "V", "title"),
    (FORM, "{BC1.8.1} quyết định", "{BC1.8.9} quyết định", "draft-wrong", "I.1", "draft[1]"),
    (FORM, _LEVEL_2, _LEVEL_2.replace("2", "3"), "level-skipped", "I.1", "level"),
    (FORM, _LEVEL_2, _LEVEL_2.replace("2", "5"), "parameter-out-of-range", "I.1", "level"),
    (FORM, _LEVEL_2, f"{_LEVEL_2}\nnarrative = false", "draft-misplaced", "I.1", "draft"),
    (FORM, _FIRST_FIELD, _FIRST_FIELD.replace("I.2", "I.9"), "section-unknown", "BC1.1.1", "section"),
    (FORM, _FIRST_FIELD, _FIRST_FIELD.replace("I.2", "III.1"), "section-not-served", "BC1.1.1", "section"),
    (FORM, 'code = "BC2.2.1"', 'code = "2.2.1"', "field-code-malformed", "2.2.1", "code"),
    (FORM, 'code = "BC2.2.2"', 'code = "BC2.2.1"', "code-duplicate", "BC2.2.1", "code"),
    (FORM, _DIALOGUES, _DIALOGUES.replace("integer", "number"), "value-type-unknown", "BC1.5.1", "type"),
    (FORM, _DIALOGUES, f"{_DIALOGUES}\ndecimals = 9", "parameter-out-of-range", "BC1.5.1", "decimals"),
    (FORM, _DIALOGUES, f"{_DIALOGUES}\nmaximum = \"-1\"", "bounds-reversed", "BC1.5.1", "maximum"),
    (FORM, _DIALOGUES, _OPTIONS, "options-misplaced", "BC1.5.1", "options"),
    (FORM, _DIALOGUES, f"{_DIALOGUES}\nlabel = 1", "key-unknown", "BC1.5.1", "label"),
    (FORM, _DIALOGUES, _COLUMNS, "columns-misplaced", "BC1.5.1", "columns"),
    (FORM, _DIALOGUES, f'{_DIALOGUES}\ndeviation = "-5"', "deviation-misplaced", "BC1.5.1", "deviation"),
    (FORM, _DIALOGUES, _DIALOGUES.replace("integer", "table"), "columns-missing", "BC1.5.1", "columns"),
    (FORM, _DIALOGUES, _DIALOGUES.replace("integer", "text"), "bound-misplaced", "BC1.5.1", "minimum"),
    (FORM, _DIALOGUES, _DIALOGUES.replace("integer", "text"), "formula-misplaced", "BC1.5.1", "formula"),
    (FORM, _DIALOGUES, _DIALOGUES.replace("integer", "yes_no"), "formula-kind-differs", "BC1.5.1", "formula"),
    (FORM, _DIALOGUES, _DIALOGUES.replace("integer", "heading"), "heading-with-value", "BC1.5.1", "formula"),
    (FORM, _PAPER, _PAPER.replace("1", "0"), "option-duplicate", "BC1.4.2", "options"),
    (FORM, 'basis = "at_cutoff"\nformula', 'basis = "now"\nformula', "choice-unknown", "BC1.1.1", "basis"),
    (FORM, 'carried = true', 'overridable = true', "override-without-formula", "BC1.2.1", "overridable"),
    (FORM, _RATE, _RATE.replace(",", ";"), "formula-wrong", "BC1.1.3", "formula"),
    (FORM, _RATE, _RATE.replace("1.1.1", "1.1.9"), "formula-field-unknown", "BC1.1.3", "formula"),
    (FORM, _RATE, _RATE.replace("1.1.2", "1.1.3"), "formulas-circular", "BC1.1.3", "formula"),
    (FORM, _FIRST_CHECK, _FIRST_CHECK.replace("block", "stop"), "choice-unknown", "KT01", "level"),
    (FORM, _FIRST_CHECK, _FIRST_CHECK.replace("<=", "<= 1 +* "), "formula-wrong", "KT01", "rule"),
    (FORM, _FIRST_CHECK, _FIRST_CHECK.replace("<=", "-"), "rule-not-comparison", "KT01", "rule"),
    (FORM, _FIRST_CHECK, _FIRST_CHECK.replace("BC1.1.1", "BC1.1"), "formula-field-unknown", "KT01", "rule"),
    (FORM, _FIRST_CHECK, _FIRST_CHECK.replace("<= BC1.1.1", "= 'x'"), "formula-types", "KT01", "rule"),
    (FORM, 'fields = ["BC1.1.2"]', 'fields = ["BC9"]', "formula-field-unknown", "KT01", "fields"),
    (FORM, _ANNEX_ROWS, "", "annex-register-misplaced", "annexes[1]", "register"),
    (FORM, _FIGURES, f'{_FIGURES}condition = "x = 1"\n', "annex-condition-misplaced", "annexes[2]", "condition"),
    (FORM, 'kind = "figures"', 'kind = "pictures"', "choice-unknown", "annexes[2]", "kind"),
    (FORM, "entries = 109", "entries = 110", "count-differs", "header", "entries"),
    (REGISTERS, 'code = "TT"', 'code = "VB"', "code-duplicate", "VB", "code"),
    (REGISTERS, 'code = "TT"', 'code = "NHIEM_VU"', "code-reserved", "NHIEM_VU", "code"),
    (REGISTERS, 'date_column = "ngay"', 'date_column = "ngay_ky"', "column-unknown", "VB", "date_column"),
    (REGISTERS, 'date_column = "ngay"', 'date_column = "loai"', "date-column-not-date", "VB", "date_column"),
    (REGISTERS, 'type = "date"\nrequired = true', 'type = "date"', "date-column-optional", "VB", "date_column"),
    (REGISTERS, '"so_ky_hieu", "ngay"', '"so", "ngay"', "column-unknown", "VB", "identity"),
    (REGISTERS, 'code = "so_ky_hieu"', 'code = "Số"', "column-code-malformed", "VB", "columns"),
    (REGISTERS, 'code = "so_ky_hieu"', 'code = "ngay"', "column-duplicate", "VB", "columns"),
    (REGISTERS, _SHARE, _SHARE.replace("34", "0"), "parameter-out-of-range", "VB", "columns[4].share"),
    (REGISTERS, _SHARE, _SHARE.replace("long_text", "table"), "value-type-unknown", "VB", "columns[4].type"),
    (REGISTERS, _SHARE, _SHARE.replace("long_text", "choice"), "options-missing", "VB", "columns[4].options"),
    (TARGETS, 'code = "CT2025-02"', 'code = "CT2025-01"', "code-duplicate", "CT2025-01", "code"),
    (TARGETS, 'operator = "="', 'operator = "=="', "choice-unknown", "CT2025-01", "operator"),
    (TARGETS, 'threshold = "100"', "threshold = 100", "type-wrong", "CT2025-01", "threshold"),
    (TARGETS, _RATE, 'formula = "TY_LE(BC1.1.2)"', "formula-wrong", "CT2025-01", "formula"),
    (TARGETS, _RATE, 'formula = "BC1.1.2 = BC1.1.1"', "formula-not-value", "CT2025-01", "formula"),
    (TARGETS, "year = 2025", "year = 20255", "parameter-out-of-range", "CT2025-01", "year"),
    (TARGETS, "decimals = 2", "decimals = 7", "parameter-out-of-range", "CT2025-01", "decimals"),
    (CALENDAR, "day = 2025-01-28", "day = 2025-01-27", "day-duplicate", "days_off[3]", "day"),
    (CALENDAR, "day = 2025-01-28", 'day = "28/01/2025"', "type-wrong", "days_off[3]", "day"),
    (CALENDAR, _SWAP, _SWAP.replace("26", "25"), "worked-not-weekend", "worked[1]", "day"),
    (CALENDAR, _SWAP, "[[worked]]\nday = 2026-04-26", "day-off-and-worked", "worked[1]", "day"),
    (CALENDAR, _DUE, "", "due-rule-unclear", "due[1]", "working_days"),
    (CALENDAR, _DUE, "working_days = 99", "parameter-out-of-range", "due[1]", "working_days"),
    (CALENDAR, _DUE, "calendar_day = 31", "parameter-out-of-range", "due[1]", "calendar_day"),
    (CALENDAR, '"M", "Q1"', '"T1", "Q1"', "part-unknown", "due[1]", "periods"),
]  # fmt: skip

BETWEEN_PACKS = frozenset({"draft-personal", "register-unknown", "form-unknown", "task-unknown", "option-unknown"})
"""Problems that show only when several packs are looked at together; see test_references."""
