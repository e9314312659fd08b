import { useEffect, useState } from 'react'
import { MOST_LETTERS } from '../../ui/address-word.ts'
import type { RoadmapView } from './roadmap-view.ts'
import { fitted, panned, zoomed, type TimeScale } from './time-scale.ts'

const STEP = 1.5
/** Typing is asked for when it pauses this long, milliseconds. */
const PAUSE_MS = 300
/** The part of the width that buttons move time by. */
const PAN_PART = 0.5

const SWITCHES = {
  critical: 'Critical path',
  links: 'Dependencies',
  baseline: 'Baseline',
  over: 'Done items',
} as const

/** What is shown of the roadmap, and how close. */
export function RoadmapTools({
  view,
  show,
  scale,
  setScale,
  width,
  today,
  extent,
  projects,
  openAll,
  closeAll,
}: {
  readonly view: RoadmapView
  readonly show: (view: RoadmapView) => void
  readonly scale: TimeScale
  readonly setScale: (scale: TimeScale) => void
  /** Of the picture, pixels. */
  readonly width: number
  readonly today: number
  readonly extent: { readonly from: number; readonly until: number } | undefined
  readonly projects: readonly { readonly id: string; readonly name: string }[]
  readonly openAll: () => void
  readonly closeAll: () => void
}) {
  return (
    <form className="filters" role="search" aria-label="Roadmap" onSubmit={(event) => event.preventDefault()}>
      <Search text={view.text ?? ''} set={(text) => show(withText(view, text))} />
      <label className="field">
        <span>Project</span>
        <select
          value={view.project[0] ?? ''}
          onChange={({ target }) => show({ ...view, project: target.value === '' ? [] : [target.value] })}
        >
          <option value="">All</option>
          {/* Of a narrowed roadmap the server tells its own projects alone. */}
          {view.project.map((id) =>
            projects.some((one) => one.id === id) ? null : (
              <option key={id} value={id}>
                {id}
              </option>
            ),
          )}
          {projects.map(({ id, name }) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
        </select>
      </label>
      <fieldset className="switches">
        <legend className="visually-hidden">Shown</legend>
        {(Object.keys(SWITCHES) as (keyof typeof SWITCHES)[]).map((name) => (
          <label key={name} className="compact-field">
            <input
              type="checkbox"
              checked={view[name]}
              onChange={({ target }) => show({ ...view, [name]: target.checked })}
            />
            {SWITCHES[name]}
          </label>
        ))}
      </fieldset>
      <div className="row" role="group" aria-label="Zoom and time">
        <button
          type="button"
          className="button"
          aria-label="Zoom out"
          onClick={() => setScale(zoomed(scale, 1 / STEP, width / 2))}
        >
          −
        </button>
        <button
          type="button"
          className="button"
          aria-label="Zoom in"
          onClick={() => setScale(zoomed(scale, STEP, width / 2))}
        >
          +
        </button>
        <button
          type="button"
          className="button"
          aria-label="Earlier"
          onClick={() => setScale(panned(scale, -width * PAN_PART))}
        >
          ‹
        </button>
        <button
          type="button"
          className="button"
          aria-label="Later"
          onClick={() => setScale(panned(scale, width * PAN_PART))}
        >
          ›
        </button>
        <button
          type="button"
          className="button"
          onClick={() => setScale({ ...scale, origin: today - width * 0.25 * scale.msPerPx })}
        >
          Today
        </button>
        {extent !== undefined && (
          <button
            type="button"
            className="button"
            onClick={() => setScale(fitted(extent.from, extent.until, width))}
          >
            Everything
          </button>
        )}
      </div>
      <div className="row" role="group" aria-label="Projects">
        <button type="button" className="button" onClick={openAll}>
          Open all
        </button>
        <button type="button" className="button" onClick={closeAll}>
          Close all
        </button>
      </div>
    </form>
  )
}

function withText(view: RoadmapView, text: string): RoadmapView {
  const { text: before, ...rest } = view
  void before
  return text === '' ? rest : { ...rest, text }
}

/** A text that is asked for when typing pauses. */
function Search({ text, set }: { readonly text: string; readonly set: (text: string) => void }) {
  const [typed, type] = useState(text)
  useEffect(() => type(text), [text])
  useEffect(() => {
    if (typed === text) return undefined
    const timer = setTimeout(() => set(typed.trim()), PAUSE_MS)
    return () => clearTimeout(timer)
    // `set` is another function at each drawing; what is typed is what counts.
  }, [typed, text])
  return (
    <label className="field">
      <span>Key or title</span>
      <input
        type="search"
        maxLength={MOST_LETTERS}
        value={typed}
        onChange={({ target }) => type(target.value)}
      />
    </label>
  )
}
