//! Connections: accepted, served, and broken when a mode says so.

use std::error::Error;
use std::future::poll_fn;
use std::sync::Arc;
use std::time::Duration;

use http_body_util::Full;
use hyper::body::{Bytes, Incoming};
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper::{Request, Response};
use hyper_util::rt::TokioIo;
use tokio::io::{AsyncRead, AsyncWrite, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio_rustls::TlsAcceptor;

use super::cloud::Cloud;
use super::fault::Break;
use super::state::State;
use super::{answer, control};

/// What a listener is for.
#[derive(Clone, Copy)]
pub enum Role {
    Cloud(Cloud),
    Control,
}

/// Accepts connections for ever.
pub async fn run(listener: TcpListener, tls: Option<TlsAcceptor>, role: Role, state: Arc<State>) {
    loop {
        let Ok((stream, _)) = listener.accept().await else {
            // Out of file descriptors, for example: let some connections end first.
            tokio::time::sleep(Duration::from_millis(50)).await;
            continue;
        };
        let _ = stream.set_nodelay(true);
        let (tls, state) = (tls.clone(), Arc::clone(&state));
        tokio::spawn(async move {
            match tls {
                None => converse(stream, |tcp| tcp, role, &state).await,
                Some(tls) => {
                    // A client that does not trust the certificate is none of our business.
                    if let Ok(stream) = tls.accept(stream).await {
                        converse(stream, |tls| tls.get_ref().0, role, &state).await;
                    }
                }
            }
        });
    }
}

/// Answers the requests of one connection. Errors of the connection end it: nobody is left to tell.
async fn converse<S>(stream: S, tcp: fn(&S) -> &TcpStream, role: Role, state: &State)
where
    S: AsyncRead + AsyncWrite + Unpin,
{
    let service = service_fn(|request| Box::pin(respond(state, role, request)));
    let mut connection = http1::Builder::new().serve_connection(TokioIo::new(stream), service);
    let ended = poll_fn(|context| connection.poll_without_shutdown(context)).await;
    let mut stream = connection.into_parts().io.into_inner();
    let _ = match ended.err().as_ref().and_then(find_break) {
        Some(broken) => broken.happen(stream, tcp).await,
        None => stream.shutdown().await,
    };
}

/// The break that made a connection fail, if one did.
fn find_break(error: &hyper::Error) -> Option<Break> {
    error.source()?.downcast_ref().cloned()
}

async fn respond(
    state: &State,
    role: Role,
    request: Request<Incoming>,
) -> Result<Response<Full<Bytes>>, Break> {
    match role {
        Role::Cloud(cloud) => answer::respond(state, cloud, request).await,
        Role::Control => Ok(control::respond(state, request).await),
    }
}
