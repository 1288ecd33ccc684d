import pytest

from ui.models.file_size import size_words


@pytest.mark.parametrize(
    ("size", "words"),
    [
        (0, "0 KB"),
        (17, "1 KB"),
        (303_104, "296 KB"),
        (1_022_976, "999 KB"),
        (1_044_480, "1,0 MB"),
        (4_404_019, "4,2 MB"),
        (1_020 * 1024**2, "1,0 GB"),
        (1_395_864_371, "1,3 GB"),
        (1_500 * 1024**3, "1.500,0 GB"),
    ],
)
def test_a_size_is_told_as_people_read_it(size: int, words: str) -> None:
    assert size_words(size) == words
