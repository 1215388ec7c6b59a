package import ConnectionMode

extension AsteriskGateway {
    /// Agents whose device states have longer names than Asterisk's queues take, so that no queue offers
    /// them anything.
    package static func agentsWithoutDeviceState(in directory: Directory) -> [AgentKey] {
        directory.tenants.sorted { $0.key < $1.key }.flatMap { tenant, content in
            content.agents.keys.sorted().map { AgentKey(tenant: tenant, agent: $0) }.filter {
                DeviceStateQueue.device(of: $0) == nil
            }
        }
    }
}
