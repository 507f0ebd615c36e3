#include "hall/store/migrations.hpp"

#include "hall/store/receipts.hpp"

namespace hall::store {
namespace {

// Texts are never NULL: '' and 0 mean 'none', so that a reader needs no indicator variables.
const Migration kPeople{1,
                        "people, their posts, base records and sessions",
                        {
                            R"(CREATE TABLE counters (series TEXT PRIMARY KEY, last BIGINT NOT NULL))",
                            R"(CREATE TABLE people (
             account TEXT PRIMARY KEY,
             name TEXT NOT NULL,
             number TEXT NOT NULL,
             unit TEXT NOT NULL,
             password_hash TEXT NOT NULL,
             added_at BIGINT NOT NULL))",
                            R"(CREATE TABLE posts (
             account TEXT NOT NULL REFERENCES people (account),
             position INTEGER NOT NULL,
             code TEXT NOT NULL,
             title_zh TEXT NOT NULL,
             title_en TEXT NOT NULL,
             unit TEXT NOT NULL,
             PRIMARY KEY (account, position)))",
                            R"(CREATE TABLE base_values (
             account TEXT NOT NULL REFERENCES people (account),
             name TEXT NOT NULL,
             value TEXT NOT NULL,
             PRIMARY KEY (account, name)))",
                            R"(CREATE TABLE courses (
             account TEXT NOT NULL REFERENCES people (account),
             position INTEGER NOT NULL,
             term TEXT NOT NULL,
             course_code TEXT NOT NULL,
             course TEXT NOT NULL,
             kind TEXT NOT NULL,
             hours TEXT NOT NULL,
             credit TEXT NOT NULL,
             grade TEXT NOT NULL,
             PRIMARY KEY (account, position)))",
                            R"(CREATE TABLE sign_in_attempts (
             account_sha256 TEXT PRIMARY KEY,
             failures INTEGER NOT NULL,
             last_at BIGINT NOT NULL,
             locked_until BIGINT NOT NULL))",
                            R"(CREATE TABLE sessions (
             token_sha256 TEXT PRIMARY KEY,
             account TEXT NOT NULL REFERENCES people (account),
             device TEXT NOT NULL,
             last_used_at BIGINT NOT NULL,
             idle_seconds BIGINT NOT NULL,
             expires_at BIGINT NOT NULL))",
                            R"(CREATE INDEX sessions_by_expiry ON sessions (expires_at))",
                        }};

const Migration kCases{2,
                       "process and form versions, cases, their nodes and what was done at them",
                       {
                           R"(CREATE TABLE definitions (
             kind TEXT NOT NULL,
             code TEXT NOT NULL,
             version INTEGER NOT NULL,
             definition TEXT NOT NULL,
             stored_at BIGINT NOT NULL,
             PRIMARY KEY (kind, code, version)))",
                           R"(CREATE TABLE cases (
             id TEXT PRIMARY KEY,
             seq BIGINT NOT NULL UNIQUE,
             process_code TEXT NOT NULL,
             process_version INTEGER NOT NULL,
             form_code TEXT NOT NULL,
             form_version INTEGER NOT NULL,
             applicant TEXT NOT NULL REFERENCES people (account),
             state TEXT NOT NULL,
             pages INTEGER NOT NULL,
             submitted_at BIGINT NOT NULL))",
                           R"(CREATE INDEX cases_by_applicant ON cases (applicant, seq))",
                           R"(CREATE TABLE case_fields (
             case_id TEXT NOT NULL REFERENCES cases (id),
             name TEXT NOT NULL,
             value TEXT NOT NULL,
             PRIMARY KEY (case_id, name)))",
                           R"(CREATE TABLE case_nodes (
             case_id TEXT NOT NULL REFERENCES cases (id),
             position INTEGER NOT NULL,
             node_id TEXT NOT NULL,
             channel TEXT NOT NULL,
             post TEXT NOT NULL,
             unit TEXT NOT NULL,
             state TEXT NOT NULL,
             since BIGINT NOT NULL,
             done_at BIGINT NOT NULL,
             handler TEXT NOT NULL,
             handler_name TEXT NOT NULL,
             handler_post TEXT NOT NULL,
             office TEXT NOT NULL,
             opinion TEXT NOT NULL,
             PRIMARY KEY (case_id, node_id)))",
                           R"(CREATE INDEX case_nodes_by_post ON case_nodes (state, post))",
                           R"(CREATE TABLE case_actions (
             case_id TEXT NOT NULL,
             node_id TEXT NOT NULL,
             action TEXT NOT NULL,
             device TEXT NOT NULL,
             done_at BIGINT NOT NULL,
             PRIMARY KEY (case_id, node_id, action),
             FOREIGN KEY (case_id, node_id) REFERENCES case_nodes (case_id, node_id)))",
                           R"(CREATE TABLE case_signatures (
             case_id TEXT NOT NULL REFERENCES cases (id),
             box TEXT NOT NULL,
             strokes TEXT NOT NULL,
             signed_at BIGINT NOT NULL,
             PRIMARY KEY (case_id, box)))",
                       }};

const Migration kPaper{3,
                       "printed copies, what happened to them, who accepted or refused them; devices",
                       {
                           R"(CREATE TABLE printouts (
             serial TEXT PRIMARY KEY,
             seq BIGINT NOT NULL UNIQUE,
             case_id TEXT NOT NULL REFERENCES cases (id),
             state TEXT NOT NULL,
             status_list BIGINT NOT NULL,
             status_index BIGINT NOT NULL,
             digest TEXT NOT NULL,
             holder TEXT NOT NULL,
             pages INTEGER NOT NULL,
             pdf BLOB NOT NULL,
             pdf_sha256 TEXT NOT NULL,
             sealed_at BIGINT NOT NULL,
             expires_at BIGINT NOT NULL,
             device TEXT NOT NULL,
             requested_by TEXT NOT NULL REFERENCES people (account),
             UNIQUE (status_list, status_index)))",
                           R"(CREATE INDEX printouts_by_case ON printouts (case_id, seq))",
                           R"(CREATE INDEX printouts_by_state ON printouts (status_list, state))",
                           R"(CREATE TABLE printout_events (
             serial TEXT NOT NULL REFERENCES printouts (serial),
             position INTEGER NOT NULL,
             state TEXT NOT NULL,
             device_at BIGINT NOT NULL,
             recorded_at BIGINT NOT NULL,
             reporter TEXT NOT NULL,
             job_uuid TEXT NOT NULL,
             impressions INTEGER NOT NULL,
             detail TEXT NOT NULL,
             PRIMARY KEY (serial, position)))",
                           R"(CREATE TABLE acceptances (
             serial TEXT NOT NULL REFERENCES printouts (serial),
             node_id TEXT NOT NULL,
             case_id TEXT NOT NULL,
             office TEXT NOT NULL,
             receiver TEXT NOT NULL REFERENCES people (account),
             receiver_name TEXT NOT NULL,
             device TEXT NOT NULL,
             at BIGINT NOT NULL,
             PRIMARY KEY (serial, node_id),
             UNIQUE (case_id, node_id),
             FOREIGN KEY (case_id, node_id) REFERENCES case_nodes (case_id, node_id)))",
                           R"(CREATE TABLE refusals (
             seq BIGINT PRIMARY KEY,
             serial TEXT NOT NULL REFERENCES printouts (serial),
             node_id TEXT NOT NULL,
             office TEXT NOT NULL,
             receiver TEXT NOT NULL REFERENCES people (account),
             device TEXT NOT NULL,
             reason TEXT NOT NULL,
             at BIGINT NOT NULL))",
                           R"(CREATE TABLE devices (
             name TEXT PRIMARY KEY,
             kind TEXT NOT NULL,
             office TEXT NOT NULL,
             certificate_sha256 TEXT NOT NULL UNIQUE,
             added_at BIGINT NOT NULL))",
                       }};

const Migration kTrust{4,
                       "issuing keys, answers given once, and the audit chain",
                       {
                           R"(CREATE TABLE issuing_keys (
             kid TEXT PRIMARY KEY,
             algorithm INTEGER NOT NULL,
             point TEXT NOT NULL,
             signs_from BIGINT NOT NULL,
             signs_until BIGINT NOT NULL,
             verify_until BIGINT NOT NULL,
             revoked_at BIGINT NOT NULL,
             revoked_reason TEXT NOT NULL))",
                           R"(CREATE TABLE answers (
             idempotency_key TEXT NOT NULL,
             route TEXT NOT NULL,
             actor TEXT NOT NULL,
             request_sha256 TEXT NOT NULL,
             answer TEXT NOT NULL,
             given_at BIGINT NOT NULL,
             PRIMARY KEY (idempotency_key, route, actor)))",
                           R"(CREATE INDEX answers_by_time ON answers (given_at))",
                           R"(CREATE TABLE audit (
             seq BIGINT PRIMARY KEY,
             at BIGINT NOT NULL,
             actor TEXT NOT NULL,
             device TEXT NOT NULL,
             action TEXT NOT NULL,
             subject TEXT NOT NULL,
             detail TEXT NOT NULL,
             previous_sha256 TEXT NOT NULL,
             sha256 TEXT NOT NULL))",
                           R"(CREATE TRIGGER audit_is_never_changed BEFORE UPDATE ON audit
             BEGIN SELECT RAISE(ABORT, 'audit rows are never changed'); END)",
                           R"(CREATE TRIGGER audit_is_never_shortened BEFORE DELETE ON audit
             BEGIN SELECT RAISE(ABORT, 'audit rows are never removed'); END)",
                       }};

// issuing_keys stays for halls that come from before: see service/key_ceremony.hpp, takeOver. Lists had
// 65,536 entries then; counting on in lists of 2^20 would come back to entries that are given already, so the
// counter goes behind the last of them.
const Migration kRootAway{5,
                          "the key set as the root signed it, keys on tokens, status lists of 2^20 entries",
                          {
                              R"(CREATE TABLE key_set (
             version BIGINT PRIMARY KEY,
             root TEXT NOT NULL,
             bytes TEXT NOT NULL))",
                              R"(CREATE TABLE token_keys (kid TEXT PRIMARY KEY, uri TEXT NOT NULL))",
                              R"(UPDATE counters SET last =
             (SELECT MAX(status_list * 1048576 + status_index) + 1 FROM printouts)
             WHERE series = 'status_entry' AND last <=
             (SELECT MAX(status_list * 1048576 + status_index) FROM printouts))",
                          }};

// Receipts in place of acceptances and refusals. `codes` is what a receipt is found by: serial, short serial
// and case number; its index holds the searched columns, so that a search need not visit every row.
// printouts.content: where everything stands on the copy's pages (IssuedContent as JSON); '' for copies from
// before.
const Migration kReceipts{
    6,
    "what receivers decided, in one table; where everything stands on a copy's pages",
    {
        R"(CREATE TABLE receipts (
             seq BIGINT PRIMARY KEY,
             decision TEXT NOT NULL,
             serial TEXT NOT NULL REFERENCES printouts (serial),
             case_id TEXT NOT NULL,
             node_id TEXT NOT NULL,
             process_code TEXT NOT NULL,
             holder TEXT NOT NULL,
             codes TEXT NOT NULL,
             office TEXT NOT NULL,
             receiver TEXT NOT NULL REFERENCES people (account),
             receiver_name TEXT NOT NULL,
             device TEXT NOT NULL,
             reason TEXT NOT NULL,
             colleague TEXT NOT NULL,
             colleague_name TEXT NOT NULL,
             at BIGINT NOT NULL,
             decided_at BIGINT NOT NULL,
             undone_at BIGINT NOT NULL,
             open INTEGER NOT NULL,
             FOREIGN KEY (case_id, node_id) REFERENCES case_nodes (case_id, node_id)))",
        R"(INSERT INTO receipts (seq, decision, serial, case_id, node_id,
             process_code, holder, codes, office, receiver, receiver_name, device, reason, colleague,
             colleague_name, at, decided_at, undone_at, open)
             SELECT ROW_NUMBER() OVER (ORDER BY o.at, o.decision DESC, o.seq), o.decision, o.serial, c.id,
             o.node_id, c.process_code, a.name, '', o.office, o.receiver, o.receiver_name, o.device, o.reason,
             '', '', o.at, 0, 0, 0
             FROM (SELECT 'accept' AS decision, 0 AS seq, serial, node_id, office, receiver, receiver_name,
             device, '' AS reason, at FROM acceptances
             UNION ALL SELECT 'refuse', f.seq, f.serial, f.node_id, f.office, f.receiver, p.name, f.device,
             f.reason, f.at FROM refusals f JOIN people p ON p.account = f.receiver) o
             JOIN printouts q ON q.serial = o.serial JOIN cases c ON c.id = q.case_id
             JOIN people a ON a.account = c.applicant)",
        R"(DROP TABLE acceptances)",
        R"(DROP TABLE refusals)",
        R"(DELETE FROM counters WHERE series = 'refusal')",
        R"(INSERT INTO counters (series, last) SELECT 'receipt', COUNT(*) FROM receipts)",
        R"(CREATE UNIQUE INDEX receipts_accept_once ON receipts (case_id, node_id)
             WHERE decision = 'accept' AND undone_at = 0)",
        R"(CREATE INDEX receipts_by_case ON receipts (case_id, node_id, seq))",
        R"(CREATE INDEX receipts_by_office ON receipts (office, at, seq, codes, holder))",
        R"(CREATE INDEX receipts_open ON receipts (office, at, seq) WHERE open = 1)",
        R"(CREATE INDEX receipts_by_colleague ON receipts (colleague, at, seq))",
        R"(ALTER TABLE printouts ADD COLUMN content TEXT NOT NULL DEFAULT '')",
    },
    fillSearchCodes};

}  // namespace

const std::vector<Migration>& migrations() {
  static const std::vector<Migration> all{kPeople, kCases, kPaper, kTrust, kRootAway, kReceipts, kSignIn};
  return all;
}

}  // namespace hall::store
