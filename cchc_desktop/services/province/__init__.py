"""The province's desk (bàn cấp tỉnh): receiving what the communes send, and seeing what is still missing."""
