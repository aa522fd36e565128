-- What stood in the cell that a finding is about: whoever mends the file sees it beside what is wrong.

alter table import_issue add column refused text;
