// Values and frames as runner/tasks/values.py describes them, for Rust inside a box. Types are those of the task's
// interface: i64, f64, bool, String, Vec, HashMap, Option.
use std::collections::HashMap;
use std::fs::File;
use std::hash::Hash;
use std::io::{Read, Write};

const MAX_DIGITS: usize = 9;

#[derive(Debug)]
pub struct WireFault(pub String);

type Read_<T> = Result<T, WireFault>;

fn fault<T>(words: &str) -> Read_<T> {
    Err(WireFault(words.to_string()))
}

/// Reads the values of one payload.
pub struct Reader<'a> {
    data: &'a [u8],
    at: usize,
}

impl<'a> Reader<'a> {
    pub fn new(data: &'a [u8]) -> Reader<'a> {
        Reader { data, at: 0 }
    }

    fn kind(&self) -> Read_<u8> {
        self.data.get(self.at).copied().ok_or_else(|| WireFault("not a value".to_string()))
    }

    fn until(&mut self, wanted: u8, stop: u8) -> Read_<String> {
        if self.kind()? != wanted {
            return fault(&format!("expected the kind {}, found {}", wanted as char, self.kind()? as char));
        }
        let begin = self.at + 1;
        match self.data[begin..].iter().position(|one| *one == stop) {
            None => fault("not a value"),
            Some(size) => {
                self.at = begin + size + 1;
                Ok(String::from_utf8_lossy(&self.data[begin..begin + size]).into_owned())
            }
        }
    }

    /// Begins a list, a map or a text: how much follows.
    pub fn count(&mut self, wanted: u8) -> Read_<usize> {
        match self.until(wanted, b':')?.parse::<usize>() {
            Ok(count) if count <= self.data.len() - self.at => Ok(count),
            _ => fault("a length beyond the end"),
        }
    }

    pub fn next<T: Wire>(&mut self) -> Read_<T> {
        T::read(self)
    }
}

/// What can cross.
pub trait Wire: Sized {
    fn read(input: &mut Reader) -> Read_<Self>;
    fn write(&self, out: &mut Vec<u8>);
}

impl Wire for i64 {
    fn read(input: &mut Reader) -> Read_<i64> {
        input.until(b'i', b';')?.parse().map_err(|_| WireFault("a whole number beyond 64 bits".to_string()))
    }
    fn write(&self, out: &mut Vec<u8>) {
        out.extend(format!("i{};", self).bytes());
    }
}

macro_rules! whole {
    ($($kind:ty),*) => {$(
        impl Wire for $kind {
            fn read(input: &mut Reader) -> Read_<$kind> {
                input.until(b'i', b';')?.parse().map_err(|_| WireFault("a whole number that does not fit".to_string()))
            }
            fn write(&self, out: &mut Vec<u8>) {
                out.extend(format!("i{};", self).bytes());
            }
        }
    )*};
}
whole!(i8, i16, i32, u8, u16, u32, u64, usize, isize, i128, u128);

impl Wire for f64 {
    fn read(input: &mut Reader) -> Read_<f64> {
        let kind = if input.kind()? == b'i' { b'i' } else { b'd' };
        input.until(kind, b';')?.parse().map_err(|_| WireFault("not a number".to_string()))
    }
    fn write(&self, out: &mut Vec<u8>) {
        let text = if self.is_nan() {
            "nan".to_string()
        } else if self.is_infinite() {
            if *self > 0.0 { "inf".to_string() } else { "-inf".to_string() }
        } else {
            format!("{:e}", self)
        };
        out.extend(format!("d{};", text).bytes());
    }
}

impl Wire for bool {
    fn read(input: &mut Reader) -> Read_<bool> {
        let found = input.kind()?;
        if found != b't' && found != b'f' {
            return fault("expected the kind t or f");
        }
        input.at += 1;
        Ok(found == b't')
    }
    fn write(&self, out: &mut Vec<u8>) {
        out.push(if *self { b't' } else { b'f' });
    }
}

impl Wire for String {
    fn read(input: &mut Reader) -> Read_<String> {
        let size = input.count(b's')?;
        input.at += size;
        Ok(String::from_utf8_lossy(&input.data[input.at - size..input.at]).into_owned())
    }
    fn write(&self, out: &mut Vec<u8>) {
        out.extend(format!("s{}:", self.len()).bytes());
        out.extend(self.bytes());
    }
}

impl Wire for () {
    fn read(input: &mut Reader) -> Read_<()> {
        if input.kind()? != b'n' {
            return fault("a value where nothing was to come");
        }
        input.at += 1;
        Ok(())
    }
    fn write(&self, out: &mut Vec<u8>) {
        out.push(b'n');
    }
}

impl<T: Wire> Wire for Vec<T> {
    fn read(input: &mut Reader) -> Read_<Vec<T>> {
        (0..input.count(b'l')?).map(|_| input.next()).collect()
    }
    fn write(&self, out: &mut Vec<u8>) {
        out.extend(format!("l{}:", self.len()).bytes());
        self.iter().for_each(|one| one.write(out));
    }
}

impl<K: Wire + Eq + Hash, V: Wire> Wire for HashMap<K, V> {
    fn read(input: &mut Reader) -> Read_<HashMap<K, V>> {
        (0..input.count(b'm')?).map(|_| Ok((input.next()?, input.next()?))).collect()
    }
    fn write(&self, out: &mut Vec<u8>) {
        out.extend(format!("m{}:", self.len()).bytes());
        for (key, one) in self {
            key.write(out);
            one.write(out);
        }
    }
}

impl<T: Wire> Wire for Option<T> {
    fn read(input: &mut Reader) -> Read_<Option<T>> {
        if input.kind()? != b'n' {
            return input.next().map(Some);
        }
        input.at += 1;
        Ok(None)
    }
    fn write(&self, out: &mut Vec<u8>) {
        match self {
            Some(one) => one.write(out),
            None => out.push(b'n'),
        }
    }
}

pub fn text_of<T: Wire>(value: &T) -> Vec<u8> {
    let mut out = Vec::new();
    value.write(&mut out);
    out
}

/// A stream of frames.
pub struct Channel {
    pub source: File,
    pub sink: File,
}

impl Channel {
    pub fn read(&mut self, count: usize) -> Vec<u8> {
        let mut found = Vec::new();
        let _ = (&mut self.source).take(count as u64).read_to_end(&mut found);
        found
    }

    /// The payload of the next frame; None at the end.
    pub fn read_frame(&mut self, word: &[u8]) -> Read_<Option<Vec<u8>>> {
        let begin = self.read(word.len() + 1);
        if begin.is_empty() {
            return Ok(None);
        }
        if !begin.starts_with(word) {
            return fault("bytes that are no frame");
        }
        let mut text = begin[word.len()..].to_vec();
        while text.last() != Some(&b':') {
            let more = self.read(1);
            if more.is_empty() || text.len() > MAX_DIGITS {
                return fault("bytes that are no frame");
            }
            text.extend(more);
        }
        let size = String::from_utf8_lossy(&text[..text.len() - 1]).parse::<usize>();
        let size = size.map_err(|_| WireFault("bytes that are no frame".to_string()))?;
        let payload = self.read(size);
        if payload.len() != size {
            return fault("a frame that is cut off");
        }
        Ok(Some(payload))
    }

    pub fn write(&mut self, word: &[u8], payload: &[u8]) -> std::io::Result<()> {
        let mut all = word.to_vec();
        all.extend(format!("{}:", payload.len()).bytes());
        all.extend(payload);
        self.sink.write_all(&all)
    }
}
