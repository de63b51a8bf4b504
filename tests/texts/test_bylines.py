"""People as title pages and catalogues name them."""

import pytest

from texts.importing.bylines import authors_in, people


class TestPeople:
    @pytest.mark.parametrize(
        ("line", "names"),
        [
            ("Marx, Karl", ["Karl Marx"]),
            ("Karl Marx and Friedrich Engels", ["Karl Marx", "Friedrich Engels"]),
            ("Karl Marx, Friedrich Engels", ["Karl Marx", "Friedrich Engels"]),
            ("Smith, J. and Jones, K.", ["J. Smith", "K. Jones"]),
            ("Du Bois, W. E. B.", ["W. E. B. Du Bois"]),
            ("Du Bois, William Edward", ["William Edward Du Bois"]),
            ("García Márquez, Gabriel", ["Gabriel García Márquez"]),
            ("Saint-Exupéry, Antoine de", ["Antoine de Saint-Exupéry"]),
            ("Vega, Lope de, 1562-1635", ["Lope de Vega"]),
            ("Andersen, H. C. (Hans Christian), 1805-1875", ["H. C. Andersen"]),
            ("Martin Luther King, Jr.", ["Martin Luther King, Jr."]),
            ("Marcus Aurelius, Emperor of Rome", ["Marcus Aurelius"]),
            ("", []),
        ],
    )
    def test_names_come_one_by_one_and_in_their_order(self, line, names):
        assert people(line) == names

    def test_a_byline_names_several(self):
        assert authors_in("By KARL MARX, FRIEDRICH ENGELS") == ["Karl Marx", "Friedrich Engels"]
