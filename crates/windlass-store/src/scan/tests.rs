use super::*;

fn at(second: i64) -> Timestamp {
    Timestamp::from_second(1_700_000_000 + second).unwrap()
}

fn key() -> ScanKey {
    ScanKey {
        connection: ConnectionId::parse("0d8f5b52-7f7c-4f4e-9c1e-111111111111").unwrap(),
        stream: "issues",
        scope: Scope::Organization("acme".to_owned()),
    }
}

fn begun(mode: Mode, known: Option<&CursorRow>) -> Scan {
    Scan::begin(key(), mode, 7, at(0), known)
}

fn cursor(book: Book) -> CursorRow {
    CursorRow::from_values(book.values).unwrap()
}

fn next(number: i64) -> Option<String> {
    Some(format!("/page/{number}"))
}

#[test]
fn p5_a_walk_with_pages_left_is_given_back_instead_of_a_proof() {
    let scan = begun(Mode::Full, None);
    let mut scan = scan.finish(at(1), None).map(|_| ()).map_err(|scan| *scan).unwrap_err();
    assert_eq!(scan.next(), &Next::Start);
    scan.page(100, None, None, next(2));
    let mut scan = *scan.finish(at(1), None).unwrap_err();
    assert_eq!((scan.next(), scan.pages(), scan.rows()), (&Next::After("/page/2".to_owned()), 1, 100));
    scan.page(1, None, None, None);
    let ended = scan.finish(at(2), None).unwrap();
    let proof = ended.proof.unwrap();
    assert_eq!((proof.key(), proof.walk()), (&key(), 7));
    let cursor = cursor(ended.book);
    assert_eq!((cursor.next, cursor.pages, cursor.rows), (None, 2, 101));
    assert_eq!((cursor.finished_at, cursor.full_finished_at), (Some(at(2)), Some(at(2))));
}

#[test]
fn p5_an_incremental_walk_gives_no_proof() {
    let mut scan = begun(Mode::Incremental, None);
    scan.page(0, None, None, None);
    let ended = scan.finish(at(1), None).unwrap();
    assert!(ended.proof.is_none());
    assert_eq!(cursor(ended.book).full_finished_at, None);
}

#[test]
fn p3_a_walk_goes_on_where_its_stored_cursor_stands() {
    let mut scan = begun(Mode::Full, None);
    let stored = cursor(scan.page(100, Some(at(-50)), Some(at(-5)), next(2)));
    let mut resumed = Scan::resume(key(), stored).unwrap();
    assert_eq!((resumed.next(), resumed.walk(), resumed.rows()), (&Next::After("/page/2".to_owned()), 7, 100));
    assert_eq!(resumed.mode(), Mode::Full);
    // The time of the first page counts, whoever read it.
    resumed.page(1, Some(at(-1)), Some(at(60)), None);
    let ended = cursor(resumed.finish(at(61), None).unwrap().book);
    assert_eq!((ended.rows, ended.watermark), (101, Some(at(-5))));
    assert!(Scan::resume(key(), ended).is_none(), "a walk that ended is not resumed");
}

#[test]
fn a_walk_that_read_nothing_is_not_resumed() {
    assert!(Scan::resume(key(), CursorRow::default()).is_none());
}

#[test]
fn a_full_walk_during_which_a_column_was_added_begins_anew() {
    let mut scan = begun(Mode::Full, None);
    let stored = cursor(scan.page(1, None, None, next(2)));
    assert!(Scan::resume(key(), CursorRow { full_due: true, ..stored.clone() }).is_none());
    let incremental = CursorRow { full_due: true, mode: "incremental".to_owned(), ..stored };
    assert!(Scan::resume(key(), incremental).is_some(), "an incremental walk goes on, and a full one stays due");
}

#[test]
fn the_watermark_is_the_latest_change_seen_before_the_walk_began() {
    for (high, server, watermark) in [
        (Some(at(-50)), Some(at(-5)), Some(at(-50))),
        (Some(at(10)), Some(at(-5)), Some(at(-5))),
        (Some(at(-50)), None, Some(at(-50))),
        (None, Some(at(-5)), Some(at(-5))),
        (None, None, None),
    ] {
        let mut scan = begun(Mode::Full, None);
        scan.page(1, high, server, None);
        let cursor = cursor(scan.finish(at(20), None).unwrap().book);
        assert_eq!(cursor.watermark, watermark, "high {high:?}, server {server:?}");
    }
}

#[test]
fn the_watermark_never_goes_back() {
    let known = CursorRow { watermark: Some(at(-10)), ..CursorRow::default() };
    let mut scan = begun(Mode::Incremental, Some(&known));
    assert_eq!(scan.watermark(), Some(at(-10)));
    scan.page(1, Some(at(-50)), Some(at(-40)), None);
    assert_eq!(cursor(scan.finish(at(1), None).unwrap().book).watermark, Some(at(-10)));
}

#[test]
fn the_greatest_change_of_all_pages_counts() {
    let mut scan = begun(Mode::Full, None);
    scan.page(1, Some(at(-20)), Some(at(0)), next(2));
    scan.page(1, Some(at(-30)), Some(at(1)), next(3));
    scan.page(0, None, Some(at(2)), None);
    assert_eq!(cursor(scan.finish(at(3), None).unwrap().book).watermark, Some(at(-20)));
}

#[test]
fn a_due_full_walk_stays_due_until_one_finished() {
    let due = CursorRow { full_due: true, full_finished_at: Some(at(-99)), ..CursorRow::default() };
    let end = |mode| {
        let mut scan = begun(mode, Some(&due));
        scan.page(0, None, None, None);
        cursor(scan.finish(at(1), None).unwrap().book)
    };
    let incremental = end(Mode::Incremental);
    assert_eq!((incremental.full_due, incremental.full_finished_at), (true, Some(at(-99))));
    let full = end(Mode::Full);
    assert_eq!((full.full_due, full.full_finished_at), (false, Some(at(1))));
}

#[test]
fn a_fingerprint_is_kept_until_another_one_is_given() {
    let known = CursorRow { fingerprint: Some("old".to_owned()), ..CursorRow::default() };
    let end = |fingerprint: Option<&str>| {
        let mut scan = begun(Mode::Full, Some(&known));
        scan.page(0, None, None, None);
        cursor(scan.finish(at(1), fingerprint.map(ToOwned::to_owned)).unwrap().book).fingerprint
    };
    assert_eq!(end(None).as_deref(), Some("old"));
    assert_eq!(end(Some("new")).as_deref(), Some("new"));
}
