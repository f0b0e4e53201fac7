// swift-tools-version: 6.2
import PackageDescription

/// Each module and what it may import of ours. The build refuses any other import
/// (`--explicit-target-dependency-import-check error`, see the Makefile).
let modules: [(name: String, ours: [String], theirs: [Target.Dependency])] = [
  ("Table", ["CMalloc"], []),
  ("Ingest", ["Table", "CIsal", "CVector"], [.product(name: "Crypto", package: "swift-crypto")]),
  ("Cleanse", ["Table", "CVector"], []),
  ("Pipeline", ["Table"], [.product(name: "Yams", package: "Yams")]),
  ("Consent", ["Table"], []),
  ("Derive", ["Table", "Pipeline"], []),
  ("Scenario", ["Table", "Pipeline"], []),
  ("Gate", ["Table", "Consent"], [.product(name: "Crypto", package: "swift-crypto")]),
  (
    "Manifest", ["Table", "Consent", "Gate", "CZlib"],
    [.product(name: "Crypto", package: "swift-crypto")]
  ),
  ("Store", ["Table", "CSQLite", "CIsal"], [.product(name: "GRDB", package: "GRDB.swift")]),
  ("SQL", ["Table", "Pipeline"], []),
  ("Report", ["Table"], []),
  (
    "Stages",
    [
      "Table", "Ingest", "Cleanse", "Pipeline", "Consent", "Derive", "Scenario", "Gate",
      "Manifest", "Store", "Report", "CVector",
    ],
    [.product(name: "Crypto", package: "swift-crypto")]
  ),
]

let settings: [SwiftSetting] =
  [.treatAllWarnings(as: .error)]
  + ["ExistentialAny", "InternalImportsByDefault", "MemberImportVisibility"]
  .map { .enableUpcomingFeature($0) }

let package = Package(
  name: "meibo",
  products: [
    .executable(name: "meibo", targets: ["meibo"]),
    .executable(name: "exportgen", targets: ["exportgen"]),
    .executable(name: "exportfuzz", targets: ["exportfuzz"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
    .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
    .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
  ],
  targets: [
    .systemLibrary(name: "CMalloc"),
    .systemLibrary(name: "CVector"),
    .systemLibrary(name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"])]),
    .systemLibrary(name: "CIsal", pkgConfig: "libisal", providers: [.apt(["libisal-dev"])]),
    .systemLibrary(name: "CSQLite", pkgConfig: "sqlite3", providers: [.apt(["libsqlite3-dev"])]),
    .executableTarget(
      name: "meibo",
      dependencies: [
        "Table", "Pipeline", "Report", "Scenario", "SQL", "Stages", "Store", "CVector",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      swiftSettings: settings),
    .executableTarget(
      name: "exportgen",
      dependencies: [
        "CZlib", .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      swiftSettings: settings),
    .executableTarget(
      name: "exportfuzz",
      dependencies: [
        "Table", "Ingest", "Cleanse", "Pipeline", "Store", "Stages", "CZlib",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      swiftSettings: settings),
    .target(
      name: "TestSupport", dependencies: ["CSQLite"], path: "Tests/TestSupport",
      swiftSettings: settings),
    .testTarget(
      name: "EndToEndTests",
      dependencies: [
        "meibo", "exportgen", "Table", "Pipeline", "Stages", "Store", "SQL", "CSQLite",
        "TestSupport",
      ],
      exclude: ["Golden"],
      swiftSettings: settings),
  ]
    + modules.map { module in
      .target(
        name: module.name,
        dependencies: module.ours.map { .target(name: $0) } + module.theirs,
        swiftSettings: settings)
    }
    + modules.map { module in
      .testTarget(
        name: module.name + "Tests",
        dependencies: Set(module.ours + [module.name, "CSQLite", "CZlib", "TestSupport"]).sorted()
          .map { .target(name: $0) } + module.theirs,
        exclude: module.name == "Report" ? ["Golden"] : [],
        swiftSettings: settings)
    },
  swiftLanguageModes: [.v6]
)
