// Secrets and tokens are overwritten when they are freed, and what an object holds does not grow. It watches memory with
// operators of its own, which Valgrind would replace.
#include <cstdlib>
#include <cstring>
#include <new>
#include <string>

#include "Token.h"
#include "dashToken.h"
#include "check.h"

using AlibabaNlsCommon::DashToken;
using AlibabaNlsCommon::NlsToken;

namespace {

int live = 0;
int dirty = 0;
std::size_t const header = 16;

}  // namespace

// The texts of the drop-in are arrays of characters; here each one remembers its size.
void* operator new[](std::size_t size) {
  char* const block = static_cast<char*>(std::malloc(header + size));
  if (block == NULL) throw std::bad_alloc();
  std::memcpy(block, &size, sizeof size);
  ++live;
  return block + header;
}

void operator delete[](void* memory) noexcept {
  if (memory == NULL) return;
  char* const block = static_cast<char*>(memory) - header;
  std::size_t size;
  std::memcpy(&size, block, sizeof size);
  for (std::size_t i = header; i != header + size; ++i) dirty += block[i] != 0;
  std::free(block);
  --live;
}

namespace {

void everything_is_overwritten_when_it_is_freed() {
  {
    NlsToken nls;
    nls.setDomain(variable("SANDBOX_NLS"));
    nls.setAccessKeyId("sandbox-id");
    nls.setKeySecret("first-secret");
    nls.setKeySecret("sandbox-secret");
    CHECK_EQ(nls.applyNlsToken(), 0);
    CHECK_EQ(std::strlen(nls.getToken()), 32u);
    NlsToken copy(nls);
    copy = nls;
    DashToken dash;
    dash.setAPIKey("sandbox-secret");
    dash.setServerResourcePath("");
    CHECK_EQ(dash.applyDashToken(), -1);
    CHECK(live > 0);
  }
  CHECK_EQ(live, 0);
  CHECK_EQ(dirty, 0);
}

void ten_thousand_texts_take_the_room_of_one_thousand() {
  NlsToken nls;
  int room = 0;
  for (int round = 0; round != 10000; ++round) {
    nls.setKeySecret(round % 2 == 0 ? "" : "secret");
    CHECK_EQ(nls.applyNlsToken(), -1);
    CHECK(*nls.getToken() == 0 && *nls.getErrorMsg() != 0);
    if (round == 1001) room = live;
  }
  CHECK(room >= 1000 && room < 1010);
  CHECK_EQ(live, room);
}

void the_same_error_again_takes_no_room() {
  NlsToken nls;
  CHECK_EQ(nls.applyNlsToken(), -1);
  const int room = live;
  for (int round = 0; round != 1000; ++round) {
    CHECK_EQ(nls.applyNlsToken(), -1);
    CHECK(*nls.getErrorMsg() != 0);
  }
  CHECK_EQ(live, room);
}

}  // namespace

int main() {
  everything_is_overwritten_when_it_is_freed();
  ten_thousand_texts_take_the_room_of_one_thousand();
  the_same_error_again_takes_no_room();
  CHECK_EQ(live, 0);
  CHECK_EQ(dirty, 0);
  return finish();
}
