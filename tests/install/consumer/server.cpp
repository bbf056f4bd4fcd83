// A program that was written for Agora's own builders: mints a token for a user in a channel.
#include <iostream>

#include "cpp/src/RtcTokenBuilder2.h"

int main() {
    std::cout << agora::tools::RtcTokenBuilder2::BuildTokenWithUid(
                     "970CA35de60c44645bbae8a215061b33", "5CFd2fd1755d40ecb72977518be15d3b", "lobby", 23,
                     agora::tools::UserRole::kRolePublisher, 3600, 3600)
              << '\n';
}
