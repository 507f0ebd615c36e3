// Load on a hall, or on any HTTPS server: so many clients, each with one connection, ask for so many seconds.
//   bench_hall verify  URL CA CERT KEY ACCOUNT PASSWORD CLIENTS SECONDS   prints a copy, then verifies its
//   code bench_hall fetch   NAME URL CA CLIENTS SECONDS                        GET /api/v1/keys
// Prints: name, answers a second, failures; separated by tabs.
#include <atomic>
#include <functional>
#include <iostream>
#include <thread>

#include "base/crypto.hpp"
#include "hall_api/client.hpp"
#include "paper/raster/raster.hpp"
#include "qr/qr.hpp"
#include "seal/carrier.hpp"

namespace {

using Work = std::function<bool(api::HallClient&)>;

void measure(const char* what, const api::HallAddress& address, int clients, int seconds, const Work& work) {
  std::atomic<long> done = 0, failed = 0;
  std::vector<std::thread> threads;
  const auto end = std::chrono::steady_clock::now() + std::chrono::seconds(seconds);
  for (int i = 0; i < clients; ++i)
    threads.emplace_back([&] {
      auto client = api::openHallClient(address);
      while (std::chrono::steady_clock::now() < end) ++(work(*client) ? done : failed);
    });
  for (auto& thread : threads) thread.join();
  std::cout << what << '\t' << done / seconds << '\t' << failed << '\n';
}

// The code on a copy printed for the account.
std::string printedCode(api::HallClient& client, const std::string& account, const std::string& password) {
  const auto session = client.signIn({account, password});
  if (!session) throw std::runtime_error(session.error().describe());
  const auto documents = client.myDocuments(session->token, "");
  if (!documents) throw std::runtime_error(documents.error().describe());
  for (const auto& document : documents->items) {
    if (!document.printable) continue;
    const auto printout = client.requestPrintout(session->token, document.id, base::randomUuid());
    if (!printout) throw std::runtime_error(printout.error().describe());
    const auto pdf = client.printoutPdf(session->token, printout->serial);
    const auto page = paper::rasterisePage(*pdf, 0, 300, 3, "copy");
    for (const auto& symbol : qr::read(*page))
      if (seal::fromCarrier(symbol.text)) return symbol.text;
  }
  throw std::runtime_error("nothing can be printed");
}

}  // namespace

int main(int count, char** words) try {
  const std::vector<std::string> args(words + 1, words + count);
  if (args.size() == 9 && args[0] == "verify") {
    const api::HallAddress address{
        .url = args[1], .ca_file = args[2], .certificate_file = args[3], .key_file = args[4]};
    const api::VerificationRequest request{printedCode(*api::openHallClient(address), args[5], args[6])};
    measure("hall verifications", address, std::stoi(args[7]), std::stoi(args[8]),
            [&](api::HallClient& client) {
              const auto answer = client.verify(request, "");
              return answer && answer->verdict.seal == domain::SealState::genuine;
            });
    return 0;
  }
  if (args.size() == 6 && args[0] == "fetch") {
    const api::HallAddress address{.url = args[2], .ca_file = args[3]};
    measure(words[2], address, std::stoi(args[4]), std::stoi(args[5]),
            [](api::HallClient& client) { return client.keySet().has_value(); });
    return 0;
  }
  std::cerr << "usage: see the first lines of hall_bench.cpp\n";
  return 64;
} catch (const std::exception& problem) {
  std::cerr << problem.what() << '\n';
  return 1;
}
