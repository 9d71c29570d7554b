"""The record: what was said and done, in order, unalterable, each part readable only by those it is for.

Shape, from the outside in: `home` opens a folder and hands out a `ledger` with the keys of some logs; the ledger appends
acts and opens entries; `fold` turns entries into state; `bundle` lets a log leave. Beneath: `keyring` (keys), `seal`, `chain`,
`canon` (bytes), `heads` (beside the keys), `stores`, `kinds` (what can be said), `lift` (what used to be said).
"""
