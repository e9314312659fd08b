import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { usePmo } from '../../app/pmo.tsx'
import type { Outputs } from '../../ui/api-types.ts'
import { DataTable, type Column } from '../../ui/data-table.tsx'
import { instantText, shareText } from '../../ui/format.ts'
import { QueryView } from '../../ui/query-view.tsx'
import { ScoreTrend } from './score-trend.tsx'
import type { Verdict } from './results-dialog.tsx'
import { standardsAddressOf } from './standards-view.ts'
import { VerdictCount } from './verdict-count.tsx'

type Card = Outputs['scorecards']['get']
type RuleRow = Card['rules'][number]

const LEVEL_WORDS = { reached: '✓ reached', missed: '✕ missed', unknown: '? unknown' } as const

/** The scorecard of a project: its levels and what is missing for them, its course, and what each rule says. */
export function Scorecard({ project }: { readonly project: string }) {
  const { trpc } = usePmo()
  const query = useQuery(trpc.scorecards.get.queryOptions({ project }))
  return (
    <QueryView query={query} what="scorecard">
      {(card) => (
        <div className="stack">
          <h2>{card.name}</h2>
          <Summary card={card} />
          <div className="columns">
            <section className="card stack">
              <h3>Levels</h3>
              <ol className="levels">
                {card.levels.map(({ number, name, state, missing }) => (
                  <li key={number}>
                    <span className={`level level-${state}`}>
                      {number} {name}: {LEVEL_WORDS[state]}
                    </span>
                    {missing.length > 0 && (
                      <details>
                        <summary>
                          {missing.length} {missing.length === 1 ? 'thing is' : 'things are'} missing
                        </summary>
                        <ul>
                          {missing.map((sentence) => (
                            <li key={sentence}>{sentence}</li>
                          ))}
                        </ul>
                      </details>
                    )}
                  </li>
                ))}
              </ol>
            </section>
            <section className="card stack">
              <h3>Course</h3>
              <ScoreTrend trend={card.trend} />
            </section>
          </div>
          <DataTable
            name="scorecard-rules"
            caption="Every rule with what it says of the project"
            columns={columnsOf(project)}
            rows={card.rules}
            rowKey={({ rule }) => rule}
            sorting={{ sort: 'fail', direction: 'desc' }}
          />
        </div>
      )}
    </QueryView>
  )
}

function Summary({
  card: { asOf, level, levelName, score, totals, project, name },
}: {
  readonly card: Card
}) {
  const told = { about: { projects: [project] }, of: name, word: true }
  if (asOf === undefined) return <p className="notice notice-doubt">It was never judged: nothing is known.</p>
  return (
    <p className="row">
      <strong>{level === 0 ? 'No level reached' : `Level ${level} ${levelName ?? ''}`}</strong>
      <span>Score {score === undefined ? 'unknown' : shareText(score)}</span>
      <Link to="/standards" search={standardsAddressOf({ tab: 'findings', state: 'current', project })}>
        {totals.fail} failed, {totals.waived} of them waived
      </Link>
      <VerdictCount {...told} count={totals.pass} verdict="pass" />
      <VerdictCount {...told} count={totals.unknown} verdict="unknown" />
      {totals.error > 0 && <VerdictCount {...told} count={totals.error} verdict="error" />}
      <VerdictCount {...told} count={totals.notApplicable} verdict="not_applicable" />
      <span className="quiet">As of {instantText(asOf)}</span>
    </p>
  )
}

function columnsOf(project: string): readonly Column<RuleRow>[] {
  const number = (id: string, title: string, value: (row: RuleRow) => number): Column<RuleRow> => ({
    id,
    title,
    numeric: true,
    sortable: true,
    value,
    cell: value,
  })
  const count = (verdict: Verdict, { rule, title }: RuleRow, of: number, word = false) => (
    <VerdictCount
      count={of}
      verdict={verdict}
      about={{ projects: [project], rules: [rule] }}
      of={title ?? rule}
      word={word}
    />
  )
  return [
    {
      id: 'rule',
      title: 'Rule',
      always: true,
      sortable: true,
      value: ({ rule }) => rule,
      cell: ({ rule, title }) => (
        <Link to="/standards" search={standardsAddressOf({ tab: 'rules', state: 'current', rule })}>
          {title ?? rule}
        </Link>
      ),
    },
    {
      id: 'severity',
      title: 'Severity',
      sortable: true,
      value: ({ severity }) => severity,
      cell: ({ severity }) => severity ?? '–',
    },
    {
      id: 'share',
      title: 'Passes',
      numeric: true,
      sortable: true,
      value: ({ share }) => share,
      cell: ({ share }) => (share === undefined ? 'nothing judged' : shareText(share)),
    },
    {
      id: 'fail',
      title: 'Failed',
      numeric: true,
      sortable: true,
      value: ({ counts }) => counts.fail,
      cell: ({ rule, counts }) =>
        counts.fail === 0 ? (
          0
        ) : (
          <Link
            to="/standards"
            search={standardsAddressOf({ tab: 'findings', state: 'current', project, rule })}
          >
            {counts.fail}
          </Link>
        ),
    },
    {
      ...number('waived', 'of them waived', ({ waived }) => waived),
      cell: ({ rule, waived }) =>
        waived === 0 ? (
          0
        ) : (
          <Link
            to="/standards"
            search={standardsAddressOf({ tab: 'findings', state: 'waived', project, rule })}
          >
            {waived}
          </Link>
        ),
    },
    {
      ...number('unknown', 'Not judged', ({ counts }) => counts.unknown + counts.error),
      cell: (row) => (
        <>
          {count('unknown', row, row.counts.unknown)}
          {row.counts.error > 0 && <> and {count('error', row, row.counts.error, true)}</>}
        </>
      ),
    },
    {
      ...number('pass', 'Passed', ({ counts }) => counts.pass),
      cell: (row) => count('pass', row, row.counts.pass),
    },
    {
      ...number('notApplicable', 'Not applicable', ({ counts }) => counts.notApplicable),
      cell: (row) => count('not_applicable', row, row.counts.notApplicable),
    },
    number('weight', 'Weight', ({ weight }) => weight),
  ]
}
