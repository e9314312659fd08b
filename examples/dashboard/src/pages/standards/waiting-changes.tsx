import { useMutation, useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { usePmo } from '../../app/pmo.tsx'
import { may } from '../../app/session.ts'
import type { Outputs } from '../../ui/api-types.ts'
import { Field } from '../../ui/field.tsx'
import { instantText } from '../../ui/format.ts'
import { QueryView } from '../../ui/query-view.tsx'
import { Refusal } from '../../ui/refusal.tsx'
import { standardsAddressOf } from './standards-view.ts'

type Version = Outputs['rules']['waiting']['versions'][number]

/** Changes of rules that wait for somebody to approve them. */
export function WaitingChanges() {
  const { trpc } = usePmo()
  const query = useQuery(trpc.rules.waiting.queryOptions({}))
  return (
    <section className="stack">
      <h2>Changes that wait for approval</h2>
      <QueryView query={query} what="the changes that wait">
        {({ versions }) => versions.map((one) => <Waiting key={`${one.kind} ${one.rule}`} version={one} />)}
      </QueryView>
    </section>
  )
}

/** One change, with the decision about it for those who may. */
export function Waiting({ version }: { readonly version: Version }) {
  const { trpc, queries, session } = usePmo()
  const [reason, setReason] = useState('')
  const done = { onSuccess: () => void queries.invalidateQueries() }
  const approve = useMutation(trpc.rules.approve.mutationOptions(done))
  const reject = useMutation(trpc.rules.reject.mutationOptions(done))
  const { rule, kind, requestedBy, requestedAt, effectiveFrom, body } = version
  const said = { id: rule, kind, ...(reason.trim() !== '' && { reason: reason.trim() }) }
  return (
    <article className="card stack">
      <p>
        <Link to="/standards" search={standardsAddressOf({ tab: 'rules', state: 'current', rule })}>
          <code>{rule}</code>
        </Link>
        : {kind === 'house' ? 'the rule itself' : 'how it is set'}, by {requestedBy},{' '}
        {instantText(requestedAt)}; from {effectiveFrom}. {version.reason ?? 'No reason was given.'}
      </p>
      <details>
        <summary>What it would say</summary>
        <pre className="scroll-x">
          {body === undefined ? 'Nothing: it is taken away.' : JSON.stringify(body, undefined, 2)}
        </pre>
      </details>
      {may(session, 'pmo') && (
        <div className="form stack">
          <Field label="Reason" hint="Why; kept with the decision.">
            {(props) => (
              <input
                {...props}
                maxLength={2000}
                value={reason}
                onChange={(event) => setReason(event.target.value)}
              />
            )}
          </Field>
          <p className="row">
            <button
              type="button"
              className="button button-main"
              disabled={approve.isPending || reject.isPending}
              onClick={() => approve.mutate(said)}
            >
              Approve
            </button>
            <button
              type="button"
              className="button"
              disabled={approve.isPending || reject.isPending}
              onClick={() => reject.mutate(said)}
            >
              Reject
            </button>
          </p>
          <Refusal error={approve.error ?? reject.error} what="The decision" />
        </div>
      )}
    </article>
  )
}
