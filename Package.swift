// swift-tools-version: 6.2
// Offhook: persistent connection mode for agents beside Asterisk. SwiftPM targets are the fences of
// the design: what a target may import is what stands in its `dependencies`, checked by
// `--explicit-target-dependency-import-check error` in every build that the Makefile runs.

import PackageDescription

let strict: [SwiftSetting] = [
    .swiftLanguageMode(.v6),
    .treatAllWarnings(as: .error),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("InternalImportsByDefault"),
]

let nio: Target.Dependency = .product(name: "NIOCore", package: "swift-nio")
let nioPosix: Target.Dependency = .product(name: "NIOPosix", package: "swift-nio")
let nioEmbedded: Target.Dependency = .product(name: "NIOEmbedded", package: "swift-nio")
let nioHTTP: Target.Dependency = .product(name: "NIOHTTP1", package: "swift-nio")
let nioWebSocket: Target.Dependency = .product(name: "NIOWebSocket", package: "swift-nio")
let nioSSL: Target.Dependency = .product(name: "NIOSSL", package: "swift-nio-ssl")
let hummingbird: Target.Dependency = .product(name: "Hummingbird", package: "hummingbird")
let hummingbirdCore: Target.Dependency = .product(
    name: "HummingbirdCore", package: "hummingbird")
let hummingbirdTLS: Target.Dependency = .product(name: "HummingbirdTLS", package: "hummingbird")
let nioHTTPTypes: Target.Dependency = .product(
    name: "NIOHTTPTypes", package: "swift-nio-extras")
let nioHTTPTypesHTTP1: Target.Dependency = .product(
    name: "NIOHTTPTypesHTTP1", package: "swift-nio-extras")
let httpTypes: Target.Dependency = .product(name: "HTTPTypes", package: "swift-http-types")
let crypto: Target.Dependency = .product(name: "Crypto", package: "swift-crypto")
let grdb: Target.Dependency = .product(name: "GRDB", package: "GRDB.swift")
let log: Target.Dependency = .product(name: "Logging", package: "swift-log")
let lifecycle: Target.Dependency = .product(
    name: "ServiceLifecycle", package: "swift-service-lifecycle")
let unixSignals: Target.Dependency = .product(
    name: "UnixSignals", package: "swift-service-lifecycle")
let arguments: Target.Dependency = .product(
    name: "ArgumentParser", package: "swift-argument-parser")
let yams: Target.Dependency = "Yams"

let package = Package(
    name: "offhook",
    products: [
        .executable(name: "offhook", targets: ["offhook"]),
        .library(name: "ConnectionMode", targets: ["ConnectionMode"]),
        .library(name: "ARI", targets: ["ARI"]),
        .library(name: "AMI", targets: ["AMI"]),
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-nio", from: "2.101.2"),
        .package(url: "https://github.com/apple/swift-nio-ssl", from: "2.37.6"),
        .package(url: "https://github.com/apple/swift-nio-extras", from: "1.35.2"),
        .package(url: "https://github.com/hummingbird-project/hummingbird", from: "2.28.1"),
        .package(url: "https://github.com/apple/swift-http-types", from: "1.8.0"),
        .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
        .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
        .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
        .package(
            url: "https://github.com/swift-server/swift-service-lifecycle", from: "2.13.0"),
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
    ],
    targets: [
        // The model, and what remembers and decides.
        .target(name: "ConnectionMode", swiftSettings: strict),
        .target(name: "Storage", dependencies: ["ConnectionMode"], swiftSettings: strict),
        .target(
            name: "StorageSQLite", dependencies: ["ConnectionMode", "Storage", grdb],
            swiftSettings: strict),
        .target(
            name: "Orchestration", dependencies: ["ConnectionMode", "Storage", crypto, log],
            swiftSettings: strict),

        // Asterisk, from the wire up.
        .systemLibrary(
            name: "CCurl", pkgConfig: "libcurl", providers: [.apt(["libcurl4-openssl-dev"])]),
        .systemLibrary(
            name: "CJansson", pkgConfig: "jansson", providers: [.apt(["libjansson-dev"])]),
        .target(name: "JSON", dependencies: ["CJansson"], swiftSettings: strict),
        .target(
            name: "Transport",
            dependencies: ["CCurl", nio, nioPosix, nioHTTP, nioWebSocket, nioSSL],
            swiftSettings: strict),
        .target(name: "ARI", dependencies: ["JSON", "Transport", log], swiftSettings: strict),
        .target(
            name: "AMI", dependencies: [nio, nioPosix, nioSSL, crypto], swiftSettings: strict),
        .target(
            name: "AsteriskGateway",
            dependencies: ["AMI", "ARI", "ConnectionMode", "Orchestration", log],
            swiftSettings: strict),

        // What operators and consoles see.
        .target(
            name: "OffhookConfiguration", dependencies: ["ConnectionMode", yams],
            swiftSettings: strict),
        .target(
            name: "Console", exclude: ["Pages", "embed-pages.sh"], swiftSettings: strict),
        .target(
            name: "APIReference", dependencies: [yams], exclude: ["Pages", "embed-pages.sh"],
            swiftSettings: strict),
        .target(
            name: "ControlAPI",
            dependencies: [
                "APIReference", "ConnectionMode", "Console", "JSON", "OffhookConfiguration",
                "Orchestration", "Storage",
                hummingbird, hummingbirdCore, hummingbirdTLS, httpTypes, nio, nioHTTP, nioHTTPTypes,
                nioHTTPTypesHTTP1, nioPosix,
                nioSSL, crypto, log, lifecycle,
            ],
            exclude: ["openapi.yaml", "embed-openapi.sh"], swiftSettings: strict),
        .target(
            name: "PBXInstall", dependencies: [crypto], exclude: ["embed-include-files.sh"],
            swiftSettings: strict),
        .target(
            name: "Diagnosis",
            dependencies: ["AMI", "ARI", "ConnectionMode", "JSON", "PBXInstall"],
            swiftSettings: strict),
        .executableTarget(
            name: "offhook",
            dependencies: [
                "AMI", "ARI", "AsteriskGateway", "ConnectionMode", "ControlAPI", "Diagnosis",
                "JSON", "OffhookConfiguration",
                "Orchestration", "PBXInstall", "Storage", "StorageSQLite", "Transport", arguments,
                crypto,
                lifecycle, log, unixSignals,
            ],
            swiftSettings: strict),

        // A call center on one machine: phones that hear, an Asterisk, and the demo.
        .target(name: "SimulatedPhones", swiftSettings: strict),
        .target(
            name: "DemoWorld", dependencies: ["JSON", "SimulatedPhones", "Transport"],
            swiftSettings: strict),
        .executableTarget(
            name: "offhook-demo",
            dependencies: [
                "AMI", "Console", "DemoWorld", "JSON", "SimulatedPhones", "Transport", arguments,
                httpTypes, hummingbird, hummingbirdCore, log,
            ],
            swiftSettings: strict),

        .target(
            name: "TestSupport", dependencies: [log], path: "Tests/TestSupport",
            swiftSettings: strict),
        .testTarget(
            name: "ConnectionModeTests", dependencies: ["ConnectionMode", "TestSupport"],
            swiftSettings: strict),
        .testTarget(
            name: "StorageSQLiteTests",
            dependencies: ["ConnectionMode", "Storage", "StorageSQLite", grdb],
            swiftSettings: strict),
        .testTarget(
            name: "OrchestrationTests",
            dependencies: ["ConnectionMode", "Orchestration", "Storage", "TestSupport", log],
            swiftSettings: strict),
        .testTarget(name: "JSONTests", dependencies: ["JSON"], swiftSettings: strict),
        .testTarget(
            name: "TransportTests",
            dependencies: [
                "TestSupport", "Transport", nio, nioPosix, nioHTTP, nioWebSocket, nioSSL,
            ],
            swiftSettings: strict),
        .testTarget(
            name: "ARITests",
            dependencies: [
                "ARI", "JSON", "TestSupport", log, nio, nioPosix, nioHTTP, nioWebSocket,
            ],
            swiftSettings: strict),
        .testTarget(
            name: "AMITests",
            dependencies: ["AMI", "TestSupport", nio, nioPosix, nioSSL],
            swiftSettings: strict),
        .testTarget(
            name: "AsteriskGatewayTests",
            dependencies: [
                "ARI", "AsteriskGateway", "ConnectionMode", "JSON", "Orchestration",
                "TestSupport", log,
            ],
            swiftSettings: strict),
        .testTarget(
            name: "OffhookConfigurationTests",
            dependencies: ["ConnectionMode", "OffhookConfiguration", "TestSupport"],
            swiftSettings: strict),
        .testTarget(
            name: "ControlAPITests",
            dependencies: [
                "APIReference", "ConnectionMode", "Console", "ControlAPI", "Orchestration",
                "Storage", "TestSupport",
                httpTypes, lifecycle, log, nio, nioPosix, nioHTTP, nioSSL, yams,
            ],
            swiftSettings: strict),
        .testTarget(
            name: "CommandTests",
            dependencies: [
                "ConnectionMode", "DemoWorld", "JSON", "SimulatedPhones", "Storage",
                "StorageSQLite", "TestSupport", "offhook", log, nio, nioPosix, nioHTTP,
            ],
            swiftSettings: strict),
        .target(
            name: "Simulation",
            dependencies: [
                "ARI", "AsteriskGateway", "ConnectionMode", "Orchestration", "Storage", log,
            ],
            path: "Tests/Simulation", swiftSettings: strict),
        .executableTarget(
            name: "offhook-simulate", dependencies: ["Simulation"], path: "Tests/offhook-simulate",
            swiftSettings: strict),
        .testTarget(
            name: "SimulationTests",
            dependencies: ["ARI", "AsteriskGateway", "ConnectionMode", "Simulation"],
            swiftSettings: strict),
        .testTarget(
            name: "PBXInstallTests", dependencies: ["PBXInstall"], swiftSettings: strict),
        .testTarget(
            name: "DiagnosisTests",
            dependencies: ["ConnectionMode", "Diagnosis", "JSON", "PBXInstall", "TestSupport"],
            swiftSettings: strict),
        .testTarget(
            name: "SimulatedPhonesTests", dependencies: ["SimulatedPhones"],
            swiftSettings: strict),
        .testTarget(
            name: "DemoWorldTests", dependencies: ["DemoWorld", "SimulatedPhones"],
            swiftSettings: strict),
        .testTarget(
            name: "AsteriskTests",
            dependencies: [
                "ConnectionMode", "DemoWorld", "JSON", "SimulatedPhones", "Storage",
                "StorageSQLite", "TestSupport", "Transport", "offhook",
            ],
            swiftSettings: strict),

        // What is fed with bytes: by the tests with those that are kept, by libFuzzer with its own.
        .target(
            name: "FuzzTargets",
            dependencies: [
                "ARI", "AsteriskGateway", "ConnectionMode", "ControlAPI", "JSON",
                "OffhookConfiguration", "Orchestration", "Storage", "Transport", httpTypes,
                hummingbird, log, nio, nioEmbedded,
            ],
            path: "Tests/FuzzTargets", swiftSettings: strict),
        .testTarget(
            name: "FuzzTargetsTests", dependencies: ["FuzzTargets"], swiftSettings: strict),
    ]
)

// What `scripts/instrumented` asks for by `OFFHOOK_INSTRUMENT`: `address` or `thread`, the sanitizer that our
// own targets, and no others, are compiled with; `fuzz`, address and that libFuzzer sees which edges of them
// an input reaches, and its program. Without it all is as above.
if let instrument = Context.environment["OFFHOOK_INSTRUMENT"] {
    let sanitizer = instrument == "thread" ? "thread" : "address"
    if instrument == "fuzz" {
        package.targets.append(
            .executableTarget(
                name: "offhook-fuzz", dependencies: ["FuzzTargets", "Transport"],
                path: "Tests/offhook-fuzz", swiftSettings: strict))
    }
    for target in package.targets where target.type != .system {
        target.swiftSettings =
            strict + [
                .unsafeFlags(
                    instrument == "fuzz"
                        ? ["-O", "-sanitize=address,fuzzer"] : ["-sanitize=\(sanitizer)"])
            ]
        target.linkerSettings = [.unsafeFlags(["-sanitize=\(sanitizer)"])]
    }
}

// `OFFHOOK_TESTS` names test targets, with spaces between: nothing is left but them and what they need.
if let wanted = Context.environment["OFFHOOK_TESTS"], !wanted.isEmpty {
    var needed: Set<String> = []
    var waiting = wanted.split(separator: " ").map(String.init)
    while let name = waiting.popLast() {
        guard needed.insert(name).inserted,
            let target = package.targets.first(where: { $0.name == name })
        else { continue }
        for dependency in target.dependencies {
            if case .byNameItem(let other, _) = dependency { waiting.append(other) }
        }
    }
    package.products = []
    package.targets.removeAll { !needed.contains($0.name) }
}
