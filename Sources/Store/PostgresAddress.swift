import CPostgres
import Foundation
package import Registry

/// Where a registry in PostgreSQL is: an address as libpq reads it, without a password.
///
/// `postgresql://user@host1:5432,host2:5432/database?sslmode=verify-full`. Several hosts are the machines that may be
/// the primary; libpq walks on to the one that takes writes.
package struct PostgresAddress: Hashable, Sendable {
    /// What the sessions of a pool are for.
    enum Use: Hashable, Sendable {
        /// Must reach the machine that takes writes.
        case writing
        /// Reads; from a standby where `prefersStandby` says so.
        case reading(prefersStandby: Bool)

        /// Milliseconds that an answer may take: longer than the server's own limits, so that it speaks first.
        var patience: Int { self == .writing ? 65_000 : 12_000 }
    }

    /// As given; safe to print, because an address with a password is refused.
    package let text: String
    /// Keywords and values as libpq took them from the address, in its order.
    private let parts: [String: String]

    /// True for text that names a database server and not a folder.
    package static func isAddress(_ text: String) -> Bool {
        text.hasPrefix("postgresql://") || text.hasPrefix("postgres://")
    }

    package init(_ text: String) throws(Refusal) {
        var reason: UnsafeMutablePointer<CChar>?
        guard let options = PQconninfoParse(text, &reason) else {
            // libpq quotes what it could not read, which may be a password.
            PQfreemem(reason)
            throw Refusal(
                .malformed,
                "The store's address cannot be read; write it like postgresql://user@host:5432/database?sslmode=verify-full",
                field: "--store",
                code: "malformedAddress"
            )
        }
        defer { PQconninfoFree(options) }
        var parts: [String: String] = [:]
        var next = options
        while let keyword = next.pointee.keyword {
            if let value = next.pointee.val { parts[String(cString: keyword)] = String(cString: value) }
            next += 1
        }
        // What is typed or configured is seen by others: process lists, shell histories, logs.
        // A password with an unescaped "/" is read as a port and a database.
        let isSplit = parts["dbname"]?.contains("@") == true || parts["user"]?.contains(":") == true
        guard parts["password"] == nil, parts["sslpassword"] == nil, !isSplit else {
            throw Refusal(
                .malformed,
                "The store's address must not hold a password; use the password file (~/.pgpass, PGPASSFILE) or PGPASSWORD",
                field: "--store",
                code: "passwordInAddress"
            )
        }
        self.text = text
        self.parts = parts
    }

    /// Everything a connection is opened with; hosts in a new order each time, because libpq 15 has no balancing.
    func options(for use: Use) -> [(keyword: String, value: String)] {
        var parts = self.parts
        shuffleHosts(&parts)
        let defaults = [
            "connect_timeout": "3", "keepalives": "1", "keepalives_idle": "5", "keepalives_interval": "2",
            "keepalives_count": "3", "tcp_user_timeout": "8000", "application_name": "hoshifuda",
        ]
        parts.merge(defaults) { stated, _ in stated }
        // Over a network nobody may stand between; on this machine there is nobody.
        if parts["sslmode"] == nil, ProcessInfo.processInfo.environment["PGSSLMODE"] == nil, !isLocal {
            parts["sslmode"] = "verify-full"
        }
        parts["client_encoding"] = "UTF8"
        var settings = parts["options"].map { [$0] } ?? []
        switch use {
        case .writing:
            parts["target_session_attrs"] = "read-write"
            settings += ["-c statement_timeout=60000", "-c lock_timeout=15000"]
            settings += ["-c idle_in_transaction_session_timeout=60000"]
        case .reading(let prefersStandby):
            parts["target_session_attrs"] = prefersStandby ? "prefer-standby" : "primary"
            settings += ["-c statement_timeout=10000", "-c default_transaction_read_only=on"]
        }
        parts["options"] = settings.joined(separator: " ")
        return parts.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
    }

    /// Every host named is this machine.
    private var isLocal: Bool {
        var hosts = (parts["host"] ?? "").split(separator: ",") + (parts["hostaddr"] ?? "").split(separator: ",")
        if hosts.isEmpty {
            // libpq then looks elsewhere, and only without any of these at this machine's socket.
            guard parts["service"] == nil else { return false }
            let environment = ProcessInfo.processInfo.environment
            guard environment["PGSERVICE"] == nil else { return false }
            for name in ["PGHOST", "PGHOSTADDR"] { hosts += (environment[name] ?? "").split(separator: ",") }
        }
        return hosts.allSatisfy { host in
            let digits = host.allSatisfy { $0.isASCII && ($0.isNumber || $0 == ".") }
            return host.hasPrefix("/") || host == "localhost" || host == "::1" || digits && host.hasPrefix("127.")
        }
    }

    private func shuffleHosts(_ parts: inout [String: String]) {
        let names = ["host", "hostaddr", "port"]
        let lists = names.map { parts[$0].map { $0.split(separator: ",", omittingEmptySubsequences: false) } ?? [] }
        let count = max(lists[0].count, lists[1].count)
        guard count > 1 else { return }
        let order = (0..<count).shuffled()
        // One port may stand for all hosts.
        for (name, list) in zip(names, lists) where list.count == count {
            parts[name] = order.map { String(list[$0]) }.joined(separator: ",")
        }
    }
}

extension String {
    /// One line, without blanks around it: messages of libpq end with a line feed.
    var trimmedLine: String {
        split(whereSeparator: \.isNewline).joined(separator: " ").trimmedBlanks
    }
}
