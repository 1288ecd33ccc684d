"""About: version, and the work of others that the program is built on."""

from ui.screens.settings.fact_table import fact_table
from ui.screens.settings.facts import Fact, component_lines, program_version
from ui.widgets.card import Card
from ui.widgets.labels import HintLabel
from ui.widgets.scroll_page import ScrollPage


class AboutTab(ScrollPage):
    """Read once, when the screen is built."""

    def __init__(self) -> None:
        super().__init__()
        program = Card("CCHC Desktop")
        program.body.addWidget(
            fact_table(
                (
                    Fact("Phiên bản", program_version()),
                    Fact("Dùng để", "Theo dõi nhiệm vụ, tự chấm điểm, lập và nộp hồ sơ cải cách hành chính cấp xã."),
                    Fact("Mạng", "Không cần và không dùng mạng."),
                )
            )
        )
        parts = Card("Thành phần của bên thứ ba và giấy phép")
        parts.body.addWidget(fact_table(component_lines(), name_width=240))
        parts.body.addWidget(HintLabel("Toàn văn giấy phép phông chữ nằm trong thư mục cài đặt, tệp OFL.txt."))
        self.body.addWidget(program)
        self.body.addWidget(parts)
        self.body.addStretch(1)
