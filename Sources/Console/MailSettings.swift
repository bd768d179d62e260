import Configuration
import Notices
import Registry

/// How letters leave.
struct MailSettings: Sendable {
    enum Way: Sendable {
        case folder(String)
        case server(SMTPServer, lines: Int)
    }

    var way: Way
    var from: MailAddress

    /// nil where no transport is set.
    init?(config: ConfigReader) throws(Refusal) {
        switch config.string(forKey: "mail.transport", default: "none") {
        case "none": return nil
        case "file": way = .folder(try Self.stated(config, "mail.folder"))
        case "smtp":
            let word = config.string(forKey: "mail.security", default: SMTPServer.Security.startTLS.rawValue)
            guard let security = SMTPServer.Security(rawValue: word) else {
                let words = SMTPServer.Security.allCases.map(\.rawValue).joined(separator: ", ")
                throw Refusal(.malformed, "mail.security is one of \(words)", field: "mail.security")
            }
            let usual = security == .tls ? 465 : security == .startTLS ? 587 : 25
            let server = SMTPServer(
                host: try Self.stated(config, "mail.host"),
                port: try Settings.number(config, "mail.port", in: 1...65_535, default: usual),
                security: security,
                user: config.string(forKey: "mail.user"),
                password: config.string(forKey: "mail.password", isSecret: true),
                ownName: "localhost"
            )
            // What stands in the address of the session must be a host and nothing else.
            guard server.host.utf8.allSatisfy({ Self.hostBytes.contains($0) }) else {
                throw Refusal(.malformed, "mail.host is a name or an address, without a port", field: "mail.host")
            }
            way = .server(server, lines: try Settings.number(config, "mail.lines", in: 1...16, default: 4))
        default: throw Refusal(.malformed, "mail.transport is none, file or smtp", field: "mail.transport")
        }
        from = try MailAddress(try Self.stated(config, "mail.from"), field: "mail.from")
    }

    private static let hostBytes = Set("0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ.-:_".utf8)

    private static func stated(_ config: ConfigReader, _ key: ConfigKey) throws(Refusal) -> String {
        guard let text = config.string(forKey: key), !text.isEmpty else {
            throw Refusal(.malformed, "\(key) must be set for this mail.transport", field: "\(key)")
        }
        return text
    }

    /// The lines that letters leave by; `name` is said to the server.
    func transports(name: String) throws(Refusal) -> [any MailTransport] {
        switch way {
        case .folder(let folder):
            do {
                return [try FileTransport(folder: folder)]
            } catch {
                throw Refusal(.unprocessable, "\(folder) cannot be made: \(error)", field: "mail.folder")
            }
        case .server(var server, let lines):
            server.ownName = name
            return (0..<lines).map { _ in SMTPTransport(server) }
        }
    }
}
