use crate::playlist::{parse_length, total_minutes, Playlist};

#[test]
fn separate() {
    let (mut one, mut other) = (Playlist::new(2), Playlist::new(2));
    one.add("a".to_string()).unwrap();
    assert_eq!(one.titles(), ["a"]);
    assert!(other.titles().is_empty());
}

#[test]
fn refuses_when_full() {
    let mut songs = Playlist::new(1);
    songs.add("a".to_string()).unwrap();
    assert!(songs.add("b".to_string()).is_err());
    assert_eq!(songs.skip(), Some("a".to_string()));
    assert!(songs.add("b".to_string()).is_ok());
}

#[test]
fn skips_in_order() {
    let mut songs = Playlist::new(50);
    for place in 0..50 {
        songs.add(format!("song {}", place)).unwrap();
    }
    for place in 0..50 {
        assert_eq!(songs.skip(), Some(format!("song {}", place)));
    }
    assert_eq!(songs.skip(), None);
}

#[test]
fn lengths() {
    assert_eq!(parse_length("0:59".to_string()), Ok(59));
    assert!(parse_length("0:60".to_string()).is_err());
    assert_eq!(total_minutes(vec![6.0, 24.0]), 0.5);
}
