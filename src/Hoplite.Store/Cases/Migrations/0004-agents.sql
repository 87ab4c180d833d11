-- What came of looking into incidents: one row for each run, the report as it was written.
CREATE TABLE investigations (
  id TEXT PRIMARY KEY,
  incident TEXT NOT NULL,
  started INTEGER NOT NULL,
  elapsed INTEGER NOT NULL,
  verdict TEXT NOT NULL,
  confidence INTEGER NOT NULL,
  source TEXT NOT NULL,
  severity INTEGER NOT NULL,
  findings INTEGER NOT NULL,
  tokens INTEGER NOT NULL,
  calls INTEGER NOT NULL,
  proposals INTEGER NOT NULL,
  needs_approval INTEGER NOT NULL,
  report TEXT NOT NULL
) STRICT;
CREATE INDEX investigations_by_incident ON investigations (incident, started);
CREATE INDEX investigations_by_started ON investigations (started);
