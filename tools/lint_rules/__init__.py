"""The house rules, each a small object: a name, a sentence that says what to write instead, and a check.

ALL is what tools/lint runs. To add a rule, write it in one of the files here, add it to ALL, and show it firing in
tests/tools/lint_test.py; the test fails for a rule that has no case there.
"""

from lint_rules import files, formatting, hashed, includes, planted, seam

ALL = seam.RULES + hashed.RULES + includes.RULES + files.RULES + planted.RULES + formatting.RULES
