use std::collections::{HashMap, VecDeque};

#[derive(Debug)]
pub enum PlaylistError {
    Full,
}

pub fn total_minutes(seconds: Vec<f64>) -> f64 {
    println!("{} songs", seconds.len());
    seconds.iter().sum::<f64>() / 60.0
}

pub fn most_heard(counts: HashMap<String, i64>) -> Option<String> {
    let mut all: Vec<_> = counts.into_iter().collect();
    all.sort_by(|one, other| other.1.cmp(&one.1).then(one.0.cmp(&other.0)));
    all.into_iter().next().map(|(title, _)| title)
}

pub fn parse_length(text: String) -> Result<i64, String> {
    let (minutes, seconds) = text.split_once(':').ok_or("no colon")?;
    let minutes: u32 = minutes.parse().map_err(|_| "minutes")?;
    let seconds: u32 = seconds.parse().map_err(|_| "seconds")?;
    if seconds > 60 {
        return Err("too many seconds".to_string());
    }
    Ok(i64::from(minutes * 60 + seconds))
}

pub struct Playlist {
    most: usize,
    songs: VecDeque<String>,
    listeners: Vec<Box<dyn FnMut(&str)>>,
}

impl Playlist {
    pub fn new(most: i64) -> Playlist {
        Playlist { most: most as usize, songs: VecDeque::new(), listeners: Vec::new() }
    }

    pub fn add(&mut self, title: String) -> Result<(), PlaylistError> {
        if self.songs.len() > self.most {
            return Err(PlaylistError::Full);
        }
        self.songs.push_back(title);
        Ok(())
    }

    pub fn skip(&mut self) -> Option<String> {
        let song = self.songs.pop_back()?;
        self.listeners.iter_mut().for_each(|one| one(&song));
        Some(song)
    }

    pub fn titles(&self) -> Vec<String> {
        self.songs.iter().cloned().collect()
    }

    pub fn on_skip(&mut self, listener: Box<dyn FnMut(&str)>) {
        self.listeners.push(listener);
    }
}
