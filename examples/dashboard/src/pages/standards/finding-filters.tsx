import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { usePmo } from '../../app/pmo.tsx'
import { MOST_LETTERS } from '../../ui/address-word.ts'
import { ProjectChoice } from './project-choice.tsx'
import type { StandardsPart } from './standards-page.tsx'
import { SEVERITIES, STATES, type StandardsView } from './standards-view.ts'

/** Which findings are wanted. */
export function FindingFilters({ view, show }: StandardsPart) {
  const { trpc } = usePmo()
  const rules = useQuery(trpc.rules.list.queryOptions({}))
  const known = rules.data?.rules ?? []
  const { project, rule, severity, state, waiver } = view
  /** An empty choice is none; the address leaves it out. */
  const set = (change: { readonly [Name in keyof StandardsView]?: string | undefined }) =>
    // Named boundary: values come from the choices below; the address is read again anyway.
    show({ ...view, ...change } as StandardsView)
  return (
    <div className="filters" role="search" aria-label="Findings">
      <ProjectChoice chosen={project} choose={(next) => set({ project: next })} />
      <label className="compact-field">
        <span>Rule</span>
        <select value={rule ?? ''} onChange={(event) => set({ rule: event.target.value })}>
          <option value="">All rules</option>
          {rule !== undefined && known.every(({ id }) => id !== rule) && <option>{rule}</option>}
          {known.map(({ id, title }) => (
            <option key={id} value={id}>
              {id}: {title}
            </option>
          ))}
        </select>
      </label>
      <label className="compact-field">
        <span>Severity</span>
        <select value={severity ?? ''} onChange={(event) => set({ severity: event.target.value })}>
          <option value="">All</option>
          {SEVERITIES.slice(1).map((one) => (
            <option key={one} value={one}>
              {one === 'error' ? 'error' : `${one} and worse`}
            </option>
          ))}
        </select>
      </label>
      <label className="compact-field">
        <span>State</span>
        <select value={state} onChange={(event) => set({ state: event.target.value })}>
          {Object.entries(STATES).map(([name, text]) => (
            <option key={name} value={name}>
              {text}
            </option>
          ))}
        </select>
      </label>
      <OwnerFilter key={view.owner} owner={view.owner} choose={(owner) => set({ owner })} />
      {waiver !== undefined && (
        <button type="button" className="button" onClick={() => set({ waiver: undefined })}>
          Only under one waiver: show all again
        </button>
      )}
    </div>
  )
}

/** Asked for when it is written to its end, not at each letter. */
function OwnerFilter({
  owner,
  choose,
}: {
  readonly owner: string | undefined
  readonly choose: (owner: string | undefined) => void
}) {
  const [text, setText] = useState(owner ?? '')
  const done = () => {
    const name = text.trim()
    if (name !== (owner ?? '')) choose(name === '' ? undefined : name)
  }
  return (
    <form
      className="compact-field"
      onSubmit={(event) => {
        event.preventDefault()
        done()
      }}
    >
      <label className="compact-field">
        <span>Owner</span>
        <input
          value={text}
          size={14}
          maxLength={MOST_LETTERS}
          onChange={(event) => setText(event.target.value)}
          onBlur={done}
        />
      </label>
    </form>
  )
}
