// The driver of candidates' Rust code: takes a nonce and then calls from standard input and sends what came back. What
// the candidate's code prints goes to standard error. It keeps no secret and decides nothing: whoever takes it over can
// send other values and nothing else.
use super::values::{text_of, Channel, Reader, Wire, WireFault};
use std::fmt::Debug;
use std::fs::File;
use std::os::unix::io::FromRawFd;
use std::panic::{catch_unwind, AssertUnwindSafe};

const NONCE_CHARACTERS: usize = 32;
const MAX_MESSAGE: usize = 2000;

extern "C" {
    fn dup(old: i32) -> i32;
    fn dup2(old: i32, new: i32) -> i32;
    fn _exit(code: i32) -> !;
}

/// An error that the candidate's code gave: its names, and its words.
pub struct Failure(pub Vec<String>, pub String);

/// What a function may give: a value, or a result that holds one.
pub trait Answer {
    fn told(self) -> Result<Vec<u8>, Failure>;
}

impl<T: Wire> Answer for T {
    fn told(self) -> Result<Vec<u8>, Failure> {
        Ok(text_of(&self))
    }
}

impl<T: Wire, E: Debug> Answer for Result<T, E> {
    fn told(self) -> Result<Vec<u8>, Failure> {
        match self {
            Ok(value) => Ok(text_of(&value)),
            Err(error) => Err(failure(&error)),
        }
    }
}

/// Named by its variant, its type, and its words: `NotEnough`, `StockError`; of a text, the text itself.
fn failure<E: Debug>(error: &E) -> Failure {
    let words = format!("{:?}", error);
    let variant: String = words.chars().take_while(|one| one.is_alphanumeric() || *one == '_').collect();
    let kind = std::any::type_name::<E>().rsplit("::").next().unwrap_or("").to_string();
    let plain = words.trim_matches('"').to_string();
    let names = vec![variant, kind, plain.clone(), "Err".to_string()];
    Failure(names.into_iter().filter(|one| !one.is_empty()).collect(), cut(plain))
}

fn cut(text: String) -> String {
    text.chars().take(MAX_MESSAGE).collect()
}

fn list(parts: &[Vec<u8>]) -> Vec<u8> {
    let mut out = format!("l{}:", parts.len()).into_bytes();
    parts.iter().for_each(|one| out.extend(one));
    out
}

fn text(words: &str) -> Vec<u8> {
    text_of(&words.to_string())
}

/// The answer for a result; `after` are the arguments, where they are wanted.
pub fn value(result: impl Answer, after: Option<Vec<Vec<u8>>>) -> Vec<u8> {
    match result.told() {
        Err(Failure(names, words)) => list(&[text("error"), text_of(&names), text_of(&words)]),
        Ok(found) => list(&[text("value"), found, after.map_or(b"n".to_vec(), |parts| list(&parts))]),
    }
}

pub fn object(handle: usize) -> Vec<u8> {
    list(&[text("object"), text_of(&handle)])
}

pub fn refused(words: &str) -> Vec<u8> {
    list(&[text("refused"), text(words)])
}

fn answer(run: &mut dyn FnMut(&mut Reader) -> Result<Vec<u8>, WireFault>, call: &[u8]) -> Vec<u8> {
    match catch_unwind(AssertUnwindSafe(|| run(&mut Reader::new(call)))) {
        Ok(Ok(answer)) => answer,
        Ok(Err(fault)) => refused(&fault.0),
        Err(problem) => {
            let words = problem.downcast_ref::<String>().cloned();
            let words = words.or_else(|| problem.downcast_ref::<&str>().map(|one| one.to_string()));
            let words = cut(words.unwrap_or_default());
            std::mem::forget(problem); // its end is the candidate's code too
            list(&[text("error"), text_of(&vec!["panic".to_string()]), text_of(&words)])
        }
    }
}

/// Answers calls until they end, then ends the process at once.
pub fn serve(mut run: impl FnMut(&mut Reader) -> Result<Vec<u8>, WireFault>) {
    // Standard input and output for us alone; the candidate's code finds an empty input, and prints to stderr.
    let mut channel = unsafe { Channel { source: File::from_raw_fd(dup(0)), sink: File::from_raw_fd(dup(1)) } };
    if let Ok(nothing) = File::open("/dev/null") {
        unsafe { dup2(std::os::unix::io::AsRawFd::as_raw_fd(&nothing), 0) };
    }
    unsafe { dup2(2, 1) };
    let nonce = channel.read(NONCE_CHARACTERS);
    while let Ok(Some(call)) = channel.read_frame(b"") {
        let told = answer(&mut run, &call);
        if channel.write(&nonce, &told).is_err() {
            break;
        }
    }
    unsafe { _exit(0) }
}
