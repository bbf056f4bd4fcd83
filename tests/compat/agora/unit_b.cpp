// The other unit of the program in unit_a.cpp.

#include "all.h"

std::string OtherUnitsToken() {
  return agora::tools::FpaTokenBuilder::BuildToken("970CA35de60c44645bbae8a215061b33",
                                                   "5CFd2fd1755d40ecb72977518be15d3b");
}
