//! Redis servers on this machine.

use std::net::TcpListener;
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};

use redis::{Client, Cmd, Connection, FromRedisValue, RedisResult};
use rustix::process::{Pid, Signal, kill_process};
use tempfile::TempDir;

use crate::cache_worker::until;

/// A server with an empty memory. It is killed when this is dropped.
pub struct Server {
    process: Child,
    arguments: Vec<String>,
    pub folder: TempDir,
    /// Where it is.
    pub url: String,
}

impl Server {
    /// At a socket.
    pub fn start() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let url = format!("unix://{}", folder.path().join("socket").display());
        Self::run(folder, url, &["--port", "0", "--unixsocket", "socket"])
    }

    /// At a free port, with these arguments.
    pub fn start_at_port(arguments: &[&str]) -> Self {
        let port = free_port().to_string();
        let arguments = [&["--bind", "127.0.0.1", "--port", &port], arguments].concat();
        Self::run(tempfile::tempdir().unwrap(), format!("redis://127.0.0.1:{port}"), &arguments)
    }

    /// In this folder, with these arguments, which put it at this URL.
    pub fn run(folder: TempDir, url: String, arguments: &[&str]) -> Self {
        let arguments: Vec<_> = arguments.iter().map(|argument| (*argument).to_owned()).collect();
        let process = spawn(&folder, &arguments);
        Self { process, arguments, folder, url }.ready()
    }

    fn ready(self) -> Self {
        // One that speaks TLS only cannot be asked from here, but its port can.
        until("the server is ready", || match self.url.strip_prefix("rediss://") {
            Some(address) => std::net::TcpStream::connect(address).is_ok(),
            None => self.ask::<String>(redis::cmd("PING")).is_ok(),
        });
        self
    }

    pub fn port(&self) -> &str {
        self.url.rsplit_once(':').unwrap().1
    }

    pub fn connect(&self) -> RedisResult<Connection> {
        Client::open(self.url.as_str())?.get_connection()
    }

    pub fn ask<T: FromRedisValue>(&self, command: Cmd) -> RedisResult<T> {
        command.query(&mut self.connect()?)
    }

    /// Does what these words say.
    #[track_caller]
    pub fn does(&self, words: &str) {
        let mut words = words.split(' ');
        let mut command = redis::cmd(words.next().unwrap());
        command.arg(words.collect::<Vec<_>>());
        self.ask::<redis::Value>(command).unwrap();
    }

    /// How many scripts it was asked to run.
    pub fn questions(&self) -> u64 {
        let mut info = redis::cmd("INFO");
        info.arg("commandstats");
        let info = self.ask::<String>(info).unwrap();
        let calls = |line: &str| line.strip_prefix("cmdstat_evalsha:calls=")?.split(',').next()?.parse().ok();
        info.lines().find_map(calls).unwrap_or(0)
    }

    pub fn signal(&self, signal: Signal) {
        kill_process(Pid::from_child(&self.process), signal).unwrap();
    }

    pub fn kill(&mut self) {
        self.process.kill().unwrap();
        self.process.wait().unwrap();
    }

    /// At the same place, with an empty memory.
    pub fn start_anew(mut self) -> Self {
        self.process = spawn(&self.folder, &self.arguments);
        self.ready()
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

fn spawn(folder: &TempDir, arguments: &[String]) -> Child {
    let mut command = Command::new("redis-server");
    command.args(arguments);
    if !arguments.iter().any(|argument| argument == "--sentinel") {
        command.args(["--save", "", "--enable-debug-command", "yes"]);
    }
    command.current_dir(folder.path()).stdout(Stdio::null()).spawn().unwrap()
}

/// A port that nobody listens at.
pub fn free_port() -> u16 {
    TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port()
}

/// Writes a file for a server.
pub fn write(folder: &TempDir, name: &str, text: &str) -> PathBuf {
    let path = folder.path().join(name);
    std::fs::write(&path, text).unwrap();
    path
}
