"""What people are told when a token (USB token) cannot sign: what happened, what is safe, what to do."""

from cchc_desktop.domain.finding import Finding, Level, Refusal
from cchc_desktop.signing.token import TokenTrouble, Tries, Trouble

WARN_AFTER = 2
"""Wrong PINs in a row after which a further one needs a confirmation: many tokens lock at the third."""
_UNSIGNED = "Hồ sơ chưa được ký, không có gì thay đổi."
_TEXTS = {
    Trouble.NO_DRIVER: "Không mở được phần mềm điều khiển của USB token; hãy chọn lại tệp điều khiển (.dll, .so) do "
    "nhà cung cấp chứng thư cài đặt.",
    Trouble.NO_TOKEN: "Không thấy USB token đã chọn; hãy cắm lại token rồi bấm Tìm token.",
    Trouble.NO_KEY: "USB token không còn khóa đã chọn; hãy bấm Tìm token rồi chọn lại chứng thư.",
    Trouble.WRONG_PIN: "Mã PIN không đúng.",
    Trouble.LOCKED: "USB token đã bị khóa vì nhập sai mã PIN nhiều lần; hãy liên hệ nơi cấp chứng thư để mở khóa.",
    Trouble.PULLED: "USB token đã bị rút ra trong lúc ký; hãy cắm lại, đợi đèn sáng ổn định rồi ký lại.",
    Trouble.DRIVER: "Phần mềm điều khiển của USB token báo lỗi; hãy rút token, cắm lại rồi thử lần nữa.",
    Trouble.TIMEOUT: "USB token không trả lời trong thời gian cho phép nên chương trình đã dừng việc ký; hãy rút "
    "token, cắm lại rồi thử lần nữa.",
}


def token_refusal(error: TokenTrouble, *, wrong: int = 0) -> Refusal:
    """The refusal that tells the trouble; ``wrong`` counts the wrong PINs in a row on this machine."""
    text = _TEXTS[error.trouble]
    if error.trouble is Trouble.WRONG_PIN:
        text = f"{text} {_tries_words(wrong)}"
    if error.detail and error.trouble is Trouble.DRIVER:
        text = f"{text} Token báo: {error.detail}."
    return Refusal(Finding(f"token.{error.trouble.value}", Level.BLOCK, f"{text} {_UNSIGNED}", "submission:token"))


def serial_words(serial: str) -> str:
    """The serial number as it stands on the token: its letters and digits, in hex where it has others."""
    raw = bytes.fromhex(serial)
    text = raw.decode("ascii", "replace").strip(" \0")
    return text if text.isalnum() else serial.upper()


def pin_warning(tries: Tries, wrong: int) -> str:
    """What must be confirmed before the next PIN; "" where there are enough tries."""
    if tries is Tries.LAST:
        return "Token cho biết chỉ còn MỘT lần nhập mã PIN; nhập sai nữa token sẽ bị khóa."
    if wrong >= WARN_AFTER:
        return f"Đã nhập sai mã PIN {wrong} lần liên tiếp; nhiều loại token bị khóa ở lần sai thứ ba."
    return ""


def locked_refusal() -> Refusal:
    """The token says itself that it is locked."""
    return token_refusal(TokenTrouble(Trouble.LOCKED))


def pin_refusal(warning: str) -> Refusal:
    """The refusal that asks to confirm one more try."""
    text = f"{warning} Hãy hỏi lại người giữ token; nếu chắc chắn, đánh dấu “Tôi chắc mã PIN đúng” rồi ký lại."
    return Refusal(Finding("token.pin-warning", Level.WARN, text, "submission:token"))


def _tries_words(wrong: int) -> str:
    if wrong >= WARN_AFTER:
        return f"Đã nhập sai {wrong} lần liên tiếp; nhập sai nữa token có thể bị khóa."
    return "Hãy kiểm tra phím Caps Lock và bộ gõ tiếng Việt rồi nhập lại."
