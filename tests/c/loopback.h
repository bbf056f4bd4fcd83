/* Sockets on loopback, for what the sandbox does not do on its own. */
#ifndef LOOPBACK_H
#define LOOPBACK_H

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include "check.h"

/* An address of this machine that belongs to the program. */
typedef struct {
    int socket;
    char url[40];
} loopback;

/* A port that nobody listens at: connecting to it is refused. */
static inline loopback loopback_closed(void) {
    loopback here;
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    socklen_t length = sizeof address;
    here.socket = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    CHECK(here.socket >= 0);
    CHECK(bind(here.socket, (struct sockaddr *)&address, length) == 0);
    CHECK(getsockname(here.socket, (struct sockaddr *)&address, &length) == 0);
    snprintf(here.url, sizeof here.url, "http://127.0.0.1:%u", (unsigned)ntohs(address.sin_port));
    return here;
}

/* A port that takes connections; nobody answers unless `loopback_receive` is called. */
static inline loopback loopback_listening(void) {
    loopback here = loopback_closed();
    CHECK(listen(here.socket, 64) == 0);
    return here;
}

/* Waits for a whole request and gives its connection. */
static inline int loopback_receive(const loopback *here) {
    char request[8192];
    size_t length = 0;
    int connection = accept(here->socket, NULL, NULL);
    CHECK(connection >= 0);
    for (;;) {
        ssize_t count = read(connection, request + length, sizeof request - 1 - length);
        CHECK(count > 0);
        length += (size_t)count;
        request[length] = '\0';
        const char *body = strstr(request, "\r\n\r\n");
        const char *size = strstr(request, "content-length: ");
        if (body != NULL && (size == NULL || strlen(body + 4) >= strtoul(size + 16, NULL, 10))) return connection;
    }
}

/* Writes all of a text to a socket or pipe. */
static inline void loopback_write(int file, const char *text, size_t length) {
    while (length > 0) {
        ssize_t written = write(file, text, length);
        CHECK(written > 0);
        text += written;
        length -= (size_t)written;
    }
}

/* Answers with a body in JSON and closes the connection. The answer has no `Date`. */
static inline void loopback_answer(int connection, const char *body) {
    char head[128];
    int length = snprintf(head, sizeof head,
                          "HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Type: application/json\r\n"
                          "Content-Length: %zu\r\n\r\n",
                          strlen(body));
    loopback_write(connection, head, (size_t)length);
    loopback_write(connection, body, strlen(body));
    close(connection);
}

#endif
