-- Two live keys while a new one takes over (R-CRYPTO-2). One row while that is under way.
CREATE TABLE key_rotation (
  name       TEXT COLLATE "C" PRIMARY KEY CHECK (name = 'rotation'),
  from_id    TEXT COLLATE "C" NOT NULL,
  to_id      TEXT COLLATE "C" NOT NULL,
  is_sealing INTEGER NOT NULL DEFAULT 0 CHECK (is_sealing IN (0, 1)), -- 0: servers are still taking the new key up
  place      INTEGER NOT NULL DEFAULT 0,   -- how far it has come: which table,
  position   TEXT NOT NULL DEFAULT '',     -- and behind which row
  done       BIGINT NOT NULL DEFAULT 0,
  total      BIGINT NOT NULL DEFAULT 0,
  begun_at   BIGINT NOT NULL
);
-- Servers that answered while it was under way: which keys their key files hold, the one they seal with first.
CREATE TABLE key_holders (
  server  TEXT COLLATE "C" PRIMARY KEY,
  host    TEXT NOT NULL,
  key_ids TEXT NOT NULL,
  seen_at BIGINT NOT NULL
);
-- What is left of replaced keys: sub-keys of one purpose, sealed with the present key, where something rests as a
-- keyed hash only or in a browser. The row without a purpose says that the key was replaced and stays.
CREATE TABLE former_keys (
  key_id     TEXT COLLATE "C" NOT NULL,
  purpose    TEXT COLLATE "C" NOT NULL,
  box        TEXT NOT NULL,
  kept_until BIGINT,
  PRIMARY KEY (key_id, purpose)
);

-- Which key hashed a recovery code: they have no end but their use.
ALTER TABLE recovery_codes ADD COLUMN key_id TEXT COLLATE "C" NOT NULL DEFAULT '';
UPDATE recovery_codes SET key_id = COALESCE((SELECT value FROM instance WHERE name = 'key_id'), '');
CREATE INDEX recovery_codes_of_key ON recovery_codes (key_id) WHERE used_at IS NULL;

-- Letters that still hold something sealed, in the order in which it is sealed anew.
CREATE INDEX letters_sealed ON letters (id) WHERE box <> '';
