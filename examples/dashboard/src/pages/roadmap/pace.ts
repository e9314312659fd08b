/** What somebody does whose time to the next picture is measured. */
type Action = 'first' | 'zoom' | 'pan' | 'drag'

/** What has begun and is not painted yet: when, on the clock of `performance`. Several of a kind within a frame are one, from the first on. */
const open = new Map<Action, number>()

/** Says that something begins whose picture is to come. */
export function begin(action: Action): void {
  if (!open.has(action)) open.set(action, performance.now())
}

/** Says that a picture is drawn: measures `pmo:roadmap:<action>`, milliseconds until it was painted, for a bench to read. */
export function drawn(): void {
  if (open.size === 0) return
  const begun = [...open]
  open.clear()
  requestAnimationFrame(() =>
    setTimeout(() => {
      for (const [action, start] of begun) performance.measure(`pmo:roadmap:${action}`, { start })
    }, 0),
  )
}
