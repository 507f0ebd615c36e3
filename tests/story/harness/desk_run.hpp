// A receiver's desk without its window: the real dialogue and the real work behind it, driven by events.
#pragma once

#include <catch2/catch.hpp>
#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>

#include "config/config.hpp"
#include "tests/story/harness/house.hpp"
#include "verifier/flow/events.hpp"
#include "verifier/jobs/command_word.hpp"
#include "verifier/jobs/worker.hpp"

namespace story {

// A desk's certificate and configuration in the house: <name>.toml beside the others.
inline std::string deskFile(const House& house, const std::string& name, const std::string& more = "") {
  const auto file = house.folder() / (name + ".toml");
  auto root = contentOf(house.data() / "root.pub");
  while (root.ends_with('\n')) root.pop_back();
  std::ofstream(file) << "kind = \"desk\"\nname = \"" << name << "\"\nstate = \"state-" << name
                      << "\"\n[hall]\nurl = \"" << house.url()
                      << "\"\nca_file = \"hall/ca.pem\"\ncertificate_file = \""
                      << house.device(name + ".crt.pem") << "\"\nkey_file = \""
                      << house.device(name + ".key.pem") << "\"\nroot_key = \"" << root
                      << "\"\n[timeouts]\nhall_retry_seconds = 1\n"
                      << more;
  return file.string();
}

// What a dialog says went wrong, for a test that waits in vain.
inline std::string troubleIn(const verifier::desk::Model& model) {
  const auto* notice = std::get_if<verifier::desk::Notice>(&model.dialog);
  return notice ? ", but " + notice->error.describe() : "";
}

class DeskRun {
 public:
  using Model = verifier::desk::Model;
  using Action = verifier::desk::Action;

  explicit DeskRun(const std::string& config_file) {
    toml_doc::Problems problems;
    const auto device = config::load(std::nullopt, config_file, problems);
    REQUIRE(problems.empty());
    std::filesystem::create_directories(device.state);
    model_.command_word = verifier::desk::commandWord(device.state);
    const api::HallAddress address{device.hall.url, device.hall.ca_file, device.hall.certificate_file,
                                   device.hall.key_file};
    worker_ = std::make_unique<verifier::desk::Worker>(
        device, [address] { return api::openHallClient(address); }, clock_,
        [this](verifier::desk::Event event) {
          const std::lock_guard lock(mutex_);
          mailbox_.push_back(std::move(event));
          came_.notify_one();
        });
  }

  const Model& model() const { return model_; }
  void take(const verifier::desk::Event& event) {
    for (auto& effect : verifier::desk::step(model_, event, clock_.now(), clock_.steady()))
      worker_->start(std::move(effect));
  }
  void act(Action::Kind kind, int index = 0) { take(Action{kind, index}); }
  void read(const std::string& code) { take(verifier::desk::ReadCode{code}); }
  // A command off the desk's own card.
  void command(const std::string& name) {
    read(std::string(verifier::desk::kCommandCode) + model_.command_word + ":" + name);
  }
  void lay(base::Image picture) {
    take(verifier::desk::PictureTaken{std::make_shared<base::Image>(std::move(picture))});
  }

  // Lets events come until the model is as wanted.
  void until(const std::string& what, const std::function<bool(const Model&)>& wanted,
             std::chrono::seconds limit = std::chrono::seconds(30)) {
    const auto end = clock_.steady() + limit;
    while (!wanted(model_)) {
      std::unique_lock lock(mutex_);
      if (!came_.wait_until(lock, end, [this] { return !mailbox_.empty(); })) FAIL("in vain: " << what << troubleIn(model_));
      auto event = std::move(mailbox_.front());
      mailbox_.pop_front();
      lock.unlock();
      take(event);
    }
  }
  void untilChecked() {
    until("a verdict", [](const Model& model) {
      const auto* pile = selectedPile(model);
      if (!pile || pile->state == verifier::desk::PileState::waiting) return false;
      for (const auto& look : pile->looks)
        if (look.state == verifier::desk::PageLook::State::comparing) return false;
      return true;
    });
  }
  void signIn(const std::string& account) {
    take(verifier::desk::Action{Action::Kind::open_account_sign_in});
    take(verifier::desk::TypedText{account});
    act(Action::Kind::focus_password);
    take(verifier::desk::TypedText{"hall-demo-2026"});
    act(Action::Kind::submit_sign_in);
    until(account + " signed in", [](const Model& model) { return model.session.has_value(); });
  }
  void untilLink(verifier::desk::Link link) {
    until("the link", [link](const Model& model) { return model.link == link; });
  }

 private:
  base::SystemClock clock_;
  Model model_;
  std::mutex mutex_;
  std::condition_variable came_;
  std::deque<verifier::desk::Event> mailbox_;
  std::unique_ptr<verifier::desk::Worker> worker_;  // last: its threads use the others
};

}  // namespace story
