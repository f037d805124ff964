-- Guards of the record on PostgreSQL.
-- The clock is a view, so that there is one place to ask it, and so that tests can stand it still.

CREATE EXTENSION IF NOT EXISTS btree_gist;

CREATE VIEW record_clock AS SELECT clock_timestamp() AS now;

ALTER TABLE releases_edition ADD CONSTRAINT record_edition_no_overlap
    EXCLUDE USING gist (uid WITH =, language WITH =, tstzrange(public_from, public_until) WITH &&);
-- As text: PostgreSQL takes GiST for as fast by its last column as by its first, and would seek by uid in all of this one.
ALTER TABLE releases_edition ADD CONSTRAINT record_edition_address_of_one_release
    EXCLUDE USING gist (language WITH =, kind WITH =, slug WITH =, ((uid)::text) WITH <>);

CREATE OR REPLACE FUNCTION record_edition_insert() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.public_from <= (SELECT now FROM record_clock) THEN
        RAISE EXCEPTION 'record: an edition cannot open in the past' USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER record_edition_insert BEFORE INSERT ON releases_edition
    FOR EACH ROW EXECUTE FUNCTION record_edition_insert();

CREATE OR REPLACE FUNCTION record_edition_update() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    moment timestamptz := (SELECT now FROM record_clock);
BEGIN
    IF (NEW.id, NEW.uid, NEW.kind, NEW.language, NEW.number, NEW.slug, NEW.content_digest, NEW.change, NEW.urgent_by_entry_id)
       IS DISTINCT FROM (OLD.id, OLD.uid, OLD.kind, OLD.language, OLD.number, OLD.slug, OLD.content_digest, OLD.change, OLD.urgent_by_entry_id) THEN
        RAISE EXCEPTION 'record: what an edition is never changes' USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    IF (NEW.content, NEW.title, NEW.note) IS DISTINCT FROM (OLD.content, OLD.title, OLD.note)
       AND NOT (OLD.expunged_at IS NULL AND NEW.expunged_at IS NOT NULL AND NEW.content = '' AND NEW.title = '') THEN
        RAISE EXCEPTION 'record: content never changes, it can only be expunged' USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    IF NEW.expunged_at IS DISTINCT FROM OLD.expunged_at
       AND NOT (OLD.expunged_at IS NULL AND NEW.content = '' AND NEW.title = '') THEN
        RAISE EXCEPTION 'record: an expunging is for ever, and blanks the content' USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    IF (NEW.public_from, NEW.opened_by_entry_id) IS DISTINCT FROM (OLD.public_from, OLD.opened_by_entry_id)
       AND NOT (OLD.public_from > moment AND NEW.public_from > moment) THEN
        RAISE EXCEPTION 'record: an interval end moves only while its old and new value lie ahead' USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    IF (NEW.public_until, NEW.ended_as, NEW.end_reason, NEW.ended_by_entry_id)
       IS DISTINCT FROM (OLD.public_until, OLD.ended_as, OLD.end_reason, OLD.ended_by_entry_id)
       AND NOT (coalesce(OLD.public_until, 'infinity') > moment AND coalesce(NEW.public_until, 'infinity') > moment) THEN
        RAISE EXCEPTION 'record: an interval end moves only while its old and new value lie ahead' USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    IF NEW.released_at <> OLD.released_at
       AND NOT (OLD.released_at = OLD.public_from AND NEW.released_at = NEW.public_from) THEN
        RAISE EXCEPTION 'record: the first release moves only with the edition that is the first' USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER record_edition_update BEFORE UPDATE ON releases_edition
    FOR EACH ROW EXECUTE FUNCTION record_edition_update();

CREATE OR REPLACE FUNCTION record_edition_moved() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE releases_searchentry
        SET released_at = NEW.released_at, public_from = NEW.public_from, public_until = NEW.public_until
        WHERE edition_id = NEW.id;
    RETURN NULL;
END $$;
CREATE TRIGGER record_edition_moved AFTER UPDATE OF released_at, public_from, public_until ON releases_edition
    FOR EACH ROW EXECUTE FUNCTION record_edition_moved();

CREATE OR REPLACE FUNCTION record_searchentry_insert() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO releases_listed (edition_id, role, slug, language, kind, released_at)
        SELECT NEW.edition_id, role, slug, NEW.language, NEW.kind, NEW.released_at
        FROM releases_subject WHERE of_id = NEW.treats_id AND role <> 'organisation';
    RETURN NULL;
END $$;
CREATE TRIGGER record_searchentry_insert AFTER INSERT ON releases_searchentry
    FOR EACH ROW EXECUTE FUNCTION record_searchentry_insert();

CREATE OR REPLACE FUNCTION record_searchentry_moved() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.released_at <> OLD.released_at THEN
        UPDATE releases_listed SET released_at = NEW.released_at WHERE edition_id = NEW.edition_id;
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER record_searchentry_moved AFTER UPDATE OF released_at ON releases_searchentry
    FOR EACH ROW EXECUTE FUNCTION record_searchentry_moved();

CREATE OR REPLACE FUNCTION record_searchentry_delete() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    DELETE FROM releases_listed WHERE edition_id = OLD.edition_id;
    RETURN NULL;
END $$;
CREATE TRIGGER record_searchentry_delete AFTER DELETE ON releases_searchentry
    FOR EACH ROW EXECUTE FUNCTION record_searchentry_delete();

CREATE OR REPLACE FUNCTION record_never() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'record: % on % is never done', TG_OP, TG_TABLE_NAME USING ERRCODE = 'integrity_constraint_violation';
END $$;
CREATE TRIGGER record_edition_delete BEFORE DELETE ON releases_edition FOR EACH ROW EXECUTE FUNCTION record_never();
CREATE TRIGGER record_edition_truncate BEFORE TRUNCATE ON releases_edition FOR EACH STATEMENT EXECUTE FUNCTION record_never();
CREATE TRIGGER record_editionfile_update BEFORE DELETE OR UPDATE ON releases_editionfile FOR EACH ROW EXECUTE FUNCTION record_never();
CREATE TRIGGER record_editionfile_truncate BEFORE TRUNCATE ON releases_editionfile FOR EACH STATEMENT EXECUTE FUNCTION record_never();
CREATE TRIGGER record_journal_update BEFORE DELETE OR UPDATE ON releases_journalentry FOR EACH ROW EXECUTE FUNCTION record_never();
CREATE TRIGGER record_journal_truncate BEFORE TRUNCATE ON releases_journalentry FOR EACH STATEMENT EXECUTE FUNCTION record_never();
CREATE TRIGGER record_imprint_update BEFORE DELETE OR UPDATE ON releases_imprint FOR EACH ROW EXECUTE FUNCTION record_never();
CREATE TRIGGER record_imprint_truncate BEFORE TRUNCATE ON releases_imprint FOR EACH STATEMENT EXECUTE FUNCTION record_never();
CREATE TRIGGER record_pin_delete BEFORE DELETE ON releases_pin FOR EACH ROW EXECUTE FUNCTION record_never();
CREATE TRIGGER record_pin_truncate BEFORE TRUNCATE ON releases_pin FOR EACH STATEMENT EXECUTE FUNCTION record_never();
CREATE TRIGGER record_acknowledgement_delete BEFORE DELETE ON releases_acknowledgement FOR EACH ROW EXECUTE FUNCTION record_never();
CREATE TRIGGER record_acknowledgement_truncate BEFORE TRUNCATE ON releases_acknowledgement FOR EACH STATEMENT EXECUTE FUNCTION record_never();

CREATE OR REPLACE FUNCTION record_acknowledgement_update() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF (NEW.id, NEW.submission_id, NEW.uid, NEW.language, NEW.code, NEW.finding, NEW.digest, NEW.acknowledged_by)
       IS DISTINCT FROM
       (OLD.id, OLD.submission_id, OLD.uid, OLD.language, OLD.code, OLD.finding, OLD.digest, OLD.acknowledged_by)
       OR NEW.passage <> '' OR NEW.message <> '' OR NEW.reason <> '' OR NEW.told IS NOT NULL THEN
        RAISE EXCEPTION 'record: an acknowledgement never changes, its words can only be expunged' USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER record_acknowledgement_update BEFORE UPDATE ON releases_acknowledgement
    FOR EACH ROW EXECUTE FUNCTION record_acknowledgement_update();

CREATE OR REPLACE FUNCTION record_editionfile_insert() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF (SELECT public_from FROM releases_edition WHERE id = NEW.edition_id) <= (SELECT now FROM record_clock) THEN
        RAISE EXCEPTION 'record: what an edition shows is fixed before it opens' USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER record_editionfile_insert BEFORE INSERT ON releases_editionfile
    FOR EACH ROW EXECUTE FUNCTION record_editionfile_insert();

CREATE OR REPLACE FUNCTION record_journal_insert() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.sequence <> 1 + coalesce((SELECT max(sequence) FROM releases_journalentry), 0)
       OR NEW.previous_digest <> coalesce((SELECT digest FROM releases_journalentry ORDER BY sequence DESC LIMIT 1), 'genesis') THEN
        RAISE EXCEPTION 'record: the journal is a chain, each row follows the last' USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER record_journal_insert BEFORE INSERT ON releases_journalentry
    FOR EACH ROW EXECUTE FUNCTION record_journal_insert();

CREATE OR REPLACE FUNCTION record_imprint_insert() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.public_from <= (SELECT now FROM record_clock) THEN
        RAISE EXCEPTION 'record: an imprint cannot open in the past' USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER record_imprint_insert BEFORE INSERT ON releases_imprint
    FOR EACH ROW EXECUTE FUNCTION record_imprint_insert();

CREATE OR REPLACE FUNCTION record_pin_insert() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.public_from <= (SELECT now FROM record_clock) THEN
        RAISE EXCEPTION 'record: a pin cannot begin in the past' USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    IF NEW.public_until IS NOT NULL THEN
        RAISE EXCEPTION 'record: a pin begins without an end' USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER record_pin_insert BEFORE INSERT ON releases_pin
    FOR EACH ROW EXECUTE FUNCTION record_pin_insert();

CREATE OR REPLACE FUNCTION record_pin_update() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF (NEW.id, NEW.language, NEW.uid, NEW.public_from, NEW.opened_by_entry_id)
       IS DISTINCT FROM (OLD.id, OLD.language, OLD.uid, OLD.public_from, OLD.opened_by_entry_id) THEN
        RAISE EXCEPTION 'record: what was pinned, and from when, never changes' USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    IF OLD.public_until IS NOT NULL OR coalesce(NEW.public_until, '-infinity') <= (SELECT now FROM record_clock) THEN
        RAISE EXCEPTION 'record: a pin ends once, and ahead' USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER record_pin_update BEFORE UPDATE ON releases_pin
    FOR EACH ROW EXECUTE FUNCTION record_pin_update();

-- Asked again at the commit: an act whose commit would come after its effect is refused.
CREATE OR REPLACE FUNCTION record_in_time() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.effective_at <= (SELECT now FROM record_clock) THEN
        RAISE EXCEPTION 'record: the act came too late for its own effect' USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER record_in_time AFTER INSERT ON releases_journalentry
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION record_in_time();
