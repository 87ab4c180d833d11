-- When each hunt ran and how much it found.
CREATE TABLE hunt_runs (
  id INTEGER PRIMARY KEY,
  hunt TEXT NOT NULL,
  time INTEGER NOT NULL,
  actor TEXT NOT NULL,
  rows INTEGER NOT NULL,
  truncated INTEGER NOT NULL,
  elapsed INTEGER NOT NULL,
  problem TEXT
) STRICT;
CREATE INDEX hunt_runs_by_hunt ON hunt_runs (hunt, time);
