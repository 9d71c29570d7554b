"""The pages, one module per noun: each gathers what a page shows into a frozen dataclass and hands it to its template."""
