#include "hall/store/cases.hpp"

#include <fmt/format.h>

#include "hall/store/connection.hpp"

namespace hall::store {
namespace {

constexpr const char* kCaseColumns =
    "c.id, c.seq, c.process_code, c.process_version, c.form_code, c.form_version, c.applicant, c.state, "
    "c.pages, "
    "c.submitted_at";
constexpr const char* kNodeColumns =
    "n.node_id, n.position, n.channel, n.post, n.unit, n.state, n.since, n.done_at, n.handler, "
    "n.handler_name, "
    "n.handler_post, n.office, n.opinion";

template <class Enum>
Enum named(const std::string& name, std::initializer_list<Enum> all) {
  using api::nameOf;
  using domain::nameOf;
  for (const auto one : all)
    if (nameOf(one) == name) return one;
  throw soci::soci_error("a row holds the unknown word " + name);
}

api::CaseState caseStateNamed(const std::string& name) {
  using enum api::CaseState;
  return named(name, {running, done, returned, withdrawn});
}

api::NodeState nodeStateNamed(const std::string& name) {
  using enum api::NodeState;
  return named(name, {waiting, active, done, returned});
}

domain::Channel channelNamed(const std::string& name) {
  using enum domain::Channel;
  return named(name, {online, kiosk, counter});
}

domain::KioskAction actionNamed(const std::string& name) {
  using enum domain::KioskAction;
  return named(name, {read_and_confirm, sign, attach, print, collect});
}

// Where the columns of kCaseColumns land, one row after the other.
struct CaseReader {
  CaseRow row;
  std::string state;
  void bind(soci::statement& statement) {
    statement.exchange(soci::into(row.id));
    statement.exchange(soci::into(row.seq));
    statement.exchange(soci::into(row.process_code));
    statement.exchange(soci::into(row.process_version));
    statement.exchange(soci::into(row.form_code));
    statement.exchange(soci::into(row.form_version));
    statement.exchange(soci::into(row.applicant));
    statement.exchange(soci::into(state));
    statement.exchange(soci::into(row.pages));
    statement.exchange(soci::into(row.submitted_at));
  }
  const CaseRow& take() {
    row.state = caseStateNamed(state);
    return row;
  }
};

struct NodeReader {
  NodeRow row;
  std::string channel;
  std::string state;
  void bind(soci::statement& statement) {
    statement.exchange(soci::into(row.node_id));
    statement.exchange(soci::into(row.position));
    statement.exchange(soci::into(channel));
    statement.exchange(soci::into(row.post));
    statement.exchange(soci::into(row.unit));
    statement.exchange(soci::into(state));
    statement.exchange(soci::into(row.since));
    statement.exchange(soci::into(row.done_at));
    statement.exchange(soci::into(row.handler));
    statement.exchange(soci::into(row.handler_name));
    statement.exchange(soci::into(row.handler_post));
    statement.exchange(soci::into(row.office));
    statement.exchange(soci::into(row.opinion));
  }
  const NodeRow& take() {
    row.channel = channelNamed(channel);
    row.state = nodeStateNamed(state);
    return row;
  }
};

void start(soci::statement& statement, const std::string& query) {
  statement.alloc();
  statement.prepare(query);
  statement.define_and_bind();
  statement.execute();
}

void insertNode(Connection& connection, const std::string& case_id, const NodeRow& node) {
  const std::string channel(domain::nameOf(node.channel));
  const std::string state(api::nameOf(node.state));
  connection.sql
      << "INSERT INTO case_nodes (case_id, position, node_id, channel, post, unit, state, since, done_at, "
         "handler, handler_name, handler_post, office, opinion) VALUES (:ca, :po, :id, :ch, :ps, :un, :st, "
         ":si, :da, :ha, :hn, :hp, :of, :op)",
      soci::use(case_id), soci::use(node.position), soci::use(node.node_id), soci::use(channel),
      soci::use(node.post), soci::use(node.unit), soci::use(state), soci::use(node.since),
      soci::use(node.done_at), soci::use(node.handler), soci::use(node.handler_name),
      soci::use(node.handler_post), soci::use(node.office), soci::use(node.opinion);
}

}  // namespace

void insertCase(Connection& connection, CaseRow& row, const std::string& prefix, int year,
                const std::map<std::string, std::string>& fields, const std::vector<NodeRow>& nodes) {
  const auto series = fmt::format("{}-{}", prefix, year);
  row.seq = nextNumber(connection, "case");
  row.id = fmt::format("{}-{:06}", series, nextNumber(connection, series));
  const std::string state(api::nameOf(row.state));
  connection.sql
      << "INSERT INTO cases (id, seq, process_code, process_version, form_code, form_version, applicant, "
         "state, pages, submitted_at) VALUES (:id, :se, :pc, :pv, :fc, :fv, :ap, :st, :pa, :su)",
      soci::use(row.id), soci::use(row.seq), soci::use(row.process_code), soci::use(row.process_version),
      soci::use(row.form_code), soci::use(row.form_version), soci::use(row.applicant), soci::use(state),
      soci::use(row.pages), soci::use(row.submitted_at);
  for (const auto& [name, value] : fields)
    connection.sql << "INSERT INTO case_fields (case_id, name, value) VALUES (:c, :n, :v)", soci::use(row.id),
        soci::use(name), soci::use(value);
  for (const auto& node : nodes) insertNode(connection, row.id, node);
}

std::optional<CaseRow> caseWithId(Connection& connection, const std::string& id) {
  CaseReader reader;
  soci::statement statement(connection.sql);
  reader.bind(statement);
  statement.exchange(soci::use(id));
  start(statement, fmt::format("SELECT {} FROM cases c WHERE c.id = :id", kCaseColumns));
  if (!statement.fetch()) return std::nullopt;
  return reader.take();
}

std::vector<CaseRow> casesOf(Connection& connection, const std::string& applicant, const Cursor& after,
                             int limit) {
  std::vector<CaseRow> out;
  CaseReader reader;
  soci::statement statement(connection.sql);
  reader.bind(statement);
  statement.exchange(soci::use(applicant));
  statement.exchange(soci::use(after.seq));
  statement.exchange(soci::use(after.seq));
  statement.exchange(soci::use(limit));
  start(statement,
        fmt::format("SELECT {} FROM cases c WHERE c.applicant = :a AND (:s = 0 OR c.seq < :t) ORDER BY c.seq "
                    "DESC LIMIT :l",
                    kCaseColumns));
  while (statement.fetch()) out.push_back(reader.take());
  return out;
}

std::map<std::string, std::string> fieldsOf(Connection& connection, const std::string& case_id) {
  std::map<std::string, std::string> out;
  std::string name;
  std::string value;
  soci::statement statement =
      (connection.sql.prepare << "SELECT name, value FROM case_fields WHERE case_id = :c", soci::use(case_id),
       soci::into(name), soci::into(value));
  statement.execute();
  while (statement.fetch()) out[name] = value;
  return out;
}

void setCaseState(Connection& connection, const std::string& case_id, api::CaseState state) {
  const std::string name(api::nameOf(state));
  connection.sql << "UPDATE cases SET state = :s WHERE id = :c", soci::use(name), soci::use(case_id);
}

void setCasePages(Connection& connection, const std::string& case_id, int pages) {
  connection.sql << "UPDATE cases SET pages = :p WHERE id = :c", soci::use(pages), soci::use(case_id);
}

std::vector<NodeRow> nodesOf(Connection& connection, const std::string& case_id) {
  std::vector<NodeRow> out;
  NodeReader reader;
  soci::statement statement(connection.sql);
  reader.bind(statement);
  statement.exchange(soci::use(case_id));
  start(statement,
        fmt::format("SELECT {} FROM case_nodes n WHERE n.case_id = :c ORDER BY n.position", kNodeColumns));
  while (statement.fetch()) out.push_back(reader.take());
  return out;
}

void updateNode(Connection& connection, const std::string& case_id, const NodeRow& node) {
  const std::string state(api::nameOf(node.state));
  connection.sql
      << "UPDATE case_nodes SET state = :s, since = :si, done_at = :d, handler = :h, handler_name = :hn, "
         "handler_post = :hp, office = :of, opinion = :op WHERE case_id = :c AND node_id = :n",
      soci::use(state), soci::use(node.since), soci::use(node.done_at), soci::use(node.handler),
      soci::use(node.handler_name), soci::use(node.handler_post), soci::use(node.office),
      soci::use(node.opinion), soci::use(case_id), soci::use(node.node_id);
}

namespace {

// The nodes of running cases that meet condition, in the order they were submitted.
struct WaitingQuery {
  CaseReader of;
  NodeReader node;
  soci::statement statement;
  explicit WaitingQuery(Connection& connection) : statement(connection.sql) {
    of.bind(statement);
    node.bind(statement);
  }
  std::vector<WaitingNode> run(const std::string& condition, const Cursor& after, int limit) {
    statement.exchange(soci::use(after.seq));
    statement.exchange(soci::use(after.seq));
    statement.exchange(soci::use(after.position));
    statement.exchange(soci::use(limit));
    start(statement,
          fmt::format(
              "SELECT {}, {} FROM case_nodes n JOIN cases c ON c.id = n.case_id WHERE n.state = 'active' AND "
              "c.state = 'running' AND ({}) AND (c.seq > :cs OR (c.seq = :cq AND n.position > :cp)) ORDER BY "
              "c.seq, n.position LIMIT :lim",
              kCaseColumns, kNodeColumns, condition));
    std::vector<WaitingNode> out;
    while (statement.fetch()) out.push_back({of.take(), node.take()});
    return out;
  }
};

}  // namespace

std::vector<WaitingNode> tasksOf(Connection& connection, const std::vector<api::Post>& posts,
                                 const Cursor& after, int limit) {
  if (posts.empty()) return {};
  WaitingQuery query(connection);
  std::string any;
  for (std::size_t i = 0; i < posts.size(); ++i) {
    any += fmt::format("{}(n.post = :p{} AND (n.unit = '' OR n.unit = :u{}))", i ? " OR " : "", i, i);
    query.statement.exchange(soci::use(posts[i].code));
    query.statement.exchange(soci::use(posts[i].unit));
  }
  return query.run("n.channel = 'online' AND (" + any + ")", after, limit);
}

std::vector<WaitingNode> kioskNodesOf(Connection& connection, const std::string& applicant,
                                      const Cursor& after, int limit) {
  WaitingQuery query(connection);
  query.statement.exchange(soci::use(applicant));
  return query.run("n.channel = 'kiosk' AND c.applicant = :a", after, limit);
}

void insertAction(Connection& connection, const std::string& case_id, const ActionRow& action) {
  const std::string name(domain::nameOf(action.action));
  connection.sql
      << "INSERT INTO case_actions (case_id, node_id, action, device, done_at) VALUES (:c, :n, :a, :d, :t)",
      soci::use(case_id), soci::use(action.node_id), soci::use(name), soci::use(action.device),
      soci::use(action.done_at);
}

std::vector<ActionRow> actionsOf(Connection& connection, const std::string& case_id) {
  std::vector<ActionRow> out;
  ActionRow row;
  std::string action;
  soci::statement statement =
      (connection.sql.prepare
           << "SELECT node_id, action, device, done_at FROM case_actions WHERE case_id = :c ORDER BY "
              "done_at",
       soci::use(case_id), soci::into(row.node_id), soci::into(action), soci::into(row.device),
       soci::into(row.done_at));
  statement.execute();
  while (statement.fetch()) {
    row.action = actionNamed(action);
    out.push_back(row);
  }
  return out;
}

void insertSignature(Connection& connection, const std::string& case_id, const std::string& box,
                     const std::string& strokes, base::UnixSeconds now) {
  connection.sql << "INSERT INTO case_signatures (case_id, box, strokes, signed_at) VALUES (:c, :b, :s, :t)",
      soci::use(case_id), soci::use(box), soci::use(strokes), soci::use(now);
}

std::map<std::string, std::string> signaturesOf(Connection& connection, const std::string& case_id) {
  std::map<std::string, std::string> out;
  std::string box;
  std::string strokes;
  soci::statement statement =
      (connection.sql.prepare << "SELECT box, strokes FROM case_signatures WHERE case_id = :c",
       soci::use(case_id), soci::into(box), soci::into(strokes));
  statement.execute();
  while (statement.fetch()) out[box] = strokes;
  return out;
}

}  // namespace hall::store
