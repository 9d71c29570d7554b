"""The sample case, as data: `reports.jsonl`, `facts.tsv`, `case.json`. Made into a case by `wasata.desk.sample`.

Danger: an invented word in a real person's mouth; a number nobody published.
Duty: reports in the manner of agencies, ministries and papers, in indirect speech, stating only facts of the table; the
table gives each fact its public source.
"""
