import { useMutation } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { usePmo } from '../../app/pmo.tsx'
import { may } from '../../app/session.ts'
import type { Outputs } from '../../ui/api-types.ts'
import { Field } from '../../ui/field.tsx'
import { dayText, instantText } from '../../ui/format.ts'
import { Refusal } from '../../ui/refusal.tsx'
import { standardsAddressOf } from './standards-view.ts'

type Waiver = Outputs['waivers']['list']['items'][number]

/** A waiver: what was asked for and decided, and what can be decided now. */
export function WaiverCard({ waiver }: { readonly waiver: Waiver }) {
  const { scope, state, reason, risk, until, recurring, requestedBy, requestedAt, findings } = waiver
  return (
    <article className="card stack">
      <p>
        <strong>{state}</strong> until {dayText(until)}
        {recurring && ', also for what comes again'}. Asked for by {requestedBy}, {instantText(requestedAt)}.
        {waiver.decidedBy !== undefined &&
          ` Decided by ${waiver.decidedBy === 'clock' ? 'its end' : waiver.decidedBy}${waiver.decidedAt === undefined ? '' : `, ${instantText(waiver.decidedAt)}`}.`}
        {waiver.note !== undefined && ` ${waiver.note}`}
      </p>
      <dl className="facts">
        <dt>For</dt>
        <dd>
          {'finding' in scope ? (
            <Link
              to="/standards"
              search={standardsAddressOf({ tab: 'waivers', state: 'current', finding: scope.finding })}
            >
              one finding of <code>{waiver.rule}</code>
            </Link>
          ) : (
            <>
              all findings of <code>{scope.rule}</code> in {scope.project}
            </>
          )}
          {findings > 0 && (
            <>
              {'; '}
              <Link
                to="/standards"
                search={standardsAddressOf({ tab: 'findings', state: 'waived', waiver: waiver.id })}
              >
                holds for {findings} now
              </Link>
            </>
          )}
        </dd>
        <dt>Reason</dt>
        <dd>{reason}</dd>
        <dt>Risk</dt>
        <dd>{risk}</dd>
      </dl>
      <Decide waiver={waiver} />
    </article>
  )
}

function Decide({ waiver: { id, state } }: { readonly waiver: Waiver }) {
  const { trpc, queries, session } = usePmo()
  const [note, setNote] = useState('')
  const done = { onSuccess: () => void queries.invalidateQueries() }
  const approve = useMutation(trpc.waivers.approve.mutationOptions(done))
  const refuse = useMutation(trpc.waivers.refuse.mutationOptions(done))
  const withdraw = useMutation(trpc.waivers.withdraw.mutationOptions(done))
  const decides = state === 'requested' && may(session, 'pmo')
  const withdraws = (state === 'requested' || state === 'approved') && may(session, 'contributor')
  if (!decides && !withdraws) return null
  const said = { id, ...(note.trim() !== '' && { note: note.trim() }) }
  const busy = approve.isPending || refuse.isPending || withdraw.isPending
  return (
    <div className="form stack">
      <Field label="Note" hint="Why; kept with the decision.">
        {(props) => (
          <input {...props} maxLength={2000} value={note} onChange={(event) => setNote(event.target.value)} />
        )}
      </Field>
      <p className="row">
        {decides && (
          <>
            <button
              type="button"
              className="button button-main"
              disabled={busy}
              onClick={() => approve.mutate(said)}
            >
              Approve
            </button>
            <button type="button" className="button" disabled={busy} onClick={() => refuse.mutate(said)}>
              Refuse
            </button>
          </>
        )}
        {withdraws && (
          <button type="button" className="button" disabled={busy} onClick={() => withdraw.mutate(said)}>
            Take it back
          </button>
        )}
      </p>
      <Refusal error={approve.error ?? refuse.error ?? withdraw.error} what="The decision" />
    </div>
  )
}
