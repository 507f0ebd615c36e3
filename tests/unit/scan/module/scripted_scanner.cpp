// A SANE backend for tests, loaded by SANE as any other: one scanner that is, and answers, what scripted.conf
// says. A line each:
//   words NAME FIRST|SECOND            an option of words; its first word is what it stands at
//   range NAME UNIT MIN MAX STEP       of numbers, SANE_TYPE_FIXED; unit mm, pixel, dpi or none
//   list NAME UNIT A B C               of numbers, SANE_TYPE_INT
//   refuse NAME STATUS                 what setting that option answers
//   open STATUS, start STATUS          what sane_open answers; the next sane_start, in order, then GOOD
//   frame FORMAT LAST DEPTH WIDTH BYTES_PER_LINE LINES    the next frame, in order; the last one stays
//   read COUNT, read nothing, read-status STATUS    the next sane_read, in order, then EOF; data is 1,
//   2, 3...
// What the room did stands in the file journal beside it: "set NAME VALUE", "start", "cancel", "close",
// "exit".
#include <sane/sane.h>

#include <algorithm>
#include <cstdlib>
#include <cstring>
#include <deque>
#include <fstream>
#include <memory>
#include <sstream>
#include <string>
#include <vector>

namespace {

struct Option {
  std::string name;
  std::vector<std::string> words;
  std::vector<const char*> word_list;
  std::vector<SANE_Word> numbers;
  SANE_Range range{};
  SANE_Option_Descriptor descriptor{};
  std::string word;
  SANE_Word number = 0;
  SANE_Status refusal = SANE_STATUS_GOOD;
};

struct Script {
  std::vector<std::unique_ptr<Option>> options;
  SANE_Status open = SANE_STATUS_GOOD;
  std::deque<int> starts;
  std::deque<SANE_Parameters> frames;
  std::deque<std::string> reads;
  SANE_Parameters frame{};
  unsigned char next_byte = 1;
};

std::unique_ptr<Script> script;
SANE_Device device{"0", "Scripted", "One", "flatbed scanner"};
const SANE_Device* devices[] = {&device, nullptr};
SANE_Option_Descriptor count_descriptor{"",
                                        "",
                                        "",
                                        SANE_TYPE_INT,
                                        SANE_UNIT_NONE,
                                        sizeof(SANE_Word),
                                        SANE_CAP_SOFT_DETECT,
                                        SANE_CONSTRAINT_NONE,
                                        {nullptr}};

std::string fileOf(const char* name) { return std::string(std::getenv("SANE_CONFIG_DIR")) + "/" + name; }

void note(const std::string& line) { std::ofstream(fileOf("journal"), std::ios::app) << line << '\n'; }

SANE_Unit unitOf(const std::string& word) {
  return word == "mm"      ? SANE_UNIT_MM
         : word == "pixel" ? SANE_UNIT_PIXEL
         : word == "dpi"   ? SANE_UNIT_DPI
                           : SANE_UNIT_NONE;
}

Option& add(const std::string& name, SANE_Value_Type type, SANE_Int size) {
  auto& option = *script->options.emplace_back(std::make_unique<Option>());
  option.name = name;
  option.descriptor.name = option.name.c_str();
  option.descriptor.type = type;
  option.descriptor.size = size;
  option.descriptor.cap = SANE_CAP_SOFT_SELECT | SANE_CAP_SOFT_DETECT;
  return option;
}

void addWords(const std::string& name, std::istringstream& rest) {
  auto& option = add(name, SANE_TYPE_STRING, 64);
  std::string word;
  rest >> std::ws;
  while (std::getline(rest, word, '|')) option.words.push_back(word);
  for (const auto& one : option.words) option.word_list.push_back(one.c_str());
  option.word_list.push_back(nullptr);
  option.word = option.words.front();
  option.descriptor.constraint_type = SANE_CONSTRAINT_STRING_LIST;
  option.descriptor.constraint.string_list = option.word_list.data();
}

void addRange(const std::string& name, std::istringstream& rest) {
  auto& option = add(name, SANE_TYPE_FIXED, sizeof(SANE_Word));
  std::string unit;
  double least = 0, most = 0, step = 0;
  rest >> unit >> least >> most >> step;
  option.range = {SANE_FIX(least), SANE_FIX(most), SANE_FIX(step)};
  option.number = option.range.min;
  option.descriptor.unit = unitOf(unit);
  option.descriptor.constraint_type = SANE_CONSTRAINT_RANGE;
  option.descriptor.constraint.range = &option.range;
}

void addList(const std::string& name, std::istringstream& rest) {
  auto& option = add(name, SANE_TYPE_INT, sizeof(SANE_Word));
  std::string unit;
  rest >> unit;
  for (SANE_Word one = 0; rest >> one;) option.numbers.push_back(one);
  option.number = option.numbers.front();
  option.numbers.insert(option.numbers.begin(), static_cast<SANE_Word>(option.numbers.size()));
  option.descriptor.unit = unitOf(unit);
  option.descriptor.constraint_type = SANE_CONSTRAINT_WORD_LIST;
  option.descriptor.constraint.word_list = option.numbers.data();
}

void addFrame(std::istringstream& rest) {
  SANE_Parameters frame{};
  int format = 0;
  rest >> format >> frame.last_frame >> frame.depth >> frame.pixels_per_line >> frame.bytes_per_line >>
      frame.lines;
  frame.format = static_cast<SANE_Frame>(format);
  script->frames.push_back(frame);
}

void refuse(const std::string& name, int status) {
  for (auto& option : script->options)
    if (option->name == name) option->refusal = static_cast<SANE_Status>(status);
}

void readLine(const std::string& line) {
  std::istringstream rest(line);
  std::string kind, name;
  rest >> kind;
  if (kind == "frame") return addFrame(rest);
  rest >> name;
  if (kind == "words") addWords(name, rest);
  if (kind == "range") addRange(name, rest);
  if (kind == "list") addList(name, rest);
  if (kind == "open") script->open = static_cast<SANE_Status>(std::stoi(name));
  if (kind == "start") script->starts.push_back(std::stoi(name));
  if (kind == "read") script->reads.push_back(name);
  if (kind == "read-status") script->reads.push_back("status " + name);
  int status = 0;
  if (kind == "refuse" && rest >> status) refuse(name, status);
}

std::string valueOf(const Option& option) {
  if (option.descriptor.type == SANE_TYPE_STRING) return option.word;
  std::ostringstream out;
  out << (option.descriptor.type == SANE_TYPE_FIXED ? SANE_UNFIX(option.number) : option.number);
  return out.str();
}

SANE_Status setOption(Option& option, void* value) {
  if (option.refusal != SANE_STATUS_GOOD) return option.refusal;
  if (option.descriptor.type == SANE_TYPE_STRING)
    option.word = static_cast<const char*>(value);
  else
    option.number = *static_cast<SANE_Word*>(value);
  note("set " + option.name + " " + valueOf(option));
  return SANE_STATUS_GOOD;
}

void getOption(const Option& option, void* value) {
  if (option.descriptor.type == SANE_TYPE_STRING)
    std::strcpy(static_cast<char*>(value), option.word.c_str());
  else
    *static_cast<SANE_Word*>(value) = option.number;
}

}  // namespace

extern "C" {

SANE_Status sane_scripted_init(SANE_Int* version, SANE_Auth_Callback) {
  if (version) *version = SANE_VERSION_CODE(1, 0, 0);
  script = std::make_unique<Script>();
  std::ifstream in(fileOf("scripted.conf"));
  for (std::string line; std::getline(in, line);) readLine(line);
  note("init");
  return SANE_STATUS_GOOD;
}

void sane_scripted_exit() {
  note("exit");
  script.reset();
}

SANE_Status sane_scripted_get_devices(const SANE_Device*** list, SANE_Bool) {
  *list = devices;
  return SANE_STATUS_GOOD;
}

SANE_Status sane_scripted_open(SANE_String_Const name, SANE_Handle* handle) {
  *handle = script.get();
  return std::string(name) == "0" ? script->open : SANE_STATUS_INVAL;
}

void sane_scripted_close(SANE_Handle) { note("close"); }

const SANE_Option_Descriptor* sane_scripted_get_option_descriptor(SANE_Handle, SANE_Int index) {
  if (index == 0) return &count_descriptor;
  const auto at = static_cast<std::size_t>(index) - 1;
  return at < script->options.size() ? &script->options[at]->descriptor : nullptr;
}

SANE_Status sane_scripted_control_option(SANE_Handle, SANE_Int index, SANE_Action action, void* value,
                                         SANE_Int*) {
  if (index == 0) {
    *static_cast<SANE_Word*>(value) = static_cast<SANE_Word>(script->options.size() + 1);
    return SANE_STATUS_GOOD;
  }
  auto& option = *script->options.at(static_cast<std::size_t>(index) - 1);
  if (action == SANE_ACTION_SET_VALUE) return setOption(option, value);
  getOption(option, value);
  return SANE_STATUS_GOOD;
}

SANE_Status sane_scripted_get_parameters(SANE_Handle, SANE_Parameters* parameters) {
  *parameters = script->frame;
  return SANE_STATUS_GOOD;
}

SANE_Status sane_scripted_start(SANE_Handle) {
  note("start");
  if (!script->frames.empty()) {
    script->frame = script->frames.front();
    script->frames.pop_front();
  }
  if (script->starts.empty()) return SANE_STATUS_GOOD;
  const int status = script->starts.front();
  script->starts.pop_front();
  return static_cast<SANE_Status>(status);
}

SANE_Status sane_scripted_read(SANE_Handle, SANE_Byte* data, SANE_Int most, SANE_Int* length) {
  *length = 0;
  if (script->reads.empty()) return SANE_STATUS_EOF;
  const auto next = script->reads.front();
  script->reads.pop_front();
  if (next == "nothing") return SANE_STATUS_GOOD;
  if (next.rfind("status ", 0) == 0) return static_cast<SANE_Status>(std::stoi(next.substr(7)));
  *length = std::min<SANE_Int>(std::stoi(next), most);
  for (SANE_Int i = 0; i < *length; ++i) data[i] = script->next_byte++;
  return SANE_STATUS_GOOD;
}

void sane_scripted_cancel(SANE_Handle) { note("cancel"); }

SANE_Status sane_scripted_set_io_mode(SANE_Handle, SANE_Bool) { return SANE_STATUS_UNSUPPORTED; }
SANE_Status sane_scripted_get_select_fd(SANE_Handle, SANE_Int*) { return SANE_STATUS_UNSUPPORTED; }
}
