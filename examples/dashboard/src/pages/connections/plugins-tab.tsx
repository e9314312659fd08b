import { useMutation, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { usePmo } from '../../app/pmo.tsx'
import { may } from '../../app/session.ts'
import type { Outputs } from '../../ui/api-types.ts'
import { Field } from '../../ui/field.tsx'
import { instantText } from '../../ui/format.ts'
import { QueryView } from '../../ui/query-view.tsx'
import { Refusal } from '../../ui/refusal.tsx'
import { Empty } from '../../ui/states.tsx'

type Plugin = Outputs['plugins']['list']['plugins'][number]

const STATES = {
  active: ['green', '✓ active'],
  disabled: ['unknown', '– switched off'],
  quarantined: ['red', '✕ kept out'],
} as const

/** The plugins of this server: whether they run, how healthy they are, which laws they keep. */
export function PluginsTab() {
  const { trpc } = usePmo()
  const query = useQuery(trpc.plugins.list.queryOptions({}))
  return (
    <QueryView query={query} what="the plugins">
      {({ plugins }) =>
        plugins.length === 0 ? (
          <Empty title="No plugin is installed">
            <p>Plugins are named in pmo.config.ts.</p>
          </Empty>
        ) : (
          <div className="cards">
            {plugins.map((plugin) => (
              <PluginCard key={plugin.id} plugin={plugin} />
            ))}
          </div>
        )
      }
    </QueryView>
  )
}

function PluginCard({ plugin }: { readonly plugin: Plugin }) {
  const { id, title, version, source, state, isolation, kinds, phase, reason, problem, health } = plugin
  const [tone, words] = STATES[state]
  return (
    <article className="card stack" aria-labelledby={`plugin-${id}`}>
      <h2 id={`plugin-${id}`}>
        {title ?? id} {version !== undefined && <span className="quiet">{version}</span>}
      </h2>
      <p className="row">
        <span className={`light light-${tone}`}>{words}</span>
        {kinds.map((kind) => (
          <span key={kind} className="tag">
            {kind}
          </span>
        ))}
      </p>
      {reason !== undefined && (
        <p className={state === 'quarantined' ? 'notice notice-bad lines' : 'notice lines'}>
          {reason}
          {phase !== undefined && ` It stopped at: ${phase}.`}
        </p>
      )}
      {problem !== undefined && <p className="notice notice-bad lines">{problem}</p>}
      <dl className="facts">
        <dt>From</dt>
        <dd>{source}</dd>
        <dt>Runs</dt>
        <dd>{isolation === 'process' ? 'in a process of its own' : 'in the server'}</dd>
        <dt>Health</dt>
        <dd>
          {health.restarts === 0 ? 'no restart' : `${health.restarts} restarts`},{' '}
          {health.refused === 0 ? 'nothing refused' : `${health.refused} things refused that it may not do`}
          {isolation === 'process' && `, ${health.processes} processes now`}
          {health.lastFailure !== undefined && (
            <p className="field-problem">
              {instantText(health.lastFailure.at)}: {health.lastFailure.reason}
            </p>
          )}
        </dd>
        <dt>Fits</dt>
        <dd>{fits(plugin)}</dd>
        <dt>Laws</dt>
        <dd>
          <Laws plugin={plugin} />
        </dd>
      </dl>
      <Decide plugin={plugin} />
    </article>
  )
}

function fits({ compatibility, sdk }: Plugin): string {
  if (compatibility === undefined) return 'unknown'
  if (compatibility.fits) return `yes (SDK ${sdk ?? 'unknown'}, server ${compatibility.server})`
  return `no: it wants SDK ${sdk ?? 'unknown'}, the server has ${compatibility.server}${compatibility.override ? '; it runs all the same' : ''}`
}

function Laws({ plugin: { laws } }: { readonly plugin: Plugin }) {
  if (laws === undefined) return 'unknown: it was not packed with the conformance kit'
  const gaps = Object.entries(laws.gaps)
  const skipped = Object.entries(laws.skipped)
  return (
    <details>
      <summary>
        {laws.passed.length} passed, {gaps.length} gaps, {skipped.length} skipped
      </summary>
      <ul>
        {gaps.map(([law, why]) => (
          <li key={law}>
            Gap: {law}: {why}
          </li>
        ))}
        {skipped.map(([law, why]) => (
          <li key={law}>
            Skipped: {law}: {why}
          </li>
        ))}
        {laws.passed.map((law) => (
          <li key={law}>Passed: {law}</li>
        ))}
      </ul>
    </details>
  )
}

function Decide({ plugin: { id, state } }: { readonly plugin: Plugin }) {
  const { trpc, queries, session } = usePmo()
  const [reason, setReason] = useState('')
  const done = {
    onSuccess: () => {
      // Why it was switched is no reason to switch it back.
      setReason('')
      return queries.invalidateQueries()
    },
  }
  const enable = useMutation(trpc.plugins.enable.mutationOptions(done))
  const disable = useMutation(trpc.plugins.disable.mutationOptions(done))
  const release = useMutation(trpc.plugins.release.mutationOptions(done))
  if (!may(session, 'administrator')) return null
  const said = { id, reason: reason.trim() }
  const [text, act] =
    state === 'active'
      ? (['Switch it off', () => disable.mutate(said)] as const)
      : state === 'disabled'
        ? (['Switch it on', () => enable.mutate(said)] as const)
        : (['Try it again', () => release.mutate(said)] as const)
  const busy = enable.isPending || disable.isPending || release.isPending
  return (
    <details>
      <summary>
        {text}
        <span className="visually-hidden">: {id}</span>
      </summary>
      <form
        className="form stack"
        onSubmit={(event) => {
          event.preventDefault()
          act()
        }}
      >
        <Field label="Reason" hint="Kept with who and when.">
          {(props) => (
            <input
              {...props}
              required
              maxLength={500}
              value={reason}
              onChange={(event) => setReason(event.target.value)}
            />
          )}
        </Field>
        <p>
          <button type="submit" className="button" disabled={busy || reason.trim() === ''}>
            {text}
          </button>
        </p>
        <Refusal error={enable.error ?? disable.error ?? release.error} what={text} />
      </form>
    </details>
  )
}
