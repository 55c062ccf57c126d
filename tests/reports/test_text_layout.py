"""Lines of text: columns that align, and sentences that stay within the width."""

from bot.reports.text_layout import WIDE, WIDTH, blocks_of_text, columns, warning_lines, wrapped


def test_values_end_in_one_column_and_no_line_ends_in_a_space():
    short, long = columns([("Trades", "7", ""), ("Total P&L", "+1,234.50", "+12.35 %")])
    assert short.endswith("7")
    assert long.index("+1,234.50") + len("+1,234.50") == len(short)


def test_a_sentence_goes_on_below_its_first_word():
    lines = wrapped("Source    ", "a long sentence " * 12)
    assert all(len(line) <= WIDTH for line in lines)
    assert {line[:10] for line in lines[1:]} == {" " * 10}
    assert max(map(len, wrapped("", "word " * 50, WIDE))) > WIDTH


def test_a_label_without_words_stands_alone():
    assert wrapped("Source    ", "") == ["Source"]


def test_warnings_have_a_heading_only_where_there_are_some():
    assert warning_lines([]) == []
    assert warning_lines(["one", "two"]) == ["Warnings", "  - one", "  - two"]


def test_an_empty_block_leaves_no_hole():
    assert blocks_of_text([["first"], [], ["second", "third"]]) == "first\n\nsecond\nthird\n"
