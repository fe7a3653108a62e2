// What a Rust test ships out. Where the candidate's code shares its process, that can write here too: see report.py.
use super::values::{text_of, Wire};
use std::fs::OpenOptions;
use std::io::Write;

/// Ship a value out; it is compared where the candidate's code cannot reach.
pub fn expect<T: Wire>(name: &str, value: T) {
    let mut payload = b"l3:".to_vec();
    payload.extend(text_of(&"expect".to_string()));
    payload.extend(text_of(&name.to_string()));
    payload.extend(text_of(&value));
    let mut frame = std::env::var("RECRUTR_NONCE").unwrap_or_default().into_bytes();
    frame.extend(format!("{}:", payload.len()).bytes());
    frame.extend(payload);
    let file = OpenOptions::new().create(true).append(true).open("recrutr/report");
    file.and_then(|mut file| file.write_all(&frame)).expect("the report can be written");
}
