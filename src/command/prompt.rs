//! Asks for a secret at the keyboard without showing what is typed.

use std::io;

/// Reads a line from the terminal. However the process ends meanwhile, the terminal is left as it was.
pub fn hidden(what: &str) -> io::Result<String> {
    #[cfg(unix)]
    terminal::restore_on_signals()?;
    let typed = rpassword::prompt_password(format!("{what}: "));
    #[cfg(unix)]
    if typed.as_ref().is_err_and(|error| error.kind() == io::ErrorKind::Interrupted) {
        terminal::end_by(signal_hook::consts::SIGINT);
    }
    typed
}

#[cfg(unix)]
mod terminal {
    use std::fs::File;
    use std::{io, thread};

    use rustix::termios::{OptionalActions, tcgetattr, tcsetattr};
    use signal_hook::consts::{SIGHUP, SIGINT, SIGQUIT, SIGTERM};
    use signal_hook::iterator::Signals;
    use signal_hook::low_level::emulate_default_handler;

    /// From now on the signals that end the process bring the terminal back to its present state first.
    pub fn restore_on_signals() -> io::Result<()> {
        let terminal = File::open("/dev/tty")?;
        let state = tcgetattr(&terminal)?;
        let mut signals = Signals::new([SIGHUP, SIGINT, SIGQUIT, SIGTERM])?;
        thread::spawn(move || {
            for signal in signals.forever() {
                // A terminal that has gone away needs nothing.
                let _ = tcsetattr(&terminal, OptionalActions::Now, &state);
                end_by(signal);
            }
        });
        Ok(())
    }

    /// Ends the process as this signal does by default, so that a shell sees the signal.
    pub fn end_by(signal: i32) {
        let _ = emulate_default_handler(signal);
    }
}
