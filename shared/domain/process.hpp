// A process (办事流程) as its owner defines it in assets/processes/*.toml: nodes, materials, form, guide.
#pragma once

#include <string>
#include <vector>

#include "base/texts.hpp"

namespace domain {

using base::Bilingual;

enum class Channel { online, kiosk, counter };  // where a node is done
enum class KioskAction { read_and_confirm, sign, attach, print, collect };

// Who may handle a node: a post (岗位), and whose holders of it.
enum class Scope {
  school,   // any holder of the post
  college,  // the holder of the applicant's own 二级学院
};

struct Node {
  std::string id;   // unique in the process, e.g. "counsellor"
  Bilingual title;  // 辅导员审批
  Channel channel = Channel::online;
  std::string post;  // handler's or receiver's post code; empty for kiosk nodes (the applicant acts)
  Scope scope = Scope::school;
  Bilingual office;  // where it is handled: 图书馆; empty: the applicant's college, or the post's title
  std::vector<KioskAction> actions;  // kiosk nodes only, in order
  std::vector<std::string> after;    // nodes that must be done first; several nodes may be active at once
};

enum class FieldKind { text, paragraph, date, integer, choice };

// One thing the applicant fills in when applying.
struct ApplicationField {
  std::string name;  // the form template's field name
  Bilingual label;
  FieldKind kind = FieldKind::text;
  bool required = true;
  int max_characters = 60;
  std::vector<std::string> choices;
};

struct Guide {  // 办事服务指南
  Bilingual summary;
  Bilingual conditions;
  Bilingual materials;
  Bilingual place;
  Bilingual duration;
  Bilingual contact;
};

struct Process {
  std::string code;  // "student_leave"
  int version = 1;
  std::string case_prefix;  // begins every 受理编号: "QJ" in QJ-2026-000123
  Bilingual title;          // 学生请假审批
  Bilingual owner;          // 流程所属单位
  std::string form;         // assets/forms/<form>.toml
  int print_limit = 3;      // printed copies per case; failed copies don't count
  int valid_days = 0;       // the document expires so long after sealing; 0: never
  Guide guide;
  std::vector<ApplicationField> fields;
  std::vector<Node> nodes;
};

std::string_view nameOf(Channel channel);
std::string_view nameOf(KioskAction action);
std::string_view nameOf(Scope scope);
std::string_view nameOf(FieldKind kind);

}  // namespace domain
