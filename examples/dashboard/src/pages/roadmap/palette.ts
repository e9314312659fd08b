/** Colours of the page, as a canvas needs them. */
export interface Palette {
  readonly ground: string
  readonly raised: string
  readonly line: string
  readonly text: string
  readonly quiet: string
  readonly bar: string
  readonly done: string
  readonly critical: string
  readonly ghost: string
  readonly today: string
  readonly accent: string
  readonly moved: string
}

/** Reads the colours that the theme of the page has now. */
export function paletteOf(element: Element): Palette {
  const style = getComputedStyle(element)
  const of = (name: string) => style.getPropertyValue(name).trim()
  return {
    ground: of('--surface'),
    raised: of('--raised'),
    line: of('--line'),
    text: of('--text'),
    quiet: of('--quiet'),
    bar: of('--bar'),
    done: of('--bar-done'),
    critical: of('--critical'),
    ghost: of('--ghost'),
    today: of('--today'),
    accent: of('--accent'),
    moved: of('--unknown'),
  }
}
