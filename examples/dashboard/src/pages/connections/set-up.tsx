import { useMutation, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { usePmo } from '../../app/pmo.tsx'
import { Field } from '../../ui/field.tsx'
import { QueryView } from '../../ui/query-view.tsx'
import { Refusal } from '../../ui/refusal.tsx'
import { changedBody } from './connection-body.ts'
import type { ConnectionsPart } from './connections-page.tsx'
import { EditConnection } from './edit-connection.tsx'
import { Probe } from './probe.tsx'
import { RemoveConnection } from './remove-connection.tsx'
import { ScopeBrowser } from './scope-browser.tsx'
import { Steps } from './steps.tsx'
import { writtenBody } from './written-body.ts'

/** Number of the step with which it begins, see {@link STEPS}. */
const TEST = 1

/** The rest of connecting, once the connection is kept: test, choice of scopes, first sync. */
export function SetUp({ id, show }: { readonly id: string; readonly show: ConnectionsPart['show'] }) {
  const { trpc } = usePmo()
  const query = useQuery(trpc.connections.get.queryOptions({ id }))
  const [step, setStep] = useState<number>(TEST)
  return (
    <QueryView query={query} what="connection">
      {(connection) => (
        <div className="stack">
          <Steps at={step} />
          {connection.problem !== undefined && (
            <p className="notice notice-bad lines">{connection.problem}</p>
          )}
          <section className="card stack">
            <h3>Test</h3>
            <Probe
              connection={connection}
              tested={(works) => setStep(works ? Math.max(step, TEST + 1) : TEST)}
            />
            <details>
              <summary>Change settings or secrets</summary>
              <EditConnection key={connection.version} connection={connection} />
            </details>
          </section>
          <section className="card stack">
            <h3>Choose what is read</h3>
            <ScopeBrowser connection={connection} chosen={() => setStep(Math.max(step, TEST + 2))} />
          </section>
          <section className="card stack">
            <h3>First sync</h3>
            <FirstSync id={id} show={show} />
          </section>
          <RemoveConnection connection={connection} removed={() => show({ tab: 'connections' })} />
        </div>
      )}
    </QueryView>
  )
}

const INTERVALS = { '5m': '5 minutes', '15m': '15 minutes', '1h': 'hour', '6h': '6 hours', '1d': 'day' }

function FirstSync({ id, show }: { readonly id: string; readonly show: ConnectionsPart['show'] }) {
  const { client, queries } = usePmo()
  const [every, setEvery] = useState('15m')
  const start = useMutation({
    mutationFn: async () => {
      // Read anew: settings or scopes may have been changed just now.
      const now = await client.api.connections.get.query({ id })
      if (now.managed === 'api') {
        await client.api.connections.update.mutate({
          id,
          version: now.version,
          connection: changedBody(await writtenBody(client, now), { plugin: now.plugin, every }),
        })
      }
      return client.api.sync.start.mutate({ connection: id })
    },
    onSuccess: (run) => {
      void queries.invalidateQueries()
      show({ tab: 'connections', connection: id, run: run.id })
    },
  })
  return (
    <form
      className="form stack"
      onSubmit={(event) => {
        event.preventDefault()
        start.mutate()
      }}
    >
      <Field label="It is read every">
        {(props) => (
          <select {...props} value={every} onChange={(event) => setEvery(event.target.value)}>
            {Object.entries(INTERVALS).map(([value, text]) => (
              <option key={value} value={value}>
                {text}
              </option>
            ))}
            <option value="never">never: by hand only</option>
          </select>
        )}
      </Field>
      <Refusal error={start.error} what="Starting it" />
      <p>
        <button type="submit" className="button button-main" disabled={start.isPending}>
          Start the first sync
        </button>
      </p>
    </form>
  )
}
