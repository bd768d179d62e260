import CCurl
import Dispatch
import Registry

/// What is on its way and what waits for a line; belongs to the transport's thread.
///
/// Slow endpoints have lines of their own. One that is found slow while others wait goes over to those lines, or is put
/// aside where they are taken: so endpoints that hang cost the others at most `patience` each, once.
final class WebhookLines {
    private let multi: UnsafeMutableRawPointer?
    private let limits: WebhookLimits
    private let own: [NetworkBlock]
    private let denied: [NetworkBlock]
    private let sockets: SocketCount
    private let resolved: [String]
    private let authorities: String?
    private var quick: [WebhookTransfer] = []
    private var slow: [WebhookTransfer] = []
    /// By their handles.
    private var running: [UnsafeMutableRawPointer: WebhookTransfer] = [:]
    private var slowCount = 0

    init(
        _ limits: WebhookLimits,
        own: [NetworkBlock],
        denied: [NetworkBlock],
        resolved: [String],
        authorities: String?
    ) {
        curl_global_init(Int(CURL_GLOBAL_DEFAULT))
        multi = curl_multi_init()
        self.limits = limits
        (self.own, self.denied) = (own, denied)
        self.resolved = resolved
        self.authorities = authorities
        sockets = SocketCount(limit: limits.sockets)
    }

    deinit {
        for handle in running.keys {
            curl_multi_remove_handle(multi, handle)
            curl_easy_cleanup(handle)
        }
        // Closes what is left, and so needs the count.
        withExtendedLifetime(sockets) { _ = curl_multi_cleanup(multi) }
    }

    var isBusy: Bool { !running.isEmpty || !quick.isEmpty || !slow.isEmpty }
    var mostSockets: Int { sockets.most }
    var connections: Int { sockets.opened }

    func add(_ transfer: WebhookTransfer) {
        if transfer.isSlow { slow.append(transfer) } else { quick.append(transfer) }
    }

    /// Ends a message whose sender no longer waits.
    func cut(_ number: Int) {
        if let (handle, _) = running.first(where: { $0.value.number == number }) {
            end(handle, WebhookOutcome(.perhaps("cut short"), cause: .sender))
            return
        }
        for transfer in (quick + slow).filter({ $0.number == number }) {
            transfer.answer(WebhookOutcome(.later("cut short"), cause: .sender))
        }
        quick.removeAll { $0.number == number }
        slow.removeAll { $0.number == number }
    }

    /// Begins what has a line, waits a little for anything to happen, and ends what has ended.
    ///
    /// - Parameter milliseconds: at most.
    func advance(waiting milliseconds: Int32) {
        begin()
        var count: Int32 = 0
        curl_multi_perform(multi, &count)
        collect()
        // A line may have become free; whoever waits for it must not wait for the network.
        if begin() { curl_multi_perform(multi, &count) }
        if !running.isEmpty { curl_multi_poll(multi, nil, 0, milliseconds, nil) }
    }

    @discardableResult
    private func begin() -> Bool {
        let before = running.count
        while slowCount < limits.slowLines, !slow.isEmpty { start(slow.removeFirst()) }
        while running.count - slowCount < limits.quickLines, !quick.isEmpty { start(quick.removeFirst()) }
        if !quick.isEmpty { makeRoom() }
        return running.count > before
    }

    /// Takes lines from those that have had theirs for longer than others should wait.
    private func makeRoom() {
        let now = DispatchTime.now()
        let patience = DispatchTimeInterval.milliseconds(limits.patience)
        let late = running.filter { !$0.value.isSlow && $0.value.began + patience <= now }
            .sorted { $0.value.number < $1.value.number }
        for (handle, transfer) in late.prefix(quick.count) {
            transfer.isSlow = true
            if slowCount < limits.slowLines {
                slowCount += 1
            } else {
                let words = "put aside: others were waiting"
                let outcome = WebhookOutcome(.perhaps(words), isSlow: true, cause: .sender)
                end(handle, outcome, wasCounted: false)
            }
        }
        while running.count - slowCount < limits.quickLines, !quick.isEmpty { start(quick.removeFirst()) }
    }

    private func start(_ transfer: WebhookTransfer) {
        guard let multi, let handle = curl_easy_init() else {
            return transfer.answer(WebhookOutcome(.later("no memory for a connection"), cause: .sender))
        }
        transfer.began = DispatchTime.now()
        let code = transfer.prepare(handle, limits, own: own, denied: denied, sockets, resolved, authorities)
        guard code == CURLE_OK, curl_multi_add_handle(multi, handle) == CURLM_OK else {
            curl_easy_cleanup(handle)
            transfer.forget()
            return transfer.answer(WebhookOutcome(.later("curl refused an option (\(code.rawValue))"), cause: .message))
        }
        running[handle] = transfer
        if transfer.isSlow { slowCount += 1 }
    }

    /// Ends whatever curl says has ended.
    private func collect() {
        var left: Int32 = 0
        while let message = curl_multi_info_read(multi, &left) {
            guard message.pointee.msg == CURLMSG_DONE, let handle = message.pointee.easy_handle,
                let transfer = running[handle]
            else { continue }
            end(handle, transfer.outcome(code: message.pointee.data.result.rawValue))
        }
    }

    private func end(
        _ handle: UnsafeMutableRawPointer,
        _ outcome: WebhookOutcome,
        wasCounted: Bool = true
    ) {
        guard let transfer = running.removeValue(forKey: handle) else { return }
        if transfer.isSlow, wasCounted { slowCount -= 1 }
        curl_multi_remove_handle(multi, handle)
        curl_easy_cleanup(handle)
        transfer.forget()
        transfer.answer(outcome)
    }
}

/// How many sockets are open; belongs to the transport's thread and outlives every connection.
final class SocketCount {
    private let limit: Int
    private(set) var open = 0
    private(set) var most = 0
    private(set) var opened = 0

    init(limit: Int) {
        self.limit = limit
    }

    var isFull: Bool { open >= limit }

    func begin() {
        open += 1
        opened += 1
        most = max(most, open)
    }

    func end() {
        open -= 1
    }
}
