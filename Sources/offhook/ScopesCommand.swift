internal import ArgumentParser
internal import ControlAPI

struct ScopesCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "scopes",
        abstract:
            "Prints who may what: the API's routes, and what each role of a token may do there.",
        discussion: """
            "tenant" is for every agent of the token's tenant, "own agent" for the token's own agent \
            alone, "-" not at all. Another tenant's things are never found. It needs no configuration.
            """)

    func run() { print(ScopeTable.text) }
}
