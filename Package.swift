// swift-tools-version: 6.3

import PackageDescription

let strict: [SwiftSetting] = [
    .swiftLanguageMode(.v6),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .treatAllWarnings(as: .error),
]

// The released program carries its runtime (Docs/decisions/0017). Tests do not link that way, so the long comparison,
// which needs the speed of a release, asks for a build without it.
let plain = Context.environment["HOSHIFUDA_PLAIN_RELEASE"] != nil
let carried =
    ["-static-stdlib"]
    + [
        "Foundation", "FoundationXML", "_CFXMLInterface", "xml2", "CoreFoundation", "FoundationInternationalization",
        "FoundationEssentials", "_FoundationCShims",
        "_FoundationCollections", "_FoundationICU", "swiftSynchronization", "dispatch", "BlocksRuntime", "stdc++", "m",
    ].map { "-l\($0)" }

// No lock file is committed, so what we import and the NIO family stand at exact versions (Docs/decisions/0002).
let package = Package(
    name: "hoshifuda",
    products: [
        .executable(name: "hoshifuda", targets: ["hoshifuda"])
    ],
    dependencies: [
        .package(url: "https://github.com/hummingbird-project/hummingbird.git", exact: "2.28.1"),
        .package(url: "https://github.com/hummingbird-project/swift-mustache.git", exact: "2.1.1"),
        .package(url: "https://github.com/groue/GRDB.swift.git", exact: "7.10.0"),
        .package(url: "https://github.com/apple/swift-argument-parser.git", exact: "1.8.2"),
        .package(url: "https://github.com/apple/swift-configuration.git", exact: "1.4.0"),
        .package(url: "https://github.com/apple/swift-log.git", exact: "1.16.2"),
        .package(url: "https://github.com/apple/swift-metrics.git", exact: "2.13.0"),
        .package(url: "https://github.com/swift-server/swift-service-lifecycle.git", exact: "2.13.0"),
        .package(url: "https://github.com/apple/swift-crypto.git", exact: "4.5.2"),
        .package(url: "https://github.com/apple/swift-http-types.git", exact: "1.8.0"),
        .package(url: "https://github.com/jpsim/Yams.git", exact: "6.2.2"),
        .package(url: "https://github.com/apple/swift-nio.git", exact: "2.101.2"),
        .package(url: "https://github.com/apple/swift-nio-extras.git", exact: "1.35.2"),
        .package(url: "https://github.com/apple/swift-nio-http2.git", exact: "1.46.0"),
        .package(url: "https://github.com/apple/swift-nio-ssl.git", exact: "2.37.6"),
        .package(url: "https://github.com/apple/swift-nio-transport-services.git", exact: "1.28.0"),
    ],
    targets: [
        // Floor 0: module maps over Debian's libraries.
        .systemLibrary(name: "CQRencode", pkgConfig: "libqrencode", providers: [.apt(["libqrencode-dev"])]),
        .systemLibrary(name: "CCairo", pkgConfig: "cairo", providers: [.apt(["libcairo2-dev"])]),
        .systemLibrary(name: "CPostgres", pkgConfig: "libpq", providers: [.apt(["libpq-dev"])]),
        .systemLibrary(name: "CXLSXWriter", pkgConfig: "xlsxwriter", providers: [.apt(["libxlsxwriter-dev"])]),
        .systemLibrary(name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"])]),
        .systemLibrary(name: "CCurl", pkgConfig: "libcurl", providers: [.apt(["libcurl4-openssl-dev"])]),
        .systemLibrary(name: "CZip", pkgConfig: "libzip", providers: [.apt(["libzip-dev"])]),

        // Floor 1: the domain.
        .target(name: "Registry", swiftSettings: strict),

        // Floor 2: neighbours that never import one another.
        .target(
            name: "Store",
            dependencies: [
                "Registry", "CPostgres",
                .product(name: "GRDB", package: "GRDB.swift"),
                .product(name: "GRDBSQLite", package: "GRDB.swift"),
                .product(name: "Crypto", package: "swift-crypto"),
            ],
            swiftSettings: strict
        ),
        .target(
            name: "Intake",
            dependencies: [
                "Registry", "CZip",
                .product(name: "Yams", package: "Yams"),
                .product(name: "Crypto", package: "swift-crypto"),
            ],
            swiftSettings: strict
        ),
        .target(name: "Artwork", dependencies: ["Registry", "CQRencode", "CCairo"], swiftSettings: strict),
        .target(name: "Exports", dependencies: ["Registry", "CXLSXWriter"], swiftSettings: strict),

        .target(
            name: "Access",
            dependencies: [
                "Registry",
                .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "CryptoExtras", package: "swift-crypto"),
            ],
            swiftSettings: strict
        ),
        .target(
            name: "Notices",
            dependencies: [
                "Registry", "CCurl",
                .product(name: "Mustache", package: "swift-mustache"),
                .product(name: "Crypto", package: "swift-crypto"),
            ],
            swiftSettings: strict
        ),

        // Floor 3: HTTP.
        .target(
            name: "Portal",
            dependencies: [
                "Registry", "Store", "Access", "Artwork", "Intake", "Exports", "CZlib",
                .product(name: "Hummingbird", package: "hummingbird"),
                .product(name: "HummingbirdCore", package: "hummingbird"),
                .product(name: "Mustache", package: "swift-mustache"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "Metrics", package: "swift-metrics"),
                .product(name: "CoreMetrics", package: "swift-metrics"),
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
                .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "HTTPTypes", package: "swift-http-types"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOPosix", package: "swift-nio"),
                .product(name: "NIOHTTP1", package: "swift-nio"),
                .product(name: "NIOHTTPTypesHTTP1", package: "swift-nio-extras"),
            ],
            swiftSettings: strict
        ),

        // Floor 4: the commands and the composition root.
        .target(
            name: "Console",
            dependencies: [
                "Registry", "Store", "Access", "Intake", "Artwork", "Exports", "Notices", "Portal",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
                .product(name: "Configuration", package: "swift-configuration"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "Metrics", package: "swift-metrics"),
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
                .product(name: "UnixSignals", package: "swift-service-lifecycle"),
            ],
            swiftSettings: strict
        ),

        // Roof.
        .executableTarget(
            name: "hoshifuda",
            dependencies: ["Console"],
            swiftSettings: strict,
            linkerSettings: plain ? [] : [.unsafeFlags(carried, .when(configuration: .release))]
        ),

        // Tests.
        .target(
            name: "TestSupport",
            dependencies: [
                "Registry", "Store", "Access", "Intake", "Artwork", "Portal", "Console",
                .product(name: "Logging", package: "swift-log"),
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
            ],
            path: "Tests/TestSupport",
            swiftSettings: strict
        ),
        .testTarget(name: "RegistryTests", dependencies: ["Registry", "TestSupport"], swiftSettings: strict),
        .testTarget(name: "StoreTests", dependencies: ["Registry", "Store", "TestSupport"], swiftSettings: strict),
        .testTarget(
            name: "IntakeTests",
            dependencies: ["Registry", "Intake", "TestSupport"],
            exclude: ["Fixtures"],
            swiftSettings: strict
        ),
        .testTarget(
            name: "ArtworkTests",
            dependencies: ["Registry", "Artwork", "TestSupport"],
            exclude: ["Goldens"],
            swiftSettings: strict
        ),
        .testTarget(name: "AccessTests", dependencies: ["Registry", "Access", "TestSupport"], swiftSettings: strict),
        .testTarget(
            name: "NoticesTests",
            dependencies: ["Registry", "Notices", "TestSupport"],
            exclude: ["Peers"],
            swiftSettings: strict
        ),
        .testTarget(name: "ExportsTests", dependencies: ["Registry", "Exports", "TestSupport"], swiftSettings: strict),
        .testTarget(
            name: "PortalTests",
            dependencies: [
                "Registry", "Store", "Access", "Intake", "Artwork", "Exports", "Portal", "Console", "TestSupport",
                .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "HTTPTypes", package: "swift-http-types"),
                .product(name: "Hummingbird", package: "hummingbird"),
            ],
            swiftSettings: strict
        ),
        .testTarget(
            name: "ConsoleTests",
            // The program itself, so that it is built before it is run.
            dependencies: [
                "Registry", "Store", "Access", "Intake", "Notices", "Portal", "Console", "TestSupport", "hoshifuda",
            ],
            swiftSettings: strict
        ),
        .testTarget(
            name: "HouseTests",
            dependencies: [
                "Registry", "Portal", "Console", "TestSupport",
                .product(name: "HTTPTypes", package: "swift-http-types"),
            ],
            swiftSettings: strict
        ),
    ]
)
