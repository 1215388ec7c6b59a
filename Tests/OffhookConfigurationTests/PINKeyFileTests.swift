import Foundation
import OffhookConfiguration
import Testing

/// The secret that PINs come from is made once, kept, and nobody else's to read.
@Suite struct PINKeyFileTests {
    @Test func `it is made once, of 32 bytes, for its owner alone, and kept`() throws {
        let bench = try Workbench()
        let key = try PINKeyFile.load(directory: bench.folder)
        #expect(key.count == 32)
        #expect(Set(key).count > 8)
        let path = bench.path("pin.key")
        let mode = try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions]
        #expect(mode as? Int == 0o600)
        #expect(FileManager.default.contents(atPath: path) == Data(key))
        for _ in 1...3 { #expect(try PINKeyFile.load(directory: bench.folder) == key) }
        let files = try FileManager.default.contentsOfDirectory(atPath: bench.folder)
        #expect(files.filter { $0.hasPrefix("pin") } == ["pin.key"])
    }

    @Test func `each folder has its own`() throws {
        let (one, other) = (try Workbench(), try Workbench())
        #expect(
            try PINKeyFile.load(directory: one.folder)
                != PINKeyFile.load(directory: other.folder))
    }

    @Test func `several that start at once have one key`() async throws {
        for _ in 1...20 {
            let bench = try Workbench()
            let folder = bench.folder
            let keys = try await withThrowingTaskGroup(of: [UInt8].self) { group in
                for _ in 1...4 { group.addTask { try PINKeyFile.load(directory: folder) } }
                return try await group.reduce(into: Set<[UInt8]>()) { $0.insert($1) }
            }
            #expect(keys.count == 1)
            withExtendedLifetime(bench) {}
        }
    }

    @Test func `what a killed start left half done is done anew`() throws {
        let bench = try Workbench()
        try bench.write("pin.key.new", "half a k", mode: 0o600)
        #expect(try PINKeyFile.load(directory: bench.folder).count == 32)
    }

    @Test(arguments: [0, 31, 33])
    func `a key of another length is refused, and left as it is`(_ count: Int) throws {
        let bench = try Workbench()
        let content = Data(repeating: 7, count: count)
        try bench.write("pin.key", content, mode: 0o600)
        #expect(
            try bench.sentence { _ = try PINKeyFile.load(directory: bench.folder) }
                == "FOLDER/pin.key must have 32 bytes: put a backup in its place, or remove it "
                + "while no agent is being verified.")
        #expect(FileManager.default.contents(atPath: bench.path("pin.key")) == content)
    }

    @Test(arguments: [0o640, 0o604, 0o660])
    func `a key that others can read is refused`(_ mode: Int) throws {
        let bench = try Workbench()
        try bench.write("pin.key", Data(repeating: 7, count: 32), mode: mode)
        #expect(
            try bench.sentence { _ = try PINKeyFile.load(directory: bench.folder) }
                == "FOLDER/pin.key is readable by others: chmod 600 FOLDER/pin.key.")
    }

    @Test func `a key that cannot be made or read is explained`() throws {
        let bench = try Workbench()
        #expect(
            try bench.sentence { _ = try PINKeyFile.load(directory: bench.path("away")) }
                == "FOLDER/away/pin.key cannot be written: make room, or give its directory to the "
                + "user that runs Offhook.")
        try bench.makeFolder("pin.key")
        #expect(
            try bench.sentence { _ = try PINKeyFile.load(directory: bench.folder) }
                == "FOLDER/pin.key cannot be read: give it to the user that runs Offhook.")
    }
}
