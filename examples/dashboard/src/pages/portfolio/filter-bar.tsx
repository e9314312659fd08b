import { useEffect, useRef, useState } from 'react'
import { MOST_LETTERS } from '../../ui/address-word.ts'
import { filtered, HEALTHS, isNarrowed, viewOf, type Filter, type PortfolioView } from './portfolio-view.ts'

/** What there is to choose from. */
export interface Choices {
  readonly portfolio: readonly Choice[]
  readonly program: readonly Choice[]
  readonly tag: readonly Choice[]
  readonly manager: readonly Choice[]
}

/** Something to choose: its id, and its name for people. */
export interface Choice {
  readonly id: string
  readonly name: string
}

/** Typing is asked for when it pauses this long, in milliseconds. */
const PAUSE_MS = 250

const NAMES = {
  portfolio: 'Portfolio',
  program: 'Program',
  tag: 'Tag',
  manager: 'Manager',
} as const

/** Narrows the portfolio down. */
export function FilterBar({
  view,
  choices,
  show,
}: {
  readonly view: PortfolioView
  readonly choices: Choices
  readonly show: (view: PortfolioView) => void
}) {
  const set = (name: Filter, value: string) => show(filtered(view, name, value))
  return (
    <form
      className="filters"
      role="search"
      aria-label="Projects"
      onSubmit={(event) => event.preventDefault()}
    >
      <TextFilter
        text={view.text ?? ''}
        set={(text) => {
          if (text.trim() !== (view.text ?? '').trim()) set('text', text)
        }}
      />
      <label className="field">
        <span>Health</span>
        <select value={view.health ?? ''} onChange={(event) => set('health', event.target.value)}>
          <option value="">Any</option>
          {HEALTHS.map((health) => (
            <option key={health} value={health}>
              {health}
            </option>
          ))}
        </select>
      </label>
      {(['portfolio', 'program', 'tag', 'manager'] as const).map((name) => {
        const chosen = view[name]
        // A view may name what is no more; it is told rather than hidden.
        const isGone = chosen !== undefined && !choices[name].some(({ id }) => id === chosen)
        if (choices[name].length === 0 && !isGone) return null
        return (
          <label key={name} className="field">
            <span>{NAMES[name]}</span>
            <select value={chosen ?? ''} onChange={(event) => set(name, event.target.value)}>
              <option value="">Any</option>
              {isGone && <option value={chosen}>{chosen} (nowhere now)</option>}
              {choices[name].map((one) => (
                <option key={one.id} value={one.id}>
                  {one.name}
                </option>
              ))}
            </select>
          </label>
        )
      })}
      {isNarrowed(view) && (
        <button
          type="button"
          className="button"
          onClick={() => show(viewOf({ sort: view.sort, direction: view.direction }))}
        >
          Show all
        </button>
      )}
    </form>
  )
}

function TextFilter({ text, set }: { readonly text: string; readonly set: (text: string) => void }) {
  const [typed, setTyped] = useState(text)
  // When the pause is over it is the filter of then that is set: another one may have been chosen meanwhile.
  const latest = useRef(set)
  useEffect(() => {
    latest.current = set
  })
  useEffect(() => setTyped(text), [text])
  useEffect(() => {
    const timer = setTimeout(() => latest.current(typed), PAUSE_MS)
    return () => clearTimeout(timer)
  }, [typed])
  return (
    <label className="field">
      <span>Search</span>
      <input
        type="search"
        maxLength={MOST_LETTERS}
        value={typed}
        placeholder="Name or id"
        onChange={(event) => setTyped(event.target.value)}
      />
    </label>
  )
}
