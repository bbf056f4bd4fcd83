//! C programs share a token by a Redis server.

use std::os::unix::net::UnixStream;
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use super::native::{run, scratch};
use super::program;

/// A server that ends when this is dropped.
struct Server(Child);

impl Server {
    /// Listens at a socket in the folder that a test made.
    fn start(socket: &str) -> Self {
        let mut command = Command::new("redis-server");
        command.args(["--port", "0", "--save", "", "--unixsocket", socket]).stdout(Stdio::null());
        let server = Self(command.spawn().unwrap());
        let limit = Instant::now() + Duration::from_secs(60);
        while UnixStream::connect(socket).is_err() {
            assert!(Instant::now() < limit, "redis-server does not start");
            thread::sleep(Duration::from_millis(10));
        }
        server
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

#[test]
fn two_programs_share_a_token_by_redis_and_a_third_does_without_it() {
    let program = program("special/redis");
    let socket = scratch("redis").join("socket");
    let socket = socket.to_str().unwrap();
    let token = || run(Command::new(&program).arg(format!("unix://{socket}")));
    let server = Server::start(socket);
    assert_eq!(token(), "T1 1\n");
    assert_eq!(token(), "T1 0\n");
    drop(server);
    assert_eq!(token(), "T1 1\n");
}
