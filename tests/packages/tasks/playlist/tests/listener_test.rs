use crate::playlist::Playlist;
use crate::recrutr::expect;
use std::cell::RefCell;
use std::rc::Rc;

#[test]
fn hears_of_skips() {
    let heard = Rc::new(RefCell::new(Vec::new()));
    let noted = heard.clone();
    let mut songs = Playlist::new(5);
    songs.on_skip(Box::new(move |title| noted.borrow_mut().push(title.to_string())));
    for title in ["a", "b", "c"] {
        songs.add(title.to_string()).unwrap();
    }
    songs.skip();
    songs.skip();
    expect("heard", heard.borrow().clone());
    expect("left", songs.titles().len());
}
