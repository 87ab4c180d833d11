-- Incidents, findings and what people do with them.
CREATE TABLE progress (position INTEGER NOT NULL);
INSERT INTO progress VALUES (0);

CREATE TABLE incidents (
  id TEXT PRIMARY KEY,
  number INTEGER NOT NULL UNIQUE,
  title TEXT NOT NULL,
  severity INTEGER NOT NULL,
  confidence INTEGER NOT NULL,
  state TEXT NOT NULL DEFAULT 'new' CHECK (state IN ('new', 'claimed', 'closed')),
  verdict TEXT,
  owner TEXT,
  first INTEGER,
  last INTEGER,
  created INTEGER NOT NULL,
  updated INTEGER NOT NULL,
  claimed INTEGER,
  closed INTEGER,
  findings INTEGER NOT NULL,
  hosts TEXT NOT NULL,
  users TEXT NOT NULL,
  tactics TEXT NOT NULL,
  why TEXT NOT NULL,
  report TEXT NOT NULL,
  merged_into TEXT
) STRICT;
CREATE INDEX incidents_by_state ON incidents (state, severity, updated);
CREATE INDEX incidents_by_last ON incidents (last);

CREATE TABLE findings (
  id TEXT PRIMARY KEY,
  time INTEGER,
  found INTEGER NOT NULL,
  rule TEXT NOT NULL,
  title TEXT NOT NULL,
  level INTEGER NOT NULL,
  host TEXT,
  user TEXT,
  incident TEXT,
  suppressed TEXT,
  detail TEXT NOT NULL,
  json BLOB NOT NULL
) STRICT;
CREATE INDEX findings_by_found ON findings (found);
CREATE INDEX findings_by_rule ON findings (rule, found);
CREATE INDEX findings_by_incident ON findings (incident);

CREATE TABLE notes (id TEXT PRIMARY KEY, incident TEXT NOT NULL, author TEXT NOT NULL, time INTEGER NOT NULL, text TEXT NOT NULL) STRICT;
CREATE INDEX notes_by_incident ON notes (incident);

CREATE TABLE history (id INTEGER PRIMARY KEY, incident TEXT NOT NULL, time INTEGER NOT NULL, actor TEXT NOT NULL, action TEXT NOT NULL, detail TEXT NOT NULL) STRICT;
CREATE INDEX history_by_incident ON history (incident);

CREATE TABLE undo (token TEXT PRIMARY KEY, expires INTEGER NOT NULL, actor TEXT NOT NULL, json TEXT NOT NULL) STRICT;

CREATE TABLE suppressions (
  id TEXT PRIMARY KEY,
  rule TEXT,
  conditions TEXT NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('suppress', 'accept')),
  owner TEXT NOT NULL,
  reason TEXT NOT NULL,
  created INTEGER NOT NULL,
  expires INTEGER NOT NULL,
  removed INTEGER
) STRICT;

CREATE TABLE sources (id TEXT PRIMARY KEY, name TEXT NOT NULL, kind TEXT NOT NULL, token BLOB, silent_after INTEGER, is_new INTEGER NOT NULL) STRICT;

CREATE TABLE settings (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;
