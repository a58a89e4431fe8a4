//! A disk that is full: the step is undone as a whole, and goes through once there is room (P2).

use crate::cluster::Cluster;
use crate::world::{Kept, page, world_at};
use std::path::{Path, PathBuf};
use std::process::Command;
use windlass_store::suite::world::World;

/// What takes no byte: to write there is what the kernel answers as it does where a disk is full. Anybody may.
const FULL: &str = "/dev/full";

#[tokio::test]
async fn p2_a_disk_that_is_full_keeps_what_was_there() {
    let mut cluster = Cluster::own(&[]);
    let world = world_at(&cluster.url("full")).await;
    let crates = |state: &str| {
        let of = |name| world.crate_of(name, "ship", |row| row.state = Some(state.to_owned()));
        ["a", "b", "c"].map(of).to_vec()
    };
    world.commit(1, crates("open")).await.unwrap();
    // Where the events go, which are written after the rows, there is no room.
    let place = "select pg_relation_filepath('full.t_crate_events')";
    let place: String = cluster.admin().await.query_one(place, &[]).await.unwrap().get(0);
    let (place, aside) = (cluster.data().join(place), cluster.folder().join("aside"));
    cluster.stop();
    assert_eq!(std::fs::metadata(&place).unwrap().len(), 0, "there are events already");
    std::fs::rename(&place, &aside).unwrap();
    assert!(Path::new(FULL).exists(), "this machine has no {FULL}: how could its disk be full?");
    std::os::unix::fs::symlink(FULL, &place).unwrap();
    cluster.launch();

    let before = states(&world).await;
    let error = world.commit(2, crates("resolved")).await.unwrap_err();
    assert_eq!(error.code(), "disk_full", "{}", error.why());
    assert_eq!(states(&world).await, before);
    // What needs no room there goes on.
    world.commit(3, crates("open")).await.unwrap();

    cluster.stop();
    std::fs::rename(&aside, &place).unwrap();
    cluster.launch();
    assert_eq!(world.commit(4, crates("resolved")).await.unwrap().changed, 3);
    assert_eq!(world.rows("select count(*) from t_crate_events where new_value = 'resolved'").await.unwrap(), ["3"]);

    // Page by page until nothing fits any more, where we may make a disk so small.
    if let Some(small) = Small::mount(&cluster) {
        fill(&cluster, &small).await;
    }
}

async fn states(world: &World) -> Vec<String> {
    world.rows("select id, state, seen_in, synced_at from t_crates order by id").await.unwrap()
}

async fn fill(cluster: &Cluster, small: &Small) {
    cluster.execute(&format!("create tablespace small location '{}'", small.0.display())).await;
    cluster.execute("alter role windlass set default_tablespace = 'small'").await;
    let world = world_at(&cluster.url("small")).await;
    world.store.commit(page(&world, 1)).await.unwrap();
    let mut number = 2;
    let error = loop {
        match world.store.commit(page(&world, number)).await {
            Ok(_) => number += 1,
            Err(error) => break error,
        }
    };
    assert_eq!(error.code(), "disk_full", "{}", error.why());
    let kept = Kept::of(&world).await;
    kept.assert_whole();
    assert_eq!(kept.pages, number - 1);
    assert!(Command::new("mount").args(["-o", "remount,size=64m"]).arg(&small.0).status().unwrap().success());
    world.store.commit(page(&world, number)).await.unwrap();
    Kept::of(&world).await.assert_whole();
}

/// A disk of a few megabytes, gone on drop whether or not the server still has it open.
struct Small(PathBuf);

impl Small {
    fn mount(cluster: &Cluster) -> Option<Self> {
        let place = cluster.folder().join("small");
        std::fs::create_dir(&place).unwrap();
        let done =
            Command::new("mount").args(["-t", "tmpfs", "-o", "size=4m,mode=777", "windlass"]).arg(&place).output();
        let small = done.is_ok_and(|done| done.status.success()).then(|| Self(place));
        small.inspect(|small| cluster.give(&small.0))
    }
}

impl Drop for Small {
    fn drop(&mut self) {
        let _ = Command::new("umount").arg("--lazy").arg(&self.0).status();
    }
}
