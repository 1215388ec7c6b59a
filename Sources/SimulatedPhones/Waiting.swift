/// Looks again and again until something is so, at the most `limit` long.
///
/// - Returns: whether it became so; false at once when the task is cancelled.
package func eventually(
    within limit: Duration, every pause: Duration = .milliseconds(20),
    _ isSo: () async throws -> Bool
) async rethrows -> Bool {
    let end = ContinuousClock.now.advanced(by: limit)
    while ContinuousClock.now < end {
        if try await isSo() { return true }
        guard !Task.isCancelled else { return false }
        try? await Task.sleep(for: pause)
    }
    return try await isSo()
}
