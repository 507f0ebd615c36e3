// One program at a time: held while that is looked for and made which a folder may have only once (a
// passphrase, a CA, a root key), so that two programs started at the same moment don't make two.
#pragma once

#include <filesystem>

namespace base {

class FolderLock {
 public:
  // Makes the folder where it is missing, and waits for whoever holds its lock. The kernel lets go of it when
  // the holder ends, however it ends. Not to be taken twice by one thread.
  explicit FolderLock(const std::filesystem::path& folder);
  ~FolderLock();
  FolderLock(const FolderLock&) = delete;
  FolderLock& operator=(const FolderLock&) = delete;

  bool held() const { return fd_ >= 0; }  // no: nothing can be written there

 private:
  int fd_;
};

}  // namespace base
