/// The page of the customers, beside the console's styles.
enum CustomersPageFiles {
    static let page = """
        <!doctype html>
        <html lang="en">
          <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta name="color-scheme" content="light dark">
            <title>Customers of the demo</title>
            <link rel="icon" href="data:,">
            <link rel="stylesheet" href="styles/colours.css">
            <link rel="stylesheet" href="styles/page.css">
            <link rel="stylesheet" href="styles/controls.css">
            <link rel="stylesheet" href="customers.css">
            <script type="module" src="customers.js"></script>
          </head>
          <body>
            <noscript>This page needs JavaScript.</noscript>
            <header class="bar"><h1 class="brand">Customers of the demo</h1></header>
            <main class="customers">
              <p>Each is a simulated phone that sends a tone of its own. Let one call, and answer in the
                agent console.</p>
              <p id="problem" class="field-problem" role="alert"></p>
        \(CustomerPhones.names.map(card).joined(separator: "\n"))
            </main>
          </body>
        </html>

        """

    private static func card(_ name: String) -> String {
        let calls = CustomerPhones.numbers.map { number, whom in
            button(name, "call/\(number)", "Call \(whom)", "primary", when: "idle")
        }
        return """
                  <section class="card" data-customer="\(name)" aria-labelledby="name-\(name)">
                    <h2 id="name-\(name)">Customer \(name)</h2>
                    <dl class="facts">
                      <div><dt>Line</dt><dd data-fact="line" aria-live="polite">Not known yet</dd></div>
                      <div><dt>Hears</dt><dd data-fact="hears">Nothing</dd></div>
                    </dl>
                    <div class="row">
            \(calls.joined(separator: "\n"))
            \(button(name, "answer", "Answer", "good", when: "ringing"))
            \(button(name, "hang-up", "Hang up", "danger", when: "calling ringing inCall"))
                    </div>
                  </section>
            """
    }

    private static func button(
        _ name: String, _ action: String, _ label: String, _ look: String, when lines: String
    ) -> String {
        """
                  <button type="button" class="button \(look)" data-action="\(action)" data-when="\(lines)" \
        aria-disabled="true" aria-describedby="name-\(name)">\(label)</button>
        """
    }

    static let style = """
        main.customers {
          display: grid; gap: 1rem; padding: 1rem 1.25rem 2rem; max-width: 56rem; margin: 0 auto;
        }

        """

    static let script = """
        // Asks once a second how each customer's line is, and lets them call at a click.

        const PAUSE_MILLISECONDS = 1000;
        const DEADLINE_MILLISECONDS = 10000;
        const words = {
          away: "The phone does not answer", idle: "Idle", calling: "Is calling",
          ringing: "Rings", inCall: "In a call", unknown: "Not known",
        };
        const cards = [...document.querySelectorAll("[data-customer]")];

        function say(problem) {
          document.getElementById("problem").textContent = problem;
        }

        function write(element, text) {
          if (element.textContent !== text) element.textContent = text;
        }

        function show(card, { line, hears }) {
          card.dataset.line = line;
          write(card.querySelector("[data-fact=line]"), words[line] ?? line);
          write(card.querySelector("[data-fact=hears]"), hears ?? "Nothing");
          for (const button of card.querySelectorAll("button")) {
            const can = button.dataset.when.split(" ").includes(line);
            button.setAttribute("aria-disabled", String(!can));
          }
        }

        function ask(path, method = "GET") {
          return fetch(path, { method, signal: AbortSignal.timeout(DEADLINE_MILLISECONDS) });
        }

        async function look() {
          try {
            const answer = await ask("customers");
            if (!answer.ok) throw new Error(`status ${answer.status}`);
            const customers = await answer.json();
            for (const card of cards) {
              const name = card.dataset.customer;
              show(card, customers.find((one) => one.name === name) ?? { line: "unknown" });
            }
            say("");
          } catch {
            for (const card of cards) show(card, { line: "unknown" });
            say("The demo does not answer: it may have been stopped.");
          }
        }

        async function press(card, button) {
          if (button.getAttribute("aria-disabled") === "true") return;
          try {
            const path = `customers/${card.dataset.customer}/${button.dataset.action}`;
            const answer = await ask(path, "POST");
            if (answer.ok) await look();
            else say(await answer.text());
          } catch {
            say("The demo does not answer: it may have been stopped.");
          }
        }

        for (const card of cards) {
          card.addEventListener("click", ({ target }) => {
            const button = target.closest("button");
            if (button) press(card, button);
          });
        }

        while (true) {
          if (!document.hidden) await look();
          await new Promise((done) => setTimeout(done, PAUSE_MILLISECONDS));
        }

        """
}
