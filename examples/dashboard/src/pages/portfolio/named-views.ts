import { addressOf, viewOf, type PortfolioView } from './portfolio-view.ts'

/** A view that somebody gave a name in this browser. */
export interface NamedView {
  readonly name: string
  readonly view: PortfolioView
}

const KEY = 'pmo-portfolio-views'
/** More would be no list to choose from any more. */
const MOST = 50

/** Reads named views; what is no view is left out. */
export function namedViewsOf(text: string | null): NamedView[] {
  let kept: unknown
  try {
    kept = JSON.parse(text ?? '[]')
  } catch {
    return []
  }
  if (!Array.isArray(kept)) return []
  return kept.slice(0, MOST).flatMap((one: unknown) => {
    if (typeof one !== 'object' || one === null || !('name' in one) || !('address' in one)) return []
    const { name, address } = one
    if (typeof name !== 'string' || name.trim() === '' || typeof address !== 'object' || address === null)
      return []
    return [{ name, view: viewOf({ ...address }) }]
  })
}

/** What is kept of named views. */
export function keptText(views: readonly NamedView[]): string {
  return JSON.stringify(views.slice(0, MOST).map(({ name, view }) => ({ name, address: addressOf(view) })))
}

/** The views with one more; one of the same name is replaced. */
export function withView(views: readonly NamedView[], one: NamedView): NamedView[] {
  const name = one.name.trim()
  return [...views.filter((other) => other.name !== name), { ...one, name }].toSorted((left, right) =>
    left.name.localeCompare(right.name),
  )
}

/** The views that are kept in this browser. */
export function keptViews(): NamedView[] {
  return namedViewsOf(localStorage.getItem(KEY))
}

/** Keeps the views in this browser. */
export function keepViews(views: readonly NamedView[]): void {
  if (views.length === 0) localStorage.removeItem(KEY)
  else localStorage.setItem(KEY, keptText(views))
}
