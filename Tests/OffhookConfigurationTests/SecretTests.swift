import OffhookConfiguration
import Testing

/// The ARI password comes from a file or the environment, and goes to Asterisk only.
@Suite struct SecretTests {
    @Test(arguments: ["s3cret", "s3cret\n", "s3cret\r\n", "\ns3cret\nand a note\n"])
    func `the password is the file's first line`(_ content: String) throws {
        let bench = try Workbench()
        for mode in [0o600, 0o400, 0o640] {
            try bench.write("password", content, mode: mode)
            let configuration = try bench.load(
                "asterisk: {passwordFile: password}", environment: [:])
            #expect(configuration.asterisk.password == "s3cret")
        }
    }

    @Test func `without a password it says how to give one`() throws {
        #expect(
            try Workbench().refusal(of: "", environment: [:])
                == "FILE: name the file with the ARI password in asterisk.passwordFile, or set "
                + "OFFHOOK_ARI_PASSWORD.")
    }

    @Test func `a password file that everybody can read is refused`() throws {
        let bench = try Workbench()
        for mode in [0o604, 0o644, 0o666] {
            try bench.write("password", "s3cret\n", mode: mode)
            #expect(
                try bench.refusal(of: "asterisk: {passwordFile: password}", environment: [:])
                    == "The password file FOLDER/password is readable by everybody: chmod 600 "
                    + "FOLDER/password.")
        }
    }

    @Test func `a password file that is not there, no file, or empty is refused`() throws {
        let bench = try Workbench()
        let text = "asterisk: {passwordFile: password}"
        #expect(
            try bench.refusal(of: text, environment: [:])
                == "The password file FOLDER/password is not there: write it, or name the right one."
        )
        for content in ["", "\n", "\r\n\n"] {
            try bench.write("password", content, mode: 0o600)
            #expect(
                try bench.refusal(of: text, environment: [:])
                    == "The password file FOLDER/password is empty: write the secret into its first "
                    + "line.")
        }
        try bench.makeFolder("folder")
        #expect(
            try bench.refusal(of: "asterisk: {passwordFile: folder}", environment: [:])
                == "The password file FOLDER/folder cannot be read: give it to the user that runs "
                + "Offhook.")
    }

    @Test func `the password is in no description, dump or mirror`() throws {
        let configuration = try Workbench().load("")
        #expect(configuration.asterisk.password == Workbench.password)
        for value in [configuration, configuration.asterisk] as [Any] {
            var dumped = ""
            dump(value, to: &dumped)
            var texts = [
                "\(value)", String(describing: value), String(reflecting: value), dumped,
                "\([value])", "\(Optional(value) as Any)", String(reflecting: ["key": value]),
            ]
            texts += Mirror(reflecting: value).children.map { String(reflecting: $0) }
            for text in texts { #expect(!text.contains(Workbench.password)) }
            #expect(dumped.contains("127.0.0.1:8088"))
        }
    }
}
