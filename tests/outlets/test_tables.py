"""No cell of a table is a formula, whatever spreadsheet splits it wherever."""

import pytest

from releases.outlets import tables

NASTY = {
    "=1+1": "'=1+1",
    "+1": "'+1",
    "-1+1": "'-1+1",
    "--1": "'--1",
    "@SUM(A1)": "'@SUM(A1)",
    "\t=1": "'\t=1",
    "\r=1": "'\r=1",
    "\n=1": "'\n=1",
    " =1": "' =1",
    "\u00a0=1": "'\u00a0=1",
    "\u200b=1": "'\u200b=1",
    "\ufeff=1": "'\ufeff=1",
    "＝1": "'＝1",
    "＋1": "'＋1",
    "－1": "'－1",
    "＠A1": "'＠A1",
    "|calc": "'|calc",
    "%0A=1": "'%0A=1",
    "a;=cmd|' /C calc'!A0": "a;'=cmd|' /C calc'!A0",
    "a\t=1": "a\t'=1",
    "a\n=1": "a\n'=1",
    '"=1': "'\"=1",
    "'=1": "''=1",
    '=HYPERLINK("https://evil.example")': '\'=HYPERLINK("https://evil.example")',
    "-5": "-5",
    "-5.25": "-5.25",
    "54": "54",
    "Trade = growth": "Trade = growth",
    "a-b": "a-b",
    "6,3 млн": "6,3 млн",
    "63 لاکھ": "63 لاکھ",
    "«Сауда» - өсім": "«Сауда» - өсім",
    "": "",
}


@pytest.mark.parametrize("text", NASTY)
def test_no_cell_is_a_formula(text: str) -> None:
    assert tables._cell(text) == NASTY[text]
