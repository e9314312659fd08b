import { useQuery } from '@tanstack/react-query'
import { usePmo } from '../../app/pmo.tsx'
import { instantText } from '../../ui/format.ts'
import { QueryView } from '../../ui/query-view.tsx'
import { Waiting } from './waiting-changes.tsx'

/** Every version of a rule and of its settings: who, why, approved by whom, from when. */
export function RuleHistory({ id }: { readonly id: string }) {
  const { trpc } = usePmo()
  const query = useQuery(trpc.rules.history.queryOptions({ id }))
  return (
    <QueryView query={query} what="the history">
      {({ versions }) => {
        const waiting = versions.filter(({ state }) => state === 'waiting')
        const decided = versions.filter(({ state }) => state !== 'waiting')
        if (versions.length === 0) return <p className="quiet">Nothing was ever set for it here.</p>
        return (
          <>
            {waiting.map((one) => (
              <Waiting key={`${one.kind} ${one.version}`} version={one} />
            ))}
            <ol className="history">
              {decided.map((one) => (
                <li key={`${one.kind} ${one.version}`}>
                  {one.kind === 'house' ? 'The rule' : 'Its setting'}, version {one.version}, {one.state}: by{' '}
                  {one.requestedBy}, {instantText(one.requestedAt)}, from {one.effectiveFrom}.{' '}
                  {one.reason ?? (one.managed === 'file' ? 'As pmo.config.ts says.' : 'No reason was given.')}
                  {one.decidedBy !== undefined && ` Decided by ${one.decidedBy}.`}
                  {one.decision !== undefined && ` ${one.decision}`}
                  <details>
                    <summary>What it says</summary>
                    <pre className="scroll-x">
                      {one.body === undefined
                        ? 'Nothing: it was taken away.'
                        : JSON.stringify(one.body, undefined, 2)}
                    </pre>
                  </details>
                </li>
              ))}
            </ol>
          </>
        )
      }}
    </QueryView>
  )
}
