/// The hold that this process has on its store, and with it on the legs that are remembered there.
///
/// A process that was stopped for long (SIGSTOP, a machine that slept) cannot know what became of it
/// meanwhile: another one may have taken over.
package struct StoreHold: Sendable {
    /// Whether the store is still this process's. Asked before anything is done after a pause.
    package var isOurs: @Sendable () -> Bool
    /// Called when it is not. Nothing more is decided, stored or done; best is to end the process.
    package var whenLost: @Sendable () -> Void

    package init(
        isOurs: @escaping @Sendable () -> Bool, whenLost: @escaping @Sendable () -> Void
    ) {
        self.isOurs = isOurs
        self.whenLost = whenLost
    }

    /// A pause after which it is asked.
    static let longestPauseMilliseconds: Int64 = 1_000
}
