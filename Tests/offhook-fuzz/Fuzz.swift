internal import Foundation
internal import FuzzTargets
internal import Transport

/// libFuzzer, as a library. *Source*: LLVM's documentation, "Using libFuzzer as a library".
@_silgen_name("LLVMFuzzerRunDriver")
private func runDriver(
    _ count: UnsafeMutablePointer<CInt>,
    _ arguments: UnsafeMutablePointer<UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?>,
    _ take: @convention(c) (UnsafePointer<UInt8>?, Int) -> CInt
) -> CInt

/// `offhook-fuzz`: feeds the target that `OFFHOOK_FUZZ_TARGET` names with what libFuzzer makes up. All
/// arguments are libFuzzer's.
@main struct Fuzz {
    /// Takes one input to its end.
    private typealias Taking = @Sendable ([UInt8]) throws -> Void

    private static let take: Taking = {
        let name = ProcessInfo.processInfo.environment["OFFHOOK_FUZZ_TARGET"] ?? ""
        if name == "planted" { return findPlanted }
        guard let target = FuzzTarget(rawValue: name) else {
            let all = FuzzTarget.allCases.map(\.rawValue).joined(separator: ", ")
            print("Let OFFHOOK_FUZZ_TARGET be one of \(all).")
            exit(2)
        }
        return { try target.take($0) }
    }()

    static func main() {
        _ = take
        var count = CommandLine.argc
        var arguments: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>? = CommandLine.unsafeArgv
        let status = runDriver(&count, &arguments) { start, count in
            do {
                try Fuzz.take(Array(UnsafeBufferPointer(start: start, count: count)))
            } catch {
                fatalError("\(error)")
            }
            return 0
        }
        exit(status)
    }

    /// A defect that is there on purpose, behind what no chance finds: only a fuzzer that is told which edges
    /// of our code an input reached, and what was compared there, comes upon it (`fuzz prove`).
    @Sendable private static func findPlanted(_ bytes: [UInt8]) throws {
        guard let target = try? WebSocketTarget(String(decoding: bytes, as: UTF8.self)),
            target.isSecure, target.host == "oh-magic", target.path == "/magical"
        else { return }
        fatalError("The planted defect was found.")
    }
}
