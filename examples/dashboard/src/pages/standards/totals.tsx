import { useQuery, type UseQueryResult } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { usePmo } from '../../app/pmo.tsx'
import type { Outputs } from '../../ui/api-types.ts'
import { instantText } from '../../ui/format.ts'
import { QueryView } from '../../ui/query-view.tsx'
import { standardsAddressOf, type StateName } from './standards-view.ts'
import { VerdictCount } from './verdict-count.tsx'

/** Verdicts of all that was judged: what could not be judged stands beside what failed. */
export function Totals({
  query,
  project,
  rule,
}: {
  readonly query: UseQueryResult<Outputs['findings']['totals'], unknown>
  readonly project: string | undefined
  readonly rule: string | undefined
}) {
  const told = {
    of: rule ?? project ?? 'Everything',
    word: true,
    about: {
      ...(project !== undefined && { projects: [project] }),
      ...(rule !== undefined && { rules: [rule] }),
    },
  }
  const found = (state: StateName, text: string) => (
    <Link
      to="/standards"
      search={standardsAddressOf({
        tab: 'findings',
        state,
        ...(project !== undefined && { project }),
        ...(rule !== undefined && { rule }),
      })}
    >
      {text}
    </Link>
  )
  return (
    <QueryView query={query} what="the totals">
      {({ pass, fail, waived, unconfirmed, unknown, error, notApplicable, asOf }) =>
        asOf === undefined ? (
          <p className="notice notice-doubt">Nothing was judged yet: how much fails is unknown.</p>
        ) : (
          <section className="card stack" aria-label="Verdicts">
            <p className="row">
              <strong>{found('current', `${fail} failed`)}</strong>
              {found('waived', `${waived} of them waived`)}
              {unconfirmed > 0 && <span>{unconfirmed} of them not confirmed by the last run</span>}
              <VerdictCount {...told} count={unknown} verdict="unknown" />
              <VerdictCount {...told} count={error} verdict="error" />
              <VerdictCount {...told} count={pass} verdict="pass" />
              <VerdictCount {...told} count={notApplicable} verdict="not_applicable" />
              <span className="quiet">As of {instantText(asOf)}</span>
            </p>
            {unknown + error > 0 && <Undecided project={project} rule={rule} />}
          </section>
        )
      }
    </QueryView>
  )
}

/** Why subjects could not be judged; asked for when somebody wants to know. */
function Undecided({
  project,
  rule,
}: {
  readonly project: string | undefined
  readonly rule: string | undefined
}) {
  const { trpc } = usePmo()
  const [open, setOpen] = useState(false)
  const query = useQuery({
    ...trpc.findings.undecided.queryOptions({
      limit: 100,
      ...(project !== undefined && { project: [project] }),
      ...(rule !== undefined && { rule: [rule] }),
    }),
    enabled: open,
  })
  return (
    <details onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>Why some could not be judged</summary>
      {open && (
        <QueryView query={query} what="the reasons">
          {({ items, next }) => (
            <>
              <ul>
                {items.flatMap((one) =>
                  one.undecided.map(({ message, count, verdict }, index) => (
                    <li key={`${one.unit} ${one.rule} ${index}`}>
                      <code>{one.rule}</code> {one.project === undefined ? '' : `in ${one.project} `}({count}{' '}
                      {verdict}): {message}
                    </li>
                  )),
                )}
              </ul>
              {next !== undefined && (
                <p className="quiet">The first 100; choose a project or a rule for the rest.</p>
              )}
            </>
          )}
        </QueryView>
      )}
    </details>
  )
}
