// One program of three files: with exceptions, without them by choice, and built without them.
#include "../../check.hpp"

std::string with_exceptions();
std::string with_results();
std::string without_exceptions();

int main() {
    CHECK(with_exceptions() == "thrown: app_id");
    CHECK(with_results() == "given: app_id, caught");
    CHECK(without_exceptions() == "given: app_id");
    return result();
}
