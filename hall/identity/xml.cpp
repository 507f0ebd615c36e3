#include "hall/identity/xml.hpp"

#include <expat.h>

#include "base/unique_handle.hpp"

namespace hall::identity {
namespace {

constexpr std::size_t kAnswerLimit = 64 * 1024;
constexpr std::size_t kDepthLimit = 8;
constexpr std::size_t kTextLimit = 1'000;
constexpr std::size_t kElementLimit = 500;
constexpr char kBetween = '|';  // namespace and name, as expat joins them

class Reader {
 public:
  explicit Reader(const std::string& space) : space_(space + kBetween) {
    parser_.reset(XML_ParserCreateNS("UTF-8", kBetween));
    XML_SetUserData(parser_.get(), this);
    XML_SetElementHandler(
        parser_.get(),
        [](void* self, const char* name, const char** attributes) {
          static_cast<Reader*>(self)->open(name, attributes);
        },
        [](void* self, const char*) { static_cast<Reader*>(self)->close(); });
    XML_SetCharacterDataHandler(parser_.get(), [](void* self, const char* text, int length) {
      static_cast<Reader*>(self)->add({text, static_cast<std::size_t>(length)});
    });
    XML_SetStartDoctypeDeclHandler(parser_.get(), [](void* self, const char*, const char*, const char*, int) {
      static_cast<Reader*>(self)->stop("it has a document type");
    });
  }

  base::Result<std::vector<XmlElement>> read(std::string_view xml) {
    const auto status = XML_Parse(parser_.get(), xml.data(), static_cast<int>(xml.size()), XML_TRUE);
    if (status != XML_STATUS_OK && problem_.empty()) problem_ = "it is no XML";
    if (!problem_.empty()) return base::fail("provider_answer_bad", "", problem_);
    return std::move(read_);
  }

 private:
  void open(const std::string& name, const char** attributes) {
    if (open_.size() == kDepthLimit) return stop("it is nested too deep");
    if (read_.size() + open_.size() == kElementLimit) return stop("it has too many elements");
    auto path = name.starts_with(space_) ? name.substr(space_.size()) : name;
    if (name.find(kBetween) == std::string::npos) path.insert(path.begin(), kBetween);  // of no namespace
    if (!open_.empty()) {
      open_.back().plain = false;
      path = open_.back().path + "/" + path;
    }
    open_.push_back({std::move(path)});
    for (auto one = attributes; one[0]; one += 2) open_.back().attributes[one[0]] = one[1];
  }
  void close() {
    read_.push_back(std::move(open_.back()));
    open_.pop_back();
  }
  void add(std::string_view text) {
    auto& of = open_.back().text;
    if (of.size() + text.size() > kTextLimit) return stop("a text in it is too long");
    of += text;
  }
  void stop(const char* why) {
    problem_ = why;
    XML_StopParser(parser_.get(), XML_FALSE);
  }

  base::Handle<XML_ParserStruct, XML_ParserFree> parser_;
  std::string space_, problem_;
  std::vector<XmlElement> open_, read_;
};

}  // namespace

base::Result<std::vector<XmlElement>> xmlElements(std::string_view xml, const std::string& space) {
  if (xml.size() > kAnswerLimit) return base::fail("provider_answer_bad", "", "it is too long");
  return Reader(space).read(xml);
}

}  // namespace hall::identity
