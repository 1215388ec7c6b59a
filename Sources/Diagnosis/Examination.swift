/// All checks on what was gathered: the same facts always have the same findings, in the same order.
package struct Examination: Sendable {
    package let findings: [Finding]

    package init(_ facts: Facts) {
        findings =
            MachineChecks.findings(facts) + ServiceChecks.findings(facts)
            + VersionChecks.findings(facts) + HTTPChecks.findings(facts) + ARIChecks.findings(facts)
            + ManagerChecks.findings(facts) + ModuleChecks.findings(facts)
            + LoggingChecks.findings(facts) + SoundChecks.findings(facts)
            + EndpointChecks.findings(facts) + QueueChecks.findings(facts)
            + DialplanChecks.findings(facts) + MediaChecks.findings(facts)
            + RecordingChecks.findings(facts)
    }

    package func count(_ severity: Finding.Severity) -> Int {
        findings.count { $0.severity == severity }
    }
}
