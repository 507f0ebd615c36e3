// A disk in memory under SQLite whose power goes when a test wants it. What was synced is there afterwards;
// of what wasn't, any part may be and any part not, sector by sector and in any order; a file that was made
// or deleted since the last sync may be as before. SQLite's default file system while it lives, for databases
// that one connection holds (locking_mode=EXCLUSIVE), since it has no shared memory. One thread.
#pragma once

#include <sqlite3.h>

#include <cstdint>
#include <cstring>
#include <map>
#include <memory>
#include <new>
#include <random>
#include <string>
#include <vector>

namespace story {

class PowerCutDisk {
 public:
  explicit PowerCutDisk(std::uint64_t seed) : random_(seed), real_(sqlite3_vfs_find(nullptr)) {
    vfs_ = *real_;
    vfs_.iVersion = 1;
    vfs_.szOsFile = sizeof(Handle);
    vfs_.zName = "power-cut";
    vfs_.pAppData = this;
    vfs_.xOpen = [](sqlite3_vfs* vfs, const char* name, sqlite3_file* file, int flags, int* out) {
      if (out) *out = flags;
      return diskOf(vfs).open(name ? name : "", *reinterpret_cast<Handle*>(file), flags);
    };
    vfs_.xDelete = [](sqlite3_vfs* vfs, const char* name, int) { return diskOf(vfs).remove(name); };
    vfs_.xAccess = [](sqlite3_vfs* vfs, const char* name, int, int* out) {
      *out = diskOf(vfs).names_.count(name) ? 1 : 0;
      return SQLITE_OK;
    };
    vfs_.xFullPathname = [](sqlite3_vfs*, const char* name, int size, char* out) {
      sqlite3_snprintf(size, out, "%s", name);
      return SQLITE_OK;
    };
    sqlite3_vfs_register(&vfs_, 1);
  }
  ~PowerCutDisk() {
    sqlite3_vfs_unregister(&vfs_);
    sqlite3_vfs_register(real_, 1);
  }
  PowerCutDisk(const PowerCutDisk&) = delete;
  PowerCutDisk& operator=(const PowerCutDisk&) = delete;

  // At that write, sync, truncation or deletion, counted from now; 0: never.
  void cutAfter(long changes) { left_ = changes; }
  void cut() { off_ = true; }  // now
  bool off() const { return off_; }
  long changes() const { return changes_; }  // since the beginning

  // The power comes back, and with it what the disk happens to hold. Connections opened before are dead.
  void reboot() {
    if (std::uniform_int_distribution<int>(0, 1)(random_)) names_ = synced_names_;
    const double kept = std::uniform_int_distribution<int>(0, 2)(random_) / 2.0;
    for (auto& [name, file] : names_) file = std::make_shared<File>(settled(*file, kept));
    synced_names_ = names_;
    off_ = false;
    left_ = 0;
  }

 private:
  static constexpr std::size_t kSector = 512;
  using Bytes = std::vector<std::uint8_t>;
  struct Change {
    bool truncation = false;
    std::size_t at = 0;
    Bytes bytes{};
  };
  struct File {
    Bytes synced{}, now{};
    std::vector<Change> pending{};
  };
  struct Handle {
    sqlite3_file base;
    PowerCutDisk* disk;
    std::shared_ptr<File>* file;
  };

  static PowerCutDisk& diskOf(sqlite3_vfs* vfs) { return *static_cast<PowerCutDisk*>(vfs->pAppData); }
  static Handle& handle(sqlite3_file* file) { return *reinterpret_cast<Handle*>(file); }
  static File& fileOf(sqlite3_file* file) { return **handle(file).file; }

  bool act() {  // false: the power is gone
    if (off_) return false;
    ++changes_;
    off_ = left_ > 0 && --left_ == 0;
    return true;
  }

  static void apply(Bytes& bytes, const Change& change) {
    const auto end = change.at + change.bytes.size();
    if (change.truncation || bytes.size() < end) bytes.resize(end);
    if (!change.truncation) std::memcpy(bytes.data() + change.at, change.bytes.data(), change.bytes.size());
  }

  File settled(const File& file, double kept) {
    auto bytes = file.synced;
    std::bernoulli_distribution survives(kept);
    for (const auto& change : file.pending) {
      if (change.truncation) {
        if (survives(random_)) apply(bytes, change);
        continue;
      }
      for (std::size_t from = 0; from < change.bytes.size();) {  // cut where sectors begin
        const auto to = std::min(change.bytes.size(), from + kSector - (change.at + from) % kSector);
        const auto begin = change.bytes.begin();
        if (survives(random_))
          apply(bytes,
                {false, change.at + from,
                 Bytes(begin + static_cast<std::ptrdiff_t>(from), begin + static_cast<std::ptrdiff_t>(to))});
        from = to;
      }
    }
    return {bytes, bytes, {}};
  }

  int open(const std::string& name, Handle& out, int flags) {
    out.base.pMethods = nullptr;
    if (off_) return SQLITE_IOERR;
    if (!names_.count(name)) {
      if (!(flags & SQLITE_OPEN_CREATE)) return SQLITE_CANTOPEN;
      names_[name] = std::make_shared<File>();
    }
    out.disk = this;
    out.file = new std::shared_ptr<File>(names_[name]);
    out.base.pMethods = methods();
    return SQLITE_OK;
  }

  int remove(const std::string& name) {
    if (!act()) return SQLITE_IOERR_DELETE;
    return names_.erase(name) ? SQLITE_OK : SQLITE_IOERR_DELETE_NOENT;
  }

  int change(File& file, Change change) {
    if (!act()) return SQLITE_IOERR;
    apply(file.now, change);
    file.pending.push_back(std::move(change));
    return off_ ? SQLITE_IOERR : SQLITE_OK;
  }

  int sync(File& file) {
    if (!act() || off_) return SQLITE_IOERR_FSYNC;
    file.synced = file.now;
    file.pending.clear();
    synced_names_ = names_;  // a journaling file system writes names down in their order
    return SQLITE_OK;
  }

  static int read(sqlite3_file* file, void* out, int count, sqlite3_int64 at) {
    const auto& bytes = fileOf(file).now;
    const auto from = static_cast<std::size_t>(at), wanted = static_cast<std::size_t>(count);
    const auto there = from >= bytes.size() ? 0 : std::min(wanted, bytes.size() - from);
    if (handle(file).disk->off_) return SQLITE_IOERR_READ;
    if (there > 0) std::memcpy(out, bytes.data() + from, there);
    std::memset(static_cast<char*>(out) + there, 0, wanted - there);
    return there == wanted ? SQLITE_OK : SQLITE_IOERR_SHORT_READ;
  }

  static const sqlite3_io_methods* methods() {
    static const sqlite3_io_methods all = [] {
      sqlite3_io_methods m{};
      m.iVersion = 1;
      m.xClose = [](sqlite3_file* file) {
        delete handle(file).file;
        return SQLITE_OK;
      };
      m.xRead = read;
      m.xWrite = [](sqlite3_file* file, const void* from, int count, sqlite3_int64 at) {
        const auto* bytes = static_cast<const std::uint8_t*>(from);
        return handle(file).disk->change(fileOf(file),
                                         {false, static_cast<std::size_t>(at), Bytes(bytes, bytes + count)});
      };
      m.xTruncate = [](sqlite3_file* file, sqlite3_int64 size) {
        return handle(file).disk->change(fileOf(file), {true, static_cast<std::size_t>(size), {}});
      };
      m.xSync = [](sqlite3_file* file, int) { return handle(file).disk->sync(fileOf(file)); };
      m.xFileSize = [](sqlite3_file* file, sqlite3_int64* out) {
        *out = static_cast<sqlite3_int64>(fileOf(file).now.size());
        return SQLITE_OK;
      };
      m.xLock = m.xUnlock = [](sqlite3_file*, int) { return SQLITE_OK; };
      m.xCheckReservedLock = [](sqlite3_file*, int* out) { return *out = 0, SQLITE_OK; };
      m.xFileControl = [](sqlite3_file*, int, void*) { return SQLITE_NOTFOUND; };
      m.xSectorSize = [](sqlite3_file*) { return static_cast<int>(kSector); };
      m.xDeviceCharacteristics = [](sqlite3_file*) { return SQLITE_IOCAP_POWERSAFE_OVERWRITE; };
      return m;
    }();
    return &all;
  }

  std::mt19937_64 random_;
  sqlite3_vfs* real_;
  sqlite3_vfs vfs_{};
  std::map<std::string, std::shared_ptr<File>> names_, synced_names_;
  long left_ = 0, changes_ = 0;
  bool off_ = false;
};

}  // namespace story
