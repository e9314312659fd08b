import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useMemo, useState } from 'react'
import { usePmo } from '../../app/pmo.tsx'
import { may } from '../../app/session.ts'
import { MOST_LETTERS } from '../../ui/address-word.ts'
import type { Outputs } from '../../ui/api-types.ts'
import { DataTable, type Column } from '../../ui/data-table.tsx'
import { QueryView } from '../../ui/query-view.tsx'
import { Empty } from '../../ui/states.tsx'
import { RuleEditor } from './rule-editor.tsx'
import { RulePanel } from './rule-panel.tsx'
import type { StandardsPart } from './standards-page.tsx'
import type { Verdict } from './results-dialog.tsx'
import { standardsAddressOf } from './standards-view.ts'
import { VerdictCount } from './verdict-count.tsx'
import { WaitingChanges } from './waiting-changes.tsx'

type Rule = Outputs['rules']['list']['rules'][number]
type Totals = Outputs['standards']['totals']['items'][number]

/** All rules with what they say now, or one of them with its settings, its trial and its history. */
export function RulesTab({ view, show }: StandardsPart) {
  const { rule } = view
  const back = (
    <p>
      <Link to="/standards" search={{ tab: 'rules' }}>
        All rules
      </Link>
    </p>
  )
  if (rule === 'new') {
    return (
      <div className="stack">
        {back}
        <h2>A new rule of the house</h2>
        <RuleEditor saved={(id) => show({ tab: 'rules', state: 'current', rule: id })} />
      </div>
    )
  }
  if (rule !== undefined) {
    return (
      <div className="stack">
        {back}
        <RulePanel key={rule} id={rule} />
      </div>
    )
  }
  return <AllRules />
}

function AllRules() {
  const { trpc, session } = usePmo()
  const [text, setText] = useState('')
  const [pack, setPack] = useState('')
  const rules = useQuery(trpc.rules.list.queryOptions({}))
  const totals = useQuery(trpc.standards.totals.queryOptions({}))
  const byRule = useMemo(() => new Map(totals.data?.items.map((one) => [one.rule, one])), [totals.data])
  const columns = useMemo(() => columnsOf(byRule), [byRule])
  return (
    <QueryView query={rules} what="the rules">
      {({ rules: all, broken, waiting }) => {
        const packs = [...new Set(all.map((one) => one.pack))]
        const words = text.trim().toLowerCase()
        const shown = all.filter(
          (one) =>
            (pack === '' || one.pack === pack) &&
            `${one.id} ${one.title} ${one.clause ?? ''}`.toLowerCase().includes(words),
        )
        return (
          <div className="stack">
            <div className="filters">
              <label className="compact-field">
                <span>Find</span>
                <input
                  type="search"
                  maxLength={MOST_LETTERS}
                  value={text}
                  onChange={(event) => setText(event.target.value)}
                />
              </label>
              <label className="compact-field">
                <span>From</span>
                <select value={pack} onChange={(event) => setPack(event.target.value)}>
                  <option value="">All packs</option>
                  {packs.map((one) => (
                    <option key={one}>{one}</option>
                  ))}
                </select>
              </label>
              {may(session, 'contributor') && (
                <Link className="button" to="/standards" search={{ tab: 'rules', rule: 'new' }}>
                  Write a rule of the house
                </Link>
              )}
            </div>
            {waiting > 0 && <WaitingChanges />}
            {broken.map(({ id, problem }) => (
              <p key={id} className="notice notice-bad">
                <code>{id}</code> cannot judge any more: {problem}
              </p>
            ))}
            {shown.length === 0 ? (
              <Empty title="No rule fits">
                <p>Rules come from plugins that contribute checks, and from the house.</p>
              </Empty>
            ) : (
              <DataTable
                name="rules"
                caption={`${shown.length} of ${all.length} rules, with what they say of everything they judge`}
                columns={columns}
                rows={shown}
                rowKey={({ id }) => id}
              />
            )}
          </div>
        )
      }}
    </QueryView>
  )
}

function columnsOf(totals: ReadonlyMap<string, Totals>): readonly Column<Rule>[] {
  const count = (verdict: Verdict, title: string, of: (one: Totals) => number): Column<Rule> => {
    const value = (rule: Rule) => {
      const one = totals.get(rule.id)
      return one === undefined ? undefined : of(one)
    }
    const cell = (rule: Rule) => {
      const known = value(rule)
      if (known === undefined) return 'unknown'
      return <VerdictCount count={known} verdict={verdict} about={{ rules: [rule.id] }} of={rule.title} />
    }
    return { id: verdict, title, numeric: true, sortable: true, value, cell }
  }
  return [
    {
      id: 'title',
      title: 'Rule',
      width: '20rem',
      always: true,
      sortable: true,
      value: ({ title }) => title,
      cell: ({ id, title }) => (
        <Link to="/standards" search={standardsAddressOf({ tab: 'rules', state: 'current', rule: id })}>
          {title}
        </Link>
      ),
    },
    { id: 'id', title: 'Id', sortable: true, value: ({ id }) => id, cell: ({ id }) => <code>{id}</code> },
    {
      id: 'severity',
      title: 'Severity',
      sortable: true,
      value: ({ severity }) => severity,
      cell: ({ severity }) => <span className={`severity severity-${severity}`}>{severity}</span>,
    },
    {
      id: 'enabled',
      title: 'State',
      sortable: true,
      value: ({ enabled }) => (enabled ? 'judges' : 'off'),
      cell: ({ enabled, isSet }) => `${enabled ? 'judges' : 'off'}${isSet ? ', set here' : ''}`,
    },
    count('fail', 'Failed', ({ counts }) => counts.fail),
    count('unknown', 'Unknown', ({ counts }) => counts.unknown),
    count('error', 'In error', ({ counts }) => counts.error),
    count('pass', 'Passed', ({ counts }) => counts.pass),
    count('not_applicable', 'Not applicable', ({ counts }) => counts.notApplicable),
    { id: 'owner', title: 'Puts right', cell: ({ owner }) => owner ?? '–' },
    { id: 'clause', title: 'Clause', atFirstHidden: true, cell: ({ clause }) => clause ?? '–' },
    { id: 'pack', title: 'From', sortable: true, value: ({ pack }) => pack, cell: ({ pack }) => pack },
  ]
}
