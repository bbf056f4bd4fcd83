// One of two units of a program, which both include everything.

#include "all.h"

std::string OtherUnitsToken();

using namespace agora::tools;

int main() {
  AccessToken2 token;
  if (!token.FromString(OtherUnitsToken())) return 1;
  if (token.VerifySignature("5CFd2fd1755d40ecb72977518be15d3b") != kTokenVerifySuccess) return 2;
  return kServiceCreator.size() == 10 ? 0 : 3;
}
