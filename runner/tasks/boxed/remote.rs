// For Rust tests that run apart: calls across to the candidate's code, which runs in a box of its own. Descriptors 3 and
// 4 belong to this talk (run_program.py); what comes back are values, or an error by its names.
use super::values::{text_of, Channel, Reader, Wire};
use std::fs::File;
use std::io::{Read, Write};
use std::os::unix::io::FromRawFd;
use std::sync::Mutex;

/// An error that the candidate's code reported; `names` come from its own language.
#[derive(Debug, Clone, PartialEq)]
pub struct CandidateError {
    pub names: Vec<String>,
    pub message: String,
}

struct Talk {
    channel: Channel,
    nonce: Vec<u8>,
}

static TALK: Mutex<Option<Talk>> = Mutex::new(None);

/// The candidate's program has ended or sent what is no answer: no test may take that for the error it waits for.
fn end(why: &str) -> ! {
    eprintln!("The candidate's program {}", why);
    std::process::exit(3)
}

fn begin() -> Talk {
    let mut random = [0u8; 16];
    if File::open("/dev/urandom").and_then(|mut file| file.read_exact(&mut random)).is_err() {
        end("cannot be called: there is no randomness");
    }
    let nonce = random.iter().map(|one| format!("{:02x}", one)).collect::<String>().into_bytes();
    let mut channel = unsafe { Channel { source: File::from_raw_fd(3), sink: File::from_raw_fd(4) } };
    if channel.sink.write_all(&nonce).is_err() {
        end("ended");
    }
    Talk { channel, nonce }
}

/// One call and its answer: a value, or the candidate's error.
pub fn call<T: Wire>(name: &str, handle: i64, given: &[Vec<u8>]) -> Result<T, CandidateError> {
    let mut guard = TALK.lock().unwrap_or_else(|broken| broken.into_inner());
    let talk = guard.get_or_insert_with(begin);
    let mut payload = b"l4:".to_vec();
    payload.extend(text_of(&name.to_string()));
    payload.extend(text_of(&handle));
    payload.extend(format!("l{}:", given.len()).bytes());
    given.iter().for_each(|one| payload.extend(one));
    payload.push(b'f');
    if talk.channel.write(b"", &payload).is_err() {
        end("ended");
    }
    let nonce = talk.nonce.clone();
    match talk.channel.read_frame(&nonce) {
        Ok(Some(answer)) => understood(&answer).unwrap_or_else(|fault| end(&format!("sent no answer: {}", fault.0))),
        Ok(None) => end("ended"),
        Err(fault) => end(&format!("sent no answer: {}", fault.0)),
    }
}

fn understood<T: Wire>(answer: &[u8]) -> Result<Result<T, CandidateError>, super::values::WireFault> {
    let mut input = Reader::new(answer);
    input.count(b'l')?;
    match input.next::<String>()?.as_str() {
        "error" => Ok(Err(CandidateError { names: input.next()?, message: input.next()? })),
        "value" | "object" => Ok(Ok(input.next()?)),
        other => end(&format!("gave no value: {}", other)),
    }
}

/// `call` for what the task's interface does not let fail.
pub fn must<T: Wire>(name: &str, handle: i64, given: &[Vec<u8>]) -> T {
    match call(name, handle, given) {
        Ok(value) => value,
        Err(error) => panic!("{}: {}", error.names.join(", "), error.message),
    }
}
