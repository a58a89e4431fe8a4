//! Where an issue is: the first representation of a coordinate, read from the column that keeps them all.
//! Source: schema `CommonIssueModel`, `coordinates[].representations`.

use crate::issues::CoordinateRow;
use crate::lenient::{First, Lenient, Members};
use serde::Deserialize;

/// The parts of a representation that have columns. It is one of several kinds, so most are absent.
#[derive(Deserialize, Default)]
#[serde(default)]
struct Representation {
    dependency: Lenient<Members<Dependency>>,
    #[serde(rename = "sourceLocation")]
    source_location: Lenient<Members<SourceLocation>>,
    #[serde(rename = "resourcePath")]
    resource_path: Lenient<String>,
    cloud_resource: Lenient<Members<CloudResource>>,
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct Dependency {
    package_name: Lenient<String>,
    package_version: Lenient<String>,
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct SourceLocation {
    file: Lenient<String>,
    region: Lenient<Members<Region>>,
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct Region {
    start: Lenient<Members<Point>>,
    end: Lenient<Members<Point>>,
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct Point {
    line: Lenient<i64>,
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct CloudResource {
    resource: Lenient<Members<Named>>,
    environment: Lenient<Members<Named>>,
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct Named {
    native_id: Lenient<String>,
    id: Lenient<String>,
    name: Lenient<String>,
}

impl CoordinateRow {
    /// Fills the columns of the first representation.
    pub(crate) fn complete(&mut self) {
        let first = self.representations.as_ref().and_then(|all| all.read::<Lenient<First<Members<Representation>>>>());
        let Some(First(Members(first))) = first.and_then(|first| first.0) else { return };
        if let Some(Members(dependency)) = first.dependency.0 {
            (self.package_name, self.package_version) = (dependency.package_name.0, dependency.package_version.0);
        }
        if let Some(Members(location)) = first.source_location.0 {
            self.file = location.file.0;
            let region = location.region.0.map(|Members(region)| region).unwrap_or_default();
            let line = |point: Lenient<Members<Point>>| point.0?.0.line.0;
            (self.start_line, self.end_line) = (line(region.start), line(region.end));
        }
        self.resource_path = first.resource_path.0;
        if let Some(Members(cloud)) = first.cloud_resource.0 {
            let resource = cloud.resource.0.and_then(|Members(of)| of.native_id.0.or(of.id.0).or(of.name.0));
            self.cloud_resource = resource.or_else(|| cloud.environment.0?.0.native_id.0);
        }
    }
}
