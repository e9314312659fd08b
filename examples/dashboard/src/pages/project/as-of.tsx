import { useState } from 'react'
import { dayText } from '../../ui/format.ts'
import { dayOf } from './project-view.ts'

const MS_A_DAY = 86_400_000

/** Chooses the day as of which everything is told. */
export function AsOf({
  day,
  choose,
}: {
  readonly day: string | undefined
  readonly choose: (day: string | undefined) => void
}) {
  const [typed, setTyped] = useState(day ?? '')
  const yesterday = dayOf(Date.now() - MS_A_DAY)
  return (
    <form
      className="row"
      onSubmit={(event) => {
        event.preventDefault()
        choose(typed === '' ? undefined : typed)
      }}
    >
      <label className="compact-field">
        <span>As of</span>
        <input type="date" max={yesterday} value={typed} onChange={(event) => setTyped(event.target.value)} />
      </label>
      <button type="submit" className="button" disabled={typed === (day ?? '')}>
        {typed === '' && day !== undefined ? 'Show now' : 'Show that day'}
      </button>
      {day !== undefined && (
        <button
          type="button"
          className="button"
          onClick={() => {
            setTyped('')
            choose(undefined)
          }}
        >
          Back to now
        </button>
      )}
    </form>
  )
}

/** Says that what is told here is told as of now, though a past day is asked for. */
export function ToldAsOfNow({ what, asOf }: { readonly what: string; readonly asOf: string | undefined }) {
  if (asOf === undefined) return null
  return (
    <p className="notice notice-doubt">
      {what} as they stand now: how they stood on {dayText(asOf)} is not kept.
    </p>
  )
}
