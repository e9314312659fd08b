import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { usePmo } from '../../app/pmo.tsx'
import { may } from '../../app/session.ts'
import type { Outputs } from '../../ui/api-types.ts'
import { Field } from '../../ui/field.tsx'
import { Refusal } from '../../ui/refusal.tsx'

/** Asks for a waiver, for one finding or for all of its rule in its project. The PMO may approve it at once. */
export function WaiveForm({ finding }: { readonly finding: Outputs['findings']['get'] }) {
  const { trpc, queries, session } = usePmo()
  const [reason, setReason] = useState('')
  const [risk, setRisk] = useState('')
  const [until, setUntil] = useState('')
  const [wide, setWide] = useState(false)
  const [recurring, setRecurring] = useState(false)
  const [approve, setApprove] = useState(may(session, 'pmo'))
  const request = useMutation(
    trpc.waivers.request.mutationOptions({ onSuccess: () => void queries.invalidateQueries() }),
  )
  const { id, rule, project } = finding
  const submit = () =>
    request.mutate({
      ...(wide && project !== undefined ? { rule, project } : { finding: id }),
      reason: reason.trim(),
      risk: risk.trim(),
      until,
      recurring,
      ...(approve && { approve }),
    })
  return (
    <form
      className="form stack"
      onSubmit={(event) => {
        event.preventDefault()
        submit()
      }}
    >
      <Field label="Reason" hint="Why the rule cannot be kept.">
        {(props) => (
          <textarea
            {...props}
            required
            maxLength={2000}
            rows={2}
            value={reason}
            onChange={(event) => setReason(event.target.value)}
          />
        )}
      </Field>
      <Field label="Risk" hint="What is accepted with it.">
        {(props) => (
          <textarea
            {...props}
            required
            maxLength={2000}
            rows={2}
            value={risk}
            onChange={(event) => setRisk(event.target.value)}
          />
        )}
      </Field>
      <Field label="Until" hint="The last day on which it holds; then the finding opens again.">
        {(props) => (
          <input
            {...props}
            type="date"
            required
            value={until}
            onChange={(event) => setUntil(event.target.value)}
          />
        )}
      </Field>
      {project !== undefined && (
        <label>
          <input type="checkbox" checked={wide} onChange={(event) => setWide(event.target.checked)} /> For all
          findings of <code>{rule}</code> in this project
        </label>
      )}
      <label>
        <input type="checkbox" checked={recurring} onChange={(event) => setRecurring(event.target.checked)} />{' '}
        Also for what comes again
      </label>
      {may(session, 'pmo') && (
        <label>
          <input type="checkbox" checked={approve} onChange={(event) => setApprove(event.target.checked)} />{' '}
          Approve it at once
        </label>
      )}
      <Refusal error={request.error} what="Waiving" />
      <p>
        <button type="submit" className="button button-main" disabled={request.isPending}>
          {approve ? 'Waive' : 'Ask for the waiver'}
        </button>
      </p>
    </form>
  )
}
