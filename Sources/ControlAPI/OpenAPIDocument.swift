// Written by embed-openapi.sh: change openapi.yaml instead.
// swift-format-ignore-file

/// The API's contract, as it is served: in the program itself, so that it needs no file.
enum OpenAPIDocument {
    static let text = ##"""
openapi: 3.1.0
info:
  title: Offhook control API
  version: "1"
  summary: Persistent connection mode for agents beside Asterisk.
  license: {name: Apache-2.0, identifier: Apache-2.0}
  description: |
    An agent logs in, becomes available, answers the phone once and confirms the PIN heard there. From
    then on the phone stays connected in silence, and customers are bridged to it at a click.

    - Keys and words are camelCase. Times are UTC, with milliseconds. An answer in which something
      counts down also has `serverTime`, so that a console needs no clock of its own.
    - Keys that have nothing to say are absent, except `nextCursor`.
    - What takes time answers 202, and the event stream tells how it goes on.
    - Every error is a problem (RFC 9457) with a stable `code`. Where it is about an agent whom the
      token may see, `allowedActions` says what the token could do with them now, and `refusedActions`
      what it could not, each with the code that it would be refused with. An action that the token's
      role never has is in neither. In time new codes, event types and keys may be added; what is here
      stays.
    - Bodies are JSON objects of at most 64 kB, and unknown keys are refused.
    - A request that changes something may have an `Idempotency-Key`. When it comes again under the same
      key, with the same method, path and body and by the same token, within a day, it is not done
      again: it gets the very answer of the first time, with `Idempotency-Replayed: true`. Answers with
      408, 429 or 5xx are not remembered, so that such a request is done when it comes again. A token's
      last 2,000 answers are kept, also across restarts of the service. Should the service be killed
      between doing and remembering, the request is done anew when it comes again. That is safe: what
      has happened is refused or changes nothing, and no second call is placed while one is under way;
      but a log-in is answered 409 then (read the agent for its `sessionId`), a `takeOver` begins another
      new session, and a wrong PIN counts twice.
    - A token may send 50 requests a second, and twice as many at once after a pause, unless the operator has set
      another number; more get 429 `rateLimited` with `Retry-After` and no effect. Accept and what
      ends something (reject, hang up, every DELETE) are counted apart from all else, at the same rate.
    - A path and query have at most 8 kB, header fields 16 kB each and 32 kB in all, and there are at most 100. A
      request's head and its body come within 10 s each.
    - A token belongs to one tenant. Whatever is another tenant's is 404.
    - Names in paths are percent-encoded where they need it.

    | role | may |
    |---|---|
    | `agent` | see and do all for its own agent, nothing for others |
    | `supervisor` | see all agents of the tenant; log them out, close their connections, hang up their calls |
    | `router` | see all agents of the tenant, and their offers and calls; for a program that hands out customers |
    | `administrator` | as a supervisor; change the tenant, its policy, groups and agents |

    `offhook scopes` prints it route by route.
servers:
  - url: http://127.0.0.1:8080
security:
  - token: []
tags:
  - name: token
    description: Whose the token is.
  - name: agents
    description: Who takes calls, and how they are.
  - name: directory
    description: |
      Who there is, and what holds for them, in the words of directory.yaml, whose example explains each. Changes are taken
      while everybody works where Offhook keeps the directory in its store (`directory: store`); otherwise they are refused
      with `directoryIsFile`.
  - name: connection
    description: The agent's standing leg.
  - name: offers
    description: Customers presented to an agent. Those that ended can be read for an hour, the newest 200 of an agent's offers and calls together.
  - name: waitingCustomers
    description: Customers who wait for the agent whom an outside router chooses.
  - name: calls
    description: Agents and customers brought together. Those that ended can be read for an hour, the newest 200 of an agent's offers and calls together.
  - name: recordings
    description: What agents and customers said to each other, where it was recorded.
  - name: surroundings
    description: What the operator has set up around a tenant's agents.
  - name: ledger
    description: What agents did and what became of calls, for reports and bills, kept for days.
  - name: events
    description: What happens, as it happens.
  - name: service
    description: How the service is. These need no token.

paths:
  /v1/me:
    get:
      tags: [token]
      operationId: readMe
      summary: Whose the token is
      responses:
        "200":
          description: The token's tenant, role and rights.
          content:
            application/json:
              schema: {$ref: "#/components/schemas/Me"}
              examples:
                agent:
                  value:
                    {tenant: acme, agent: alice, role: agent, scopes: [readOwn, actAsAgent]}
                supervisor:
                  value: {tenant: acme, role: supervisor, scopes: [readTenant, endSessions, liftLocks, supervise]}
                router:
                  value: {tenant: acme, role: router, scopes: [readTenant, offerCalls]}
        "400": {$ref: "#/components/responses/MalformedRequest"}
        "401": {$ref: "#/components/responses/Unauthorized"}
        "408": {$ref: "#/components/responses/TooSlow"}
        "414": {$ref: "#/components/responses/URITooLong"}
        "429": {$ref: "#/components/responses/RateLimited"}
        "431": {$ref: "#/components/responses/HeadersTooLarge"}
        "503": {$ref: "#/components/responses/Unavailable"}

  /v1/tenants:
    get:
      tags: [directory]
      operationId: listTenants
      summary: The tenants that the token sees
      description: A token is of one tenant, and sees no other. Of a tenant that is not there yet, none.
      parameters:
        - {$ref: "#/components/parameters/limit"}
        - {$ref: "#/components/parameters/cursor"}
      responses:
        "200":
          description: A page of tenants.
          content:
            application/json:
              schema: {$ref: "#/components/schemas/TenantList"}
              examples:
                own:
                  value:
                    items: [{id: acme, name: Acme Ltd.}]
                    nextCursor: null
                    serverTime: "2026-03-02T08:00:00.000Z"
        "400": {$ref: "#/components/responses/BadRequest"}
        "401": {$ref: "#/components/responses/Unauthorized"}
        "408": {$ref: "#/components/responses/TooSlow"}
        "414": {$ref: "#/components/responses/URITooLong"}
        "429": {$ref: "#/components/responses/RateLimited"}
        "431": {$ref: "#/components/responses/HeadersTooLarge"}
        "503": {$ref: "#/components/responses/Unavailable"}

  /v1/tenants/{tenant}:
    parameters:
      - {$ref: "#/components/parameters/tenant"}
    get:
      tags: [directory]
      operationId: readTenant
      summary: A tenant
      description: An administrator's token.
      responses:
        "200":
          description: The tenant.
          content:
            application/json:
              schema: {$ref: "#/components/schemas/TenantAnswer"}
              examples:
                one:
                  value: {tenant: {name: Acme Ltd.}}
        "400": {$ref: "#/components/responses/MalformedRequest"}
        "401": {$ref: "#/components/responses/Unauthorized"}
        "403": {$ref: "#/components/responses/Forbidden"}
        "404": {$ref: "#/components/responses/NotFound"}
        "408": {$ref: "#/components/responses/TooSlow"}
        "414": {$ref: "#/components/responses/URITooLong"}
        "429": {$ref: "#/components/responses/RateLimited"}
        "431": {$ref: "#/components/responses/HeadersTooLarge"}
        "503": {$ref: "#/components/responses/Unavailable"}
    put:
      tags: [directory]
      operationId: putTenant
      summary: Make a tenant, or change its name
      description: |
        An administrator's token, which may be made (`offhook token create`) before its tenant is. The policy stays as
        it is. Safe to repeat.
      parameters:
        - {$ref: "#/components/parameters/idempotencyKey"}
      requestBody:
        required: true
        content:
          application/json:
            schema: {$ref: "#/components/schemas/TenantSettings"}
            examples:
              one: {value: {name: Acme Ltd.}}
      responses:
        "200":
          description: The tenant as it is now.
          headers:
            Idempotency-Replayed: {$ref: "#/components/headers/IdempotencyReplayed"}
          content:
            application/json:
              schema: {$ref: "#/components/schemas/TenantAnswer"}
              examples:
                one:
                  value: {tenant: {name: Acme Ltd.}, appliedTo: [], waitingFor: []}
        "201":
          description: It was made.
          headers:
            Idempotency-Replayed: {$ref: "#/components/headers/IdempotencyReplayed"}
          content:
            application/json:
              schema: {$ref: "#/components/schemas/TenantAnswer"}
              examples:
                one:
                  value: {tenant: {name: Acme Ltd.}, appliedTo: [], waitingFor: []}
        "400": {$ref: "#/components/responses/BadRequest"}
        "401": {$ref: "#/components/responses/Unauthorized"}
        "403": {$ref: "#/components/responses/Forbidden"}
        "404": {$ref: "#/components/responses/NotFound"}
        "408": {$ref: "#/components/responses/TooSlow"}
        "409":
          description: It cannot be so now, or the directory is kept in a file.
          headers:
            Idempotency-Replayed: {$ref: "#/components/headers/IdempotencyReplayed"}
            Retry-After: {$ref: "#/components/headers/RetryAfter"}
          content:
            application/problem+json:
              schema: {$ref: "#/components/schemas/Problem"}
              examples:
                directoryIsFile: {$ref: "#/components/examples/directoryIsFile"}
                idTooAlike: {$ref: "#/components/examples/idTooAlike"}
                directoryFull: {$ref: "#/components/examples/directoryFull"}
                idempotencyInProgress: {$ref: "#/components/examples/idempotencyInProgress"}
        "413": {$ref: "#/components/responses/TooLarge"}
        "414": {$ref: "#/components/responses/URITooLong"}
        "415": {$ref: "#/components/responses/NotJSON"}
        "422": {$ref: "#/components/responses/InvalidSettings"}
        "429": {$ref: "#/components/responses/RateLimited"}
        "431": {$ref: "#/components/responses/HeadersTooLarge"}
        "503": {$ref: "#/components/responses/Unavailable"}
    delete:
      tags: [directory]
      operationId: removeTenant
      summary: Remove a tenant
      description: |
        One that has no agents and no groups. An administrator's token. Its other tokens are revoked: whoever gets the
        tenant's id next is somebody else. Safe to repeat.
      parameters:
        - {$ref: "#/components/parameters/idempotencyKey"}
      responses:
        "204":
          description: It is not there any more.
          headers:
            Idempotency-Replayed: {$ref: "#/components/headers/IdempotencyReplayed"}
        "400": {$ref: "#/components/responses/BadRequest"}
        "401": {$ref: "#/components/responses/Unauthorized"}
        "403": {$ref: "#/components/responses/Forbidden"}
        "404": {$ref: "#/components/responses/NotFound"}
        "408": {$ref: "#/components/responses/TooSlow"}
        "409":
          description: It cannot be so now, or the directory is kept in a file.
          headers:
            Idempotency-Replayed: {$ref: "#/components/headers/IdempotencyReplayed"}
            Retry-After: {$ref: "#/components/headers/RetryAfter"}
          content:
            application/problem+json:
              schema: {$ref: "#/components/schemas/Problem"}
              examples:
                directoryIsFile: {$ref: "#/components/examples/directoryIsFile"}
                tenantNotEmpty: {$ref: "#/components/examples/tenantNotEmpty"}
                idempotencyInProgress: {$ref: "#/components/examples/idempotencyInProgress"}
        "413": {$ref: "#/components/responses/TooLarge"}
        "414": {$ref: "#/components/responses/URITooLong"}
        "415": {$ref: "#/components/responses/NotJSON"}
        "422": {$ref: "#/components/responses/KeyReused"}
        "429": {$ref: "#/components/responses/RateLimited"}
        "431": {$ref: "#/components/responses/HeadersTooLarge"}
        "503": {$ref: "#/components/responses/Unavailable"}

  /v1/tenants/{tenant}/break-reasons:
    parameters:
      - {$ref: "#/components/parameters/tenant"}
    get:
      tags: [directory]
      operationId: listBreakReasons
      summary: What agents may give as the reason for a break
      description: |
        In the order of the policy's `breakReasons`, all of them. Where there are none, agents may give any line of text, or nothing.
      responses:
        "200":
          description: The reasons.
          content:
            application/json:
              schema: {$ref: "#/components/schemas/BreakReasonList"}
              examples:
                some:
                  value:
                    items: [{reason: Lunch}, {reason: Training}]
                    nextCursor: null
                    serverTime: "2026-03-02T08:00:00.000Z"
        "400": {$ref: "#/components/responses/BadRequest"}
        "401": {$ref: "#/components/responses/Unauthorized"}
        "404": {$ref: "#/components/responses/NotFound"}
        "408": {$ref: "#/components/responses/TooSlow"}
        "414": {$ref: "#/components/responses/URITooLong"}
        "429": {$ref: "#/components/responses/RateLimited"}
        "431": {$ref: "#/components/responses/HeadersTooLarge"}
        "503": {$ref: "#/components/responses/Unavailable"}

  /v1/tenants/{tenant}/policy:
    parameters:
      - {$ref: "#/components/parameters/tenant"}
    get:
      tags: [directory]
      operationId: readPolicy
      summary: What holds for all agents of a tenant
      description: What was said, and what holds where nothing was. An administrator's token.
      responses:
        "200":
          description: The policy.
          content:
            application/json:
              schema: {$ref: "#/components/schemas/PolicyAnswer"}
              examples:
                one:
                  value: {policy: {offerSeconds: 20, persistentEnabled: true, destinations: {international: [AT]}}, defaults: {offerSeconds: 15, persistentEnabled: false, destinations: {international: false}}}
        "400": {$ref: "#/components/responses/MalformedRequest"}
        "401": {$ref: "#/components/responses/Unauthorized"}
        "403": {$ref: "#/components/responses/Forbidden"}
        "404": {$ref: "#/components/responses/NotFound"}
        "408": {$ref: "#/components/responses/TooSlow"}
        "414": {$ref: "#/components/responses/URITooLong"}
        "429": {$ref: "#/components/responses/RateLimited"}
        "431": {$ref: "#/components/responses/HeadersTooLarge"}
        "503": {$ref: "#/components/responses/Unavailable"}
    put:
      tags: [directory]
      operationId: replacePolicy
      summary: Let a policy be this, and nothing else
      description: |
        What is left out has its default. Destinations, outbound calls, permissions and times hold at once; mode and auto
        answer from each agent's next connection (`waitingFor` names those whose connection, call or mode is still as it was
        set before), PIN rules from the next validation call. An administrator's token. Safe to repeat.
      parameters:
        - {$ref: "#/components/parameters/applyNow"}
        - {$ref: "#/components/parameters/idempotencyKey"}
      requestBody:
        required: true
        content:
          application/json:
            schema: {$ref: "#/components/schemas/Policy"}
            examples:
              one: {value: {offerSeconds: 20, persistentEnabled: true, destinations: {international: [AT]}}}
      responses:
        "200":
          description: The policy as it is now, and on whom it had an effect.
          headers:
            Idempotency-Replayed: {$ref: "#/components/headers/IdempotencyReplayed"}
          content:
            application/json:
              schema: {$ref: "#/components/schemas/PolicyAnswer"}
              examples:
                one:
                  value: {policy: {offerSeconds: 20, persistentEnabled: true, destinations: {international: [AT]}}, defaults: {offerSeconds: 15, persistentEnabled: false, destinations: {international: false}}, appliedTo: [], waitingFor: [alice]}
        "400": {$ref: "#/components/responses/BadRequest"}
        "401": {$ref: "#/components/responses/Unauthorized"}
        "403": {$ref: "#/components/responses/Forbidden"}
        "404": {$ref: "#/components/responses/NotFound"}
        "408": {$ref: "#/components/responses/TooSlow"}
        "409":
          description: It cannot be so now, or the directory is kept in a file.
          headers:
            Idempotency-Replayed: {$ref: "#/components/headers/IdempotencyReplayed"}
            Retry-After: {$ref: "#/components/headers/RetryAfter"}
          content:
            application/problem+json:
              schema: {$ref: "#/components/schemas/Problem"}
              examples:
                directoryIsFile: {$ref: "#/components/examples/directoryIsFile"}
                idempotencyInProgress: {$ref: "#/components/examples/idempotencyInProgress"}
        "413": {$ref: "#/components/responses/TooLarge"}
        "414": {$ref: "#/components/responses/URITooLong"}
        "415": {$ref: "#/components/responses/NotJSON"}
        "422": {$ref: "#/components/responses/InvalidSettings"}
        "429": {$ref: "#/components/responses/RateLimited"}
        "431": {$ref: "#/components/responses/HeadersTooLarge"}
        "503": {$ref: "#/components/responses/Unavailable"}
    patch:
      tags: [directory]
      operationId: changePolicy
      summary: Change a part of a policy
      description: |
        What is left out stays; `null` sets a value back to its default (RFC 7396). Otherwise as PUT.
      parameters:
        - {$ref: "#/components/parameters/applyNow"}
        - {$ref: "#/components/parameters/idempotencyKey"}
      requestBody:
        required: true
        content:
          application/json:
            schema: {$ref: "#/components/schemas/Policy"}
            examples:
              one: {value: {offerSeconds: 20, pinPrompt: null}}
      responses:
        "200":
          description: The policy as it is now, and on whom it had an effect.
          headers:
            Idempotency-Replayed: {$ref: "#/components/headers/IdempotencyReplayed"}
          content:
            application/json:
              schema: {$ref: "#/components/schemas/PolicyAnswer"}
              examples:
                one:
                  value: {policy: {offerSeconds: 20, persistentEnabled: true, destinations: {international: [AT]}}, defaults: {offerSeconds: 15, persistentEnabled: false, destinations: {international: false}}, appliedTo: [], waitingFor: [alice]}
        "400": {$ref: "#/components/responses/BadRequest"}
        "401": {$ref: "#/components/responses/Unauthorized"}
        "403": {$ref: "#/components/responses/Forbidden"}
        "404": {$ref: "#/components/responses/NotFound"}
        "408": {$ref: "#/components/responses/TooSlow"}
        "409":
          description: It cannot be so now, or the directory is kept in a file.
          headers:
            Idempotency-Replayed: {$ref: "#/components/headers/IdempotencyReplayed"}
            Retry-After: {$ref: "#/components/headers/RetryAfter"}
          content:
            application/problem+json:
              schema: {$ref: "#/components/schemas/Problem"}
              examples:
                directoryIsFile: {$ref: "#/components/examples/directoryIsFile"}
                idempotencyInProgress: {$ref: "#/components/examples/idempotencyInProgress"}
        "413": {$ref: "#/components/responses/TooLarge"}
        "414": {$ref: "#/components/responses/URITooLong"}
        "415": {$ref: "#/components/responses/NotJSON"}
        "422": {$ref: "#/components/responses/InvalidSettings"}
        "429": {$ref: "#/components/responses/RateLimited"}
        "431": {$ref: "#/components/responses/HeadersTooLarge"}
        "503": {$ref: "#/components/responses/Unavailable"}

  /v1/tenants/{tenant}/groups:
    parameters:
      - {$ref: "#/components/parameters/tenant"}
    get:
      tags: [agents]
      operationId: listGroups
      summary: The groups of agents, by their ids
      description: An agent's token sees the agent's own.
      parameters:
        - {$ref: "#/components/parameters/limit"}
        - {$ref: "#/components/parameters/cursor"}
      responses:
        "200":
          description: A page of groups.
          content:
            application/json:
              schema: {$ref: "#/components/schemas/GroupList"}
              examples:
                all:
                  value:
                    items: [{id: sales, name: Sales}, {id: support, name: Support}]
                    nextCursor: null
                    serverTime: "2026-03-02T08:00:00.000Z"
        "400": {$ref: "#/components/responses/BadRequest"}
        "401": {$ref: "#/components/responses/Unauthorized"}
        "404": {$ref: "#/components/responses/NotFound"}
        "408": {$ref: "#/components/responses/TooSlow"}
        "414": {$ref: "#/components/responses/URITooLong"}
        "429": {$ref: "#/components/responses/RateLimited"}
        "431": {$ref: "#/components/responses/HeadersTooLarge"}
        "503": {$ref: "#/components/responses/Unavailable"}

  /v1/tenants/{tenant}/groups/{group}:
    parameters:
      - {$ref: "#/components/parameters/tenant"}
      - {$ref: "#/components/parameters/group"}
    get:
      tags: [directory]
      operationId: readGroup
      summary: What holds for a group of agents
      description: An administrator's token.
      responses:
        "200":
          description: The group.
          content:
            application/json:
              schema: {$ref: "#/components/schemas/GroupAnswer"}
              examples:
                one:
                  value: {group: {name: Sales, autoAnswer: true}}
        "400": {$ref: "#/components/responses/MalformedRequest"}
        "401": {$ref: "#/components/responses/Unauthorized"}
        "403": {$ref: "#/components/responses/Forbidden"}
        "404": {$ref: "#/components/responses/NotFound"}
        "408": {$ref: "#/components/responses/TooSlow"}
        "414": {$ref: "#/components/responses/URITooLong"}
        "429": {$ref: "#/components/responses/RateLimited"}
        "431": {$ref: "#/components/responses/HeadersTooLarge"}
        "503": {$ref: "#/components/responses/Unavailable"}
    put:
      tags: [directory]
      operationId: putGroup
      summary: Make a group, or let it be this and nothing else
      description: |
        When it holds is as with a policy. An administrator's token. Safe to repeat.
      parameters:
        - {$ref: "#/components/parameters/applyNow"}
        - {$ref: "#/components/parameters/idempotencyKey"}
      requestBody:
        required: true
        content:
          application/json:
            schema: {$ref: "#/components/schemas/GroupSettings"}
            examples:
              one: {value: {name: Sales, autoAnswer: true}}
      responses:
        "200":
          description: The group as it is now, and on whom the change had an effect.
          headers:
            Idempotency-Replayed: {$ref: "#/components/headers/IdempotencyReplayed"}
          content:
            application/json:
              schema: {$ref: "#/components/schemas/GroupAnswer"}
              examples:
                one:
                  value: {group: {name: Sales, autoAnswer: true}, appliedTo: [], waitingFor: [alice]}
        "201":
          description: It was made.
          headers:
            Idempotency-Replayed: {$ref: "#/components/headers/IdempotencyReplayed"}
          content:
            application/json:
              schema: {$ref: "#/components/schemas/GroupAnswer"}
              examples:
                one:
                  value: {group: {name: Sales, autoAnswer: true}, appliedTo: [], waitingFor: [alice]}
        "400": {$ref: "#/components/responses/BadRequest"}
        "401": {$ref: "#/components/responses/Unauthorized"}
        "403": {$ref: "#/components/responses/Forbidden"}
        "404": {$ref: "#/components/responses/NotFound"}
        "408": {$ref: "#/components/responses/TooSlow"}
        "409":
          description: It cannot be so now, or the directory is kept in a file.
          headers:
            Idempotency-Replayed: {$ref: "#/components/headers/IdempotencyReplayed"}
            Retry-After: {$ref: "#/components/headers/RetryAfter"}
          content:
            application/problem+json:
              schema: {$ref: "#/components/schemas/Problem"}
              examples:
                directoryIsFile: {$ref: "#/components/examples/directoryIsFile"}
                directoryFull: {$ref: "#/components/examples/directoryFull"}
                idempotencyInProgress: {$ref: "#/components/examples/idempotencyInProgress"}
        "413": {$ref: "#/components/responses/TooLarge"}
        "414": {$ref: "#/components/responses/URITooLong"}
        "415": {$ref: "#/components/responses/NotJSON"}
        "422": {$ref: "#/components/responses/InvalidSettings"}
        "429": {$ref: "#/components/responses/RateLimited"}
        "431": {$ref: "#/components/responses/HeadersTooLarge"}
        "503": {$ref: "#/components/responses/Unavailable"}
    patch:
      tags: [directory]
      operationId: changeGroup
      summary: Change a part of what holds for a group
      description: |
        What is left out stays; `null` is as if it were never said.
      parameters:
        - {$ref: "#/components/parameters/applyNow"}
        - {$ref: "#/components/parameters/idempotencyKey"}
      requestBody:
        required: true
        content:
          application/json:
            schema: {$ref: "#/components/schemas/GroupSettings"}
            examples:
              one: {value: {autoAnswer: null}}
      responses:
        "200":
          description: The group as it is now, and on whom the change had an effect.
          headers:
            Idempotency-Replayed: {$ref: "#/components/headers/IdempotencyReplayed"}
          content:
            application/json:
              schema: {$ref: "#/components/schemas/GroupAnswer"}
              examples:
                one:
                  value: {group: {name: Sales}, appliedTo: [], waitingFor: [alice]}
        "400": {$ref: "#/components/responses/BadRequest"}
        "401": {$ref: "#/components/responses/Unauthorized"}
        "403": {$ref: "#/components/responses/Forbidden"}
        "404": {$ref: "#/components/responses/NotFound"}
        "408": {$ref: "#/components/responses/TooSlow"}
        "409":
          description: It cannot be so now, or the directory is kept in a file.
          headers:
            Idempotency-Replayed: {$ref: "#/components/headers/IdempotencyReplayed"}
            Retry-After: {$ref: "#/components/headers/RetryAfter"}
          content:
            application/problem+json:
              schema: {$ref: "#/components/schemas/Problem"}
              examples:
                directoryIsFile: {$ref: "#/components/examples/directoryIsFile"}
                idempotencyInProgress: {$ref: "#/components/examples/idempotencyInProgress"}
        "413": {$ref: "#/components/responses/TooLarge"}
        "414": {$ref: "#/components/responses/URITooLong"}
        "415": {$ref: "#/components/responses/NotJSON"}
        "422": {$ref: "#/components/responses/InvalidSettings"}
        "429": {$ref: "#/components/responses/RateLimited"}
        "431": {$ref: "#/components/responses/HeadersTooLarge"}
        "503": {$ref: "#/components/responses/Unavailable"}
    delete:
      tags: [directory]
      operationId: removeGroup
      summary: Remove a group
      description: |
        One that no agent is in. An administrator's token.
      parameters:
        - {$ref: "#/components/parameters/idempotencyKey"}
      responses:
        "204":
          description: It is not there any more.
          headers:
            Idempotency-Replayed: {$ref: "#/components/headers/IdempotencyReplayed"}
        "400": {$ref: "#/components/responses/BadRequest"}
        "401": {$ref: "#/components/responses/Unauthorized"}
        "403": {$ref: "#/components/responses/Forbidden"}
        "404": {$ref: "#/components/responses/NotFound"}
        "408": {$ref: "#/components/responses/TooSlow"}
        "409":
          description: It cannot be so now, or the directory is kept in a file.
          headers:
            Idempotency-Replayed: {$ref: "#/components/headers/IdempotencyReplayed"}
            Retry-After: {$ref: "#/components/headers/RetryAfter"}
          content:
            application/problem+json:
              schema: {$ref: "#/components/schemas/Problem"}
              examples:
                directoryIsFile: {$ref: "#/components/examples/directoryIsFile"}
                groupNotEmpty: {$ref: "#/components/examples/groupNotEmpty"}
                idempotencyInProgress: {$ref: "#/components/examples/idempotencyInProgress"}
        "413": {$ref: "#/components/responses/TooLarge"}
        "414": {$ref: "#/components/responses/URITooLong"}
        "415": {$ref: "#/components/responses/NotJSON"}
        "422": {$ref: "#/components/responses/KeyReused"}
        "429": {$ref: "#/components/responses/RateLimited"}
        "431": {$ref: "#/components/responses/HeadersTooLarge"}
        "503": {$ref: "#/components/responses/Unavailable"}

  /v1/tenants/{tenant}/agents:
    parameters:
      - {$ref: "#/components/parameters/tenant"}
    get:
      tags: [agents]
      operationId: listAgents
      summary: The agents whom the token may see, by their ids
      parameters:
        - {$ref: "#/components/parameters/limit"}
        - {$ref: "#/components/parameters/cursor"}
        - {$ref: "#/components/parameters/ofGroup"}
      responses:
        "200":
          description: A page of agents.
          content:
            application/json:
              schema: {$ref: "#/components/schemas/AgentList"}
              examples:
                lastPage:
                  value:
                    items:
                      - id: bob
                        tenant: acme
                        name: Bob
                        status: {status: loggedOut, reason: loggedOut}
                        connection: {state: closed}
                        phoneSettings:
                          connectionMode: persistent
                          autoAnswer: false
                          workplace: {kind: endpoint, address: PJSIP/bob}
                    nextCursor: null
                    serverTime: "2026-03-02T08:00:00.000Z"
        "400": {$ref: "#/components/responses/BadRequest"}
        "401": {$ref: "#/components/responses/Unauthorized"}
        "404": {$ref: "#/components/responses/NotFound"}
        "408": {$ref: "#/components/responses/TooSlow"}
        "414": {$ref: "#/components/responses/URITooLong"}
        "429": {$ref: "#/components/responses/RateLimited"}
        "431": {$ref: "#/components/responses/HeadersTooLarge"}
        "503": {$ref: "#/components/responses/Unavailable"}

  /v1/tenants/{tenant}/agents/{agent}:
    parameters:
      - {$ref: "#/components/parameters/tenant"}
      - {$ref: "#/components/parameters/agent"}
    get:
      tags: [agents]
      operationId: readAgent
      summary: An agent with all that they do now
      description: The session is told to the agent's own token alone.
      responses:
        "200":
          description: The agent.
          content:
            application/json:
              schema: {$ref: "#/components/schemas/AgentAnswer"}
              examples:
                offered:
                  value:
                    id: alice
                    tenant: acme
                    name: Alice
                    group: sales
                    status:
                      status: offered
                      requestedStatus: available
                      reason: offer
                      since: "2026-03-02T08:20:00.000Z"
                    session:
                      sessionId: oh-k3v9q2-s1
                      loggedInAt: "2026-03-02T08:00:00.000Z"
                    connection:
                      state: open
                      attemptId: oh-k3v9q2-a2
                      startedAt: "2026-03-02T08:00:05.000Z"
                      openedAt: "2026-03-02T08:00:25.000Z"
                    offer:
                      id: oh-k3v9q2-o5
                      agent: alice
                      state: pending
                      direction: inbound
                      mustAccept: false
                      caller: {number: "+41441234567", name: Carol, withheld: false}
                      dialedNumber: "+41800123456"
                      createdAt: "2026-03-02T08:20:00.000Z"
                      expiresAt: "2026-03-02T08:20:15.000Z"
                      acceptOn: console
                    phoneSettings:
                      connectionMode: persistent
                      autoAnswer: false
                      workplace: {kind: phoneNumber, address: "+41791234567"}
                    serverTime: "2026-03-02T08:20:03.120Z"
        "400": {$ref: "#/components/responses/MalformedRequest"}
        "401": {$ref: "#/components/responses/Unauthorized"}
        "403": {$ref: "#/components/responses/Forbidden"}
        "404": {$ref: "#/components/responses/NotFound"}
        "408": {$ref: "#/components/responses/TooSlow"}
        "414": {$ref: "#/components/responses/URITooLong"}
        "429": {$ref: "#/components/responses/RateLimited"}
        "431": {$ref: "#/components/responses/HeadersTooLarge"}
        "503": {$ref: "#/components/responses/Unavailable"}

  /v1/tenants/{tenant}/agents/{agent}/profile:
    parameters:
      - {$ref: "#/components/parameters/tenant"}
      - {$ref: "#/components/parameters/agent"}
    get:
      tags: [directory]
      operationId: readProfile
      summary: What is laid down for an agent
      description: An administrator's token; consoles read phone-settings, which tell the source of each value.
      responses:
        "200":
          description: The profile.
          content:
            application/json:
              schema: {$ref: "#/components/schemas/ProfileAnswer"}
              examples:
                one:
                  value: {profile: {name: Alice Smith, workplace: {kind: phoneNumber, address: "+41791234567"}, group: sales, autoAnswer: true}}
        "400": {$ref: "#/components/responses/MalformedRequest"}
        "401": {$ref: "#/components/responses/Unauthorized"}
        "403": {$ref: "#/components/responses/Forbidden"}
        "404": {$ref: "#/components/responses/NotFound"}
        "408": {$ref: "#/components/responses/TooSlow"}
        "414": {$ref: "#/components/responses/URITooLong"}
        "429": {$ref: "#/components/responses/RateLimited"}
        "431": {$ref: "#/components/responses/HeadersTooLarge"}
        "503": {$ref: "#/components/responses/Unavailable"}
    put:
      tags: [directory]
      operationId: putProfile
      summary: Make an agent, or let their profile be this and nothing else
      description: |
        Workplaces hold from the next call to the agent's phone on; a workplace that is taken away keeps its connection until
        that ends, or until a change with `applyNow`. Otherwise when it holds is as with a policy. An administrator's token. Safe to
        repeat.
      parameters:
        - {$ref: "#/components/parameters/applyNow"}
        - {$ref: "#/components/parameters/idempotencyKey"}
      requestBody:
        required: true
        content:
          application/json:
            schema: {$ref: "#/components/schemas/Profile"}
            examples:
              one: {value: {name: Alice Smith, workplace: {kind: phoneNumber, address: "+41791234567"}, group: sales, autoAnswer: true}}
      responses:
        "200":
          description: The profile as it is now, and on whom the change had an effect.
          headers:
            Idempotency-Replayed: {$ref: "#/components/headers/IdempotencyReplayed"}
          content:
            application/json:
              schema: {$ref: "#/components/schemas/ProfileAnswer"}
              examples:
                one:
                  value: {profile: {name: Alice Smith, workplace: {kind: phoneNumber, address: "+41791234567"}, group: sales, autoAnswer: true}, appliedTo: [], waitingFor: [alice]}
        "201":
          description: It was made.
          headers:
            Idempotency-Replayed: {$ref: "#/components/headers/IdempotencyReplayed"}
          content:
            application/json:
              schema: {$ref: "#/components/schemas/ProfileAnswer"}
              examples:
                one:
                  value: {profile: {name: Alice Smith, workplace: {kind: phoneNumber, address: "+41791234567"}, group: sales, autoAnswer: true}, appliedTo: [], waitingFor: [alice]}
        "400": {$ref: "#/components/responses/BadRequest"}
        "401": {$ref: "#/components/responses/Unauthorized"}
        "403": {$ref: "#/components/responses/Forbidden"}
        "404": {$ref: "#/components/responses/NotFound"}
        "408": {$ref: "#/components/responses/TooSlow"}
        "409":
          description: It cannot be so now, or the directory is kept in a file.
          headers:
            Idempotency-Replayed: {$ref: "#/components/headers/IdempotencyReplayed"}
            Retry-After: {$ref: "#/components/headers/RetryAfter"}
          content:
            application/problem+json:
              schema: {$ref: "#/components/schemas/Problem"}
              examples:
                directoryIsFile: {$ref: "#/components/examples/directoryIsFile"}
                idTooAlike: {$ref: "#/components/examples/idTooAlike"}
                directoryFull: {$ref: "#/components/examples/directoryFull"}
                destinationNotAllowed: {$ref: "#/components/examples/destinationNotAllowed"}
                idempotencyInProgress: {$ref: "#/components/examples/idempotencyInProgress"}
        "413": {$ref: "#/components/responses/TooLarge"}
        "414": {$ref: "#/components/responses/URITooLong"}
        "415": {$ref: "#/components/responses/NotJSON"}
        "422": {$ref: "#/components/responses/InvalidSettings"}
        "429": {$ref: "#/components/responses/RateLimited"}
        "431": {$ref: "#/components/responses/HeadersTooLarge"}
        "503": {$ref: "#/components/responses/Unavailable"}
    patch:
      tags: [directory]
      operationId: changeProfile
      summary: Change a part of an agent's profile
      description: |
        What is left out stays; `null` is as if it were never said.
      parameters:
        - {$ref: "#/components/parameters/applyNow"}
        - {$ref: "#/components/parameters/idempotencyKey"}
      requestBody:
        required: true
        content:
          application/json:
            schema: {$ref: "#/components/schemas/ProfileChange"}
            examples:
              one: {value: {group: null, name: Alice Jones}}
      responses:
        "200":
          description: The profile as it is now, and on whom the change had an effect.
          headers:
            Idempotency-Replayed: {$ref: "#/components/headers/IdempotencyReplayed"}
          content:
            application/json:
              schema: {$ref: "#/components/schemas/ProfileAnswer"}
              examples:
                one:
                  value: {profile: {name: Alice Smith, workplace: {kind: phoneNumber, address: "+41791234567"}, group: sales, autoAnswer: true}, appliedTo: [], waitingFor: [alice]}
        "400": {$ref: "#/components/responses/BadRequest"}
        "401": {$ref: "#/components/responses/Unauthorized"}
        "403": {$ref: "#/components/responses/Forbidden"}
        "404": {$ref: "#/components/responses/NotFound"}
        "408": {$ref: "#/components/responses/TooSlow"}
        "409":
          description: It cannot be so now, or the directory is kept in a file.
          headers:
            Idempotency-Replayed: {$ref: "#/components/headers/IdempotencyReplayed"}
            Retry-After: {$ref: "#/components/headers/RetryAfter"}
          content:
            application/problem+json:
              schema: {$ref: "#/components/schemas/Problem"}
              examples:
                directoryIsFile: {$ref: "#/components/examples/directoryIsFile"}
                destinationNotAllowed: {$ref: "#/components/examples/destinationNotAllowed"}
                idempotencyInProgress: {$ref: "#/components/examples/idempotencyInProgress"}
        "413": {$ref: "#/components/responses/TooLarge"}
        "414": {$ref: "#/components/responses/URITooLong"}
        "415": {$ref: "#/components/responses/NotJSON"}
        "422": {$ref: "#/components/responses/InvalidSettings"}
        "429": {$ref: "#/components/responses/RateLimited"}
        "431": {$ref: "#/components/responses/HeadersTooLarge"}
        "503": {$ref: "#/components/responses/Unavailable"}
    delete:
      tags: [directory]
      operationId: removeAgent
      summary: Remove an agent
      description: |
        They are logged out, and their connection is closed; during a call when that has ended. Their tokens are taken back,
        and what they chose is forgotten; locks and limits stay. An administrator's token.
      parameters:
        - {$ref: "#/components/parameters/idempotencyKey"}
      responses:
        "204":
          description: It is not there any more.
          headers:
            Idempotency-Replayed: {$ref: "#/components/headers/IdempotencyReplayed"}
        "400": {$ref: "#/components/responses/BadRequest"}
        "401": {$ref: "#/components/responses/Unauthorized"}
        "403": {$ref: "#/components/responses/Forbidden"}
        "404": {$ref: "#/components/responses/NotFound"}
        "408": {$ref: "#/components/responses/TooSlow"}
        "409":
          description: It cannot be so now, or the directory is kept in a file.
          headers:
            Idempotency-Replayed: {$ref: "#/components/headers/IdempotencyReplayed"}
            Retry-After: {$ref: "#/components/headers/RetryAfter"}
          content:
            application/problem+json:
              schema: {$ref: "#/components/schemas/Problem"}
              examples:
                directoryIsFile: {$ref: "#/components/examples/directoryIsFile"}
                idempotencyInProgress: {$ref: "#/components/examples/idempotencyInProgress"}
        "413": {$ref: "#/components/responses/TooLarge"}
        "414": {$ref: "#/components/responses/URITooLong"}
        "415": {$ref: "#/components/responses/NotJSON"}
        "422": {$ref: "#/components/responses/KeyReused"}
        "429": {$ref: "#/components/responses/RateLimited"}
        "431": {$ref: "#/components/responses/HeadersTooLarge"}
        "503": {$ref: "#/components/responses/Unavailable"}

  /v1/tenants/{tenant}/agents/{agent}/session:
    parameters:
      - {$ref: "#/components/parameters/tenant"}
      - {$ref: "#/components/parameters/agent"}
    post:
      tags: [agents]
      operationId: logIn
      summary: Log in
      description: |
        The status is On break at first, and no call is placed. With the id of the running session it
        changes nothing: so a console goes on after a reload. With `takeOver` the running session, which
        may be elsewhere, is ended first with its connection; not during a call. The agent's own token
        alone.
      parameters:
        - {$ref: "#/components/parameters/idempotencyKey"}
      requestBody:
        required: false
        content:
          application/json:
            schema: {$ref: "#/components/schemas/LogInRequest"}
            examples:
              goOn:
                value: {sessionId: oh-k3v9q2-s1}
              takeOver:
                value: {takeOver: true}
      responses:
        "200":
          description: It is the running session.
          headers:
            Idempotency-Replayed: {$ref: "#/components/headers/IdempotencyReplayed"}
          content:
            application/json:
              schema: {$ref: "#/components/schemas/SessionAnswer"}
              examples:
                session: {$ref: "#/components/examples/session"}
        "201":
          description: A new session.
          headers:
            Idempotency-Replayed: {$ref: "#/components/headers/IdempotencyReplayed"}
          content:
            application/json:
              schema: {$ref: "#/components/schemas/SessionAnswer"}
              examples:
                session: {$ref: "#/components/examples/session"}
        "400": {$ref: "#/components/responses/BadRequest"}
        "401": {$ref: "#/components/responses/Unauthorized"}
        "403": {$ref: "#/components/responses/Forbidden"}
        "404": {$ref: "#/components/responses/NotFound"}
        "408": {$ref: "#/components/responses/TooSlow"}
        "409":
          description: Another session is running, or a call is up that it would end.
          headers:
            Idempotency-Replayed: {$ref: "#/components/headers/IdempotencyReplayed"}
            Retry-After: {$ref: "#/components/headers/RetryAfter"}
          content:
            application/problem+json:
              schema: {$ref: "#/components/schemas/Problem"}
              examples:
                alreadyLoggedIn: {$ref: "#/components/examples/alreadyLoggedIn"}
                idempotencyInProgress: {$ref: "#/components/examples/idempotencyInProgress"}
        "413": {$ref: "#/components/responses/TooLarge"}
        "414": {$ref: "#/components/responses/URITooLong"}
        "415": {$ref: "#/components/responses/NotJSON"}
        "422": {$ref: "#/components/responses/KeyReused"}
        "429": {$ref: "#/components/responses/RateLimited"}
        "431": {$ref: "#/components/responses/HeadersTooLarge"}
        "503": {$ref: "#/components/responses/Unavailable"}
    delete:
      tags: [agents]
      operationId: logOut
      summary: Log out
      description: |
        Closes the connection, or calls the validation call off; a pending offer goes back to the
        dialplan. During a call only with `when`.
      parameters:
        - {$ref: "#/components/parameters/idempotencyKey"}
        - name: when
          in: query
          description: |
            What to do during a call: `now` ends the agent's part at once, and the customer is kept with
            music and goes back to the dialplan; `afterCall` waits for its end.
          schema: {type: string, enum: [now, afterCall]}
      responses:
        "204":
          description: Logged out.
          headers:
            Idempotency-Replayed: {$ref: "#/components/headers/IdempotencyReplayed"}
        "400": {$ref: "#/components/responses/BadRequest"}
        "401": {$ref: "#/components/responses/Unauthorized"}
        "403": {$ref: "#/components/responses/Forbidden"}
        "404": {$ref: "#/components/responses/NotFound"}
        "408": {$ref: "#/components/responses/TooSlow"}
        "409":
          description: In a call, or not logged in.
          headers:
            Idempotency-Replayed: {$ref: "#/components/headers/IdempotencyReplayed"}
            Retry-After: {$ref: "#/components/headers/RetryAfter"}
          content:
            application/problem+json:
              schema: {$ref: "#/components/schemas/Problem"}
              examples:
                inCall: {$ref: "#/components/examples/inCall"}
                idempotencyInProgress: {$ref: "#/components/examples/idempotencyInProgress"}
        "413": {$ref: "#/components/responses/TooLarge"}
        "414": {$ref: "#/components/responses/URITooLong"}
        "415": {$ref: "#/components/responses/NotJSON"}
        "422": {$ref: "#/components/responses/KeyReused"}
        "429": {$ref: "#/components/responses/RateLimited"}
        "431": {$ref: "#/components/responses/HeadersTooLarge"}
        "503": {$ref: "#/components/responses/Unavailable"}

  /v1/tenants/{tenant}/agents/{agent}/status:
    parameters:
      - {$ref: "#/components/parameters/tenant"}
      - {$ref: "#/components/parameters/agent"}
    put:
      tags: [agents]
      operationId: setStatus
      summary: Ask for a status
      description: |
        `available` without an open connection places the validation call. `onBreak` and
        `workingOffline` keep an open connection; a pending offer goes back. During a call they wait
        for its end, as `pending`. Any of them ends a wrap-up; a break is when a connection is renewed of which
        `connection.expiring` was told (202). Safe to repeat. The agent's own token alone.
      parameters:
        - {$ref: "#/components/parameters/idempotencyKey"}
      requestBody:
        required: true
        content:
          application/json:
            schema: {$ref: "#/components/schemas/StatusRequest"}
            examples:
              available:
                value: {status: available}
              lunch:
                value: {status: onBreak, reason: lunch}
      responses:
        "200":
          description: Done.
          headers:
            Idempotency-Replayed: {$ref: "#/components/headers/IdempotencyReplayed"}
          content:
            application/json:
              schema: {$ref: "#/components/schemas/StatusAnswer"}
              examples:
                onBreak:
                  value:
                    status: onBreak
                    requestedStatus: onBreak
                    reason: lunch
                    since: "2026-03-02T12:00:00.000Z"
                    serverTime: "2026-03-02T12:00:00.001Z"
        "202":
          description: A validation call was placed; answer it and confirm its PIN.
          headers:
            Idempotency-Replayed: {$ref: "#/components/headers/IdempotencyReplayed"}
          content:
            application/json:
              schema: {$ref: "#/components/schemas/StatusAnswer"}
              examples:
                dialing:
                  value:
                    status: persistentCallOffered
                    requestedStatus: available
                    reason: validationCall
                    since: "2026-03-02T08:00:05.000Z"
                    attemptId: oh-k3v9q2-a2
                    serverTime: "2026-03-02T08:00:05.001Z"
        "400": {$ref: "#/components/responses/BadRequest"}
        "401": {$ref: "#/components/responses/Unauthorized"}
        "403": {$ref: "#/components/responses/Forbidden"}
        "404": {$ref: "#/components/responses/NotFound"}
        "408": {$ref: "#/components/responses/TooSlow"}
        "409":
          description: Not logged in, or the agent's settings do not allow it.
          headers:
            Idempotency-Replayed: {$ref: "#/components/headers/IdempotencyReplayed"}
            Retry-After: {$ref: "#/components/headers/RetryAfter"}
          content:
            application/problem+json:
              schema: {$ref: "#/components/schemas/Problem"}
              examples:
                breakReasonUnknown: {$ref: "#/components/examples/breakReasonUnknown"}
                notLoggedIn: {$ref: "#/components/examples/notLoggedIn"}
                persistentNotEnabled: {$ref: "#/components/examples/persistentNotEnabled"}
                destinationNotAllowed: {$ref: "#/components/examples/destinationNotAllowed"}
                trunkFull: {$ref: "#/components/examples/trunkFull"}
                idempotencyInProgress: {$ref: "#/components/examples/idempotencyInProgress"}
        "413": {$ref: "#/components/responses/TooLarge"}
        "414": {$ref: "#/components/responses/URITooLong"}
        "415": {$ref: "#/components/responses/NotJSON"}
        "422": {$ref: "#/components/responses/KeyReused"}
        "429": {$ref: "#/components/responses/DialRateLimited"}
        "431": {$ref: "#/components/responses/HeadersTooLarge"}
        "503": {$ref: "#/components/responses/Unavailable"}

  /v1/tenants/{tenant}/agents/{agent}/wrap-up/complete:
    parameters:
      - {$ref: "#/components/parameters/tenant"}
      - {$ref: "#/components/parameters/agent"}
    post:
      tags: [agents]
      operationId: completeWrapUp
      summary: Be ready for the next call
      description: |
        Ends the wrap-up before its time is over. Asking for a status ends it too. The agent's own token alone.
      parameters:
        - {$ref: "#/components/parameters/idempotencyKey"}
      responses:
        "200":
          description: Done.
          headers:
            Idempotency-Replayed: {$ref: "#/components/headers/IdempotencyReplayed"}
          content:
            application/json:
              schema: {$ref: "#/components/schemas/StatusAnswer"}
              examples:
                available:
                  value:
                    status: available
                    requestedStatus: available
                    reason: callEnded
                    since: "2026-03-02T08:25:12.000Z"
                    serverTime: "2026-03-02T08:25:12.001Z"
        "400": {$ref: "#/components/responses/BadRequest"}
        "401": {$ref: "#/components/responses/Unauthorized"}
        "403": {$ref: "#/components/responses/Forbidden"}
        "404": {$ref: "#/components/responses/NotFound"}
        "408": {$ref: "#/components/responses/TooSlow"}
        "409":
          description: Not logged in, or there is no wrap-up.
          headers:
            Idempotency-Replayed: {$ref: "#/components/headers/IdempotencyReplayed"}
            Retry-After: {$ref: "#/components/headers/RetryAfter"}
          content:
            application/problem+json:
              schema: {$ref: "#/components/schemas/Problem"}
              examples:
                notLoggedIn: {$ref: "#/components/examples/notLoggedIn"}
                notWrappingUp: {$ref: "#/components/examples/notWrappingUp"}
                idempotencyInProgress: {$ref: "#/components/examples/idempotencyInProgress"}
        "413": {$ref: "#/components/responses/TooLarge"}
        "414": {$ref: "#/components/responses/URITooLong"}
        "415": {$ref: "#/components/responses/NotJSON"}
        "422": {$ref: "#/components/responses/KeyReused"}
        "429": {$ref: "#/components/responses/RateLimited"}
        "431": {$ref: "#/components/responses/HeadersTooLarge"}
        "503": {$ref: "#/components/responses/Unavailable"}

  /v1/tenants/{tenant}/agents/{agent}/phone-settings:
    parameters:
      - {$ref: "#/components/parameters/tenant"}
      - {$ref: "#/components/parameters/agent"}
    get:
      tags: [agents]
      operationId: readPhoneSettings
      summary: How an agent's phone takes part in calls
      description: Each value tells which level it comes from.
      responses:
        "200":
          description: The settings.
          content:
            application/json:
              schema: {$ref: "#/components/schemas/PhoneSettings"}
              examples:
                persistent:
                  value:
                    connectionMode: {value: persistent, source: agent}
                    autoAnswer: {value: false, source: default}
                    workplace:
                      value: {kind: phoneNumber, address: "+41791234567"}
                      source: agent
                    workplaces:
                      value: [{kind: phoneNumber, address: "+41791234567"}]
                      source: agent
                    persistentEnabled: {value: true, source: tenant}
                    mayChangeConnectionMode: {value: true, source: group}
                    mayChangeAutoAnswer: {value: false, source: default}
                    mayEnterWorkplace: {value: false, source: default}
                    inForce: {connectionMode: persistent, autoAnswer: false}
        "400": {$ref: "#/components/responses/MalformedRequest"}
        "401": {$ref: "#/components/responses/Unauthorized"}
        "403": {$ref: "#/components/responses/Forbidden"}
        "404": {$ref: "#/components/responses/NotFound"}
        "408": {$ref: "#/components/responses/TooSlow"}
        "414": {$ref: "#/components/responses/URITooLong"}
        "429": {$ref: "#/components/responses/RateLimited"}
        "431": {$ref: "#/components/responses/HeadersTooLarge"}
        "503": {$ref: "#/components/responses/Unavailable"}

    patch:
      tags: [agents]
      operationId: changePhoneSettings
      summary: Change one's own phone settings
      description: |
        As far as the policy lets agents change them; what an agent may not change is still seen. A change of
        mode has to be confirmed, and one to `persistent` needs the status `workingOffline` and takes effect
        at the next change to Available. One to `onDemand` is in force at once and closes the connection. Auto
        answer holds from the next offer on. Another workplace drops the connection at once, and the phone there is
        called with a new PIN; without a connection it is called at the next change to Available. Safe to repeat.
      parameters:
        - {$ref: "#/components/parameters/idempotencyKey"}
      requestBody:
        required: true
        content:
          application/json:
            schema: {$ref: "#/components/schemas/PhoneSettingsChange"}
            examples:
              onDemand: {value: {connectionMode: onDemand, confirmed: true}}
              autoAnswer: {value: {autoAnswer: true}}
              workplace: {value: {workplace: {kind: phoneNumber, address: "+41 79 123 45 68"}}}
              usual: {value: {connectionMode: null, autoAnswer: null, confirmed: true}}
      responses:
        "200":
          description: The settings and the status as they are now.
          headers:
            Idempotency-Replayed: {$ref: "#/components/headers/IdempotencyReplayed"}
          content:
            application/json:
              schema: {$ref: "#/components/schemas/PhoneSettings"}
              examples:
                onDemand:
                  value:
                    connectionMode: {value: onDemand, source: own}
                    autoAnswer: {value: false, source: default}
                    workplace:
                      value: {kind: phoneNumber, address: "+41791234567"}
                      source: agent
                    workplaces:
                      value: [{kind: phoneNumber, address: "+41791234567"}]
                      source: agent
                    persistentEnabled: {value: true, source: tenant}
                    mayChangeConnectionMode: {value: true, source: group}
                    mayChangeAutoAnswer: {value: false, source: default}
                    mayEnterWorkplace: {value: false, source: default}
                    inForce: {connectionMode: onDemand, autoAnswer: false}
                    status:
                      status: available
                      requestedStatus: available
                      reason: agent
                      since: "2026-03-02T08:40:30.000Z"
        "400": {$ref: "#/components/responses/BadRequest"}
        "401": {$ref: "#/components/responses/Unauthorized"}
        "403": {$ref: "#/components/responses/Forbidden"}
        "404": {$ref: "#/components/responses/NotFound"}
        "408": {$ref: "#/components/responses/TooSlow"}
        "409":
          description: Not permitted, not confirmed, or not in this status.
          headers:
            Idempotency-Replayed: {$ref: "#/components/headers/IdempotencyReplayed"}
            Retry-After: {$ref: "#/components/headers/RetryAfter"}
          content:
            application/problem+json:
              schema: {$ref: "#/components/schemas/Problem"}
              examples:
                confirmationRequired: {$ref: "#/components/examples/confirmationRequired"}
                settingNotPermitted: {$ref: "#/components/examples/settingNotPermitted"}
                mustWorkOffline: {$ref: "#/components/examples/mustWorkOffline"}
                persistentNotEnabled: {$ref: "#/components/examples/persistentNotEnabled"}
                inCall: {$ref: "#/components/examples/inCall"}
                workplaceNotApproved: {$ref: "#/components/examples/workplaceNotApproved"}
                workplaceNotValidated: {$ref: "#/components/examples/workplaceNotValidated"}
                workplaceInUse: {$ref: "#/components/examples/workplaceInUse"}
                destinationNotAllowed: {$ref: "#/components/examples/destinationNotAllowed"}
                trunkFull: {$ref: "#/components/examples/trunkFull"}
        "413": {$ref: "#/components/responses/TooLarge"}
        "414": {$ref: "#/components/responses/URITooLong"}
        "415": {$ref: "#/components/responses/NotJSON"}
        "422": {$ref: "#/components/responses/KeyReused"}
        "429":
          description: Too many requests, or too many calls to the agent's phones (`dialRateLimited`).
          headers:
            Idempotency-Replayed: {$ref: "#/components/headers/IdempotencyReplayed"}
            Retry-After: {$ref: "#/components/headers/RetryAfter"}
          content:
            application/problem+json:
              schema: {$ref: "#/components/schemas/Problem"}
              examples:
                dialRateLimited: {$ref: "#/components/examples/dialRateLimited"}
                rateLimited: {$ref: "#/components/examples/rateLimited"}
        "431": {$ref: "#/components/responses/HeadersTooLarge"}
        "503": {$ref: "#/components/responses/Unavailable"}

  /v1/tenants/{tenant}/agents/{agent}/workplace-validations:
    parameters:
      - {$ref: "#/components/parameters/tenant"}
      - {$ref: "#/components/parameters/agent"}
    post:
      tags: [agents]
      operationId: validateWorkplace
      summary: Prove a workplace, while offline
      description: |
        The workplace is called and a PIN is spoken there, as when a connection is opened; when it is confirmed the call ends,
        and from then on the agent is called there. It needs the status `workingOffline`, and opens no connection: so it is also
        for who is called for each call. It may be an approved workplace or, with `mayEnterWorkplace`, any that the policy lets be
        called. The events are those of a connection, which ends as `workplaceValidated`; then `workplace.validated`. The
        agent's own token alone.
      parameters:
        - {$ref: "#/components/parameters/idempotencyKey"}
      requestBody:
        required: true
        content:
          application/json:
            schema: {$ref: "#/components/schemas/ValidationRequest"}
            examples:
              number: {value: {workplace: {kind: phoneNumber, address: "+41 79 123 45 68"}}}
      responses:
        "202":
          description: The workplace is being called.
          headers:
            Idempotency-Replayed: {$ref: "#/components/headers/IdempotencyReplayed"}
          content:
            application/json:
              schema: {$ref: "#/components/schemas/Attempt"}
              examples:
                attempt: {value: {attemptId: oh-k3v9q2-a4}}
        "400": {$ref: "#/components/responses/BadRequest"}
        "401": {$ref: "#/components/responses/Unauthorized"}
        "403": {$ref: "#/components/responses/Forbidden"}
        "404": {$ref: "#/components/responses/NotFound"}
        "408": {$ref: "#/components/responses/TooSlow"}
        "409":
          description: Not in this status, not there, or a connection stands or is being opened.
          headers:
            Idempotency-Replayed: {$ref: "#/components/headers/IdempotencyReplayed"}
            Retry-After: {$ref: "#/components/headers/RetryAfter"}
          content:
            application/problem+json:
              schema: {$ref: "#/components/schemas/Problem"}
              examples:
                mustWorkOffline: {$ref: "#/components/examples/mustWorkOffline"}
                workplaceNotApproved: {$ref: "#/components/examples/workplaceNotApproved"}
                workplaceInUse: {$ref: "#/components/examples/workplaceInUse"}
                destinationNotAllowed: {$ref: "#/components/examples/destinationNotAllowed"}
                trunkFull: {$ref: "#/components/examples/trunkFull"}
                attemptUnderWay: {$ref: "#/components/examples/attemptUnderWay"}
                connectionAlreadyOpen: {$ref: "#/components/examples/connectionAlreadyOpen"}
                pinLocked: {$ref: "#/components/examples/pinLocked"}
        "413": {$ref: "#/components/responses/TooLarge"}
        "414": {$ref: "#/components/responses/URITooLong"}
        "415": {$ref: "#/components/responses/NotJSON"}
        "422": {$ref: "#/components/responses/KeyReused"}
        "429": {$ref: "#/components/responses/DialRateLimited"}
        "431": {$ref: "#/components/responses/HeadersTooLarge"}
        "503": {$ref: "#/components/responses/Unavailable"}

  /v1/tenants/{tenant}/agents/{agent}/workplace-validations/{validation}:
    parameters:
      - {$ref: "#/components/parameters/tenant"}
      - {$ref: "#/components/parameters/agent"}
      - {$ref: "#/components/parameters/validation"}
    delete:
      tags: [agents]
      operationId: callOffValidation
      summary: Call a workplace's validation off
      description: The call ends as `canceled`, and the agent is called where they were before.
      parameters:
        - {$ref: "#/components/parameters/idempotencyKey"}
      responses:
        "204":
          description: It is called off.
          headers:
            Idempotency-Replayed: {$ref: "#/components/headers/IdempotencyReplayed"}
        "400": {$ref: "#/components/responses/BadRequest"}
        "401": {$ref: "#/components/responses/Unauthorized"}
        "403": {$ref: "#/components/responses/Forbidden"}
        "404": {$ref: "#/components/responses/NotFound"}
        "408": {$ref: "#/components/responses/TooSlow"}
        "409":
          description: It is not under way.
          headers:
            Idempotency-Replayed: {$ref: "#/components/headers/IdempotencyReplayed"}
            Retry-After: {$ref: "#/components/headers/RetryAfter"}
          content:
            application/problem+json:
              schema: {$ref: "#/components/schemas/Problem"}
              examples:
                attemptIsOver: {$ref: "#/components/examples/attemptIsOver"}
        "413": {$ref: "#/components/responses/TooLarge"}
        "414": {$ref: "#/components/responses/URITooLong"}
        "415": {$ref: "#/components/responses/NotJSON"}
        "422": {$ref: "#/components/responses/KeyReused"}
        "429": {$ref: "#/components/responses/RateLimited"}
        "431": {$ref: "#/components/responses/HeadersTooLarge"}
        "503": {$ref: "#/components/responses/Unavailable"}

  /v1/tenants/{tenant}/agents/{agent}/workplace-validations/{validation}/confirm:
    parameters:
      - {$ref: "#/components/parameters/tenant"}
      - {$ref: "#/components/parameters/agent"}
      - {$ref: "#/components/parameters/validation"}
    post:
      tags: [agents]
      operationId: confirmValidation
      summary: Confirm the PIN that was heard at the workplace
      description: As with a connection; the right PIN ends the call. The agent's own token alone.
      parameters:
        - {$ref: "#/components/parameters/idempotencyKey"}
      requestBody:
        required: true
        content:
          application/json:
            schema: {$ref: "#/components/schemas/PINRequest"}
            examples:
              pin: {value: {pin: "0123"}}
      responses:
        "200":
          description: The settings, with the workplace where the agent is called now.
          headers:
            Idempotency-Replayed: {$ref: "#/components/headers/IdempotencyReplayed"}
          content:
            application/json:
              schema: {$ref: "#/components/schemas/PhoneSettings"}
              examples:
                validated:
                  value:
                    connectionMode: {value: onDemand, source: default}
                    autoAnswer: {value: false, source: default}
                    workplace: {value: {kind: phoneNumber, address: "+41791234568"}, source: own}
                    workplaceValidatedAt: "2026-03-02T08:40:30.000Z"
                    workplaces:
                      value: [{kind: phoneNumber, address: "+41791234567"}]
                      source: agent
                    persistentEnabled: {value: false, source: default}
                    mayChangeConnectionMode: {value: false, source: default}
                    mayChangeAutoAnswer: {value: false, source: default}
                    mayEnterWorkplace: {value: true, source: group}
                    inForce: {connectionMode: onDemand, autoAnswer: false}
        "400": {$ref: "#/components/responses/BadRequest"}
        "401": {$ref: "#/components/responses/Unauthorized"}
        "403": {$ref: "#/components/responses/Forbidden"}
        "404": {$ref: "#/components/responses/NotFound"}
        "408": {$ref: "#/components/responses/TooSlow"}
        "409":
          description: It is not under way, or not answered yet.
          headers:
            Idempotency-Replayed: {$ref: "#/components/headers/IdempotencyReplayed"}
            Retry-After: {$ref: "#/components/headers/RetryAfter"}
          content:
            application/problem+json:
              schema: {$ref: "#/components/schemas/Problem"}
              examples:
                attemptIsOver: {$ref: "#/components/examples/attemptIsOver"}
                pinNotSpokenYet: {$ref: "#/components/examples/pinNotSpokenYet"}
        "413": {$ref: "#/components/responses/TooLarge"}
        "414": {$ref: "#/components/responses/URITooLong"}
        "415": {$ref: "#/components/responses/NotJSON"}
        "422":
          description: The PIN is wrong, or the key was used for another request.
          headers:
            Idempotency-Replayed: {$ref: "#/components/headers/IdempotencyReplayed"}
          content:
            application/problem+json:
              schema: {$ref: "#/components/schemas/Problem"}
              examples:
                wrongPin: {$ref: "#/components/examples/wrongPin"}
                idempotencyKeyReused: {$ref: "#/components/examples/idempotencyKeyReused"}
        "429": {$ref: "#/components/responses/RateLimited"}
        "431": {$ref: "#/components/responses/HeadersTooLarge"}
        "503": {$ref: "#/components/responses/Unavailable"}

  /v1/tenants/{tenant}/agents/{agent}/connection:
    parameters:
      - {$ref: "#/components/parameters/tenant"}
      - {$ref: "#/components/parameters/agent"}
    get:
      tags: [connection]
      operationId: readConnection
      summary: How the connection stands
      responses:
        "200":
          description: The connection.
          content:
            application/json:
              schema: {$ref: "#/components/schemas/ConnectionAnswer"}
              examples:
                verifying:
                  value:
                    state: verifying
                    attemptId: oh-k3v9q2-a2
                    startedAt: "2026-03-02T08:00:05.000Z"
                    expiresAt: "2026-03-02T08:01:12.000Z"
                    attemptsLeft: 3
                    serverTime: "2026-03-02T08:00:15.000Z"
                open: {$ref: "#/components/examples/openConnection"}
                lost:
                  value:
                    state: closed
                    attemptId: oh-k3v9q2-a2
                    endReason: phoneHungUp
                    endedAt: "2026-03-02T11:40:00.000Z"
                    serverTime: "2026-03-02T11:41:00.000Z"
        "400": {$ref: "#/components/responses/MalformedRequest"}
        "401": {$ref: "#/components/responses/Unauthorized"}
        "403": {$ref: "#/components/responses/Forbidden"}
        "404": {$ref: "#/components/responses/NotFound"}
        "408": {$ref: "#/components/responses/TooSlow"}
        "414": {$ref: "#/components/responses/URITooLong"}
        "429": {$ref: "#/components/responses/RateLimited"}
        "431": {$ref: "#/components/responses/HeadersTooLarge"}
        "503": {$ref: "#/components/responses/Unavailable"}
    post:
      tags: [connection]
      operationId: openConnection
      summary: Open, or re-open, the connection
      description: |
        Places the validation call: the phone rings, and who answers hears a PIN of four digits. A connection of which
        `connection.expiring` was told is renewed: its leg ends, and two seconds later the phone rings. The
        agent's own token alone.
      parameters:
        - {$ref: "#/components/parameters/idempotencyKey"}
      responses:
        "202":
          description: The validation call was placed.
          headers:
            Idempotency-Replayed: {$ref: "#/components/headers/IdempotencyReplayed"}
          content:
            application/json:
              schema: {$ref: "#/components/schemas/Attempt"}
              examples:
                attempt:
                  value: {attemptId: oh-k3v9q2-a2}
        "400": {$ref: "#/components/responses/BadRequest"}
        "401": {$ref: "#/components/responses/Unauthorized"}
        "403": {$ref: "#/components/responses/Forbidden"}
        "404": {$ref: "#/components/responses/NotFound"}
        "408": {$ref: "#/components/responses/TooSlow"}
        "409":
          description: Not logged in, open already, being opened, or not allowed.
          headers:
            Idempotency-Replayed: {$ref: "#/components/headers/IdempotencyReplayed"}
            Retry-After: {$ref: "#/components/headers/RetryAfter"}
          content:
            application/problem+json:
              schema: {$ref: "#/components/schemas/Problem"}
              examples:
                attemptUnderWay: {$ref: "#/components/examples/attemptUnderWay"}
                modeIsOnDemand: {$ref: "#/components/examples/modeIsOnDemand"}
                connectionAlreadyOpen: {$ref: "#/components/examples/connectionAlreadyOpen"}
                pinLocked: {$ref: "#/components/examples/pinLocked"}
                destinationNotAllowed: {$ref: "#/components/examples/destinationNotAllowed"}
                trunkFull: {$ref: "#/components/examples/trunkFull"}
                workplaceInUse: {$ref: "#/components/examples/workplaceInUse"}
                idempotencyInProgress: {$ref: "#/components/examples/idempotencyInProgress"}
        "413": {$ref: "#/components/responses/TooLarge"}
        "414": {$ref: "#/components/responses/URITooLong"}
        "415": {$ref: "#/components/responses/NotJSON"}
        "422": {$ref: "#/components/responses/KeyReused"}
        "429": {$ref: "#/components/responses/DialRateLimited"}
        "431": {$ref: "#/components/responses/HeadersTooLarge"}
        "503": {$ref: "#/components/responses/Unavailable"}
    delete:
      tags: [connection]
      operationId: closeConnection
      summary: Close the connection, or call the validation call off
      description: A pending offer goes back to the dialplan. Not during a call.
      parameters:
        - {$ref: "#/components/parameters/idempotencyKey"}
      responses:
        "204":
          description: Closed.
          headers:
            Idempotency-Replayed: {$ref: "#/components/headers/IdempotencyReplayed"}
        "400": {$ref: "#/components/responses/BadRequest"}
        "401": {$ref: "#/components/responses/Unauthorized"}
        "403": {$ref: "#/components/responses/Forbidden"}
        "404": {$ref: "#/components/responses/NotFound"}
        "408": {$ref: "#/components/responses/TooSlow"}
        "409":
          description: Not logged in, closed already, or in a call.
          headers:
            Idempotency-Replayed: {$ref: "#/components/headers/IdempotencyReplayed"}
            Retry-After: {$ref: "#/components/headers/RetryAfter"}
          content:
            application/problem+json:
              schema: {$ref: "#/components/schemas/Problem"}
              examples:
                connectionAlreadyClosed: {$ref: "#/components/examples/connectionAlreadyClosed"}
                inCall: {$ref: "#/components/examples/inCall"}
                idempotencyInProgress: {$ref: "#/components/examples/idempotencyInProgress"}
        "413": {$ref: "#/components/responses/TooLarge"}
        "414": {$ref: "#/components/responses/URITooLong"}
        "415": {$ref: "#/components/responses/NotJSON"}
        "422": {$ref: "#/components/responses/KeyReused"}
        "429": {$ref: "#/components/responses/RateLimited"}
        "431": {$ref: "#/components/responses/HeadersTooLarge"}
        "503": {$ref: "#/components/responses/Unavailable"}

  /v1/tenants/{tenant}/agents/{agent}/connection/lock:
    parameters:
      - {$ref: "#/components/parameters/tenant"}
      - {$ref: "#/components/parameters/agent"}
    delete:
      tags: [connection]
      operationId: liftPinLock
      summary: Let an agent who was locked for wrong PINs open connections again
      description: |
        Nine wrong PINs in a row, or ten within a day, lock an agent. Safe to repeat, and of no effect
        without a lock but that wrong PINs are counted anew. A supervisor's or an administrator's token.
      parameters:
        - {$ref: "#/components/parameters/idempotencyKey"}
      responses:
        "204":
          description: The agent is not locked.
          headers:
            Idempotency-Replayed: {$ref: "#/components/headers/IdempotencyReplayed"}
        "400": {$ref: "#/components/responses/BadRequest"}
        "401": {$ref: "#/components/responses/Unauthorized"}
        "403": {$ref: "#/components/responses/Forbidden"}
        "404": {$ref: "#/components/responses/NotFound"}
        "408": {$ref: "#/components/responses/TooSlow"}
        "409": {$ref: "#/components/responses/InProgress"}
        "413": {$ref: "#/components/responses/TooLarge"}
        "414": {$ref: "#/components/responses/URITooLong"}
        "415": {$ref: "#/components/responses/NotJSON"}
        "422": {$ref: "#/components/responses/KeyReused"}
        "429": {$ref: "#/components/responses/RateLimited"}
        "431": {$ref: "#/components/responses/HeadersTooLarge"}
        "503": {$ref: "#/components/responses/Unavailable"}

  /v1/tenants/{tenant}/agents/{agent}/connection/confirm:
    parameters:
      - {$ref: "#/components/parameters/tenant"}
      - {$ref: "#/components/parameters/agent"}
    post:
      tags: [connection]
      operationId: confirmPin
      summary: Confirm the PIN that was heard
      description: |
        The right one opens the connection. The request names the attempt, so that a late PIN never
        meets a newer call. The agent's own token alone.
      parameters:
        - {$ref: "#/components/parameters/idempotencyKey"}
      requestBody:
        required: true
        content:
          application/json:
            schema: {$ref: "#/components/schemas/ConfirmRequest"}
            examples:
              pin:
                value: {attemptId: oh-k3v9q2-a2, pin: "0042"}
      responses:
        "200":
          description: It was right, and the connection is open.
          headers:
            Idempotency-Replayed: {$ref: "#/components/headers/IdempotencyReplayed"}
          content:
            application/json:
              schema: {$ref: "#/components/schemas/ConnectionAnswer"}
              examples:
                open: {$ref: "#/components/examples/openConnection"}
        "400": {$ref: "#/components/responses/BadRequest"}
        "401": {$ref: "#/components/responses/Unauthorized"}
        "403": {$ref: "#/components/responses/Forbidden"}
        "404": {$ref: "#/components/responses/NotFound"}
        "408": {$ref: "#/components/responses/TooSlow"}
        "409":
          description: That attempt is over, is not answered yet, or has opened the connection.
          headers:
            Idempotency-Replayed: {$ref: "#/components/headers/IdempotencyReplayed"}
            Retry-After: {$ref: "#/components/headers/RetryAfter"}
          content:
            application/problem+json:
              schema: {$ref: "#/components/schemas/Problem"}
              examples:
                attemptIsOver: {$ref: "#/components/examples/attemptIsOver"}
                pinNotSpokenYet: {$ref: "#/components/examples/pinNotSpokenYet"}
                idempotencyInProgress: {$ref: "#/components/examples/idempotencyInProgress"}
        "413": {$ref: "#/components/responses/TooLarge"}
        "414": {$ref: "#/components/responses/URITooLong"}
        "415": {$ref: "#/components/responses/NotJSON"}
        "422":
          description: It was wrong. With no attempts left the call is hung up.
          headers:
            Idempotency-Replayed: {$ref: "#/components/headers/IdempotencyReplayed"}
          content:
            application/problem+json:
              schema: {$ref: "#/components/schemas/Problem"}
              examples:
                wrongPin: {$ref: "#/components/examples/wrongPin"}
                idempotencyKeyReused: {$ref: "#/components/examples/idempotencyKeyReused"}
        "429": {$ref: "#/components/responses/RateLimited"}
        "431": {$ref: "#/components/responses/HeadersTooLarge"}
        "503": {$ref: "#/components/responses/Unavailable"}

  /v1/tenants/{tenant}/agents/{agent}/calls:
    parameters:
      - {$ref: "#/components/parameters/tenant"}
      - {$ref: "#/components/parameters/agent"}
    get:
      tags: [calls]
      operationId: listAgentCalls
      summary: An agent's calls, the newest first
      parameters:
        - {$ref: "#/components/parameters/limit"}
        - {$ref: "#/components/parameters/timeCursor"}
        - name: state
          in: query
          description: Those in this state only.
          schema: {$ref: "#/components/schemas/CallState"}
      responses:
        "200":
          description: A page of calls.
          content:
            application/json:
              schema: {$ref: "#/components/schemas/CallList"}
              examples:
                none: {$ref: "#/components/examples/emptyList"}
        "400": {$ref: "#/components/responses/BadRequest"}
        "401": {$ref: "#/components/responses/Unauthorized"}
        "403": {$ref: "#/components/responses/Forbidden"}
        "404": {$ref: "#/components/responses/NotFound"}
        "408": {$ref: "#/components/responses/TooSlow"}
        "414": {$ref: "#/components/responses/URITooLong"}
        "429": {$ref: "#/components/responses/RateLimited"}
        "431": {$ref: "#/components/responses/HeadersTooLarge"}
        "503": {$ref: "#/components/responses/Unavailable"}

    post:
      tags: [calls]
      operationId: placeCall
      summary: Call a customer
      description: |
        Over the open connection the customer is called at once, and the agent hears the ringing or what the far end says
        before it answers. On demand the agent's own phone is called first. `call.dialing`, `call.ringing`,
        `call.connected` and `call.ended` tell how it goes on; of a customer who was not reached `endReason` says why.
        The agent's own token alone. Not safe to repeat without an `Idempotency-Key`.
      parameters:
        - {$ref: "#/components/parameters/idempotencyKey"}
      requestBody:
        required: true
        content:
          application/json:
            schema: {$ref: "#/components/schemas/CallOrder"}
            examples:
              number:
                value: {to: "030 123456"}
              uri:
                value: {to: "sip:carol@example.com", callerId: "Acme <+4930555>", ringSeconds: 30}
      responses:
        "201":
          description: The call is being placed.
          headers:
            Idempotency-Replayed: {$ref: "#/components/headers/IdempotencyReplayed"}
          content:
            application/json:
              schema: {$ref: "#/components/schemas/CallAnswer"}
              examples:
                dialing:
                  value:
                    id: oh-k3v9q2-c7
                    agent: alice
                    state: dialing
                    direction: outbound
                    caller: {number: "+4930555", name: Acme, withheld: false}
                    dialedNumber: "+4930123456"
                    createdAt: "2026-03-02T08:30:00.000Z"
                    serverTime: "2026-03-02T08:30:00.001Z"
        "400": {$ref: "#/components/responses/BadRequest"}
        "401": {$ref: "#/components/responses/Unauthorized"}
        "403": {$ref: "#/components/responses/Forbidden"}
        "404": {$ref: "#/components/responses/NotFound"}
        "408": {$ref: "#/components/responses/TooSlow"}
        "409":
          description: Nobody is called; `code` says why.
          headers:
            Idempotency-Replayed: {$ref: "#/components/headers/IdempotencyReplayed"}
            Retry-After: {$ref: "#/components/headers/RetryAfter"}
          content:
            application/problem+json:
              schema: {$ref: "#/components/schemas/Problem"}
              examples:
                notLoggedIn: {$ref: "#/components/examples/notLoggedIn"}
                connectionNotOpen: {$ref: "#/components/examples/connectionNotOpen"}
                inCall: {$ref: "#/components/examples/inCall"}
                offerPending: {$ref: "#/components/examples/offerPending"}
                phoneOnHold: {$ref: "#/components/examples/phoneOnHold"}
                connectionUnhealthy: {$ref: "#/components/examples/connectionUnhealthy"}
                destinationNotAllowed: {$ref: "#/components/examples/calleeNotAllowed"}
                trunkFull: {$ref: "#/components/examples/trunkFull"}
                callerIdNotAllowed: {$ref: "#/components/examples/callerIdNotAllowed"}
                ownPhone: {$ref: "#/components/examples/ownPhone"}
                idempotencyInProgress: {$ref: "#/components/examples/idempotencyInProgress"}
        "413": {$ref: "#/components/responses/TooLarge"}
        "414": {$ref: "#/components/responses/URITooLong"}
        "415": {$ref: "#/components/responses/NotJSON"}
        "422": {$ref: "#/components/responses/KeyReused"}
        "429": {$ref: "#/components/responses/RateLimited"}
        "431": {$ref: "#/components/responses/HeadersTooLarge"}
        "503": {$ref: "#/components/responses/Unavailable"}

  /v1/tenants/{tenant}/offers:
    parameters:
      - {$ref: "#/components/parameters/tenant"}
    get:
      tags: [offers]
      operationId: listOffers
      summary: The offers that the token may see, the newest first
      parameters:
        - {$ref: "#/components/parameters/limit"}
        - {$ref: "#/components/parameters/timeCursor"}
        - {$ref: "#/components/parameters/ofAgent"}
        - {$ref: "#/components/parameters/ofGroup"}
        - name: state
          in: query
          description: Those in this state only.
          schema: {$ref: "#/components/schemas/OfferState"}
      responses:
        "200":
          description: A page of offers.
          content:
            application/json:
              schema: {$ref: "#/components/schemas/OfferList"}
              examples:
                none: {$ref: "#/components/examples/emptyList"}
        "400": {$ref: "#/components/responses/BadRequest"}
        "401": {$ref: "#/components/responses/Unauthorized"}
        "404": {$ref: "#/components/responses/NotFound"}
        "408": {$ref: "#/components/responses/TooSlow"}
        "414": {$ref: "#/components/responses/URITooLong"}
        "429": {$ref: "#/components/responses/RateLimited"}
        "431": {$ref: "#/components/responses/HeadersTooLarge"}
        "503": {$ref: "#/components/responses/Unavailable"}

    post:
      tags: [offers]
      operationId: offerCall
      summary: Offer an agent a customer to call, or one who waits
      description: |
        For outside routers: with `waitingCustomer` the agent is offered somebody who waits with us (`listWaitingCustomers`), with what is
        known of them, the attributes given here, and how long they have waited. Accept connects the two at once. Whoever the agent
        rejects or misses waits on, in the same place and with the same music, for the next offer; one agent is asked at a time.

        For diallers and other programs that hand out whom to call: the agent sees the number and the attributes (`offer.created`,
        with `direction: outbound`), and the customer is called when the agent accepts, over the open connection, in which the
        agent hears the ringing. With auto answer they are called when it is offered. On demand the agent's phone rings, and
        answering it accepts. An offer that the agent rejects or misses calls nobody. How it goes on is told by `offer.…`
        and then `call.…`; the call's `offerId` names the offer. A router's token.
        Not safe to repeat without an `Idempotency-Key`.

        Somebody whom a dialler has on the line already comes to the agent by the dialplan, as every other customer, with the channel
        variables `OFFHOOK_DIRECTION=outbound` and, where the agent may not reject them, `OFFHOOK_MUST_ACCEPT=yes`.
      parameters:
        - {$ref: "#/components/parameters/idempotencyKey"}
      requestBody:
        required: true
        content:
          application/json:
            schema: {$ref: "#/components/schemas/OfferRequest"}
            examples:
              waiting:
                value: {agent: alice, waitingCustomer: oh-k3v9q2-q12, attributes: {intent: renewal}}
              preview:
                value: {agent: alice, to: "030 123456", offerSeconds: 60, attributes: {customer: Carol Meier, reason: renewal}}
              required:
                value: {agent: alice, to: "030 123456", callerId: "Acme <+4930555>", ringSeconds: 30, mustAccept: true}
      responses:
        "201":
          description: It is offered.
          headers:
            Idempotency-Replayed: {$ref: "#/components/headers/IdempotencyReplayed"}
          content:
            application/json:
              schema: {$ref: "#/components/schemas/OfferAnswer"}
              examples:
                pending:
                  value:
                    id: oh-k3v9q2-o8
                    agent: alice
                    state: pending
                    direction: outbound
                    mustAccept: false
                    caller: {number: "+4930555", name: Acme, withheld: false}
                    dialedNumber: "+4930123456"
                    attributes: {customer: Carol Meier, reason: renewal}
                    createdAt: "2026-03-02T08:40:00.000Z"
                    expiresAt: "2026-03-02T08:41:00.000Z"
                    acceptOn: console
                    serverTime: "2026-03-02T08:40:00.001Z"
        "400": {$ref: "#/components/responses/BadRequest"}
        "401": {$ref: "#/components/responses/Unauthorized"}
        "403": {$ref: "#/components/responses/Forbidden"}
        "404": {$ref: "#/components/responses/NotFound"}
        "408": {$ref: "#/components/responses/TooSlow"}
        "409":
          description: Nothing is offered; `code` says why.
          headers:
            Idempotency-Replayed: {$ref: "#/components/headers/IdempotencyReplayed"}
            Retry-After: {$ref: "#/components/headers/RetryAfter"}
          content:
            application/problem+json:
              schema: {$ref: "#/components/schemas/Problem"}
              examples:
                agentNotAvailable: {$ref: "#/components/examples/agentNotAvailable"}
                customerIsOffered: {$ref: "#/components/examples/customerIsOffered"}
                destinationNotAllowed: {$ref: "#/components/examples/calleeNotAllowed"}
                trunkFull: {$ref: "#/components/examples/trunkFull"}
                callerIdNotAllowed: {$ref: "#/components/examples/callerIdNotAllowed"}
                ownPhone: {$ref: "#/components/examples/ownPhone"}
                idempotencyInProgress: {$ref: "#/components/examples/idempotencyInProgress"}
        "413": {$ref: "#/components/responses/TooLarge"}
        "414": {$ref: "#/components/responses/URITooLong"}
        "415": {$ref: "#/components/responses/NotJSON"}
        "422": {$ref: "#/components/responses/KeyReused"}
        "429": {$ref: "#/components/responses/RateLimited"}
        "431": {$ref: "#/components/responses/HeadersTooLarge"}
        "503": {$ref: "#/components/responses/Unavailable"}

  /v1/tenants/{tenant}/offers/{offer}:
    parameters:
      - {$ref: "#/components/parameters/tenant"}
      - {$ref: "#/components/parameters/offer"}
    get:
      tags: [offers]
      operationId: readOffer
      summary: An offer
      responses:
        "200":
          description: The offer.
          content:
            application/json:
              schema: {$ref: "#/components/schemas/OfferAnswer"}
              examples:
                pending: {$ref: "#/components/examples/pendingOffer"}
        "400": {$ref: "#/components/responses/MalformedRequest"}
        "401": {$ref: "#/components/responses/Unauthorized"}
        "403": {$ref: "#/components/responses/Forbidden"}
        "404": {$ref: "#/components/responses/NotFound"}
        "408": {$ref: "#/components/responses/TooSlow"}
        "414": {$ref: "#/components/responses/URITooLong"}
        "429": {$ref: "#/components/responses/RateLimited"}
        "431": {$ref: "#/components/responses/HeadersTooLarge"}
        "503": {$ref: "#/components/responses/Unavailable"}

  /v1/tenants/{tenant}/offers/{offer}/accept:
    parameters:
      - {$ref: "#/components/parameters/tenant"}
      - {$ref: "#/components/parameters/offer"}
    post:
      tags: [offers]
      operationId: acceptOffer
      summary: Take the customer
      description: |
        Brings the two together; `call.connected` says when they are. Of an offer to call somebody, it calls them, and
        `call.dialing` and `call.ringing` come first. Repeated, it is the same Accept.
        The agent's own token alone.
      parameters:
        - {$ref: "#/components/parameters/idempotencyKey"}
      responses:
        "200":
          description: Accepted; `callId` names the call.
          headers:
            Idempotency-Replayed: {$ref: "#/components/headers/IdempotencyReplayed"}
          content:
            application/json:
              schema: {$ref: "#/components/schemas/OfferAnswer"}
              examples:
                accepted: {$ref: "#/components/examples/acceptedOffer"}
        "400": {$ref: "#/components/responses/BadRequest"}
        "401": {$ref: "#/components/responses/Unauthorized"}
        "403": {$ref: "#/components/responses/Forbidden"}
        "404": {$ref: "#/components/responses/NotFound"}
        "408": {$ref: "#/components/responses/TooSlow"}
        "409":
          description: Something else was first; `offerState` says what.
          headers:
            Idempotency-Replayed: {$ref: "#/components/headers/IdempotencyReplayed"}
            Retry-After: {$ref: "#/components/headers/RetryAfter"}
          content:
            application/problem+json:
              schema: {$ref: "#/components/schemas/Problem"}
              examples:
                phoneOnHold: {$ref: "#/components/examples/phoneOnHold"}
                connectionUnhealthy: {$ref: "#/components/examples/connectionUnhealthy"}
                connectionNotOpen: {$ref: "#/components/examples/connectionNotOpen"}
                offerNotPending: {$ref: "#/components/examples/offerNotPending"}
                answerOnPhone: {$ref: "#/components/examples/answerOnPhone"}
                idempotencyInProgress: {$ref: "#/components/examples/idempotencyInProgress"}
        "413": {$ref: "#/components/responses/TooLarge"}
        "414": {$ref: "#/components/responses/URITooLong"}
        "415": {$ref: "#/components/responses/NotJSON"}
        "422": {$ref: "#/components/responses/KeyReused"}
        "429": {$ref: "#/components/responses/RateLimited"}
        "431": {$ref: "#/components/responses/HeadersTooLarge"}
        "503": {$ref: "#/components/responses/Unavailable"}

  /v1/tenants/{tenant}/offers/{offer}/reject:
    parameters:
      - {$ref: "#/components/parameters/tenant"}
      - {$ref: "#/components/parameters/offer"}
    post:
      tags: [offers]
      operationId: rejectOffer
      summary: Send the customer back to the dialplan
      description: |
        Of an offer to call somebody: nobody is called. Refused where the offer says `mustAccept`. Repeated, it is the same
        Reject. The agent's own token alone.
      parameters:
        - {$ref: "#/components/parameters/idempotencyKey"}
      responses:
        "200":
          description: Rejected.
          headers:
            Idempotency-Replayed: {$ref: "#/components/headers/IdempotencyReplayed"}
          content:
            application/json:
              schema: {$ref: "#/components/schemas/OfferAnswer"}
              examples:
                rejected:
                  value:
                    id: oh-k3v9q2-o5
                    agent: alice
                    state: rejected
                    direction: inbound
                    mustAccept: false
                    caller: {withheld: true}
                    createdAt: "2026-03-02T08:20:00.000Z"
                    expiresAt: "2026-03-02T08:20:15.000Z"
                    acceptOn: console
                    endedAt: "2026-03-02T08:20:04.000Z"
                    serverTime: "2026-03-02T08:20:04.001Z"
        "400": {$ref: "#/components/responses/BadRequest"}
        "401": {$ref: "#/components/responses/Unauthorized"}
        "403": {$ref: "#/components/responses/Forbidden"}
        "404": {$ref: "#/components/responses/NotFound"}
        "408": {$ref: "#/components/responses/TooSlow"}
        "409":
          description: Something else was first; `offerState` says what.
          headers:
            Idempotency-Replayed: {$ref: "#/components/headers/IdempotencyReplayed"}
            Retry-After: {$ref: "#/components/headers/RetryAfter"}
          content:
            application/problem+json:
              schema: {$ref: "#/components/schemas/Problem"}
              examples:
                offerNotPending: {$ref: "#/components/examples/offerNotPending"}
                mustAccept: {$ref: "#/components/examples/mustAccept"}
                idempotencyInProgress: {$ref: "#/components/examples/idempotencyInProgress"}
        "413": {$ref: "#/components/responses/TooLarge"}
        "414": {$ref: "#/components/responses/URITooLong"}
        "415": {$ref: "#/components/responses/NotJSON"}
        "422": {$ref: "#/components/responses/KeyReused"}
        "429": {$ref: "#/components/responses/RateLimited"}
        "431": {$ref: "#/components/responses/HeadersTooLarge"}
        "503": {$ref: "#/components/responses/Unavailable"}

  /v1/tenants/{tenant}/waiting-customers:
    parameters:
      - {$ref: "#/components/parameters/tenant"}
    get:
      tags: [waitingCustomers]
      operationId: listWaitingCustomers
      summary: Customers who wait for an agent of a router's choice, who has waited longest first
      description: |
        They came by the dialplan's `Gosub(offhook-wait,s,1(tenant,waitSeconds[,dialedNumber]))` and hear music, or ringing where
        they were not answered. `customer.waiting` tells of a new one, `customer.left` of one who waits no more without having been
        accepted. A token of a supervisor, an administrator or a router.
      parameters:
        - {$ref: "#/components/parameters/limit"}
        - {$ref: "#/components/parameters/timeCursor"}
      responses:
        "200":
          description: A page of customers.
          content:
            application/json:
              schema: {$ref: "#/components/schemas/WaitingCustomerList"}
              examples:
                one:
                  value:
                    items:
                      - id: oh-k3v9q2-q12
                        direction: inbound
                        caller: {number: "+41441234567", name: Carol, withheld: false}
                        dialedNumber: "+41800123456"
                        since: "2026-03-02T08:20:00.000Z"
                        expiresAt: "2026-03-02T08:25:00.000Z"
                    nextCursor: null
                    serverTime: "2026-03-02T08:20:07.000Z"
        "400": {$ref: "#/components/responses/BadRequest"}
        "401": {$ref: "#/components/responses/Unauthorized"}
        "403": {$ref: "#/components/responses/Forbidden"}
        "404": {$ref: "#/components/responses/NotFound"}
        "408": {$ref: "#/components/responses/TooSlow"}
        "414": {$ref: "#/components/responses/URITooLong"}
        "429": {$ref: "#/components/responses/RateLimited"}
        "431": {$ref: "#/components/responses/HeadersTooLarge"}
        "503": {$ref: "#/components/responses/Unavailable"}

  /v1/tenants/{tenant}/waiting-customers/{customer}:
    parameters:
      - {$ref: "#/components/parameters/tenant"}
      - {$ref: "#/components/parameters/customer"}
    get:
      tags: [waitingCustomers]
      operationId: readWaitingCustomer
      summary: A customer who waits
      responses:
        "200":
          description: The customer.
          content:
            application/json:
              schema: {$ref: "#/components/schemas/WaitingCustomerAnswer"}
              examples:
                offered:
                  value:
                    id: oh-k3v9q2-q12
                    direction: inbound
                    caller: {withheld: true}
                    attributes: {LANGUAGE: fr}
                    since: "2026-03-02T08:20:00.000Z"
                    expiresAt: "2026-03-02T08:25:00.000Z"
                    offerId: oh-k3v9q2-o13
                    serverTime: "2026-03-02T08:20:07.000Z"
        "400": {$ref: "#/components/responses/MalformedRequest"}
        "401": {$ref: "#/components/responses/Unauthorized"}
        "403": {$ref: "#/components/responses/Forbidden"}
        "404": {$ref: "#/components/responses/NotFound"}
        "408": {$ref: "#/components/responses/TooSlow"}
        "414": {$ref: "#/components/responses/URITooLong"}
        "429": {$ref: "#/components/responses/RateLimited"}
        "431": {$ref: "#/components/responses/HeadersTooLarge"}
        "503": {$ref: "#/components/responses/Unavailable"}

  /v1/tenants/{tenant}/waiting-customers/{customer}/release:
    parameters:
      - {$ref: "#/components/parameters/tenant"}
      - {$ref: "#/components/parameters/customer"}
    post:
      tags: [waitingCustomers]
      operationId: releaseWaitingCustomer
      summary: Send a customer who waits back to the dialplan
      description: |
        Where the dialplan goes on with `OFFHOOK_RESULT=released`. Refused while an agent is being asked. Repeated, the customer does
        not wait any more: `customerUnknown`. A router's token.
      parameters:
        - {$ref: "#/components/parameters/idempotencyKey"}
      responses:
        "204":
          description: The customer is sent back.
          headers:
            Idempotency-Replayed: {$ref: "#/components/headers/IdempotencyReplayed"}
        "400": {$ref: "#/components/responses/BadRequest"}
        "401": {$ref: "#/components/responses/Unauthorized"}
        "403": {$ref: "#/components/responses/Forbidden"}
        "404": {$ref: "#/components/responses/NotFound"}
        "408": {$ref: "#/components/responses/TooSlow"}
        "409":
          description: An agent is being asked.
          headers:
            Idempotency-Replayed: {$ref: "#/components/headers/IdempotencyReplayed"}
            Retry-After: {$ref: "#/components/headers/RetryAfter"}
          content:
            application/problem+json:
              schema: {$ref: "#/components/schemas/Problem"}
              examples:
                customerIsOffered: {$ref: "#/components/examples/customerIsOffered"}
                idempotencyInProgress: {$ref: "#/components/examples/idempotencyInProgress"}
        "413": {$ref: "#/components/responses/TooLarge"}
        "414": {$ref: "#/components/responses/URITooLong"}
        "415": {$ref: "#/components/responses/NotJSON"}
        "422": {$ref: "#/components/responses/KeyReused"}
        "429": {$ref: "#/components/responses/RateLimited"}
        "431": {$ref: "#/components/responses/HeadersTooLarge"}
        "503": {$ref: "#/components/responses/Unavailable"}

  /v1/tenants/{tenant}/trunks:
    parameters:
      - {$ref: "#/components/parameters/tenant"}
    get:
      tags: [surroundings]
      operationId: listTrunks
      summary: The trunks by which a tenant's calls leave, with their limits
      description: |
        In the order in which they are taken. The operator's configuration has them. A token of a supervisor, an administrator or a router.
      responses:
        "200":
          description: All of them.
          content:
            application/json:
              schema: {$ref: "#/components/schemas/TrunkList"}
              examples:
                one:
                  value:
                    items:
                      - {name: carrier, reaches: [phoneNumber], channels: 60, callsPerSecond: 2, legsInUse: 41}
                    nextCursor: null
        "400": {$ref: "#/components/responses/MalformedRequest"}
        "401": {$ref: "#/components/responses/Unauthorized"}
        "403": {$ref: "#/components/responses/Forbidden"}
        "404": {$ref: "#/components/responses/NotFound"}
        "408": {$ref: "#/components/responses/TooSlow"}
        "414": {$ref: "#/components/responses/URITooLong"}
        "429": {$ref: "#/components/responses/RateLimited"}
        "431": {$ref: "#/components/responses/HeadersTooLarge"}
        "503": {$ref: "#/components/responses/Unavailable"}

  /v1/tenants/{tenant}/queues:
    parameters:
      - {$ref: "#/components/parameters/tenant"}
    get:
      tags: [surroundings]
      operationId: listQueues
      summary: Asterisk's queues with a tenant's agents in them
      description: |
        Those whose members Offhook keeps, by the operator's configuration, and those that profiles name. A member is offered customers
        while `availability` is `free`; who waits in a queue is Asterisk's to tell. A token of a supervisor, an administrator or a router.
      responses:
        "200":
          description: All of them.
          content:
            application/json:
              schema: {$ref: "#/components/schemas/QueueList"}
              examples:
                one:
                  value:
                    items:
                      - name: support
                        kept: true
                        members:
                          - {agent: alice, penalty: 0, availability: free}
                          - {agent: bob, penalty: 5, availability: unavailable, pausedReason: Lunch}
                    nextCursor: null
        "400": {$ref: "#/components/responses/MalformedRequest"}
        "401": {$ref: "#/components/responses/Unauthorized"}
        "403": {$ref: "#/components/responses/Forbidden"}
        "404": {$ref: "#/components/responses/NotFound"}
        "408": {$ref: "#/components/responses/TooSlow"}
        "414": {$ref: "#/components/responses/URITooLong"}
        "429": {$ref: "#/components/responses/RateLimited"}
        "431": {$ref: "#/components/responses/HeadersTooLarge"}
        "503": {$ref: "#/components/responses/Unavailable"}

  /v1/tenants/{tenant}/calls:
    parameters:
      - {$ref: "#/components/parameters/tenant"}
    get:
      tags: [calls]
      operationId: listCalls
      summary: The calls that the token may see, the newest first
      parameters:
        - {$ref: "#/components/parameters/limit"}
        - {$ref: "#/components/parameters/timeCursor"}
        - {$ref: "#/components/parameters/ofAgent"}
        - {$ref: "#/components/parameters/ofGroup"}
        - name: state
          in: query
          description: Those in this state only.
          schema: {$ref: "#/components/schemas/CallState"}
      responses:
        "200":
          description: A page of calls.
          content:
            application/json:
              schema: {$ref: "#/components/schemas/CallList"}
              examples:
                none: {$ref: "#/components/examples/emptyList"}
        "400": {$ref: "#/components/responses/BadRequest"}
        "401": {$ref: "#/components/responses/Unauthorized"}
        "404": {$ref: "#/components/responses/NotFound"}
        "408": {$ref: "#/components/responses/TooSlow"}
        "414": {$ref: "#/components/responses/URITooLong"}
        "429": {$ref: "#/components/responses/RateLimited"}
        "431": {$ref: "#/components/responses/HeadersTooLarge"}
        "503": {$ref: "#/components/responses/Unavailable"}

  /v1/tenants/{tenant}/calls/{call}:
    parameters:
      - {$ref: "#/components/parameters/tenant"}
      - {$ref: "#/components/parameters/call"}
    get:
      tags: [calls]
      operationId: readCall
      summary: A call
      responses:
        "200":
          description: The call.
          content:
            application/json:
              schema: {$ref: "#/components/schemas/CallAnswer"}
              examples:
                connected: {$ref: "#/components/examples/connectedCall"}
        "400": {$ref: "#/components/responses/MalformedRequest"}
        "401": {$ref: "#/components/responses/Unauthorized"}
        "403": {$ref: "#/components/responses/Forbidden"}
        "404": {$ref: "#/components/responses/NotFound"}
        "408": {$ref: "#/components/responses/TooSlow"}
        "414": {$ref: "#/components/responses/URITooLong"}
        "429": {$ref: "#/components/responses/RateLimited"}
        "431": {$ref: "#/components/responses/HeadersTooLarge"}
        "503": {$ref: "#/components/responses/Unavailable"}

  /v1/tenants/{tenant}/calls/{call}/hangup:
    parameters:
      - {$ref: "#/components/parameters/tenant"}
      - {$ref: "#/components/parameters/call"}
    post:
      tags: [calls]
      operationId: hangUp
      summary: End the customer's leg
      description: The agent's own stays, in silence.
      parameters:
        - {$ref: "#/components/parameters/idempotencyKey"}
      responses:
        "200":
          description: The call has ended.
          headers:
            Idempotency-Replayed: {$ref: "#/components/headers/IdempotencyReplayed"}
          content:
            application/json:
              schema: {$ref: "#/components/schemas/CallAnswer"}
              examples:
                ended:
                  value:
                    id: oh-k3v9q2-c6
                    agent: alice
                    offerId: oh-k3v9q2-o5
                    state: ended
                    direction: inbound
                    caller: {number: "+41441234567", withheld: false}
                    createdAt: "2026-03-02T08:20:04.000Z"
                    connectedAt: "2026-03-02T08:20:04.020Z"
                    endedAt: "2026-03-02T08:25:00.000Z"
                    endReason: agentHungUp
                    serverTime: "2026-03-02T08:25:00.001Z"
        "400": {$ref: "#/components/responses/BadRequest"}
        "401": {$ref: "#/components/responses/Unauthorized"}
        "403": {$ref: "#/components/responses/Forbidden"}
        "404": {$ref: "#/components/responses/NotFound"}
        "408": {$ref: "#/components/responses/TooSlow"}
        "409":
          description: The call is over already.
          headers:
            Idempotency-Replayed: {$ref: "#/components/headers/IdempotencyReplayed"}
            Retry-After: {$ref: "#/components/headers/RetryAfter"}
          content:
            application/problem+json:
              schema: {$ref: "#/components/schemas/Problem"}
              examples:
                callIsOver: {$ref: "#/components/examples/callIsOver"}
                idempotencyInProgress: {$ref: "#/components/examples/idempotencyInProgress"}
        "413": {$ref: "#/components/responses/TooLarge"}
        "414": {$ref: "#/components/responses/URITooLong"}
        "415": {$ref: "#/components/responses/NotJSON"}
        "422": {$ref: "#/components/responses/KeyReused"}
        "429": {$ref: "#/components/responses/RateLimited"}
        "431": {$ref: "#/components/responses/HeadersTooLarge"}
        "503": {$ref: "#/components/responses/Unavailable"}

  /v1/tenants/{tenant}/calls/{call}/hold:
    parameters:
      - {$ref: "#/components/parameters/tenant"}
      - {$ref: "#/components/parameters/call"}
    post:
      tags: [calls]
      operationId: holdCall
      summary: Let the customer hear music
      description: |
        The agent hears nothing meanwhile. `call.held` tells that it is so, and `held` shows it. Safe to
        repeat. The agent's own token alone.
      parameters:
        - {$ref: "#/components/parameters/idempotencyKey"}
      responses:
        "200":
          description: It is asked for.
          headers:
            Idempotency-Replayed: {$ref: "#/components/headers/IdempotencyReplayed"}
          content:
            application/json:
              schema: {$ref: "#/components/schemas/CallAnswer"}
              examples:
                asked:
                  value:
                    id: oh-k3v9q2-c6
                    agent: alice
                    offerId: oh-k3v9q2-o5
                    state: connected
                    direction: inbound
                    caller: {number: "+41441234567", withheld: false}
                    createdAt: "2026-03-02T08:20:04.000Z"
                    connectedAt: "2026-03-02T08:20:04.020Z"
                    serverTime: "2026-03-02T08:22:00.001Z"
        "400": {$ref: "#/components/responses/BadRequest"}
        "401": {$ref: "#/components/responses/Unauthorized"}
        "403": {$ref: "#/components/responses/Forbidden"}
        "404": {$ref: "#/components/responses/NotFound"}
        "408": {$ref: "#/components/responses/TooSlow"}
        "409":
          description: The call is not connected.
          headers:
            Idempotency-Replayed: {$ref: "#/components/headers/IdempotencyReplayed"}
            Retry-After: {$ref: "#/components/headers/RetryAfter"}
          content:
            application/problem+json:
              schema: {$ref: "#/components/schemas/Problem"}
              examples:
                callIsOver: {$ref: "#/components/examples/callIsOver"}
                consultUnderWay: {$ref: "#/components/examples/consultUnderWay"}
                callNotConnected: {$ref: "#/components/examples/callNotConnected"}
                idempotencyInProgress: {$ref: "#/components/examples/idempotencyInProgress"}
        "413": {$ref: "#/components/responses/TooLarge"}
        "414": {$ref: "#/components/responses/URITooLong"}
        "415": {$ref: "#/components/responses/NotJSON"}
        "422": {$ref: "#/components/responses/KeyReused"}
        "429": {$ref: "#/components/responses/RateLimited"}
        "431": {$ref: "#/components/responses/HeadersTooLarge"}
        "503": {$ref: "#/components/responses/Unavailable"}

  /v1/tenants/{tenant}/calls/{call}/resume:
    parameters:
      - {$ref: "#/components/parameters/tenant"}
      - {$ref: "#/components/parameters/call"}
    post:
      tags: [calls]
      operationId: resumeCall
      summary: Bring the customer back from hold
      description: |
        `call.resumed` tells that the two hear each other again. Safe to repeat. The agent's own token alone.
      parameters:
        - {$ref: "#/components/parameters/idempotencyKey"}
      responses:
        "200":
          description: It is asked for.
          headers:
            Idempotency-Replayed: {$ref: "#/components/headers/IdempotencyReplayed"}
          content:
            application/json:
              schema: {$ref: "#/components/schemas/CallAnswer"}
              examples:
                asked:
                  value:
                    id: oh-k3v9q2-c6
                    agent: alice
                    offerId: oh-k3v9q2-o5
                    state: connected
                    held: true
                    direction: inbound
                    caller: {number: "+41441234567", withheld: false}
                    createdAt: "2026-03-02T08:20:04.000Z"
                    connectedAt: "2026-03-02T08:20:04.020Z"
                    serverTime: "2026-03-02T08:22:00.001Z"
        "400": {$ref: "#/components/responses/BadRequest"}
        "401": {$ref: "#/components/responses/Unauthorized"}
        "403": {$ref: "#/components/responses/Forbidden"}
        "404": {$ref: "#/components/responses/NotFound"}
        "408": {$ref: "#/components/responses/TooSlow"}
        "409":
          description: The call is not connected.
          headers:
            Idempotency-Replayed: {$ref: "#/components/headers/IdempotencyReplayed"}
            Retry-After: {$ref: "#/components/headers/RetryAfter"}
          content:
            application/problem+json:
              schema: {$ref: "#/components/schemas/Problem"}
              examples:
                callIsOver: {$ref: "#/components/examples/callIsOver"}
                consultUnderWay: {$ref: "#/components/examples/consultUnderWay"}
                callNotConnected: {$ref: "#/components/examples/callNotConnected"}
                idempotencyInProgress: {$ref: "#/components/examples/idempotencyInProgress"}
        "413": {$ref: "#/components/responses/TooLarge"}
        "414": {$ref: "#/components/responses/URITooLong"}
        "415": {$ref: "#/components/responses/NotJSON"}
        "422": {$ref: "#/components/responses/KeyReused"}
        "429": {$ref: "#/components/responses/RateLimited"}
        "431": {$ref: "#/components/responses/HeadersTooLarge"}
        "503": {$ref: "#/components/responses/Unavailable"}

  /v1/tenants/{tenant}/calls/{call}/mute:
    parameters:
      - {$ref: "#/components/parameters/tenant"}
      - {$ref: "#/components/parameters/call"}
    post:
      tags: [calls]
      operationId: muteCall
      summary: Keep the agent's voice from the customer
      description: |
        The agent goes on hearing the customer. `call.muted` tells that it is so, and `muted` shows it: until
        then the customer may hear the agent. It ends with the call. Safe to repeat. The agent's own token alone.
      parameters:
        - {$ref: "#/components/parameters/idempotencyKey"}
      responses:
        "200":
          description: It is asked for.
          headers:
            Idempotency-Replayed: {$ref: "#/components/headers/IdempotencyReplayed"}
          content:
            application/json:
              schema: {$ref: "#/components/schemas/CallAnswer"}
              examples:
                asked:
                  value:
                    id: oh-k3v9q2-c6
                    agent: alice
                    offerId: oh-k3v9q2-o5
                    state: connected
                    direction: inbound
                    caller: {number: "+41441234567", withheld: false}
                    createdAt: "2026-03-02T08:20:04.000Z"
                    connectedAt: "2026-03-02T08:20:04.020Z"
                    serverTime: "2026-03-02T08:22:00.001Z"
        "400": {$ref: "#/components/responses/BadRequest"}
        "401": {$ref: "#/components/responses/Unauthorized"}
        "403": {$ref: "#/components/responses/Forbidden"}
        "404": {$ref: "#/components/responses/NotFound"}
        "408": {$ref: "#/components/responses/TooSlow"}
        "409":
          description: The call is not connected.
          headers:
            Idempotency-Replayed: {$ref: "#/components/headers/IdempotencyReplayed"}
            Retry-After: {$ref: "#/components/headers/RetryAfter"}
          content:
            application/problem+json:
              schema: {$ref: "#/components/schemas/Problem"}
              examples:
                callIsOver: {$ref: "#/components/examples/callIsOver"}
                callNotConnected: {$ref: "#/components/examples/callNotConnected"}
                idempotencyInProgress: {$ref: "#/components/examples/idempotencyInProgress"}
        "413": {$ref: "#/components/responses/TooLarge"}
        "414": {$ref: "#/components/responses/URITooLong"}
        "415": {$ref: "#/components/responses/NotJSON"}
        "422": {$ref: "#/components/responses/KeyReused"}
        "429": {$ref: "#/components/responses/RateLimited"}
        "431": {$ref: "#/components/responses/HeadersTooLarge"}
        "503": {$ref: "#/components/responses/Unavailable"}

  /v1/tenants/{tenant}/calls/{call}/unmute:
    parameters:
      - {$ref: "#/components/parameters/tenant"}
      - {$ref: "#/components/parameters/call"}
    post:
      tags: [calls]
      operationId: unmuteCall
      summary: Let the customer hear the agent again
      description: |
        `call.unmuted` tells that it is so. Safe to repeat. The agent's own token alone.
      parameters:
        - {$ref: "#/components/parameters/idempotencyKey"}
      responses:
        "200":
          description: It is asked for.
          headers:
            Idempotency-Replayed: {$ref: "#/components/headers/IdempotencyReplayed"}
          content:
            application/json:
              schema: {$ref: "#/components/schemas/CallAnswer"}
              examples:
                asked:
                  value:
                    id: oh-k3v9q2-c6
                    agent: alice
                    offerId: oh-k3v9q2-o5
                    state: connected
                    muted: true
                    direction: inbound
                    caller: {number: "+41441234567", withheld: false}
                    createdAt: "2026-03-02T08:20:04.000Z"
                    connectedAt: "2026-03-02T08:20:04.020Z"
                    serverTime: "2026-03-02T08:22:00.001Z"
        "400": {$ref: "#/components/responses/BadRequest"}
        "401": {$ref: "#/components/responses/Unauthorized"}
        "403": {$ref: "#/components/responses/Forbidden"}
        "404": {$ref: "#/components/responses/NotFound"}
        "408": {$ref: "#/components/responses/TooSlow"}
        "409":
          description: The call is not connected.
          headers:
            Idempotency-Replayed: {$ref: "#/components/headers/IdempotencyReplayed"}
            Retry-After: {$ref: "#/components/headers/RetryAfter"}
          content:
            application/problem+json:
              schema: {$ref: "#/components/schemas/Problem"}
              examples:
                callIsOver: {$ref: "#/components/examples/callIsOver"}
                callNotConnected: {$ref: "#/components/examples/callNotConnected"}
                idempotencyInProgress: {$ref: "#/components/examples/idempotencyInProgress"}
        "413": {$ref: "#/components/responses/TooLarge"}
        "414": {$ref: "#/components/responses/URITooLong"}
        "415": {$ref: "#/components/responses/NotJSON"}
        "422": {$ref: "#/components/responses/KeyReused"}
        "429": {$ref: "#/components/responses/RateLimited"}
        "431": {$ref: "#/components/responses/HeadersTooLarge"}
        "503": {$ref: "#/components/responses/Unavailable"}

  /v1/tenants/{tenant}/calls/{call}/dtmf:
    parameters:
      - {$ref: "#/components/parameters/tenant"}
      - {$ref: "#/components/parameters/call"}
    post:
      tags: [calls]
      operationId: sendDigits
      summary: Send digits to the customer's end
      description: |
        As if the agent's phone had sent them, for a machine that asks for a choice; each takes two tenths of a second. What the agent's
        phone sends is heard there too. Not safe to repeat without an `Idempotency-Key`. The agent's own token alone.
      parameters:
        - {$ref: "#/components/parameters/idempotencyKey"}
      requestBody:
        required: true
        content:
          application/json:
            schema: {$ref: "#/components/schemas/DigitsRequest"}
            examples:
              menu:
                value: {digits: "1234#"}
      responses:
        "200":
          description: It is asked for.
          headers:
            Idempotency-Replayed: {$ref: "#/components/headers/IdempotencyReplayed"}
          content:
            application/json:
              schema: {$ref: "#/components/schemas/CallAnswer"}
              examples:
                asked:
                  value:
                    id: oh-k3v9q2-c6
                    agent: alice
                    offerId: oh-k3v9q2-o5
                    state: connected
                    direction: inbound
                    caller: {number: "+41441234567", withheld: false}
                    createdAt: "2026-03-02T08:20:04.000Z"
                    connectedAt: "2026-03-02T08:20:04.020Z"
                    serverTime: "2026-03-02T08:22:00.001Z"
        "400": {$ref: "#/components/responses/BadRequest"}
        "401": {$ref: "#/components/responses/Unauthorized"}
        "403": {$ref: "#/components/responses/Forbidden"}
        "404": {$ref: "#/components/responses/NotFound"}
        "408": {$ref: "#/components/responses/TooSlow"}
        "409":
          description: The call is not connected, or on hold.
          headers:
            Idempotency-Replayed: {$ref: "#/components/headers/IdempotencyReplayed"}
            Retry-After: {$ref: "#/components/headers/RetryAfter"}
          content:
            application/problem+json:
              schema: {$ref: "#/components/schemas/Problem"}
              examples:
                callIsOver: {$ref: "#/components/examples/callIsOver"}
                callNotConnected: {$ref: "#/components/examples/callNotConnected"}
                callIsHeld: {$ref: "#/components/examples/callIsHeld"}
                idempotencyInProgress: {$ref: "#/components/examples/idempotencyInProgress"}
        "413": {$ref: "#/components/responses/TooLarge"}
        "414": {$ref: "#/components/responses/URITooLong"}
        "415": {$ref: "#/components/responses/NotJSON"}
        "422": {$ref: "#/components/responses/KeyReused"}
        "429": {$ref: "#/components/responses/RateLimited"}
        "431": {$ref: "#/components/responses/HeadersTooLarge"}
        "503": {$ref: "#/components/responses/Unavailable"}

  /v1/tenants/{tenant}/calls/{call}/transfers:
    parameters:
      - {$ref: "#/components/parameters/tenant"}
      - {$ref: "#/components/parameters/call"}
    post:
      tags: [calls]
      operationId: transfer
      summary: Send the customer on
      description: |
        The customer goes back to Asterisk's dialplan, which is told where to and brings them there; the agent's leg goes back to
        silence, and what becomes of the customer is no affair of the agent's any more. `to` is a number or SIP URI as for a call, held
        to the tenant's destinations; `agent` is another agent of the tenant. Whom an agent has called can be sent on where the
        policy has `outbound.agentLostContext`. A second request is refused with `callIsOver`. The agent's own token alone.

        With `consult`, the customer hears music, and only then the other one is called over the agent's leg: the agent hears
        the ringing, and asks them. `participant` in the answer is who is called; go on with `swapTransfer`, `joinTransfer`,
        `completeTransfer` or `cancelTransfer`. Should they not be reached, the customer stays on hold until `resume`. Should the
        customer hang up, the agent goes on with the other one: `call.customerLeft`.
      parameters:
        - {$ref: "#/components/parameters/idempotencyKey"}
      requestBody:
        required: true
        content:
          application/json:
            schema: {$ref: "#/components/schemas/TransferRequest"}
            examples:
              number:
                value: {kind: blind, to: "+49 30 123456"}
              colleague:
                value: {kind: blind, agent: bob}
              consult:
                value: {kind: consult, to: "+49 30 123456"}
      responses:
        "200":
          description: The call has ended for the agent.
          headers:
            Idempotency-Replayed: {$ref: "#/components/headers/IdempotencyReplayed"}
          content:
            application/json:
              schema: {$ref: "#/components/schemas/CallAnswer"}
              examples:
                sent:
                  value:
                    id: oh-k3v9q2-c6
                    agent: alice
                    offerId: oh-k3v9q2-o5
                    state: ended
                    direction: inbound
                    caller: {number: "+41441234567", withheld: false}
                    createdAt: "2026-03-02T08:20:04.000Z"
                    connectedAt: "2026-03-02T08:20:04.020Z"
                    endedAt: "2026-03-02T08:22:00.001Z"
                    endReason: transferred
                    serverTime: "2026-03-02T08:22:00.001Z"
        "202":
          description: They are called once the customer hears music.
          headers:
            Idempotency-Replayed: {$ref: "#/components/headers/IdempotencyReplayed"}
          content:
            application/json:
              schema: {$ref: "#/components/schemas/CallAnswer"}
              examples:
                asked:
                  value:
                    id: oh-k3v9q2-c6
                    agent: alice
                    offerId: oh-k3v9q2-o5
                    state: connected
                    direction: inbound
                    caller: {number: "+41441234567", withheld: false}
                    participant: {id: oh-k3v9q2-p7, to: "+4930123456", state: waiting, audience: thirdParty}
                    createdAt: "2026-03-02T08:20:04.000Z"
                    connectedAt: "2026-03-02T08:20:04.020Z"
                    serverTime: "2026-03-02T08:22:00.001Z"
        "400": {$ref: "#/components/responses/BadRequest"}
        "401": {$ref: "#/components/responses/Unauthorized"}
        "403": {$ref: "#/components/responses/Forbidden"}
        "404": {$ref: "#/components/responses/NotFound"}
        "408": {$ref: "#/components/responses/TooSlow"}
        "409":
          description: The call is not connected, or the customer may not or cannot be sent there.
          headers:
            Idempotency-Replayed: {$ref: "#/components/headers/IdempotencyReplayed"}
            Retry-After: {$ref: "#/components/headers/RetryAfter"}
          content:
            application/problem+json:
              schema: {$ref: "#/components/schemas/Problem"}
              examples:
                callIsOver: {$ref: "#/components/examples/callIsOver"}
                callNotConnected: {$ref: "#/components/examples/callNotConnected"}
                consultUnderWay: {$ref: "#/components/examples/consultUnderWay"}
                trunkFull: {$ref: "#/components/examples/trunkFull"}
                transferNotPossible: {$ref: "#/components/examples/transferNotPossible"}
                destinationNotAllowed: {$ref: "#/components/examples/calleeNotAllowed"}
                ownPhone: {$ref: "#/components/examples/ownPhone"}
                idempotencyInProgress: {$ref: "#/components/examples/idempotencyInProgress"}
        "413": {$ref: "#/components/responses/TooLarge"}
        "414": {$ref: "#/components/responses/URITooLong"}
        "415": {$ref: "#/components/responses/NotJSON"}
        "422": {$ref: "#/components/responses/KeyReused"}
        "429": {$ref: "#/components/responses/RateLimited"}
        "431": {$ref: "#/components/responses/HeadersTooLarge"}
        "503": {$ref: "#/components/responses/Unavailable"}

  /v1/tenants/{tenant}/calls/{call}/transfers/{participant}/swap:
    parameters:
      - {$ref: "#/components/parameters/tenant"}
      - {$ref: "#/components/parameters/call"}
      - {$ref: "#/components/parameters/participant"}
    post:
      tags: [calls]
      operationId: swapTransfer
      summary: Talk with the other one of the two
      description: |
        The one whom the agent talks with hears music, and then the other one comes back: nobody overhears anybody.
        `participant.held`, `call.resumed` and their opposites tell when it is so; `audience` says with whom the agent wants to talk.
        The agent's own token alone.
      parameters:
        - {$ref: "#/components/parameters/idempotencyKey"}
      responses:
        "200":
          description: It is asked for.
          headers:
            Idempotency-Replayed: {$ref: "#/components/headers/IdempotencyReplayed"}
          content:
            application/json:
              schema: {$ref: "#/components/schemas/CallAnswer"}
              examples:
                asked:
                  value:
                    id: oh-k3v9q2-c6
                    agent: alice
                    offerId: oh-k3v9q2-o5
                    state: connected
                    held: true
                    direction: inbound
                    caller: {number: "+41441234567", withheld: false}
                    participant: {id: oh-k3v9q2-p7, to: "+4930123456", state: connected, audience: customer}
                    createdAt: "2026-03-02T08:20:04.000Z"
                    connectedAt: "2026-03-02T08:20:04.020Z"
                    serverTime: "2026-03-02T08:22:00.001Z"
        "400": {$ref: "#/components/responses/BadRequest"}
        "401": {$ref: "#/components/responses/Unauthorized"}
        "403": {$ref: "#/components/responses/Forbidden"}
        "404": {$ref: "#/components/responses/NotFound"}
        "408": {$ref: "#/components/responses/TooSlow"}
        "409":
          description: The call is not connected, or they have not answered.
          headers:
            Idempotency-Replayed: {$ref: "#/components/headers/IdempotencyReplayed"}
            Retry-After: {$ref: "#/components/headers/RetryAfter"}
          content:
            application/problem+json:
              schema: {$ref: "#/components/schemas/Problem"}
              examples:
                callIsOver: {$ref: "#/components/examples/callIsOver"}
                callNotConnected: {$ref: "#/components/examples/callNotConnected"}
                participantNotConnected: {$ref: "#/components/examples/participantNotConnected"}
                idempotencyInProgress: {$ref: "#/components/examples/idempotencyInProgress"}
        "413": {$ref: "#/components/responses/TooLarge"}
        "414": {$ref: "#/components/responses/URITooLong"}
        "415": {$ref: "#/components/responses/NotJSON"}
        "422": {$ref: "#/components/responses/KeyReused"}
        "429": {$ref: "#/components/responses/RateLimited"}
        "431": {$ref: "#/components/responses/HeadersTooLarge"}
        "503": {$ref: "#/components/responses/Unavailable"}

  /v1/tenants/{tenant}/calls/{call}/transfers/{participant}/join:
    parameters:
      - {$ref: "#/components/parameters/tenant"}
      - {$ref: "#/components/parameters/call"}
      - {$ref: "#/components/parameters/participant"}
    post:
      tags: [calls]
      operationId: joinTransfer
      summary: Let all three talk
      description: |
        A conference: the customer, the agent and the third party hear each other. `participant.joined` tells when it is so.
        Whose phone hangs up leaves the two others to each other, the agent's too; `hangUp` ends all of it. Safe to repeat. The agent's own token alone.
      parameters:
        - {$ref: "#/components/parameters/idempotencyKey"}
      responses:
        "200":
          description: It is asked for.
          headers:
            Idempotency-Replayed: {$ref: "#/components/headers/IdempotencyReplayed"}
          content:
            application/json:
              schema: {$ref: "#/components/schemas/CallAnswer"}
              examples:
                asked:
                  value:
                    id: oh-k3v9q2-c6
                    agent: alice
                    offerId: oh-k3v9q2-o5
                    state: connected
                    held: true
                    direction: inbound
                    caller: {number: "+41441234567", withheld: false}
                    participant: {id: oh-k3v9q2-p7, to: "+4930123456", state: connected, audience: everybody}
                    createdAt: "2026-03-02T08:20:04.000Z"
                    connectedAt: "2026-03-02T08:20:04.020Z"
                    serverTime: "2026-03-02T08:22:00.001Z"
        "400": {$ref: "#/components/responses/BadRequest"}
        "401": {$ref: "#/components/responses/Unauthorized"}
        "403": {$ref: "#/components/responses/Forbidden"}
        "404": {$ref: "#/components/responses/NotFound"}
        "408": {$ref: "#/components/responses/TooSlow"}
        "409":
          description: The call is not connected, or they have not answered.
          headers:
            Idempotency-Replayed: {$ref: "#/components/headers/IdempotencyReplayed"}
            Retry-After: {$ref: "#/components/headers/RetryAfter"}
          content:
            application/problem+json:
              schema: {$ref: "#/components/schemas/Problem"}
              examples:
                callIsOver: {$ref: "#/components/examples/callIsOver"}
                callNotConnected: {$ref: "#/components/examples/callNotConnected"}
                participantNotConnected: {$ref: "#/components/examples/participantNotConnected"}
                idempotencyInProgress: {$ref: "#/components/examples/idempotencyInProgress"}
        "413": {$ref: "#/components/responses/TooLarge"}
        "414": {$ref: "#/components/responses/URITooLong"}
        "415": {$ref: "#/components/responses/NotJSON"}
        "422": {$ref: "#/components/responses/KeyReused"}
        "429": {$ref: "#/components/responses/RateLimited"}
        "431": {$ref: "#/components/responses/HeadersTooLarge"}
        "503": {$ref: "#/components/responses/Unavailable"}

  /v1/tenants/{tenant}/calls/{call}/transfers/{participant}/complete:
    parameters:
      - {$ref: "#/components/parameters/tenant"}
      - {$ref: "#/components/parameters/call"}
      - {$ref: "#/components/parameters/participant"}
    post:
      tags: [calls]
      operationId: completeTransfer
      summary: Leave the customer and the third party to each other
      description: |
        The call ends for the agent, with `transferred`; the two others come together once the agent's leg has left, and talk until one of
        them hangs up, or `hangUp` ends the call, which a supervisor may. Repeated, it is refused with `callIsOver`. Should a colleague
        be lost later, the customer goes back to the dialplan, as from any agent. The agent's own token alone.
      parameters:
        - {$ref: "#/components/parameters/idempotencyKey"}
      responses:
        "200":
          description: The call has ended for the agent.
          headers:
            Idempotency-Replayed: {$ref: "#/components/headers/IdempotencyReplayed"}
          content:
            application/json:
              schema: {$ref: "#/components/schemas/CallAnswer"}
              examples:
                asked:
                  value:
                    id: oh-k3v9q2-c6
                    agent: alice
                    offerId: oh-k3v9q2-o5
                    state: ended
                    direction: inbound
                    caller: {number: "+41441234567", withheld: false}
                    createdAt: "2026-03-02T08:20:04.000Z"
                    connectedAt: "2026-03-02T08:20:04.020Z"
                    endedAt: "2026-03-02T08:22:00.001Z"
                    endReason: transferred
                    serverTime: "2026-03-02T08:22:00.001Z"
        "400": {$ref: "#/components/responses/BadRequest"}
        "401": {$ref: "#/components/responses/Unauthorized"}
        "403": {$ref: "#/components/responses/Forbidden"}
        "404": {$ref: "#/components/responses/NotFound"}
        "408": {$ref: "#/components/responses/TooSlow"}
        "409":
          description: The call is not connected, or they have not answered.
          headers:
            Idempotency-Replayed: {$ref: "#/components/headers/IdempotencyReplayed"}
            Retry-After: {$ref: "#/components/headers/RetryAfter"}
          content:
            application/problem+json:
              schema: {$ref: "#/components/schemas/Problem"}
              examples:
                callIsOver: {$ref: "#/components/examples/callIsOver"}
                callNotConnected: {$ref: "#/components/examples/callNotConnected"}
                participantNotConnected: {$ref: "#/components/examples/participantNotConnected"}
                idempotencyInProgress: {$ref: "#/components/examples/idempotencyInProgress"}
        "413": {$ref: "#/components/responses/TooLarge"}
        "414": {$ref: "#/components/responses/URITooLong"}
        "415": {$ref: "#/components/responses/NotJSON"}
        "422": {$ref: "#/components/responses/KeyReused"}
        "429": {$ref: "#/components/responses/RateLimited"}
        "431": {$ref: "#/components/responses/HeadersTooLarge"}
        "503": {$ref: "#/components/responses/Unavailable"}

  /v1/tenants/{tenant}/calls/{call}/transfers/{participant}/cancel:
    parameters:
      - {$ref: "#/components/parameters/tenant"}
      - {$ref: "#/components/parameters/call"}
      - {$ref: "#/components/parameters/participant"}
    post:
      tags: [calls]
      operationId: cancelTransfer
      summary: Hang up the third party, and take the customer back
      description: |
        Before or after they have answered. The customer comes back once the third party is gone, which takes an instant.
        Repeated, it is refused with `participantUnknown`. A supervisor's token, too.
      parameters:
        - {$ref: "#/components/parameters/idempotencyKey"}
      responses:
        "200":
          description: They are being hung up.
          headers:
            Idempotency-Replayed: {$ref: "#/components/headers/IdempotencyReplayed"}
          content:
            application/json:
              schema: {$ref: "#/components/schemas/CallAnswer"}
              examples:
                asked:
                  value:
                    id: oh-k3v9q2-c6
                    agent: alice
                    offerId: oh-k3v9q2-o5
                    state: connected
                    held: true
                    direction: inbound
                    caller: {number: "+41441234567", withheld: false}
                    createdAt: "2026-03-02T08:20:04.000Z"
                    connectedAt: "2026-03-02T08:20:04.020Z"
                    serverTime: "2026-03-02T08:22:00.001Z"
        "400": {$ref: "#/components/responses/BadRequest"}
        "401": {$ref: "#/components/responses/Unauthorized"}
        "403": {$ref: "#/components/responses/Forbidden"}
        "404": {$ref: "#/components/responses/NotFound"}
        "408": {$ref: "#/components/responses/TooSlow"}
        "409":
          description: The call is not connected.
          headers:
            Idempotency-Replayed: {$ref: "#/components/headers/IdempotencyReplayed"}
            Retry-After: {$ref: "#/components/headers/RetryAfter"}
          content:
            application/problem+json:
              schema: {$ref: "#/components/schemas/Problem"}
              examples:
                callIsOver: {$ref: "#/components/examples/callIsOver"}
                callNotConnected: {$ref: "#/components/examples/callNotConnected"}
                idempotencyInProgress: {$ref: "#/components/examples/idempotencyInProgress"}
        "413": {$ref: "#/components/responses/TooLarge"}
        "414": {$ref: "#/components/responses/URITooLong"}
        "415": {$ref: "#/components/responses/NotJSON"}
        "422": {$ref: "#/components/responses/KeyReused"}
        "429": {$ref: "#/components/responses/RateLimited"}
        "431": {$ref: "#/components/responses/HeadersTooLarge"}
        "503": {$ref: "#/components/responses/Unavailable"}

  /v1/tenants/{tenant}/calls/{call}/participants:
    parameters:
      - {$ref: "#/components/parameters/tenant"}
      - {$ref: "#/components/parameters/call"}
    post:
      tags: [calls]
      operationId: addParticipant
      summary: Bring somebody into the call
      description: |
        As `transfer` with `consult`, but when they answer all three talk, and where they are not reached the customer comes back by
        themselves. A call has at most three parties. The agent's own token alone.
      parameters:
        - {$ref: "#/components/parameters/idempotencyKey"}
      requestBody:
        required: true
        content:
          application/json:
            schema: {$ref: "#/components/schemas/ParticipantRequest"}
            examples:
              number:
                value: {to: "+49 30 123456"}
              colleague:
                value: {agent: bob}
      responses:
        "202":
          description: They are called once the customer hears music.
          headers:
            Idempotency-Replayed: {$ref: "#/components/headers/IdempotencyReplayed"}
          content:
            application/json:
              schema: {$ref: "#/components/schemas/CallAnswer"}
              examples:
                asked:
                  value:
                    id: oh-k3v9q2-c6
                    agent: alice
                    offerId: oh-k3v9q2-o5
                    state: connected
                    direction: inbound
                    caller: {number: "+41441234567", withheld: false}
                    participant: {id: oh-k3v9q2-p7, to: "+4930123456", state: waiting, audience: everybody}
                    createdAt: "2026-03-02T08:20:04.000Z"
                    connectedAt: "2026-03-02T08:20:04.020Z"
                    serverTime: "2026-03-02T08:22:00.001Z"
        "400": {$ref: "#/components/responses/BadRequest"}
        "401": {$ref: "#/components/responses/Unauthorized"}
        "403": {$ref: "#/components/responses/Forbidden"}
        "404": {$ref: "#/components/responses/NotFound"}
        "408": {$ref: "#/components/responses/TooSlow"}
        "409":
          description: The call is not connected, somebody is being brought into it, or they may not or cannot be called.
          headers:
            Idempotency-Replayed: {$ref: "#/components/headers/IdempotencyReplayed"}
            Retry-After: {$ref: "#/components/headers/RetryAfter"}
          content:
            application/problem+json:
              schema: {$ref: "#/components/schemas/Problem"}
              examples:
                callIsOver: {$ref: "#/components/examples/callIsOver"}
                callNotConnected: {$ref: "#/components/examples/callNotConnected"}
                consultUnderWay: {$ref: "#/components/examples/consultUnderWay"}
                destinationNotAllowed: {$ref: "#/components/examples/calleeNotAllowed"}
                ownPhone: {$ref: "#/components/examples/ownPhone"}
                trunkFull: {$ref: "#/components/examples/trunkFull"}
                idempotencyInProgress: {$ref: "#/components/examples/idempotencyInProgress"}
        "413": {$ref: "#/components/responses/TooLarge"}
        "414": {$ref: "#/components/responses/URITooLong"}
        "415": {$ref: "#/components/responses/NotJSON"}
        "422": {$ref: "#/components/responses/KeyReused"}
        "429": {$ref: "#/components/responses/RateLimited"}
        "431": {$ref: "#/components/responses/HeadersTooLarge"}
        "503": {$ref: "#/components/responses/Unavailable"}

  /v1/tenants/{tenant}/calls/{call}/participants/{participant}:
    parameters:
      - {$ref: "#/components/parameters/tenant"}
      - {$ref: "#/components/parameters/call"}
      - {$ref: "#/components/parameters/participant"}
    delete:
      tags: [calls]
      operationId: removeParticipant
      summary: Hang up the third party, and take the customer back
      description: |
        The same as `cancelTransfer`.
      parameters:
        - {$ref: "#/components/parameters/idempotencyKey"}
      responses:
        "200":
          description: They are being hung up.
          headers:
            Idempotency-Replayed: {$ref: "#/components/headers/IdempotencyReplayed"}
          content:
            application/json:
              schema: {$ref: "#/components/schemas/CallAnswer"}
              examples:
                asked:
                  value:
                    id: oh-k3v9q2-c6
                    agent: alice
                    offerId: oh-k3v9q2-o5
                    state: connected
                    held: true
                    direction: inbound
                    caller: {number: "+41441234567", withheld: false}
                    createdAt: "2026-03-02T08:20:04.000Z"
                    connectedAt: "2026-03-02T08:20:04.020Z"
                    serverTime: "2026-03-02T08:22:00.001Z"
        "400": {$ref: "#/components/responses/BadRequest"}
        "401": {$ref: "#/components/responses/Unauthorized"}
        "403": {$ref: "#/components/responses/Forbidden"}
        "404": {$ref: "#/components/responses/NotFound"}
        "408": {$ref: "#/components/responses/TooSlow"}
        "409":
          description: The call is not connected.
          headers:
            Idempotency-Replayed: {$ref: "#/components/headers/IdempotencyReplayed"}
            Retry-After: {$ref: "#/components/headers/RetryAfter"}
          content:
            application/problem+json:
              schema: {$ref: "#/components/schemas/Problem"}
              examples:
                callIsOver: {$ref: "#/components/examples/callIsOver"}
                callNotConnected: {$ref: "#/components/examples/callNotConnected"}
                idempotencyInProgress: {$ref: "#/components/examples/idempotencyInProgress"}
        "413": {$ref: "#/components/responses/TooLarge"}
        "414": {$ref: "#/components/responses/URITooLong"}
        "415": {$ref: "#/components/responses/NotJSON"}
        "422": {$ref: "#/components/responses/KeyReused"}
        "429": {$ref: "#/components/responses/RateLimited"}
        "431": {$ref: "#/components/responses/HeadersTooLarge"}
        "503": {$ref: "#/components/responses/Unavailable"}

  /v1/tenants/{tenant}/calls/{call}/supervisions:
    parameters:
      - {$ref: "#/components/parameters/tenant"}
      - {$ref: "#/components/parameters/call"}
    get:
      tags: [calls]
      operationId: listSupervisions
      summary: Who supervises the call
      description: |
        At most one. Only a supervisor's or an administrator's token.
      responses:
        "200":
          description: The supervision, if there is one.
          content:
            application/json:
              schema: {$ref: "#/components/schemas/SupervisionList"}
              examples:
                one:
                  value:
                    items:
                      - id: oh-k3v9q2-u9
                        callId: oh-k3v9q2-c6
                        agent: alice
                        phone: {kind: endpoint, address: "1500"}
                        state: connected
                        mode: monitor
                        modeInForce: monitor
                        startedAt: "2026-03-02T08:21:00.000Z"
                        own: true
                    nextCursor: null
                    serverTime: "2026-03-02T08:22:00.001Z"
        "400": {$ref: "#/components/responses/MalformedRequest"}
        "401": {$ref: "#/components/responses/Unauthorized"}
        "403": {$ref: "#/components/responses/Forbidden"}
        "404": {$ref: "#/components/responses/NotFound"}
        "408": {$ref: "#/components/responses/TooSlow"}
        "414": {$ref: "#/components/responses/URITooLong"}
        "429": {$ref: "#/components/responses/RateLimited"}
        "431": {$ref: "#/components/responses/HeadersTooLarge"}
        "503": {$ref: "#/components/responses/Unavailable"}
    post:
      tags: [calls]
      operationId: superviseCall
      summary: Listen to a call, help its agent, or talk with both
      description: |
        The supervisor's own phone is called, at `phone`; once it is answered, they take part as `mode` says. `supervision.started` tells when
        it is so. A number or a SIP URI has to be one that the tenant's agents may call; an `endpoint` has to be a workplace of one of the tenant's
        agents (a supervisor with a phone is one in the directory, who need not log in), and nobody's connection may stand on it.

        - `monitor`: they hear what the agent says and hears, and nobody hears them
        - `whisper`: the agent hears them too; the customer does not
        - `barge`: all of those who talk hear them

        A muted agent is not heard by them either, and a customer on hold is not; while a customer is on hold the agent does not hear a
        whisper. It ends with the agent's part of the call. **Agents are not told**: neither the API nor the events say it to an agent's
        token. Whether they, and the customer, have to be told is a matter of law where you are.

        Only a supervisor's or an administrator's token. One supervision a call.
      parameters:
        - {$ref: "#/components/parameters/idempotencyKey"}
      requestBody:
        required: true
        content:
          application/json:
            schema: {$ref: "#/components/schemas/SupervisionRequest"}
            examples:
              listen:
                value: {mode: monitor, phone: {kind: endpoint, address: "1500"}}
              help:
                value: {mode: whisper, phone: {kind: phoneNumber, address: "+49 30 123456"}}
      responses:
        "202":
          description: The supervisor's phone is called.
          headers:
            Idempotency-Replayed: {$ref: "#/components/headers/IdempotencyReplayed"}
          content:
            application/json:
              schema: {$ref: "#/components/schemas/SupervisionAnswer"}
              examples:
                one:
                  value:
                    id: oh-k3v9q2-u9
                    callId: oh-k3v9q2-c6
                    agent: alice
                    phone: {kind: endpoint, address: "1500"}
                    state: dialing
                    mode: monitor
                    startedAt: "2026-03-02T08:21:00.000Z"
                    own: true
                    serverTime: "2026-03-02T08:21:00.001Z"
        "400": {$ref: "#/components/responses/BadRequest"}
        "401": {$ref: "#/components/responses/Unauthorized"}
        "403": {$ref: "#/components/responses/Forbidden"}
        "404": {$ref: "#/components/responses/NotFound"}
        "408": {$ref: "#/components/responses/TooSlow"}
        "409":
          description: The call is not connected, somebody supervises it already, or the phone may not or cannot be called.
          headers:
            Idempotency-Replayed: {$ref: "#/components/headers/IdempotencyReplayed"}
            Retry-After: {$ref: "#/components/headers/RetryAfter"}
          content:
            application/problem+json:
              schema: {$ref: "#/components/schemas/Problem"}
              examples:
                callIsOver: {$ref: "#/components/examples/callIsOver"}
                callNotConnected: {$ref: "#/components/examples/callNotConnected"}
                supervisionUnderWay: {$ref: "#/components/examples/supervisionUnderWay"}
                workplaceNotApproved: {$ref: "#/components/examples/workplaceNotApproved"}
                workplaceInUse: {$ref: "#/components/examples/workplaceInUse"}
                destinationNotAllowed: {$ref: "#/components/examples/calleeNotAllowed"}
                ownPhone: {$ref: "#/components/examples/ownPhone"}
                trunkFull: {$ref: "#/components/examples/trunkFull"}
                idempotencyInProgress: {$ref: "#/components/examples/idempotencyInProgress"}
        "413": {$ref: "#/components/responses/TooLarge"}
        "414": {$ref: "#/components/responses/URITooLong"}
        "415": {$ref: "#/components/responses/NotJSON"}
        "422": {$ref: "#/components/responses/KeyReused"}
        "429": {$ref: "#/components/responses/RateLimited"}
        "431": {$ref: "#/components/responses/HeadersTooLarge"}
        "503": {$ref: "#/components/responses/Unavailable"}

  /v1/tenants/{tenant}/calls/{call}/supervisions/{supervision}:
    parameters:
      - {$ref: "#/components/parameters/tenant"}
      - {$ref: "#/components/parameters/call"}
      - {$ref: "#/components/parameters/supervision"}
    get:
      tags: [calls]
      operationId: readSupervision
      summary: One supervision
      description: |
        Only a supervisor's or an administrator's token.
      responses:
        "200":
          description: The supervision.
          content:
            application/json:
              schema: {$ref: "#/components/schemas/SupervisionAnswer"}
              examples:
                one:
                  value:
                    id: oh-k3v9q2-u9
                    callId: oh-k3v9q2-c6
                    agent: alice
                    phone: {kind: endpoint, address: "1500"}
                    state: connected
                    mode: whisper
                    modeInForce: monitor
                    startedAt: "2026-03-02T08:21:00.000Z"
                    own: true
                    serverTime: "2026-03-02T08:21:00.001Z"
        "400": {$ref: "#/components/responses/MalformedRequest"}
        "401": {$ref: "#/components/responses/Unauthorized"}
        "403": {$ref: "#/components/responses/Forbidden"}
        "404": {$ref: "#/components/responses/NotFound"}
        "408": {$ref: "#/components/responses/TooSlow"}
        "414": {$ref: "#/components/responses/URITooLong"}
        "429": {$ref: "#/components/responses/RateLimited"}
        "431": {$ref: "#/components/responses/HeadersTooLarge"}
        "503": {$ref: "#/components/responses/Unavailable"}
    patch:
      tags: [calls]
      operationId: changeSupervision
      summary: Take part in another way
      description: |
        `supervision.changed` tells when it is so: before, whoever heard the supervisor may still do. Before their phone is answered, it is how
        they begin. Safe to repeat. Only the token that began it: nobody else puts a supervisor among those who talk.
      parameters:
        - {$ref: "#/components/parameters/idempotencyKey"}
      requestBody:
        required: true
        content:
          application/json:
            schema: {$ref: "#/components/schemas/SupervisionChange"}
            examples:
              whisper:
                value: {mode: whisper}
      responses:
        "200":
          description: It is asked for.
          headers:
            Idempotency-Replayed: {$ref: "#/components/headers/IdempotencyReplayed"}
          content:
            application/json:
              schema: {$ref: "#/components/schemas/SupervisionAnswer"}
              examples:
                one:
                  value:
                    id: oh-k3v9q2-u9
                    callId: oh-k3v9q2-c6
                    agent: alice
                    phone: {kind: endpoint, address: "1500"}
                    state: connecting
                    mode: whisper
                    modeInForce: monitor
                    startedAt: "2026-03-02T08:21:00.000Z"
                    own: true
                    serverTime: "2026-03-02T08:21:00.001Z"
        "400": {$ref: "#/components/responses/BadRequest"}
        "401": {$ref: "#/components/responses/Unauthorized"}
        "403": {$ref: "#/components/responses/Forbidden"}
        "404": {$ref: "#/components/responses/NotFound"}
        "408": {$ref: "#/components/responses/TooSlow"}
        "409":
          description: The call is not connected.
          headers:
            Idempotency-Replayed: {$ref: "#/components/headers/IdempotencyReplayed"}
            Retry-After: {$ref: "#/components/headers/RetryAfter"}
          content:
            application/problem+json:
              schema: {$ref: "#/components/schemas/Problem"}
              examples:
                callIsOver: {$ref: "#/components/examples/callIsOver"}
                idempotencyInProgress: {$ref: "#/components/examples/idempotencyInProgress"}
        "413": {$ref: "#/components/responses/TooLarge"}
        "414": {$ref: "#/components/responses/URITooLong"}
        "415": {$ref: "#/components/responses/NotJSON"}
        "422": {$ref: "#/components/responses/KeyReused"}
        "429": {$ref: "#/components/responses/RateLimited"}
        "431": {$ref: "#/components/responses/HeadersTooLarge"}
        "503": {$ref: "#/components/responses/Unavailable"}
    delete:
      tags: [calls]
      operationId: endSupervision
      summary: Take part no more
      description: |
        The supervisor's phone is hung up; the two talk on. Repeated, it is refused with `supervisionUnknown`. Only a supervisor's or an
        administrator's token.
      parameters:
        - {$ref: "#/components/parameters/idempotencyKey"}
      responses:
        "204":
          description: It is over.
          headers:
            Idempotency-Replayed: {$ref: "#/components/headers/IdempotencyReplayed"}
        "400": {$ref: "#/components/responses/BadRequest"}
        "401": {$ref: "#/components/responses/Unauthorized"}
        "403": {$ref: "#/components/responses/Forbidden"}
        "404": {$ref: "#/components/responses/NotFound"}
        "408": {$ref: "#/components/responses/TooSlow"}
        "409":
          description: The same key is being worked on.
          headers:
            Idempotency-Replayed: {$ref: "#/components/headers/IdempotencyReplayed"}
            Retry-After: {$ref: "#/components/headers/RetryAfter"}
          content:
            application/problem+json:
              schema: {$ref: "#/components/schemas/Problem"}
              examples:
                idempotencyInProgress: {$ref: "#/components/examples/idempotencyInProgress"}
        "413": {$ref: "#/components/responses/TooLarge"}
        "414": {$ref: "#/components/responses/URITooLong"}
        "415": {$ref: "#/components/responses/NotJSON"}
        "422": {$ref: "#/components/responses/KeyReused"}
        "429": {$ref: "#/components/responses/RateLimited"}
        "431": {$ref: "#/components/responses/HeadersTooLarge"}
        "503": {$ref: "#/components/responses/Unavailable"}

  /v1/tenants/{tenant}/calls/{call}/recordings:
    parameters:
      - {$ref: "#/components/parameters/tenant"}
      - {$ref: "#/components/parameters/call"}
    post:
      tags: [recordings]
      operationId: startRecording
      summary: Record the call
      description: |
        What the agent and the customer, and whom the agent brought in, say to each other from now on. `recording.started` tells when
        it begins, `recording.failed` that it cannot: the call goes on. While the customer hears music it pauses by itself, so that
        neither the music, nor what the agent says meanwhile, nor a consult is in it. It ends with the agent's part in the call; a call may have several, one
        after the other. Whoever records has to tell the customer. The agent's own token alone.
      parameters:
        - {$ref: "#/components/parameters/idempotencyKey"}
      responses:
        "202":
          description: It was asked for.
          headers:
            Idempotency-Replayed: {$ref: "#/components/headers/IdempotencyReplayed"}
          content:
            application/json:
              schema: {$ref: "#/components/schemas/CallAnswer"}
              examples:
                call:
                  value:
                    id: oh-k3v9q2-c6
                    agent: alice
                    offerId: oh-k3v9q2-o5
                    state: connected
                    direction: inbound
                    caller: {number: "+41441234567", withheld: false}
                    recording: {id: oh-k3v9q2-r8, state: starting, startedAt: "2026-03-02T08:22:00.000Z"}
                    createdAt: "2026-03-02T08:20:04.000Z"
                    connectedAt: "2026-03-02T08:20:04.020Z"
                    serverTime: "2026-03-02T08:22:00.001Z"
        "400": {$ref: "#/components/responses/BadRequest"}
        "401": {$ref: "#/components/responses/Unauthorized"}
        "403": {$ref: "#/components/responses/Forbidden"}
        "404": {$ref: "#/components/responses/NotFound"}
        "408": {$ref: "#/components/responses/TooSlow"}
        "409":
          description: It cannot be done with this call now.
          headers:
            Idempotency-Replayed: {$ref: "#/components/headers/IdempotencyReplayed"}
            Retry-After: {$ref: "#/components/headers/RetryAfter"}
          content:
            application/problem+json:
              schema: {$ref: "#/components/schemas/Problem"}
              examples:
                callIsOver: {$ref: "#/components/examples/callIsOver"}
                callNotConnected: {$ref: "#/components/examples/callNotConnected"}
                recordingOff: {$ref: "#/components/examples/recordingOff"}
                alreadyRecording: {$ref: "#/components/examples/alreadyRecording"}
                idempotencyInProgress: {$ref: "#/components/examples/idempotencyInProgress"}
        "413": {$ref: "#/components/responses/TooLarge"}
        "414": {$ref: "#/components/responses/URITooLong"}
        "415": {$ref: "#/components/responses/NotJSON"}
        "422": {$ref: "#/components/responses/KeyReused"}
        "429": {$ref: "#/components/responses/RateLimited"}
        "431": {$ref: "#/components/responses/HeadersTooLarge"}
        "503": {$ref: "#/components/responses/Unavailable"}

  /v1/tenants/{tenant}/calls/{call}/recordings/{recording}/pause:
    parameters:
      - {$ref: "#/components/parameters/tenant"}
      - {$ref: "#/components/parameters/call"}
      - {$ref: "#/components/parameters/recording"}
    post:
      tags: [recordings]
      operationId: pauseRecording
      summary: Keep what follows out of the recording
      description: |
        As while a card's number is said, until `resume`. `recording.paused` tells when it is so. Safe to repeat. The agent's own
        token alone.
      parameters:
        - {$ref: "#/components/parameters/idempotencyKey"}
      responses:
        "200":
          description: It was asked for.
          headers:
            Idempotency-Replayed: {$ref: "#/components/headers/IdempotencyReplayed"}
          content:
            application/json:
              schema: {$ref: "#/components/schemas/CallAnswer"}
              examples:
                call:
                  value:
                    id: oh-k3v9q2-c6
                    agent: alice
                    offerId: oh-k3v9q2-o5
                    state: connected
                    direction: inbound
                    caller: {number: "+41441234567", withheld: false}
                    recording: {id: oh-k3v9q2-r8, state: recording, pausedByAgent: true, startedAt: "2026-03-02T08:22:00.000Z"}
                    createdAt: "2026-03-02T08:20:04.000Z"
                    connectedAt: "2026-03-02T08:20:04.020Z"
                    serverTime: "2026-03-02T08:22:00.001Z"
        "400": {$ref: "#/components/responses/BadRequest"}
        "401": {$ref: "#/components/responses/Unauthorized"}
        "403": {$ref: "#/components/responses/Forbidden"}
        "404": {$ref: "#/components/responses/NotFound"}
        "408": {$ref: "#/components/responses/TooSlow"}
        "409":
          description: It cannot be done with this call now.
          headers:
            Idempotency-Replayed: {$ref: "#/components/headers/IdempotencyReplayed"}
            Retry-After: {$ref: "#/components/headers/RetryAfter"}
          content:
            application/problem+json:
              schema: {$ref: "#/components/schemas/Problem"}
              examples:
                notRecording: {$ref: "#/components/examples/notRecording"}
                idempotencyInProgress: {$ref: "#/components/examples/idempotencyInProgress"}
        "413": {$ref: "#/components/responses/TooLarge"}
        "414": {$ref: "#/components/responses/URITooLong"}
        "415": {$ref: "#/components/responses/NotJSON"}
        "422": {$ref: "#/components/responses/KeyReused"}
        "429": {$ref: "#/components/responses/RateLimited"}
        "431": {$ref: "#/components/responses/HeadersTooLarge"}
        "503": {$ref: "#/components/responses/Unavailable"}

  /v1/tenants/{tenant}/calls/{call}/recordings/{recording}/resume:
    parameters:
      - {$ref: "#/components/parameters/tenant"}
      - {$ref: "#/components/parameters/call"}
      - {$ref: "#/components/parameters/recording"}
    post:
      tags: [recordings]
      operationId: resumeRecording
      summary: Go on with the recording
      description: |
        Should the customer hear music, it goes on when they are back. Safe to repeat. The agent's own token alone.
      parameters:
        - {$ref: "#/components/parameters/idempotencyKey"}
      responses:
        "200":
          description: It was asked for.
          headers:
            Idempotency-Replayed: {$ref: "#/components/headers/IdempotencyReplayed"}
          content:
            application/json:
              schema: {$ref: "#/components/schemas/CallAnswer"}
              examples:
                call:
                  value:
                    id: oh-k3v9q2-c6
                    agent: alice
                    offerId: oh-k3v9q2-o5
                    state: connected
                    direction: inbound
                    caller: {number: "+41441234567", withheld: false}
                    recording: {id: oh-k3v9q2-r8, state: paused, startedAt: "2026-03-02T08:22:00.000Z"}
                    createdAt: "2026-03-02T08:20:04.000Z"
                    connectedAt: "2026-03-02T08:20:04.020Z"
                    serverTime: "2026-03-02T08:22:00.001Z"
        "400": {$ref: "#/components/responses/BadRequest"}
        "401": {$ref: "#/components/responses/Unauthorized"}
        "403": {$ref: "#/components/responses/Forbidden"}
        "404": {$ref: "#/components/responses/NotFound"}
        "408": {$ref: "#/components/responses/TooSlow"}
        "409":
          description: It cannot be done with this call now.
          headers:
            Idempotency-Replayed: {$ref: "#/components/headers/IdempotencyReplayed"}
            Retry-After: {$ref: "#/components/headers/RetryAfter"}
          content:
            application/problem+json:
              schema: {$ref: "#/components/schemas/Problem"}
              examples:
                notRecording: {$ref: "#/components/examples/notRecording"}
                idempotencyInProgress: {$ref: "#/components/examples/idempotencyInProgress"}
        "413": {$ref: "#/components/responses/TooLarge"}
        "414": {$ref: "#/components/responses/URITooLong"}
        "415": {$ref: "#/components/responses/NotJSON"}
        "422": {$ref: "#/components/responses/KeyReused"}
        "429": {$ref: "#/components/responses/RateLimited"}
        "431": {$ref: "#/components/responses/HeadersTooLarge"}
        "503": {$ref: "#/components/responses/Unavailable"}

  /v1/tenants/{tenant}/calls/{call}/recordings/{recording}/stop:
    parameters:
      - {$ref: "#/components/parameters/tenant"}
      - {$ref: "#/components/parameters/call"}
      - {$ref: "#/components/parameters/recording"}
    post:
      tags: [recordings]
      operationId: stopRecording
      summary: End the recording
      description: |
        `recording.stopped` tells when it is over. Refused where the policy says `always`. The agent's own token alone.
      parameters:
        - {$ref: "#/components/parameters/idempotencyKey"}
      responses:
        "200":
          description: It was asked for.
          headers:
            Idempotency-Replayed: {$ref: "#/components/headers/IdempotencyReplayed"}
          content:
            application/json:
              schema: {$ref: "#/components/schemas/CallAnswer"}
              examples:
                call:
                  value:
                    id: oh-k3v9q2-c6
                    agent: alice
                    offerId: oh-k3v9q2-o5
                    state: connected
                    direction: inbound
                    caller: {number: "+41441234567", withheld: false}
                    recording: {id: oh-k3v9q2-r8, state: stopping, startedAt: "2026-03-02T08:22:00.000Z"}
                    createdAt: "2026-03-02T08:20:04.000Z"
                    connectedAt: "2026-03-02T08:20:04.020Z"
                    serverTime: "2026-03-02T08:22:00.001Z"
        "400": {$ref: "#/components/responses/BadRequest"}
        "401": {$ref: "#/components/responses/Unauthorized"}
        "403": {$ref: "#/components/responses/Forbidden"}
        "404": {$ref: "#/components/responses/NotFound"}
        "408": {$ref: "#/components/responses/TooSlow"}
        "409":
          description: It cannot be done with this call now.
          headers:
            Idempotency-Replayed: {$ref: "#/components/headers/IdempotencyReplayed"}
            Retry-After: {$ref: "#/components/headers/RetryAfter"}
          content:
            application/problem+json:
              schema: {$ref: "#/components/schemas/Problem"}
              examples:
                notRecording: {$ref: "#/components/examples/notRecording"}
                recordingRequired: {$ref: "#/components/examples/recordingRequired"}
                idempotencyInProgress: {$ref: "#/components/examples/idempotencyInProgress"}
        "413": {$ref: "#/components/responses/TooLarge"}
        "414": {$ref: "#/components/responses/URITooLong"}
        "415": {$ref: "#/components/responses/NotJSON"}
        "422": {$ref: "#/components/responses/KeyReused"}
        "429": {$ref: "#/components/responses/RateLimited"}
        "431": {$ref: "#/components/responses/HeadersTooLarge"}
        "503": {$ref: "#/components/responses/Unavailable"}

  /v1/tenants/{tenant}/recordings:
    parameters:
      - {$ref: "#/components/parameters/tenant"}
    get:
      tags: [recordings]
      operationId: listRecordings
      summary: Recordings of calls
      description: |
        Those that began in the time, the newest first, also those that are not over; they are kept for the days that the
        policy's `recordingDays` says. Asterisk need not be there for it. A supervisor's or an administrator's token.
      parameters:
        - {$ref: "#/components/parameters/recordingsFrom"}
        - {$ref: "#/components/parameters/ledgerTo"}
        - {$ref: "#/components/parameters/ofAgent"}
        - {$ref: "#/components/parameters/ofGroup"}
        - {$ref: "#/components/parameters/ofCall"}
        - {$ref: "#/components/parameters/limit"}
        - {$ref: "#/components/parameters/timeCursor"}
      responses:
        "200":
          description: A page of recordings.
          content:
            application/json:
              schema: {$ref: "#/components/schemas/RecordingList"}
              examples:
                one:
                  value:
                    items:
                      - {id: oh-k3v9q2-r8, agent: alice, callId: oh-k3v9q2-c6, startedAt: "2026-03-02T08:22:00.000Z", endedAt: "2026-03-02T08:25:00.000Z", durationSeconds: 151.0, endReason: callEnded}
                    nextCursor: null
                    serverTime: "2026-03-02T08:30:00.000Z"
        "400": {$ref: "#/components/responses/BadRequest"}
        "401": {$ref: "#/components/responses/Unauthorized"}
        "403": {$ref: "#/components/responses/Forbidden"}
        "404": {$ref: "#/components/responses/NotFound"}
        "408": {$ref: "#/components/responses/TooSlow"}
        "414": {$ref: "#/components/responses/URITooLong"}
        "429": {$ref: "#/components/responses/RateLimited"}
        "431": {$ref: "#/components/responses/HeadersTooLarge"}
        "503": {$ref: "#/components/responses/Unavailable"}

  /v1/tenants/{tenant}/recordings/{recording}:
    parameters:
      - {$ref: "#/components/parameters/tenant"}
      - {$ref: "#/components/parameters/recording"}
    get:
      tags: [recordings]
      operationId: readRecording
      summary: One recording
      description: |
        What the list says of it. A supervisor's or an administrator's token.
      responses:
        "200":
          description: The recording.
          content:
            application/json:
              schema: {$ref: "#/components/schemas/RecordingAnswer"}
              examples:
                over: {value: {id: oh-k3v9q2-r8, agent: alice, callId: oh-k3v9q2-c6, startedAt: "2026-03-02T08:22:00.000Z", endedAt: "2026-03-02T08:25:00.000Z", durationSeconds: 151.0, endReason: callEnded, serverTime: "2026-03-02T08:30:00.000Z"}}
        "400": {$ref: "#/components/responses/BadRequest"}
        "401": {$ref: "#/components/responses/Unauthorized"}
        "403": {$ref: "#/components/responses/Forbidden"}
        "404": {$ref: "#/components/responses/NotFound"}
        "408": {$ref: "#/components/responses/TooSlow"}
        "414": {$ref: "#/components/responses/URITooLong"}
        "429": {$ref: "#/components/responses/RateLimited"}
        "431": {$ref: "#/components/responses/HeadersTooLarge"}
        "503": {$ref: "#/components/responses/Unavailable"}

    delete:
      tags: [recordings]
      operationId: deleteRecording
      summary: Delete a recording and its file
      description: |
        It is in no list from then on, and its file is deleted as soon as Asterisk is there to do so; the audit journal says who wanted it and when
        it was gone. Safe to repeat until then. An administrator's token.
      parameters:
        - {$ref: "#/components/parameters/idempotencyKey"}
      responses:
        "204":
          description: It is gone.
          headers:
            Idempotency-Replayed: {$ref: "#/components/headers/IdempotencyReplayed"}
        "400": {$ref: "#/components/responses/BadRequest"}
        "401": {$ref: "#/components/responses/Unauthorized"}
        "403": {$ref: "#/components/responses/Forbidden"}
        "404": {$ref: "#/components/responses/NotFound"}
        "408": {$ref: "#/components/responses/TooSlow"}
        "409":
          description: It is not over.
          headers:
            Idempotency-Replayed: {$ref: "#/components/headers/IdempotencyReplayed"}
            Retry-After: {$ref: "#/components/headers/RetryAfter"}
          content:
            application/problem+json:
              schema: {$ref: "#/components/schemas/Problem"}
              examples:
                recordingUnderWay: {$ref: "#/components/examples/recordingUnderWay"}
        "413": {$ref: "#/components/responses/TooLarge"}
        "414": {$ref: "#/components/responses/URITooLong"}
        "415": {$ref: "#/components/responses/NotJSON"}
        "422": {$ref: "#/components/responses/KeyReused"}
        "429": {$ref: "#/components/responses/RateLimited"}
        "431": {$ref: "#/components/responses/HeadersTooLarge"}
        "503": {$ref: "#/components/responses/Unavailable"}

  /v1/tenants/{tenant}/recordings/{recording}/file:
    parameters:
      - {$ref: "#/components/parameters/tenant"}
      - {$ref: "#/components/parameters/recording"}
    get:
      tags: [recordings]
      operationId: fetchRecording
      summary: What was said
      description: |
        A WAV file: one channel, 16 bits, 8,000 times a second, 58 megabytes an hour. It comes from Asterisk as fast as it is
        read, which is tried for half an hour; an answer that breaks off is not all of it. Three are on their way at once of a tenant; one more
        gets 429 `tooManyFetches`. The audit journal says who fetched it. A supervisor's or an administrator's token.
      responses:
        "200":
          description: The file.
          content:
            audio/wav:
              schema: {type: string, format: binary}
              examples:
                beginning: {value: RIFF}
        "400": {$ref: "#/components/responses/BadRequest"}
        "401": {$ref: "#/components/responses/Unauthorized"}
        "403": {$ref: "#/components/responses/Forbidden"}
        "404": {$ref: "#/components/responses/NotFound"}
        "408": {$ref: "#/components/responses/TooSlow"}
        "409":
          description: It is not over.
          headers:
            Idempotency-Replayed: {$ref: "#/components/headers/IdempotencyReplayed"}
            Retry-After: {$ref: "#/components/headers/RetryAfter"}
          content:
            application/problem+json:
              schema: {$ref: "#/components/schemas/Problem"}
              examples:
                recordingUnderWay: {$ref: "#/components/examples/recordingUnderWay"}
        "414": {$ref: "#/components/responses/URITooLong"}
        "429":
          description: The tenant has as many files on their way as it may, or the token has sent too many requests.
          headers:
            Retry-After: {$ref: "#/components/headers/RetryAfter"}
          content:
            application/problem+json:
              schema: {$ref: "#/components/schemas/Problem"}
              examples:
                tooManyFetches: {$ref: "#/components/examples/tooManyFetches"}
                rateLimited: {$ref: "#/components/examples/rateLimited"}
        "431": {$ref: "#/components/responses/HeadersTooLarge"}
        "503": {$ref: "#/components/responses/Unavailable"}

  /v1/tenants/{tenant}/ledger/agents:
    parameters:
      - {$ref: "#/components/parameters/tenant"}
    get:
      tags: [ledger]
      operationId: readAgentTotals
      summary: What agents did in a time, in all
      description: |
        Seconds by status, by what the line was used for and by the reason of breaks, and what became of offers and calls that
        ended in the time. What goes on now is counted until now. An agent's token sees the agent alone. Ordered by the
        agents' ids; agents who were never logged in in the time are not in it. With `Accept: text/csv` all of it as a table.
        It is kept for the days that the policy's `ledgerDays` says.
      parameters:
        - {$ref: "#/components/parameters/ledgerFrom"}
        - {$ref: "#/components/parameters/ledgerTo"}
        - {$ref: "#/components/parameters/ofAgent"}
        - {$ref: "#/components/parameters/ofGroup"}
        - {$ref: "#/components/parameters/limit"}
        - {$ref: "#/components/parameters/cursor"}
      responses:
        "200":
          description: A page of agents, or a table of all.
          content:
            application/json:
              schema: {$ref: "#/components/schemas/AgentTotalsList"}
              examples:
                one: {$ref: "#/components/examples/agentTotals"}
            text/csv:
              schema: {type: string}
              examples:
                table: {value: "agent,onBreakSeconds,workingOfflineSeconds,availableSeconds\r\nalice,600.0,0.0,14400.5\r\n"}
        "400": {$ref: "#/components/responses/BadRequest"}
        "401": {$ref: "#/components/responses/Unauthorized"}
        "404": {$ref: "#/components/responses/NotFound"}
        "408": {$ref: "#/components/responses/TooSlow"}
        "414": {$ref: "#/components/responses/URITooLong"}
        "429": {$ref: "#/components/responses/RateLimited"}
        "431": {$ref: "#/components/responses/HeadersTooLarge"}
        "503": {$ref: "#/components/responses/Unavailable"}

  /v1/tenants/{tenant}/ledger/activities:
    parameters:
      - {$ref: "#/components/parameters/tenant"}
    get:
      tags: [ledger]
      operationId: listActivities
      summary: What agents did, one after the other
      description: |
        Each with its beginning and its end, in the order in which they ended; also what began before the time or ended after
        it. What goes on now is not in it. With `Accept: text/csv` all of it as a table, without pages.
      parameters:
        - {$ref: "#/components/parameters/ledgerFrom"}
        - {$ref: "#/components/parameters/ledgerTo"}
        - {$ref: "#/components/parameters/ofAgent"}
        - {$ref: "#/components/parameters/ofGroup"}
        - {$ref: "#/components/parameters/limit"}
        - {$ref: "#/components/parameters/ledgerCursor"}
      responses:
        "200":
          description: A page of activities, or a table of all.
          content:
            application/json:
              schema: {$ref: "#/components/schemas/ActivityList"}
              examples:
                one:
                  value:
                    items:
                      - {agent: alice, from: "2026-03-02T08:00:00.000Z", to: "2026-03-02T08:01:30.250Z", status: busy, reason: call, line: talking, callId: oh-k3v9x2ab-c41}
                    nextCursor: null
                    serverTime: "2026-03-02T08:30:00.000Z"
            text/csv:
              schema: {type: string}
              examples:
                table: {value: "agent,from,to,status,reason,line,callId\r\nalice,2026-03-02T08:00:00.000Z,2026-03-02T08:01:30.250Z,busy,call,talking,oh-k3v9x2ab-c41\r\n"}
        "400": {$ref: "#/components/responses/BadRequest"}
        "401": {$ref: "#/components/responses/Unauthorized"}
        "404": {$ref: "#/components/responses/NotFound"}
        "408": {$ref: "#/components/responses/TooSlow"}
        "414": {$ref: "#/components/responses/URITooLong"}
        "429": {$ref: "#/components/responses/RateLimited"}
        "431": {$ref: "#/components/responses/HeadersTooLarge"}
        "503": {$ref: "#/components/responses/Unavailable"}

  /v1/tenants/{tenant}/ledger/calls:
    parameters:
      - {$ref: "#/components/parameters/tenant"}
    get:
      tags: [ledger]
      operationId: listCallRecords
      summary: Customers who were offered or called, and what became of it
      description: |
        Of calls and of offers that led to none, those that ended in the time, in the order in which they did. With
        `Accept: text/csv` all of it as a table, without pages, in which each is one line and names that a spreadsheet would
        take for a formula have a `'` before them.
      parameters:
        - {$ref: "#/components/parameters/ledgerFrom"}
        - {$ref: "#/components/parameters/ledgerTo"}
        - {$ref: "#/components/parameters/ofAgent"}
        - {$ref: "#/components/parameters/ofGroup"}
        - {$ref: "#/components/parameters/limit"}
        - {$ref: "#/components/parameters/ledgerCursor"}
      responses:
        "200":
          description: A page of records, or a table of all.
          content:
            application/json:
              schema: {$ref: "#/components/schemas/CallRecordList"}
              examples:
                one: {$ref: "#/components/examples/callRecords"}
            text/csv:
              schema: {type: string}
              examples:
                table: {value: "id,agent,direction,callerNumber,callerName,dialedNumber,queue,customerChannel,offeredAt,acceptedAt,connectedAt,endedAt,holdSeconds,outcome\r\noh-k3v9x2ab-o40,alice,inbound,+4930123456,Carol,4930999,support,1772438400.12,2026-03-02T08:00:00.000Z,,,2026-03-02T08:00:15.000Z,0.0,timedOut\r\n"}
        "400": {$ref: "#/components/responses/BadRequest"}
        "401": {$ref: "#/components/responses/Unauthorized"}
        "404": {$ref: "#/components/responses/NotFound"}
        "408": {$ref: "#/components/responses/TooSlow"}
        "414": {$ref: "#/components/responses/URITooLong"}
        "429": {$ref: "#/components/responses/RateLimited"}
        "431": {$ref: "#/components/responses/HeadersTooLarge"}
        "503": {$ref: "#/components/responses/Unavailable"}

  /v1/tenants/{tenant}/ledger/erasures:
    parameters:
      - {$ref: "#/components/parameters/tenant"}
    post:
      tags: [ledger]
      operationId: erase
      summary: Take what is personal out of the ledger
      description: |
        Of a customer, by `number`: their number and name in all entries, and the number in the audit journal; the entries stay,
        and so do all sums. The number is found however it was written, read in the tenant's country. Of an agent, by `agent`:
        all their entries. Recordings of those calls, or of that agent, are deleted. What is under way, offers and calls of the last hour, answers kept for an `Idempotency-Key` and
        backups still have it; ask again when the call is over. An administrator's token. Safe to repeat.
      parameters:
        - {$ref: "#/components/parameters/idempotencyKey"}
      requestBody:
        required: true
        content:
          application/json:
            schema: {$ref: "#/components/schemas/Erasure"}
            examples:
              customer: {value: {number: "+49 30 123456"}}
              agent: {value: {agent: alice}}
      responses:
        "200":
          description: How many entries were changed, or taken out.
          headers:
            Idempotency-Replayed: {$ref: "#/components/headers/IdempotencyReplayed"}
          content:
            application/json:
              schema: {$ref: "#/components/schemas/ErasedAnswer"}
              examples:
                some: {value: {calls: 3, activities: 0, auditEntries: 1, recordings: 2, serverTime: "2026-03-02T08:30:00.000Z"}}
        "400": {$ref: "#/components/responses/BadRequest"}
        "401": {$ref: "#/components/responses/Unauthorized"}
        "403": {$ref: "#/components/responses/Forbidden"}
        "404": {$ref: "#/components/responses/NotFound"}
        "408": {$ref: "#/components/responses/TooSlow"}
        "409":
          description: The same request is being answered.
          headers:
            Retry-After: {$ref: "#/components/headers/RetryAfter"}
          content:
            application/problem+json:
              schema: {$ref: "#/components/schemas/Problem"}
              examples:
                idempotencyInProgress: {$ref: "#/components/examples/idempotencyInProgress"}
        "413": {$ref: "#/components/responses/TooLarge"}
        "414": {$ref: "#/components/responses/URITooLong"}
        "415": {$ref: "#/components/responses/NotJSON"}
        "422": {$ref: "#/components/responses/KeyReused"}
        "429": {$ref: "#/components/responses/RateLimited"}
        "431": {$ref: "#/components/responses/HeadersTooLarge"}
        "503": {$ref: "#/components/responses/Unavailable"}

  /v1/tenants/{tenant}/events:
    parameters:
      - {$ref: "#/components/parameters/tenant"}
    get:
      tags: [events]
      operationId: streamEvents
      summary: What happens to the agents whom the token may see
      description: |
        Server-sent events. `id:` is where to resume, `event:` the type, `data:` an `Event` on one
        line. A stream begins with `stream.snapshot`, unless it is resumed: with the last id in
        `Last-Event-ID` or `lastEventId` it goes on right after that event. When that is not possible,
        or when the client fell behind, `stream.reset` says so and a new snapshot follows: forget what
        was before. A comment comes every 15 s; silence for twice as long means that the stream is
        lost. The stream ends when its token is removed and when the service stops.
      parameters:
        - name: Last-Event-ID
          in: header
          description: The id of the last event that was taken in.
          schema: {type: string}
        - name: lastEventId
          in: query
          description: The same, for clients that cannot set the header.
          schema: {type: string}
        - name: agents
          in: query
          description: |
            Ids of the agents who are wanted, with a comma between two; all whom the token may see
            otherwise. 400 for one whom it may not see.
          style: form
          explode: false
          schema:
            type: array
            minItems: 1
            maxItems: 200
            items: {type: string, minLength: 1}
          example: [alice, bob]
        - {$ref: "#/components/parameters/ofGroup"}
        - name: types
          in: query
          description: |
            The types that are wanted, or families of them, with a comma between two; all otherwise.
            `stream.snapshot` and `stream.reset` always come.
          style: form
          explode: false
          schema:
            type: array
            minItems: 1
            maxItems: 200
            items: {$ref: "#/components/schemas/WantedType"}
          example: [offer.*, call.ended]
      responses:
        "200":
          description: The stream.
          content:
            text/event-stream:
              schema: {$ref: "#/components/schemas/StreamedEvent"}
              examples:
                ringing:
                  value:
                    id: 5f0c2a-18
                    event: connection.ringing
                    data: '{"agent":"alice","data":{"attemptId":"oh-k3v9q2-a2"},"id":"5f0c2a-18","tenant":"acme","time":"2026-03-02T08:00:06.000Z","type":"connection.ringing"}'
        "400": {$ref: "#/components/responses/BadRequest"}
        "401": {$ref: "#/components/responses/Unauthorized"}
        "404": {$ref: "#/components/responses/NotFound"}
        "408": {$ref: "#/components/responses/TooSlow"}
        "414": {$ref: "#/components/responses/URITooLong"}
        "429":
          description: The token has as many streams as it may, or has sent too many requests.
          headers:
            Retry-After: {$ref: "#/components/headers/RetryAfter"}
          content:
            application/problem+json:
              schema: {$ref: "#/components/schemas/Problem"}
              examples:
                tooManyStreams: {$ref: "#/components/examples/tooManyStreams"}
                rateLimited: {$ref: "#/components/examples/rateLimited"}
        "431": {$ref: "#/components/responses/HeadersTooLarge"}
        "503": {$ref: "#/components/responses/Unavailable"}

  /healthz:
    get:
      tags: [service]
      operationId: readHealth
      summary: Whether the process lives
      security: []
      responses:
        "200":
          description: It does.
          content:
            application/json:
              schema: {$ref: "#/components/schemas/Alive"}
              examples:
                alive:
                  value: {alive: true}
        "400": {$ref: "#/components/responses/MalformedRequest"}
        "408": {$ref: "#/components/responses/TooSlow"}
        "414": {$ref: "#/components/responses/URITooLong"}
        "431": {$ref: "#/components/responses/HeadersTooLarge"}

  /readyz:
    get:
      tags: [service]
      operationId: readReadiness
      summary: Whether the service can do its work
      security: []
      responses:
        "200":
          description: It can.
          content:
            application/json:
              schema: {$ref: "#/components/schemas/Readiness"}
              examples:
                ready:
                  value: {ready: true, state: ready, reasons: [], warnings: []}
                certificateEnds:
                  value:
                    ready: true
                    state: ready
                    reasons: []
                    warnings:
                      - "The API's certificate expires on 2026-03-01, in 5 days: renew it."
        "400": {$ref: "#/components/responses/MalformedRequest"}
        "408": {$ref: "#/components/responses/TooSlow"}
        "414": {$ref: "#/components/responses/URITooLong"}
        "431": {$ref: "#/components/responses/HeadersTooLarge"}
        "503":
          description: It cannot, and why.
          content:
            application/json:
              schema: {$ref: "#/components/schemas/Readiness"}
              examples:
                notReady:
                  value:
                    ready: false
                    state: notReady
                    reasons: [The PBX has not been reached yet.]
                    warnings: []
                standby:
                  value:
                    ready: false
                    state: standby
                    reasons:
                      - Another Offhook serves from this data directory; this one waits for its end.
                    warnings: []

  /openapi.yaml:
    get:
      tags: [service]
      operationId: readContract
      summary: This document
      security: []
      responses:
        "200":
          description: This document.
          content:
            application/yaml:
              schema: {type: string}
        "400": {$ref: "#/components/responses/MalformedRequest"}
        "408": {$ref: "#/components/responses/TooSlow"}
        "414": {$ref: "#/components/responses/URITooLong"}
        "431": {$ref: "#/components/responses/HeadersTooLarge"}

components:
  securitySchemes:
    token:
      type: http
      scheme: bearer
      description: Made by `offhook token create`.
  headers:
    IdempotencyReplayed:
      description: |
        `true` when this is the answer of the first time, for a request that came again under its
        `Idempotency-Key`; absent otherwise.
      schema: {type: string, enum: ["true"]}
    RetryAfter:
      description: Seconds after which to try again.
      schema: {type: integer}
    WWWAuthenticate:
      description: The scheme to use.
      schema: {type: string}
  parameters:
    tenant:
      name: tenant
      in: path
      required: true
      description: The token's own tenant, as `/v1/me` tells it.
      schema: {type: string}
    agent:
      name: agent
      in: path
      required: true
      schema: {type: string}
    group:
      name: group
      in: path
      required: true
      description: 1 to 64 letters, digits, `-`, `_` or `.`, the first a letter or digit.
      schema: {type: string}
    validation:
      name: validation
      in: path
      required: true
      description: The `attemptId` that the validation was answered with.
      schema: {type: string}
    applyNow:
      name: applyNow
      in: query
      description: |
        Whether a change of mode and auto answer is put into force at once for those who are not in a call, instead of from
        their next connection. Who is to be called for each call from then on loses the connection that stands, and so does
        who is connected at a workplace that is theirs no more. `appliedTo` names them.
      schema: {type: boolean}
    offer:
      name: offer
      in: path
      required: true
      schema: {type: string}
    customer:
      name: customer
      in: path
      required: true
      schema: {type: string}
    call:
      name: call
      in: path
      required: true
      schema: {type: string}
    supervision:
      name: supervision
      in: path
      required: true
      description: The id of one of the call's supervisions.
      schema: {type: string}
    participant:
      name: participant
      in: path
      required: true
      description: The id of the call's `participant`.
      schema: {type: string}
    recording:
      name: recording
      in: path
      required: true
      description: The id of a recording.
      schema: {type: string}
    ofCall:
      name: call
      in: query
      description: Those of this call only.
      schema: {type: string}
    recordingsFrom:
      name: from
      in: query
      description: |
        The beginning of the time: a date in UTC, or a time as RFC 3339 has it, with a `+` written as `%2B`. Ninety days before the
        end where it is left out.
      schema: {type: string, examples: ["2026-03-02", "2026-03-02T08:00:00Z"]}
    ofAgent:
      name: agent
      in: query
      description: Those of this agent only.
      schema: {type: string}
    idempotencyKey:
      name: Idempotency-Key
      in: header
      description: |
        What this request is known by, should it come again, such as a UUID; a new one for each request
        that is not the same.
      schema: {type: string, pattern: "^[!-~]{1,128}$"}
    ofGroup:
      name: group
      in: query
      description: |
        Those of this group's agents only; 400 for one that the groups' list does not have. An event stream keeps to who was in
        it when the stream was opened.
      schema: {type: string}
    limit:
      name: limit
      in: query
      description: How many items at the most.
      schema: {type: integer, minimum: 1, maximum: 200, default: 50}
    cursor:
      name: cursor
      in: query
      description: The `nextCursor` of the page before, percent-encoded.
      schema: {type: string}
    timeCursor:
      name: cursor
      in: query
      description: The `nextCursor` of the page before, percent-encoded.
      schema: {type: string, pattern: "^[0-9]{1,15}[.][!-~]{1,100}$"}
    ledgerCursor:
      name: cursor
      in: query
      description: The `nextCursor` of the page before.
      schema: {type: string, pattern: "^[0-9]{1,15}[.][0-9]{1,18}$"}
    ledgerFrom:
      name: from
      in: query
      description: |
        The beginning of the time: a date in UTC, or a time as RFC 3339 has it, with a `+` written as `%2B`. A day before the
        end where it is left out.
      schema: {type: string, examples: ["2026-03-02", "2026-03-02T08:00:00Z"]}
    ledgerTo:
      name: to
      in: query
      description: The end of the time, not a part of it; now where it is left out. At most 366 days after the beginning.
      schema: {type: string}
  responses:
    BadRequest:
      description: The request cannot be understood; nothing was done.
      headers:
        Idempotency-Replayed: {$ref: "#/components/headers/IdempotencyReplayed"}
      content:
        application/problem+json:
          schema: {$ref: "#/components/schemas/Problem"}
          examples:
            malformedBody: {$ref: "#/components/examples/malformedBody"}
            unknownKey: {$ref: "#/components/examples/unknownKey"}
            invalidValue: {$ref: "#/components/examples/invalidValue"}
            malformedPin: {$ref: "#/components/examples/malformedPin"}
            invalidParameter: {$ref: "#/components/examples/invalidParameter"}
            malformedIdempotencyKey: {$ref: "#/components/examples/malformedIdempotencyKey"}
            malformedRequest: {$ref: "#/components/examples/malformedRequest"}
    MalformedRequest:
      description: This is no HTTP request that can be read; the connection is closed.
      content:
        application/problem+json:
          schema: {$ref: "#/components/schemas/Problem"}
          examples:
            malformedRequest: {$ref: "#/components/examples/malformedRequest"}
    URITooLong:
      description: The path and query are too long.
      content:
        application/problem+json:
          schema: {$ref: "#/components/schemas/Problem"}
          examples:
            uriTooLong: {$ref: "#/components/examples/uriTooLong"}
    HeadersTooLarge:
      description: A header field, or all together, are too large; the connection is closed.
      content:
        application/problem+json:
          schema: {$ref: "#/components/schemas/Problem"}
          examples:
            headersTooLarge: {$ref: "#/components/examples/headersTooLarge"}
    RateLimited:
      description: |
        The token has sent too many requests, or too many unknown tokens came from the address; nothing
        was done.
      headers:
        Retry-After: {$ref: "#/components/headers/RetryAfter"}
      content:
        application/problem+json:
          schema: {$ref: "#/components/schemas/Problem"}
          examples:
            rateLimited: {$ref: "#/components/examples/rateLimited"}
    Unauthorized:
      description: No token, or not a good one.
      headers:
        WWW-Authenticate: {$ref: "#/components/headers/WWWAuthenticate"}
      content:
        application/problem+json:
          schema: {$ref: "#/components/schemas/Problem"}
          examples:
            tokenMissing: {$ref: "#/components/examples/tokenMissing"}
            tokenInvalid: {$ref: "#/components/examples/tokenInvalid"}
            tokenExpired: {$ref: "#/components/examples/tokenExpired"}
    Forbidden:
      description: Another agent's, or not for this role.
      headers:
        Idempotency-Replayed: {$ref: "#/components/headers/IdempotencyReplayed"}
      content:
        application/problem+json:
          schema: {$ref: "#/components/schemas/Problem"}
          examples:
            forbidden: {$ref: "#/components/examples/forbidden"}
    NotFound:
      description: Not there, or another tenant's.
      headers:
        Idempotency-Replayed: {$ref: "#/components/headers/IdempotencyReplayed"}
      content:
        application/problem+json:
          schema: {$ref: "#/components/schemas/Problem"}
          examples:
            tenantUnknown: {$ref: "#/components/examples/tenantUnknown"}
            groupUnknown: {$ref: "#/components/examples/groupUnknown"}
            agentUnknown: {$ref: "#/components/examples/agentUnknown"}
            offerUnknown: {$ref: "#/components/examples/offerUnknown"}
            customerUnknown: {$ref: "#/components/examples/customerUnknown"}
            callUnknown: {$ref: "#/components/examples/callUnknown"}
            participantUnknown: {$ref: "#/components/examples/participantUnknown"}
            supervisionUnknown: {$ref: "#/components/examples/supervisionUnknown"}
            recordingUnknown: {$ref: "#/components/examples/recordingUnknown"}
            recordingFileMissing: {$ref: "#/components/examples/recordingFileMissing"}
    InvalidSettings:
      description: The settings cannot be these, or the key was used for another request.
      headers:
        Idempotency-Replayed: {$ref: "#/components/headers/IdempotencyReplayed"}
      content:
        application/problem+json:
          schema: {$ref: "#/components/schemas/Problem"}
          examples:
            invalidSettings: {$ref: "#/components/examples/invalidSettings"}
            idempotencyKeyReused: {$ref: "#/components/examples/idempotencyKeyReused"}
    KeyReused:
      description: The `Idempotency-Key` was used for another request; nothing was done.
      content:
        application/problem+json:
          schema: {$ref: "#/components/schemas/Problem"}
          examples:
            idempotencyKeyReused: {$ref: "#/components/examples/idempotencyKeyReused"}
    InProgress:
      description: The same request is being answered; wait and send it again.
      headers:
        Retry-After: {$ref: "#/components/headers/RetryAfter"}
      content:
        application/problem+json:
          schema: {$ref: "#/components/schemas/Problem"}
          examples:
            idempotencyInProgress: {$ref: "#/components/examples/idempotencyInProgress"}
    TooSlow:
      description: The request's head or its body took too long; the connection is closed.
      content:
        application/problem+json:
          schema: {$ref: "#/components/schemas/Problem"}
          examples:
            requestTimedOut: {$ref: "#/components/examples/requestTimedOut"}
    TooLarge:
      description: The body is too large.
      content:
        application/problem+json:
          schema: {$ref: "#/components/schemas/Problem"}
          examples:
            bodyTooLarge: {$ref: "#/components/examples/bodyTooLarge"}
    NotJSON:
      description: The body is not said to be JSON.
      headers:
        Idempotency-Replayed: {$ref: "#/components/headers/IdempotencyReplayed"}
      content:
        application/problem+json:
          schema: {$ref: "#/components/schemas/Problem"}
          examples:
            unsupportedMediaType: {$ref: "#/components/examples/unsupportedMediaType"}
    DialRateLimited:
      description: |
        Too many calls to the agent's phone were asked for within ten minutes, or the token has sent too many
        requests.
      headers:
        Retry-After: {$ref: "#/components/headers/RetryAfter"}
      content:
        application/problem+json:
          schema: {$ref: "#/components/schemas/Problem"}
          examples:
            dialRateLimited: {$ref: "#/components/examples/dialRateLimited"}
            rateLimited: {$ref: "#/components/examples/rateLimited"}
    Unavailable:
      description: It cannot be done for the moment; nothing was done, and it is safe to try again.
      headers:
        Retry-After: {$ref: "#/components/headers/RetryAfter"}
      content:
        application/problem+json:
          schema: {$ref: "#/components/schemas/Problem"}
          examples:
            phoneSystemAway: {$ref: "#/components/examples/phoneSystemAway"}
            overloaded: {$ref: "#/components/examples/overloaded"}
            storeUnavailable: {$ref: "#/components/examples/storeUnavailable"}
            stopping: {$ref: "#/components/examples/stopping"}
            standby: {$ref: "#/components/examples/standby"}

  examples:
    session:
      value:
        sessionId: oh-k3v9q2-s1
        loggedInAt: "2026-03-02T08:00:00.000Z"
        serverTime: "2026-03-02T08:00:00.001Z"
    openConnection:
      value:
        state: open
        attemptId: oh-k3v9q2-a2
        startedAt: "2026-03-02T08:00:05.000Z"
        openedAt: "2026-03-02T08:00:25.000Z"
        serverTime: "2026-03-02T08:00:25.001Z"
    emptyList:
      value: {items: [], nextCursor: null, serverTime: "2026-03-02T08:00:00.000Z"}
    pendingOffer:
      value:
        id: oh-k3v9q2-o5
        agent: alice
        state: pending
        direction: inbound
        mustAccept: false
        caller: {number: "+41441234567", name: Carol, withheld: false}
        dialedNumber: "+41800123456"
        queue: sales
        waitedSeconds: 12
        createdAt: "2026-03-02T08:20:00.000Z"
        expiresAt: "2026-03-02T08:20:15.000Z"
        acceptOn: console
        serverTime: "2026-03-02T08:20:03.120Z"
    acceptedOffer:
      value:
        id: oh-k3v9q2-o5
        agent: alice
        state: accepted
        direction: inbound
        mustAccept: false
        caller: {number: "+41441234567", name: Carol, withheld: false}
        createdAt: "2026-03-02T08:20:00.000Z"
        expiresAt: "2026-03-02T08:20:15.000Z"
        acceptOn: console
        callId: oh-k3v9q2-c6
        serverTime: "2026-03-02T08:20:04.001Z"
    connectedCall:
      value:
        id: oh-k3v9q2-c6
        agent: alice
        offerId: oh-k3v9q2-o5
        state: connected
        direction: inbound
        caller: {number: "+41441234567", name: Carol, withheld: false}
        createdAt: "2026-03-02T08:20:04.000Z"
        connectedAt: "2026-03-02T08:20:04.020Z"
        serverTime: "2026-03-02T08:21:00.000Z"
    tokenMissing:
      value:
        type: urn:offhook:problem:tokenMissing
        title: A token is needed
        status: 401
        detail: 'Send a token as "Authorization: Bearer <token>".'
        code: tokenMissing
    tokenExpired:
      value:
        type: urn:offhook:problem:tokenExpired
        title: The token has expired
        status: 401
        detail: 'Ask an administrator for a new token; this one had its time.'
        code: tokenExpired
    tokenInvalid:
      value:
        type: urn:offhook:problem:tokenInvalid
        title: The token is not valid
        status: 401
        detail: 'Ask an administrator for a token made by "offhook token create".'
        code: tokenInvalid
    forbidden:
      value:
        type: urn:offhook:problem:forbidden
        title: The token does not allow this
        status: 403
        detail: 'Use a token of that agent, or of a supervisor.'
        code: forbidden
    notFound:
      value:
        type: urn:offhook:problem:notFound
        title: There is nothing here
        status: 404
        detail: 'See /openapi.yaml for what there is.'
        code: notFound
    methodNotAllowed:
      value:
        type: urn:offhook:problem:methodNotAllowed
        title: This cannot be done here
        status: 405
        detail: 'Use GET here.'
        code: methodNotAllowed
    tenantUnknown:
      value:
        type: urn:offhook:problem:tenantUnknown
        title: There is no such tenant
        status: 404
        detail: 'Use the tenant that /v1/me tells.'
        code: tenantUnknown
    agentUnknown:
      value:
        type: urn:offhook:problem:agentUnknown
        title: There is no such agent
        status: 404
        detail: 'Use an agent that the agents'' list has.'
        code: agentUnknown
    offerUnknown:
      value:
        type: urn:offhook:problem:offerUnknown
        title: There is no such offer
        status: 404
        detail: 'Use an offer that the offers'' list has.'
        code: offerUnknown
    callUnknown:
      value:
        type: urn:offhook:problem:callUnknown
        title: There is no such call
        status: 404
        detail: 'Use a call that the calls'' list has.'
        code: callUnknown
    participantUnknown:
      value:
        type: urn:offhook:problem:participantUnknown
        title: There is nobody of this id in the call
        status: 404
        detail: 'Use the id of the call''s participant; they may have left.'
        code: participantUnknown
    supervisionUnknown:
      value:
        type: urn:offhook:problem:supervisionUnknown
        title: Nobody supervises the call by this id
        status: 404
        detail: 'Use the id of the call''s supervision; it may have ended.'
        code: supervisionUnknown
    supervisionUnderWay:
      value:
        type: urn:offhook:problem:supervisionUnderWay
        title: Somebody supervises the call already
        status: 409
        detail: 'One supervisor can take part in a call: end that supervision first.'
        code: supervisionUnderWay
        allowedActions: [hangUp, changeSupervision, endSupervision]
    recordingUnknown:
      value:
        type: urn:offhook:problem:recordingUnknown
        title: There is no such recording
        status: 404
        detail: 'Use a recording that the recordings'' list has.'
        code: recordingUnknown
    recordingFileMissing:
      value:
        type: urn:offhook:problem:recordingFileMissing
        title: The recording's file is not there
        status: 404
        detail: 'Look for it in Asterisk''s folder of recordings: it was taken away, or nothing was taken down.'
        code: recordingFileMissing
    recordingUnderWay:
      value:
        type: urn:offhook:problem:recordingUnderWay
        title: The recording is not over
        status: 409
        detail: 'Wait until it is over.'
        code: recordingUnderWay
    recordingOff:
      value:
        type: urn:offhook:problem:recordingOff
        title: Calls are not recorded here
        status: 409
        detail: 'Ask an administrator, whose policy says recording.'
        code: recordingOff
        allowedActions: [setStatus, hangUp, hold, mute, unmute, sendDigits, consult, addParticipant]
    recordingRequired:
      value:
        type: urn:offhook:problem:recordingRequired
        title: All calls are recorded here
        status: 409
        detail: 'Pause it for what may not be in it; it ends with the call.'
        code: recordingRequired
        allowedActions: [setStatus, hangUp, hold, mute, unmute, sendDigits, consult, addParticipant, pauseRecording, resumeRecording]
    alreadyRecording:
      value:
        type: urn:offhook:problem:alreadyRecording
        title: The call is being recorded
        status: 409
        detail: 'Go on, or stop the one that the call has.'
        code: alreadyRecording
        allowedActions: [setStatus, hangUp, hold, mute, unmute, sendDigits, consult, addParticipant, pauseRecording, resumeRecording, stopRecording]
    notRecording:
      value:
        type: urn:offhook:problem:notRecording
        title: The call is not being recorded
        status: 409
        detail: 'Start one first: POST …/recordings.'
        code: notRecording
        allowedActions: [setStatus, hangUp, hold, mute, unmute, sendDigits, consult, addParticipant, startRecording]
    malformedBody:
      value:
        type: urn:offhook:problem:malformedBody
        title: The body cannot be read
        status: 400
        detail: 'Send well-formed JSON in UTF-8, with no key twice: see byte 11.'
        code: malformedBody
    unknownKey:
      value:
        type: urn:offhook:problem:unknownKey
        title: The body has an unknown key
        status: 400
        detail: 'Send no other keys than "reason", "status".'
        code: unknownKey
    invalidValue:
      value:
        type: urn:offhook:problem:invalidValue
        title: A value is not one of those allowed
        status: 400
        detail: 'Let "status" be one of "available", "onBreak", "workingOffline".'
        code: invalidValue
    malformedPin:
      value:
        type: urn:offhook:problem:malformedPin
        title: This cannot be a PIN
        status: 400
        detail: 'Send the PIN as a string of four digits; this one was not counted.'
        code: malformedPin
    invalidParameter:
      value:
        type: urn:offhook:problem:invalidParameter
        title: A parameter of the query is not valid
        status: 400
        detail: 'Let "limit" be a number from 1 to 200.'
        code: invalidParameter
    malformedIdempotencyKey:
      value:
        type: urn:offhook:problem:malformedIdempotencyKey
        title: The Idempotency-Key cannot be one
        status: 400
        detail: 'Send 1 to 128 visible ASCII characters as Idempotency-Key.'
        code: malformedIdempotencyKey
    idempotencyKeyReused:
      value:
        type: urn:offhook:problem:idempotencyKeyReused
        title: The Idempotency-Key was used for another request
        status: 422
        detail: 'Send another request under another Idempotency-Key, and the same under the same.'
        code: idempotencyKeyReused
    idempotencyInProgress:
      value:
        type: urn:offhook:problem:idempotencyInProgress
        title: The same request is being answered
        status: 409
        detail: 'Wait a second and send it again: the first one is not answered yet.'
        code: idempotencyInProgress
    bodyTooLarge:
      value:
        type: urn:offhook:problem:bodyTooLarge
        title: The body is too large
        status: 413
        detail: 'Send at most 65536 bytes.'
        code: bodyTooLarge
    unsupportedMediaType:
      value:
        type: urn:offhook:problem:unsupportedMediaType
        title: The body is not JSON
        status: 415
        detail: 'Send JSON, with "Content-Type: application/json".'
        code: unsupportedMediaType
    requestTimedOut:
      value:
        type: urn:offhook:problem:requestTimedOut
        title: The request came too slowly
        status: 408
        detail: 'Send the whole body within 10 s.'
        code: requestTimedOut
    malformedRequest:
      value:
        type: urn:offhook:problem:malformedRequest
        title: The request cannot be read
        status: 400
        detail: 'Send HTTP/1.1 as RFC 9112 describes it.'
        code: malformedRequest
    uriTooLong:
      value:
        type: urn:offhook:problem:uriTooLong
        title: The path and query are too long
        status: 414
        detail: 'Send a path and query of at most 8192 bytes.'
        code: uriTooLong
    headersTooLarge:
      value:
        type: urn:offhook:problem:headersTooLarge
        title: The headers are too large
        status: 431
        detail: 'Send at most 100 header fields, of 16 kB each and 32 kB in all.'
        code: headersTooLarge
    rateLimited:
      value:
        type: urn:offhook:problem:rateLimited
        title: Too many requests
        status: 429
        detail: 'Send fewer requests with this token; this one was not done.'
        code: rateLimited
    notLoggedIn:
      value:
        type: urn:offhook:problem:notLoggedIn
        title: The agent is not logged in
        status: 409
        detail: 'Log the agent in first: POST …/session.'
        code: notLoggedIn
        allowedActions: [logIn]
        refusedActions:
          - {action: setStatus, code: notLoggedIn}
          - {action: logOut, code: notLoggedIn}
          - {action: openConnection, code: notLoggedIn}
          - {action: closeConnection, code: notLoggedIn}
          - {action: confirmPin, code: notLoggedIn}
          - {action: acceptOffer, code: offerUnknown}
          - {action: rejectOffer, code: offerUnknown}
          - {action: placeCall, code: notLoggedIn}
          - {action: hangUp, code: callUnknown}
          - {action: hold, code: callUnknown}
          - {action: resume, code: callUnknown}
          - {action: mute, code: callUnknown}
          - {action: unmute, code: callUnknown}
          - {action: sendDigits, code: callUnknown}
          - {action: transfer, code: callUnknown}
          - {action: consult, code: callUnknown}
          - {action: addParticipant, code: callUnknown}
          - {action: swapTransfer, code: callUnknown}
          - {action: joinTransfer, code: callUnknown}
          - {action: completeTransfer, code: callUnknown}
          - {action: cancelTransfer, code: callUnknown}
          - {action: completeWrapUp, code: notLoggedIn}
    alreadyLoggedIn:
      value:
        type: urn:offhook:problem:alreadyLoggedIn
        title: The agent is logged in elsewhere
        status: 409
        detail: 'Go on with the running session by naming its id, or log it out first.'
        code: alreadyLoggedIn
        allowedActions: [setStatus, logOut, openConnection]
    persistentNotEnabled:
      value:
        type: urn:offhook:problem:persistentNotEnabled
        title: Persistent mode is not enabled
        status: 409
        detail: Ask an administrator to enable persistent mode in the policy.
        code: persistentNotEnabled
        allowedActions: [setStatus, logOut]
    modeIsOnDemand:
      value:
        type: urn:offhook:problem:modeIsOnDemand
        title: The connection mode is on demand
        status: 409
        detail: 'Nothing is to be opened: the phone rings for each call. Change connectionMode first.'
        code: modeIsOnDemand
        allowedActions: [setStatus, logOut]
    groupUnknown:
      value:
        type: urn:offhook:problem:groupUnknown
        title: There is no such group
        status: 404
        detail: 'Use a group that the groups'' list has.'
        code: groupUnknown
    tenantNotEmpty:
      value:
        type: urn:offhook:problem:tenantNotEmpty
        title: The tenant has agents or groups
        status: 409
        detail: 'Remove its agents and its groups first.'
        code: tenantNotEmpty
    groupNotEmpty:
      value:
        type: urn:offhook:problem:groupNotEmpty
        title: Agents are in the group
        status: 409
        detail: 'Put its agents into another group first.'
        code: groupNotEmpty
    idTooAlike:
      value:
        type: urn:offhook:problem:idTooAlike
        title: The id is too much like another
        status: 409
        detail: 'Let the id differ from every other in more than its case: queues take them for the same.'
        code: idTooAlike
    directoryFull:
      value:
        type: urn:offhook:problem:directoryFull
        title: The directory is full
        status: 409
        detail: 'Remove some first: as many as are kept are there.'
        code: directoryFull
    directoryIsFile:
      value:
        type: urn:offhook:problem:directoryIsFile
        title: The directory is kept in a file
        status: 409
        detail: 'Change the directory''s file and start Offhook again, or let it be kept in the store: "directory: store".'
        code: directoryIsFile
    invalidSettings:
      value:
        type: urn:offhook:problem:invalidSettings
        title: The settings cannot be these
        status: 422
        detail: 'policy.offerSeconds must be a whole number from 3 to 300.'
        code: invalidSettings
    breakReasonUnknown:
      value:
        type: urn:offhook:problem:breakReasonUnknown
        title: The reason is not one of the tenant's
        status: 409
        detail: Give one of the reasons that GET …/break-reasons lists, or none.
        code: breakReasonUnknown
        allowedActions: [setStatus, logOut]
    settingNotPermitted:
      value:
        type: urn:offhook:problem:settingNotPermitted
        title: Agents may not change this setting
        status: 409
        detail: 'Ask an administrator to change it, or to let agents do so.'
        code: settingNotPermitted
    confirmationRequired:
      value:
        type: urn:offhook:problem:confirmationRequired
        title: The change has to be confirmed
        status: 409
        detail: 'Show the consequences to the agent, and send "confirmed": true to go on.'
        code: confirmationRequired
        consequences: [connectionCloses, phoneRingsForEachCall]
    mustWorkOffline:
      value:
        type: urn:offhook:problem:mustWorkOffline
        title: The agent has to work offline
        status: 409
        detail: Set the status to workingOffline, then do it again.
        code: mustWorkOffline
    answerOnPhone:
      value:
        type: urn:offhook:problem:answerOnPhone
        title: The offer rings the agent's phone
        status: 409
        detail: 'Answer the phone: it rings for this offer, and accepts it.'
        code: answerOnPhone
        allowedActions: [setStatus, logOut, rejectOffer]
    inCall:
      value:
        type: urn:offhook:problem:inCall
        title: The agent is in a call
        status: 409
        detail: 'Wait for the call''s end, or hang up first.'
        code: inCall
        allowedActions: [setStatus, hangUp]
        refusedActions:
          - {action: logIn, code: alreadyLoggedIn}
          - {action: logOut, code: inCall}
          - {action: openConnection, code: connectionAlreadyOpen}
          - {action: closeConnection, code: inCall}
          - {action: confirmPin, code: connectionAlreadyOpen}
          - {action: acceptOffer, code: offerUnknown}
          - {action: rejectOffer, code: offerUnknown}
          - {action: placeCall, code: inCall}
    connectionNotOpen:
      value:
        type: urn:offhook:problem:connectionNotOpen
        title: The connection is not open
        status: 409
        detail: 'Open the connection first.'
        code: connectionNotOpen
        allowedActions: [setStatus, logOut, openConnection]
    connectionAlreadyClosed:
      value:
        type: urn:offhook:problem:connectionAlreadyClosed
        title: The connection is closed already
        status: 409
        detail: 'There is nothing to close.'
        code: connectionAlreadyClosed
        allowedActions: [setStatus, logOut, openConnection]
    connectionAlreadyOpen:
      value:
        type: urn:offhook:problem:connectionAlreadyOpen
        title: The connection is open already
        status: 409
        detail: 'Go on: the connection stands.'
        code: connectionAlreadyOpen
        allowedActions: [setStatus, logOut, closeConnection, placeCall]
    attemptUnderWay:
      value:
        type: urn:offhook:problem:attemptUnderWay
        title: A validation call is under way
        status: 409
        detail: 'Answer the phone and confirm the PIN, or close the connection to call it off.'
        code: attemptUnderWay
        allowedActions: [setStatus, logOut, closeConnection]
        attemptId: oh-k3v9q2-a2
    attemptIsOver:
      value:
        type: urn:offhook:problem:attemptIsOver
        title: That validation call is over
        status: 409
        detail: 'Read the connection for the attempt under way, or open it for a new PIN.'
        code: attemptIsOver
        allowedActions: [setStatus, logOut, openConnection]
    pinNotSpokenYet:
      value:
        type: urn:offhook:problem:pinNotSpokenYet
        title: No PIN has been spoken yet
        status: 409
        detail: 'Answer the phone and listen to the PIN first.'
        code: pinNotSpokenYet
        allowedActions: [setStatus, logOut, closeConnection]
        attemptId: oh-k3v9q2-a2
    pinLocked:
      value:
        type: urn:offhook:problem:pinLocked
        title: Too many wrong PINs
        status: 409
        detail: 'Ask a supervisor to lift it: DELETE …/connection/lock.'
        code: pinLocked
        allowedActions: [setStatus, logOut]
        refusedActions:
          - {action: logIn, code: alreadyLoggedIn}
          - {action: openConnection, code: pinLocked}
          - {action: closeConnection, code: connectionAlreadyClosed}
          - {action: confirmPin, code: attemptIsOver}
          - {action: acceptOffer, code: offerUnknown}
          - {action: rejectOffer, code: offerUnknown}
          - {action: placeCall, code: connectionNotOpen}
          - {action: hangUp, code: callUnknown}
          - {action: hold, code: callUnknown}
          - {action: resume, code: callUnknown}
          - {action: mute, code: callUnknown}
          - {action: unmute, code: callUnknown}
          - {action: sendDigits, code: callUnknown}
          - {action: transfer, code: callUnknown}
          - {action: consult, code: callUnknown}
          - {action: addParticipant, code: callUnknown}
          - {action: swapTransfer, code: callUnknown}
          - {action: joinTransfer, code: callUnknown}
          - {action: completeTransfer, code: callUnknown}
          - {action: cancelTransfer, code: callUnknown}
          - {action: completeWrapUp, code: notWrappingUp}
    dialRateLimited:
      value:
        type: urn:offhook:problem:dialRateLimited
        title: Too many calls to the phone
        status: 429
        detail: 'Nothing was dialled; wait, and open it then.'
        code: dialRateLimited
        allowedActions: [setStatus, logOut]
        refusedActions:
          - {action: logIn, code: alreadyLoggedIn}
          - {action: openConnection, code: dialRateLimited}
          - {action: closeConnection, code: connectionAlreadyClosed}
          - {action: confirmPin, code: attemptIsOver}
          - {action: acceptOffer, code: offerUnknown}
          - {action: rejectOffer, code: offerUnknown}
          - {action: placeCall, code: connectionNotOpen}
          - {action: hangUp, code: callUnknown}
          - {action: hold, code: callUnknown}
          - {action: resume, code: callUnknown}
          - {action: mute, code: callUnknown}
          - {action: unmute, code: callUnknown}
          - {action: sendDigits, code: callUnknown}
          - {action: transfer, code: callUnknown}
          - {action: consult, code: callUnknown}
          - {action: addParticipant, code: callUnknown}
          - {action: swapTransfer, code: callUnknown}
          - {action: joinTransfer, code: callUnknown}
          - {action: completeTransfer, code: callUnknown}
          - {action: cancelTransfer, code: callUnknown}
          - {action: completeWrapUp, code: notWrappingUp}
    destinationNotAllowed:
      value:
        type: urn:offhook:problem:destinationNotAllowed
        title: The destination may not be called
        status: 409
        detail: 'Ask an administrator to look at the workplace: it is abroad, and policy.destinations.international does not open it.'
        code: destinationNotAllowed
        allowedActions: [setStatus, logOut]
        refusedActions:
          - {action: logIn, code: alreadyLoggedIn}
          - {action: openConnection, code: destinationNotAllowed}
          - {action: closeConnection, code: connectionAlreadyClosed}
          - {action: confirmPin, code: attemptIsOver}
          - {action: acceptOffer, code: offerUnknown}
          - {action: rejectOffer, code: offerUnknown}
          - {action: placeCall, code: connectionNotOpen}
          - {action: hangUp, code: callUnknown}
          - {action: hold, code: callUnknown}
          - {action: resume, code: callUnknown}
          - {action: mute, code: callUnknown}
          - {action: unmute, code: callUnknown}
          - {action: sendDigits, code: callUnknown}
          - {action: transfer, code: callUnknown}
          - {action: consult, code: callUnknown}
          - {action: addParticipant, code: callUnknown}
          - {action: swapTransfer, code: callUnknown}
          - {action: joinTransfer, code: callUnknown}
          - {action: completeTransfer, code: callUnknown}
          - {action: cancelTransfer, code: callUnknown}
          - {action: completeWrapUp, code: notWrappingUp}
    workplaceNotValidated:
      value:
        type: urn:offhook:problem:workplaceNotValidated
        title: The workplace is not validated
        status: 409
        detail: 'Prove it first: POST …/workplace-validations, and confirm the PIN that is heard there.'
        code: workplaceNotValidated
    workplaceNotApproved:
      value:
        type: urn:offhook:problem:workplaceNotApproved
        title: The workplace is not approved
        status: 409
        detail: 'Choose a workplace that an administrator approved, or ask one.'
        code: workplaceNotApproved
        allowedActions: [setStatus, logOut]
    workplaceInUse:
      value:
        type: urn:offhook:problem:workplaceInUse
        title: The workplace is in use
        status: 409
        detail: 'Use another phone, or let the agent who is connected to this one log out.'
        code: workplaceInUse
        allowedActions: [setStatus, logOut]
    offerNotPending:
      value:
        type: urn:offhook:problem:offerNotPending
        title: The offer is not pending any more
        status: 409
        detail: 'Let it go: offerState tells what became of it.'
        code: offerNotPending
        allowedActions: [setStatus, logOut, closeConnection, placeCall]
        offerState: canceled
    offerPending:
      value:
        type: urn:offhook:problem:offerPending
        title: An offer is pending
        status: 409
        detail: 'Accept or reject the offer first, or wait for its end.'
        code: offerPending
        allowedActions: [setStatus, logOut, closeConnection, acceptOffer, rejectOffer]
    calleeNotAllowed:
      value:
        type: urn:offhook:problem:destinationNotAllowed
        title: The destination may not be called
        status: 409
        detail: 'Call somebody else, or ask an administrator: it costs more than others, and policy.destinations.premium is not true.'
        code: destinationNotAllowed
        allowedActions: [setStatus, logOut, closeConnection, placeCall]
    customerUnknown:
      value:
        type: urn:offhook:problem:customerUnknown
        title: No such customer waits
        status: 404
        detail: 'Let it go: the customer is connected, in the dialplan again, or gone.'
        code: customerUnknown
    customerIsOffered:
      value:
        type: urn:offhook:problem:customerIsOffered
        title: The customer is being offered
        status: 409
        detail: 'Wait for the end of offer oh-k3v9q2-o13: it is told by an event.'
        code: customerIsOffered
    agentNotAvailable:
      value:
        type: urn:offhook:problem:agentNotAvailable
        title: The agent is not available
        status: 409
        detail: 'Offer it to an agent who is available and has no other offer or call.'
        code: agentNotAvailable
        allowedActions: []
    mustAccept:
      value:
        type: urn:offhook:problem:mustAccept
        title: The offer must be accepted
        status: 409
        detail: 'Accept the offer: the customer may not be rejected.'
        code: mustAccept
        allowedActions: [setStatus, logOut, closeConnection, acceptOffer]
    ownPhone:
      value:
        type: urn:offhook:problem:ownPhone
        title: It is the agent's own phone
        status: 409
        detail: 'Call somebody else: this is the agent''s own phone.'
        code: ownPhone
        allowedActions: [setStatus, logOut, closeConnection, placeCall]
    callerIdNotAllowed:
      value:
        type: urn:offhook:problem:callerIdNotAllowed
        title: The caller may not be shown
        status: 409
        detail: 'Leave callerId out, or use one of the tenant''s policy.outbound.callerIDs.'
        code: callerIdNotAllowed
        allowedActions: [setStatus, logOut, closeConnection, placeCall]
    callIsOver:
      value:
        type: urn:offhook:problem:callIsOver
        title: The call is over
        status: 409
        detail: 'There is nothing to hang up.'
        code: callIsOver
        allowedActions: [setStatus, logOut, closeConnection, placeCall]
    phoneOnHold:
      value:
        type: urn:offhook:problem:phoneOnHold
        title: The phone is on hold
        status: 409
        detail: 'Take the call on the agent''s phone off hold first.'
        code: phoneOnHold
        allowedActions: [setStatus, logOut, closeConnection]
    connectionUnhealthy:
      value:
        type: urn:offhook:problem:connectionUnhealthy
        title: The phone gives no sign of life
        status: 409
        detail: 'See to the agent''s phone and its network; or close the connection and open it again.'
        code: connectionUnhealthy
        allowedActions: [setStatus, logOut, closeConnection]
    trunkFull:
      value:
        type: urn:offhook:problem:trunkFull
        title: The trunk is full
        status: 409
        detail: 'Wait until others hang up; the operator says how many may be called at once.'
        code: trunkFull
        allowedActions: [setStatus, logOut]
    callNotConnected:
      value:
        type: urn:offhook:problem:callNotConnected
        title: The call is not connected yet
        status: 409
        detail: 'Wait until it is connected.'
        code: callNotConnected
        allowedActions: [setStatus, hangUp]
    callIsHeld:
      value:
        type: urn:offhook:problem:callIsHeld
        title: The call is on hold
        status: 409
        detail: 'Resume it first.'
        code: callIsHeld
        allowedActions: [setStatus, hangUp, hold, resume, mute, unmute]
    transferNotPossible:
      value:
        type: urn:offhook:problem:transferNotPossible
        title: The customer cannot be sent on
        status: 409
        detail: 'Ask the other one first, with kind consult. Whom an agent called can be sent on where policy.outbound.agentLostContext is set.'
        code: transferNotPossible
        allowedActions: [setStatus, hangUp, hold, mute, unmute, sendDigits, consult, addParticipant]
    consultUnderWay:
      value:
        type: urn:offhook:problem:consultUnderWay
        title: Somebody is being brought into the call
        status: 409
        detail: 'Complete or cancel that first; to change between the two, swap.'
        code: consultUnderWay
        allowedActions: [setStatus, hangUp, mute, unmute, sendDigits, swapTransfer, joinTransfer, completeTransfer, cancelTransfer]
    participantNotConnected:
      value:
        type: urn:offhook:problem:participantNotConnected
        title: They have not answered yet
        status: 409
        detail: 'Wait until they have answered, or cancel.'
        code: participantNotConnected
        allowedActions: [setStatus, hangUp, mute, unmute, cancelTransfer]
    notWrappingUp:
      value:
        type: urn:offhook:problem:notWrappingUp
        title: The agent is not wrapping up
        status: 409
        detail: 'There is nothing to complete.'
        code: notWrappingUp
        allowedActions: [setStatus, logOut, closeConnection, placeCall]
    wrongPin:
      value:
        type: urn:offhook:problem:wrongPin
        title: The PIN is wrong
        status: 422
        detail: 'Listen to the PIN and confirm it again.'
        code: wrongPin
        allowedActions: [setStatus, logOut, closeConnection, confirmPin]
        attemptsLeft: 2
    tooManyStreams:
      value:
        type: urn:offhook:problem:tooManyStreams
        title: Too many event streams
        status: 429
        detail: 'Close one of this token''s event streams before opening another.'
        code: tooManyStreams
    tooManyFetches:
      value:
        type: urn:offhook:problem:tooManyFetches
        title: Too many recordings are being fetched
        status: 429
        detail: 'Read one of the tenant''s recordings to its end before fetching another.'
        code: tooManyFetches
    phoneSystemAway:
      value:
        type: urn:offhook:problem:phoneSystemAway
        title: The phone system is away
        status: 503
        detail: 'Nothing was done; try again, and see /readyz for the reason.'
        code: phoneSystemAway
        allowedActions: [setStatus, logOut]
    overloaded:
      value:
        type: urn:offhook:problem:overloaded
        title: Too much is waiting
        status: 503
        detail: 'Nothing was done; try again in a second.'
        code: overloaded
    storeUnavailable:
      value:
        type: urn:offhook:problem:storeUnavailable
        title: The store cannot be used
        status: 503
        detail: 'Nothing was done; try again, and see /readyz for the reason.'
        code: storeUnavailable
    stopping:
      value:
        type: urn:offhook:problem:stopping
        title: The service is stopping
        status: 503
        detail: 'Nothing was done; try again when the service is back.'
        code: stopping
    standby:
      value:
        type: urn:offhook:problem:standby
        title: Another one serves
        status: 503
        detail: 'Ask the Offhook that serves; this one waits for its end.'
        code: standby
    internalError:
      value:
        type: urn:offhook:problem:internalError
        title: Something went wrong here
        status: 500
        detail: 'Look at what was done before trying again, and tell the operator.'
        code: internalError

    agentTotals:
      value:
        items:
          - agent: alice
            statusSeconds: {onBreak: 600, workingOffline: 0, available: 14400.5, persistentCallOffered: 21.25, notReachable: 0, offered: 95.1, busy: 12600.75, wrappingUp: 900}
            lineSeconds: {none: 300, validating: 21.25, parked: 15700, connecting: 10.5, talking: 12480.25, onHold: 110}
            breakSeconds: {Lunch: 600}
            offers: 42
            missedOffers: 1
            rejectedOffers: 0
            takenCalls: 41
            placedCalls: 3
            callSeconds: 12590.25
            holdSeconds: 110
        nextCursor: null
        serverTime: "2026-03-02T17:00:00.000Z"
    callRecords:
      value:
        items:
          - id: oh-k3v9x2ab-c41
            agent: alice
            direction: inbound
            caller: {number: "+4930123456", name: Carol, withheld: false}
            dialedNumber: "4930999"
            queue: support
            customerChannel: "1772438400.12"
            offeredAt: "2026-03-02T08:00:00.000Z"
            acceptedAt: "2026-03-02T08:00:02.100Z"
            connectedAt: "2026-03-02T08:00:02.112Z"
            endedAt: "2026-03-02T08:03:40.500Z"
            holdSeconds: 12.5
            outcome: customerHungUp
        nextCursor: null
        serverTime: "2026-03-02T17:00:00.000Z"
  schemas:
    Me:
      type: object
      required: [tenant, role, scopes]
      properties:
        tenant: {type: string}
        agent: {type: string, description: Whom an agent's token acts for.}
        role: {$ref: "#/components/schemas/TokenRole"}
        scopes:
          type: array
          items: {$ref: "#/components/schemas/Scope"}
        tokenExpiresAt:
          $ref: "#/components/schemas/Time"
          description: When the token's time is over; absent for one that is good until revoked.
    TokenRole:
      type: string
      enum: [agent, supervisor, router, administrator]
    Scope:
      type: string
      enum: [readOwn, actAsAgent, readTenant, endSessions, liftLocks, supervise, administer, offerCalls]

    Time:
      type: string
      format: date-time
      examples: ["2026-03-02T08:00:00.000Z"]

    Agent:
      type: object
      required: [id, tenant, name, status, connection, phoneSettings]
      properties:
        id: {type: string}
        tenant: {type: string}
        name: {type: string}
        group: {type: string, description: The id of the group that the agent is in.}
        status: {$ref: "#/components/schemas/Status"}
        unattended:
          type: boolean
          description: |
            Of an agent with auto answer: no event stream of theirs has been open for a minute, so that nobody would see
            the calls that connect. No customer is offered until one is opened. Absent where it is not so.
        session: {$ref: "#/components/schemas/Session"}
        connection: {$ref: "#/components/schemas/Connection"}
        offer:
          $ref: "#/components/schemas/Offer"
          description: The offer that waits for Accept.
        call:
          $ref: "#/components/schemas/Call"
          description: The call that the agent is in.
        phoneSettings: {$ref: "#/components/schemas/PhoneSettingsSummary"}
    Group:
      type: object
      required: [id, name]
      properties:
        id: {type: string}
        name: {type: string}
    GroupList:
      allOf:
        - {$ref: "#/components/schemas/List"}
        - {$ref: "#/components/schemas/CountsDown"}
        - type: object
          properties:
            items:
              type: array
              items: {$ref: "#/components/schemas/Group"}
    Tenant:
      type: object
      required: [id, name]
      properties:
        id: {type: string}
        name: {type: string}
    TenantList:
      allOf:
        - {$ref: "#/components/schemas/List"}
        - {$ref: "#/components/schemas/CountsDown"}
        - type: object
          properties:
            items:
              type: array
              items: {$ref: "#/components/schemas/Tenant"}
    BreakReasonList:
      allOf:
        - {$ref: "#/components/schemas/List"}
        - {$ref: "#/components/schemas/CountsDown"}
        - type: object
          properties:
            items:
              type: array
              items:
                type: object
                required: [reason]
                properties:
                  reason: {type: string}
    TenantSettings:
      type: object
      additionalProperties: false
      properties:
        name: {type: [string, "null"], minLength: 1, maxLength: 100, description: Without it the id.}
    Policy:
      type: object
      description: As `policy` in directory.yaml. `null` is as if it were never said.
      additionalProperties: false
      properties:
        country: {type: [string, "null"], pattern: "^[A-Z]{2}$"}
        destinations:
          type: [object, "null"]
          additionalProperties: false
          properties:
            international:
              description: true, false, or a list of countries and calling codes.
              type: [boolean, array, "null"]
              items: {type: string}
            premium: {type: [boolean, "null"]}
            allowedPrefixes: {$ref: "#/components/schemas/Words"}
            blockedPrefixes: {$ref: "#/components/schemas/Words"}
            allowedDomains: {$ref: "#/components/schemas/Words"}
            emergencyNumbers: {$ref: "#/components/schemas/Words"}
        outbound:
          type: [object, "null"]
          additionalProperties: false
          properties:
            callerIDs: {$ref: "#/components/schemas/Words"}
            ringSeconds: {type: [integer, "null"], minimum: 5, maximum: 120}
            agentLostContext: {type: [string, "null"], pattern: "^[A-Za-z0-9_-]{1,64}$"}
        persistentEnabled: {type: [boolean, "null"]}
        connectionMode: {type: [string, "null"], enum: [onDemand, persistent, null]}
        autoAnswer: {type: [boolean, "null"]}
        mayChangeConnectionMode: {type: [boolean, "null"]}
        mayChangeAutoAnswer: {type: [boolean, "null"]}
        mayEnterWorkplace: {type: [boolean, "null"]}
        recording: {type: [string, "null"], enum: ["off", onRequest, always, null]}
        breakReasons: {$ref: "#/components/schemas/Words"}
        ledgerDays: {type: [integer, "null"], minimum: 1, maximum: 3650}
        recordingDays: {type: [integer, "null"], minimum: 1, maximum: 3650}
        autoAnswerHeaders:
          type: [array, "null"]
          items: {type: string, enum: [callInfo, alertInfo]}
        afterMissedOffers: {type: [string, "null"], enum: [onBreak, workingOffline, logOut, stayAvailable, null]}
        customerAfterHangUp: {type: [string, "null"], enum: [keep, end, null]}
        reopenAfterRestart: {type: [boolean, "null"]}
        pinPrompt: {type: [string, "null"], pattern: "^sound:[A-Za-z0-9_./:-]{1,194}$"}
        callerID: {type: [string, "null"], pattern: "^[^\\u0000]*$"}
        validationRingSeconds: {type: [integer, "null"], minimum: 5, maximum: 120}
        pinSeconds: {type: [integer, "null"], minimum: 10, maximum: 600}
        pinTries: {type: [integer, "null"], minimum: 1, maximum: 10}
        dialsInTenMinutes: {type: [integer, "null"], minimum: 1, maximum: 1000}
        offerSeconds: {type: [integer, "null"], minimum: 3, maximum: 300}
        wrapUpSeconds: {type: [integer, "null"], minimum: 0, maximum: 3600}
        missedOffersBeforeBreak: {type: [integer, "null"], minimum: 1, maximum: 100}
        agentLostMusicSeconds: {type: [integer, "null"], minimum: 0, maximum: 60}
        agentLostPrompt: {type: [string, "null"], pattern: "^sound:[A-Za-z0-9_./:-]{1,194}$"}
        proofOfLife: {type: [string, "null"], enum: [contact, media, never, null]}
        proofOfLifeSeconds: {type: [integer, "null"], minimum: 15, maximum: 300}
        mediaLostSeconds: {type: [integer, "null"], minimum: 15, maximum: 600}
        forgottenAfterMinutes: {type: [integer, "null"], minimum: 10, maximum: 1440}
    Words:
      type: [array, "null"]
      items: {type: string, pattern: "^[^\\u0000]*$"}
    GroupSettings:
      type: object
      description: As one of `groups` in directory.yaml. `null` is as if it were never said.
      additionalProperties: false
      properties:
        name: {type: [string, "null"], minLength: 1, maxLength: 100, description: Without it the id.}
        persistentEnabled: {type: [boolean, "null"]}
        connectionMode: {type: [string, "null"], enum: [onDemand, persistent, null]}
        autoAnswer: {type: [boolean, "null"]}
        mayChangeConnectionMode: {type: [boolean, "null"]}
        mayChangeAutoAnswer: {type: [boolean, "null"]}
        mayEnterWorkplace: {type: [boolean, "null"]}
        recording: {type: [string, "null"], enum: ["off", onRequest, always, null]}
    Profile:
      type: object
      description: As one of `agents` in directory.yaml. `null` is as if it were never said.
      required: [workplace]
      additionalProperties: false
      properties:
        name: {type: [string, "null"], minLength: 1, maxLength: 100}
        persistentEnabled: {type: [boolean, "null"]}
        connectionMode: {type: [string, "null"], enum: [onDemand, persistent, null]}
        autoAnswer: {type: [boolean, "null"]}
        mayChangeConnectionMode: {type: [boolean, "null"]}
        mayChangeAutoAnswer: {type: [boolean, "null"]}
        mayEnterWorkplace: {type: [boolean, "null"]}
        recording: {type: [string, "null"], enum: ["off", onRequest, always, null]}
        workplace: {$ref: "#/components/schemas/DirectoryWorkplace"}
        otherWorkplaces:
          type: [array, "null"]
          items: {$ref: "#/components/schemas/DirectoryWorkplace"}
        language: {type: [string, "null"], pattern: "^[A-Za-z0-9_-]{1,64}$"}
        group: {type: [string, "null"], pattern: "^[A-Za-z0-9][A-Za-z0-9_.-]{0,63}$", description: The id of one of the tenant's groups.}
        queues: {$ref: "#/components/schemas/QueuePenalties"}
    ProfileChange:
      type: object
      description: Any part of a profile.
      additionalProperties: false
      properties:
        name: {type: [string, "null"], minLength: 1, maxLength: 100}
        persistentEnabled: {type: [boolean, "null"]}
        connectionMode: {type: [string, "null"], enum: [onDemand, persistent, null]}
        autoAnswer: {type: [boolean, "null"]}
        mayChangeConnectionMode: {type: [boolean, "null"]}
        mayChangeAutoAnswer: {type: [boolean, "null"]}
        mayEnterWorkplace: {type: [boolean, "null"]}
        recording: {type: [string, "null"], enum: ["off", onRequest, always, null]}
        workplace: {$ref: "#/components/schemas/DirectoryWorkplace"}
        otherWorkplaces:
          type: [array, "null"]
          items: {$ref: "#/components/schemas/DirectoryWorkplace"}
        language: {type: [string, "null"], pattern: "^[A-Za-z0-9_-]{1,64}$"}
        group: {type: [string, "null"], pattern: "^[A-Za-z0-9][A-Za-z0-9_.-]{0,63}$", description: The id of one of the tenant's groups.}
        queues: {$ref: "#/components/schemas/QueuePenalties"}
    QueuePenalties:
      type: [object, "null"]
      description: >-
        The queues of the PBX that the agent is in while logged in, each with a penalty: who has a lower one is offered
        customers first. Only queues that the operator gave to the tenant (`asterisk.manager.queues`) count.
      maxProperties: 100
      propertyNames: {pattern: "^[A-Za-z0-9_-]{1,64}$"}
      additionalProperties: {type: [integer, "null"], minimum: 0, maximum: 1000000}
    DirectoryWorkplace:
      type: object
      required: [kind, address]
      additionalProperties: false
      properties:
        kind: {$ref: "#/components/schemas/WorkplaceKind"}
        address: {type: string, pattern: "^[^\\u0000]*$"}
    DirectoryOutcome:
      type: object
      description: On whom a change had an effect; absent where nothing was changed.
      properties:
        appliedTo:
          type: array
          description: Those for whom it was put into force at once, by `applyNow`.
          items: {type: string}
        waitingFor:
          type: array
          description: |
            Those who are logged in and for whom it holds from their next connection, or, on demand, the next change to
            Available.
          items: {type: string}
    TenantAnswer:
      allOf:
        - {$ref: "#/components/schemas/DirectoryOutcome"}
        - type: object
          required: [tenant]
          properties:
            tenant: {$ref: "#/components/schemas/TenantSettings"}
    PolicyAnswer:
      allOf:
        - {$ref: "#/components/schemas/DirectoryOutcome"}
        - type: object
          required: [policy, defaults]
          properties:
            policy: {$ref: "#/components/schemas/Policy"}
            defaults: {$ref: "#/components/schemas/Policy"}
    GroupAnswer:
      allOf:
        - {$ref: "#/components/schemas/DirectoryOutcome"}
        - type: object
          required: [group]
          properties:
            group: {$ref: "#/components/schemas/GroupSettings"}
    ProfileAnswer:
      allOf:
        - {$ref: "#/components/schemas/DirectoryOutcome"}
        - type: object
          required: [profile]
          properties:
            profile: {$ref: "#/components/schemas/Profile"}
    AgentAnswer:
      allOf:
        - {$ref: "#/components/schemas/Agent"}
        - {$ref: "#/components/schemas/CountsDown"}
    AgentList:
      allOf:
        - {$ref: "#/components/schemas/List"}
        - {$ref: "#/components/schemas/CountsDown"}
        - type: object
          properties:
            items:
              type: array
              items: {$ref: "#/components/schemas/Agent"}
    List:
      type: object
      required: [items, nextCursor]
      properties:
        items: {type: array}
        nextCursor:
          type: [string, "null"]
          description: To be sent as `cursor` for what follows; null at the end.
    CountsDown:
      type: object
      required: [serverTime]
      properties:
        serverTime: {$ref: "#/components/schemas/Time"}

    ShownStatus:
      type: string
      description: |
        - `loggedOut`
        - `onBreak`, `workingOffline`: asked for by the agent, or `onBreak` after a missed offer
        - `persistentCallOffered`: available is asked for, and the validation call is under way
        - `notReachable`: available is asked for, and no connection stands
        - `available`: ready for an offer
        - `offered`: a customer waits for Accept
        - `busy`: with a customer
        - `wrappingUp`: after a call; no other one is offered until `expiresAt`
      enum:
        [loggedOut, onBreak, workingOffline, available, persistentCallOffered, notReachable,
         offered, busy, wrappingUp]
    RequestedStatus:
      type: string
      enum: [available, onBreak, workingOffline]
    PendingStatus:
      type: string
      enum: [onBreak, workingOffline, loggedOut]
    Status:
      type: object
      required: [status, reason]
      properties:
        status: {$ref: "#/components/schemas/ShownStatus"}
        requestedStatus:
          $ref: "#/components/schemas/RequestedStatus"
          description: What the agent asked for; kept while it cannot be had.
        reason:
          type: string
          description: |
            The agent's own words, or one of `loggedIn`, `loggedOut`, `takenOver`, `forgotten`,
            `agent`, `missedOffer`, `validationCall`, `connectionOpened`, `offer`, `offerEnded`, `call`,
            `callEnded`, or the connection's `endReason`.
        since: {$ref: "#/components/schemas/Time"}
        expiresAt:
          $ref: "#/components/schemas/Time"
          description: When a wrap-up ends by itself; absent of other statuses.
        pending:
          $ref: "#/components/schemas/PendingStatus"
          description: What waits for the end of the call, or of the wrap-up.
    StatusAnswer:
      allOf:
        - {$ref: "#/components/schemas/Status"}
        - {$ref: "#/components/schemas/CountsDown"}
        - type: object
          properties:
            attemptId: {type: string, description: The validation call that was placed.}
    StatusRequest:
      type: object
      required: [status]
      additionalProperties: false
      properties:
        status: {$ref: "#/components/schemas/RequestedStatus"}
        reason:
          $ref: "#/components/schemas/OneLine"
          description: |
            The agent's own words, on one line, without characters that are not seen (but U+200C and
            U+200D).

    Session:
      type: object
      required: [sessionId, loggedInAt]
      properties:
        sessionId: {type: string}
        loggedInAt: {$ref: "#/components/schemas/Time"}
    SessionAnswer:
      allOf:
        - {$ref: "#/components/schemas/Session"}
        - {$ref: "#/components/schemas/CountsDown"}
    LogInRequest:
      type: object
      additionalProperties: false
      properties:
        sessionId: {type: string, description: The session to go on with.}
        takeOver:
          type: boolean
          description: Whether to end the running session, with its connection, and begin anew.

    ConnectionState:
      type: string
      enum: [closed, dialing, ringing, verifying, open]
    Connection:
      type: object
      required: [state]
      properties:
        state: {$ref: "#/components/schemas/ConnectionState"}
        attemptId:
          type: string
          description: The attempt that stands, is under way or, while closed, was the last.
        startedAt: {$ref: "#/components/schemas/Time"}
        dialsAt:
          $ref: "#/components/schemas/Time"
          description: While `dialing`, when the phone will be called, where the call waits for its trunk.
        expiresAt:
          $ref: "#/components/schemas/Time"
          description: |
            While verifying, until when the PIN may be confirmed. Of an open connection, when its trunk ends it: it is renewed
            before, between calls, at a break, or by asking to open it once `connection.expiring` was told.
        pinDigits:
          type: integer
          enum: [4, 6]
          description: While a validation call is under way, how many digits its PIN has.
        pinLockedAt:
          $ref: "#/components/schemas/Time"
          description: |
            Since when too many wrong PINs keep the connection from being opened; a supervisor lifts
            it.
        attemptsLeft:
          type: integer
          description: While verifying, how many wrong PINs are left.
        openedAt: {$ref: "#/components/schemas/Time"}
        health:
          $ref: "#/components/schemas/ConnectionHealth"
          description: Of an open connection.
        callId: {type: string, description: The call that the connection is used for.}
        endReason: {$ref: "#/components/schemas/EndReason"}
        endedAt: {$ref: "#/components/schemas/Time"}
    ConnectionHealth:
      type: object
      required: [state, since, history]
      properties:
        state: {$ref: "#/components/schemas/HealthState"}
        reason: {$ref: "#/components/schemas/Unhealth"}
        since: {$ref: "#/components/schemas/Time"}
        lastHeardAt:
          $ref: "#/components/schemas/Time"
          description: |
            When something last showed that the phone is there: it was answered, sound or a report came from it, or Asterisk
            reached it again. It is looked at once a minute at most, and not at all while Asterisk asks the phone itself
            (`qualify_frequency`). Since the service was started, if that is later.
        history:
          type: array
          maxItems: 10
          description: How it has changed since the connection opened, the newest last.
          items: {$ref: "#/components/schemas/HealthChange"}
    HealthChange:
      type: object
      required: [state, at]
      properties:
        state: {$ref: "#/components/schemas/HealthState"}
        reason: {$ref: "#/components/schemas/Unhealth"}
        at: {$ref: "#/components/schemas/Time"}
    HealthState:
      type: string
      description: |
        An agent whose connection is `unhealthy` is offered nobody. `unknown`: nothing shows whether the phone is there, for
        Asterisk does not ask it and it sends nothing, or did not send steadily; customers are offered.
      enum: [healthy, unhealthy, unknown]
    Unhealth:
      type: string
      description: |
        - `phoneOnHold`: the agent's phone has put the connection on hold
        - `contactUnreachable`: the phone does not answer Asterisk, or is not registered any more
        - `mediaStopped`: nothing comes from the phone, which had been sending all the time

        With the latter two the connection is closed as `mediaLost` unless it recovers in time
        (`mediaLostSeconds` of the policy); not during a call.
      enum: [phoneOnHold, contactUnreachable, mediaStopped]
    ConnectionAnswer:
      allOf:
        - {$ref: "#/components/schemas/Connection"}
        - {$ref: "#/components/schemas/CountsDown"}
    EndReason:
      type: string
      description: |
        - `noAnswer`, `busy`, `declined`, `unreachable`, `networkRejected`: the phone was not reached
        - `pinTimedOut`, `pinFailed`: no right PIN in time, or too many wrong ones
        - `phoneHungUp`, `loggedOut`, `closedByAgent`, `closedByAdmin`: somebody ended it
        - `modeChanged`: the agent's mode is on demand now
        - `workplaceChanged`: the agent is called at another workplace now
        - `workplaceValidated`: the call was only to prove a workplace, and has
        - `canceled`: called off before it opened
        - `maxDuration`: the trunk lets no call last longer
        - `nodeRestarted`: the PBX was restarted
        - `mediaLost`: the phone gave no sign of life any more
      enum:
        [noAnswer, busy, declined, unreachable, networkRejected, pinTimedOut, pinFailed,
         phoneHungUp, loggedOut, modeChanged, workplaceChanged, workplaceValidated, closedByAgent, closedByAdmin,
         maxDuration, nodeRestarted, mediaLost, canceled,
         unknown]
    Attempt:
      type: object
      required: [attemptId]
      properties:
        attemptId: {type: string}
    PINRequest:
      type: object
      required: [pin]
      additionalProperties: false
      properties:
        pin:
          type: string
          pattern: "^([0-9]{4}|[0-9]{6})$"
    ValidationRequest:
      type: object
      required: [workplace]
      additionalProperties: false
      properties:
        workplace:
          type: object
          additionalProperties: false
          required: [kind, address]
          properties:
            kind: {$ref: "#/components/schemas/WorkplaceKind"}
            address: {$ref: "#/components/schemas/OneLine"}
    ConfirmRequest:
      type: object
      required: [attemptId, pin]
      additionalProperties: false
      properties:
        attemptId: {type: string}
        pin:
          type: string
          pattern: "^([0-9]{4}|[0-9]{6})$"
          description: |
            As it was heard: four digits, or six while many wrong PINs are being sent to the service.
            Anything else is 400 and not counted.

    OneLine:
      type: string
      minLength: 1
      maxLength: 200
      pattern: "^[^\\u0000-\\u001F\\u007F-\\u009F\\u00AD\\u0600-\\u0605\\u061C\\u06DD\\u070F\\u0890-\\u0891\\u08E2\
        \\u180E\\u200B\\u200E-\\u200F\\u2028-\\u202E\\u2060-\\u2064\\u2066-\\u206F\\uFEFF\\uFFF9-\\uFFFB\
        \U000110BD\U000110CD\U00013430-\U0001343F\U0001BCA0-\U0001BCA3\U0001D173-\U0001D17A\U000E0001\U000E0020-\U000E007F]*$"
    Workplace:
      type: object
      required: [kind, address]
      properties:
        kind: {$ref: "#/components/schemas/WorkplaceKind"}
        address: {type: string}
    WorkplaceKind:
      type: string
      enum: [phoneNumber, sipUri, endpoint]
    ConnectionMode:
      type: string
      enum: [onDemand, persistent]
    SettingSource:
      type: string
      description: The level that a value comes from; `default` where nobody says anything.
      enum: [own, agent, group, tenant, default]
    SettingsConsequence:
      type: string
      description: |
        - `connectionCloses`: the connection that stands, or is being opened, ends
        - `phoneRingsForEachCall`: the phone is called for each call from now on
        - `validationCallWhenAvailable`: the next change to Available calls the phone and asks for a PIN
      enum: [phoneRingsForEachCall, connectionCloses, validationCallWhenAvailable]
    FlagSetting:
      type: object
      required: [value, source]
      properties:
        value: {type: boolean}
        source: {$ref: "#/components/schemas/SettingSource"}
    RecordingSetting:
      type: object
      required: [value, source]
      properties:
        value:
          type: string
          description: |
            - `off`: never
            - `onRequest`: when the agent asks for it
            - `always`: every call, from its connecting to the end of the agent's part in it
          enum: ["off", onRequest, always]
        source: {$ref: "#/components/schemas/SettingSource"}
    PhoneSettingsChange:
      type: object
      additionalProperties: false
      description: What stays away stays as it is; `null` is as administrators have it again.
      anyOf:
        - required: [connectionMode]
        - required: [autoAnswer]
        - required: [workplace]
      properties:
        connectionMode: {type: [string, "null"], enum: [onDemand, persistent, null]}
        autoAnswer: {type: [boolean, "null"]}
        workplace:
          type: [object, "null"]
          additionalProperties: false
          required: [kind, address]
          description: |
            One of `workplaces`, in any way of writing it; with `mayEnterWorkplace` also any other phone number or SIP URI, in
            persistent mode, or once it is validated.
          properties:
            kind: {$ref: "#/components/schemas/WorkplaceKind"}
            address: {$ref: "#/components/schemas/OneLine"}
        confirmed:
          type: boolean
          description: Whether the agent has seen what a change of mode leads to.
    PhoneSettingsSummary:
      type: object
      required: [connectionMode, autoAnswer, workplace]
      properties:
        connectionMode: {$ref: "#/components/schemas/ConnectionMode"}
        autoAnswer: {type: boolean}
        workplace: {$ref: "#/components/schemas/Workplace"}
    PhoneSettings:
      type: object
      required:
        [connectionMode, autoAnswer, workplace, workplaces, persistentEnabled,
         mayChangeConnectionMode, mayChangeAutoAnswer, mayEnterWorkplace]
      properties:
        connectionMode:
          type: object
          required: [value, source]
          properties:
            value: {$ref: "#/components/schemas/ConnectionMode"}
            source: {$ref: "#/components/schemas/SettingSource"}
        autoAnswer:
          $ref: "#/components/schemas/FlagSetting"
          description: |
            Whether customers are connected when they are offered: over the open connection, or by a phone
            that is asked to answer by itself.
        workplace:
          type: object
          required: [value, source]
          properties:
            value: {$ref: "#/components/schemas/Workplace"}
            source: {$ref: "#/components/schemas/SettingSource"}
        workplaces:
          type: object
          description: Those that an administrator approved, the usual one first.
          required: [value, source]
          properties:
            value:
              type: array
              items: {$ref: "#/components/schemas/Workplace"}
            source: {$ref: "#/components/schemas/SettingSource"}
        persistentEnabled:
          $ref: "#/components/schemas/FlagSetting"
          description: Whether the policy allows persistent mode.
        mayChangeConnectionMode:
          $ref: "#/components/schemas/FlagSetting"
          description: Whether agents may change their mode themselves.
        mayChangeAutoAnswer:
          $ref: "#/components/schemas/FlagSetting"
          description: Whether agents may switch auto answer themselves.
        mayEnterWorkplace:
          $ref: "#/components/schemas/FlagSetting"
          description: Whether agents may be called where they say, besides where an administrator approved.
        recording:
          $ref: "#/components/schemas/RecordingSetting"
          description: Whether the agent's calls are recorded; it holds at once.
        workplaceValidatedAt:
          $ref: "#/components/schemas/Time"
          description: When the PIN of the workplace that the agent chose was confirmed; absent where none was needed.
        inForce:
          type: object
          description: |
            Of an agent who is logged in: what holds now. The mode and auto answer with which a connection was
            opened hold as long as it stands.
          required: [connectionMode, autoAnswer]
          properties:
            connectionMode: {$ref: "#/components/schemas/ConnectionMode"}
            autoAnswer: {type: boolean}
        pendingWorkplace:
          $ref: "#/components/schemas/Workplace"
          description: |
            Chosen, and its PIN not confirmed yet: the next validation call goes there. It is dropped, and
            `notice.workplaceReverted` told, when that call is called off, at the log-out, and after three such
            calls that came to nothing.
        status:
          $ref: "#/components/schemas/Status"
          description: After a change, how the agent is shown now.
        attemptId: {type: string, description: 'After a change of the workplace, the validation call that was placed.'}

    Direction:
      type: string
      description: |
        - `inbound`: the customer called
        - `outbound`: the customer is called, or was, by the agent or a dialler
      enum: [inbound, outbound]
    Caller:
      type: object
      required: [withheld]
      properties:
        number: {type: string}
        name: {type: string}
        withheld: {type: boolean, description: The network gave no number.}
    OfferState:
      type: string
      description: |
        - `pending`: waits for Accept
        - `accepted`: the two are being connected
        - `connected`: the PBX said that they are
        - `rejected`, `timedOut`: the customer went back to the dialplan, or waits on for a router
        - `canceled`: the customer left
        - `failed`: the agent's leg, or the PBX, failed
      enum: [pending, accepted, connected, rejected, timedOut, canceled, failed]
    Offer:
      type: object
      required: [id, agent, state, direction, mustAccept, caller, createdAt, expiresAt, acceptOn]
      properties:
        id: {type: string}
        waitingCustomer: {type: string, description: 'Who waits for an agent, where a router offered them.'}
        agent: {type: string}
        state: {$ref: "#/components/schemas/OfferState"}
        direction: {$ref: "#/components/schemas/Direction"}
        mustAccept:
          type: boolean
          description: Whether the agent may not reject it. A phone that declines it all the same counts as a missed offer.
        caller: {$ref: "#/components/schemas/Caller"}
        dialedNumber:
          type: string
          description: What the customer dialled; of an outbound offer to call somebody, whom Accept calls.
        queue: {type: string}
        attributes: {$ref: "#/components/schemas/Attributes"}
        waitedSeconds:
          type: integer
          description: How long the customer had waited before this offer, where the PBX tells.
        createdAt: {$ref: "#/components/schemas/Time"}
        expiresAt:
          $ref: "#/components/schemas/Time"
          description: Until when it can be accepted.
        endedAt: {$ref: "#/components/schemas/Time"}
        callId: {type: string, description: The call that Accept made.}
        acceptOn:
          type: string
          description: |
            Where it is accepted: by Accept in the `console`, over the open connection, or by answering the
            `phone`, which rings.
          enum: [console, phone]
    Attributes:
      type: object
      description: >-
        What the program that offered the call says of the customer, as it was given; of customers who called, the channel
        variables that the operator listed.
      maxProperties: 40
      propertyNames: {type: string, minLength: 1, maxLength: 64}
      additionalProperties: {type: string, minLength: 1, maxLength: 200}
    GivenAttributes:
      type: object
      description: What the program that offers the call says of the customer, for the agent to see.
      maxProperties: 20
      propertyNames:
        allOf:
          - {$ref: "#/components/schemas/OneLine"}
          - {maxLength: 64}
      additionalProperties: {$ref: "#/components/schemas/OneLine"}
    OfferRequest:
      type: object
      additionalProperties: false
      required: [agent]
      oneOf:
        - required: [to]
          properties: {waitingCustomer: false}
        - required: [waitingCustomer]
          properties: {to: false, callerId: false, ringSeconds: false}
      properties:
        agent:
          $ref: "#/components/schemas/OneLine"
          description: Who is to call them, or to talk to them.
        to:
          $ref: "#/components/schemas/OneLine"
          description: Whom Accept calls, as in `placeCall`.
        waitingCustomer:
          $ref: "#/components/schemas/OneLine"
          description: In place of `to`, who waits, as `listWaitingCustomers` has them.
        callerId:
          $ref: "#/components/schemas/OneLine"
          description: What the customer's phone is to show, as in `placeCall`.
        ringSeconds:
          type: integer
          minimum: 5
          maximum: 120
          description: How long the customer's phone rings, in seconds, as in `placeCall`.
        offerSeconds:
          type: integer
          minimum: 2
          maximum: 600
          description: How long the agent may look at it, in seconds. Without it as the tenant's policy says.
        mustAccept:
          type: boolean
          default: false
          description: Whether the agent may not reject it.
        attributes: {$ref: "#/components/schemas/GivenAttributes"}
    WaitingCustomer:
      type: object
      required: [id, direction, caller, since, expiresAt]
      properties:
        id: {type: string}
        direction: {$ref: "#/components/schemas/Direction"}
        caller: {$ref: "#/components/schemas/Caller"}
        dialedNumber: {type: string}
        attributes: {$ref: "#/components/schemas/Attributes"}
        since: {$ref: "#/components/schemas/Time"}
        expiresAt:
          $ref: "#/components/schemas/Time"
          description: When they go back to the dialplan if nobody has accepted them; an offer that is pending then still counts.
        offerId: {type: string, description: By which an agent is being asked.}
    WaitingCustomerAnswer:
      allOf:
        - {$ref: "#/components/schemas/WaitingCustomer"}
        - {$ref: "#/components/schemas/CountsDown"}
    WaitingCustomerList:
      allOf:
        - {$ref: "#/components/schemas/List"}
        - {$ref: "#/components/schemas/CountsDown"}
        - type: object
          properties:
            items:
              type: array
              items: {$ref: "#/components/schemas/WaitingCustomer"}
    WaitEnd:
      type: string
      description: |
        - `hungUp`: the customer left
        - `timedOut`: their time was over; they are in the dialplan again
        - `released`: the router sent them back to the dialplan
        - `nodeRestarted`: Asterisk was started anew
      enum: [hungUp, timedOut, released, nodeRestarted]
    CustomerEvent:
      allOf:
        - {$ref: "#/components/schemas/WaitingCustomerAnswer"}
        - type: object
          properties:
            endReason: {$ref: "#/components/schemas/WaitEnd"}
    Trunk:
      type: object
      required: [name, reaches, legsInUse]
      properties:
        name: {type: string}
        reaches:
          type: array
          items: {$ref: "#/components/schemas/WorkplaceKind"}
        channels: {type: integer, description: How many legs it may have at once; absent where there is no limit.}
        callsPerSecond: {type: integer, description: How many validation calls leave by it in a second; absent where there is no limit.}
        maximumSeconds: {type: integer, description: How long it lets a call last; absent where there is no limit.}
        callerId: {type: string, description: What agents' own phones show.}
        legsInUse: {type: integer, description: Of this tenant.}
    TrunkList:
      allOf:
        - {$ref: "#/components/schemas/List"}
        - type: object
          properties:
            items:
              type: array
              items: {$ref: "#/components/schemas/Trunk"}
    QueueMember:
      type: object
      required: [agent, penalty, availability]
      properties:
        agent: {type: string}
        penalty: {type: integer, description: Lower ones are offered first.}
        availability:
          type: string
          description: |
            - `free`: would be offered a customer
            - `ringing`: is being offered one
            - `busy`: with a customer, or wrapping up
            - `unavailable`: on break, offline, not reachable, or logged out
          enum: [free, ringing, busy, unavailable]
        pausedReason: {type: string, description: Why a member is offered nobody; absent of who is at work or logged out.}
    Queue:
      type: object
      required: [name, kept, members]
      properties:
        name: {type: string}
        kept: {type: boolean, description: 'Whether Offhook keeps its members; in others they are paused and resumed.'}
        members:
          type: array
          items: {$ref: "#/components/schemas/QueueMember"}
    QueueList:
      allOf:
        - {$ref: "#/components/schemas/List"}
        - type: object
          properties:
            items:
              type: array
              items: {$ref: "#/components/schemas/Queue"}
    OfferAnswer:
      allOf:
        - {$ref: "#/components/schemas/Offer"}
        - {$ref: "#/components/schemas/CountsDown"}
    OfferList:
      allOf:
        - {$ref: "#/components/schemas/List"}
        - {$ref: "#/components/schemas/CountsDown"}
        - type: object
          properties:
            items:
              type: array
              items: {$ref: "#/components/schemas/Offer"}

    CallState:
      type: string
      description: |
        - `callingAgent`: of an outbound call on demand: the agent's own phone is called first
        - `dialing`: the customer is called
        - `ringing`: the customer's phone rings
        - `connecting`: accepted, or answered, and the PBX has not yet said that both are in one bridge
        - `connected`: it has
        - `ended`: it is over; `endReason` says why
      enum: [callingAgent, dialing, ringing, connecting, connected, ended]
    CallEnd:
      type: string
      description: |
        - `customerHungUp`, `agentHungUp`: one of the two ended it
        - `agentLost`: the agent's phone hung up or was lost
        - `neverConnected`: the customer left before the two could talk
        - `failed`: the PBX could not bring them together, or could not place the call
        - `busy`, `noAnswer`, `declined`: what the customer's phone said to an outbound call, or did not
        - `unreachable`: there is no such phone, or it is not there
        - `networkRejected`: the network on the way refused the call
        - `agentNotReached`: the agent's own phone was not answered, so that the customer was not called
        - `transferred`: the agent sent the customer on
        - `nodeRestarted`: the PBX was restarted
      enum:
        [customerHungUp, agentHungUp, agentLost, neverConnected, failed, busy, noAnswer, declined,
         unreachable, networkRejected, agentNotReached, transferred, nodeRestarted]
    CallOrder:
      type: object
      additionalProperties: false
      required: [to]
      properties:
        to:
          $ref: "#/components/schemas/OneLine"
          description: A number as people of the tenant's country write it, or a SIP URI.
        callerId:
          $ref: "#/components/schemas/OneLine"
          description: |
            What the customer's phone is to show: one of the tenant's `policy.outbound.callerIDs`. Without it
            the first of them.
        ringSeconds:
          type: integer
          minimum: 5
          maximum: 120
          description: How long the customer's phone rings, in seconds. Without it as the tenant's policy says.
    Call:
      type: object
      required: [id, agent, state, direction, caller, createdAt]
      properties:
        id: {type: string}
        agent: {type: string}
        offerId: {type: string, description: What was accepted; absent of a call that the agent placed.}
        state: {$ref: "#/components/schemas/CallState"}
        held:
          type: boolean
          description: Whether the customer hears music, and not the agent; absent where it is not so.
        muted:
          type: boolean
          description: Whether the customer does not hear the agent; absent where it is not so.
        direction: {$ref: "#/components/schemas/Direction"}
        caller:
          $ref: "#/components/schemas/Caller"
          description: Who called; of an outbound call what the customer's phone is to show.
        dialedNumber:
          type: string
          description: What was dialled; of an outbound call the customer, as the PBX dials them.
        queue: {type: string}
        attributes: {$ref: "#/components/schemas/Attributes"}
        createdAt: {$ref: "#/components/schemas/Time"}
        participant:
          $ref: "#/components/schemas/Participant"
          description: Whom the agent brought in, while they are there.
        recording:
          $ref: "#/components/schemas/CallRecording"
          description: The recording that is not over.
        handedOver:
          type: boolean
          description: Whether the agent has left the customer and `participant` to each other, who talk; absent where it is not so.
        otherParty:
          type: object
          description: Whom the agent goes on talking with, now that the customer is gone. With either `to` or `agent`.
          properties:
            to: {type: string}
            agent: {type: string}
        connectedAt: {$ref: "#/components/schemas/Time"}
        endedAt: {$ref: "#/components/schemas/Time"}
        endReason: {$ref: "#/components/schemas/CallEnd"}
    TransferRequest:
      type: object
      description: With either `to` or `agent`.
      required: [kind]
      additionalProperties: false
      properties:
        kind:
          type: string
          description: Whether the customer is sent on at once, or the other one is asked first.
          enum: [blind, consult]
        to:
          $ref: "#/components/schemas/OneLine"
          description: A number as people of the tenant's country write it, or a SIP URI.
        agent:
          $ref: "#/components/schemas/OneLine"
          description: The id of another agent.
      oneOf:
        - required: [to]
        - required: [agent]
    ParticipantRequest:
      type: object
      description: With either `to` or `agent`.
      additionalProperties: false
      properties:
        to:
          $ref: "#/components/schemas/OneLine"
          description: A number as people of the tenant's country write it, or a SIP URI.
        agent:
          $ref: "#/components/schemas/OneLine"
          description: The id of another agent.
      oneOf:
        - required: [to]
        - required: [agent]
    Participant:
      type: object
      description: Somebody whom an agent brought into a call. With either `to` or `agent`.
      required: [id, state, audience]
      properties:
        id: {type: string}
        to: {type: string, description: Whom the agent has called.}
        agent: {type: string, description: The id of another agent.}
        state:
          type: string
          description: |
            - `waiting`: the customer is being put on hold, and nobody is called yet
            - `dialing`: they are called
            - `ringing`: their phone rings
            - `connected`: they have answered
            - `leaving`: they are hung up, and not gone yet
          enum: [waiting, dialing, ringing, connected, leaving]
        audience:
          type: string
          description: With whom the agent wants to talk; `nobody` where who should have come back did not.
          enum: [thirdParty, customer, everybody, nobody]
        held: {type: boolean, description: Whether they hear music; absent where it is not so.}
        joined: {type: boolean, description: Whether all three hear each other; absent where it is not so.}
    ParticipantEvent:
      type: object
      required: [callId, participant]
      properties:
        callId: {type: string}
        participant: {$ref: "#/components/schemas/Participant"}
        endReason:
          type: string
          description: |
            Of `participant.left`:
            - `hungUp`: they hung up
            - `dismissed`: the agent wanted it, or hung up
            - `busy`, `noAnswer`, `declined`, `unreachable`, `networkRejected`: they were not reached
            - `failed`: they could not be called, or the customer could not be put on hold
            - `handedOver`: the agent has left them and the customer to each other
            - `tookOver`: the customer hung up, and they are the other party of the call now
            - `callEnded`: the call ended for another reason
            - `nodeRestarted`: the PBX was restarted
          enum:
            [hungUp, dismissed, busy, noAnswer, declined, unreachable, networkRejected, failed, nodeRestarted, tookOver, handedOver,
             callEnded]
    Supervision:
      type: object
      description: A supervisor who listens to a call, helps its agent or talks with both.
      required: [id, callId, agent, phone, state, mode, startedAt, own]
      properties:
        id: {type: string}
        callId: {type: string}
        agent: {type: string, description: Whose call it is.}
        phone:
          description: By which they take part.
          $ref: "#/components/schemas/Workplace"
        state:
          type: string
          description: |
            - `dialing`: their phone is called
            - `ringing`: it rings
            - `connecting`: it was answered, or another mode is wanted, and they are being brought there
            - `connected`: they take part
          enum: [dialing, ringing, connecting, connected]
        mode: {$ref: "#/components/schemas/SupervisionMode"}
        modeInForce:
          description: How they do take part, as the PBX said; absent while they do not.
          $ref: "#/components/schemas/SupervisionMode"
        startedAt: {$ref: "#/components/schemas/Time"}
        own: {type: boolean, description: Whether it was begun with the token that reads it.}
    SupervisionMode:
      type: string
      enum: [monitor, whisper, barge]
    SupervisionAnswer:
      allOf:
        - {$ref: "#/components/schemas/Supervision"}
        - {$ref: "#/components/schemas/CountsDown"}
    SupervisionList:
      allOf:
        - {$ref: "#/components/schemas/List"}
        - {$ref: "#/components/schemas/CountsDown"}
        - type: object
          properties:
            items:
              type: array
              items: {$ref: "#/components/schemas/Supervision"}
    SupervisionRequest:
      type: object
      required: [mode, phone]
      additionalProperties: false
      properties:
        mode: {$ref: "#/components/schemas/SupervisionMode"}
        phone:
          type: object
          additionalProperties: false
          required: [kind, address]
          properties:
            kind: {$ref: "#/components/schemas/WorkplaceKind"}
            address: {$ref: "#/components/schemas/OneLine"}
    SupervisionChange:
      type: object
      required: [mode]
      additionalProperties: false
      properties:
        mode: {$ref: "#/components/schemas/SupervisionMode"}
    SupervisionEvent:
      type: object
      description: Told to supervisors and administrators alone.
      required: [supervision]
      properties:
        supervision: {$ref: "#/components/schemas/Supervision"}
        endReason:
          type: string
          description: |
            Of `supervision.ended`:
            - `hungUp`: the supervisor hung up
            - `stopped`: it was asked for
            - `callEnded`: the agent's part of the call is over
            - `busy`, `noAnswer`, `declined`, `unreachable`, `networkRejected`: the supervisor's phone was not reached
            - `failed`: it could not be brought about
            - `nodeRestarted`: the PBX was restarted
          enum: [hungUp, stopped, callEnded, busy, noAnswer, declined, unreachable, networkRejected, failed, nodeRestarted]
    CallRecording:
      type: object
      description: A call's recording that is not over.
      required: [id, state, startedAt]
      properties:
        id: {type: string}
        state:
          type: string
          description: |
            - `starting`: it was asked for
            - `recording`: what is said is taken down
            - `paused`: it is not, for the agent wants it so or the customer hears music
            - `stopping`: it is to be ended
          enum: [starting, recording, paused, stopping]
        pausedByAgent: {type: boolean, description: Whether the agent wants it to pause; absent where it is not so.}
        startedAt: {$ref: "#/components/schemas/Time"}
    RecordingEvent:
      type: object
      required: [callId, recording]
      properties:
        callId: {type: string}
        recording: {$ref: "#/components/schemas/CallRecording"}
        endReason:
          $ref: "#/components/schemas/RecordingEnd"
          description: Of `recording.stopped` and `recording.failed`.
    RecordingEnd:
      type: string
      description: |
        - `stopped`: the agent wanted it
        - `callEnded`: the agent's part in the call was over
        - `recordingOff`: an administrator does not let these calls be recorded any more
        - `failed`: it could not be begun, or broke off
        - `endedByPhoneSystem`: Asterisk ended it without being asked
        - `nodeRestarted`: the PBX was restarted
      enum: [stopped, callEnded, recordingOff, failed, endedByPhoneSystem, nodeRestarted]
    Recording:
      type: object
      required: [id, agent, callId, startedAt]
      properties:
        id: {type: string}
        agent: {type: string}
        callId: {type: string}
        startedAt: {$ref: "#/components/schemas/Time"}
        endedAt:
          $ref: "#/components/schemas/Time"
          description: Absent, as what follows, of one that is not over.
        durationSeconds: {type: number, minimum: 0, description: "How much is in it, without its pauses, as Asterisk said or as we counted."}
        endReason: {$ref: "#/components/schemas/RecordingEnd"}
    RecordingAnswer:
      allOf:
        - {$ref: "#/components/schemas/Recording"}
        - {$ref: "#/components/schemas/CountsDown"}
    RecordingList:
      allOf:
        - {$ref: "#/components/schemas/List"}
        - {$ref: "#/components/schemas/CountsDown"}
        - type: object
          properties:
            items: {type: array, items: {$ref: "#/components/schemas/Recording"}}
    DigitsRequest:
      type: object
      required: [digits]
      additionalProperties: false
      properties:
        digits: {type: string, pattern: "^[0-9*#A-D]{1,32}$"}
    CallAnswer:
      allOf:
        - {$ref: "#/components/schemas/Call"}
        - {$ref: "#/components/schemas/CountsDown"}
    CallList:
      allOf:
        - {$ref: "#/components/schemas/List"}
        - {$ref: "#/components/schemas/CountsDown"}
        - type: object
          properties:
            items:
              type: array
              items: {$ref: "#/components/schemas/Call"}

    LineUse:
      type: string
      description: |
        - `none`: the agent has no leg
        - `validating`: the validation call is under way
        - `parked`: the standing leg is in silence
        - `connecting`: a customer is called, or the two are being brought together
        - `talking`, `onHold`: with a customer, who may hear music
      enum: [none, validating, parked, connecting, talking, onHold]
    Seconds:
      type: object
      additionalProperties: {type: number, minimum: 0}
    AgentTotals:
      type: object
      required:
        [agent, statusSeconds, lineSeconds, breakSeconds, offers, missedOffers, rejectedOffers,
         takenCalls, placedCalls, callSeconds, holdSeconds]
      properties:
        agent: {type: string}
        statusSeconds:
          $ref: "#/components/schemas/Seconds"
          description: By status, of all that an agent has while logged in.
        lineSeconds:
          $ref: "#/components/schemas/Seconds"
          description: By `LineUse`.
        breakSeconds:
          $ref: "#/components/schemas/Seconds"
          description: Of the time on break, by the reasons that were given.
        offers: {type: integer, description: How many offers ended, with a call or without.}
        missedOffers: {type: integer, description: Of those, how many were left unanswered.}
        rejectedOffers: {type: integer}
        takenCalls: {type: integer, description: How many calls ended that were offered and in which the two were together.}
        placedCalls: {type: integer, description: The same of calls that the agent placed.}
        callSeconds: {type: number, description: How long those calls lasted from being connected to their end.}
        holdSeconds: {type: number, description: How much of that the customers were on hold.}
    AgentTotalsList:
      allOf:
        - {$ref: "#/components/schemas/List"}
        - {$ref: "#/components/schemas/CountsDown"}
        - type: object
          properties:
            items:
              type: array
              items: {$ref: "#/components/schemas/AgentTotals"}
    Activity:
      type: object
      required: [agent, from, to, status, reason, line]
      properties:
        agent: {type: string}
        from: {$ref: "#/components/schemas/Time"}
        to: {$ref: "#/components/schemas/Time"}
        status: {$ref: "#/components/schemas/ShownStatus"}
        reason: {type: string, description: As of a status.}
        line: {$ref: "#/components/schemas/LineUse"}
        callId: {type: string, description: Of a line that is in use for a customer.}
    ActivityList:
      allOf:
        - {$ref: "#/components/schemas/List"}
        - {$ref: "#/components/schemas/CountsDown"}
        - type: object
          properties:
            items:
              type: array
              items: {$ref: "#/components/schemas/Activity"}
    CallRecord:
      type: object
      required: [id, agent, direction, caller, customerChannel, endedAt, holdSeconds, outcome]
      properties:
        id: {type: string, description: The call's; of an offer that led to none the offer's.}
        agent: {type: string}
        direction: {$ref: "#/components/schemas/Direction"}
        caller: {$ref: "#/components/schemas/Caller"}
        dialedNumber: {type: string, description: As of a call.}
        queue: {type: string}
        customerChannel:
          type: string
          description: The id of the customer's channel in Asterisk; call records and the log of queues have it, too.
        offeredAt: {$ref: "#/components/schemas/Time"}
        acceptedAt:
          $ref: "#/components/schemas/Time"
          description: When the agent took the offer or placed the call; absent where neither was done.
        connectedAt: {$ref: "#/components/schemas/Time"}
        endedAt: {$ref: "#/components/schemas/Time"}
        holdSeconds: {type: number, description: How long the customer heard music, in all.}
        outcome:
          type: string
          description: |
            A call's `endReason`; of an offer that led to none `rejected`, `timedOut`, `canceled` or `failed`.
          enum:
            [customerHungUp, agentHungUp, agentLost, neverConnected, failed, busy, noAnswer, declined,
             unreachable, networkRejected, agentNotReached, transferred, nodeRestarted, rejected, timedOut, canceled]
    CallRecordList:
      allOf:
        - {$ref: "#/components/schemas/List"}
        - {$ref: "#/components/schemas/CountsDown"}
        - type: object
          properties:
            items:
              type: array
              items: {$ref: "#/components/schemas/CallRecord"}
    Erasure:
      type: object
      description: One of the two.
      additionalProperties: false
      properties:
        number:
          $ref: "#/components/schemas/OneLine"
          description: A customer's number or SIP URI.
        agent:
          $ref: "#/components/schemas/OneLine"
          description: An agent's id.
      oneOf:
        - required: [number]
        - required: [agent]
    ErasedAnswer:
      allOf:
        - {$ref: "#/components/schemas/CountsDown"}
        - type: object
          required: [calls, activities, auditEntries, recordings]
          properties:
            calls: {type: integer, description: How many records of calls.}
            activities: {type: integer}
            auditEntries: {type: integer}
            recordings: {type: integer, description: Whose files are deleted.}

    Alive:
      type: object
      required: [alive]
      properties:
        alive: {type: boolean}
    Readiness:
      type: object
      required: [ready, state, reasons, warnings]
      properties:
        ready: {type: boolean}
        state:
          type: string
          description: |
            - `ready`: all is well
            - `notReady`: the PBX or the store cannot be used, as `reasons` say
            - `standby`: another process serves from the same data directory; this one takes over when that
              ends, and refuses all else until then with the code `standby`
            - `stopping`: it takes nothing new
          enum: [ready, notReady, standby, stopping]
        reasons:
          type: array
          description: What is wrong, a sentence each.
          items: {type: string}
        warnings:
          type: array
          description: |
            What asks for somebody's attention though the work is done, a sentence each: the API's
            certificate that expires soon, or has; the members of the PBX's queues, when they cannot be kept in
            step with the agents' statuses.
          items: {type: string}

    ProblemCode:
      type: string
      enum:
        [tokenMissing, tokenInvalid, tokenExpired, forbidden, notFound, methodNotAllowed,
         tenantUnknown,
         groupUnknown, agentUnknown, offerUnknown, customerUnknown, callUnknown, malformedBody, unknownKey, invalidValue,
         malformedPin, invalidParameter, malformedIdempotencyKey, idempotencyKeyReused,
         idempotencyInProgress, bodyTooLarge, unsupportedMediaType,
         requestTimedOut, malformedRequest, uriTooLong, headersTooLarge, rateLimited,
         notLoggedIn, alreadyLoggedIn, persistentNotEnabled,
         modeIsOnDemand, settingNotPermitted, confirmationRequired, mustWorkOffline,
         answerOnPhone, pinLocked, dialRateLimited, destinationNotAllowed,
         workplaceInUse, workplaceNotApproved, workplaceNotValidated, inCall,
         connectionNotOpen, connectionAlreadyClosed,
         connectionAlreadyOpen, attemptUnderWay, attemptIsOver, pinNotSpokenYet,
         tenantNotEmpty, groupNotEmpty, idTooAlike, directoryFull, directoryIsFile, invalidSettings,
         breakReasonUnknown,
         offerPending, offerNotPending, callIsOver, phoneOnHold, connectionUnhealthy, trunkFull, callNotConnected, callIsHeld, transferNotPossible,
         consultUnderWay, participantUnknown, participantNotConnected, supervisionUnderWay, supervisionUnknown,
         recordingOff, recordingRequired, alreadyRecording, notRecording, recordingUnknown, recordingUnderWay,
         recordingFileMissing,
         notWrappingUp, ownPhone, callerIdNotAllowed, agentNotAvailable, customerIsOffered, mustAccept, wrongPin, tooManyStreams, tooManyFetches, phoneSystemAway,
         overloaded, storeUnavailable, stopping, standby, internalError]
    AllowedAction:
      type: string
      description: |
        In its plainest form: `setStatus` to `onBreak`, `logOut` without `when`, `logIn` anew; an offer, a
        call and a PIN are those of the agent now; `placeCall` to whom the policy allows. `liftPinLock` is listed while there is a lock.
      enum:
        [logIn, setStatus, logOut, openConnection, closeConnection, confirmPin, acceptOffer,
         rejectOffer, placeCall, hangUp, hold, resume, mute, unmute, sendDigits, transfer, consult,
         addParticipant, swapTransfer, joinTransfer, completeTransfer, cancelTransfer, completeWrapUp, liftPinLock,
         superviseCall, changeSupervision, endSupervision, startRecording, pauseRecording, resumeRecording, stopRecording]
    RefusedAction:
      type: object
      required: [action, code]
      properties:
        action: {$ref: "#/components/schemas/AllowedAction"}
        code:
          $ref: "#/components/schemas/ProblemCode"
          description: What it would be refused with.
    Problem:
      type: object
      required: [type, title, status, detail, code]
      properties:
        type: {type: string, description: "`urn:offhook:problem:` and the code."}
        title: {type: string, description: The same for each code.}
        status: {type: integer}
        detail: {type: string, description: What to do.}
        code: {$ref: "#/components/schemas/ProblemCode"}
        allowedActions:
          type: array
          description: What the token could do now with the agent that this is about.
          items: {$ref: "#/components/schemas/AllowedAction"}
        refusedActions:
          type: array
          description: What it could not do now, and why.
          items: {$ref: "#/components/schemas/RefusedAction"}
        attemptsLeft: {type: integer, description: How many wrong PINs are left.}
        offerState: {$ref: "#/components/schemas/OfferState"}
        attemptId: {type: string, description: The validation call that this is about.}
        consequences:
          type: array
          description: What a change that is not confirmed yet would lead to.
          items: {$ref: "#/components/schemas/SettingsConsequence"}

    EventType:
      type: string
      enum:
        - stream.snapshot
        - stream.reset
        - agent.statusChanged
        - connection.dialing
        - connection.ringing
        - connection.verifying
        - connection.pinRejected
        - connection.pinLocked
        - connection.pinUnlocked
        - connection.opened
        - connection.closed
        - connection.unhealthy
        - connection.recovered
        - connection.expiring
        - connection.renewed
        - workplace.entered
        - workplace.validated
        - offer.created
        - offer.accepted
        - offer.rejected
        - offer.timedOut
        - offer.canceled
        - offer.failed
        - customer.waiting
        - customer.left
        - call.created
        - call.dialing
        - call.ringing
        - call.connecting
        - call.connected
        - call.held
        - call.resumed
        - call.muted
        - call.unmuted
        - call.customerLeft
        - call.ended
        - participant.wanted
        - participant.dialing
        - participant.ringing
        - participant.connected
        - participant.held
        - participant.resumed
        - participant.joined
        - participant.left
        - supervision.dialing
        - supervision.ringing
        - supervision.connecting
        - supervision.started
        - supervision.changed
        - supervision.ended
        - recording.started
        - recording.paused
        - recording.resumed
        - recording.stopped
        - recording.failed
        - wrapUp.started
        - wrapUp.ended
        - notice.connectionOpened
        - notice.connectionLost
        - notice.settingsSaved
        - notice.workplaceReverted
        - service.degraded
        - service.restored
    WantedType:
      type: string
      description: An event type, or a family of them.
      enum:
        - stream.snapshot
        - stream.reset
        - agent.statusChanged
        - connection.dialing
        - connection.ringing
        - connection.verifying
        - connection.pinRejected
        - connection.pinLocked
        - connection.pinUnlocked
        - connection.opened
        - connection.closed
        - connection.unhealthy
        - connection.recovered
        - connection.expiring
        - connection.renewed
        - workplace.entered
        - workplace.validated
        - offer.created
        - offer.accepted
        - offer.rejected
        - offer.timedOut
        - offer.canceled
        - offer.failed
        - customer.waiting
        - customer.left
        - call.created
        - call.dialing
        - call.ringing
        - call.connecting
        - call.connected
        - call.held
        - call.resumed
        - call.muted
        - call.unmuted
        - call.customerLeft
        - call.ended
        - participant.wanted
        - participant.dialing
        - participant.ringing
        - participant.connected
        - participant.held
        - participant.resumed
        - participant.joined
        - participant.left
        - supervision.dialing
        - supervision.ringing
        - supervision.connecting
        - supervision.started
        - supervision.changed
        - supervision.ended
        - recording.started
        - recording.paused
        - recording.resumed
        - recording.stopped
        - recording.failed
        - wrapUp.started
        - wrapUp.ended
        - notice.connectionOpened
        - notice.connectionLost
        - notice.settingsSaved
        - notice.workplaceReverted
        - service.degraded
        - service.restored
        - 'stream.*'
        - 'agent.*'
        - 'connection.*'
        - 'workplace.*'
        - 'offer.*'
        - 'customer.*'
        - 'call.*'
        - 'participant.*'
        - 'supervision.*'
        - 'recording.*'
        - 'wrapUp.*'
        - 'notice.*'
        - 'service.*'
    Snapshot:
      type: object
      required: [agents, offers, calls, service, heartbeatSeconds, serverTime]
      properties:
        agents:
          type: array
          items: {$ref: "#/components/schemas/Agent"}
        offers:
          type: array
          description: Those that are pending.
          items: {$ref: "#/components/schemas/Offer"}
        calls:
          type: array
          description: Those that are not over.
          items: {$ref: "#/components/schemas/Call"}
        supervisions:
          type: array
          description: Who supervises these calls; absent but for supervisors and administrators.
          items: {$ref: "#/components/schemas/Supervision"}
        waitingCustomers:
          type: array
          description: >-
            Who waits for an agent of a router's choice, who has waited longest first. Absent for agents' tokens, and of a stream for
            some agents alone.
          items: {$ref: "#/components/schemas/WaitingCustomer"}
        heartbeatSeconds:
          type: integer
          description: A comment comes about so often when nothing else does. A stream that is silent for more than twice as long is dead.
        service: {$ref: "#/components/schemas/Readiness"}
        serverTime: {$ref: "#/components/schemas/Time"}
    Reset:
      type: object
      required: [reason]
      properties:
        reason: {$ref: "#/components/schemas/ResetReason"}
    ResetReason:
      type: string
      description: |
        - `cannotResume`: the id is too old, or of another run of the service
        - `fellBehind`: more was told than the client took
      enum: [cannotResume, fellBehind]
    AttemptEvent:
      type: object
      required: [attemptId]
      properties:
        attemptId: {type: string}
        expiresAt:
          $ref: "#/components/schemas/Time"
          description: |
            Of `connection.verifying`, until when the PIN may be confirmed; of `connection.expiring`, which comes twice, when the
            trunk ends the connection.
        serverTime: {$ref: "#/components/schemas/Time"}
        attemptsLeft: {type: integer, description: Of `connection.pinRejected`.}
        reason:
          $ref: "#/components/schemas/Unhealth"
          description: Of `connection.unhealthy`.
        endReason: {$ref: "#/components/schemas/EndReason"}
    WrapUpEvent:
      type: object
      required: [callId]
      properties:
        callId: {type: string, description: The call that it follows.}
        expiresAt:
          $ref: "#/components/schemas/Time"
          description: Of `wrapUp.started`, when it ends by itself.
        serverTime: {$ref: "#/components/schemas/Time"}
    LockEvent:
      type: object
      required: [pinLocked]
      properties:
        pinLocked:
          type: boolean
          description: Whether wrong PINs keep the agent from opening a connection.
    WorkplaceEvent:
      type: object
      required: [workplace]
      properties:
        workplace: {$ref: "#/components/schemas/Workplace"}
    NoticeCode:
      type: string
      enum: [connectionOpened, connectionLost, settingsSaved, workplaceReverted]
    NoticeAction:
      type: string
      description: What the person can do about it.
      enum: [reopen]
    Notice:
      type: object
      required: [code]
      properties:
        code: {$ref: "#/components/schemas/NoticeCode"}
        attemptId: {type: string, description: The connection that it is about.}
        endReason: {$ref: "#/components/schemas/EndReason"}
        action: {$ref: "#/components/schemas/NoticeAction"}
        connectionMode: {$ref: "#/components/schemas/ConnectionMode"}
        autoAnswer: {type: boolean}
        workplace:
          $ref: "#/components/schemas/Workplace"
          description: Where the agent is called again.
    Degraded:
      type: object
      required: [reason]
      properties:
        reason: {type: string, description: What is wrong, in a sentence.}
    Restored:
      type: object
      required: [gapMilliseconds]
      properties:
        gapMilliseconds:
          type: integer
          description: For how long events of the PBX were not seen.
    StreamedEvent:
      type: object
      description: One of the events that the stream has one after the other.
      required: [event, data]
      properties:
        id: {type: string, description: Where to resume; not of `stream.reset`.}
        event: {$ref: "#/components/schemas/EventType"}
        data:
          type: string
          description: An `Event`, as JSON on one line.
          contentMediaType: application/json
          contentSchema: {$ref: "#/components/schemas/Event"}
    Event:
      type: object
      required: [type, time, tenant, data]
      properties:
        id: {type: string, description: Where to resume; not of `stream.reset`.}
        type: {$ref: "#/components/schemas/EventType"}
        time: {$ref: "#/components/schemas/Time"}
        tenant: {type: string}
        agent: {type: string, description: Whom it is about.}
        data: {type: object}
      oneOf:
        - properties:
            type: {enum: [stream.snapshot]}
            data: {$ref: "#/components/schemas/Snapshot"}
        - properties:
            type: {enum: [stream.reset]}
            data: {$ref: "#/components/schemas/Reset"}
        - properties:
            type: {enum: [agent.statusChanged]}
            data: {$ref: "#/components/schemas/Status"}
        - properties:
            type:
              enum:
                [connection.dialing, connection.ringing, connection.verifying,
                 connection.pinRejected, connection.opened, connection.closed,
                 connection.unhealthy, connection.recovered, connection.expiring,
                 connection.renewed]
            data: {$ref: "#/components/schemas/AttemptEvent"}
        - properties:
            type: {enum: [workplace.entered, workplace.validated]}
            data: {$ref: "#/components/schemas/WorkplaceEvent"}
        - properties:
            type: {enum: [connection.pinLocked, connection.pinUnlocked]}
            data: {$ref: "#/components/schemas/LockEvent"}
        - properties:
            type:
              enum:
                [offer.created, offer.accepted, offer.rejected, offer.timedOut, offer.canceled,
                 offer.failed]
            data: {$ref: "#/components/schemas/OfferAnswer"}
        - properties:
            type: {enum: [customer.waiting, customer.left]}
            data: {$ref: "#/components/schemas/CustomerEvent"}
        - properties:
            type:
              enum:
                [call.created, call.dialing, call.ringing, call.connecting, call.connected,
                 call.held, call.resumed, call.muted, call.unmuted, call.customerLeft, call.ended]
            data: {$ref: "#/components/schemas/Call"}
        - properties:
            type:
              enum:
                [participant.wanted, participant.dialing, participant.ringing, participant.connected, participant.held,
                 participant.resumed, participant.joined, participant.left]
            data: {$ref: "#/components/schemas/ParticipantEvent"}
        - properties:
            type:
              enum:
                [supervision.dialing, supervision.ringing, supervision.connecting, supervision.started, supervision.changed, supervision.ended]
            data: {$ref: "#/components/schemas/SupervisionEvent"}
        - properties:
            type: {enum: [recording.started, recording.paused, recording.resumed, recording.stopped, recording.failed]}
            data: {$ref: "#/components/schemas/RecordingEvent"}
        - properties:
            type: {enum: [wrapUp.started, wrapUp.ended]}
            data: {$ref: "#/components/schemas/WrapUpEvent"}
        - properties:
            type:
              enum:
                [notice.connectionOpened, notice.connectionLost, notice.settingsSaved,
                 notice.workplaceReverted]
            data: {$ref: "#/components/schemas/Notice"}
        - properties:
            type: {enum: [service.degraded]}
            data: {$ref: "#/components/schemas/Degraded"}
        - properties:
            type: {enum: [service.restored]}
            data: {$ref: "#/components/schemas/Restored"}
      examples:
        - id: 5f0c2a-7
          type: workplace.entered
          time: "2026-03-02T07:58:00.000Z"
          tenant: acme
          agent: alice
          data: {workplace: {kind: phoneNumber, address: "+41791234568"}}
        - id: 5f0c2a-8
          type: workplace.validated
          time: "2026-03-02T07:58:20.000Z"
          tenant: acme
          agent: alice
          data: {workplace: {kind: phoneNumber, address: "+41791234568"}}
        - id: 5f0c2a-6
          type: customer.waiting
          time: "2026-03-02T08:20:00.000Z"
          tenant: acme
          data:
            id: oh-k3v9q2-q12
            direction: inbound
            caller: {number: "+41441234567", name: Carol, withheld: false}
            dialedNumber: "+41800123456"
            since: "2026-03-02T08:20:00.000Z"
            expiresAt: "2026-03-02T08:25:00.000Z"
            serverTime: "2026-03-02T08:20:00.001Z"
        - id: 5f0c2a-60
          type: customer.left
          time: "2026-03-02T08:20:40.000Z"
          tenant: acme
          data:
            id: oh-k3v9q2-q12
            direction: inbound
            caller: {number: "+41441234567", name: Carol, withheld: false}
            dialedNumber: "+41800123456"
            since: "2026-03-02T08:20:00.000Z"
            expiresAt: "2026-03-02T08:25:00.000Z"
            endReason: hungUp
            serverTime: "2026-03-02T08:20:40.001Z"
        - id: 5f0c2a-9
          type: connection.pinLocked
          time: "2026-03-02T07:59:00.000Z"
          tenant: acme
          agent: alice
          data: {pinLocked: true}
        - id: 5f0c2a-10
          type: connection.pinUnlocked
          time: "2026-03-02T07:59:30.000Z"
          tenant: acme
          agent: alice
          data: {pinLocked: false}
        - id: 5f0c2a-11
          type: stream.snapshot
          time: "2026-03-02T08:00:00.000Z"
          tenant: acme
          data:
            agents: []
            offers: []
            calls: []
            service: {ready: true, state: ready, reasons: [], warnings: []}
            heartbeatSeconds: 15
            serverTime: "2026-03-02T08:00:00.000Z"
        - type: stream.reset
          time: "2026-03-02T08:00:00.000Z"
          tenant: acme
          data: {reason: cannotResume}
        - id: 5f0c2a-13
          type: agent.statusChanged
          time: "2026-03-02T08:00:05.000Z"
          tenant: acme
          agent: alice
          data:
            status: persistentCallOffered
            requestedStatus: available
            reason: validationCall
            since: "2026-03-02T08:00:05.000Z"
        - id: 5f0c2a-14
          type: connection.dialing
          time: "2026-03-02T08:00:05.000Z"
          tenant: acme
          agent: alice
          data: {attemptId: oh-k3v9q2-a2}
        - id: 5f0c2a-15
          type: connection.ringing
          time: "2026-03-02T08:00:06.000Z"
          tenant: acme
          agent: alice
          data: {attemptId: oh-k3v9q2-a2}
        - id: 5f0c2a-16
          type: connection.verifying
          time: "2026-03-02T08:00:12.000Z"
          tenant: acme
          agent: alice
          data:
            attemptId: oh-k3v9q2-a2
            expiresAt: "2026-03-02T08:01:12.000Z"
            serverTime: "2026-03-02T08:00:12.000Z"
        - id: 5f0c2a-17
          type: connection.pinRejected
          time: "2026-03-02T08:00:20.000Z"
          tenant: acme
          agent: alice
          data: {attemptId: oh-k3v9q2-a2, attemptsLeft: 2}
        - id: 5f0c2a-18
          type: connection.opened
          time: "2026-03-02T08:00:25.000Z"
          tenant: acme
          agent: alice
          data: {attemptId: oh-k3v9q2-a2}
        - id: 5f0c2a-19
          type: connection.closed
          time: "2026-03-02T08:40:00.000Z"
          tenant: acme
          agent: alice
          data: {attemptId: oh-k3v9q2-a2, endReason: phoneHungUp}
        - id: 5f0c2a-50
          type: connection.unhealthy
          time: "2026-03-02T08:10:00.000Z"
          tenant: acme
          agent: alice
          data:
            attemptId: oh-k3v9q2-a2
            reason: phoneOnHold
        - id: 5f0c2a-51
          type: connection.recovered
          time: "2026-03-02T08:11:00.000Z"
          tenant: acme
          agent: alice
          data:
            attemptId: oh-k3v9q2-a2
        - id: 5f0c2a-52
          type: connection.expiring
          time: "2026-03-02T11:55:00.000Z"
          tenant: acme
          agent: alice
          data:
            attemptId: oh-k3v9q2-a2
            expiresAt: "2026-03-02T12:10:00.000Z"
            serverTime: "2026-03-02T11:55:00.000Z"
        - id: 5f0c2a-58
          type: connection.renewed
          time: "2026-03-02T12:06:31.000Z"
          tenant: acme
          agent: alice
          data:
            attemptId: oh-k3v9q2-a3
        - id: 5f0c2a-20
          type: offer.created
          time: "2026-03-02T08:20:00.000Z"
          tenant: acme
          agent: alice
          data:
            id: oh-k3v9q2-o5
            agent: alice
            state: pending
            direction: inbound
            mustAccept: false
            caller: {number: "+41441234567", name: Carol, withheld: false}
            createdAt: "2026-03-02T08:20:00.000Z"
            expiresAt: "2026-03-02T08:20:15.000Z"
            acceptOn: console
            serverTime: "2026-03-02T08:20:00.000Z"
        - id: 5f0c2a-21
          type: offer.accepted
          time: "2026-03-02T08:20:04.000Z"
          tenant: acme
          agent: alice
          data:
            id: oh-k3v9q2-o5
            agent: alice
            state: accepted
            direction: inbound
            mustAccept: false
            caller: {number: "+41441234567", name: Carol, withheld: false}
            createdAt: "2026-03-02T08:20:00.000Z"
            expiresAt: "2026-03-02T08:20:15.000Z"
            acceptOn: console
            callId: oh-k3v9q2-c6
            serverTime: "2026-03-02T08:20:04.000Z"
        - id: 5f0c2a-22
          type: offer.rejected
          time: "2026-03-02T08:20:04.000Z"
          tenant: acme
          agent: alice
          data:
            id: oh-k3v9q2-o5
            agent: alice
            state: rejected
            direction: inbound
            mustAccept: false
            caller: {number: "+41441234567", name: Carol, withheld: false}
            createdAt: "2026-03-02T08:20:00.000Z"
            expiresAt: "2026-03-02T08:20:15.000Z"
            acceptOn: console
            endedAt: "2026-03-02T08:20:04.000Z"
            serverTime: "2026-03-02T08:20:04.000Z"
        - id: 5f0c2a-23
          type: offer.timedOut
          time: "2026-03-02T08:20:04.000Z"
          tenant: acme
          agent: alice
          data:
            id: oh-k3v9q2-o5
            agent: alice
            state: timedOut
            direction: inbound
            mustAccept: false
            caller: {number: "+41441234567", name: Carol, withheld: false}
            createdAt: "2026-03-02T08:20:00.000Z"
            expiresAt: "2026-03-02T08:20:15.000Z"
            acceptOn: console
            endedAt: "2026-03-02T08:20:04.000Z"
            serverTime: "2026-03-02T08:20:04.000Z"
        - id: 5f0c2a-24
          type: offer.canceled
          time: "2026-03-02T08:20:04.000Z"
          tenant: acme
          agent: alice
          data:
            id: oh-k3v9q2-o5
            agent: alice
            state: canceled
            direction: inbound
            mustAccept: false
            caller: {number: "+41441234567", name: Carol, withheld: false}
            createdAt: "2026-03-02T08:20:00.000Z"
            expiresAt: "2026-03-02T08:20:15.000Z"
            acceptOn: console
            endedAt: "2026-03-02T08:20:04.000Z"
            serverTime: "2026-03-02T08:20:04.000Z"
        - id: 5f0c2a-25
          type: offer.failed
          time: "2026-03-02T08:20:04.000Z"
          tenant: acme
          agent: alice
          data:
            id: oh-k3v9q2-o5
            agent: alice
            state: failed
            direction: inbound
            mustAccept: false
            caller: {number: "+41441234567", name: Carol, withheld: false}
            createdAt: "2026-03-02T08:20:00.000Z"
            expiresAt: "2026-03-02T08:20:15.000Z"
            acceptOn: console
            endedAt: "2026-03-02T08:20:04.000Z"
            serverTime: "2026-03-02T08:20:04.000Z"
        - id: 5f0c2a-26
          type: call.created
          time: "2026-03-02T08:20:04.000Z"
          tenant: acme
          agent: alice
          data:
            id: oh-k3v9q2-c6
            agent: alice
            offerId: oh-k3v9q2-o5
            state: connecting
            direction: inbound
            caller: {number: "+41441234567", name: Carol, withheld: false}
            createdAt: "2026-03-02T08:20:04.000Z"
        - id: 5f0c2a-27
          type: call.connecting
          time: "2026-03-02T08:20:04.000Z"
          tenant: acme
          agent: alice
          data:
            id: oh-k3v9q2-c6
            agent: alice
            offerId: oh-k3v9q2-o5
            state: connecting
            direction: inbound
            caller: {number: "+41441234567", name: Carol, withheld: false}
            createdAt: "2026-03-02T08:20:04.000Z"
        - id: 5f0c2a-28
          type: call.connected
          time: "2026-03-02T08:20:04.000Z"
          tenant: acme
          agent: alice
          data:
            id: oh-k3v9q2-c6
            agent: alice
            offerId: oh-k3v9q2-o5
            state: connected
            direction: inbound
            caller: {number: "+41441234567", name: Carol, withheld: false}
            createdAt: "2026-03-02T08:20:04.000Z"
            connectedAt: "2026-03-02T08:20:04.000Z"
        - id: 5f0c2a-29
          type: call.ended
          time: "2026-03-02T08:25:00.000Z"
          tenant: acme
          agent: alice
          data:
            id: oh-k3v9q2-c6
            agent: alice
            offerId: oh-k3v9q2-o5
            state: ended
            direction: inbound
            caller: {number: "+41441234567", name: Carol, withheld: false}
            createdAt: "2026-03-02T08:20:04.000Z"
            connectedAt: "2026-03-02T08:20:04.000Z"
            endedAt: "2026-03-02T08:25:00.000Z"
            endReason: customerHungUp
        - id: 5f0c2a-42
          type: call.held
          time: "2026-03-02T08:22:00.000Z"
          tenant: acme
          agent: alice
          data:
            id: oh-k3v9q2-c6
            agent: alice
            offerId: oh-k3v9q2-o5
            state: connected
            held: true
            direction: inbound
            caller: {number: "+41441234567", name: Carol, withheld: false}
            createdAt: "2026-03-02T08:20:04.000Z"
            connectedAt: "2026-03-02T08:20:04.000Z"
        - id: 5f0c2a-43
          type: call.resumed
          time: "2026-03-02T08:22:01.000Z"
          tenant: acme
          agent: alice
          data:
            id: oh-k3v9q2-c6
            agent: alice
            offerId: oh-k3v9q2-o5
            state: connected
            direction: inbound
            caller: {number: "+41441234567", name: Carol, withheld: false}
            createdAt: "2026-03-02T08:20:04.000Z"
            connectedAt: "2026-03-02T08:20:04.000Z"
        - id: 5f0c2a-44
          type: call.muted
          time: "2026-03-02T08:22:02.000Z"
          tenant: acme
          agent: alice
          data:
            id: oh-k3v9q2-c6
            agent: alice
            offerId: oh-k3v9q2-o5
            state: connected
            muted: true
            direction: inbound
            caller: {number: "+41441234567", name: Carol, withheld: false}
            createdAt: "2026-03-02T08:20:04.000Z"
            connectedAt: "2026-03-02T08:20:04.000Z"
        - id: 5f0c2a-45
          type: call.unmuted
          time: "2026-03-02T08:22:03.000Z"
          tenant: acme
          agent: alice
          data:
            id: oh-k3v9q2-c6
            agent: alice
            offerId: oh-k3v9q2-o5
            state: connected
            direction: inbound
            caller: {number: "+41441234567", name: Carol, withheld: false}
            createdAt: "2026-03-02T08:20:04.000Z"
            connectedAt: "2026-03-02T08:20:04.000Z"
        - id: 5f0c2a-46
          type: participant.wanted
          time: "2026-03-02T08:22:06.000Z"
          tenant: acme
          agent: alice
          data:
            callId: oh-k3v9q2-c6
            participant: {id: oh-k3v9q2-p7, to: "+4930123456", state: waiting, audience: thirdParty}
        - id: 5f0c2a-47
          type: participant.dialing
          time: "2026-03-02T08:22:07.000Z"
          tenant: acme
          agent: alice
          data:
            callId: oh-k3v9q2-c6
            participant: {id: oh-k3v9q2-p7, to: "+4930123456", state: dialing, audience: thirdParty}
        - id: 5f0c2a-48
          type: participant.ringing
          time: "2026-03-02T08:22:08.000Z"
          tenant: acme
          agent: alice
          data:
            callId: oh-k3v9q2-c6
            participant: {id: oh-k3v9q2-p7, to: "+4930123456", state: ringing, audience: thirdParty}
        - id: 5f0c2a-49
          type: participant.connected
          time: "2026-03-02T08:22:09.000Z"
          tenant: acme
          agent: alice
          data:
            callId: oh-k3v9q2-c6
            participant: {id: oh-k3v9q2-p7, to: "+4930123456", state: connected, audience: thirdParty}
        - id: 5f0c2a-50
          type: participant.held
          time: "2026-03-02T08:22:10.000Z"
          tenant: acme
          agent: alice
          data:
            callId: oh-k3v9q2-c6
            participant: {id: oh-k3v9q2-p7, to: "+4930123456", state: connected, audience: customer, held: true}
        - id: 5f0c2a-51
          type: participant.resumed
          time: "2026-03-02T08:22:11.000Z"
          tenant: acme
          agent: alice
          data:
            callId: oh-k3v9q2-c6
            participant: {id: oh-k3v9q2-p7, to: "+4930123456", state: connected, audience: thirdParty}
        - id: 5f0c2a-52
          type: participant.joined
          time: "2026-03-02T08:22:12.000Z"
          tenant: acme
          agent: alice
          data:
            callId: oh-k3v9q2-c6
            participant: {id: oh-k3v9q2-p7, to: "+4930123456", state: connected, audience: everybody, joined: true}
        - id: 5f0c2a-53
          type: participant.left
          time: "2026-03-02T08:22:13.000Z"
          tenant: acme
          agent: alice
          data:
            callId: oh-k3v9q2-c6
            participant: {id: oh-k3v9q2-p7, to: "+4930123456", state: connected, audience: everybody}
            endReason: hungUp
        - id: 5f0c2a-54
          type: call.customerLeft
          time: "2026-03-02T08:23:00.000Z"
          tenant: acme
          agent: alice
          data:
            id: oh-k3v9q2-c6
            agent: alice
            offerId: oh-k3v9q2-o5
            state: connected
            direction: inbound
            caller: {number: "+41441234567", name: Carol, withheld: false}
            otherParty: {to: "+4930123456"}
            createdAt: "2026-03-02T08:20:04.000Z"
            connectedAt: "2026-03-02T08:20:04.000Z"
        - id: 5f0c2a-60
          type: supervision.dialing
          time: "2026-03-02T08:21:00.000Z"
          tenant: acme
          agent: alice
          data:
            supervision:
              id: oh-k3v9q2-u9
              callId: oh-k3v9q2-c6
              agent: alice
              phone: {kind: endpoint, address: "1500"}
              state: dialing
              mode: monitor
              startedAt: "2026-03-02T08:21:00.000Z"
              own: true
        - id: 5f0c2a-61
          type: supervision.ringing
          time: "2026-03-02T08:21:01.000Z"
          tenant: acme
          agent: alice
          data:
            supervision:
              id: oh-k3v9q2-u9
              callId: oh-k3v9q2-c6
              agent: alice
              phone: {kind: endpoint, address: "1500"}
              state: ringing
              mode: monitor
              startedAt: "2026-03-02T08:21:00.000Z"
              own: true
        - id: 5f0c2a-66
          type: supervision.connecting
          time: "2026-03-02T08:21:02.000Z"
          tenant: acme
          agent: alice
          data:
            supervision:
              id: oh-k3v9q2-u9
              callId: oh-k3v9q2-c6
              agent: alice
              phone: {kind: endpoint, address: "1500"}
              state: connecting
              mode: monitor
              startedAt: "2026-03-02T08:21:00.000Z"
              own: true
        - id: 5f0c2a-62
          type: supervision.started
          time: "2026-03-02T08:21:02.000Z"
          tenant: acme
          agent: alice
          data:
            supervision:
              id: oh-k3v9q2-u9
              callId: oh-k3v9q2-c6
              agent: alice
              phone: {kind: endpoint, address: "1500"}
              state: connected
              mode: monitor
              modeInForce: monitor
              startedAt: "2026-03-02T08:21:00.000Z"
              own: true
        - id: 5f0c2a-63
          type: supervision.changed
          time: "2026-03-02T08:21:03.000Z"
          tenant: acme
          agent: alice
          data:
            supervision:
              id: oh-k3v9q2-u9
              callId: oh-k3v9q2-c6
              agent: alice
              phone: {kind: endpoint, address: "1500"}
              state: connected
              mode: whisper
              modeInForce: whisper
              startedAt: "2026-03-02T08:21:00.000Z"
              own: true
        - id: 5f0c2a-64
          type: supervision.ended
          time: "2026-03-02T08:21:04.000Z"
          tenant: acme
          agent: alice
          data:
            supervision:
              id: oh-k3v9q2-u9
              callId: oh-k3v9q2-c6
              agent: alice
              phone: {kind: endpoint, address: "1500"}
              state: connected
              mode: whisper
              modeInForce: whisper
              startedAt: "2026-03-02T08:21:00.000Z"
              own: true
            endReason: stopped
        - id: 5f0c2a-61
          type: recording.started
          time: "2026-03-02T08:22:00.000Z"
          tenant: acme
          agent: alice
          data:
            callId: oh-k3v9q2-c6
            recording: {id: oh-k3v9q2-r8, state: recording, startedAt: "2026-03-02T08:22:00.000Z"}
        - id: 5f0c2a-62
          type: recording.paused
          time: "2026-03-02T08:22:01.000Z"
          tenant: acme
          agent: alice
          data:
            callId: oh-k3v9q2-c6
            recording: {id: oh-k3v9q2-r8, state: paused, pausedByAgent: true, startedAt: "2026-03-02T08:22:00.000Z"}
        - id: 5f0c2a-63
          type: recording.resumed
          time: "2026-03-02T08:22:02.000Z"
          tenant: acme
          agent: alice
          data:
            callId: oh-k3v9q2-c6
            recording: {id: oh-k3v9q2-r8, state: recording, startedAt: "2026-03-02T08:22:00.000Z"}
        - id: 5f0c2a-64
          type: recording.stopped
          time: "2026-03-02T08:22:03.000Z"
          tenant: acme
          agent: alice
          data:
            callId: oh-k3v9q2-c6
            recording: {id: oh-k3v9q2-r8, state: stopping, startedAt: "2026-03-02T08:22:00.000Z"}
            endReason: callEnded
        - id: 5f0c2a-65
          type: recording.failed
          time: "2026-03-02T08:22:04.000Z"
          tenant: acme
          agent: alice
          data:
            callId: oh-k3v9q2-c6
            recording: {id: oh-k3v9q2-r8, state: starting, startedAt: "2026-03-02T08:22:00.000Z"}
            endReason: failed
        - id: 5f0c2a-40
          type: wrapUp.started
          time: "2026-03-02T08:25:00.000Z"
          tenant: acme
          agent: alice
          data:
            callId: oh-k3v9q2-c6
            expiresAt: "2026-03-02T08:25:30.000Z"
            serverTime: "2026-03-02T08:25:00.000Z"
        - id: 5f0c2a-41
          type: wrapUp.ended
          time: "2026-03-02T08:25:30.000Z"
          tenant: acme
          agent: alice
          data:
            callId: oh-k3v9q2-c6
        - id: 5f0c2a-34
          type: call.dialing
          time: "2026-03-02T08:30:00.000Z"
          tenant: acme
          agent: alice
          data:
            id: oh-k3v9q2-c7
            agent: alice
            state: dialing
            direction: outbound
            caller: {number: "+4930555", name: Acme, withheld: false}
            dialedNumber: "+4930123456"
            createdAt: "2026-03-02T08:30:00.000Z"
        - id: 5f0c2a-35
          type: call.ringing
          time: "2026-03-02T08:30:01.000Z"
          tenant: acme
          agent: alice
          data:
            id: oh-k3v9q2-c7
            agent: alice
            state: ringing
            direction: outbound
            caller: {number: "+4930555", name: Acme, withheld: false}
            dialedNumber: "+4930123456"
            createdAt: "2026-03-02T08:30:00.000Z"
        - id: 5f0c2a-30
          type: notice.connectionOpened
          time: "2026-03-02T08:00:25.000Z"
          tenant: acme
          agent: alice
          data: {code: connectionOpened, attemptId: oh-k3v9q2-a2}
        - id: 5f0c2a-31
          type: notice.connectionLost
          time: "2026-03-02T08:40:00.000Z"
          tenant: acme
          agent: alice
          data: {code: connectionLost, attemptId: oh-k3v9q2-a2, endReason: phoneHungUp, action: reopen}
        - id: 5f0c2a-33
          type: notice.settingsSaved
          time: "2026-03-02T08:40:30.000Z"
          tenant: acme
          agent: alice
          data: {code: settingsSaved, connectionMode: onDemand, autoAnswer: false}
        - id: 5f0c2a-36
          type: notice.workplaceReverted
          time: "2026-03-02T08:40:40.000Z"
          tenant: acme
          agent: alice
          data: {code: workplaceReverted, workplace: {kind: endpoint, address: desk-1}}
        - id: 5f0c2a-32
          type: service.degraded
          time: "2026-03-02T08:41:00.000Z"
          tenant: acme
          data: {reason: The event link to the PBX is down.}
        - id: 5f0c2a-33
          type: service.restored
          time: "2026-03-02T08:41:03.000Z"
          tenant: acme
          data: {gapMilliseconds: 3200}

"""##
}
