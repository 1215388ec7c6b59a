/// Why the simulated side cannot do its part; one sentence on what to do.
package struct PhoneError: Error, Hashable, Sendable, CustomStringConvertible {
    package let description: String

    package init(_ description: String) { self.description = description }
}
