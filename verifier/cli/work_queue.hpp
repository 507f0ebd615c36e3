// Work done by several threads at once whose results come back in the order it was given. One thread gives
// and takes; the workers sleep while there is nothing to do.
#pragma once

#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <optional>
#include <thread>
#include <vector>

namespace verifier::cli {

template <class Task, class Result>
class WorkQueue {
 public:
  using Work = std::function<Result(Task&&)>;

  // threads 1: everything is done on the giver's own thread. make_work is called once on every thread that
  // works, so that each may keep what it mustn't share.
  WorkQueue(int threads, std::function<Work()> make_work) {
    if (threads <= 1) own_ = make_work();
    for (int i = 0; threads > 1 && i < threads; ++i)
      workers_.emplace_back([this, make_work](const std::stop_token& ending) { loop(make_work(), ending); });
  }
  ~WorkQueue() {  // what hasn't been begun is dropped
    for (auto& worker : workers_) worker.request_stop();
  }
  WorkQueue(const WorkQueue&) = delete;
  WorkQueue& operator=(const WorkQueue&) = delete;

  void give(Task task) {
    if (workers_.empty()) {
      slots_.push_back({std::nullopt, own_(std::move(task))});
      return;
    }
    {
      const std::lock_guard lock(mutex_);
      slots_.push_back({std::move(task), std::nullopt});
    }
    given_.notify_one();
  }

  bool empty() const { return slots_.empty(); }  // nothing given is still to be taken

  // The next result in order. Where there is more to give, waits only until either it or room is there:
  // nullopt then means room. Nothing to take and nothing to give: nullopt.
  std::optional<Result> take(bool more) {
    std::unique_lock lock(mutex_);
    const auto ready = [this] { return !slots_.empty() && slots_.front().result; };
    done_.wait(lock, [&] { return slots_.empty() || ready() || (more && hasRoom()); });
    if (!ready()) return std::nullopt;
    auto result = std::move(slots_.front().result);
    slots_.pop_front();
    if (begun_ > 0) --begun_;
    return result;
  }

 private:
  struct Slot {
    std::optional<Task> task;
    std::optional<Result> result;
  };

  // Few wait to be begun, as they may hold whole files; more may be done before their turn, so that one slow
  // page doesn't stop the others.
  bool hasRoom() const {
    const auto threads = workers_.size();
    return workers_.empty() ? slots_.empty()
                            : slots_.size() - begun_ < 2 * threads && slots_.size() < 64 * threads;
  }

  void loop(const Work& work, const std::stop_token& ending) {
    std::unique_lock lock(mutex_);
    while (given_.wait(lock, ending, [this] { return begun_ < slots_.size(); })) {
      if (ending.stop_requested()) return;
      auto& slot = slots_[begun_++];  // stays where it is while others are added and taken around it
      auto task = std::move(*slot.task);
      slot.task.reset();
      lock.unlock();
      auto result = work(std::move(task));
      lock.lock();
      slot.result = std::move(result);
      done_.notify_one();
    }
  }

  Work own_{};
  std::mutex mutex_;
  std::condition_variable_any given_;
  std::condition_variable done_;
  std::deque<Slot> slots_{};  // in order; the first begun_ of them are being worked on or done
  std::size_t begun_ = 0;
  std::vector<std::jthread> workers_{};  // last: they end before what they use
};

}  // namespace verifier::cli
