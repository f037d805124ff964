-- Guards of the record on SQLite. Instants are text of Django's form, in UTC: they compare as they sort.
-- The clock is a view, so that there is one place to ask it, and so that tests can stand it still.
-- An open end is '9999-12-31': a bare '9999' would become a number beside these columns, and so sort before every text.
-- INSERT OR REPLACE deletes without asking the triggers on DELETE: each trigger on INSERT refuses what it would replace.

CREATE VIEW record_clock AS SELECT strftime('%Y-%m-%d %H:%M:%f', 'now') AS now;

CREATE TRIGGER record_edition_insert BEFORE INSERT ON releases_edition BEGIN
    SELECT RAISE(ABORT, 'record: an edition is never replaced')
        WHERE EXISTS (SELECT 1 FROM releases_edition AS other WHERE other.id = NEW.id
            OR (other.uid = NEW.uid AND other.language = NEW.language AND other.number = NEW.number));
    SELECT RAISE(ABORT, 'record: an edition cannot open in the past')
        WHERE NEW.public_from <= (SELECT now FROM record_clock);
    SELECT RAISE(ABORT, 'record: two editions of a release and language overlap')
        WHERE EXISTS (SELECT 1 FROM releases_edition AS other
            WHERE other.uid = NEW.uid AND other.language = NEW.language
              AND other.public_from < coalesce(NEW.public_until, '9999-12-31') AND NEW.public_from < coalesce(other.public_until, '9999-12-31')
              AND other.public_from < coalesce(other.public_until, '9999-12-31') AND NEW.public_from < coalesce(NEW.public_until, '9999-12-31'));
    SELECT RAISE(ABORT, 'record: this address belongs to another release')
        WHERE EXISTS (SELECT 1 FROM releases_edition AS other
            WHERE other.language = NEW.language AND other.kind = NEW.kind AND other.slug = NEW.slug AND other.uid <> NEW.uid);
END;

CREATE TRIGGER record_edition_update BEFORE UPDATE ON releases_edition BEGIN
    SELECT RAISE(ABORT, 'record: what an edition is never changes')
        WHERE NEW.id <> OLD.id OR NEW.uid <> OLD.uid OR NEW.kind <> OLD.kind OR NEW.language <> OLD.language
           OR NEW.number <> OLD.number OR NEW.slug <> OLD.slug OR NEW.content_digest <> OLD.content_digest
           OR NEW.change <> OLD.change OR NEW.urgent_by_entry_id IS NOT OLD.urgent_by_entry_id;
    SELECT RAISE(ABORT, 'record: content never changes, it can only be expunged')
        WHERE (NEW.content <> OLD.content OR NEW.title <> OLD.title OR NEW.note <> OLD.note)
          AND NOT (OLD.expunged_at IS NULL AND NEW.expunged_at IS NOT NULL AND NEW.content = '' AND NEW.title = '');
    SELECT RAISE(ABORT, 'record: an expunging is for ever, and blanks the content')
        WHERE NEW.expunged_at IS NOT OLD.expunged_at AND NOT (OLD.expunged_at IS NULL AND NEW.content = '' AND NEW.title = '');
    SELECT RAISE(ABORT, 'record: an interval end moves only while its old and new value lie ahead')
        WHERE (NEW.public_from <> OLD.public_from OR NEW.opened_by_entry_id <> OLD.opened_by_entry_id)
          AND NOT (OLD.public_from > (SELECT now FROM record_clock) AND NEW.public_from > (SELECT now FROM record_clock));
    SELECT RAISE(ABORT, 'record: an interval end moves only while its old and new value lie ahead')
        WHERE (NEW.public_until IS NOT OLD.public_until OR NEW.ended_as <> OLD.ended_as OR NEW.end_reason <> OLD.end_reason
               OR NEW.ended_by_entry_id IS NOT OLD.ended_by_entry_id)
          AND NOT (coalesce(OLD.public_until, '9999-12-31') > (SELECT now FROM record_clock)
                   AND coalesce(NEW.public_until, '9999-12-31') > (SELECT now FROM record_clock));
    SELECT RAISE(ABORT, 'record: the first release moves only with the edition that is the first')
        WHERE NEW.released_at <> OLD.released_at
          AND NOT (OLD.released_at = OLD.public_from AND NEW.released_at = NEW.public_from);
    SELECT RAISE(ABORT, 'record: two editions of a release and language overlap')
        WHERE EXISTS (SELECT 1 FROM releases_edition AS other
            WHERE other.uid = NEW.uid AND other.language = NEW.language AND other.id <> NEW.id
              AND other.public_from < coalesce(NEW.public_until, '9999-12-31') AND NEW.public_from < coalesce(other.public_until, '9999-12-31')
              AND other.public_from < coalesce(other.public_until, '9999-12-31') AND NEW.public_from < coalesce(NEW.public_until, '9999-12-31'));
END;

CREATE TRIGGER record_edition_moved AFTER UPDATE OF released_at, public_from, public_until ON releases_edition BEGIN
    UPDATE releases_searchentry
        SET released_at = NEW.released_at, public_from = NEW.public_from, public_until = NEW.public_until
        WHERE edition_id = NEW.id;
END;

CREATE TRIGGER record_searchentry_insert AFTER INSERT ON releases_searchentry BEGIN
    INSERT INTO releases_listed (edition_id, role, slug, language, kind, released_at)
        SELECT NEW.edition_id, role, slug, NEW.language, NEW.kind, NEW.released_at
        FROM releases_subject WHERE of_id = NEW.treats_id AND role <> 'organisation';
END;

CREATE TRIGGER record_searchentry_moved AFTER UPDATE OF released_at ON releases_searchentry
WHEN NEW.released_at <> OLD.released_at BEGIN
    UPDATE releases_listed SET released_at = NEW.released_at WHERE edition_id = NEW.edition_id;
END;

CREATE TRIGGER record_searchentry_delete AFTER DELETE ON releases_searchentry BEGIN
    DELETE FROM releases_listed WHERE edition_id = OLD.edition_id;
END;

CREATE TRIGGER record_edition_delete BEFORE DELETE ON releases_edition BEGIN
    SELECT RAISE(ABORT, 'record: an edition is never deleted');
END;

CREATE TRIGGER record_editionfile_insert BEFORE INSERT ON releases_editionfile BEGIN
    SELECT RAISE(ABORT, 'record: what an edition shows is never replaced')
        WHERE EXISTS (SELECT 1 FROM releases_editionfile AS other WHERE other.id = NEW.id
            OR (other.edition_id = NEW.edition_id AND other.digest = NEW.digest));
    SELECT RAISE(ABORT, 'record: what an edition shows is fixed before it opens')
        WHERE (SELECT public_from FROM releases_edition WHERE id = NEW.edition_id) <= (SELECT now FROM record_clock);
END;
CREATE TRIGGER record_editionfile_update BEFORE UPDATE ON releases_editionfile BEGIN
    SELECT RAISE(ABORT, 'record: what an edition shows never changes');
END;
CREATE TRIGGER record_editionfile_delete BEFORE DELETE ON releases_editionfile BEGIN
    SELECT RAISE(ABORT, 'record: what an edition shows never changes');
END;

CREATE TRIGGER record_journal_insert BEFORE INSERT ON releases_journalentry BEGIN
    SELECT RAISE(ABORT, 'record: a row of the journal is never replaced')
        WHERE EXISTS (SELECT 1 FROM releases_journalentry AS other WHERE other.digest = NEW.digest);
    SELECT RAISE(ABORT, 'record: the journal is a chain, each row follows the last')
        WHERE NEW.sequence <> 1 + coalesce((SELECT max(sequence) FROM releases_journalentry), 0)
           OR NEW.previous_digest <> coalesce((SELECT digest FROM releases_journalentry ORDER BY sequence DESC LIMIT 1), 'genesis');
    SELECT RAISE(ABORT, 'record: an act takes effect after it is recorded')
        WHERE NEW.effective_at <= (SELECT now FROM record_clock);
END;
CREATE TRIGGER record_journal_update BEFORE UPDATE ON releases_journalentry BEGIN
    SELECT RAISE(ABORT, 'record: the journal takes inserts only');
END;
CREATE TRIGGER record_journal_delete BEFORE DELETE ON releases_journalentry BEGIN
    SELECT RAISE(ABORT, 'record: the journal takes inserts only');
END;

CREATE TRIGGER record_imprint_insert BEFORE INSERT ON releases_imprint BEGIN
    SELECT RAISE(ABORT, 'record: an imprint is never replaced')
        WHERE EXISTS (SELECT 1 FROM releases_imprint AS other WHERE other.id = NEW.id OR other.public_from = NEW.public_from);
    SELECT RAISE(ABORT, 'record: an imprint cannot open in the past') WHERE NEW.public_from <= (SELECT now FROM record_clock);
END;
CREATE TRIGGER record_imprint_update BEFORE UPDATE ON releases_imprint BEGIN
    SELECT RAISE(ABORT, 'record: an imprint never changes');
END;
CREATE TRIGGER record_imprint_delete BEFORE DELETE ON releases_imprint BEGIN
    SELECT RAISE(ABORT, 'record: an imprint never changes');
END;

CREATE TRIGGER record_pin_insert BEFORE INSERT ON releases_pin BEGIN
    SELECT RAISE(ABORT, 'record: a pin is never replaced')
        WHERE EXISTS (SELECT 1 FROM releases_pin AS other WHERE other.id = NEW.id
            OR (other.opened_by_entry_id = NEW.opened_by_entry_id AND other.language = NEW.language));
    SELECT RAISE(ABORT, 'record: a pin cannot begin in the past') WHERE NEW.public_from <= (SELECT now FROM record_clock);
    SELECT RAISE(ABORT, 'record: a pin begins without an end') WHERE NEW.public_until IS NOT NULL;
END;
CREATE TRIGGER record_pin_update BEFORE UPDATE ON releases_pin BEGIN
    SELECT RAISE(ABORT, 'record: what was pinned, and from when, never changes')
        WHERE NEW.id <> OLD.id OR NEW.language <> OLD.language OR NEW.uid <> OLD.uid
           OR NEW.public_from <> OLD.public_from OR NEW.opened_by_entry_id <> OLD.opened_by_entry_id;
    SELECT RAISE(ABORT, 'record: a pin ends once, and ahead')
        WHERE OLD.public_until IS NOT NULL OR coalesce(NEW.public_until, '') <= (SELECT now FROM record_clock);
END;
CREATE TRIGGER record_pin_delete BEFORE DELETE ON releases_pin BEGIN
    SELECT RAISE(ABORT, 'record: a pin is never deleted');
END;

CREATE TRIGGER record_acknowledgement_insert BEFORE INSERT ON releases_acknowledgement BEGIN
    SELECT RAISE(ABORT, 'record: an acknowledgement is never replaced')
        WHERE EXISTS (SELECT 1 FROM releases_acknowledgement AS other WHERE other.id = NEW.id
            OR (other.submission_id = NEW.submission_id AND other.finding = NEW.finding));
END;
CREATE TRIGGER record_acknowledgement_update BEFORE UPDATE ON releases_acknowledgement BEGIN
    SELECT RAISE(ABORT, 'record: an acknowledgement never changes, its words can only be expunged')
        WHERE NEW.id <> OLD.id OR NEW.submission_id <> OLD.submission_id OR NEW.uid <> OLD.uid OR NEW.language <> OLD.language
           OR NEW.code <> OLD.code OR NEW.finding <> OLD.finding OR NEW.digest <> OLD.digest
           OR NEW.acknowledged_by <> OLD.acknowledged_by OR NEW.passage <> '' OR NEW.message <> '' OR NEW.reason <> ''
           OR NEW.told IS NOT NULL;
END;
CREATE TRIGGER record_acknowledgement_delete BEFORE DELETE ON releases_acknowledgement BEGIN
    SELECT RAISE(ABORT, 'record: an acknowledgement never changes');
END;
