/* A fault on purpose: adds one to the largest number. */
#include <limits.h>

int main(int count, char **arguments) {
    (void)arguments;
    int largest = INT_MAX;
    return largest + count > 0; /* `count` is 1 */
}
