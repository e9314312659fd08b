import { useMutation, useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { goesOn } from '../../app/kept-focus.ts'
import { usePmo } from '../../app/pmo.tsx'
import { may } from '../../app/session.ts'
import type { Outputs } from '../../ui/api-types.ts'
import { Field } from '../../ui/field.tsx'
import { QueryView } from '../../ui/query-view.tsx'
import { Refusal } from '../../ui/refusal.tsx'
import { RuleEditor } from './rule-editor.tsx'
import { RuleHistory } from './rule-history.tsx'
import { RuleSettingForm } from './rule-setting-form.tsx'
import { standardsAddressOf } from './standards-view.ts'
import { Totals } from './totals.tsx'

/** One rule: why it is there, how it measures, what it says, how it is set, and who changed it. */
export function RulePanel({ id }: { readonly id: string }) {
  const { trpc, session } = usePmo()
  const query = useQuery(trpc.rules.get.queryOptions({ id }))
  const totals = useQuery(trpc.findings.totals.queryOptions({ rule: [id] }))
  const mayTry = may(session, 'contributor')
  return (
    <QueryView query={query} what="rule">
      {(rule) => (
        <>
          <h2 {...goesOn}>{rule.title}</h2>
          <p>{rule.why}</p>
          <Totals query={totals} project={undefined} rule={id} />
          <p>
            <Link
              to="/standards"
              search={standardsAddressOf({ tab: 'findings', state: 'current', rule: id })}
            >
              Its findings
            </Link>
          </p>
          <Facts rule={rule} />
          {rule.house !== undefined && mayTry && (
            <details>
              <summary>Change the rule</summary>
              <RuleEditor key={rule.version} house={rule.house} saved={() => undefined} />
              {may(session, 'pmo') && <TakeAway id={id} />}
            </details>
          )}
          {mayTry && (
            <details>
              <summary>Change how it is set</summary>
              <RuleSettingForm key={JSON.stringify(rule.setting ?? {})} rule={rule} />
            </details>
          )}
          <h3>History</h3>
          <RuleHistory id={id} />
        </>
      )}
    </QueryView>
  )
}

function Facts({ rule }: { readonly rule: Outputs['rules']['get'] }) {
  const { owner, dueDays, sources, setting } = rule
  return (
    <dl className="facts">
      <dt>Id</dt>
      <dd>
        <code>{rule.id}</code> {rule.version}, from {rule.pack}
      </dd>
      <dt>Severity</dt>
      <dd>{rule.severity}</dd>
      <dt>State</dt>
      <dd>
        {rule.enabled ? 'judges' : 'off'}
        {rule.inForceFrom !== undefined && `, in force from ${rule.inForceFrom}`}
      </dd>
      <dt>Judges by</dt>
      <dd>
        {rule.grain}, from {rule.needs.join(', ')}
      </dd>
      {rule.formula !== undefined && (
        <>
          <dt>Formula</dt>
          <dd className="lines">{rule.formula}</dd>
        </>
      )}
      {rule.clause !== undefined && (
        <>
          <dt>Clause</dt>
          <dd>{rule.clause}</dd>
        </>
      )}
      {sources !== undefined && sources.length > 0 && (
        <>
          <dt>Sources</dt>
          <dd>{sources.join('; ')}</dd>
        </>
      )}
      <dt>Puts right</dt>
      <dd>
        {owner ?? 'nobody is named'}
        {dueDays !== undefined && `, within ${dueDays} days`}
      </dd>
      <dt>Parameters</dt>
      <dd>
        {Object.keys(rule.set).length === 0 ? (
          'none'
        ) : (
          <code>
            {Object.entries(rule.set)
              .map(([name, value]) => `${name} = ${JSON.stringify(value)}`)
              .join(', ')}
          </code>
        )}
      </dd>
      <dt>Set here</dt>
      <dd>{setting === undefined ? 'nothing: it is as it comes' : <code>{JSON.stringify(setting)}</code>}</dd>
    </dl>
  )
}

function TakeAway({ id }: { readonly id: string }) {
  const { trpc, queries } = usePmo()
  const [reason, setReason] = useState('')
  const remove = useMutation(
    trpc.rules.removeHouse.mutationOptions({ onSuccess: () => void queries.invalidateQueries() }),
  )
  return (
    <details>
      <summary>Take the rule away</summary>
      <div className="form stack">
        <Field label="Reason" hint="Its versions stay readable.">
          {(props) => <input {...props} value={reason} onChange={(event) => setReason(event.target.value)} />}
        </Field>
        <p>
          <button
            type="button"
            className="button"
            disabled={remove.isPending || reason.trim() === ''}
            onClick={() => remove.mutate({ id, reason: reason.trim() })}
          >
            Take the rule away
          </button>
        </p>
        <Refusal error={remove.error} what="Taking it away" />
      </div>
    </details>
  )
}
