import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { may } from '../../app/session.ts'
import { goesOn } from '../../app/kept-focus.ts'
import { usePmo } from '../../app/pmo.tsx'
import type { Outputs } from '../../ui/api-types.ts'
import { Dialog } from '../../ui/dialog.tsx'
import { dayText, instantText } from '../../ui/format.ts'
import { unconfirmedText } from '../../ui/finding-kind.ts'
import { QueryView } from '../../ui/query-view.tsx'
import { Evidence } from './evidence.tsx'
import { About } from './findings-tab.tsx'
import { standardsAddressOf } from './standards-view.ts'
import { WaiveForm } from './waive-form.tsx'
import { WaiverCard } from './waiver-card.tsx'

type Detail = Outputs['findings']['get']

/** A finding with what it rests on, what happened to it, and what can be decided about it. */
export function FindingDialog({ id, close }: { readonly id: string; readonly close: () => void }) {
  const { trpc } = usePmo()
  const query = useQuery(trpc.findings.get.queryOptions({ id }))
  return (
    <Dialog wide title={query.data?.title ?? 'Finding'} close={close}>
      <QueryView query={query} what="finding">
        {(finding) => <Shown finding={finding} />}
      </QueryView>
    </Dialog>
  )
}

function Shown({ finding }: { readonly finding: Detail }) {
  const { session } = usePmo()
  const {
    message,
    severity,
    state,
    action,
    owner,
    ownerRole,
    due,
    firstSeen,
    lastSeen,
    reopened,
    unconfirmed,
  } = finding
  const waits = finding.waivers.filter((one) => one.state === 'requested' || one.state === 'approved')
  return (
    <>
      <p>
        <span className={`severity severity-${severity}`}>{severity}</span> ({state}): {message}
      </p>
      <dl className="facts">
        <dt>About</dt>
        <dd>
          <About subject={finding.subject} item={finding.item} />
        </dd>
        <dt>What to do</dt>
        <dd>{action?.text ?? 'The rule proposes nothing.'}</dd>
        <dt>Owner</dt>
        <dd>
          {owner ?? (ownerRole === undefined ? 'nobody is named' : `nobody; the rule names the ${ownerRole}`)}
        </dd>
        <dt>Due</dt>
        <dd>{dayText(due)}</dd>
        <dt>Known since</dt>
        <dd>
          {instantText(firstSeen)}
          {reopened > 0 && `, came again ${reopened} ${reopened === 1 ? 'time' : 'times'}`}
        </dd>
        <dt>Last looked for</dt>
        <dd>{instantText(lastSeen)}</dd>
        {unconfirmed !== undefined && (
          <>
            <dt>Not confirmed</dt>
            <dd>It stands, but {unconfirmedText(unconfirmed)}</dd>
          </>
        )}
        <dt>Rule</dt>
        <dd>
          <Link
            to="/standards"
            search={standardsAddressOf({ tab: 'rules', state: 'current', rule: finding.rule })}
          >
            <code>{finding.rule}</code>
          </Link>{' '}
          {finding.version}
        </dd>
      </dl>
      <section className="stack">
        <h3>Evidence</h3>
        <Evidence rows={finding.evidence} figure={finding.figure} />
      </section>
      {finding.waivers.length > 0 && (
        <section className="stack">
          <h3 {...goesOn}>Waivers</h3>
          {finding.waivers.map((waiver) => (
            <WaiverCard key={waiver.id} waiver={waiver} />
          ))}
        </section>
      )}
      {state === 'open' && waits.length === 0 && may(session, 'contributor') && (
        <section className="stack">
          <h3>Waive it</h3>
          <WaiveForm finding={finding} />
        </section>
      )}
      <details>
        <summary>What happened to it</summary>
        <ol className="history">
          {finding.events.map(({ type, at, by, message: said }, index) => (
            <li key={index}>
              {instantText(at)}: {type} by {by}. {said}
            </li>
          ))}
        </ol>
      </details>
    </>
  )
}
