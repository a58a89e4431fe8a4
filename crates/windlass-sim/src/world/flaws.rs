//! What issues are about: packages, weaknesses and rules, as public facts.

use super::issue::Severity::{self, Critical, High, Info, Low, Medium};

/// A kind of vulnerability with a vector whose score it really has.
pub(crate) struct Flaw {
    pub(crate) title: &'static str,
    pub(crate) cwe: &'static str,
    pub(crate) level: Severity,
    pub(crate) vector: &'static str,
    /// CVSS base score times ten.
    pub(crate) score: u32,
}

const fn flaw(title: &'static str, cwe: &'static str, level: Severity, score: u32, vector: &'static str) -> Flaw {
    Flaw { title, cwe, level, vector, score }
}

/// Vulnerabilities of packages. Scores follow from the vectors by the CVSS 3.1 equations.
pub(crate) const FLAWS: &[Flaw] = &[
    flaw(
        "Regular Expression Denial of Service (ReDoS)",
        "CWE-1333",
        Medium,
        53,
        "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:N/I:N/A:L",
    ),
    flaw("Prototype Pollution", "CWE-1321", High, 73, "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:L/I:L/A:L"),
    flaw("Denial of Service (DoS)", "CWE-400", High, 75, "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:N/I:N/A:H"),
    flaw("Out-of-bounds Read", "CWE-125", Medium, 55, "CVSS:3.1/AV:L/AC:L/PR:N/UI:R/S:U/C:N/I:N/A:H"),
    flaw("Out-of-bounds Write", "CWE-787", High, 78, "CVSS:3.1/AV:L/AC:L/PR:N/UI:R/S:U/C:H/I:H/A:H"),
    flaw("Deserialization of Untrusted Data", "CWE-502", Critical, 98, "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H"),
    flaw("Remote Code Execution (RCE)", "CWE-94", Critical, 98, "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H"),
    flaw("Information Exposure", "CWE-200", Low, 37, "CVSS:3.1/AV:N/AC:H/PR:N/UI:N/S:U/C:L/I:N/A:N"),
    flaw("Directory Traversal", "CWE-22", High, 75, "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:N/A:N"),
    flaw("Cross-site Scripting (XSS)", "CWE-79", Medium, 61, "CVSS:3.1/AV:N/AC:L/PR:N/UI:R/S:C/C:L/I:L/A:N"),
    flaw("Use After Free", "CWE-416", High, 78, "CVSS:3.1/AV:L/AC:L/PR:N/UI:R/S:U/C:H/I:H/A:H"),
    flaw("Integer Overflow or Wraparound", "CWE-190", Medium, 65, "CVSS:3.1/AV:N/AC:L/PR:N/UI:R/S:U/C:N/I:N/A:H"),
    flaw("NULL Pointer Dereference", "CWE-476", Medium, 55, "CVSS:3.1/AV:L/AC:L/PR:N/UI:R/S:U/C:N/I:N/A:H"),
    flaw("Improper Input Validation", "CWE-20", Medium, 53, "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:N/I:L/A:N"),
    flaw("Open Redirect – «außerhalb»", "CWE-601", Low, 37, "CVSS:3.1/AV:N/AC:H/PR:L/UI:R/S:U/C:L/I:L/A:N"),
    flaw("Resource Exhaustion", "CWE-400", Low, 33, "CVSS:3.1/AV:L/AC:L/PR:N/UI:R/S:U/C:N/I:N/A:L"),
];

/// Findings of Snyk Code: title, rule, CWE, level (at most high).
pub(crate) const CODE_RULES: &[(&str, &str, &str, Severity)] = &[
    ("SQL Injection", "javascript/Sqli", "CWE-89", High),
    ("Cross-site Scripting (XSS)", "javascript/DOMXSS", "CWE-79", Medium),
    ("Use of Hardcoded Credentials", "java/HardcodedPassword", "CWE-798", High),
    ("Insecure hash function used", "python/InsecureHash", "CWE-916", Low),
    ("Path Traversal", "go/PT", "CWE-23", High),
    ("Server-Side Request Forgery (SSRF)", "csharp/Ssrf", "CWE-918", Medium),
    ("Unverified JWT – 署名なし", "javascript/JwtVerificationBypass", "CWE-347", Info),
    ("Debug Features Enabled", "python/DebugFeature", "CWE-489", Low),
];

/// Findings in configuration and in cloud accounts: title, rule, level.
pub(crate) const CONFIG_RULES: &[(&str, &str, Severity)] = &[
    ("S3 bucket versioning disabled", "SNYK-CC-TF-124", Low),
    ("Container is running without root user control", "SNYK-CC-K8S-10", Medium),
    ("Security Group allows open ingress", "SNYK-CC-TF-1", Medium),
    ("Storage Account does not enforce latest TLS", "SNYK-CC-TF-241", High),
    ("Non-encrypted S3 Bucket", "SNYK-CC-TF-4", Medium),
    ("Container is running without memory limit", "SNYK-CC-K8S-4", Low),
    ("IAM policy allows wildcard actions", "SNYK-CC-00422", Critical),
    ("Resource has no owner tag", "SNYK-CC-00773", Info),
];

/// Licences that a policy may object to: SPDX id, level.
pub(crate) const LICENSES: &[(&str, Severity)] =
    &[("GPL-3.0", High), ("AGPL-3.0", High), ("LGPL-2.1", Medium), ("MPL-2.0", Medium), ("EPL-1.0", Low)];

/// Packages of one ecosystem.
pub(crate) struct Ecosystem {
    /// The middle word of a Snyk id, as in `SNYK-JS-LODASH-1040724`.
    pub(crate) word: &'static str,
    /// The tool that found it, as in `snyk://npm-deps`.
    pub(crate) tool: &'static str,
    /// Name and version.
    pub(crate) packages: &'static [(&'static str, &'static str)],
}

pub(crate) const NPM: Ecosystem = Ecosystem {
    word: "JS",
    tool: "snyk://npm-deps",
    packages: &[
        ("lodash", "4.17.15"),
        ("minimist", "1.2.5"),
        ("axios", "0.21.1"),
        ("qs", "6.5.2"),
        ("@babel/traverse", "7.22.5"),
        ("semver", "5.7.1"),
        ("express", "4.16.4"),
        ("tough-cookie", "2.5.0"),
        ("ws", "7.4.5"),
        ("braces", "2.3.2"),
    ],
};

pub(crate) const MAVEN: Ecosystem = Ecosystem {
    word: "JAVA",
    tool: "snyk://maven-deps",
    packages: &[
        ("org.apache.logging.log4j:log4j-core", "2.14.1"),
        ("com.fasterxml.jackson.core:jackson-databind", "2.9.10.4"),
        ("org.springframework:spring-beans", "5.3.17"),
        ("org.apache.commons:commons-text", "1.9"),
        ("io.netty:netty-codec-http2", "4.1.94.Final"),
        ("org.yaml:snakeyaml", "1.26"),
        ("ch.qos.logback:logback-core", "1.2.3"),
    ],
};

pub(crate) const PIP: Ecosystem = Ecosystem {
    word: "PYTHON",
    tool: "snyk://pip-deps",
    packages: &[
        ("django", "3.2.12"),
        ("requests", "2.27.1"),
        ("pyyaml", "5.3.1"),
        ("jinja2", "3.1.2"),
        ("urllib3", "1.26.4"),
        ("cryptography", "41.0.1"),
        ("pillow", "9.5.0"),
    ],
};

pub(crate) const GO: Ecosystem = Ecosystem {
    word: "GOLANG",
    tool: "snyk://gomodules-deps",
    packages: &[
        ("golang.org/x/net/http2", "0.7.0"),
        ("golang.org/x/crypto/ssh", "0.16.0"),
        ("github.com/gogo/protobuf", "1.3.1"),
        ("github.com/dgrijalva/jwt-go", "3.2.0"),
        ("google.golang.org/grpc", "1.53.0"),
    ],
};

pub(crate) const NUGET: Ecosystem = Ecosystem {
    word: "DOTNET",
    tool: "snyk://nuget-deps",
    packages: &[("Newtonsoft.Json", "12.0.3"), ("System.Text.Encodings.Web", "4.5.0"), ("log4net", "2.0.8")],
};

pub(crate) const RUBY: Ecosystem = Ecosystem {
    word: "RUBY",
    tool: "snyk://rubygems-deps",
    packages: &[("nokogiri", "1.12.5"), ("rack", "2.2.3"), ("actionpack", "6.1.4")],
};

pub(crate) const PHP: Ecosystem = Ecosystem {
    word: "PHP",
    tool: "snyk://composer-deps",
    packages: &[("guzzlehttp/psr7", "1.8.3"), ("symfony/http-kernel", "4.4.35"), ("twig/twig", "2.14.6")],
};

pub(crate) const DEBIAN: Ecosystem = Ecosystem {
    word: "DEBIAN11",
    tool: "snyk://deb-deps",
    packages: &[
        ("openssl/libssl1.1", "1.1.1n-0+deb11u3"),
        ("curl/libcurl4", "7.74.0-1.3+deb11u7"),
        ("glibc/libc6", "2.31-13+deb11u5"),
        ("expat/libexpat1", "2.2.10-2+deb11u5"),
        ("binutils/binutils-common", "2.35.2-2"),
        ("git/git-man", "1:2.30.2-1+deb11u2"),
        ("zlib/zlib1g", "1:1.2.11.dfsg-2+deb11u2"),
    ],
};

pub(crate) const ALPINE: Ecosystem = Ecosystem {
    word: "ALPINE318",
    tool: "snyk://apk-deps",
    packages: &[
        ("busybox/busybox", "1.36.1-r0"),
        ("openssl/libcrypto3", "3.1.1-r1"),
        ("nghttp2/nghttp2-libs", "1.55.1-r0"),
        ("curl/libcurl", "8.1.2-r0"),
    ],
};

pub(crate) const RPM: Ecosystem = Ecosystem {
    word: "RHEL8",
    tool: "snyk://rpm-deps",
    packages: &[("expat", "2.2.5-4.el8"), ("krb5-libs", "1.18.2-14.el8"), ("libxml2", "2.9.7-13.el8")],
};
