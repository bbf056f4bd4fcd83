//! Where a Redis server can be: behind TLS, behind sentinels, in a cluster. The other tests have it at sockets and ports.

use std::process::Command;

use rcgen::{BasicConstraints, CertificateParams, CertifiedIssuer, IsCa, KeyPair};
use serde_json::json;

use crate::cache_cloud::Cloud;
use crate::cache_worker::{Worker, until};
use crate::hosts::Host;
use crate::server::{Server, free_port, write};
use crate::support::Sandbox;

/// A server that speaks TLS only, and the file with the authority that has certified it.
fn server_with_tls() -> (Server, std::path::PathBuf) {
    let mut params = CertificateParams::new(Vec::new()).unwrap();
    params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
    let authority = CertifiedIssuer::self_signed(params, KeyPair::generate().unwrap()).unwrap();
    let key = KeyPair::generate().unwrap();
    let names = CertificateParams::new(["127.0.0.1".to_owned()]).unwrap();
    let certificate = names.signed_by(&key, &authority).unwrap();
    let folder = tempfile::tempdir().unwrap();
    write(&folder, "server.pem", &certificate.pem());
    write(&folder, "key.pem", &key.serialize_pem());
    let trusted = write(&folder, "authority.pem", &authority.pem());
    let port = free_port().to_string();
    let arguments = [
        ["--bind", "127.0.0.1"],
        ["--port", "0"],
        ["--tls-port", &port],
        ["--tls-cert-file", "server.pem"],
        ["--tls-key-file", "key.pem"],
        ["--tls-auth-clients", "no"],
    ];
    (Server::run(folder, format!("rediss://127.0.0.1:{port}"), arguments.as_flattened()), trusted)
}

#[test]
fn over_tls_a_token_is_shared_with_a_server_that_the_environment_trusts_only() {
    let (server, trusted) = server_with_tls();
    let sandbox = Sandbox::start(&[]);
    let events = |trusts: bool| {
        let mut program = Command::new("env");
        program.args(["-u", "SSL_CERT_DIR", "-u", "SSL_CERT_FILE"]);
        if trusts {
            program.arg(format!("SSL_CERT_FILE={}", trusted.display()));
        }
        let mut worker =
            Worker::start_through(program, &json!({ "endpoint": sandbox.nls, "redis": server.url }));
        worker.get();
        worker.status()["events"].clone()
    };
    assert_eq!(events(true), json!(["fetched"]));
    assert_eq!(events(true), json!(["shared"]));
    assert_eq!(events(false), json!(["store_failed", "fetched"]));
    assert_eq!(sandbox.calls("nls"), 2);
}

#[test]
fn behind_sentinels_a_token_survives_the_masters_death() {
    let mut master = Server::start_at_port(&[]);
    let replica = Server::start_at_port(&["--replicaof", "127.0.0.1", master.port()]);
    until("the replica is there", || {
        let mut role = redis::cmd("ROLE");
        role.arg(&[] as &[&str]);
        replica.ask::<redis::Value>(role).is_ok_and(|role| format!("{role:?}").contains("connected"))
    });
    let (folder, port) = (tempfile::tempdir().unwrap(), free_port().to_string());
    let settings = format!(
        "bind 127.0.0.1\nport {port}\nsentinel monitor tokens 127.0.0.1 {} 1\n\
         sentinel down-after-milliseconds tokens 500\nsentinel failover-timeout tokens 5000\n",
        master.port()
    );
    write(&folder, "sentinel.conf", &settings);
    let sentinel = Server::run(folder, format!("redis://127.0.0.1:{port}"), &["sentinel.conf", "--sentinel"]);

    let cloud = Cloud::new(3600);
    let url = format!("redis+sentinel://127.0.0.1:{},127.0.0.1:{port}/tokens", free_port());
    let host = Host::new(&cloud, &url);
    assert_eq!(host.get(), "T1");
    let knows = |what: &[&str], word: &str| {
        let mut question = redis::cmd("SENTINEL");
        question.arg(what).arg("tokens");
        sentinel.ask::<redis::Value>(question).is_ok_and(|answer| format!("{answer:?}").contains(word))
    };
    until("the sentinel knows the replica", || knows(&["replicas"], replica.port()));
    until("the replica has the token", || {
        let mut exists = redis::cmd("EXISTS");
        exists.arg(host.redis_key());
        replica.ask::<u64>(exists).unwrap() == 1
    });
    master.kill();
    until("the replica is the master", || knows(&["get-master-addr-by-name"], replica.port()));
    let cold = Host::new(&cloud, &url);
    assert_eq!((cold.get().as_str(), cold.events()), ("T1", vec!["shared by redis".to_owned()]));
}

#[test]
fn any_node_of_a_cluster_will_do() {
    let nodes = [(); 2].map(|()| {
        let bus = free_port().to_string();
        Server::start_at_port(&["--cluster-enabled", "yes", "--cluster-port", &bus])
    });
    nodes[0].does("CLUSTER ADDSLOTSRANGE 0 8191");
    nodes[1].does("CLUSTER ADDSLOTSRANGE 8192 16383");
    let bus: i64 = {
        let mut question = redis::cmd("CONFIG");
        question.arg("GET").arg("cluster-port");
        nodes[1].ask::<(String, i64)>(question).unwrap().1
    };
    nodes[0].does(&format!("CLUSTER MEET 127.0.0.1 {} {bus}", nodes[1].port()));
    until("the cluster is whole", || {
        nodes.iter().all(|node| {
            let mut question = redis::cmd("CLUSTER");
            question.arg("INFO");
            node.ask::<String>(question).is_ok_and(|info| info.contains("cluster_state:ok"))
        })
    });
    let cloud = Cloud::new(3600);
    let hosts = nodes.each_ref().map(|node| Host::new(&cloud, &node.url));
    assert_eq!(hosts.each_ref().map(Host::get), ["T1", "T1"]);
    assert_eq!(hosts.each_ref().map(Host::events), [["fetched"], ["shared by redis"]]);
}
