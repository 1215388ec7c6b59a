internal import ArgumentParser

@main
struct Demo: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "offhook-demo",
        abstract: "Offhook on a real Asterisk with simulated phones.",
        subcommands: [
            DayCommand.self, RunCommand.self, StopCommand.self, PhoneCommand.self,
            DoctorTrapsCommand.self, PhonesCommand.self, BenchCommand.self, SoakCommand.self,
            RecordCommand.self,
            DrillCommand.self, QueueDayCommand.self, CustomersCommand.self,
        ])
}
