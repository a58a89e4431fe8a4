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

/// The bookkeeping of a page: the walk's row and those of its shards.
fn told(books: Vec<Book>) -> (CursorRow, Vec<ShardRow>) {
    let mut books = books.into_iter();
    let walk = cursor(books.next().unwrap());
    (walk, books.map(|book| ShardRow::from_values(book.values).unwrap()).collect())
}

fn next(number: i64) -> Option<String> {
    Some(format!("/page/{number}"))
}

#[test]
fn p5_a_walk_with_pages_left_is_given_back_instead_of_a_proof() {
    let scan = begun(Mode::Full, None);
    let mut scan = scan.finish(at(1), None).map(|_| ()).map_err(|scan| *scan).unwrap_err();
    assert_eq!(scan.shards()[0].next(), &Next::Start);
    scan.page(0, 100, None, None, next(2));
    let mut scan = *scan.finish(at(1), None).unwrap_err();
    assert_eq!((scan.shards()[0].next(), scan.pages(), scan.rows()), (&Next::After("/page/2".to_owned()), 1, 100));
    scan.page(0, 1, None, None, None);
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
    scan.page(0, 0, None, None, None);
    let ended = scan.finish(at(1), None).unwrap();
    assert!(ended.proof.is_none());
    assert_eq!(cursor(ended.book).full_finished_at, None);
}

#[test]
fn p3_a_walk_goes_on_where_its_stored_cursor_stands() {
    let mut scan = begun(Mode::Full, None);
    let stored = told(scan.page(0, 100, Some(at(-50)), Some(at(-5)), next(2))).0;
    let mut resumed = Scan::resume(key(), stored, &[]).unwrap();
    assert_eq!(
        (resumed.shards()[0].next(), resumed.walk(), resumed.rows()),
        (&Next::After("/page/2".to_owned()), 7, 100)
    );
    assert_eq!(resumed.mode(), Mode::Full);
    // The time of the first page counts, whoever read it.
    resumed.page(0, 1, Some(at(-1)), Some(at(60)), None);
    let ended = cursor(resumed.finish(at(61), None).unwrap().book);
    assert_eq!((ended.rows, ended.watermark), (101, Some(at(-5))));
    assert!(Scan::resume(key(), ended, &[]).is_none(), "a walk that ended is not resumed");
}

#[test]
fn a_walk_that_read_nothing_is_not_resumed() {
    assert!(Scan::resume(key(), CursorRow::default(), &[]).is_none());
}

#[test]
fn a_full_walk_during_which_a_column_was_added_begins_anew() {
    let mut scan = begun(Mode::Full, None);
    let stored = told(scan.page(0, 1, None, None, next(2))).0;
    assert!(Scan::resume(key(), CursorRow { full_due: true, ..stored.clone() }, &[]).is_none());
    let incremental = CursorRow { full_due: true, mode: "incremental".to_owned(), ..stored };
    assert!(Scan::resume(key(), incremental, &[]).is_some(), "an incremental walk goes on, and a full one stays due");
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
        scan.page(0, 1, high, server, None);
        let cursor = cursor(scan.finish(at(20), None).unwrap().book);
        assert_eq!(cursor.watermark, watermark, "high {high:?}, server {server:?}");
    }
}

#[test]
fn the_watermark_never_goes_back() {
    let known = CursorRow { watermark: Some(at(-10)), ..CursorRow::default() };
    let mut scan = begun(Mode::Incremental, Some(&known));
    assert_eq!(scan.watermark(), Some(at(-10)));
    scan.page(0, 1, Some(at(-50)), Some(at(-40)), None);
    assert_eq!(cursor(scan.finish(at(1), None).unwrap().book).watermark, Some(at(-10)));
}

#[test]
fn the_greatest_change_of_all_pages_counts() {
    let mut scan = begun(Mode::Full, None);
    scan.page(0, 1, Some(at(-20)), Some(at(0)), next(2));
    scan.page(0, 1, Some(at(-30)), Some(at(1)), next(3));
    scan.page(0, 0, None, Some(at(2)), None);
    assert_eq!(cursor(scan.finish(at(3), None).unwrap().book).watermark, Some(at(-20)));
}

#[test]
fn a_due_full_walk_stays_due_until_one_finished() {
    let due = CursorRow { full_due: true, full_finished_at: Some(at(-99)), ..CursorRow::default() };
    let end = |mode| {
        let mut scan = begun(mode, Some(&due));
        scan.page(0, 0, None, None, None);
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
        scan.page(0, 0, None, None, None);
        cursor(scan.finish(at(1), fingerprint.map(ToOwned::to_owned)).unwrap().book).fingerprint
    };
    assert_eq!(end(None).as_deref(), Some("old"));
    assert_eq!(end(Some("new")).as_deref(), Some("new"));
}

/// A walk in three shards, with their first pages read, and what was committed.
fn in_three() -> (Scan, CursorRow, Vec<ShardRow>) {
    let mut scan = begun(Mode::Full, None);
    scan.cut(&[at(100), at(200)]);
    let (mut walk, mut rows) = told(scan.page(0, 10, None, Some(at(5)), next(10)));
    for shard in [1, 2] {
        let (later, changed) = told(scan.page(shard, 10, None, Some(at(4)), next(shard as i64 * 100)));
        assert_eq!(changed.len(), 1, "only what has changed is told again");
        rows[shard] = changed[0].clone();
        walk = later;
    }
    (scan, walk, rows)
}

#[test]
fn p5_a_cut_walk_gives_no_proof_before_every_shard_has_read_its_last_page() {
    let (scan, walk, _) = in_three();
    assert_eq!((walk.pages, walk.rows, walk.shards, walk.next), (3, 30, 3, None));
    assert_eq!(walk.server_started_at, Some(at(4)), "the earliest answer counts");
    for open in 0..3 {
        let mut scan = scan.clone();
        for shard in (0..3).filter(|shard| *shard != open) {
            scan.page(shard, 1, None, None, None);
        }
        let mut scan = *scan.finish(at(9), None).unwrap_err();
        scan.page(open, 1, None, None, None);
        let ended = scan.finish(at(9), None).unwrap();
        assert_eq!(ended.proof.unwrap().walk(), 7);
        assert_eq!(cursor(ended.book).full_rows, 33);
    }
}

#[test]
fn p3_a_cut_walk_goes_on_in_every_shard() {
    let (_, walk, rows) = in_three();
    let resumed = Scan::resume(key(), walk.clone(), &rows).unwrap();
    let next: Vec<_> = resumed.shards().iter().map(|shard| shard.next().cursor().unwrap()).collect();
    assert_eq!(next, ["/page/10", "/page/100", "/page/200"]);
    let ends: Vec<_> = resumed.shards().iter().map(|shard| (shard.after(), shard.before())).collect();
    assert_eq!(ends, [(None, Some(at(100))), (Some(at(99)), Some(at(200))), (Some(at(199)), None)]);
    for lost in 0..3 {
        let mut rows = rows.clone();
        rows.remove(lost);
        assert!(Scan::resume(key(), walk.clone(), &rows).is_none(), "a shard is missing: it begins anew");
    }
    let mut of_another_walk = rows.clone();
    of_another_walk[1].walk = 6;
    assert!(Scan::resume(key(), walk.clone(), &of_another_walk).is_none());
    let mut with_a_gap = rows;
    with_a_gap[1].created_before = Some(at(199));
    assert!(Scan::resume(key(), walk, &with_a_gap).is_none());
}

#[test]
fn p5_what_a_shard_hands_over_is_committed_with_what_it_keeps() {
    let (mut scan, _, mut rows) = in_three();
    assert_eq!(scan.hand_over(1, at(150), Some("/narrow".to_owned())), Some(3));
    assert_eq!(scan.hand_over(1, at(150), None), None, "nothing is left above");
    assert_eq!(scan.hand_over(1, at(100), None), None, "nothing would be left below");
    let (walk, changed) = told(scan.page(2, 1, None, None, None));
    assert_eq!(changed.iter().map(|row| row.shard).collect::<Vec<_>>(), [1, 2, 3]);
    assert!(Scan::resume(key(), walk.clone(), &rows).is_none());
    rows.truncate(1);
    rows.extend(changed);
    let mut resumed = Scan::resume(key(), walk, &rows).unwrap();
    let stands = |scan: &Scan, number: usize| {
        let shard = &scan.shards()[number];
        (shard.after(), shard.before(), shard.next().clone())
    };
    assert_eq!(stands(&resumed, 1), (Some(at(99)), Some(at(150)), Next::After("/narrow".to_owned())));
    assert_eq!(stands(&resumed, 3), (Some(at(149)), Some(at(200)), Next::Start));
    resumed.restart(1);
    assert_eq!(stands(&resumed, 1).2, Next::Start);
}

#[test]
fn moments_that_are_too_close_do_not_cut() {
    let mut scan = begun(Mode::Full, None);
    scan.cut(&[at(5), at(5), at(6), at(8)]);
    let ends: Vec<_> = scan.shards().iter().map(|shard| (shard.after(), shard.before())).collect();
    assert_eq!(
        ends,
        [(None, Some(at(5))), (Some(at(4)), Some(at(6))), (Some(at(5)), Some(at(8))), (Some(at(7)), None)]
    );
}
