import Foundation
import FuzzTargets
import Testing

/// The inputs that fuzzing found worth keeping, each of which reaches something that no other does, and those
/// that once showed a defect.
@Suite struct `Kept inputs` {
    private static let folder = URL(filePath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent().appending(path: "fixtures/fuzz")

    private static func inputs(of target: FuzzTarget) throws -> [URL] {
        try FileManager.default.contentsOfDirectory(
            at: folder.appending(path: target.rawValue), includingPropertiesForKeys: nil
        ).sorted { $0.path < $1.path }
    }

    /// On a thread of its own, as under libFuzzer: targets wait for what is asynchronous.
    private static func take(_ input: URL, _ target: FuzzTarget) async throws {
        let bytes = [UInt8](try Data(contentsOf: input))
        try await withCheckedThrowingContinuation { (done: CheckedContinuation<Void, any Error>) in
            let thread = Thread {
                done.resume(with: Result { try target.take(bytes) })
            }
            thread.stackSize = 8 << 20
            thread.start()
        }
    }

    @Test(arguments: FuzzTarget.allCases)
    func `every kept input is borne`(target: FuzzTarget) async throws {
        let inputs = try Self.inputs(of: target)
        #expect(!inputs.isEmpty, "There are no inputs for \(target): run scripts/fuzz.")
        for input in inputs {
            await #expect(throws: Never.self, "\(target)/\(input.lastPathComponent)") {
                try await Self.take(input, target)
            }
        }
    }
}
