//! Words the world is named with. Some are not ASCII on purpose: real estates are not either.

/// Organizations: name and slug.
pub(crate) const ORGANIZATIONS: &[(&str, &str)] = &[
    ("Payments", "payments"),
    ("Platform Engineering", "platform-engineering"),
    ("Zürich Retail Banking", "zurich-retail-banking"),
    ("Customer Identity", "customer-identity"),
    ("Data & Analytics", "data-analytics"),
    ("Mobile – iOS & Android", "mobile-ios-android"),
    ("Search", "search"),
    ("支付平台", "zhifu-pingtai"),
    ("Fulfilment", "fulfilment"),
    ("Infrastructure", "infrastructure"),
    ("Fraud Prevention", "fraud-prevention"),
    ("Équipe Plateforme", "equipe-plateforme"),
    ("Web Storefront", "web-storefront"),
    ("Pricing \"Next\"", "pricing-next"),
    ("Observability", "observability"),
    ("Partner API", "partner-api"),
    ("Legacy <Mainframe>", "legacy-mainframe"),
    ("Machine Learning", "machine-learning"),
    ("Developer Experience 🚀", "developer-experience"),
    ("Compliance", "compliance"),
    ("Логистика", "logistika"),
    ("Claims", "claims"),
    ("Treasury", "treasury"),
    ("Content", "content"),
];

/// Companies: a group's name and the owner part of its repositories.
pub(crate) const COMPANIES: &[(&str, &str)] = &[
    ("Northwind Traders", "northwind"),
    ("Müller & Söhne AG", "mueller-soehne"),
    ("Contoso", "contoso"),
    ("Fabrikam", "fabrikam"),
];

/// The first half of a service's name.
pub(crate) const SERVICE_FIRST: &[&str] = &[
    "billing", "checkout", "catalog", "ledger", "session", "profile", "invoice", "refund", "shipping", "pricing",
    "search", "notify", "report", "audit", "gateway", "fraud", "risk", "loyalty", "basket", "payout", "kyc", "größen",
    "event", "media", "tax", "quote", "claims", "policy", "rate", "menu", "token", "geo",
];

/// The second half of a service's name.
pub(crate) const SERVICE_SECOND: &[&str] = &[
    "api", "worker", "service", "ui", "gateway", "sync", "batch", "core", "importer", "exporter", "proxy", "store",
    "engine", "portal", "jobs", "bff",
];

/// People.
pub(crate) const PEOPLE: &[(&str, &str)] = &[
    ("Grace Hopper", "grace"),
    ("Jürgen Groß", "juergen"),
    ("María José Núñez", "maria-jose"),
    ("田中 太郎", "tanaka"),
    ("Ada Lovelace", "ada"),
    ("Seán Ó Briain", "sean"),
];

/// Teams, for tags.
pub(crate) const TEAMS: &[&str] = &["atlas", "borealis", "cygnus", "delta", "ember", "falcon"];

/// Folders inside a repository; the empty one is the root.
pub(crate) const FOLDERS: &[&str] = &["", "", "", "services/", "packages/app/", "backend/", "tools/größe/"];

/// Source files that Snyk Code findings point at.
pub(crate) const SOURCE_FILES: &[&str] = &[
    "src/main/java/com/example/payment/TransferController.java",
    "src/routes/login.ts",
    "app/controllers/sessions_controller.rb",
    "internal/http/handler.go",
    "src/überweisung/formular.tsx",
    "api/views.py",
    "src/Api/Controllers/OrderController.cs",
    "public/js/検索.js",
    "lib/upload.php",
    "src/db/query_builder.py",
];

/// Resources that configuration findings point at.
pub(crate) const RESOURCE_PATHS: &[&str] = &[
    "resource > aws_s3_bucket[logs] > versioning > enabled",
    "[DocId: 0] > spec > template > spec > containers[web] > securityContext > runAsNonRoot",
    "resource > aws_security_group[allow_ssh] > ingress",
    "input > resource > azurerm_storage_account[state] > min_tls_version",
    "Resources > [ReportsBucket] > Properties > BucketEncryption",
    "[DocId: 2] > spec > containers[sidecar] > resources > limits > memory",
];

/// Cloud resources: platform, resource type, location.
pub(crate) const CLOUD_RESOURCES: &[(&str, &str, &str)] = &[
    ("aws", "aws_s3_bucket", "eu-central-1"),
    ("aws", "aws_iam_role", "global"),
    ("google", "google_storage_bucket", "europe-west3"),
    ("azure", "azurerm_storage_account", "westeurope"),
];
