"""The words of the command line, in one place."""

import argparse
import re
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NoReturn

ERRORS = (
    (r"the following arguments are required: (.*)", r"còn thiếu \1"),
    (r"argument (.*?): invalid choice: (.*?) \(choose from (.*)\)", r"\1 không nhận \2; hãy chọn một trong: \3"),
    (r"argument (.*?): expected one argument", r"\1 cần một giá trị"),
    (r"argument (.*?): invalid \w+ value: (.*)", r"\1 không nhận \2"),
    (r"unrecognized arguments: (.*)", r"không hiểu \1"),
    (r"one of the arguments (.*) is required", r"cần một trong: \1"),
    (r"argument (.*?): not allowed with argument (.*)", r"\1 không dùng cùng \2"),
)
"""What argparse says in English, and our words for it."""


class VietnameseParser(argparse.ArgumentParser):
    """argparse with its own few words in Vietnamese; wrong use ends with exit code 2."""

    def __init__(self, **settings: Any) -> None:
        super().__init__(**settings, add_help=False, formatter_class=_VietnameseHelp)
        self._positionals.title = "cần có"
        self._optionals.title = "tùy chọn"
        self.add_argument("-h", "--help", action="help", help="hiện trợ giúp này rồi thoát")

    def error(self, message: str) -> NoReturn:
        """Say what is wrong and how it is used."""
        for pattern, words in ERRORS:
            message = re.sub(pattern, words, message)
        self.print_usage(sys.stderr)
        self.exit(2, f"{self.prog}: câu lệnh chưa đúng: {message}\n")


class _VietnameseHelp(argparse.HelpFormatter):
    def add_usage(self, usage: str | None, actions: Any, groups: Any, prefix: str | None = None) -> None:
        super().add_usage(usage, actions, groups, "cách dùng: " if prefix is None else prefix)


def parse(arguments: Sequence[str]) -> argparse.Namespace:
    """Read the command line; exits with code 2 and the usage when it is wrong."""
    parser = VietnameseParser(
        prog="cchc-desktop", description="CCHC Desktop - công tác cải cách hành chính cấp xã, không cần mạng."
    )
    parser.set_defaults(data=None)
    parser.add_argument("--selftest", action="store_true", help="kiểm tra bản cài đặt rồi thoát")
    _with_common(parser)
    commands = parser.add_subparsers(dest="command", parser_class=VietnameseParser, title="lệnh", metavar="LỆNH")
    _demo(commands)
    _submission(commands)
    _package(commands)
    _device(commands)
    _answer(commands)
    _data(commands)
    _pack(commands)
    _plan(commands)
    _province(commands)
    return parser.parse_args(arguments)


_MOST_MEGABYTES = 2_000
Commands = argparse._SubParsersAction  # noqa: SLF001 - argparse gives the type no public name


def _with_common(parser: argparse.ArgumentParser) -> None:
    """The options that may stand before or behind a command."""
    where = "thư mục dữ liệu (mặc định: CCHC_DATA_DIR, hoặc thư mục đã chọn)"
    parser.add_argument("--data", type=Path, default=argparse.SUPPRESS, help=where)
    parser.add_argument(
        "--json", action="store_true", default=argparse.SUPPRESS, help="trả lời bằng JSON cho chương trình khác"
    )


def _demo(commands: "Commands[VietnameseParser]") -> None:
    demo = commands.add_parser("demo", help="chạy trọn việc chính trên dữ liệu mẫu: nhập, chấm, ký, kết xuất, kiểm tra")
    demo.add_argument("--out", type=Path, required=True, help="thư mục nhận gói nộp, văn bản và ảnh màn hình")
    demo.add_argument("--screens", action="store_true", help="chụp ảnh các màn hình (PNG)")
    _with_common(demo)


def _which_submission(parser: VietnameseParser) -> None:
    """What ``named_submission`` reads."""
    parser.add_argument("--unit", required=True, help="mã đơn vị, 5 chữ số")
    parser.add_argument("--period", required=True, help="mã kỳ: 2025-Q4, 2025-H2, 2025-M11, 2025")
    kinds = ("progress", "assessment", "report", "plan")
    parser.add_argument("--kind", required=True, choices=kinds, help="loại hồ sơ")
    parser.add_argument("--form", default="", help="mã biểu mẫu báo cáo (mặc định: biểu mẫu duy nhất đang dùng)")


def _submission(commands: "Commands[VietnameseParser]") -> None:
    submission = commands.add_parser("submission", help="hồ sơ nộp")
    actions = submission.add_subparsers(dest="action", required=True, parser_class=VietnameseParser, metavar="VIỆC")
    export = actions.add_parser("export", help="kết xuất gói nộp của hồ sơ đã ký")
    _which_submission(export)
    export.add_argument("--out", type=Path, required=True, help="thư mục nhận gói nộp")
    _with_common(export)
    _stick(actions)
    _mail(actions)
    _sign(actions)


def _stick(actions: "Commands[VietnameseParser]") -> None:
    stick = actions.add_parser("stick", help="ghi gói nộp ra USB, đọc lại từ chính USB rồi ghi nhận bản chép")
    _which_submission(stick)
    where = stick.add_mutually_exclusive_group()
    where.add_argument("--to", type=Path, default=None, help="USB hoặc thư mục (mặc định: chiếc USB duy nhất đang cắm)")
    where.add_argument("--again", action="store_true", help="không ghi, chỉ đọc lại các bản đã ghi ra USB")
    _with_common(stick)


def _mail(actions: "Commands[VietnameseParser]") -> None:
    mail = actions.add_parser("mail", help="soạn thư điện tử (.eml) có gói nộp; gói lớn thì mỗi thư một phần")
    _which_submission(mail)
    mail.add_argument("--to", default=None, help="địa chỉ người nhận (mặc định: địa chỉ của tỉnh trong Cài đặt)")
    mail.add_argument("--out", type=Path, required=True, help="thư mục nhận các thư")
    _with_common(mail)


def _sign(actions: "Commands[VietnameseParser]") -> None:
    sign = actions.add_parser("sign", help="ký số hồ sơ đã hoàn thành: lãnh đạo, sau đó cơ quan")
    _which_submission(sign)
    ways = sign.add_mutually_exclusive_group(required=True)
    ways.add_argument("--token", default="", help="số sê-ri của USB token")
    ways.add_argument("--key-file", type=Path, default=None, help="tệp khóa .p12, .pfx")
    ways.add_argument("--signed-pdf", type=Path, default=None, help="văn bản đã ký bằng phần mềm khác")
    sign.add_argument("--pin-stdin", action="store_true", help="đọc mã PIN từ đầu vào chuẩn")
    sign.add_argument("--password-stdin", action="store_true", help="đọc mật khẩu tệp khóa từ đầu vào chuẩn")
    sign.add_argument("--key", default="", help="mã khóa trên token, khi token có nhiều khóa")
    sign.add_argument("--driver", type=Path, default=None, help="tệp điều khiển token; máy ghi nhớ cho lần sau")
    sign.add_argument("--accept", action="store_true", help="đã kiểm tra: chấp nhận tên trong chứng thư khác hồ sơ")
    sign.add_argument("--sure", action="store_true", help="đã kiểm tra mã PIN sau hai lần sai")
    _with_common(sign)


def _package(commands: "Commands[VietnameseParser]") -> None:
    package = commands.add_parser("package", help="gói nộp")
    actions = package.add_subparsers(dest="action", required=True, parser_class=VietnameseParser, metavar="VIỆC")
    verify = actions.add_parser("verify", help="kiểm tra gói nộp có nguyên vẹn không")
    verify.add_argument("file", type=Path, help="tệp gói nộp (.zip)")
    _with_common(verify)
    split = actions.add_parser("split", help="chia gói nộp thành các phần để gửi qua thư điện tử")
    split.add_argument("file", type=Path, help="tệp gói nộp (.zip)")
    split.add_argument("--megabytes", type=_megabytes, default=15, metavar="MB", help="mỗi phần tối đa (mặc định: 15)")
    split.add_argument("--out", type=Path, required=True, help="thư mục nhận các phần")
    _with_common(split)
    join = actions.add_parser("join", help="ghép các phần thành gói nộp, theo thứ tự nào cũng được")
    join.add_argument("parts", type=Path, nargs="+", metavar="PHẦN", help="tệp phần, thư .eml, hoặc thư mục có chúng")
    join.add_argument("--out", type=Path, required=True, help="thư mục nhận gói nộp")
    _with_common(join)


def _megabytes(text: str) -> int:
    """A whole number of megabytes; argparse says that another text is none."""
    value = int(text)
    if not 1 <= value <= _MOST_MEGABYTES:
        raise ValueError(text)
    return value


def _device(commands: "Commands[VietnameseParser]") -> None:
    device = commands.add_parser("device", help="khóa máy và các máy đã đăng ký")
    actions = device.add_subparsers(dest="action", required=True, parser_class=VietnameseParser, metavar="VIỆC")
    _with_common(actions.add_parser("list", help="khóa của máy này và các máy đã đăng ký"))
    export = actions.add_parser("export", help="ghi tệp đăng ký máy này để gửi một lần cho bên kia")
    export.add_argument("--out", type=Path, required=True, help="thư mục hoặc USB nhận tệp")
    _with_common(export)
    enrol = actions.add_parser("enrol", help="ghi nhận máy của bên kia sau khi đối chiếu mã vân tay qua điện thoại")
    enrol.add_argument("file", type=Path, help="tệp đăng ký máy (.cchc-khoa)")
    enrol.add_argument("--code", default="", help="mã vân tay nghe được qua điện thoại; không có thì chỉ xem tệp")
    _with_common(enrol)
    retire = actions.add_parser("retire", help="thôi dùng một máy đã mất hoặc đã thay")
    retire.add_argument("code", help="mã vân tay của máy, như trong device list")
    _with_common(retire)


def _answer(commands: "Commands[VietnameseParser]") -> None:
    answer = commands.add_parser("answer", help="trả lời của tỉnh")
    actions = answer.add_subparsers(dest="action", required=True, parser_class=VietnameseParser, metavar="VIỆC")
    take = actions.add_parser("take", help="nhận phiếu tiếp nhận, phiếu trả lại, kết quả duyệt của tỉnh")
    take.add_argument("paths", type=Path, nargs="*", metavar="TỆP", help="tệp trả lời, hoặc thư mục, USB có chúng")
    take.add_argument("--code", default="", help="mã 12 ký tự nghe qua điện thoại, thay cho tệp")
    take.add_argument("--dry-run", action="store_true", help="chỉ xem, không ghi gì")
    _with_common(take)


def _data(commands: "Commands[VietnameseParser]") -> None:
    data = commands.add_parser("data", help="thư mục dữ liệu")
    actions = data.add_subparsers(dest="action", required=True, parser_class=VietnameseParser, metavar="VIỆC")
    for name, text in (
        ("backup", "sao lưu ngay, chép cả sang nơi sao lưu thứ hai nếu có mặt"),
        ("list", "liệt kê các bản sao lưu và nội dung từng bản"),
        ("where", "cho biết dữ liệu nằm ở đâu"),
    ):
        _with_common(actions.add_parser(name, help=text))
    check = actions.add_parser("check", help="kiểm tra dữ liệu và kho minh chứng")
    check.add_argument("--mend", action="store_true", help="sao lưu rồi sửa những gì sửa được")
    _with_common(check)
    rehearse = actions.add_parser("rehearse", help="thử phục hồi vào một thư mục tạm; dữ liệu không thay đổi")
    rehearse.add_argument("backup", type=Path, nargs="?", default=None, help="bản sao lưu (mặc định: bản mới nhất)")
    _with_common(rehearse)
    restore = actions.add_parser("restore", help="phục hồi từ một bản sao lưu; dữ liệu hiện tại được giữ riêng")
    restore.add_argument("backup", type=Path, nargs="?", default=None, help="bản sao lưu (mặc định: bản mới nhất)")
    _with_common(restore)
    _hand_over(actions)


def _hand_over(actions: "Commands[VietnameseParser]") -> None:
    give = actions.add_parser("hand-over", help="bàn giao: ghi mọi dữ liệu vào một tệp; thư mục này chỉ còn để xem")
    give.add_argument("--to", required=True, help="họ tên người nhận")
    give.add_argument("--to-post", default="", help="chức vụ người nhận")
    give.add_argument("--by", required=True, help="họ tên người giao, là một tài khoản trong dữ liệu")
    give.add_argument("--reason", required=True, help="lý do bàn giao")
    give.add_argument("--out", type=Path, required=True, help="thư mục hoặc USB nhận tệp bàn giao và biên bản")
    _with_common(give)
    receive = actions.add_parser("receive", help="nhận bàn giao: kiểm tra tệp rồi ghi vào thư mục dữ liệu (--data)")
    receive.add_argument("file", type=Path, help="tệp bàn giao (.cchc-ban-giao)")
    receive.add_argument("--dry-run", action="store_true", help="chỉ kiểm tra và cho biết nội dung, không ghi gì")
    receive.add_argument("--code", default="", help="mã xác nhận trên biên bản, để đối chiếu")
    older = "cất dữ liệu cũ hơn của cùng đơn vị, vẫn đang dùng trong thư mục đó, sang một bên"
    receive.add_argument("--set-aside", action="store_true", help=older)
    _with_common(receive)


def _pack(commands: "Commands[VietnameseParser]") -> None:
    pack = commands.add_parser("pack", help="bộ danh mục")
    actions = pack.add_subparsers(dest="action", required=True, parser_class=VietnameseParser, metavar="VIỆC")
    check = actions.add_parser("check", help="kiểm tra một tệp danh mục với các bộ đang dùng (.toml hoặc .xlsx)")
    check.add_argument("file", type=Path, help="tệp danh mục")
    _with_common(check)
    export = actions.add_parser("export", help="kết xuất bộ danh mục ra Excel để sửa, hoặc ra tệp .toml")
    export.add_argument("code", help="mã bộ danh mục, hoặc all để lấy tất cả")
    export.add_argument("--out", type=Path, required=True, help="tệp nhận kết quả (.xlsx hoặc .toml)")
    export.add_argument(
        "--overwrite", action="store_true", help="ghi vào tên của tệp đã có; tệp cũ được giữ lại dưới tên khác"
    )
    _with_common(export)
    bring = actions.add_parser("import", help="nạp bộ danh mục từ tệp, sao lưu trước khi áp dụng")
    bring.add_argument("file", type=Path, help="tệp danh mục (.toml hoặc .xlsx)")
    bring.add_argument("--dry-run", action="store_true", help="chỉ xem trước thay đổi, không áp dụng")
    active = "làm việc với kế hoạch, bộ tiêu chí mới trong tệp thay cho bộ đang dùng"
    bring.add_argument("--activate", action="store_true", help=active)
    _with_common(bring)


def _plan(commands: "Commands[VietnameseParser]") -> None:
    plan = commands.add_parser("plan", help="kế hoạch")
    actions = plan.add_subparsers(dest="action", required=True, parser_class=VietnameseParser, metavar="VIỆC")
    task_table = actions.add_parser("import", help="nhập bảng nhiệm vụ từ Excel, Word, CSV, văn bản hoặc trang web")
    task_table.add_argument("file", type=Path, help="tệp có bảng nhiệm vụ")
    task_table.add_argument("--dry-run", action="store_true", help="chỉ đọc thử, không ghi vào dữ liệu")
    encodings = ("tcvn3", "vni", "unicode")
    task_table.add_argument("--encoding", choices=encodings, default="", help="xác nhận bảng mã của chữ trong bảng")
    task_table.add_argument("--new", action="store_true", help="nhập thành kế hoạch mới, không phải bản điều chỉnh")
    answer = "trả lời một câu hỏi, ví dụ 0:12:row=left (dùng được nhiều lần)"
    task_table.add_argument("--answer", action="append", default=[], metavar="MÃ=CÁCH", help=answer)
    _with_common(task_table)


def _province(commands: "Commands[VietnameseParser]") -> None:
    province = commands.add_parser("province", help="bàn cấp tỉnh")
    actions = province.add_subparsers(dest="action", required=True, parser_class=VietnameseParser, metavar="VIỆC")
    receive = actions.add_parser("receive", help="tiếp nhận gói nộp từ tệp, thư mục, USB")
    receive.add_argument("paths", type=Path, nargs="+", metavar="TỆP", help="tệp gói nộp hoặc thư mục có gói nộp")
    receive.add_argument("--dry-run", action="store_true", help="chỉ kiểm tra và cho biết, không ghi gì")
    receive.add_argument("--unit", default="", help="chỉ nhận của đơn vị có mã này")
    receive.add_argument("--period", default="", help="chỉ nhận kỳ này: 2025-Q4, 2025-H2, 2025-Y")
    kinds = ("progress", "assessment", "report", "plan")
    receive.add_argument("--kind", default="", choices=kinds, help="chỉ nhận loại hồ sơ này")
    receive.add_argument("--form", default="", help="chỉ nhận biểu mẫu này")
    _with_common(receive)
    _province_answer(actions)


def _province_answer(actions: "Commands[VietnameseParser]") -> None:
    answer = actions.add_parser("answer", help="trả lời các xã: phiếu tiếp nhận, trả lại, duyệt; ghi tệp trả lời")
    steps = {
        "list": "liệt kê hồ sơ đã nhận và các trả lời",
        "receipts": "lập phiếu tiếp nhận cho mọi hồ sơ được nêu",
        "return": "trả lại một hồ sơ với các ý kiến",
        "accept": "duyệt một hồ sơ",
        "take-back": "thu hồi kết quả duyệt; lý do nêu ở --note",
        "write": "ghi lại các tệp trả lời đã lập",
    }
    words = "; ".join(f"{step}: {text}" for step, text in steps.items())
    answer.add_argument("step", choices=tuple(steps), metavar="VIỆC", help=words)
    answer.add_argument("--unit", default="", help="mã đơn vị, 5 chữ số")
    answer.add_argument("--period", default="", help="mã kỳ: 2025-Q4, 2025-H2, 2025")
    answer.add_argument("--kind", default="", choices=("progress", "assessment", "report", "plan"), help="loại hồ sơ")
    answer.add_argument("--form", default="", help="mã biểu mẫu báo cáo")
    answer.add_argument("--revision", type=int, default=0, help="số của bản (mặc định: bản mới nhất)")
    answer.add_argument("--remark", action="append", default=[], metavar="Ý KIẾN", help="dùng được nhiều lần")
    answer.add_argument("--note", default="", help="ý kiến chung, hoặc lý do thu hồi")
    answer.add_argument("--by", default="", help="họ tên người trả lời, là một tài khoản; mật khẩu ở đầu vào chuẩn")
    answer.add_argument("--out", type=Path, default=None, help="thư mục hoặc USB nhận tệp trả lời")
    _with_common(answer)
